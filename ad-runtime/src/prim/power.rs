//! Powers, roots, the Euclidean norm of two numbers.

use crate::{Real, primitive};

/// Integer power.
///
/// ```text
/// y     = xⁿ                          n an integer, a constant
/// y_dot = n · xⁿ⁻¹ · x_dot
/// x_bar = n · xⁿ⁻¹ · y_bar
/// ```
/// Saves `x` and `n`. Corners: `n = 0` has 0, also at `x = 0`; `n = 1` has 1; a negative `n` at `x = 0` an infinity.
#[primitive(partials(x = powi_dx(x, n)))]
#[inline]
pub fn powi<T: Real>(x: T, n: i32) -> T {
    x.powi(n)
}

#[inline]
fn powi_dx<T: Real>(x: T, n: i32) -> T {
    match n.checked_sub(1) {
        _ if n == 0 => T::zero(),
        Some(below) => T::from_i32(n) * x.powi(below),
        // `i32::MIN`: there is no integer below.
        None => T::from_i32(n) * (x.powi(n) / x),
    }
}

/// Power with a real exponent.
///
/// ```text
/// y     = xᵖ                          x > 0, or x = 0 and p ≥ 0, or p an integer
/// y_dot = p · xᵖ⁻¹ · x_dot + y · ln x · p_dot
/// x_bar = p · xᵖ⁻¹ · y_bar
/// p_bar = y · ln x · y_bar
/// ```
/// Saves `x`, `p` and `y`. Corners: both partials are 0 at `(0, 0)`, and that by `x` at every `p = 0`; by `p`
/// it is 0 at `x = 0` with `p > 0` (the limit) and at every `x < 0`, where the value exists at integers only.
#[primitive(partials(x = powf_dx(x, p), p = powf_dp(x, p, out)))]
#[inline]
pub fn powf<T: Real>(x: T, p: T) -> T {
    x.powf(p)
}

#[inline]
fn powf_dx<T: Real>(x: T, p: T) -> T {
    let power = x.powf(p - T::one());
    // Zero times infinity: the value is flat, at `p = 0` and for `p` infinite.
    let is_flat = (p == T::zero() && !power.is_finite()) || (power == T::zero() && !p.is_finite());
    if is_flat { T::zero() } else { p * power }
}

#[inline]
fn powf_dp<T: Real>(x: T, p: T, out: T) -> T {
    let flat = out == T::zero() || (x == T::zero() && p == T::zero());
    if flat || (x < T::zero() && out.is_finite()) { T::zero() } else { out * x.ln() }
}

/// Square root.
///
/// ```text
/// y     = √x                          x ≥ 0
/// y_dot = x_dot / 2y
/// x_bar = y_bar / 2y
/// ```
/// Saves `y`. Corner: +inf at 0 (at -0 too, where `y` is -0).
#[primitive(partials(x = T::from_f64(0.5) / out.abs()))]
#[inline]
pub fn sqrt<T: Real>(x: T) -> T {
    x.sqrt()
}

/// Cube root.
///
/// ```text
/// y     = ∛x                          x ∈ ℝ
/// y_dot = x_dot / 3y²
/// x_bar = y_bar / 3y²
/// ```
/// Saves `y`. Corner: +inf at 0.
#[primitive(partials(x = (T::from_f64(3.0) * out * out).recip()))]
#[inline]
pub fn cbrt<T: Real>(x: T) -> T {
    x.cbrt()
}

/// The length of the vector `(x, y)`, without overflow.
///
/// ```text
/// r     = √(x² + y²)
/// r_dot = (x · x_dot + y · y_dot) / r
/// x_bar = x / r · r_bar,   y_bar = y / r · r_bar
/// ```
/// Saves `x`, `y` and `r`. Corner: 0 at `(0, 0)`, a minimum.
#[primitive(partials(x = cosine(x, out), y = cosine(y, out)))]
#[inline]
pub fn hypot<T: Real>(x: T, y: T) -> T {
    x.hypot(y)
}

/// `x / r`, and 0 where `r` is.
#[inline]
fn cosine<T: Real>(x: T, r: T) -> T {
    if r == T::zero() { T::zero() } else { x / r }
}

#[cfg(test)]
use std::f64::consts::FRAC_1_SQRT_2;

#[cfg(test)]
pub(super) const POINTS: &[super::Point] = &points! {
    powi at [-1.5, 3.0] [-1.5, 2.0] [0.7, -2.0] [0.0, 2.0] [0.0, 3.0] [2.0, 0.0] [-2.0, 1.0],
        corners [0.0, 0.0] => [0.0], [0.0, 1.0] => [1.0], [1.0, i32::MIN as f64] => [i32::MIN as f64],
        [0.0, -1.0] => [-f64::INFINITY], [2.0, i32::MIN as f64] => [0.0];
    powf at [0.7, 2.5] [1.5, -0.5] [2.0, 0.0] [1.0, 3.0] [1e-2, 0.5],
        corners [0.0, 0.0] => [0.0, 0.0], [0.0, 1.0] => [1.0, 0.0], [0.0, 2.5] => [0.0, 0.0],
        [0.0, 0.5] => [f64::INFINITY, 0.0], [-2.0, 3.0] => [12.0, 0.0], [-2.0, 0.0] => [0.0, 0.0],
        [0.5, f64::INFINITY] => [0.0, 0.0], [2.0, f64::NEG_INFINITY] => [0.0, 0.0],
        [-0.0, 2.0] => [0.0, 0.0], [-3.0, -1.0] => [-1.0 / 9.0, 0.0];
    sqrt at [0.3] [2.0] [1e4], corners [0.0] => [f64::INFINITY], [-0.0] => [f64::INFINITY];
    cbrt at [-2.0] [0.3] [1e3], corners [0.0] => [f64::INFINITY], [-0.0] => [f64::INFINITY];
    hypot at [-3.0, 4.0] [0.0, 2.0] [1e-3, 1e-3] [3.0, 0.0], corners [0.0, 0.0] => [0.0, 0.0],
        [1e200, 1e200] => [FRAC_1_SQRT_2, FRAC_1_SQRT_2];
};
