//! The methods and constants of `f64`, as methods and as paths.

use std::f64::consts::{self, PI};

use ad_runtime::prelude::*;

const GRAVITY: f64 = 9.81;
const COEFFICIENTS: [f64; 4] = [0.5, -1.25, 0.75, 2.0];

plain_and_dual! {
    fn exponentials(x: f64) -> f64 {
        x.exp() + x.exp2() * x.exp_m1() - x.ln_1p() / x.ln() + x.log2() * x.log10()
    }

    fn trigonometry(x: f64, y: f64) -> f64 {
        let (sin, cos) = (x * y).sin_cos();
        sin * x.tan() + cos * y.asin() - y.acos() * x.atan() + y.atan2(x)
    }

    fn hyperbolics(x: f64) -> f64 {
        x.sinh() * x.cosh() - x.tanh() + x.asinh() * (2.0 + x).acosh() + (0.3 * x).atanh()
    }

    fn roots(x: f64, y: f64) -> f64 {
        x.sqrt() * y.cbrt() + x.hypot(y) - (x * y).powi(3) + x.recip()
    }

    /// Swings of a pendulum, to the second order in the amplitude.
    fn pendulum_period(length: f64, amplitude: f64) -> f64 {
        let small = 2.0 * PI * (length / GRAVITY).sqrt();
        small * (1.0 + amplitude.powi(2) / 16.0 + 11.0 * amplitude.powi(4) / 3072.0)
    }

    fn by_paths(x: f64, y: f64) -> f64 {
        f64::sin(x) * f64::exp(y) + f64::atan2(y, x) - f64::mul_add(x, y, f64::sqrt(x * x + 1.0))
            + f64::powi(y, 3)
    }
}

#[differentiate]
fn powers(x: f64, y: f64) -> f64 {
    x.powf(y) + x.powf(1.5) - 2.0f64.powf(y) + x.powi(-2) + y.powi(0) + (x + y).log(2.5) + x.log(y)
}

#[differentiate]
fn remainders(x: f64, y: f64) -> f64 {
    let mut z = x % y + x.rem_euclid(y) * 0.5;
    z %= 1.75;
    z * x - x.div_euclid(y) * y
}

#[differentiate]
fn bounds(x: f64, lo: f64, hi: f64) -> f64 {
    let inside = x.clamp(lo, hi);
    inside * x.max(lo) - x.min(hi) * (x - lo).abs() + x.abs().copysign(hi - 10.0)
}

#[differentiate]
fn steps(x: f64) -> f64 {
    let turns = (x / 0.7).floor();
    x.fract() * x + (x - turns * 0.7) * x.signum() + x.ceil() * x.trunc() - x.round() * x
}

#[differentiate]
fn angles(x: f64) -> f64 {
    let radians = x.to_radians();
    radians.sin()
        + (radians * consts::FRAC_PI_2).to_degrees() * std::f64::consts::E
        + x.midpoint(3.0)
}

#[differentiate]
fn constants(x: f64) -> f64 {
    const SCALE: f64 = 0.25;
    let mut y = COEFFICIENTS[0];
    for i in 1..COEFFICIENTS.len() {
        y = y * x + COEFFICIENTS[i];
    }
    y * SCALE + x * f64::EPSILON + GRAVITY * x + core::f64::consts::TAU / x
}

#[differentiate]
fn fused(x: f64, y: f64, z: f64) -> f64 {
    x.mul_add(y, z).mul_add(y, x).mul_add(2.0, -z)
}

#[differentiate]
fn tests_of_floats(x: f64, y: f64) -> f64 {
    if x.is_nan() || !y.is_finite() || x.is_sign_negative() {
        return y;
    }
    let scale = if (x / y).is_infinite() { 1.0 } else { x / y };
    scale * x
}

programs! {
    exponentials(x) -> scalar, dual at (0.4), (2.5);
    trigonometry(x, y) -> scalar, dual at (0.8, 0.6), (-1.1, -0.3);
    hyperbolics(x) -> scalar, dual at (0.7), (-0.4);
    roots(x, y) -> scalar, dual at (1.7, 0.9), (0.2, 2.0);
    pendulum_period(length, amplitude) -> scalar, dual at (1.2, 0.3);
    by_paths(x, y) -> scalar, dual at (1.4, -0.8);
    powers(x, y) -> scalar at (1.6, 2.3), (0.4, 3.0);
    remainders(x, y) -> scalar at (7.3, 2.1), (-4.4, 1.3);
    bounds(x, lo, hi) -> scalar at (0.5, -1.0, 2.0), (-3.0, -1.0, 2.0), (4.0, -1.0, 12.0);
    steps(x) -> scalar at (2.6), (-1.3);
    angles(x) -> scalar at (30.0);
    constants(x) -> scalar at (0.6);
    fused(x, y, z) -> scalar at (0.3, -0.7, 1.9);
    tests_of_floats(x, y) -> scalar at (0.8, 0.5), (-0.8, 0.5);
}
