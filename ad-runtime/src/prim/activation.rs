//! Functions of neural networks that std doesn't have, in forms that neither overflow nor cancel.

use crate::{Real, primitive};

/// Rectified linear unit.
///
/// ```text
/// y     = x if x > 0, else 0
/// y_dot = x_dot if x > 0, else 0
/// x_bar = y_bar if x > 0, else 0
/// ```
/// Saves `x`. Corner: 0 at 0, unlike `x.max(0.0)`, which has 1 there. NaN gives NaN.
#[primitive(partials(x = if x <= T::zero() { T::zero() } else { T::one() }))]
#[inline]
pub fn relu<T: Real>(x: T) -> T {
    if x <= T::zero() { T::zero() } else { x }
}

/// Logistic function.
///
/// ```text
/// y     = 1 / (1 + e⁻ˣ)               // from e⁻|ˣ|, which doesn't overflow
/// y_dot = y(1 − y) · x_dot
/// x_bar = y(1 − y) · y_bar
/// ```
/// Saves `y`. Smooth everywhere.
#[primitive(partials(x = out * (T::one() - out)))]
#[inline]
pub fn sigmoid<T: Real>(x: T) -> T {
    let e = (-x.abs()).exp();
    if x < T::zero() { e / (T::one() + e) } else { (T::one() + e).recip() }
}

/// Smooth rectifier.
///
/// ```text
/// y     = ln(1 + eˣ)                  // as max(x, 0) + ln(1 + e⁻|ˣ|)
/// y_dot = σ(x) · x_dot                σ = sigmoid
/// x_bar = σ(x) · y_bar
/// ```
/// Saves `x`. Smooth everywhere.
#[primitive(bprop = softplus_bprop, jvp = softplus_jvp)]
#[inline]
pub fn softplus<T: Real>(x: T) -> T {
    x.max(T::zero()) + (-x.abs()).exp().ln_1p()
}

/// x_bar = σ(x) · y_bar
#[inline]
fn softplus_bprop<T: Real>(x: T, _y: T, y_bar: T) -> T {
    sigmoid(x) * y_bar
}

/// y_dot = σ(x) · x_dot
#[inline]
fn softplus_jvp<T: Real>(x: T, _y: T, x_dot: T) -> T {
    sigmoid(x) * x_dot
}

#[cfg(test)]
pub(super) const POINTS: &[super::Point] = &points! {
    relu at [-1.5] [-1e-3] [1e-3] [2.0], corners [0.0] => [0.0], [-0.0] => [0.0];
    sigmoid at [-3.0] [0.0] [0.3] [3.0], corners [-800.0] => [0.0], [800.0] => [0.0];
    softplus at [-3.0] [0.0] [0.3] [3.0], corners [-800.0] => [0.0], [800.0] => [1.0];
};
