//! Steps: sign and rounding. Their derivative is 0 wherever there is one, and by policy at the jumps.

use crate::{Real, primitive};

/// The sign, 1 or -1.
///
/// ```text
/// y     = sign(x)
/// y_dot = 0
/// x_bar = 0
/// ```
/// Saves nothing. Corner: 0 at the jump.
#[primitive(partials(x = T::zero()))]
#[inline]
pub fn signum<T: Real>(x: T) -> T {
    x.signum()
}

/// The largest integer that isn't larger.
///
/// ```text
/// y     = ⌊x⌋
/// y_dot = 0
/// x_bar = 0
/// ```
/// Saves nothing. Corners: 0 at the jumps.
#[primitive(partials(x = T::zero()))]
#[inline]
pub fn floor<T: Real>(x: T) -> T {
    x.floor()
}

/// The smallest integer that isn't smaller.
///
/// ```text
/// y     = ⌈x⌉
/// y_dot = 0
/// x_bar = 0
/// ```
/// Saves nothing. Corners: 0 at the jumps.
#[primitive(partials(x = T::zero()))]
#[inline]
pub fn ceil<T: Real>(x: T) -> T {
    x.ceil()
}

/// The nearest integer, half-way cases away from 0.
///
/// ```text
/// y     = round(x)
/// y_dot = 0
/// x_bar = 0
/// ```
/// Saves nothing. Corners: 0 at the jumps.
#[primitive(partials(x = T::zero()))]
#[inline]
pub fn round<T: Real>(x: T) -> T {
    x.round()
}

/// The nearest integer, half-way cases to the even one.
///
/// ```text
/// y     = round(x)
/// y_dot = 0
/// x_bar = 0
/// ```
/// Saves nothing. Corners: 0 at the jumps.
#[primitive(partials(x = T::zero()))]
#[inline]
pub fn round_ties_even<T: Real>(x: T) -> T {
    x.round_ties_even()
}

/// The integer part.
///
/// ```text
/// y     = x without its fraction
/// y_dot = 0
/// x_bar = 0
/// ```
/// Saves nothing. Corners: 0 at the jumps.
#[primitive(partials(x = T::zero()))]
#[inline]
pub fn trunc<T: Real>(x: T) -> T {
    x.trunc()
}

/// The fraction.
///
/// ```text
/// y     = x − trunc(x)
/// y_dot = x_dot
/// x_bar = y_bar
/// ```
/// Saves nothing. Corners: 1 at the jumps, as beside them.
#[primitive(partials(x = T::one()))]
#[inline]
pub fn fract<T: Real>(x: T) -> T {
    x.fract()
}

/// The quotient that leaves the least nonnegative remainder.
///
/// ```text
/// q     = n such that 0 ≤ x − n · y < |y|
/// q_dot = 0
/// x_bar = y_bar = 0
/// ```
/// Saves nothing. Corners: 0 at the jumps. See [`rem_euclid()`](super::rem_euclid()).
#[primitive(partials(x = T::zero(), y = T::zero()))]
#[inline]
pub fn div_euclid<T: Real>(x: T, y: T) -> T {
    x.div_euclid(y)
}

#[cfg(test)]
pub(super) const POINTS: &[super::Point] = &points! {
    signum at [-2.0] [0.3], corners [0.0] => [0.0], [-0.0] => [0.0];
    floor at [-1.5] [0.3], corners [0.0] => [0.0], [2.0] => [0.0];
    ceil at [-1.5] [0.3], corners [0.0] => [0.0], [2.0] => [0.0];
    round at [-1.2] [0.3], corners [0.5] => [0.0], [-1.5] => [0.0];
    round_ties_even at [-1.2] [0.3], corners [0.5] => [0.0], [-1.5] => [0.0];
    trunc at [-1.5] [0.3], corners [0.0] => [0.0], [2.0] => [0.0];
    fract at [-1.5] [0.3], corners [0.0] => [1.0], [2.0] => [1.0];
    div_euclid at [7.5, 2.0] [-7.5, 2.0] [7.5, -2.0], corners [4.0, 2.0] => [0.0, 0.0];
};
