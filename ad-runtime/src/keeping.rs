//! What calls resulted in, kept by pullbacks that borrow nothing: a reference is kept as a copy of what it refers to.

use std::cell::Cell;

use crate::given::Kept;

/// What a call resulted in: kept by [`KeptByCopy`] or [`KeptByItself`], which method resolution tries in this order.
pub struct Resulting<T>(Cell<Option<T>>);

impl<T> Resulting<T> {
    /// The value, to be kept once.
    #[inline]
    pub fn of(value: T) -> Resulting<T> {
        Resulting(Cell::new(Some(value)))
    }

    fn take(&self) -> T {
        self.0.take().expect("a value is kept once")
    }
}

/// A shared reference.
pub trait KeptByCopy<T: ToOwned + ?Sized> {
    /// A copy of what it refers to.
    fn keep(&self) -> Kept<T>;
}

impl<T: ToOwned + ?Sized> KeptByCopy<T> for Resulting<&T> {
    #[inline]
    fn keep(&self) -> Kept<T> {
        Kept::of(self.take())
    }
}

/// Anything else.
pub trait KeptByItself<T> {
    /// The value.
    fn keep(&self) -> Resulting<T>;
}

impl<T> KeptByItself<T> for &Resulting<T> {
    #[inline]
    fn keep(&self) -> Resulting<T> {
        Resulting::of(self.take())
    }
}

impl<T> Resulting<T> {
    /// The value, which is taken once.
    #[inline]
    pub fn again(&self) -> T {
        self.take()
    }
}

impl<T: ToOwned + ?Sized> Kept<T> {
    /// A reference to the copy.
    #[inline]
    pub fn again(&self) -> &T {
        self.get()
    }
}
