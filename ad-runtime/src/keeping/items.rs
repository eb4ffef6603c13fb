//! Lists of references, or of tuples with references in them, kept as copies of what these refer to.

use super::Lent;
use crate::given::Kept;

/// An item that refers to something, or may: of a list of numbers nothing need be copied.
pub trait Item: Part {}

impl<T: ToOwned + ?Sized> Item for &T {}

/// A reference, something of std's that is `Copy`, or a tuple of such.
pub trait Part {
    /// The same with copies of what it refers to, which borrows nothing.
    type Kept: KeptPart;

    /// Copies what it refers to.
    fn kept(self) -> Self::Kept;
}

/// What is kept of it.
pub trait KeptPart {
    /// The same again, which refers to the copies.
    type Again<'s>
    where
        Self: 's;

    /// It.
    fn again(&self) -> Self::Again<'_>;
}

impl<T: ToOwned + ?Sized> Part for &T {
    type Kept = Kept<T>;

    #[inline]
    fn kept(self) -> Kept<T> {
        Kept::of(self)
    }
}

impl<T: ToOwned + ?Sized> KeptPart for Kept<T> {
    type Again<'s>
        = <T as Lent>::Reference<'s>
    where
        Self: 's;

    #[inline]
    fn again(&self) -> Self::Again<'_> {
        self.get().lent()
    }
}

macro_rules! plain {
    ($($ty:ty)*) => {$(
        impl Part for $ty {
            type Kept = $ty;

            #[inline]
            fn kept(self) -> $ty {
                self
            }
        }

        impl KeptPart for $ty {
            type Again<'s> = $ty;

            #[inline]
            fn again(&self) -> $ty {
                *self
            }
        }
    )*};
}

plain!(f64 f32 usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 bool char);

macro_rules! tuples {
    ($(($($part:ident $i:tt),*))*) => {$(
        impl<$($part: Part),*> Item for ($($part,)*) {}

        impl<$($part: Part),*> Part for ($($part,)*) {
            type Kept = ($($part::Kept,)*);

            #[inline]
            fn kept(self) -> Self::Kept {
                ($(self.$i.kept(),)*)
            }
        }

        impl<$($part: KeptPart),*> KeptPart for ($($part,)*) {
            type Again<'s>
                = ($($part::Again<'s>,)*)
            where
                Self: 's;

            #[inline]
            fn again(&self) -> Self::Again<'_> {
                ($(self.$i.again(),)*)
            }
        }
    )*};
}

tuples! {
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
}
