//! Hyperbolic functions and their inverses.

use crate::{Real, primitive};

/// Hyperbolic sine.
///
/// ```text
/// y     = sinh x
/// y_dot = cosh x · x_dot
/// x_bar = cosh x · y_bar
/// ```
/// Saves `x`. Smooth everywhere.
#[primitive(partials(x = x.cosh()))]
#[inline]
pub fn sinh<T: Real>(x: T) -> T {
    x.sinh()
}

/// Hyperbolic cosine.
///
/// ```text
/// y     = cosh x
/// y_dot = sinh x · x_dot
/// x_bar = sinh x · y_bar
/// ```
/// Saves `x`. Smooth everywhere.
#[primitive(partials(x = x.sinh()))]
#[inline]
pub fn cosh<T: Real>(x: T) -> T {
    x.cosh()
}

/// Hyperbolic tangent.
///
/// ```text
/// y     = tanh x
/// y_dot = (1 + y)(1 − y) · x_dot      // this form keeps digits when |y| → 1
/// x_bar = (1 + y)(1 − y) · y_bar
/// ```
/// Saves `y`. Smooth everywhere.
#[primitive(partials(x = (T::one() + out) * (T::one() - out)))]
#[inline]
pub fn tanh<T: Real>(x: T) -> T {
    x.tanh()
}

/// Inverse hyperbolic sine.
///
/// ```text
/// y     = asinh x
/// y_dot = x_dot / √(x² + 1)           // by `hypot`: x² may overflow
/// x_bar = y_bar / √(x² + 1)
/// ```
/// Saves `x`. Smooth everywhere.
#[primitive(partials(x = x.hypot(T::one()).recip()))]
#[inline]
pub fn asinh<T: Real>(x: T) -> T {
    x.asinh()
}

/// Inverse hyperbolic cosine.
///
/// ```text
/// y     = acosh x                     x ≥ 1
/// y_dot = x_dot / (√(x − 1) √(x + 1)) // two roots: x² may overflow
/// x_bar = y_bar / (√(x − 1) √(x + 1))
/// ```
/// Saves `x`. Corner: +inf at 1.
#[primitive(partials(x = ((x - T::one()).sqrt() * (x + T::one()).sqrt()).recip()))]
#[inline]
pub fn acosh<T: Real>(x: T) -> T {
    x.acosh()
}

/// Inverse hyperbolic tangent.
///
/// ```text
/// y     = atanh x                     −1 < x < 1
/// y_dot = x_dot / ((1 − x)(1 + x))
/// x_bar = y_bar / ((1 − x)(1 + x))
/// ```
/// Saves `x`. Corners: +inf at -1 and 1.
#[primitive(partials(x = ((T::one() - x) * (T::one() + x)).recip()))]
#[inline]
pub fn atanh<T: Real>(x: T) -> T {
    x.atanh()
}

#[cfg(test)]
pub(super) const POINTS: &[super::Point] = &points! {
    sinh at [-2.0] [0.0] [0.3], corners;
    cosh at [-2.0] [0.0] [0.3], corners;
    tanh at [-2.0] [0.0] [0.3], corners [400.0] => [0.0];
    asinh at [-2.0] [0.0] [0.3] [1e3], corners [1e200] => [1e-200];
    acosh at [1.1] [2.0] [1e3], corners [1.0] => [f64::INFINITY], [1e200] => [1e-200];
    atanh at [-0.9] [0.0] [0.3], corners [-1.0] => [f64::INFINITY], [1.0] => [f64::INFINITY];
};
