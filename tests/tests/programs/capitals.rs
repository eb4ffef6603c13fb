//! Names that begin with a capital: of functions, of tuple structs.

#![allow(dead_code, non_snake_case)]

use ad_runtime::prelude::*;

#[differentiate]
fn V(r: f64) -> f64 {
    r * r * r
}

#[differentiate]
fn Gamma(x: f64, n: usize) -> f64 {
    x.powi(n as i32) + 1.0
}
mod physics {
    use ad_runtime::prelude::*;
    #[differentiate]
    pub fn Psi(x: &[f64], out: &mut [f64]) {
        for (o, v) in out.iter_mut().zip(x) {
            *o = v.sin();
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    pub struct Secs(pub f64);
}
use physics::{Psi, Secs};
#[derive(Clone, Copy, Debug, Differentiable)]
struct V2(f64, f64);
#[derive(Clone, Debug, Differentiable)]
struct Tagged<T>(T, usize, #[constant] &'static str, Vec<T>);
#[derive(Clone, Copy, Debug, Differentiable)]
struct Meters(f64);
impl Meters {
    fn value(&self) -> f64 {
        self.0
    }
}

#[differentiate]
impl Meters {
    fn doubled(&self) -> f64 {
        self.0 * 2.0
    }
}

/// A tuple struct that is made in loops, which may be run again.
#[differentiate]
fn made_in_loops(x: f64, n: usize) -> f64 {
    let mut sum = 0.0;
    for _ in 0..n {
        let mut p = x;
        for _ in 0..2 {
            let s = Secs(p * x);
            p = s.0.sin();
        }
        sum += p * Secs(sum).0;
        sum += p;
    }
    sum
}

#[differentiate]
fn total(r: f64) -> f64 {
    V(r) + r
}

#[differentiate]
fn functions(x: f64, n: usize) -> f64 {
    let mut out = [0.0; 2];
    Psi(&[x, x * x], &mut out);
    let mut s = 0.0;
    for i in 0..n {
        s += Gamma(x, i) * V(out[0]) * physics::Secs(x).0;
    }
    s + V(Gamma(x, 2)) + V(2.0) + out[1]
}

#[differentiate]
fn structs(x: f64, y: f64) -> f64 {
    let v = V2(x * y, x);
    let t = Tagged(v.0, 3, "a", vec![x, y]);
    let s = Secs(y * x);
    let m = Meters(x);
    v.0 * v.1 + t.0 * t.3[1] * t.1 as f64 + s.0.sin() + m.doubled()
}

#[differentiate]
fn select(x: f64, y: f64) -> f64 {
    let m = Meters(x * y);
    if m.value() > 1.0 { x } else { y * y }
}

#[differentiate]
fn typed(x: f64) -> V2 {
    let v: V2 = V2(x, x * x);
    V2(v.1, v.0 * x)
}
fn Limit(x: f64) -> bool {
    x > 1.0
}

#[differentiate]
fn predicate(x: f64) -> f64 {
    if Limit(x) { x * x } else { x }
}

#[differentiate]
fn mapped(x: &[f64]) -> f64 {
    x.iter().map(|v| Secs(*v)).map(|s| s.0 * s.0).sum::<f64>()
        + x.iter().copied().map(V).sum::<f64>()
}
#[test]
fn functions_and_structs_in_capitals() {
    assert_eq!(total::grad(2.0), 13.0);
    functions::check(0.3, 3).unwrap();
    made_in_loops::check(0.3, 3).unwrap();
    structs::check(0.3, 0.7).unwrap();
    select::check(0.3, 0.7).unwrap();
    typed::check(0.3).unwrap();
    predicate::check(0.3).unwrap();
    predicate::check(1.3).unwrap();
    mapped::check(&[0.3, 0.2]).unwrap();
}
