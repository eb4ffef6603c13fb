//! How the arguments of other crates' constructors are passed, and their bars and dots: by value, by reference, as lists.
//!
//! A way has no lifetime: what a pullback is of doesn't borrow the arguments.

#![cfg_attr(
    not(feature = "nalgebra"),
    allow(dead_code, reason = "which ways there are is a matter of features")
)]

use std::marker::PhantomData;

#[cfg(any(feature = "nalgebra", feature = "num-complex"))]
use crate::space::Differentiable;
use crate::space::TangentSpace;
use crate::space::accumulate::Accumulate;

/// A way in which a value is passed.
pub trait Way {
    /// What its bar points to.
    type Bar: ?Sized;

    /// Its tangent by value.
    type Tangent;

    /// Adds what comes of the result's bar to its own.
    fn add(bar: &mut Self::Bar, by: &Self::Tangent);
}

/// What may come as the dot of what is passed so.
pub trait Dotted<D>: Way {
    /// The dot by value.
    fn dot(dot: D) -> Option<Self::Tangent>;
}

/// The ways of all arguments, a tuple.
pub trait Ways {
    /// Their tangents.
    type Tangents;
}

/// By value, or where the bar and the dot are lent, too.
pub struct ByValue<T>(PhantomData<fn() -> T>);

/// By reference.
pub struct ByReference<T>(PhantomData<fn() -> T>);

/// A list by reference, whose bar is lent as a slice.
pub struct AsList<T>(PhantomData<fn() -> T>);

impl<T: TangentSpace> Way for ByValue<T> {
    type Bar = T;
    type Tangent = T;

    #[inline]
    fn add(bar: &mut T, by: &T) {
        bar.accumulate(by);
    }
}

impl<T: TangentSpace> Dotted<Option<T>> for ByValue<T> {
    #[inline]
    fn dot(dot: Option<T>) -> Option<T> {
        dot
    }
}

impl<T: TangentSpace> Way for ByReference<T> {
    type Bar = T;
    type Tangent = T;

    #[inline]
    fn add(bar: &mut T, by: &T) {
        bar.accumulate(by);
    }
}

impl<T: TangentSpace> Dotted<Option<&T>> for ByReference<T> {
    #[inline]
    fn dot(dot: Option<&T>) -> Option<T> {
        dot.cloned()
    }
}

impl<T: TangentSpace> Way for AsList<T> {
    type Bar = [T];
    type Tangent = Vec<T>;

    #[inline]
    fn add(bar: &mut [T], by: &Vec<T>) {
        bar.add(by);
    }
}

impl<T: TangentSpace> Dotted<Option<&[T]>> for AsList<T> {
    #[inline]
    fn dot(dot: Option<&[T]>) -> Option<Vec<T>> {
        dot.map(<[T]>::to_vec)
    }
}

impl<T: TangentSpace> Dotted<Option<&Vec<T>>> for AsList<T> {
    #[inline]
    fn dot(dot: Option<&Vec<T>>) -> Option<Vec<T>> {
        dot.cloned()
    }
}

/// What may be passed.
#[cfg(any(feature = "nalgebra", feature = "num-complex"))]
pub trait Passed: Differentiable + Sized {
    /// How.
    type Way: Way<Tangent = Self::Tangent>;
}

/// By value.
#[cfg(any(feature = "nalgebra", feature = "num-complex"))]
macro_rules! passed_by_value {
    ($([$($generics:tt)*] $ty:ty [$($bounds:tt)*];)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::crates::passed::Passed for $ty
        where
            $($bounds)*
        {
            type Way = $crate::crates::passed::ByValue<<$ty as $crate::space::Differentiable>::Tangent>;
        }
    )*};
}

/// By value, and by reference.
#[cfg(feature = "nalgebra")]
macro_rules! passed {
    ($([$($generics:tt)*] $ty:ty [$($bounds:tt)*];)*) => {$(
        $crate::crates::passed::passed_by_value! {
            [$($generics)*] $ty [$($bounds)*];
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::crates::passed::Passed for &$ty
        where
            $($bounds)*
        {
            type Way =
                $crate::crates::passed::ByReference<<$ty as $crate::space::Differentiable>::Tangent>;
        }
    )*};
}

#[cfg(feature = "nalgebra")]
pub(super) use {passed, passed_by_value};

#[cfg(any(feature = "nalgebra", feature = "num-complex"))]
passed_by_value! {
    [] f64 [];
    [] usize [];
}

#[cfg(feature = "nalgebra")]
passed_by_value! {
    [T: Differentiable] Vec<T> [];
}

#[cfg(feature = "nalgebra")]
passed! {
    [T: Differentiable, const N: usize] [T; N] [];
}

#[cfg(feature = "nalgebra")]
impl<T: Differentiable> Passed for &[T] {
    type Way = AsList<T::Tangent>;
}

#[cfg(feature = "nalgebra")]
impl<T: Differentiable> Passed for &Vec<T> {
    type Way = AsList<T::Tangent>;
}

macro_rules! ways {
    ($($($W:ident)*;)*) => {$(
        impl<$($W: Way),*> Ways for ($($W,)*) {
            type Tangents = ($($W::Tangent,)*);
        }
    )*};
}

ways! {
    W1;
    W1 W2;
    W1 W2 W3;
    W1 W2 W3 W4;
    W1 W2 W3 W4 W5;
    W1 W2 W3 W4 W5 W6;
    W1 W2 W3 W4 W5 W6 W7;
    W1 W2 W3 W4 W5 W6 W7 W8;
    W1 W2 W3 W4 W5 W6 W7 W8 W9;
    W1 W2 W3 W4 W5 W6 W7 W8 W9 W10;
    W1 W2 W3 W4 W5 W6 W7 W8 W9 W10 W11;
    W1 W2 W3 W4 W5 W6 W7 W8 W9 W10 W11 W12;
    W1 W2 W3 W4 W5 W6 W7 W8 W9 W10 W11 W12 W13;
    W1 W2 W3 W4 W5 W6 W7 W8 W9 W10 W11 W12 W13 W14;
    W1 W2 W3 W4 W5 W6 W7 W8 W9 W10 W11 W12 W13 W14 W15;
    W1 W2 W3 W4 W5 W6 W7 W8 W9 W10 W11 W12 W13 W14 W15 W16;
}
