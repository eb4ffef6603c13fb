//! Functions as parameters that are given integers alone, `Fn(usize) -> f64`: derivatives go to what they capture, and a function by its name is a constant.

use ad_runtime::ConstantFunction;
use ad_runtime::prelude::*;

#[differentiate]
fn sum_over(n: usize, f: impl Fn(usize) -> f64) -> f64 {
    let mut s = 0.0;
    for i in 0..n {
        s += f(i);
    }
    s
}
#[differentiate]
fn z1(x: &[f64]) -> f64 {
    sum_over(x.len(), |i| x[i] * x[i])
}
#[differentiate]
fn table<F: Fn(usize, usize) -> f64>(n: usize, f: F) -> Vec<Vec<f64>> {
    (0..n).map(|i| (0..n).map(|j| f(i, j)).collect()).collect()
}
#[differentiate]
fn z2(x: &[f64], h: f64) -> f64 {
    let k = table(x.len(), |i, j| (-(x[i] - x[j]).powi(2) / h).exp());
    k[0][1] * k[1][0]
}
#[differentiate]
fn tabled(n: usize, f: &dyn Fn(usize) -> f64) -> Vec<f64> {
    let mut v = Vec::with_capacity(n);
    for i in 0..n {
        v.push(f(i));
    }
    v
}
#[differentiate]
fn z3(x: &[f64]) -> f64 {
    let t = tabled(3, &|i| x[i].sin());
    sum_over(3, |i| t[i] * t[i])
}
fn weight(i: usize) -> f64 {
    i as f64 + 1.0
}
#[differentiate]
fn z4(x: &[f64]) -> f64 {
    sum_over(3, weight) * x[0] + sum_over(2, |i| weight(i)) * x[1]
}
#[differentiate]
fn weighted(x: &[f64], f: impl Fn(usize) -> f64) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += f(i) * x[i];
    }
    s
}
#[differentiate]
fn z5(x: &[f64], h: f64) -> f64 {
    weighted(x, |i| h.powi(i as i32)) + weighted(x, weight)
}
#[derive(Clone, Debug, Differentiable)]
struct Grid {
    dx: f64,
    #[constant]
    n: usize,
}
#[differentiate]
impl Grid {
    fn sum(&self, f: impl Fn(usize) -> f64) -> f64 {
        (0..self.n).map(|i| f(i) * self.dx).sum()
    }
    fn fill<F>(n: usize, f: F) -> Vec<f64>
    where
        F: Fn(usize) -> f64,
    {
        let mut v = vec![0.0; n];
        for (i, o) in v.iter_mut().enumerate() {
            *o = f(i);
        }
        v
    }
    fn total(&self, x: &[f64]) -> f64 {
        let v = Grid::fill(self.n, |i| x[i] * self.dx);
        self.sum(|i| v[i] * x[i]) + Self::fill(2, weight)[1] * x[0]
    }
}
#[differentiate]
fn relay(n: usize, f: impl Fn(usize) -> f64) -> f64 {
    sum_over(n, &f) + sum_over(n, |i| f(i) * 2.0)
}
#[differentiate]
fn z6(x: &[f64]) -> f64 {
    relay(2, |i| x[i] * x[i + 1])
}
#[differentiate]
fn solve(n: usize, rhs: fn(usize) -> f64, x: f64) -> f64 {
    rhs(n) * x
}
#[differentiate]
fn z7(x: f64) -> f64 {
    solve(2, weight, x)
}
#[differentiate]
fn pick(n: usize, keep: impl Fn(usize) -> bool, x: &[f64]) -> f64 {
    (0..n).filter(|&i| keep(i)).map(|i| x[i] * x[i]).sum()
}
#[differentiate]
fn z8(x: &[f64]) -> f64 {
    pick(3, |i| i % 2 == 0, x)
}
/// How often it was called.
#[differentiate]
fn thrice(n: usize, f: impl Fn(usize) -> f64) -> f64 {
    let mut product = 1.0;
    for _ in 0..3 {
        product *= f(n);
    }
    product
}

#[differentiate]
fn counted(x: f64, #[constant] count: &std::cell::Cell<usize>) -> f64 {
    let draw = || {
        count.set(count.get() + 1);
        count.get()
    };
    let k = draw();
    x * thrice(2, |i| x * i as f64) * k as f64
}

/// What may change what it captures stays a constant, and a `fn` captures nothing: outside, both are passed as they are.
#[differentiate]
fn noisy(x: f64, mut draw: impl FnMut(usize) -> f64) -> f64 {
    let mut sum = x * x;
    for i in 0..3 {
        sum += draw(i) * x;
    }
    sum
}

#[differentiate]
fn noisy_inside(x: f64, #[constant] seed: &mut f64) -> f64 {
    x * noisy(x, |i| {
        *seed += 1.0;
        *seed * i as f64
    })
}

const X: [f64; 3] = [0.3, 0.7, 1.1];

#[test]
fn what_they_capture_gets_derivatives() {
    z1::check(&X).unwrap();
    z2::check(&X, 0.5).unwrap();
    z3::check(&X).unwrap();
    z5::check(&X, 0.5).unwrap();
    z6::check(&X).unwrap();
    assert_eq!(z1::grad(&X), X.map(|x| 2.0 * x));
    let (x_bar, h_bar) = z5::grad(&X, 0.5);
    assert_eq!((x_bar.as_slice(), h_bar), ([2.0, 2.5, 3.25].as_slice(), 0.7 + 1.1));
}

#[test]
fn in_methods() {
    let grid = Grid { dx: 0.2, n: 3 };
    grid.total_check(&X).unwrap();
}

#[test]
fn functions_by_their_names_are_constants() {
    z4::check(&X).unwrap();
    z7::check(0.4).unwrap();
    assert_eq!(z4::grad(&X), [6.0, 3.0, 0.0]);
    assert_eq!(weighted::grad(&X, ConstantFunction(weight)), [1.0, 2.0, 3.0]);
    let (value, dot) = weighted::jvp(&X, ConstantFunction(|i: usize| 0.5 * i as f64), &[1.0; 3]);
    assert_eq!((value, dot), (0.35 + 1.1, 1.5));
}

#[test]
fn generators_are_constants() {
    let mut n = 0.0;
    let draw = |i: usize| {
        n += 1.0;
        n * i as f64
    };
    // 0 + 2 + 6
    assert_eq!(noisy::value_and_grad(2.0, draw), (4.0 + 16.0, 4.0 + 8.0));
    assert_eq!(n, 3.0);
    let mut seed = 0.0;
    assert_eq!(noisy_inside::value_and_grad(2.0, &mut seed), (40.0, 20.0 + 2.0 * 12.0));
    assert_eq!(seed, 3.0);
    assert_eq!(solve_outside(), 3.0);
}

fn solve_outside() -> f64 {
    z7::grad(0.4);
    solve::grad(2, weight, 0.5)
}

#[test]
fn predicates_are_constants() {
    z8::check(&X).unwrap();
}

#[test]
fn effects_beside_them_happen_once() {
    let count = std::cell::Cell::new(0);
    let (value, x_bar) = counted::value_and_grad(0.5, &count);
    assert_eq!(count.get(), 1);
    assert_eq!((value, x_bar), (8.0 * 0.5_f64.powi(4), 32.0 * 0.5_f64.powi(3)));
}
