//! Arithmetic on tangents whose type the macro can't see.
//!
//! In: tangents (and cotangents) of values of any [`Differentiable`] type: `f64` for `f64`, `()` for `usize`, a
//! tangent struct for a struct. Out: tangents. Invariant: for floats each function is the one operation that stands in its
//! documentation, for `()` it is nothing. Everything is inferred from the arguments, but for [`cast_tangent`]'s type.

use crate::{Constant, Differentiable, Real, TangentSpace};

/// A tangent that has a negative.
pub trait Negated {
    /// `-self`
    fn negated(self) -> Self;
}

impl<T: TangentSpace> Negated for T {
    #[inline]
    fn negated(mut self) -> T {
        self.scale(-1.0);
        self
    }
}

#[diagnostic::do_not_recommend]
impl Negated for Constant {
    #[inline]
    fn negated(self) -> Constant {
        Constant
    }
}

/// `-t`
#[inline]
pub fn neg<T: Negated>(t: T) -> T {
    t.negated()
}

/// Tangents that can be added.
pub trait Plus<B> {
    /// Their sum.
    type Sum;

    /// `self + b`
    fn plus(self, b: B) -> Self::Sum;
}

impl<T: TangentSpace> Plus<T> for T {
    type Sum = T;

    #[inline]
    fn plus(mut self, b: T) -> T {
        self.accumulate(&b);
        self
    }
}

impl<T: TangentSpace> Plus<Constant> for T {
    type Sum = T;

    #[inline]
    fn plus(self, _: Constant) -> T {
        self
    }
}

impl<B> Plus<B> for Constant {
    type Sum = B;

    #[inline]
    fn plus(self, b: B) -> B {
        b
    }
}

/// `a + b`
#[inline]
pub fn sum<A: Plus<B>, B>(a: A, b: B) -> A::Sum {
    a.plus(b)
}

/// `a - b`
#[inline]
pub fn difference<A: Plus<B>, B: Negated>(a: A, b: B) -> A::Sum {
    a.plus(b.negated())
}

/// `2 * t`
#[inline]
pub fn twice<T: TangentSpace>(mut t: T) -> T {
    t.scale(2.0);
    t
}

/// A tangent that can be multiplied by a primal number of type `V`: a float by a float, and nothing by anything.
#[diagnostic::on_unimplemented(
    message = "`*` or `/` on values of type `{V}` has no derivative",
    label = "the derivative of this operation is not known",
    note = "write the operation as a function with `#[differentiate]` or `#[primitive]`"
)]
pub trait Times<V: ?Sized> {
    /// `self * value`
    fn scaled(self, value: &V) -> Self;

    /// `self / value`
    fn unscaled(self, value: &V) -> Self;

    /// Whether it is zero, so that nothing comes of it.
    fn is_nothing(&self) -> bool;

    /// The value, if the tangent is multiplied by it and it is zero.
    fn zero(value: &V) -> Option<Self>
    where
        Self: Sized;

    /// `self * trunc(a / b)`
    fn whole(self, a: &V, b: &V) -> Self;
}

impl<T: Real> Times<T> for T {
    #[inline]
    fn scaled(self, value: &T) -> T {
        self * *value
    }

    #[inline]
    fn unscaled(self, value: &T) -> T {
        self / *value
    }

    #[inline]
    fn is_nothing(&self) -> bool {
        *self == T::zero()
    }

    #[inline]
    fn zero(value: &T) -> Option<T> {
        (*value == T::zero()).then_some(*value)
    }

    #[inline]
    fn whole(self, a: &T, b: &T) -> T {
        self * (*a / *b).trunc()
    }
}

impl<V: ?Sized> Times<V> for () {
    #[inline]
    fn scaled(self, _: &V) {}

    #[inline]
    fn unscaled(self, _: &V) {}

    #[inline]
    fn is_nothing(&self) -> bool {
        true
    }

    #[inline]
    fn zero(_: &V) -> Option<()> {
        None
    }

    #[inline]
    fn whole(self, _: &V, _: &V) {}
}

#[diagnostic::do_not_recommend]
impl<V: ?Sized> Times<V> for Constant {
    #[inline]
    fn scaled(self, _: &V) -> Constant {
        Constant
    }

    #[inline]
    fn unscaled(self, _: &V) -> Constant {
        Constant
    }

    #[inline]
    fn is_nothing(&self) -> bool {
        true
    }

    #[inline]
    fn zero(_: &V) -> Option<Constant> {
        None
    }

    #[inline]
    fn whole(self, _: &V, _: &V) -> Constant {
        Constant
    }
}

/// `t * value`
#[inline]
pub fn scaled<T: Times<V>, V: ?Sized>(t: T, value: &V) -> T {
    t.scaled(value)
}

/// `t / value`
#[inline]
pub fn unscaled<T: Times<V>, V: ?Sized>(t: T, value: &V) -> T {
    t.unscaled(value)
}

/// `t * value`, but zero where `t` is, whatever the value is.
#[inline]
pub fn zero_or_scaled<T: Times<V>, V: ?Sized>(t: T, value: &V) -> T {
    if t.is_nothing() { t } else { t.scaled(value) }
}

/// `t / value`, but zero where `t` is, whatever the value is.
#[inline]
pub fn zero_or_unscaled<T: Times<V>, V: ?Sized>(t: T, value: &V) -> T {
    if t.is_nothing() { t } else { t.unscaled(value) }
}

/// `t * value`, but zero where the value is, whatever `t` is.
#[inline]
pub fn scaled_by_nonzero<T: Times<V>, V: ?Sized>(t: T, value: &V) -> T {
    T::zero(value).unwrap_or_else(|| t.scaled(value))
}

