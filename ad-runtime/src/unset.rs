//! What stands in a variable that gets its first value after its declaration.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// Types that have some value of which nobody notices that it is made: a `Default` of the user's might.
#[diagnostic::on_unimplemented(
    message = "unsupported: a variable of the type `{Self}` that gets its first value after its declaration",
    label = "declared here",
    note = "declare it where it gets its value, `let v = if c {{ a }} else {{ b }};`",
    note = "see \"A variable that gets its first value later\" in `ad_runtime::errors`"
)]
pub trait Unset: Sized {
    /// Some value.
    fn unset() -> Self;
}

/// A value that nobody reads.
#[inline]
pub fn unset<T: Unset>() -> T {
    T::unset()
}

macro_rules! by_default {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<$($generics)*> Unset for $ty {
            #[inline]
            fn unset() -> Self {
                Default::default()
            }
        }
    )*};
}

by_default! {
    [] f64; [] f32; [] bool; [] char; [] String; [] &str; [] ();
    [] u8; [] u16; [] u32; [] u64; [] u128; [] usize;
    [] i8; [] i16; [] i32; [] i64; [] i128; [] isize;
    [T] &[T]; [T] &mut [T]; [T] Vec<T>; [T] Option<T>; [T] VecDeque<T>;
    [K, V] BTreeMap<K, V>; [K, V] HashMap<K, V>; [T] BTreeSet<T>; [T] HashSet<T>;
}

macro_rules! of_parts {
    ($($new:path, $pointer:ident;)*) => {$(
        impl<T: Unset> Unset for $pointer<T> {
            #[inline]
            fn unset() -> Self {
                $new(T::unset())
            }
        }
    )*};
}

of_parts! { Box::new, Box; Rc::new, Rc; Arc::new, Arc; }

impl<T: Unset, const N: usize> Unset for [T; N] {
    #[inline]
    fn unset() -> Self {
        std::array::from_fn(|_| T::unset())
    }
}

macro_rules! tuples {
    ($($($item:ident)*;)*) => {$(
        impl<$($item: Unset),*> Unset for ($($item,)*) {
            #[inline]
            fn unset() -> Self {
                ($($item::unset(),)*)
            }
        }
    )*};
}

tuples! { A; A B; A B C; A B C D; A B C D E; A B C D E F; }

#[cfg(feature = "ndarray")]
impl<A, S, D> Unset for ndarray::ArrayBase<S, D>
where
    A: Unset + Default,
    S: ndarray::DataOwned<Elem = A>,
    D: ndarray::Dimension,
{
    #[inline]
    fn unset() -> Self {
        Default::default()
    }
}

#[cfg(feature = "nalgebra")]
impl<T, R, C, S> Unset for nalgebra::Matrix<T, R, C, S>
where
    T: nalgebra::Scalar,
    R: nalgebra::Dim,
    C: nalgebra::Dim,
    S: Default,
{
    #[inline]
    fn unset() -> Self {
        Default::default()
    }
}

#[cfg(feature = "num-complex")]
impl<T: Unset> Unset for num_complex::Complex<T> {
    #[inline]
    fn unset() -> Self {
        num_complex::Complex::new(T::unset(), T::unset())
    }
}
