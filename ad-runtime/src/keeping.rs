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

/// Shared references in an `Option`, a `Result` or a pair.
pub trait KeptWithin {
    /// The same of copies.
    type Copies;

    /// The same of copies of what they refer to.
    fn keep(&self) -> Copies<Self::Copies>;
}

/// What holds copies instead of references.
pub struct Copies<K>(K);

impl<T: ToOwned + ?Sized> KeptWithin for Resulting<Option<&T>> {
    type Copies = Option<Kept<T>>;

    #[inline]
    fn keep(&self) -> Copies<Option<Kept<T>>> {
        Copies(self.take().map(Kept::of))
    }
}

impl<T: ToOwned + ?Sized> Copies<Option<Kept<T>>> {
    /// References to the copies.
    #[inline]
    pub fn again(&self) -> Option<&T> {
        self.0.as_ref().map(Kept::get)
    }
}

impl<T: ToOwned + ?Sized, E: Clone> KeptWithin for Resulting<Result<&T, E>> {
    type Copies = Result<Kept<T>, E>;

    #[inline]
    fn keep(&self) -> Copies<Result<Kept<T>, E>> {
        Copies(self.take().map(Kept::of))
    }
}

impl<T: ToOwned + ?Sized, E: Clone> Copies<Result<Kept<T>, E>> {
    /// References to the copies.
    #[inline]
    pub fn again(&self) -> Result<&T, E> {
        self.0.as_ref().map(Kept::get).map_err(E::clone)
    }
}

impl<A: ToOwned + ?Sized, B: ToOwned + ?Sized> KeptWithin for Resulting<(&A, &B)> {
    type Copies = (Kept<A>, Kept<B>);

    #[inline]
    fn keep(&self) -> Copies<(Kept<A>, Kept<B>)> {
        let (a, b) = self.take();
        Copies((Kept::of(a), Kept::of(b)))
    }
}

impl<A: ToOwned + ?Sized, B: ToOwned + ?Sized> Copies<(Kept<A>, Kept<B>)> {
    /// References to the copies.
    #[inline]
    pub fn again(&self) -> (&A, &B) {
        (self.0.0.get(), self.0.1.get())
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
