//! What may be indexed and dereferenced where a derivative goes through: that the tangent is in the same way.
//!
//! Of lists it is. Of a type of the user's `#[differentiate] impl Index<usize> for Vec3` says so, which makes the same `Index` of the tangent.

use std::marker::PhantomData;
use std::ops::{DerefMut, Index};

use crate::Differentiable;

/// What is iterated over, or asked for its elements by a method of lists, where a derivative goes through: the tangent has the same elements.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` that is taken for a list has no derivative",
    label = "iterated over, or what a method of lists is called on",
    note = "iterate over the field that holds the list, or in a function of its own over numbers: `for i in 0..3`",
    note = "of a map or an `Option` say the type before: `let totals: &BTreeMap<String, f64> = &self.totals;`; what is `#[constant]` is bound: `#[constant] let active = &self.active;`",
    note = "see \"An index without a derivative\" in `ad_runtime::errors`"
)]
pub trait Indexed {
    /// What a proof of it results in: nothing, or an error.
    type Said: Default;
}

impl<T> Indexed for [T] {
    type Said = PhantomData<Self>;
}
impl<T, const N: usize> Indexed for [T; N] {
    type Said = PhantomData<Self>;
}
impl<T> Indexed for Vec<T> {
    type Said = PhantomData<Self>;
}
impl<T> Indexed for std::collections::VecDeque<T> {
    type Said = PhantomData<Self>;
}
impl<T: Indexed + ?Sized> Indexed for Box<T> {
    type Said = PhantomData<Self>;
}
impl<T: Indexed + ?Sized> Indexed for std::rc::Rc<T> {
    type Said = PhantomData<Self>;
}
impl<T: Indexed + ?Sized> Indexed for std::sync::Arc<T> {
    type Said = PhantomData<Self>;
}
// Pullbacks hold what it says, and no borrow.
#[diagnostic::do_not_recommend]
impl<T: Indexed + ToOwned + ?Sized> Indexed for std::borrow::Cow<'_, T> {
    type Said = T::Said;
}
impl<T: Indexed + ?Sized> Indexed for &T {
    type Said = PhantomData<Self>;
}
impl<T: Indexed + ?Sized> Indexed for &mut T {
    type Said = PhantomData<Self>;
}
#[cfg(feature = "ndarray")]
impl<S: ndarray::RawData<Elem = A>, D, A> Indexed for ndarray::ArrayBase<S, D> {
    type Said = PhantomData<Self>;
}
#[cfg(feature = "nalgebra")]
#[diagnostic::do_not_recommend]
impl<T, R: nalgebra::Dim, C: nalgebra::Dim, S: nalgebra::RawStorage<T, R, C>> Indexed
    for nalgebra::Matrix<T, R, C, S>
{
    type Said = PhantomData<Self>;
}

/// What may be indexed by an `I` of the user's: a list, or what has an index with a rule.
#[diagnostic::on_unimplemented(
    message = "an index of a `{Self}` has no derivative",
    label = "indexed by an `Index` of the type's own without a rule, or dereferenced to a list",
    note = "put `#[differentiate]` on `impl Index<..> for {Self}` (or on `impl Deref for {Self}`), or index the field that holds the list; \
            of a map say the type before, `let totals: &BTreeMap<String, f64> = &self.totals;`; what is `#[constant]` is bound: `#[constant] let active = &self.active;`",
    note = "see \"An index without a derivative\" in `ad_runtime::errors`"
)]
pub trait IndexedByRule<I> {
    /// See `Indexed::Said`.
    type Said: Default;
}

/// The same, where the element is changed.
#[diagnostic::on_unimplemented(
    message = "a change of an element of a `{Self}` has no derivative",
    label = "indexed by an `IndexMut` of the type's own without a rule, or dereferenced to a list",
    note = "put `#[differentiate]` on `impl IndexMut<..> for {Self}` too (or on `impl DerefMut for {Self}`), or index the field that holds the list",
    note = "see \"An index without a derivative\" in `ad_runtime::errors`"
)]
pub trait ChangedByRule<I> {
    /// See `Indexed::Said`.
    type Said: Default;
}

