//! Traits whose values have operators of their own.

use ad_runtime::prelude::*;
use std::ops::{Add, Mul};

#[derive(Clone, Copy, Debug, Differentiable)]
struct V3 {
    x: f64,
    y: f64,
}

#[differentiate]
impl Add for V3 {
    type Output = V3;
    fn add(self, o: V3) -> V3 {
        V3 { x: self.x + o.x, y: self.y + o.y }
    }
}

#[differentiate]
impl Mul<f64> for V3 {
    type Output = V3;
    fn mul(self, k: f64) -> V3 {
        V3 { x: self.x * k, y: self.y * k }
    }
}

#[differentiate]
trait Body {
    fn force(&self, at: V3) -> V3;
    fn twice(&self, at: V3) -> V3 {
        self.force(at) + self.force(at * 2.0) * 0.5
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    k: f64,
}

#[differentiate]
impl Body for Spring {
    fn force(&self, at: V3) -> V3 {
        at * -self.k
    }
}

#[differentiate]
fn step<B: Body>(b: &B, x: V3, dt: f64) -> V3 {
    x + b.twice(x) * dt
}

#[differentiate]
fn run<B: Body>(b: &B, x: V3, dt: f64) -> f64 {
    let mut x = x;
    for _ in 0..3 {
        x = step(b, x, dt);
    }
    x.x * x.y
}

#[test]
fn operators_in_methods_of_traits() {
    run::check(&Spring { k: 0.3 }, V3 { x: 0.2, y: 0.7 }, 0.1).unwrap();
}
