//! The associated functions: what each takes, returns and changes.

#![allow(clippy::needless_range_loop)] // The core language loops over ranges.

mod blocks;
mod checks;
mod forward;
mod generics;
mod gradients;
mod named;
mod options;
mod panics;
mod recursion;
mod reverse;
mod unseen;
mod visibility;

use ad_runtime::prelude::*;

#[differentiate]
fn product(x: f64, y: f64) -> f64 {
    x * y
}

#[differentiate]
fn weighted_sum(weights: &[f64], offset: f64, x: [f64; 2], n: usize) -> f64 {
    (weights[0] * x[0] + weights[1] * x[1] + offset) * n as f64
}

#[differentiate]
fn polar(x: f64, y: f64) -> (f64, f64) {
    (x * y, x + y)
}

#[differentiate]
fn scaled(x: &[f64], factor: f64) -> Vec<f64> {
    let mut y = x.to_vec();
    for i in 0..y.len() {
        y[i] *= factor;
    }
    y
}

#[differentiate]
fn stretched(x: [f64; 2]) -> [f64; 3] {
    [x[0], x[0] * x[1], 2.0 * x[1]]
}

#[differentiate]
fn counted(x: f64, n: usize) -> (f64, usize, bool) {
    (x * x, n + 1, x > 0.0)
}

#[differentiate]
fn sum(x: Vec<f64>) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += (i + 1) as f64 * x[i];
    }
    sum
}
mod outputs;
