//! Operators whose bodies call methods of what is in fields, and functions that are called like methods: that these may be called again is asked.

use ad_runtime::prelude::*;
use std::ops::{Add, Mul};
#[derive(Clone, Copy, Debug, Differentiable)]
struct V3 {
    x: f64,
    y: f64,
    z: f64,
}
#[differentiate]
impl V3 {
    fn new(x: f64, y: f64, z: f64) -> V3 {
        V3 { x, y, z }
    }
    fn dot(self, o: V3) -> f64 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }
    fn cross(self, o: V3) -> V3 {
        V3::new(
            self.y * o.z - self.z * o.y,
            self.z * o.x - self.x * o.z,
            self.x * o.y - self.y * o.x,
        )
    }
}
#[differentiate]
impl Add for V3 {
    type Output = V3;
    fn add(self, o: V3) -> V3 {
        V3::new(self.x + o.x, self.y + o.y, self.z + o.z)
    }
}
#[differentiate]
impl Mul<f64> for V3 {
    type Output = V3;
    fn mul(self, k: f64) -> V3 {
        V3::new(self.x * k, self.y * k, self.z * k)
    }
}
#[derive(Clone, Copy, Debug, Differentiable)]
struct Quat {
    w: f64,
    v: V3,
}
#[differentiate]
impl Mul for Quat {
    type Output = Quat;
    fn mul(self, q: Quat) -> Quat {
        Quat {
            w: self.w * q.w - self.v.dot(q.v),
            v: self.v.cross(q.v) + q.v * self.w + self.v * q.w,
        }
    }
}
#[differentiate]
fn dot(a: V3, b: V3) -> f64 {
    a.dot(b)
}
#[differentiate]
impl Mul for V3 {
    type Output = f64;
    fn mul(self, o: V3) -> f64 {
        dot(self, o)
    }
}
#[differentiate]
fn f(a: f64, b: f64) -> f64 {
    let p = Quat { w: a, v: V3::new(b, a * b, 0.3) };
    let q = Quat { w: 0.3, v: V3::new(a, 1.0, b) };
    let r = p * q * p;
    r.w + r.v.x * r.v.z + r.v * p.v
}
#[derive(Clone, Copy, Debug, Differentiable)]
struct W<T> {
    x: T,
    y: T,
}
#[differentiate]
impl<T: Real> W<T> {
    fn dot(self, o: W<T>) -> T {
        self.x * o.x + self.y * o.y
    }
}
#[derive(Clone, Copy, Debug, Differentiable)]
struct P<T> {
    a: W<T>,
    k: T,
}
#[differentiate]
impl<T: Real> Mul for P<T> {
    type Output = T;
    fn mul(self, o: P<T>) -> T {
        self.a.dot(o.a) * self.k
    }
}
#[differentiate]
fn g(a: f64, b: f64) -> f64 {
    let p = P { a: W { x: a, y: b }, k: a };
    p * p
}

#[test]
fn operators_by_methods_of_fields() {
    f::check(0.4, 0.7).unwrap();
    g::check(0.4, 0.7).unwrap();
}
