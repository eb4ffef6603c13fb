//! Methods of ranges and lists that only look, as methods with derivatives, for receivers whose type the macro can't see.
//!
//! Generated code imports [`ContainsMethods`] without a name where it calls `self.domain.contains_value(&x)`. Invariant: it does nothing but call the method: what it says has no derivative.

use std::ops::{Range, RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};

use crate::underived::Marked;
use crate::undifferentiated::HasMethods;

/// Whose method it is.
pub enum Ranges {}

/// What may contain something.
pub trait Contains<X: ?Sized> {
    /// As std has it.
    fn holds(&self, item: &X) -> bool;
}

macro_rules! ranges {
    ($($range:ident)*) => {$(
        impl<T: PartialOrd> Contains<T> for $range<T> {
            #[inline]
            fn holds(&self, item: &T) -> bool {
                self.contains(item)
            }
        }

        impl<T: PartialOrd> HasMethods<Ranges> for $range<T> {}
    )*};
}

ranges!(Range RangeFrom RangeInclusive RangeTo RangeToInclusive);

impl<T: PartialEq> Contains<T> for [T] {
    #[inline]
    fn holds(&self, item: &T) -> bool {
        self.contains(item)
    }
}

impl<T: PartialEq> HasMethods<Ranges> for [T] {}

/// A pullback that has nothing to do.
type Nothing<B, D> = fn((), Option<&mut B>, Option<&mut D>);

/// `contains`.
pub trait ContainsMethods {
    /// That there are derivatives.
    #[inline]
    fn contains_marked(&self) -> Marked<Self> {
        Marked::by(self)
    }

    /// The method itself.
    #[inline]
    fn contains_value<X: ?Sized>(&self, item: &X) -> bool
    where
        Self: Contains<X>,
    {
        self.holds(item)
    }

    /// Reverse mode.
    #[inline]
    fn contains_pullback<X: ?Sized, B: ?Sized, D: ?Sized>(&self, item: &X) -> (bool, Nothing<B, D>)
    where
        Self: Contains<X>,
    {
        (self.holds(item), |(), _, _| {})
    }

    /// The same.
    #[inline]
    fn contains_owned_pullback<X: ?Sized, B: ?Sized, D: ?Sized>(
        &self,
        item: &X,
    ) -> (bool, Nothing<B, D>)
    where
        Self: Contains<X>,
    {
        (self.holds(item), |(), _, _| {})
    }

    /// Forward mode.
    #[inline]
    fn contains_tangent<X: ?Sized, B, D>(&self, item: &X, _: B, _: D) -> (bool, ())
    where
        Self: Contains<X>,
    {
        (self.holds(item), ())
    }
}

impl<T: HasMethods<Ranges> + ?Sized> ContainsMethods for T {}
