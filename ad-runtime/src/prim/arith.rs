//! Signs, reciprocals, units, neighbours.

use crate::{Real, primitive};

/// Absolute value.
///
/// ```text
/// y     = |x|
/// y_dot = sign(x) · x_dot
/// x_bar = sign(x) · y_bar
/// ```
/// Saves `x`. Corner: `abs'(0) = 0`.
#[primitive(partials(x = if x == T::zero() { x } else { x.signum() }))]
#[inline]
pub fn abs<T: Real>(x: T) -> T {
    x.abs()
}

/// The magnitude of `x` with the sign of `sign`.
///
/// ```text
/// y     = |x| · sign(s)
/// y_dot = sign(x) · sign(s) · x_dot
/// x_bar = sign(x) · sign(s) · y_bar
/// s_bar = 0
/// ```
/// Saves `x` and `sign`. Corner: 0 at `x = 0`, as for [`abs()`].
#[primitive(partials(
    x = if x == T::zero() { T::zero() } else { x.signum() * sign.signum() },
    sign = T::zero(),
))]
#[inline]
pub fn copysign<T: Real>(x: T, sign: T) -> T {
    x.copysign(sign)
}

/// Reciprocal.
///
/// ```text
/// y     = 1 / x                       x ≠ 0
/// y_dot = −y² · x_dot
/// x_bar = −y² · y_bar
/// ```
/// Saves `y`. Corner: -inf at 0.
#[primitive(partials(x = -(out * out)))]
#[inline]
pub fn recip<T: Real>(x: T) -> T {
    x.recip()
}

/// Fused multiply-add.
///
/// ```text
/// y     = x · a + b                   rounded once
/// y_dot = a · x_dot + x · a_dot + b_dot
/// x_bar = a · y_bar,   a_bar = x · y_bar,   b_bar = y_bar
/// ```
/// Saves `x` and `a`. Smooth everywhere.
#[primitive(partials(x = a, a = x, b = T::one()))]
#[inline]
pub fn mul_add<T: Real>(x: T, a: T, b: T) -> T {
    x.mul_add(a, b)
}

/// The least nonnegative remainder of the division of `x` by `y`.
///
/// ```text
/// r     = x − q · y                   q = div_euclid(x, y), 0 ≤ r < |y|
/// r_dot = x_dot − q · y_dot
/// x_bar = r_bar,   y_bar = −q · r_bar
/// ```
/// Saves `x` and `y`. Corners: at the jumps, where `r = 0`, the same formula.
#[primitive(partials(x = T::one(), y = -x.div_euclid(y)))]
#[inline]
pub fn rem_euclid<T: Real>(x: T, y: T) -> T {
    x.rem_euclid(y)
}

/// Radians to degrees.
///
/// ```text
/// y     = 180/π · x
/// y_dot = 180/π · x_dot
/// x_bar = 180/π · y_bar
/// ```
/// Saves nothing. Linear.
#[primitive(partials(x = T::one().to_degrees()))]
#[inline]
pub fn to_degrees<T: Real>(x: T) -> T {
    x.to_degrees()
}

/// Degrees to radians.
///
/// ```text
/// y     = π/180 · x
/// y_dot = π/180 · x_dot
/// x_bar = π/180 · y_bar
/// ```
/// Saves nothing. Linear.
#[primitive(partials(x = T::one().to_radians()))]
#[inline]
pub fn to_radians<T: Real>(x: T) -> T {
    x.to_radians()
}

/// The point in the middle, without overflow.
///
/// ```text
/// m     = (x + y) / 2
/// m_dot = (x_dot + y_dot) / 2
/// x_bar = y_bar = m_bar / 2
/// ```
/// Saves nothing. Linear.
#[primitive(partials(x = T::from_f64(0.5), y = T::from_f64(0.5)))]
#[inline]
pub fn midpoint<T: Real>(x: T, y: T) -> T {
    x.midpoint(y)
}

/// The next larger float.
///
/// ```text
/// y     = x + ulp
/// y_dot = x_dot
/// x_bar = y_bar
/// ```
/// Saves nothing. The identity, up to rounding.
#[primitive(partials(x = T::one()))]
#[inline]
pub fn next_up<T: Real>(x: T) -> T {
    x.next_up()
}

/// The next smaller float.
///
/// ```text
/// y     = x − ulp
/// y_dot = x_dot
/// x_bar = y_bar
/// ```
/// Saves nothing. The identity, up to rounding.
#[primitive(partials(x = T::one()))]
#[inline]
pub fn next_down<T: Real>(x: T) -> T {
    x.next_down()
}

#[cfg(test)]
pub(super) const POINTS: &[super::Point] = &points! {
    abs at [-1.5] [-1e-3] [0.7], corners [0.0] => [0.0], [-0.0] => [0.0];
    copysign at [-1.5, 2.0] [1.5, 2.0] [-0.3, -2.0] [0.3, -2.0], corners [0.0, -1.0] => [0.0, 0.0];
    recip at [-2.0] [0.3] [1e3], corners [0.0] => [-f64::INFINITY];
    mul_add at [-1.5, 2.0, 0.3] [0.0, 0.0, 0.0] [2.0, -3.0, 1.0], corners;
    rem_euclid at [7.5, 2.0] [-7.5, 2.0] [7.5, -2.0] [-0.5, 3.0],
        corners [4.0, 2.0] => [1.0, -2.0], [0.0, 2.0] => [1.0, 0.0];
    to_degrees at [-1.5] [0.0] [0.3], corners;
    to_radians at [-150.0] [0.0] [30.0], corners;
    midpoint at [-1.0, 4.0] [0.0, 0.0], corners;
    next_up at [-1.5] [1.0] [1e3], corners [0.0] => [1.0];
    next_down at [-1.5] [1.0] [1e3], corners [0.0] => [1.0];
};
