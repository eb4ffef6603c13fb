//! A vector space with methods, and a solver that is given its right-hand side.

use ad_runtime::prelude::*;
use std::ops::*;
#[differentiate]
trait VectorSpace: Copy + Add<Output = Self> + Mul<f64, Output = Self> {
    fn zero() -> Self;
    fn norm(&self) -> f64;
}
#[derive(Clone, Copy, Debug, Differentiable)]
struct V2 {
    x: f64,
    y: f64,
}
#[differentiate]
impl Add for V2 {
    type Output = V2;
    fn add(self, o: V2) -> V2 {
        V2 { x: self.x + o.x, y: self.y + o.y }
    }
}
#[differentiate]
impl Mul<f64> for V2 {
    type Output = V2;
    fn mul(self, k: f64) -> V2 {
        V2 { x: self.x * k, y: self.y * k }
    }
}
#[differentiate]
impl VectorSpace for V2 {
    fn zero() -> V2 {
        V2 { x: 0.0, y: 0.0 }
    }
    fn norm(&self) -> f64 {
        self.x.hypot(self.y)
    }
}
#[differentiate]
impl VectorSpace for f64 {
    fn zero() -> f64 {
        0.0
    }
    fn norm(&self) -> f64 {
        self.abs()
    }
}
#[differentiate]
fn heun<Y: VectorSpace, F: Fn(f64, Y) -> Y>(f: F, t: f64, y: Y, h: f64) -> Y {
    let k1 = f(t, y);
    let k2 = f(t + h, y + k1 * h);
    y + (k1 + k2) * (h * 0.5)
}
#[differentiate]
fn use_it(a: f64) -> f64 {
    let y = heun(|t, y: V2| V2 { x: y.y * t, y: -a * y.x }, 0.0, V2 { x: 1.0, y: a }, 0.1);
    y.norm()
}
#[test]
fn with_methods() {
    use_it::check(3.0).unwrap();
}
