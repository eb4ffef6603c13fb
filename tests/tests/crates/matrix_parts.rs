//! `nalgebra`: matrices made of lists, rows and columns, and what is made of all entries, of rows and of columns.

use ad_runtime::nalgebra::{
    DMatrix, DVector, Matrix2, Matrix2x3, Matrix3, RowVector3, Vector2, Vector3,
};
use ad_runtime::prelude::*;

type V = Vector3<f64>;

#[differentiate]
fn extremes(x: f64, y: f64) -> f64 {
    let v = V::new(x, -2.0 * y, 1.0);
    let m = Matrix3::new(x, 0.2, y, 0.4, -0.4, x * y, 0.8, -0.9, 0.15);
    v.max() * v.amax()
        + v.min() * (m * v).amin()
        + m.max()
        + m.min() * (v - m * v).amax()
        + v.sup(&(m * v)).norm() * v.inf(&(m * v)).sum()
}

#[differentiate]
fn averages(x: f64, y: f64) -> f64 {
    let v = V::new(x, y, 1.0);
    let m = Matrix2x3::new(x, 0.2, y, 0.4, -0.4, x * y);
    let d = DMatrix::from_row_slice(2, 2, &[x, y, 1.0, x * y]);
    v.mean() * v.variance()
        + m.row_sum()[1] * m.column_sum().norm()
        + m.row_mean().norm()
        + m.column_mean()[0] * v.magnitude()
        + v.magnitude_squared()
        + (m.abs() * v.abs()).sum()
        + d.variance() * d.column_mean()[1]
        + d.abs().row_sum()[0]
}

#[differentiate]
fn products(x: f64, y: f64) -> f64 {
    let (v, w) = (V::new(x, y, 1.0), V::new(y, 2.0, x * x));
    let m = Matrix3::new(x, 0.2, y, 0.4, -0.4, x * y, 0.8, 0.9, 0.15);
    m.tr_mul(&v).dot(&w)
        + v.angle(&w) * m.tr_mul(&m).trace()
        + Vector2::new(x, y).perp(&Vector2::new(y * y, x))
}

#[differentiate]
fn of_parts(x: f64, y: f64) -> f64 {
    let (v, w) = (V::new(x, y, 1.0), V::new(y, 2.0, x * x));
    let a = Matrix3::from_columns(&[v, w, w * x]);
    let b = Matrix3::from_rows(&[v.transpose(), RowVector3::new(x, 1.0, y), w.transpose() * y]);
    let c = Matrix3::from_diagonal(&v) + Matrix3::from_diagonal_element(y);
    let mut columns = Vec::new();
    for i in 0..3 {
        columns.push(v * w[i] + w);
    }
    let d = Matrix3::from_columns(&columns);
    let e = DMatrix::from_rows(&[DVector::from(vec![x, y]).transpose()]);
    let f =
        DMatrix::from_diagonal(&DVector::repeat(2, x)) * DMatrix::from_diagonal_element(2, 2, y);
    (a * b + c * d).norm() + (e * f).norm()
}

/// From lists of every sort.
#[differentiate]
fn of_lists(x: f64, y: f64) -> f64 {
    let list = vec![x, y, x * y, 1.0, x - y, 0.3];
    let a = Matrix2x3::from_row_slice(&list);
    let b = Matrix2x3::from_column_slice(&[x, 1.0, y, x, 2.0, y]);
    let c = DVector::from_row_slice(&list[1..4]);
    let d = DMatrix::from_column_slice(2, 3, &list);
    let e = Matrix2::from([[x, 1.0], [y, x * y]]);
    let f = Matrix2::from_vec(vec![1.0, x, y, 2.0]);
    (a * b.transpose() * e * f).norm() + (d * c).norm()
}

#[differentiate]
fn of_borrowed(list: &[f64], more: &Vec<f64>, rows: &[V]) -> f64 {
    let m = DMatrix::from_row_slice(2, 2, list);
    let v = DVector::from_column_slice(more);
    let n = Matrix3::from_columns(rows);
    (m * v).norm() + n.determinant()
}

#[test]
fn derivatives() {
    agree!(extremes averages products of_parts of_lists);
    let rows = [V::new(0.3, 0.1, -0.4), V::new(1.0, 0.2, 0.3), V::new(0.5, 0.7, 0.9)];
    of_borrowed::check(&[0.1, 0.2, 0.3, 0.4], &vec![0.5, -0.7], &rows).unwrap();
}

#[differentiate]
fn largest(v: &V) -> f64 {
    v.max() + v.amax()
}

#[differentiate]
fn smallest(v: &V, w: &V) -> f64 {
    v.min() + v.amin() + v.sup(w).sum()
}

#[differentiate]
fn angle(v: &V, w: &V) -> f64 {
    v.angle(w)
}

/// Of entries that are alike the first one has the derivative, and of magnitudes that of zero none.
#[test]
fn kinks() {
    let v = V::new(2.0, -2.0, 2.0);
    assert_eq!(largest::grad(&v), V::new(2.0, 0.0, 0.0));
    assert_eq!(largest::jvp(&v, &V::new(1.0, 3.0, 5.0)).1, 2.0);
    assert_eq!(largest::grad(&V::zeros()), V::new(1.0, 0.0, 0.0));
    let (v_bar, w_bar) = smallest::grad(&V::new(0.0, 0.0, 1.0), &V::new(0.0, 1.0, 1.0));
    assert_eq!((v_bar, w_bar), (V::new(2.0, 0.0, 1.0), V::new(0.0, 1.0, 0.0)));
    assert_eq!(angle::grad(&v, &v), (V::zeros(), V::zeros()));
    assert_eq!(angle::grad(&v, &V::zeros()), (V::zeros(), V::zeros()));
}
