//! Trigonometric functions and their inverses.

use crate::{Real, primitive};

/// Sine.
///
/// ```text
/// y     = sin x
/// y_dot = cos x · x_dot
/// x_bar = cos x · y_bar
/// ```
/// Saves `x`. Smooth everywhere.
#[primitive(partials(x = x.cos()))]
#[inline]
pub fn sin<T: Real>(x: T) -> T {
    x.sin()
}

/// Cosine.
///
/// ```text
/// y     = cos x
/// y_dot = −sin x · x_dot
/// x_bar = −sin x · y_bar
/// ```
/// Saves `x`. Smooth everywhere.
#[primitive(partials(x = -x.sin()))]
#[inline]
pub fn cos<T: Real>(x: T) -> T {
    x.cos()
}

/// Tangent.
///
/// ```text
/// y     = tan x                       x ≠ π/2 + kπ
/// y_dot = (1 + y²) · x_dot
/// x_bar = (1 + y²) · y_bar
/// ```
/// Saves `y`. Smooth; no float is a pole.
#[primitive(partials(x = T::one() + out * out))]
#[inline]
pub fn tan<T: Real>(x: T) -> T {
    x.tan()
}

/// Arc sine.
///
/// ```text
/// y     = asin x                      −1 ≤ x ≤ 1
/// y_dot = x_dot / √((1 − x)(1 + x))   // this form keeps digits when |x| → 1
/// x_bar = y_bar / √((1 − x)(1 + x))
/// ```
/// Saves `x`. Corners: +inf at -1 and 1.
#[primitive(partials(x = ((T::one() - x) * (T::one() + x)).sqrt().recip()))]
#[inline]
pub fn asin<T: Real>(x: T) -> T {
    x.asin()
}

/// Arc cosine.
///
/// ```text
/// y     = acos x                      −1 ≤ x ≤ 1
/// y_dot = −x_dot / √((1 − x)(1 + x))
/// x_bar = −y_bar / √((1 − x)(1 + x))
/// ```
/// Saves `x`. Corners: -inf at -1 and 1.
#[primitive(partials(x = -((T::one() - x) * (T::one() + x)).sqrt().recip()))]
#[inline]
pub fn acos<T: Real>(x: T) -> T {
    x.acos()
}

/// Arc tangent.
///
/// ```text
/// y     = atan x
/// y_dot = x_dot / (1 + x²)
/// x_bar = y_bar / (1 + x²)
/// ```
/// Saves `x`. Smooth everywhere.
#[primitive(partials(x = (T::one() + x * x).recip()))]
#[inline]
pub fn atan<T: Real>(x: T) -> T {
    x.atan()
}

/// The angle of the point `(x, y)`; std's order of arguments is `y`, `x`.
///
/// ```text
/// a     = atan2(y, x)                 r² = x² + y²
/// a_dot = (x · y_dot − y · x_dot) / r²
/// y_bar =  x / r² · a_bar
/// x_bar = −y / r² · a_bar
/// ```
/// Saves `y` and `x`. Corners: 0 at `(0, 0)` and where a coordinate is infinite. On the cut
/// (`y = 0`, `x < 0`) the angle jumps and the derivative does not.
#[primitive(partials(y = over_radius_squared(x, y, x), x = -over_radius_squared(y, y, x)))]
#[inline]
pub fn atan2<T: Real>(y: T, x: T) -> T {
    y.atan2(x)
}

/// `a / (x² + y²)`, where the squares may overflow or underflow and the quotient doesn't.
#[inline]
fn over_radius_squared<T: Real>(a: T, y: T, x: T) -> T {
    let r = x.hypot(y);
    if r == T::zero() || r.is_infinite() { T::zero() } else { a / r / r }
}

#[cfg(test)]
pub(super) const POINTS: &[super::Point] = &points! {
    sin at [-2.0] [0.0] [0.3] [1e3], corners;
    cos at [-2.0] [0.0] [0.3] [1e3], corners;
    tan at [-1.2] [0.0] [0.3] [2.0], corners;
    asin at [-0.9] [0.0] [0.3], corners [-1.0] => [f64::INFINITY], [1.0] => [f64::INFINITY];
    acos at [-0.9] [0.0] [0.3], corners [-1.0] => [-f64::INFINITY], [1.0] => [-f64::INFINITY];
    atan at [-2.0] [0.0] [0.3] [40.0], corners [f64::INFINITY] => [0.0];
    atan2 at [1.0, 2.0] [1.0, -2.0] [-1.0, -2.0] [-1.0, 2.0] [2.0, 0.0] [0.0, 2.0],
        corners [0.0, 0.0] => [0.0, 0.0], [1.0, f64::INFINITY] => [0.0, 0.0],
        [0.0, -2.0] => [-0.5, 0.0], [0.0, 1e-200] => [1e200, 0.0];
};
