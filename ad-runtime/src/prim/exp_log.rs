//! Exponentials and logarithms.

use std::f64::consts::{LN_2, LN_10};

use crate::{Real, primitive};

/// Exponential.
///
/// ```text
/// y     = eˣ
/// y_dot = y · x_dot
/// x_bar = y · y_bar
/// ```
/// Saves `y`. Smooth everywhere.
#[primitive(partials(x = out))]
#[inline]
pub fn exp<T: Real>(x: T) -> T {
    x.exp()
}

/// Power of two.
///
/// ```text
/// y     = 2ˣ
/// y_dot = ln 2 · y · x_dot
/// x_bar = ln 2 · y · y_bar
/// ```
/// Saves `y`. Smooth everywhere.
#[primitive(partials(x = T::from_f64(LN_2) * out))]
#[inline]
pub fn exp2<T: Real>(x: T) -> T {
    x.exp2()
}

/// Exponential minus one, precise near 0.
///
/// ```text
/// y     = eˣ − 1
/// y_dot = (y + 1) · x_dot
/// x_bar = (y + 1) · y_bar
/// ```
/// Saves `y`. Smooth everywhere.
#[primitive(partials(x = out + T::one()))]
#[inline]
pub fn exp_m1<T: Real>(x: T) -> T {
    x.exp_m1()
}

/// Natural logarithm.
///
/// ```text
/// y     = ln x                        x > 0
/// y_dot = x_dot / x
/// x_bar = y_bar / x
/// ```
/// Saves `x`. Corner: +inf at 0, of either sign.
#[primitive(partials(x = reciprocal(x)))]
#[inline]
pub fn ln<T: Real>(x: T) -> T {
    x.ln()
}

/// Logarithm to any base.
///
/// ```text
/// y     = ln x / ln b                 x > 0, b > 0, b ≠ 1
/// y_dot = (x_dot / x − y · b_dot / b) / ln b
/// x_bar =      y_bar / (x · ln b)
/// b_bar = −y · y_bar / (b · ln b)
/// ```
/// Saves `x`, `b` and `y`. Corners: by `x` at 0 an infinity, of the sign of `ln b`; by `b` 0 where `y = 0`.
#[primitive(partials(x = reciprocal(x) / base.ln(), base = log_dbase(base, out)))]
#[inline]
pub fn log<T: Real>(x: T, base: T) -> T {
    x.log(base)
}

#[inline]
fn log_dbase<T: Real>(base: T, out: T) -> T {
    let scale = base * base.ln();
    if out == T::zero() && !scale.is_finite() { T::zero() } else { (T::zero() - out) / scale }
}

/// Logarithm to base 2.
///
/// ```text
/// y     = log₂ x                      x > 0
/// y_dot = x_dot / (x · ln 2)
/// x_bar = y_bar / (x · ln 2)
/// ```
/// Saves `x`. Corner: +inf at 0, of either sign.
#[primitive(partials(x = reciprocal(x * T::from_f64(LN_2))))]
#[inline]
pub fn log2<T: Real>(x: T) -> T {
    x.log2()
}

/// Logarithm to base 10.
///
/// ```text
/// y     = log₁₀ x                     x > 0
/// y_dot = x_dot / (x · ln 10)
/// x_bar = y_bar / (x · ln 10)
/// ```
/// Saves `x`. Corner: +inf at 0, of either sign.
#[primitive(partials(x = reciprocal(x * T::from_f64(LN_10))))]
#[inline]
pub fn log10<T: Real>(x: T) -> T {
    x.log10()
}

/// Logarithm of one plus `x`, precise near 0.
///
/// ```text
/// y     = ln(1 + x)                   x > −1
/// y_dot = x_dot / (1 + x)
/// x_bar = y_bar / (1 + x)
/// ```
/// Saves `x`. Corner: +inf at -1.
#[primitive(partials(x = reciprocal(T::one() + x)))]
#[inline]
pub fn ln_1p<T: Real>(x: T) -> T {
    x.ln_1p()
}

/// `1 / x`, and +inf at a zero of either sign: the domain is to the right of it.
#[inline]
fn reciprocal<T: Real>(x: T) -> T {
    if x == T::zero() { T::INFINITY } else { x.recip() }
}

#[cfg(test)]
pub(super) const POINTS: &[super::Point] = &points! {
    exp at [-2.0] [0.0] [3.0], corners [f64::NEG_INFINITY] => [0.0];
    exp2 at [-2.0] [0.0] [3.0], corners;
    exp_m1 at [-2.0] [0.0] [1e-4] [3.0], corners [f64::NEG_INFINITY] => [0.0];
    ln at [0.2] [1.0] [7.0], corners [0.0] => [f64::INFINITY], [-0.0] => [f64::INFINITY];
    log at [0.2, 3.0] [7.0, 0.5] [1.0, 2.0],
        corners [0.0, 2.0] => [f64::INFINITY, f64::INFINITY], [1.0, 0.0] => [0.0, 0.0];
    log2 at [0.2] [1.0] [7.0], corners [0.0] => [f64::INFINITY], [-0.0] => [f64::INFINITY];
    log10 at [0.2] [1.0] [7.0], corners [0.0] => [f64::INFINITY], [-0.0] => [f64::INFINITY];
    ln_1p at [-0.5] [0.0] [1e-4] [7.0], corners [-1.0] => [f64::INFINITY];
};
