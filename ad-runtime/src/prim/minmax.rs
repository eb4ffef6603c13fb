//! The larger, the smaller, the one within bounds.

use crate::{Real, primitive};

/// The larger of two numbers.
///
/// ```text
/// m     = max(x, y)
/// m_dot = x_dot if x ≥ y, else y_dot
/// x_bar = m_bar if x ≥ y, else 0;   y_bar the other way round
/// ```
/// Saves `x` and `y`. Corners: at a tie the first argument counts alone, so `x.max(0.0)` has derivative 1 at 0
/// ([`relu()`](super::relu()) has 0). Where one argument is NaN the other one counts, as for the value.
#[primitive(partials(
    x = one_if(x >= y || y.is_nan()),
    y = one_if(!(x >= y || y.is_nan())),
))]
#[inline]
pub fn max<T: Real>(x: T, y: T) -> T {
    x.max(y)
}

/// The smaller of two numbers.
///
/// ```text
/// m     = min(x, y)
/// m_dot = x_dot if x ≤ y, else y_dot
/// x_bar = m_bar if x ≤ y, else 0;   y_bar the other way round
/// ```
/// Saves `x` and `y`. Corners: at a tie the first argument counts alone. Where one argument is NaN the other one
/// counts, as for the value.
#[primitive(partials(
    x = one_if(x <= y || y.is_nan()),
    y = one_if(!(x <= y || y.is_nan())),
))]
#[inline]
pub fn min<T: Real>(x: T, y: T) -> T {
    x.min(y)
}

/// `x` within the bounds `lo` and `hi`.
///
/// ```text
/// y      = lo if x < lo, hi if x > hi, else x
/// y_dot  = the tangent of that one
/// x_bar  = y_bar if lo ≤ x ≤ hi, else 0
/// lo_bar = y_bar if x < lo, else 0
/// hi_bar = y_bar if x > hi, else 0
/// ```
/// Saves `x`, `lo` and `hi`. Corners: at a bound `x` counts, with 1.
///
/// # Panics
/// If `lo > hi`, or one of them is NaN.
#[primitive(partials(
    x = one_if(!(x < lo || x > hi)),
    lo = one_if(x < lo),
    hi = one_if(x > hi),
))]
#[inline]
pub fn clamp<T: Real>(x: T, lo: T, hi: T) -> T {
    x.clamp(lo, hi)
}

#[inline]
fn one_if<T: Real>(condition: bool) -> T {
    if condition { T::one() } else { T::zero() }
}

#[cfg(test)]
pub(super) const POINTS: &[super::Point] = &points! {
    max at [-1.0, 2.0] [2.0, -1.0] [-0.1, 0.0] [0.1, 0.0],
        corners [0.0, 0.0] => [1.0, 0.0], [0.0, -0.0] => [1.0, 0.0], [-2.0, -2.0] => [1.0, 0.0],
        [f64::NAN, 1.0] => [0.0, 1.0], [1.0, f64::NAN] => [1.0, 0.0];
    min at [-1.0, 2.0] [2.0, -1.0] [-0.1, 0.0] [0.1, 0.0],
        corners [0.0, 0.0] => [1.0, 0.0], [0.0, -0.0] => [1.0, 0.0], [-2.0, -2.0] => [1.0, 0.0],
        [f64::NAN, 1.0] => [0.0, 1.0], [1.0, f64::NAN] => [1.0, 0.0];
    clamp at [-2.0, -1.0, 1.0] [-0.9, -1.0, 1.0] [0.0, -1.0, 1.0] [0.9, -1.0, 1.0] [2.0, -1.0, 1.0],
        corners [-1.0, -1.0, 1.0] => [1.0, 0.0, 0.0], [1.0, -1.0, 1.0] => [1.0, 0.0, 0.0],
        [1.0, 1.0, 1.0] => [1.0, 0.0, 0.0];
};
