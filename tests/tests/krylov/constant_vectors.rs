//! `φ(x) = ∇f(x)·v`: its gradient is `H v` where `v` is a constant, and `H v + (∂v/∂x)ᵀ ∇f` where `v` is computed of `x`.

use ad_runtime::prelude::*;

#[differentiate(order = 2)]
fn f(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += (x[i] * x[i - 1]).sin() + x[i].powi(3) * x[i - 1];
    }
    sum
}

/// A vector that depends on the point: a rotated one, with a bend.
#[differentiate]
fn direction(x: &[f64]) -> Vec<f64> {
    let mut v = Vec::with_capacity(x.len());
    for i in 0..x.len() {
        v.push(x[i] * x[x.len() - 1 - i] + 0.5 * x[i].cos());
    }
    v
}

#[differentiate]
fn inner(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += a[i] * b[i];
    }
    sum
}

#[differentiate]
fn stopped(x: &[f64]) -> f64 {
    let v = stop_gradient(direction(x));
    let g = f::grad(x);
    inner(&g, &v)
}

#[differentiate]
fn not_stopped(x: &[f64]) -> f64 {
    let v = direction(x);
    let g = f::grad(x);
    inner(&g, &v)
}

const X: [f64; 5] = [0.3, -0.8, 0.5, 1.1, -0.4];

#[track_caller]
fn assert_near(a: &[f64], b: &[f64], tolerance: f64) {
    for (a, b) in a.iter().zip(b) {
        assert!((a - b).abs() < tolerance, "{a} isn't {b}");
    }
}

#[test]
fn a_constant_vector_gives_the_product() {
    let product = f::hvp(&X, &direction(&X));
    assert_near(&stopped::grad(&X), &product, 1e-13);
    let matrix = f::hessian(&X);
    let v = direction(&X);
    let by_matrix: Vec<f64> =
        matrix.rows().into_iter().map(|row| inner(&row.to_vec(), &v)).collect();
    assert_near(&product, &by_matrix, 1e-13);
}

#[test]
fn a_vector_of_the_point_gives_another_gradient() {
    let product = f::hvp(&X, &direction(&X));
    let rest = direction::vjp(&X).1(f::grad(&X));
    assert!(rest.iter().all(|r| r.abs() > 0.01), "{rest:?}");
    let sum: Vec<f64> = product.iter().zip(&rest).map(|(a, b)| a + b).collect();
    assert_near(&not_stopped::grad(&X), &sum, 1e-13);
    // It is right: that of the function as it stands.
    let step = 1e-5;
    let differences: Vec<f64> = (0..X.len())
        .map(|i| {
            let mut ends = [X, X];
            ends[0][i] += step;
            ends[1][i] -= step;
            (not_stopped(&ends[0]) - not_stopped(&ends[1])) / (2.0 * step)
        })
        .collect();
    assert_near(&not_stopped::grad(&X), &differences, 1e-8);
}
