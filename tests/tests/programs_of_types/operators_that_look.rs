//! Operators of own types whose bodies look at lengths and sizes: assertions, the larger of two lengths, tables of zeros of some size. Derivatives may run them twice, so
//! that what they call has to be harmless: rustc is asked whether the fields are std's.

use ad_runtime::prelude::*;
use std::ops::{Add, Div, Mul, Neg, Sub};

#[derive(Clone, Copy, Debug, Default, Differentiable)]
struct C64 {
    re: f64,
    im: f64,
}

#[differentiate]
impl C64 {
    fn conj(self) -> C64 {
        C64 { re: self.re, im: -self.im }
    }

    fn abs2(self) -> f64 {
        self.re * self.re + self.im * self.im
    }
}

#[differentiate]
impl Mul for C64 {
    type Output = C64;
    fn mul(self, o: C64) -> C64 {
        C64 { re: self.re * o.re - self.im * o.im, im: self.re * o.im + self.im * o.re }
    }
}

#[differentiate]
impl Mul<f64> for C64 {
    type Output = C64;
    fn mul(self, o: f64) -> C64 {
        C64 { re: self.re * o, im: self.im * o }
    }
}

#[differentiate]
impl Div for C64 {
    type Output = C64;
    fn div(self, o: C64) -> C64 {
        debug_assert!(o.re != 0.0);
        self * o.conj() * (1.0 / o.abs2())
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Poly(Vec<f64>);

#[differentiate]
impl Add for &Poly {
    type Output = Poly;
    fn add(self, rhs: &Poly) -> Poly {
        let n = self.0.len().max(rhs.0.len());
        let at = |i: usize| self.0.get(i).unwrap_or(&0.0) + rhs.0.get(i).copied().unwrap_or(0.0);
        Poly((0..n).map(at).collect())
    }
}

#[differentiate]
impl Sub for &Poly {
    type Output = Poly;
    fn sub(self, rhs: &Poly) -> Poly {
        assert_eq!(self.0.len(), rhs.0.len(), "shapes");
        let n = if self.0.len() > rhs.0.len() { self.0.len() } else { rhs.0.len() };
        let mut out = vec![0.0; n];
        for i in 0..n {
            out[i] = self.0[i] - rhs.0[i];
        }
        Poly(out)
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Mat {
    rows: usize,
    cols: usize,
    data: Vec<f64>,
}

#[differentiate]
impl Mat {
    fn zeros(rows: usize, cols: usize) -> Mat {
        Mat { rows, cols, data: vec![0.0; rows * cols] }
    }

    fn at(&self, i: usize, j: usize) -> f64 {
        self.data[i * self.cols + j]
    }
}

#[differentiate]
impl Mul for &Mat {
    type Output = Mat;
    fn mul(self, o: &Mat) -> Mat {
        assert_eq!(self.cols, o.rows);
        let mut out = Mat::zeros(self.rows, o.cols);
        for i in 0..self.rows {
            for j in 0..o.cols {
                let mut s = 0.0;
                for k in 0..self.cols {
                    s += self.at(i, k) * o.data[k * o.cols + j];
                }
                out.data[i * o.cols + j] = s;
            }
        }
        out
    }
}

#[differentiate]
impl Neg for &Mat {
    type Output = Mat;
    fn neg(self) -> Mat {
        let mut out = Mat::zeros(2, 2);
        debug_assert_eq!(self.rows, self.cols);
        for i in 0..self.data.len() {
            out.data[i] = -self.data[i];
        }
        out
    }
}

#[differentiate]
fn quotients(x: &[f64]) -> f64 {
    let a = C64 { re: x[0], im: x[1] };
    let mut c = C64 { re: x[1], im: 1.0 };
    for _ in 0..3 {
        c = a / c;
    }
    c.re * c.im
}

#[differentiate]
fn polynomials(x: &[f64]) -> f64 {
    let a = Poly(vec![x[0], x[1]]);
    let mut sum = Poly(vec![x[1], x[0] * x[1], x[0]]);
    for _ in 0..2 {
        sum = &sum + &a;
    }
    let d = &sum - &Poly(vec![x[0], x[1], 1.0]);
    d.0[0] * sum.0[1] * d.0[2]
}

#[differentiate]
fn matrices(x: &[f64]) -> f64 {
    let a = Mat { rows: 2, cols: 2, data: vec![x[0], x[1], 1.0, 2.0 * x[0]] };
    let mut b = &a * &a;
    for _ in 0..2 {
        b = -&(&b * &a);
    }
    b.data[0] * a.data[1] + b.data[3]
}

/// An own list, whose `len` is a method of its own, is asked for that method's derivatives.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Arrow {
    x: f64,
    y: f64,
}

#[differentiate]
impl Arrow {
    fn len(&self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Ray {
    to: Arrow,
}

#[differentiate]
impl Mul<f64> for Ray {
    type Output = f64;
    fn mul(self, k: f64) -> f64 {
        self.to.len() * k
    }
}

#[differentiate]
fn rays(x: &[f64]) -> f64 {
    let ray = Ray { to: Arrow { x: x[0], y: x[1] } };
    let mut s = x[0];
    for _ in 0..2 {
        s = ray * s;
    }
    s
}

#[test]
fn examined() {
    examined_at!([0.7, 1.3]; quotients polynomials matrices rays);
}
