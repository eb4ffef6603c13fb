//! `nalgebra`: methods.

use ad_runtime::nalgebra::{DMatrix, DVector, Matrix2, Matrix3, Matrix4, RowVector3, Vector3};
use ad_runtime::prelude::*;

type V = Vector3<f64>;

#[differentiate]
fn vectors(x: f64, y: f64) -> f64 {
    let (v, w) = (V::new(x, y, 1.0), V::new(x * y, 2.0, x));
    let u = v.cross(&w) + v.normalize().scale(y);
    let mut sum = u.norm() * v.dot(&w) + (v - w).norm_squared();
    for i in 0..3 {
        let t = u * sum + w.component_mul(&v);
        sum += t.norm() + t.component_div(&w).sum() * t[i];
        sum /= 7.0;
    }
    let r = RowVector3::new(x, 1.0, y).cross(&RowVector3::new(y, x, 2.0));
    sum + v.transpose()[1] + v.unscale(y).x + w.add_scalar(x).norm() + (r * v).x + (v + w).sum()
}

#[differentiate]
fn lengths(x: f64, y: f64) -> f64 {
    let (v, w) = (V::new(x, y, 1.0), V::new(x * y, 2.0, x));
    let apart = v.metric_distance(&w) + w.metric_distance(&v);
    v.magnitude() * w.magnitude_squared() + apart + v.metric_distance(&v)
}

#[differentiate]
fn squares(x: f64, y: f64) -> f64 {
    let m = Matrix3::new(x, 0.2, y, 0.4, -0.4, x * y, 0.8, 0.9, 0.15);
    let v = V::new(x, y, 1.0);
    let n = m.transpose() * m;
    let Some(inverse) = n.try_inverse() else { return m.trace() };
    let a = m.try_inverse().unwrap();
    (inverse * v).dot(&(a * v)) + m.determinant() + n.trace() * (m * n).sum()
}

#[differentiate]
fn determinants(x: f64, y: f64) -> f64 {
    let m = Matrix2::new(x, 0.5, y, 1.0);
    let k = Matrix4::new(x, 0.1, 0.2, 0.3, y, 1.0, 0.4, x, 0.1, 0.2, y, 0.9, 0.7, 0.3, 0.1, 1.0);
    m.determinant() * k.determinant()
}

#[differentiate]
fn missing(x: f64, y: f64) -> f64 {
    let m = Matrix2::new(x, 0.0, y, 0.0);
    match m.try_inverse() {
        Some(inverse) => inverse.m11,
        None => x * y,
    }
}

#[differentiate]
fn dynamic(x: f64, y: f64) -> f64 {
    let m = DMatrix::from_vec(2, 2, vec![x, y, 0.3, x * y]);
    let v = DVector::from_vec(vec![y, 0.4]);
    let mut w = v.clone();
    for _ in 0..3 {
        w = (&m * &w).normalize();
    }
    let inverse = m.clone().try_inverse().unwrap();
    w.dot(&v) + m.determinant() + (inverse * w).norm() + m.transpose().trace()
}

#[differentiate]
fn branches(x: f64, y: f64) -> f64 {
    let v = V::new(x, y, 1.0);
    let mut n = 0;
    let mut w = v;
    while w.norm() < 5.0 && n < 10 {
        w += v.component_mul(&w) + v;
        n += 1;
    }
    let closest = [v, w, v - w].iter().map(|u| u.norm()).fold(f64::INFINITY, f64::min);
    w.dot(&v) + closest
}

#[differentiate]
fn norm_of(v: &V) -> f64 {
    v.norm()
}

#[differentiate]
fn root_of_squares(v: &V, w: &V) -> f64 {
    (v - w).norm_squared().sqrt() + v.dot(w).sqrt()
}

#[test]
fn derivatives() {
    agree!(vectors lengths squares determinants missing dynamic branches);
    assert_eq!(norm_of::grad(&V::zeros()), V::zeros());
    assert_eq!(root_of_squares::grad(&V::zeros(), &V::zeros()), (V::zeros(), V::zeros()));
    root_of_squares::check(&V::new(1.0, 2.0, 0.5), &V::new(0.3, 2.5, 1.0)).unwrap();
}

#[differentiate]
fn determinant_of(m: &DMatrix<f64>) -> f64 {
    m.determinant()
}

#[test]
fn determinants_without_inverses() {
    for n in 1..6 {
        let mut m = DMatrix::from_fn(n, n, |i, j| {
            1.0 / (1.0 + (3 * i + 2 * j) as f64) + 0.3 * (i * j) as f64
        });
        determinant_of::check(&m).unwrap();
        m.row_mut(n - 1).fill(0.0);
        determinant_of::check(&m).unwrap();
    }
}
