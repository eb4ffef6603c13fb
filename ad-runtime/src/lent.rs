//! What may be in a value that is lent, or written to: whether its type has a tangent, and whether it holds `&mut` references.
//!
//! Method resolution asks: of the methods by one name it takes the type's own before those of traits, and those by `self` before those by
//! `&self`, and these before those by `&mut self`.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::DerefMut;

use crate::space::Point;

/// A value, of which the type is asked what it may hold.
pub struct Lent<'a, T: ?Sized>(pub &'a T);

impl<T: Point + ?Sized> Lent<'_, T> {
    /// A cotangent for it.
    pub fn zero(&self) -> T::Tangent {
        self.0.zero_tangent()
    }
}

/// What has no tangent has a cotangent that is nothing.
pub trait WithoutTangent {
    /// Nothing.
    fn zero(&self) {}
}

impl<T: ?Sized> WithoutTangent for Lent<'_, T> {}

/// The tangent of what holds nothing to differentiate.
#[diagnostic::on_unimplemented(
    message = "a parameter that is declared a constant may be given something that depends on a differentiated parameter, which has a tangent of type `{Self}`",
    label = "lent to a function with differentiated arguments, and used afterwards by code that has no derivative",
    note = "leave out `#[constant]`, so that what comes of it is differentiated, or mark those of its fields that are constants in its type"
)]
pub trait Nothing {}

impl Nothing for () {}
impl Nothing for crate::Constant {}

/// Compiles if the tangent is nothing.
#[inline]
pub fn nothing_in<T: Nothing>(_: T) {}

// Std's own lists and boxes hold what is in them; what that holds is asked in turn.

macro_rules! lists {
    ($(($($generics:tt)*) $list:ty;)*) => {
        $(impl<$($generics)*> Lent<'_, $list> {
            /// It holds its elements.
            pub fn lent(self) {}

            /// It points to nothing but them.
            pub fn pointed(self) {}
        })*
    };
}

lists! {
    (T) Vec<T>;
    (T) VecDeque<T>;
    (K, T) BTreeMap<K, T>;
    (K, T, S) HashMap<K, T, S>;
    (T) [T];
    (T, const N: usize) [T; N];
}

impl<T: ?Sized> Lent<'_, Box<T>> {
    /// It points to nothing but its content.
    pub fn pointed(self) {}
}

/// What holds no `&mut` reference, since it can be copied.
pub trait Owner: Sized {
    /// Nothing.
    fn lent(self) {}

    /// Nothing.
    fn pointed(self) {}
}

impl<T: Clone> Owner for Lent<'_, T> {}

/// What is written to is part of something else, for all one knows: no type implements it.
#[diagnostic::on_unimplemented(
    message = "what is written to a value of type `{Self}` may be part of something else, and its derivative would be lost",
    label = "it holds, or may hold, a `&mut` reference",
    note = "write to the variable that it refers to instead; if it refers to nothing, derive `Clone` for its type",
    note = "see \"A view of something else\" in `ad_runtime::errors`"
)]
pub trait Owns {}

/// What may hold `&mut` references.
pub trait Lending<T: ?Sized> {
    /// Doesn't compile.
    fn lent(&self)
    where
        T: Owns,
    {
    }
}

impl<T: ?Sized> Lending<T> for Lent<'_, T> {}

/// What is a pointer to what may be changed.
pub trait Pointing<T: ?Sized> {
    /// Doesn't compile.
    fn pointed(&self)
    where
        T: Owns,
    {
    }
}

impl<T: DerefMut + ?Sized> Pointing<T> for Lent<'_, T> {}

/// What is no such pointer.
pub trait Plainly {
    /// Nothing.
    fn pointed(&mut self) {}
}

impl<T: ?Sized> Plainly for Lent<'_, T> {}
