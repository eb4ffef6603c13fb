//! `nalgebra`: factorisations, and what is solved by them.

use ad_runtime::nalgebra::{DMatrix, DVector, Matrix3, Vector3};
use ad_runtime::prelude::*;

type V = Vector3<f64>;

#[differentiate]
fn solved(x: f64, y: f64) -> f64 {
    let m = Matrix3::new(x, 0.2, y, 0.4, -0.4, x * y, 0.8, 0.9, 0.15);
    let v = V::new(x, y, 1.0);
    let s = m.lu().solve(&v).unwrap();
    let lu = (m * 2.0).lu();
    let Some(inverse) = lu.try_inverse() else { return x };
    let t = lu.solve(&(m * m)).unwrap();
    s.dot(&v) + lu.determinant() * inverse.norm() + t.m12 - t.m31
}

#[differentiate]
fn positive(x: f64, y: f64) -> f64 {
    let m = Matrix3::new(x, 0.2, y, 0.4, -0.4, x * y, 0.8, 0.9, 0.15);
    let n = m * m.transpose() + Matrix3::identity();
    let c = n.cholesky().unwrap();
    let v = V::new(x, y, 1.0);
    let likelihood = v.dot(&c.solve(&v)) + c.ln_determinant();
    let l = c.l();
    likelihood + (l * v).norm() + c.inverse().trace() * c.determinant() + l.m32
}

/// Only the lower triangle is read.
#[differentiate]
fn lower(x: f64, y: f64) -> f64 {
    let mut m = DMatrix::<f64>::identity(2, 2);
    m[(0, 0)] = 2.0 + x;
    m[(1, 0)] = y * 0.5;
    m[(0, 1)] = x * x;
    let Some(c) = m.clone().cholesky() else { return 0.0 };
    c.l()[(1, 1)] + c.solve(&DVector::from_vec(vec![x, y]))[0]
}

#[differentiate]
fn repeated(x: f64, y: f64) -> f64 {
    let m = DMatrix::from_vec(2, 2, vec![2.0, x, y, 3.0]);
    let b = DVector::from_vec(vec![x, 1.0]);
    let lu = m.clone().lu();
    let mut s = b.clone();
    for _ in 0..3 {
        s = lu.solve(&s).unwrap();
        s += &b;
        let n = &m * s[0];
        s[1] += n.lu().solve(&b).map(|t| t[0]).unwrap_or(0.0);
    }
    s[0] * s[1]
}

#[differentiate]
fn without(x: f64, y: f64) -> f64 {
    let m = DMatrix::from_vec(2, 2, vec![x, y, 0.0, 0.0]);
    match m.lu().solve(&DVector::from_vec(vec![x, y])) {
        Some(s) => s[0],
        None => x * y,
    }
}

#[test]
fn derivatives() {
    agree!(solved positive lower repeated without);
}

#[differentiate]
fn determinant_by_factors(m: &DMatrix<f64>) -> f64 {
    m.clone().lu().determinant()
}

#[test]
fn determinants_without_inverses() {
    let mut m = DMatrix::from_row_slice(3, 3, &[0.1, 0.7, 0.3, 0.4, 0.2, 0.9, 0.8, 0.3, 0.5]);
    determinant_by_factors::check(&m).unwrap();
    m.row_mut(1).fill(0.0);
    determinant_by_factors::check(&m).unwrap();
}
