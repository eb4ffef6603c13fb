//! `f32`, casts between the floats, integers and floats.

use std::f32::consts::FRAC_1_SQRT_2;

use ad_runtime::prelude::*;

#[differentiate]
fn single_norm(x: &[f32]) -> f32 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i];
    }
    (sum + 1e-3f32).sqrt()
}

#[differentiate]
fn single_methods(x: f32, y: f32) -> f32 {
    let z = f32::sin(x).mul_add(y, x.exp()) * FRAC_1_SQRT_2;
    z.powi(2) + x.hypot(y).atan2(2.0) - y.tanh().max(x) + (x as f32).abs()
}

#[differentiate]
fn single_recurrence(x: f32, n: u16) -> [f32; 2] {
    let mut state = [x, 1.0];
    for i in 0..n {
        state = [state[1], 0.5 * state[0] * state[1] + f32::from(i)];
    }
    state
}

/// Accumulates single products in double precision.
#[differentiate]
fn widened(x: &[f32], y: &[f32]) -> f64 {
    let mut sum = 0.0f64;
    for i in 0..x.len() {
        sum += x[i] as f64 * f64::from(y[i]);
    }
    sum * sum
}

#[differentiate]
fn integer_casts(x: f64, n: usize, small: u8, flag: bool) -> f64 {
    let m = (n as i32 - 7) as f64;
    let wrapped = small.wrapping_add(250) as f64;
    let bit = flag as u8 as f64;
    x * m + x.powi(n as i32 - 3) * wrapped * 1e-2 + bit * x + f64::from(small) + (5 / 2) as f64 * x
}

/// Halves `f32` rounding out of a sum (Kahan).
#[differentiate]
fn compensated(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    let mut carry = 0.0;
    for i in 0..x.len() {
        let y = x[i] * x[i] - carry;
        let t = sum + y;
        carry = (t - sum) - y;
        sum = t;
    }
    sum
}

#[differentiate]
fn narrowed(x: f64, scale: f32) -> f32 {
    let y = (x * x) as f32;
    let z = y * scale + (x as f32).sin();
    (z as f64 * x) as f32
}

#[differentiate]
fn mixed_inputs(x: f64, y: f32, n: i64) -> f64 {
    let wide = y as f64 * x;
    let count = n as f64 / 2.0 + (n as i32 as u8) as f64;
    wide * count + f64::from(y * 2.0f32)
}

programs! {
    single_norm(&x) -> scalar, single at (vec![0.5, -1.25, 0.75]);
    single_methods(x, y) -> scalar, single at (0.5, 1.25), (1.5, -0.25);
    single_recurrence(x, const n) -> vector, single at (0.75, 4);
    widened(&x, &y) -> scalar, single at (vec![0.5, -1.25], vec![0.25, 2.0]);
    integer_casts(x, const n, const small, const flag) -> scalar at (1.3, 5, 9, true);
    compensated(&x) -> scalar at (vec![0.5, -1.2, 0.9]);
    narrowed(x, scale) -> scalar, single at (1.25, 0.75);
    mixed_inputs(x, y, const n) -> scalar, single at (1.25, 0.75, 7);
}
