//! Types that generated code can only infer: of which nothing is kept.

use std::marker::PhantomData;

/// The type of a variable, of which nothing is kept.
pub struct Type<V: ?Sized>(PhantomData<fn(&V)>);

impl<V: ?Sized> Type<V> {
    /// A type that is inferred.
    #[inline]
    #[allow(clippy::new_without_default, reason = "generated code says what it means")]
    pub fn new() -> Type<V> {
        Type(PhantomData)
    }

    /// It is the type of this value.
    #[inline]
    pub fn is(self, _: &V) {}

    /// The type of a part.
    #[inline]
    pub fn at<U: ?Sized>(self, _: impl FnOnce(&V) -> &U) -> Type<U> {
        Type(PhantomData)
    }
}

impl<V: ?Sized> Clone for Type<V> {
    #[inline]
    fn clone(&self) -> Type<V> {
        *self
    }
}

impl<V: ?Sized> Copy for Type<V> {}

/// The type of a value.
#[inline]
pub fn type_of<V: ?Sized>(_: &V) -> Type<V> {
    Type(PhantomData)
}

/// The type of what a closure, which is never called, would refer to.
#[inline]
pub fn type_by<'v, V: ?Sized + 'v>(_: impl FnOnce() -> &'v V) -> Type<V> {
    Type(PhantomData)
}

macro_rules! references {
    ($($reference:ty)*) => {$(
        impl<V: ?Sized> Type<$reference> {
            /// What a reference refers to.
            #[inline]
            pub fn referred(self) -> Type<V> {
                Type(PhantomData)
            }
        }
    )*};
}

references!(&V &mut V);

/// What other types than references refer to: themselves.
pub trait Referred: Sized {
    /// The same type.
    #[inline]
    fn referred(self) -> Self {
        self
    }
}

impl<V: ?Sized> Referred for Type<V> {}

/// The types of lists, which become slices of their items where they are lent.
pub trait ItemsOf {
    /// The items' type.
    type Item;
}

impl<T> ItemsOf for [T] {
    type Item = T;
}

impl<T, const N: usize> ItemsOf for [T; N] {
    type Item = T;
}

impl<T> ItemsOf for Vec<T> {
    type Item = T;
}

impl<L: ItemsOf + ?Sized> ItemsOf for Box<L> {
    type Item = L::Item;
}

/// A value that is looked at, which may be a pointer.
pub struct Looked<'v, V: ?Sized>(&'v V);

/// All values. Of one that rustc has found to be an error this is one already, about which nothing more is said.
pub trait Look {
    /// It.
    #[inline]
    fn ad_looked(&self) -> Looked<'_, Self> {
        Looked(self)
    }
}

impl<V: ?Sized> Look for V {}

macro_rules! pointers {
    ($($pointer:ty $(where $bound:ident)?;)*) => {$(
        impl<V: $($bound +)? ?Sized> Type<$pointer> {
            /// What a pointer points to.
            #[inline]
            pub fn pointee(self) -> Type<V> {
                Type(PhantomData)
            }
        }

        impl<'v, V: $($bound +)? ?Sized> Looked<'v, $pointer> {
            /// What a pointer points to.
            #[inline]
            pub fn pointee(self) -> &'v V {
                self.0
            }
        }
    )*};
}

pointers! {
    &V;
    &mut V;
    Box<V>;
    std::rc::Rc<V>;
    std::sync::Arc<V>;
    std::borrow::Cow<'_, V> where ToOwned;
}

/// What other types than pointers point to: themselves.
pub trait PointerType: Sized {
    /// The same type.
    #[inline]
    fn pointee(self) -> Self {
        self
    }
}

impl<V: ?Sized> PointerType for Type<V> {}

/// The same of values.
pub trait Pointer<'v> {
    /// What it is.
    type Pointee: ?Sized;

    /// The same value.
    fn pointee(self) -> &'v Self::Pointee;
}

impl<'v, V: ?Sized> Pointer<'v> for Looked<'v, V> {
    type Pointee = V;

    #[inline]
    fn pointee(self) -> &'v V {
        self.0
    }
}
