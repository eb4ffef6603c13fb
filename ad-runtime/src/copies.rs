//! Copies of what a function moves and its derivative needs again: a type of the user's need not be `Clone` for that, where it can be
//! taken apart.

use crate::check::coordinates::{self, Coordinates};

/// What is copied: [`CopiedByClone`], [`CopiedByParts`] or [`CopiedByNothing`], which method resolution tries in this order.
pub struct Copied<'a, T>(pub &'a T);

/// Of what is `Clone`.
pub trait CopiedByClone<T> {
    /// A clone.
    fn copied(&self) -> T;
}

impl<T: Clone> CopiedByClone<T> for &&Copied<'_, T> {
    #[inline]
    fn copied(&self) -> T {
        self.0.clone()
    }
}

/// Of what has the derive, and constant fields that are `Clone`.
pub trait CopiedByParts<T> {
    /// A value with the same floats and constants.
    fn copied(&self) -> T;
}

impl<T: Coordinates<Owned = T>> CopiedByParts<T> for &Copied<'_, T> {
    #[inline]
    fn copied(&self) -> T {
        coordinates::copied(self.0)
    }
}

/// Of what is neither.
pub trait CopiedByNothing<T> {
    /// Doesn't compile.
    fn copied(&self) -> T
    where
        T: Clone;
}

impl<T> CopiedByNothing<T> for Copied<'_, T> {
    #[inline]
    fn copied(&self) -> T
    where
        T: Clone,
    {
        self.0.clone()
    }
}
