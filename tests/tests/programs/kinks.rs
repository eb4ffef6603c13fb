//! Where a derivative is a choice, by value; and where it would be NaN if one weren't careful.

use ad_runtime::prelude::*;

#[differentiate]
fn relu(x: f64) -> f64 {
    x.max(0.0)
}

#[differentiate]
fn larger_and_smaller(x: f64, y: f64) -> [f64; 2] {
    [x.max(y), x.min(y)]
}

#[differentiate]
fn magnitude(x: f64) -> f64 {
    x.abs() + 2.0 * x
}

#[differentiate]
fn bounded(x: f64, lo: f64, hi: f64) -> f64 {
    x.clamp(lo, hi)
}

#[differentiate]
fn stairs(x: f64) -> f64 {
    x.floor() + x.round() + x.signum() + x.trunc() + x
}

#[differentiate]
fn root(x: f64) -> f64 {
    x.sqrt()
}

#[differentiate]
fn zero_powers(x: f64, y: f64, n: i32) -> [f64; 2] {
    [x.powi(n), x.powf(y)]
}

#[differentiate]
fn diagonal(x: f64, y: f64) -> f64 {
    x.hypot(y)
}

/// The root isn't used where its derivative is infinite.
#[differentiate]
fn normalised(x: f64, y: f64) -> f64 {
    let s = x * x + y * y;
    let n = s.sqrt();
    if n < 1e-12 { x + y } else { (x + y) / n }
}

#[differentiate]
fn norm_or_zero(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i] * x[i];
    }
    let n = s.sqrt();
    if n > 0.0 { n } else { 0.0 }
}

#[differentiate]
fn clamped_root(x: f64) -> f64 {
    x.max(0.0).sqrt()
}

#[differentiate]
fn guarded_logarithm(x: f64) -> f64 {
    let ln = x.ln();
    if x > 0.0 { x * ln } else { x }
}

/// What isn't used is infinite, or NaN.
#[differentiate]
fn discarded_in_loop(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let root = x[i].sqrt();
        let ratio = 1.0 / root;
        sum += if x[i] > 0.0 { ratio } else { x[i] };
    }
    sum
}

#[differentiate]
fn two_equal(x: f64, y: f64) -> f64 {
    if x > y { x * x } else { 3.0 * y }
}

#[differentiate]
fn overwritten_root(x: f64) -> f64 {
    let mut y = x.sqrt();
    if x <= 0.0 {
        y = 3.0 * x;
    }
    y
}

programs! {
    relu(x) -> scalar at (0.0) is [1.0];
    larger_and_smaller(x, y) -> vector at (1.5, 1.5) is [1.0, 0.0, 1.0, 0.0];
    magnitude(x) -> scalar at (0.0), (-0.0) is [2.0];
    bounded(x, lo, hi) -> scalar at (1.0, 1.0, 2.0), (2.0, 1.0, 2.0) is [1.0, 0.0, 0.0];
    stairs(x) -> scalar at (2.0), (0.0), (0.5) is [1.0];
    root(x) -> scalar at (0.0) is [f64::INFINITY];
    zero_powers(x, y, const n) -> vector at (0.0, 0.0, 0) is [0.0; 4];
    diagonal(x, y) -> scalar at (0.0, 0.0) is [0.0, 0.0];
    normalised(x, y) -> scalar at (0.0, 0.0) is [1.0, 1.0];
    norm_or_zero(&x) -> scalar at (vec![0.0, 0.0]) is [0.0, 0.0];
    clamped_root(x) -> scalar at (-1.0) is [0.0];
    guarded_logarithm(x) -> scalar at (0.0), (-1.0) is [1.0];
    discarded_in_loop(&x) -> scalar at (vec![0.0, 4.0, -1.0]) is [1.0, -0.0625, 1.0];
    two_equal(x, y) -> scalar at (2.0, 2.0) is [0.0, 3.0];
    overwritten_root(x) -> scalar at (0.0), (-2.0) is [3.0];
}
