//! [`Real`]: the floats, for functions that are generic over them.

use std::fmt::{Debug, Display};
use std::iter::Sum;
use std::ops::{
    Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign,
};

use crate::check::Coordinates;
use crate::rules::components::Components;
use crate::rules::{
    AddAssignRule, AddRule, DivAssignRule, DivRule, MulAssignRule, MulRule, NegRule, RemAssignRule,
    RemRule, SubAssignRule, SubRule,
};
use crate::space::TangentSpace;
use crate::values::Value;

/// A float, without names: the bound of the derivatives of a function that is generic over another crate's floats.
///
/// Whatever is a `Float` is a [`Real`] and has all its methods; but where only this bound is in scope, they
/// don't stand beside the methods of the user's bound, so that `x.sin()` is not ambiguous.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a float that derivatives can be taken by",
    label = "only `f64` and `f32` are",
    note = "a type parameter that is no float says so by the bound `Differentiable`; `#[constant]` on the parameters of its type leaves it out"
)]
pub trait Float:
    Copy
    + crate::undifferentiated::Plain
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
    + NegRule
    + AddRule
    + SubRule
    + MulRule
    + DivRule
    + RemRule
    + AddAssignRule
    + SubAssignRule
    + MulAssignRule
    + DivAssignRule
    + RemAssignRule
    + TangentSpace
    + Coordinates<Owned = Self>
    + Value
    + Components
{
    /// What has the methods.
    type Methods: Methods<Self>;
}

/// A float: `f64` or `f32`, with its arithmetic and std's methods under std's names.
///
/// A function over `T: Real` is written like one over `f64`; a literal is [`Real::from_f64`].
pub trait Real: Float {
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

/// The functions behind the methods of [`Real`], from the one list of those whose operands and result are floats.
macro_rules! methods {
    ($($method:ident($($operand:ident),*))*) => {
        /// The methods of a float as functions; see [`Real`].
        #[allow(missing_docs, reason = "each is documented at `Real`")]
        pub trait Methods<T> {
            const EPSILON: T;
            const INFINITY: T;
            const NAN: T;
            fn from_f64(value: f64) -> T;
            fn from_i32(value: i32) -> T;
            fn to_f64(value: T) -> f64;
            fn is_nan(value: T) -> bool;
            fn is_finite(value: T) -> bool;
            fn is_infinite(value: T) -> bool;
            fn is_sign_negative(value: T) -> bool;
            fn powi(value: T, n: i32) -> T;
            fn sin_cos(value: T) -> (T, T);
            $(fn $method(value: T $(, $operand: T)*) -> T;)*
        }

        impl<T: Float> Real for T {
            const EPSILON: T = T::Methods::EPSILON;
            const INFINITY: T = T::Methods::INFINITY;
            const NAN: T = T::Methods::NAN;

            #[inline]
            fn from_f64(value: f64) -> T {
                T::Methods::from_f64(value)
            }

            #[inline]
            fn from_i32(value: i32) -> T {
                T::Methods::from_i32(value)
            }

            #[inline]
            fn to_f64(self) -> f64 {
                T::Methods::to_f64(self)
            }

            #[inline]
            fn is_nan(self) -> bool {
                T::Methods::is_nan(self)
            }

            #[inline]
            fn is_finite(self) -> bool {
                T::Methods::is_finite(self)
            }

            #[inline]
            fn is_infinite(self) -> bool {
                T::Methods::is_infinite(self)
            }

            #[inline]
            fn is_sign_negative(self) -> bool {
                T::Methods::is_sign_negative(self)
            }

            #[inline]
            fn powi(self, n: i32) -> T {
                T::Methods::powi(self, n)
            }

            #[inline]
            fn sin_cos(self) -> (T, T) {
                T::Methods::sin_cos(self)
            }

            $(
                #[inline]
                fn $method(self $(, $operand: T)*) -> T {
                    T::Methods::$method(self $(, $operand)*)
                }
            )*
        }

        methods!(of f64: $($method($($operand),*))*);
        methods!(of f32: $($method($($operand),*))*);
    };
    (of $float:ident: $($method:ident($($operand:ident),*))*) => {
        impl Float for $float {
            type Methods = Std;
        }

        impl Methods<$float> for Std {
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
            fn to_f64(value: $float) -> f64 {
                f64::from(value)
            }

            #[inline]
            fn is_nan(value: $float) -> bool {
                value.is_nan()
            }

            #[inline]
            fn is_finite(value: $float) -> bool {
                value.is_finite()
            }

            #[inline]
            fn is_infinite(value: $float) -> bool {
                value.is_infinite()
            }

            #[inline]
            fn is_sign_negative(value: $float) -> bool {
                value.is_sign_negative()
            }

            #[inline]
            fn powi(value: $float, n: i32) -> $float {
                value.powi(n)
            }

            #[inline]
            fn sin_cos(value: $float) -> ($float, $float) {
                value.sin_cos()
            }

            $(
                #[inline]
                fn $method(value: $float $(, $operand: $float)*) -> $float {
                    value.$method($($operand),*)
                }
            )*
        }
    };
}

/// The methods of std's floats.
#[derive(Debug)]
pub enum Std {}

methods! {
    abs() signum() floor() ceil() round() round_ties_even() trunc() fract() sqrt()
    cbrt() recip() exp() exp2() exp_m1() ln() log2() log10() ln_1p() sin() cos()
    tan() asin() acos() atan() sinh() cosh() tanh() asinh() acosh() atanh()
    to_degrees() to_radians() next_up() next_down() copysign(sign) div_euclid(y)
    rem_euclid(y) powf(p) log(base) hypot(y) atan2(x) max(y) min(y) midpoint(y)
    mul_add(a, b) clamp(lo, hi)
}
