//! Traits of the user's that give `Vec`s and floats methods by the names of those that derivatives use for their records and tangents.

use ad_runtime::prelude::*;

trait Stack<T> {
    fn push(&self, _: T) {}

    fn pop(&self) -> Option<T> {
        None
    }
}

impl<T> Stack<T> for Vec<T> {}

trait Twice {
    fn clone(self) -> f64;
}

impl Twice for f64 {
    fn clone(self) -> f64 {
        2.0 * self
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Pair {
    a: f64,
    b: f64,
}

#[differentiate]
fn taken_apart(p: Pair, k: f64) -> f64 {
    let q = Pair { a: p.a * k, b: k };
    let r = q;
    r.a * r.b + q.a * p.b
}

#[differentiate]
fn grown(x: &[f64]) -> f64 {
    let mut sum = x[0];
    while sum < 5.0 {
        sum += sum * x[1];
    }
    sum
}

#[differentiate]
fn in_branches(x: &[f64]) -> f64 {
    let mut sum = x[0];
    for i in 0..x.len() {
        if sum > 0.1 {
            sum += (sum * x[i]).sin();
        }
    }
    sum
}

#[test]
fn records_are_std_s() {
    grown::check(&[1.3, 0.7]).unwrap();
    in_branches::check(&[1.3, 0.7]).unwrap();
    taken_apart::check(Pair { a: 0.3, b: 0.4 }, 0.5).unwrap();
    assert_eq!(Twice::clone(1.5), 3.0);
    Stack::push(&vec![1.0], 2.0);
    assert_eq!(Stack::pop(&vec![1.0]), None);
}
