//! `nalgebra`: methods that are given functions of the entries.

use std::cell::Cell;

use ad_runtime::nalgebra::{DMatrix, DVector, Matrix2x3, Matrix3, Vector3};
use ad_runtime::prelude::*;

#[differentiate]
fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// By a closure, by the name of a function, by a closure that has a name.
#[differentiate]
fn mapped(x: f64, y: f64) -> f64 {
    let v = Vector3::new(x, y, x * y);
    let bent = |t: f64| t * x + t.powi(3);
    let a = v.map(|t| t.sin() * y);
    let b = v.map(f64::tanh);
    let c = v.map(logistic);
    let d = v.map(bent) + v.map(&bent);
    a.dot(&b) + c.dot(&d) + (v * x - a).map(|t| if t > 0.0 { t * y } else { 0.1 * t }).norm()
}

/// Of what operators and other methods make.
#[differentiate]
fn chained(x: f64, y: f64) -> f64 {
    let v = Vector3::new(x, y, 1.0);
    let w = v * y - v.component_mul(&v);
    let u = w.map(|t| t.exp()).map(|t| (1.0 + t).ln());
    let n = v.normalize().map(|t| t * t * x);
    let m = Matrix3::new(x, y, 1.0, 0.5, x, y, y, 0.1, 0.3);
    let rows = m.transpose().map(|t| t.cos());
    (-n).map(|t| t.exp()).sum() + u.norm() + (rows * u).dot(&v)
}

#[differentiate]
fn side_by_side(x: f64, y: f64) -> f64 {
    let (v, w) = (Vector3::new(x, y, 1.0), Vector3::new(y, 2.0, x * x));
    let c = Vector3::new(1.0, -2.0, 0.5);
    let a = v.zip_map(&w, |s, t| s * t + y);
    let b = v.zip_map(&w, f64::hypot);
    let d = c.zip_map(&w, |s, t| s * t);
    let e = a.zip_zip_map(&b, &c, |p, q, r| p * q + r);
    let sum = v.zip_fold(&w, x, |sum, s, t| sum + s / t);
    e.norm() + d.dot(&v) + sum + w.fold(y, |so_far, t| so_far * t + 1.0)
}

/// Dynamic ones, with places of entries.
#[differentiate]
fn located(x: f64, y: f64) -> f64 {
    let m = Matrix2x3::new(x, y, 1.0, x * y, 2.0, -x);
    let a = m.map_with_location(|i, j, t| t * x.powi(i as i32) + (j as f64) * y);
    let b = Matrix3::from_fn(|i, j| if i == j { x } else { y * (i + 2 * j) as f64 });
    let n = 2 + 1;
    let c = DMatrix::from_fn(n, 2, |i, j| (x * i as f64 + y * j as f64).sin());
    let d = DVector::from_fn(3, |i, _| x * y + i as f64);
    (a * b).norm() + (c.transpose() * d).map(|t| t * t).sum()
}

#[differentiate]
fn in_place(x: f64, y: f64) -> f64 {
    let mut v = Vector3::new(x, y, 1.0);
    let w = Vector3::new(0.5, x, y);
    v.apply(|t| *t *= y);
    v.zip_apply(&w, |t, s| {
        if s > 0.6 {
            *t += s * x;
        } else {
            *t = t.sin();
        }
    });
    for i in 0..3 {
        v[i] += v.map(|t| t * x).sum();
        v.apply(|t| *t = (*t * 0.3).cos() + i as f64);
    }
    let mut c = Vector3::<f64>::zeros();
    c.apply(|t| *t += x);
    v.norm() * c[1] + v[0]
}

/// What a closure changes of what it captures, and how it is left.
#[differentiate]
fn effects(x: f64, y: f64) -> f64 {
    let v = Vector3::new(x, y, -0.3);
    let (mut n, mut largest) = (0, x * y);
    let w = v.map(|t| {
        n += 1;
        if t < 0.0 {
            return y * n as f64;
        }
        largest += t * t;
        t * x
    });
    w.norm() * largest + n as f64 * x
}

/// A network's layer.
#[differentiate]
fn layer(weights: &DMatrix<f64>, bias: &DVector<f64>, input: &DVector<f64>) -> DVector<f64> {
    (weights * input + bias).map(|t| t.tanh())
}

#[differentiate]
fn changed(v: &mut Vector3<f64>, k: f64) -> f64 {
    v.apply(|t| *t = t.sin() * k);
    v[0] += k;
    v.map(|t| t * t).sum()
}

#[differentiate]
fn given(v: &Vector3<f64>, f: impl Fn(f64) -> f64) -> f64 {
    v.map(|t| f(t) * t).sum()
}

/// A function whose parameter calls it with entries.
#[differentiate]
fn hands_on(x: f64, y: f64) -> f64 {
    let v = Vector3::new(x, y, 1.0);
    given(&v, |t| t.sin() * y) + given(&v, logistic)
}

#[test]
fn derivatives() {
    agree!(mapped chained side_by_side located in_place effects hands_on);
    let weights = DMatrix::from_vec(2, 3, vec![0.1, 0.2, -0.3, 0.5, 0.7, -0.2]);
    let (bias, input) =
        (DVector::from_vec(vec![0.3, 0.4]), DVector::from_vec(vec![0.3, 0.9, -0.2]));
    layer::check(&weights, &bias, &input).unwrap();
    changed::check(&mut Vector3::new(0.3, -0.4, 1.2), 0.7).unwrap();
    let (_, pullback) = layer::vjp(&weights, &bias, &input);
    let (_, bias_bar, _) = pullback(DVector::from_vec(vec![1.0, 2.0]));
    let slope = |i: usize, k: f64| k * (1.0 - layer(&weights, &bias, &input)[i].powi(2));
    assert!((bias_bar - DVector::from_vec(vec![slope(0, 1.0), slope(1, 2.0)])).norm() < 1e-15);
}

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

fn counted() -> f64 {
    CALLS.set(CALLS.get() + 1);
    1.0
}

#[differentiate]
fn counting(v: &Vector3<f64>) -> f64 {
    v.map(|t| t * t * counted()).sum()
}

/// A closure is called once for each entry, whatever is asked for.
#[test]
fn calls() {
    let v = Vector3::new(1.0, 2.0, 3.0);
    CALLS.set(0);
    assert_eq!(counting::grad(&v), v * 2.0);
    assert_eq!(CALLS.replace(0), 3);
    assert_eq!(counting::jvp(&v, &v), (14.0, 28.0));
    assert_eq!(CALLS.replace(0), 3);
    let (_, pullback) = counting::vjp(&v);
    pullback(1.0);
    assert_eq!(CALLS.replace(0), 3);
}

#[differentiate]
fn of_two(v: &DVector<f64>, w: &DVector<f64>) -> f64 {
    v.zip_map(w, |s, t| s * t).sum()
}

#[test]
#[should_panic(expected = "dimension mismatch")]
fn different_shapes() {
    of_two::grad(&DVector::zeros(2), &DVector::zeros(3));
}
