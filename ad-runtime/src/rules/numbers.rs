//! The rules of numbers' operators, which are those of the macro: of floats the same derivatives, of integers none.

use super::*;
use crate::{Real, differentiate};

#[differentiate(order = 3)]
pub(super) fn sum<T: Real>(a: T, b: T) -> T {
    a + b
}

#[differentiate(order = 3)]
pub(super) fn difference<T: Real>(a: T, b: T) -> T {
    a - b
}

#[differentiate(order = 3)]
pub(super) fn product<T: Real>(a: T, b: T) -> T {
    a * b
}

#[differentiate(order = 3)]
pub(super) fn quotient<T: Real>(a: T, b: T) -> T {
    a / b
}

#[differentiate(order = 3)]
pub(super) fn remainder<T: Real>(a: T, b: T) -> T {
    a % b
}

#[differentiate(order = 3)]
pub(super) fn negative<T: Real>(a: T) -> T {
    -a
}

#[differentiate(order = 3)]
pub(super) fn increase<T: Real>(a: &mut T, b: T) {
    *a += b;
}

#[differentiate(order = 3)]
pub(super) fn decrease<T: Real>(a: &mut T, b: T) {
    *a -= b;
}

#[differentiate(order = 3)]
pub(super) fn multiply<T: Real>(a: &mut T, b: T) {
    *a *= b;
}

#[differentiate(order = 3)]
pub(super) fn divide<T: Real>(a: &mut T, b: T) {
    *a /= b;
}

#[differentiate(order = 3)]
pub(super) fn reduce<T: Real>(a: &mut T, b: T) {
    *a %= b;
}

/// What `product::pullback` is, given where something comes of a cotangent and a factor.
#[inline]
fn product_where<T: Real, Counts: Fn(T, T) -> bool>(
    (a, b): (T, T),
    counts: Counts,
) -> (T, impl FnOnce(T, Option<&mut T>, Option<&mut T>) + use<T, Counts>) {
    (
        a * b,
        #[inline(always)]
        move |value_bar: T, a_bar: Option<&mut T>, b_bar: Option<&mut T>| {
            if let Some(a_bar) = a_bar
                && counts(value_bar, b)
            {
                *a_bar += value_bar * b;
            }
            if let Some(b_bar) = b_bar
                && counts(value_bar, a)
            {
                *b_bar += value_bar * a;
            }
        },
    )
}

/// The factors are asked rather than the cotangent: one of zero, of what isn't used, comes to nothing but where a factor isn't finite.
/// In a rule of a type of the user's one factor is often the same for all components, or a number that is written, so that there is nothing to ask.
#[inline]
fn product_pullback<T: Real>(
    a: T,
    b: T,
) -> (T, impl FnOnce(T, Option<&mut T>, Option<&mut T>) + use<T>) {
    product_where(
        (a, b),
        #[inline(always)]
        |value_bar: T, factor: T| factor.is_finite() || value_bar != T::zero(),
    )
}

/// The same where the cotangent may be infinite: nothing comes of a factor that is zero either.
#[inline]
fn steep_product_pullback<T: Real>(
    a: T,
    b: T,
) -> (T, impl FnOnce(T, Option<&mut T>, Option<&mut T>) + use<T>) {
    product_where(
        (a, b),
        #[inline(always)]
        |value_bar: T, factor: T| factor != T::zero() && value_bar != T::zero(),
    )
}

/// The same of a quotient: if it is finite, nothing comes of a cotangent of zero.
#[inline]
fn quotient_pullback<T: Real>(
    a: T,
    b: T,
) -> (T, impl FnOnce(T, Option<&mut T>, Option<&mut T>) + use<T>) {
    let value = a / b;
    (
        value,
        #[inline(always)]
        move |value_bar: T, a_bar: Option<&mut T>, b_bar: Option<&mut T>| {
            if value.is_finite() || value_bar != T::zero() {
                let over_b = value_bar / b;
                if let Some(a_bar) = a_bar {
                    *a_bar += over_b;
                }
                if let Some(b_bar) = b_bar {
                    *b_bar += -(over_b * value);
                }
            }
        },
    )
}

