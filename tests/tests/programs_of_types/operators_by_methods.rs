//! Operators whose bodies call methods of what is in fields, and functions that are called like methods: that these may be called again is asked.

use ad_runtime::prelude::*;
use std::iter::Sum;
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

/// A matrix whose product begins with a constant that a function of its own makes.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Matrix {
    rows: [[f64; 2]; 2],
}

#[differentiate]
impl Matrix {
    fn zeros() -> Self {
        Matrix { rows: [[0.0; 2]; 2] }
    }
}

#[differentiate]
impl Mul for Matrix {
    type Output = Matrix;
    fn mul(self, other: Matrix) -> Matrix {
        let mut out = Matrix::zeros();
        for i in 0..2 {
            for j in 0..2 {
                for k in 0..2 {
                    out.rows[i][j] += self.rows[i][k] * other.rows[k][j];
                }
            }
        }
        out
    }
}

#[differentiate]
impl Sum for Matrix {
    fn sum<I: Iterator<Item = Matrix>>(items: I) -> Matrix {
        items.fold(Self::zeros(), |a, b| Matrix {
            rows: [
                [a.rows[0][0] + b.rows[0][0], a.rows[0][1] + b.rows[0][1]],
                [a.rows[1][0] + b.rows[1][0], a.rows[1][1] + b.rows[1][1]],
            ],
        })
    }
}

#[differentiate]
fn traced(a: f64, b: f64) -> f64 {
    let m = Matrix { rows: [[a, b], [a * b, 0.5]] };
    let p = m * m * m;
    let s: Matrix = [p, m].into_iter().sum();
    s.rows[0][0] * s.rows[1][1] - s.rows[0][1]
}

#[test]
fn operators_by_methods_of_fields() {
    f::check(0.4, 0.7).unwrap();
    g::check(0.4, 0.7).unwrap();
    traced::check(0.4, 0.7).unwrap();
}
