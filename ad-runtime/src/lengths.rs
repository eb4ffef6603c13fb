//! `len` as a method with derivatives, for receivers whose type the macro can't see.
//!
//! Generated code imports [`LengthMethods`] without a name where it calls `p.len_pullback()`: of a type of the user's the method of its own is found, a
//! vector's length say, of a list the one here. Invariant: it does nothing but call the method, as a number of elements has no derivative.

use crate::Differentiable;
use crate::space::Point;
use crate::underived::Marked;
use crate::undifferentiated::HasMethods;

/// Whose method it is.
pub enum Lengths {}

/// What has a number of elements.
pub trait HasLength: Point {
    /// As std has it.
    fn count(&self) -> usize;
}

macro_rules! lists {
    ($([$($generics:tt)*] $list:ty;)*) => {$(
        impl<T: Differentiable $($generics)*> HasLength for $list {
            #[inline]
            fn count(&self) -> usize {
                self.len()
            }
        }
    )*};
}

lists! {
    [] [T];
    [] Vec<T>;
    [] std::collections::VecDeque<T>;
    [] Box<[T]>;
    [, const N: usize] [T; N];
}

/// `len`, of lists.
pub trait LengthMethods {
    /// That there are derivatives.
    #[inline]
    fn len_marked(&self) -> Marked<Self>
    where
        Self: HasLength,
    {
        Marked::by(self)
    }

    /// The method itself.
    #[inline]
    fn len_value(&self) -> usize
    where
        Self: HasLength,
    {
        self.count()
    }

    /// Reverse mode.
    #[inline]
    #[allow(clippy::type_complexity, reason = "what a pullback is of is said in its type")]
    fn len_pullback(&self) -> (usize, fn((), Option<&mut Self::Tangent>))
    where
        Self: HasLength,
    {
        (self.count(), |(), _| {})
    }

    /// The same.
    #[inline]
    #[allow(clippy::type_complexity, reason = "what a pullback is of is said in its type")]
    fn len_owned_pullback(&self) -> (usize, fn((), Option<&mut Self::Tangent>))
    where
        Self: HasLength,
    {
        self.len_pullback()
    }

    /// Forward mode.
    #[inline]
    fn len_tangent<D>(&self, _: D) -> (usize, ())
    where
        Self: HasLength,
    {
        (self.count(), ())
    }
}

impl<T: HasLength + ?Sized> HasMethods<Lengths> for T {}
impl<T: HasMethods<Lengths> + ?Sized> LengthMethods for T {}