/// The rule of an operator between two floats, each by value or by reference.
macro_rules! float_binary {
    ($float:ident: $($Rule:ident $tangent:ident $function:ident $linked:tt)*) => {$(
        float_binary!($Rule $tangent $function $linked $float: $float, $float, |a, b| a, b);
        float_binary!($Rule $tangent $function $linked $float: &$float, $float, |a, b| *a, b);
        float_binary!($Rule $tangent $function $linked $float: $float, &$float, |a, b| a, *b);
        float_binary!($Rule $tangent $function $linked $float: &$float, &$float, |a, b| *a, *b);
    )*};
    ($Rule:ident $tangent:ident $function:ident { $($pullback:ident: $linked:path),* } $float:ident: $Left:ty, $Right:ty, |$a:ident, $b:ident| $left:expr, $right:expr) => {
        #[diagnostic::do_not_recommend]
        impl $Rule<$Right> for $Left {
            $(
                #[inline]
                fn $pullback(
                    self,
                    right: $Right,
                ) -> ($float, impl FnOnce($float, Option<&mut $float>, Option<&mut $float>)) {
                    let ($a, $b) = (self, right);
                    $linked($left, $right)
                }
            )*

            #[inline]
            fn $tangent(
                self,
                right: $Right,
                self_dot: Option<&$float>,
                right_dot: Option<&$float>,
            ) -> ($float, $float) {
                let ($a, $b) = (self, right);
                $function::tangent($left, $right, self_dot.copied(), right_dot.copied())
            }
        }
    };
}

/// The rule of an operator that changes a float.
macro_rules! float_assigning {
    ($float:ident: $($Rule:ident $pullback:ident $tangent:ident $function:ident)*) => {$(
        float_assigning!($Rule $pullback $tangent $function $float: $float, |b| b);
        float_assigning!($Rule $pullback $tangent $function $float: &$float, |b| *b);
    )*};
    ($Rule:ident $pullback:ident $tangent:ident $function:ident $float:ident: $Right:ty, |$b:ident| $right:expr) => {
        #[diagnostic::do_not_recommend]
        impl $Rule<$Right> for $float {
            #[inline]
            #[allow(refining_impl_trait, reason = "the rule of a number borrows nothing")]
            fn $pullback(
                &mut self,
                $b: $Right,
            ) -> ((), impl FnOnce((), Option<&mut $float>, Option<&mut $float>) + use<>) {
                $function::owned_pullback(self, $right)
            }

            #[inline]
            fn $tangent(
                &mut self,
                $b: $Right,
                self_dot: Option<&mut $float>,
                right_dot: Option<&$float>,
            ) -> ((), ()) {
                $function::tangent(self, $right, self_dot, right_dot.copied())
            }
        }
    };
}

macro_rules! float_negated {
    ($float:ident: $Operand:ty, |$a:ident| $operand:expr) => {
        #[diagnostic::do_not_recommend]
        impl NegRule for $Operand {
            #[inline]
            fn neg_pullback(self) -> ($float, impl FnOnce($float, Option<&mut $float>)) {
                let $a = self;
                negative::pullback($operand)
            }

            #[inline]
            fn neg_tangent(self, self_dot: Option<&$float>) -> ($float, $float) {
                let $a = self;
                negative::tangent($operand, self_dot.copied())
            }
        }
    };
}

macro_rules! floats {
    ($($float:ident)*) => {$(
        float_binary!($float: AddRule add_tangent sum { add_pullback: sum::pullback } SubRule sub_tangent difference { sub_pullback: difference::pullback }
            MulRule mul_tangent product { mul_pullback: product_pullback, mul_steep_pullback: steep_product_pullback }
            DivRule div_tangent quotient { div_pullback: quotient_pullback } RemRule rem_tangent remainder { rem_pullback: remainder::pullback });
        float_assigning!($float: AddAssignRule add_assign_pullback add_assign_tangent increase SubAssignRule sub_assign_pullback sub_assign_tangent decrease MulAssignRule mul_assign_pullback mul_assign_tangent multiply
            DivAssignRule div_assign_pullback div_assign_tangent divide RemAssignRule rem_assign_pullback rem_assign_tangent reduce);
        float_negated!($float: $float, |a| a);
        float_negated!($float: &$float, |a| *a);
    )*};
}

