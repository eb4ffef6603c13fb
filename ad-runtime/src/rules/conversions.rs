//! The rule of `From`, and those of numbers: what is converted without loss has the slope one.

use super::Tangent;
use super::repeatable_operator;
use crate::space::Differentiable;

/// The rule of a conversion, `Vec3::from(list)`; see the [module](super).
///
/// `from_pullback(a)` computes the value and the map `ȳ ↦ ā += Jᵀ ȳ`, `from_tangent(a, ȧ)` the value and `J ȧ`.
#[diagnostic::on_unimplemented(
    message = "a conversion of `{A}` into `{Self}` has no derivative",
    label = "`From<{A}> for {Self}` has no rule",
    note = "put `#[differentiate]` on `impl From<{A}> for {Self}`; a function by the name of `from` that is none of that trait wants another name",
    note = "see \"An operator without a derivative\" in `ad_runtime::errors`"
)]
pub trait FromRule<A: Differentiable>: Differentiable + Sized {
    /// Whether making it once more gives the same, and does nothing else: else no operator may call it.
    #[doc(hidden)]
    const REPEATABLE: bool = true;

    /// The conversion itself.
    #[doc(hidden)]
    fn from_value(value: A) -> Self;

    /// Reverse mode: the value, and what adds to the bar of what was converted, given that of the value.
    fn from_pullback(value: A) -> (Self, impl FnOnce(Tangent<Self>, Option<&mut Tangent<A>>));

    /// Forward mode: the value and its dot, given that of what is converted.
    fn from_tangent(value: A, dot: Option<&Tangent<A>>) -> (Self, Tangent<Self>);
}

/// What a rule makes of a value, of the type that this function results in.
#[inline]
pub fn converted<A, V, R>(
    _: impl FnOnce(A) -> V,
    value: A,
    rule: impl FnOnce(A) -> (V, R),
) -> (V, R) {
    rule(value)
}

/// The same of the value alone.
#[inline]
pub fn converted_value<A, V>(_: impl FnOnce(A) -> V, value: A, rule: impl FnOnce(A) -> V) -> V {
    rule(value)
}

/// The same where it may be made twice.
#[inline]
pub fn converted_again<A: Differentiable, V: FromRule<A>, R>(
    _: impl FnOnce(A) -> V,
    value: A,
    rule: impl FnOnce(A) -> (V, R),
) -> (V, R) {
    const { repeatable_operator(V::REPEATABLE) };
    rule(value)
}

/// The same of the value alone.
#[inline]
pub fn converted_value_again<A: Differentiable, V: FromRule<A>>(
    _: impl FnOnce(A) -> V,
    value: A,
    rule: impl FnOnce(A) -> V,
) -> V {
    const { repeatable_operator(V::REPEATABLE) };
    rule(value)
}

macro_rules! floats {
    ($($float:ident: $($other:ident)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl FromRule<$other> for $float {
            #[inline]
            fn from_value(value: $other) -> $float {
                value.into()
            }

            #[inline]
            fn from_pullback(value: $other) -> ($float, impl FnOnce($float, Option<&mut $other>)) {
                let pullback = |value_bar: $float, bar: Option<&mut $other>| {
                    if let Some(bar) = bar {
                        *bar += value_bar as $other;
                    }
                };
                (value.into(), pullback)
            }

            #[inline]
            fn from_tangent(value: $other, dot: Option<&$other>) -> ($float, $float) {
                (value.into(), dot.map_or(0.0, |dot| $float::from(*dot)))
            }
        }
    )*)*};
}

floats! {
    f64: f64 f32;
    f32: f32;
}

macro_rules! integers {
    ($($float:ident: $($integer:ident)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl FromRule<$integer> for $float {
            #[inline]
            fn from_value(value: $integer) -> $float {
                value.into()
            }

            #[inline]
            fn from_pullback(value: $integer) -> ($float, impl FnOnce($float, Option<&mut ()>)) {
                (value.into(), |_, _: Option<&mut ()>| {})
            }

            #[inline]
            fn from_tangent(value: $integer, _: Option<&()>) -> ($float, $float) {
                (value.into(), 0.0)
            }
        }
    )*)*};
}

integers! {
    f64: i8 i16 i32 u8 u16 u32 bool;
    f32: i8 i16 u8 u16 bool;
}