/// `bar * trunc(a / b)`: what is taken from the cotangent of `b` for `a % b`.
#[inline]
pub fn whole<T: Times<V>, V: ?Sized>(bar: T, a: &V, b: &V) -> T {
    bar.whole(a, b)
}

/// A tangent that is cast when the number it belongs to is cast to a `To`.
#[diagnostic::on_unimplemented(
    message = "a cast to `{To}` has no derivative",
    label = "the derivative of this cast is not known",
    note = "derivatives go through casts between `f64`, `f32` and integers"
)]
pub trait CastTo<To: Differentiable> {
    /// The tangent of `a as To`, `self` being that of `a`.
    fn cast(self) -> To::Tangent;
}

impl<From: Real, To: Real> CastTo<To> for From {
    #[inline]
    fn cast(self) -> To {
        To::from_f64(self.to_f64())
    }
}

impl<To: Real> CastTo<To> for () {
    #[inline]
    fn cast(self) -> To {
        To::zero()
    }
}

macro_rules! constant {
    ($($ty:ident)*) => {$(
        impl<T> CastTo<$ty> for T {
            #[inline]
            fn cast(self) {}
        }
    )*};
}

constant!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool char);

/// The cotangent of the dot of an integer, which is nothing.
impl<From: Real> CastTo<()> for From {
    #[inline]
    fn cast(self) {}
}

impl CastTo<()> for () {
    #[inline]
    fn cast(self) {}
}

/// The tangent of `a as To`, given that of `a`: a float converted, zero for `()`; `()` for an integer `To`.
#[inline]
pub fn cast_tangent<To: Differentiable>(t: impl CastTo<To>) -> To::Tangent {
    t.cast()
}

/// The same for the type of `like`: the cotangent of a cast of `like`.
#[inline]
pub fn cast_like<To: Differentiable>(_like: &To, t: impl CastTo<To>) -> To::Tangent {
    t.cast()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `1.0` as generic code has it.
    fn product<T: Real>(t: T, x: &T) -> T {
        sum(scaled(t, x), neg(unscaled(t, x)))
    }

    #[test]
    fn of_floats() {
        let (t, x) = (3.0, 2.0);
        assert_eq!(neg(t), -3.0);
        assert!(neg(0.0_f64).is_sign_negative());
        assert_eq!(sum(t, x), 5.0);
        assert_eq!(difference(t, x), 1.0);
        assert_eq!(twice(t), 6.0);
        assert_eq!(scaled(t, &x), 6.0);
        assert_eq!(unscaled(t, &x), 1.5);
        assert_eq!(whole(t, &-7.5, &x), -9.0);
        assert_eq!(product(1.0_f32, &2.0), 1.5);
    }

    #[test]
    #[allow(
        clippy::let_unit_value,
        clippy::unit_arg,
        reason = "the macro can't see that it is `()`"
    )]
    fn of_constants() {
        let n = 3;
        let t = scaled((), &n);
        let t = unscaled(t, &n);
        let t = whole(t, &n, &2);
        let t = sum(neg(t), twice(t));
        assert_eq!(difference(t, ()), ());
        scaled(t, "any type");
    }

    #[test]
    fn of_compounds() {
        let t = (1.0, vec![2.0_f32], Some(()));
        assert_eq!(twice(t.clone()), (2.0, vec![4.0], Some(())));
        assert_eq!(difference(t.clone(), t), (0.0, vec![0.0], Some(())));
    }

    #[test]
    #[allow(
        clippy::unit_cmp,
        clippy::let_unit_value,
        reason = "the macro can't see that it is `()`"
    )]
    fn casts() {
        let x = 0.5_f32;
        assert_eq!(cast_like(&x, 0.25_f64), 0.25);
        assert_eq!(cast_like(&1.0_f64, x), 0.5);
        assert_eq!(cast_like(&7_u8, x), ());
        assert_eq!(cast_like(&'a', ()), ());
        assert_eq!(cast_like(&true, 1.0), ());
        assert_eq!(cast_tangent::<f64>(x), 0.5);
        assert_eq!(cast_tangent::<f32>(()), 0.0);
        assert_eq!(cast_tangent::<usize>(x), ());
        assert_eq!(cast_tangent::<i64>(()), ());
    }
}

/// What operators may be differentiated on where the macro can't see the type: their rules are those of numbers.
#[diagnostic::on_unimplemented(
    message = "an operator on values of type `{Self}` has no derivative",
    label = "the result of an operator of the type's own",
    note = "a number that a call returns by reference is dereferenced, `*v * x`; an operator of another type wants a function with `#[differentiate]` (or \
            `#[primitive(..)]`) that is called instead"
)]
pub trait Number {}

impl<T: crate::real::Float> Number for T {}

macro_rules! integers {
    ($($integer:ty)*) => {
        $(impl Number for $integer {})*
    };
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool);

/// Compiles if the value is a number.
#[inline]
pub fn number_in<T: Number>(_: &T) {}

/// What has no derivative, where the macro can't see the type but sees what is done with it.
#[diagnostic::on_unimplemented(
    message = "an operator on values of type `{Self}` has no derivative",
    label = "this meets an integer, and isn't one",
    note = "write the operation as a function with `#[differentiate]` (or `#[primitive(..)]`) and call that"
)]
pub trait Integer {}

impl<T: Integer + ?Sized> Integer for &T {}
impl<T: Integer + ?Sized> Integer for &mut T {}

macro_rules! no_tangent {
    ($($integer:ty)*) => {
        $(impl Integer for $integer {})*
    };
}

no_tangent!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize bool);

/// Compiles if the value is an integer.
#[inline]
pub fn integer_in<T: Integer>(_: &T) {}
