//! What calls resulted in, kept by pullbacks that borrow nothing: a reference is kept as a copy of what it refers to.

mod items;

use std::borrow::{Borrow, Cow};
use std::cell::Cell;

use crate::given::Kept;
use items::{Item, KeptPart, Part};

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

/// The way to it: a method, so that rustc wants to know the value's type. Of a call without derivatives that is an error, and not whatever fits.
pub trait Resulted: Sized {
    /// The value, to be kept once.
    #[inline]
    fn ad_resulting(self) -> Resulting<Self> {
        Resulting::of(self)
    }
}

impl<T> Resulted for T {}

/// A shared reference, or such in an `Option`, a `Result`, a tuple or a list.
pub trait KeptByCopy {
    /// The same of copies.
    type Kept;

    /// Copies of what they refer to.
    fn keep(&self) -> Self::Kept;
}

impl<T: ToOwned + ?Sized> KeptByCopy for Resulting<&T> {
    type Kept = Kept<T>;

    #[inline]
    fn keep(&self) -> Kept<T> {
        Kept::of(self.take())
    }
}

/// What holds copies instead of references.
pub struct Copies<K>(K);

/// A reference to a value. Of a type that isn't found out, as there is an error, nothing is known by this, not even that it is a reference.
pub trait Lent {
    /// The reference.
    type Reference<'s>
    where
        Self: 's;

    /// It.
    fn lent(&self) -> Self::Reference<'_>;
}

impl<T: ?Sized> Lent for T {
    type Reference<'s>
        = &'s T
    where
        T: 's;

    #[inline]
    fn lent(&self) -> &T {
        self
    }
}

// By a bound, not by the form of the type: of what is an error already nothing is found out then.
impl<I: Item> KeptByCopy for Resulting<Option<I>> {
    type Kept = Copies<Option<I::Kept>>;

    #[inline]
    fn keep(&self) -> Self::Kept {
        Copies(self.take().map(I::kept))
    }
}

impl<K: KeptPart> Copies<Option<K>> {
    /// References to the copies.
    #[inline]
    pub fn again(&self) -> Option<K::Again<'_>> {
        self.0.as_ref().map(K::again)
    }
}

impl<I: Item, E: Clone> KeptByCopy for Resulting<Result<I, E>> {
    type Kept = Copies<Result<I::Kept, E>>;

    #[inline]
    fn keep(&self) -> Self::Kept {
        Copies(self.take().map(I::kept))
    }
}

impl<K: KeptPart, E: Clone> Copies<Result<K, E>> {
    /// References to the copies.
    #[inline]
    pub fn again(&self) -> Result<K::Again<'_>, E> {
        self.0.as_ref().map(K::again).map_err(E::clone)
    }
}

impl<I: Item> KeptByCopy for Resulting<Vec<I>> {
    type Kept = Copies<Vec<I::Kept>>;

    #[inline]
    fn keep(&self) -> Self::Kept {
        Copies(self.take().into_iter().map(I::kept).collect())
    }
}

impl<K: KeptPart> Copies<Vec<K>> {
    /// The items again.
    #[inline]
    pub fn again(&self) -> Vec<K::Again<'_>> {
        self.0.iter().map(K::again).collect()
    }
}

macro_rules! tuples {
    ($(($($item:ident),*))*) => {$(
        impl<$($item: Part),*> KeptByCopy for Resulting<($($item,)*)> {
            type Kept = Copies<($($item::Kept,)*)>;

            #[inline]
            fn keep(&self) -> Self::Kept {
                Copies(self.take().kept())
            }
        }

        impl<$($item: KeptPart),*> Copies<($($item,)*)> {
            /// References to the copies.
            #[inline]
            pub fn again(&self) -> ($($item::Again<'_>,)*) {
                self.0.again()
            }
        }
    )*};
}

tuples! {
    (A, B)
    (A, B, C)
    (A, B, C, D)
}

impl<T: ToOwned + ?Sized> KeptByCopy for Resulting<Cow<'_, T>> {
    type Kept = Copies<KeptCow<T>>;

    #[inline]
    fn keep(&self) -> Self::Kept {
        Copies(KeptCow(self.take().into_owned()))
    }
}

/// What a `Cow` holds.
pub struct KeptCow<T: ToOwned + ?Sized>(T::Owned);

impl<T: ToOwned + ?Sized> Copies<KeptCow<T>> {
    /// A `Cow` that borrows it.
    #[inline]
    pub fn again(&self) -> Cow<'_, T> {
        Cow::Borrowed(self.0.0.borrow())
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
