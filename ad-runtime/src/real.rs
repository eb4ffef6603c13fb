//! [`Real`]: the floats, for functions that are generic over them.

use std::fmt::{Debug, Display};
use std::iter::Sum;
use std::ops::{
    Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign,
};

use crate::check::Coordinates;
use crate::space::TangentSpace;

/// A float: `f64` or `f32`, with its arithmetic and std's methods under std's names.
///
/// A function over `T: Real` is written like one over `f64`; a literal is [`Real::from_f64`].
pub trait Real:
    Copy
    + PartialOrd
    + Debug
    + Display
    + Default
    + Send
    + Sync
    + 'static
    + Neg<Output = Self>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Rem<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + RemAssign
    + Sum
    + TangentSpace
    + Coordinates<Owned = Self>
{
    /// The distance from one to the next float.
    const EPSILON: Self;
    /// Positive infinity.
    const INFINITY: Self;
    /// Not a number.
    const NAN: Self;

    /// The nearest float.
    fn from_f64(value: f64) -> Self;

    /// The nearest float.
    fn from_i32(value: i32) -> Self;

    /// The value as an `f64`, exactly.
    fn to_f64(self) -> f64;

    /// Zero.
    #[inline]
    fn zero() -> Self {
        Self::from_i32(0)
    }

    /// One.
    #[inline]
    fn one() -> Self {
        Self::from_i32(1)
    }

    /// See [`f64::is_nan`].
    fn is_nan(self) -> bool;

    /// See [`f64::is_finite`].
    fn is_finite(self) -> bool;

    /// See [`f64::is_infinite`].
    fn is_infinite(self) -> bool;

    /// See [`f64::is_sign_negative`].
    fn is_sign_negative(self) -> bool;

    /// See [`f64::powi`].
    fn powi(self, n: i32) -> Self;

    /// See [`f64::sin_cos`].
    fn sin_cos(self) -> (Self, Self);

    /// See [`f64::abs`].
    fn abs(self) -> Self;

    /// See [`f64::signum`].
    fn signum(self) -> Self;

    /// See [`f64::floor`].
    fn floor(self) -> Self;

    /// See [`f64::ceil`].
    fn ceil(self) -> Self;

    /// See [`f64::round`].
    fn round(self) -> Self;

    /// See [`f64::round_ties_even`].
    fn round_ties_even(self) -> Self;

    /// See [`f64::trunc`].
    fn trunc(self) -> Self;

    /// See [`f64::fract`].
    fn fract(self) -> Self;

    /// See [`f64::sqrt`].
    fn sqrt(self) -> Self;

    /// See [`f64::cbrt`].
    fn cbrt(self) -> Self;

    /// See [`f64::recip`].
    fn recip(self) -> Self;

    /// See [`f64::exp`].
    fn exp(self) -> Self;

    /// See [`f64::exp2`].
    fn exp2(self) -> Self;

    /// See [`f64::exp_m1`].
    fn exp_m1(self) -> Self;

    /// See [`f64::ln`].
    fn ln(self) -> Self;

    /// See [`f64::log2`].
    fn log2(self) -> Self;

    /// See [`f64::log10`].
    fn log10(self) -> Self;

    /// See [`f64::ln_1p`].
    fn ln_1p(self) -> Self;

    /// See [`f64::sin`].
    fn sin(self) -> Self;

    /// See [`f64::cos`].
    fn cos(self) -> Self;

    /// See [`f64::tan`].
    fn tan(self) -> Self;

    /// See [`f64::asin`].
    fn asin(self) -> Self;

    /// See [`f64::acos`].
    fn acos(self) -> Self;

    /// See [`f64::atan`].
    fn atan(self) -> Self;

    /// See [`f64::sinh`].
    fn sinh(self) -> Self;

    /// See [`f64::cosh`].
    fn cosh(self) -> Self;

    /// See [`f64::tanh`].
    fn tanh(self) -> Self;

    /// See [`f64::asinh`].
    fn asinh(self) -> Self;

    /// See [`f64::acosh`].
    fn acosh(self) -> Self;

    /// See [`f64::atanh`].
    fn atanh(self) -> Self;

    /// See [`f64::to_degrees`].
    fn to_degrees(self) -> Self;

    /// See [`f64::to_radians`].
    fn to_radians(self) -> Self;

    /// See [`f64::next_up`].
    fn next_up(self) -> Self;

    /// See [`f64::next_down`].
    fn next_down(self) -> Self;

    /// See [`f64::copysign`].
    fn copysign(self, sign: Self) -> Self;

    /// See [`f64::div_euclid`].
    fn div_euclid(self, y: Self) -> Self;

    /// See [`f64::rem_euclid`].
    fn rem_euclid(self, y: Self) -> Self;

    /// See [`f64::powf`].
    fn powf(self, p: Self) -> Self;

    /// See [`f64::log`].
    fn log(self, base: Self) -> Self;

    /// See [`f64::hypot`].
    fn hypot(self, y: Self) -> Self;

    /// See [`f64::atan2`].
    fn atan2(self, x: Self) -> Self;

    /// See [`f64::max`].
    fn max(self, y: Self) -> Self;

    /// See [`f64::min`].
    fn min(self, y: Self) -> Self;

    /// See [`f64::midpoint`].
    fn midpoint(self, y: Self) -> Self;

    /// See [`f64::mul_add`].
    fn mul_add(self, a: Self, b: Self) -> Self;

    /// See [`f64::clamp`].
    fn clamp(self, lo: Self, hi: Self) -> Self;
}

/// `Real` for one float, given the methods that are std's own.
macro_rules! real {
    ($float:ident: $($method:ident($($operand:ident),*))*) => {
        impl Real for $float {
            const EPSILON: $float = $float::EPSILON;
            const INFINITY: $float = $float::INFINITY;
            const NAN: $float = $float::NAN;

            #[inline]
            fn from_f64(value: f64) -> $float {
                value as $float
            }

            #[inline]
            fn from_i32(value: i32) -> $float {
                value as $float
            }

            #[inline]
            fn to_f64(self) -> f64 {
                f64::from(self)
            }

            #[inline]
            fn is_nan(self) -> bool {
                self.is_nan()
            }

            #[inline]
            fn is_finite(self) -> bool {
                self.is_finite()
            }

            #[inline]
            fn is_infinite(self) -> bool {
                self.is_infinite()
            }

            #[inline]
            fn is_sign_negative(self) -> bool {
                self.is_sign_negative()
            }

            #[inline]
            fn powi(self, n: i32) -> $float {
                self.powi(n)
            }

            #[inline]
            fn sin_cos(self) -> ($float, $float) {
                self.sin_cos()
            }

            $(
                #[inline]
                fn $method(self $(, $operand: $float)*) -> $float {
                    self.$method($($operand),*)
                }
            )*
        }
    };
}

/// `Real` for several floats, with the one list of these methods.
macro_rules! reals {
    ($($float:ident)*) => {$(
        real! {
            $float:
            abs() signum() floor() ceil() round() round_ties_even() trunc() fract() sqrt()
            cbrt() recip() exp() exp2() exp_m1() ln() log2() log10() ln_1p() sin() cos()
            tan() asin() acos() atan() sinh() cosh() tanh() asinh() acosh() atanh()
            to_degrees() to_radians() next_up() next_down() copysign(sign) div_euclid(y)
            rem_euclid(y) powf(p) log(base) hypot(y) atan2(x) max(y) min(y) midpoint(y)
            mul_add(a, b) clamp(lo, hi)
        }
    )*};
}

reals!(f64 f32);
