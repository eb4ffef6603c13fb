//! Operators that begin with a constant that a function makes: `Matrix::zeros()` of another instance, `T::zero()`.

use ad_runtime::prelude::*;
use num_traits::Float;
use std::ops::*;
#[derive(Debug, Clone, Copy, PartialEq, Differentiable)]
pub struct Matrix<const R: usize, const C: usize> {
    m: [[f64; C]; R],
}
#[differentiate]
impl<const R: usize, const C: usize> Matrix<R, C> {
    pub fn zeros() -> Self {
        Matrix { m: [[0.0; C]; R] }
    }
    pub fn transpose(&self) -> Matrix<C, R> {
        let mut out = Matrix::zeros();
        for i in 0..R {
            for j in 0..C {
                out.m[j][i] = self.m[i][j];
            }
        }
        out
    }
}
#[differentiate]
impl<const R: usize, const C: usize, const K: usize> Mul<Matrix<C, K>> for Matrix<R, C> {
    type Output = Matrix<R, K>;
    fn mul(self, rhs: Matrix<C, K>) -> Matrix<R, K> {
        let mut out = Matrix::zeros();
        for i in 0..R {
            for j in 0..K {
                for k in 0..C {
                    out.m[i][j] += self.m[i][k] * rhs.m[k][j];
                }
            }
        }
        out
    }
}
#[differentiate]
impl<'a, const R: usize, const C: usize, const K: usize> Mul<&'a Matrix<C, K>>
    for &'a Matrix<R, C>
{
    type Output = Matrix<R, K>;
    fn mul(self, rhs: &Matrix<C, K>) -> Matrix<R, K> {
        let mut out = Matrix::<R, K>::zeros();
        for i in 0..R {
            for j in 0..K {
                for k in 0..C {
                    out.m[i][j] += self.m[i][k] * rhs.m[k][j];
                }
            }
        }
        out
    }
}
#[derive(Debug, Clone, PartialEq, Differentiable)]
pub struct Poly<T> {
    c: Vec<T>,
}
#[differentiate]
impl<T: Float> Poly<T> {
    pub fn eval(&self, x: T) -> T {
        let mut s = T::zero();
        for &c in self.c.iter().rev() {
            s = s * x + c;
        }
        s
    }
}
#[differentiate]
impl<T: Float> Mul for Poly<T> {
    type Output = Poly<T>;
    fn mul(self, o: Self) -> Self {
        let mut c = vec![T::zero(); self.c.len() + o.c.len() - 1];
        for i in 0..self.c.len() {
            for j in 0..o.c.len() {
                c[i + j] = c[i + j] + self.c[i] * o.c[j];
            }
        }
        Poly { c }
    }
}
#[differentiate]
impl<T: Float> Add for Poly<T> {
    type Output = Poly<T>;
    fn add(self, o: Self) -> Self {
        let n = self.c.len().max(o.c.len());
        let mut c = Vec::new();
        for i in 0..n {
            let mut v = T::zero();
            if i < self.c.len() {
                v = v + self.c[i];
            }
            if i < o.c.len() {
                v = v + o.c[i];
            }
            c.push(v);
        }
        Poly { c }
    }
}
#[derive(Debug, Clone, Copy, PartialEq, Default, Differentiable)]
pub struct D2 {
    x: f64,
    y: f64,
}
#[differentiate]
impl Add for D2 {
    type Output = D2;
    fn add(self, o: D2) -> D2 {
        let mut s = f64::default();
        s += self.x + o.x;
        D2 { x: s, y: self.y + o.y }
    }
}
#[differentiate]
fn mm(a: Matrix<2, 3>, b: Matrix<3, 2>) -> f64 {
    let c = a * b;
    let d = &c * &c.transpose();
    d.m[0][1] + (c.m[0][0] * c.m[1][1]).sin()
}
#[differentiate]
fn pp(a: &[f64], b: &[f64], x: f64) -> f64 {
    (Poly { c: a.to_vec() } * Poly { c: b.to_vec() } + Poly { c: a.to_vec() }).eval(x)
}
#[differentiate]
fn dd(x: f64) -> f64 {
    (D2 { x, y: 1.0 } + D2 { x, y: x * x }).y * x
}
#[test]
fn made_in_operators() {
    mm::check(
        Matrix { m: [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]] },
        Matrix { m: [[1.1, 0.2], [0.4, 0.5], [0.7, -0.2]] },
    )
    .unwrap();
    pp::check(&[1.0, 2.0], &[0.5, 0.1, 0.3], 0.7).unwrap();
    dd::check(0.4).unwrap();
}
