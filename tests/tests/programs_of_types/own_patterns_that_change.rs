//! What the user's own pattern binds of a constant, and is changed by something differentiated: its dot is zero to begin with, and there.

use ad_runtime::prelude::*;
use std::ops::Mul;

#[derive(Clone, Copy, Debug, Differentiable)]
struct P {
    a: f64,
}

#[differentiate]
impl Mul<f64> for P {
    type Output = P;
    fn mul(self, k: f64) -> P {
        P { a: self.a * k }
    }
}

fn pair() -> (P, P) {
    (P { a: 1.0 }, P { a: 2.0 })
}

fn items() -> Vec<P> {
    vec![P { a: 1.0 }, P { a: 2.0 }]
}

#[differentiate]
fn bound(x: &[f64]) -> f64 {
    let (mut p, mut q) = pair();
    for _ in 0..3 {
        p = p * x[0];
        q = p * q.a;
    }
    p.a * q.a * x[1]
}

#[differentiate]
fn matched(x: &[f64]) -> f64 {
    match pair() {
        (mut p, q) => {
            p = p * x[0];
            p.a * q.a * x[1]
        }
    }
}

#[differentiate]
fn mapped(x: &[f64]) -> f64 {
    let products = items().into_iter().map(|mut p| {
        p = p * x[0];
        p.a * x[1]
    });
    products.sum()
}

#[test]
fn examined() {
    examined_at!([0.7, 1.3]; bound matched mapped);
}