macro_rules! by_rule {
    ($Trait:ident) => {
        impl<T, I> $Trait<I> for [T] {
            type Said = PhantomData<Self>;
        }
        impl<T, I, const N: usize> $Trait<I> for [T; N] {
            type Said = PhantomData<Self>;
        }
        impl<T, I> $Trait<I> for Vec<T> {
            type Said = PhantomData<Self>;
        }
        impl<T, I> $Trait<I> for std::collections::VecDeque<T> {
            type Said = PhantomData<Self>;
        }
        impl<T: $Trait<I> + ?Sized, I> $Trait<I> for Box<T> {
            type Said = PhantomData<Self>;
        }
        impl<T: $Trait<I> + ?Sized, I> $Trait<I> for std::rc::Rc<T> {
            type Said = PhantomData<Self>;
        }
        impl<T: $Trait<I> + ?Sized, I> $Trait<I> for std::sync::Arc<T> {
            type Said = PhantomData<Self>;
        }
        #[diagnostic::do_not_recommend]
        impl<T: $Trait<I> + ToOwned + ?Sized, I> $Trait<I> for std::borrow::Cow<'_, T> {
            type Said = T::Said;
        }
        impl<T: $Trait<I> + ?Sized, I> $Trait<I> for &T {
            type Said = PhantomData<Self>;
        }
        impl<T: $Trait<I> + ?Sized, I> $Trait<I> for &mut T {
            type Said = PhantomData<Self>;
        }
        #[cfg(feature = "ndarray")]
        impl<S: ndarray::RawData<Elem = A>, D, A, I> $Trait<I> for ndarray::ArrayBase<S, D> {
            type Said = PhantomData<Self>;
        }
        #[cfg(feature = "nalgebra")]
        #[diagnostic::do_not_recommend]
        impl<T, R: nalgebra::Dim, C: nalgebra::Dim, S: nalgebra::RawStorage<T, R, C>, I> $Trait<I>
            for nalgebra::Matrix<T, R, C, S>
        {
            type Said = PhantomData<Self>;
        }
        #[cfg(feature = "nalgebra")]
        #[diagnostic::do_not_recommend]
        impl<T: $Trait<I>, I> $Trait<I> for nalgebra::Unit<T> {
            type Said = PhantomData<Self>;
        }
        #[cfg(feature = "nalgebra")]
        #[diagnostic::do_not_recommend]
        impl<T, I> $Trait<I> for nalgebra::Quaternion<T> {
            type Said = PhantomData<Self>;
        }
        #[cfg(feature = "nalgebra")]
        #[diagnostic::do_not_recommend]
        impl<T: nalgebra::Scalar, I, const D: usize> $Trait<I> for nalgebra::Point<T, D> {
            type Said = PhantomData<Self>;
        }
        #[cfg(feature = "nalgebra")]
        #[diagnostic::do_not_recommend]
        impl<T, I, const D: usize> $Trait<I> for nalgebra::Rotation<T, D> {
            type Said = PhantomData<Self>;
        }
    };
}

by_rule!(IndexedByRule);
by_rule!(ChangedByRule);

/// Compiles if the value may be indexed so.
#[inline]
pub fn index_in<T: IndexedByRule<I> + ?Sized, I>(_: &I, _: &T) -> T::Said {
    T::Said::default()
}

/// Compiles if an element of the value may be changed that is found so: what [`index_in`] said is asked, so that of the two one is an error.
#[inline]
pub fn index_mut_in<T: ChangedByRule<I> + ?Sized, I>(_: &I, _: PhantomData<T>) -> T::Said {
    T::Said::default()
}

/// A pointer of the user's to what is in it: through it things may be changed as they are looked at.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a pointer through which things are changed without a rule",
    label = "the `DerefMut` of this may point elsewhere",
    note = "put `#[differentiate]` on `impl DerefMut for {Self}` too",
    note = "see \"An index to be changed\" in `ad_runtime::errors`"
)]
pub trait ChangedThrough {}

/// A pointer of the user's, of which is asked whether something may be changed through it without a rule.
pub struct Through<T: ?Sized>(pub PhantomData<T>);

/// There is a rule.
pub trait WithRule {
    /// Which is all.
    fn asked(&self) {}
}

impl<T: ChangedThrough + ?Sized> WithRule for &&Through<T> {}

/// There is no rule, and should be.
pub trait WithoutRule {
    /// The pointer.
    type Pointer: ?Sized;

    /// Compiles for none.
    fn asked(&self)
    where
        Self::Pointer: ChangedThrough,
    {
    }
}

impl<T: DerefMut + ?Sized> WithoutRule for &Through<T> {
    type Pointer = T;
}

/// Nothing is changed through it.
pub trait Unchanging {
    /// Which is all.
    fn asked(&self) {}
}

impl<T: ?Sized> Unchanging for Through<T> {}

/// A type with a `Deref` that has a rule, which has no `Index` beside it: `v[i]` would be that, and of the tangent what it dereferences to. Of a type with an
/// `Index` nobody can say which of two implementations is meant.
pub trait DerefWithoutIndex<Whichever> {
    /// Compiles if there is one implementation.
    fn asked() {}
}

impl<T: ?Sized> DerefWithoutIndex<()> for T {}
impl<T: Index<I> + ?Sized, I> DerefWithoutIndex<(I,)> for T {}

/// That `Index<I>` goes to the places that have this number, which is made of its code; `Deref`, if `I` is `()`.
#[diagnostic::on_unimplemented(
    message = "this isn't written like the `impl` of `{Self}` that doesn't change",
    label = "where it goes may be another place than `index` or `deref` goes to",
    note = "put `#[differentiate]` on both, and write both alike, but for `mut`, in one module",
    note = "see \"An index to be changed\" in `ad_runtime::errors`"
)]
pub trait Places<I: ?Sized, const NUMBER: u128> {}

/// The number of code that stands in a module: by FNV-1a.
pub const fn in_module(number: u128, module: &str) -> u128 {
    let (name, mut number, mut at) = (module.as_bytes(), number, 0);
    while at < name.len() {
        number =
            (number ^ name[at] as u128).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B);
        at += 1;
    }
    number
}

/// Compiles if a type has such places.
#[inline]
pub fn has_places<T: Places<I, NUMBER> + ?Sized, I: ?Sized, const NUMBER: u128>() {}

/// Compiles if a type is the tangent of another.
#[inline]
pub fn is_tangent_of<V: Differentiable<Tangent = T>, T>() {}

/// Compiles if the value is a list.
#[inline]
pub fn list_in<T: Indexed + ?Sized>(_: &T) -> T::Said {
    T::Said::default()
}

/// What a proof resulted in: a method, so that rustc wants to know its type.
pub trait Said {
    /// Nothing.
    fn ad_said(&self);
}

impl<T: ?Sized> Said for PhantomData<T> {
    #[inline]
    fn ad_said(&self) {}
}