floats!(f32 f64);

macro_rules! integer_binary {
    ($integer:ident: $($Rule:ident $value:ident $pullback:ident $tangent:ident)*) => {$(
        integer_binary!($Rule $value $pullback $tangent: $integer, $integer);
        integer_binary!($Rule $value $pullback $tangent: &$integer, $integer);
        integer_binary!($Rule $value $pullback $tangent: $integer, &$integer);
        integer_binary!($Rule $value $pullback $tangent: &$integer, &$integer);
    )*};
    ($Rule:ident $value:ident $pullback:ident $tangent:ident: $Left:ty, $Right:ty) => {
        #[diagnostic::do_not_recommend]
        impl $Rule<$Right> for $Left {
            #[inline]
            fn $pullback(
                self,
                right: $Right,
            ) -> (Self::Output, impl FnOnce((), Option<&mut ()>, Option<&mut ()>)) {
                ($Rule::$value(self, right), |(), _: Option<&mut ()>, _: Option<&mut ()>| {})
            }

            #[inline]
            fn $tangent(
                self,
                right: $Right,
                _: Option<&()>,
                _: Option<&()>,
            ) -> (Self::Output, ()) {
                ($Rule::$value(self, right), ())
            }
        }
    };
}

macro_rules! integer_assigning {
    ($integer:ident: $($Rule:ident $value:ident $pullback:ident $tangent:ident)*) => {$(
        integer_assigning!($Rule $value $pullback $tangent $integer: $integer);
        integer_assigning!($Rule $value $pullback $tangent $integer: &$integer);
    )*};
    ($Rule:ident $value:ident $pullback:ident $tangent:ident $integer:ident: $Right:ty) => {
        #[diagnostic::do_not_recommend]
        impl $Rule<$Right> for $integer {
            #[inline]
            #[allow(refining_impl_trait, reason = "nothing is kept")]
            fn $pullback(
                &mut self,
                right: $Right,
            ) -> ((), impl FnOnce((), Option<&mut ()>, Option<&mut ()>) + use<>) {
                $Rule::$value(self, right);
                ((), |(), _: Option<&mut ()>, _: Option<&mut ()>| {})
            }

            #[inline]
            fn $tangent(&mut self, right: $Right, _: Option<&mut ()>, _: Option<&()>) -> ((), ()) {
                $Rule::$value(self, right);
                ((), ())
            }
        }
    };
}

macro_rules! integers {
    ($($integer:ident)*) => {$(
        integer_binary!($integer: AddRule add_value add_pullback add_tangent SubRule sub_value sub_pullback sub_tangent MulRule mul_value mul_pullback mul_tangent DivRule div_value div_pullback div_tangent RemRule rem_value rem_pullback rem_tangent);
        integer_assigning!($integer: AddAssignRule add_assign_value add_assign_pullback add_assign_tangent SubAssignRule sub_assign_value sub_assign_pullback sub_assign_tangent MulAssignRule mul_assign_value mul_assign_pullback mul_assign_tangent DivAssignRule div_assign_value div_assign_pullback div_assign_tangent RemAssignRule rem_assign_value rem_assign_pullback rem_assign_tangent);
    )*};
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

macro_rules! negated_integers {
    ($($integer:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl NegRule for $integer {
            #[inline]
            fn neg_pullback(self) -> (Self::Output, impl FnOnce((), Option<&mut ()>)) {
                (-self, |(), _: Option<&mut ()>| {})
            }

            #[inline]
            fn neg_tangent(self, _: Option<&()>) -> (Self::Output, ()) {
                (-self, ())
            }
        }
    )*};
}

negated_integers!(i8 i16 i32 i64 i128 isize &i8 &i16 &i32 &i64 &i128 &isize);
