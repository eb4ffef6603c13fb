//! Generic tuple structs that are made by their names, `One(x)`: which one it is only rustc knows.

use std::ops::Add;

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct One<T>(T);

#[differentiate]
impl<T: Add<Output = T>> Add for One<T> {
    type Output = One<T>;

    fn add(self, other: Self) -> Self {
        One(self.0 + other.0)
    }
}

#[differentiate]
fn added(x: f64) -> f64 {
    let sum = One(x) + One(x * x);
    sum.0
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Poly<const N: usize>([f64; N]);

#[differentiate]
impl<const N: usize> Poly<N> {
    fn eval(&self, x: f64) -> f64 {
        let mut sum = 0.0;
        for c in self.0.iter().rev() {
            sum = sum * x + c;
        }
        sum
    }

    fn scaled(&self, k: f64) -> Poly<N> {
        let mut c = self.0;
        for v in &mut c {
            *v *= k;
        }
        Poly(c)
    }
}

#[differentiate]
fn polynomial(x: f64, k: f64) -> f64 {
    Poly([1.0, k, k * x]).scaled(x).eval(x)
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Interval<T: Real>(T, T)
where
    T: Copy;

#[differentiate]
impl<T: Real> Interval<T> {
    fn middle(self) -> T {
        (self.0 + self.1) * T::from_f64(0.5)
    }
}

#[differentiate]
fn middle(x: f64) -> f64 {
    Interval(x, x * x).middle()
}

#[differentiate]
trait Model {
    fn value(&self, x: f64) -> f64;
}

#[differentiate]
impl Model for Poly<2> {
    fn value(&self, x: f64) -> f64 {
        self.0[0] + self.0[1] * x
    }
}

/// No float is a model, and the bound stands where one could be asked.
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Twice<M: Model + Differentiable>(M);

#[differentiate]
impl<M: Model + Differentiable> Twice<M> {
    fn value(&self, x: f64) -> f64 {
        self.0.value(x) * 2.0
    }
}

#[differentiate]
fn of_a_model(x: f64) -> f64 {
    let twice = Twice(Poly([x, x * x]));
    twice.value(x)
}

#[differentiate]
fn in_a_loop(x: f64) -> f64 {
    let mut sum = One(0.0);
    for i in 0..4 {
        sum = sum + One(x * f64::from(i));
    }
    sum.0 * x
}

#[test]
fn they_are_made_by_their_names() {
    added::check(0.5).unwrap();
    polynomial::check(0.5, 0.4).unwrap();
    middle::check(0.3).unwrap();
    of_a_model::check(0.6).unwrap();
    in_a_loop::check(0.6).unwrap();
    assert_eq!(added::grad(0.5), 2.0);
    assert_eq!(middle::grad(0.25), 0.75);
    // x (2 x + 2 x³)
    assert!((of_a_model::grad(0.5) - (2.0 + 6.0 * 0.25)).abs() < 1e-12);
}
