//! Differentiated functions that the programs of the tests call from another crate.

#![allow(clippy::needless_range_loop)] // The core language loops over ranges.

use ad_runtime::prelude::*;

/// `1 / (1 + exp(-x))`
#[differentiate]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// `Σ x[i]²`
#[differentiate]
pub fn sum_of_squares(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i];
    }
    sum
}

/// A rotation in the plane.
#[differentiate]
pub fn rotate(p: (f64, f64), angle: f64) -> (f64, f64) {
    let (sin, cos) = angle.sin_cos();
    (cos * p.0 - sin * p.1, sin * p.0 + cos * p.1)
}

/// `x` with a constant offset, to the power `n`.
#[differentiate]
pub fn offset_power(x: f64, #[constant] offset: f64, n: i32) -> f64 {
    (x + offset).powi(n)
}

/// Functions of lists.
pub mod lists {
    use ad_runtime::prelude::*;

    /// `exp(x[i]) / Σ exp(x[j])`
    #[differentiate]
    pub fn softmax(x: &[f64]) -> Vec<f64> {
        let mut largest = x[0];
        for i in 1..x.len() {
            largest = largest.max(x[i]);
        }
        let mut y = vec![0.0; x.len()];
        let mut sum = 0.0;
        for i in 0..x.len() {
            y[i] = (x[i] - largest).exp();
            sum += y[i];
        }
        for i in 0..y.len() {
            y[i] /= sum;
        }
        y
    }
}
