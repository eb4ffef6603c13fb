//! Constants of a function's own that are borrowed, and lengths and literals that are: what the reverse sweep wants of them is kept, not the borrow.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Rosenbrock {
    a: f64,
}

#[differentiate]
impl Rosenbrock {
    fn dim(&self) -> usize {
        2
    }
}

#[differentiate]
fn gradient(f: &Rosenbrock, x: f64) -> f64 {
    let mut g = vec![0.0; f.dim()];
    g[0] = f.a * f.a;
    g[1] = g[0] * x;
    g[1] * x
}

#[differentiate]
fn made_here(a: f64, x: f64) -> f64 {
    let f = Rosenbrock { a };
    gradient(&f, x)
}

#[differentiate]
fn observed(w: &[f64], n: usize) -> f64 {
    let observations: Vec<usize> = (0..n).map(|i| (2 * i + 1) % 3).collect();
    let mut best = w[observations[0]];
    for &o in &observations[1..] {
        best *= w[o];
    }
    for o in &observations {
        best += w[*o];
    }
    best
}

#[differentiate]
fn first_or(x: &[f64], k: f64) -> f64 {
    *x.first().unwrap_or(&1.0) * k
}

trait Weight {
    fn weight(&self) -> f64;
}

impl Weight for i32 {
    fn weight(&self) -> f64 {
        1.0
    }
}

impl Weight for u64 {
    fn weight(&self) -> f64 {
        2.0
    }
}

/// A literal with a name is of the type that what else is done with it says.
#[differentiate]
fn named_integer(x: f64) -> f64 {
    let k = 3;
    let n: u64 = k;
    let r = &k;
    x * r.weight() * n as f64
}

#[differentiate]
fn named_float(x: f64) -> f64 {
    let z = 0.1;
    let n: f32 = z;
    let r = &z;
    x * f64::from(*r) + f64::from(n)
}

#[differentiate]
fn empty_lists(x: f64) -> f64 {
    let none = Vec::<f64>::new();
    let mut some = Vec::<f64>::with_capacity(2);
    some.push(x);
    some[0] * x + none.len() as f64
}

#[test]
fn borrowed() {
    made_here::check(0.3, 0.4).unwrap();
    observed::check(&[0.3, 0.4, 0.5], 4).unwrap();
    for x in [&[0.3, 0.4][..], &[]] {
        first_or::check(x, 0.7).unwrap();
    }
    empty_lists::check(0.3).unwrap();
    assert_eq!(named_integer::value_and_grad(1.5), (9.0, 6.0));
    assert_eq!(named_float::value_and_grad(1.5), (named_float(1.5), f64::from(0.1_f32)));
}
