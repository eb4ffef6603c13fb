//! Indices whose place the value itself says, `m[(i, j)]` of a matrix with a number of columns: what the value's integers make of them.
//!
//! The tangent has no integers. So generated code asks the value for a key first, once, and finds by that key the element of the value and that of the tangent. Of
//! whatever else is indexed the key is the index itself.

use std::fmt;
use std::marker::PhantomData;

/// Where an index of type `I` goes: to which of the places that the code of the `Index` mentions, and in that by which numbers.
pub struct Key<I, const N: usize> {
    /// The place's number.
    pub place: usize,
    /// The indices in it, from the outside in; zeros after the last one.
    pub at: [usize; N],
    of: PhantomData<fn(I)>,
}

impl<I, const N: usize> Key<I, N> {
    /// A place and its indices.
    #[inline]
    pub fn new(place: usize, at: [usize; N]) -> Key<I, N> {
        Key { place, at, of: PhantomData }
    }
}

impl<I, const N: usize> Clone for Key<I, N> {
    #[inline]
    fn clone(&self) -> Key<I, N> {
        *self
    }
}

impl<I, const N: usize> Copy for Key<I, N> {}

impl<I, const N: usize> fmt::Debug for Key<I, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("place", &self.place).field("at", &self.at).finish()
    }
}

/// What says itself where an index goes.
pub trait Keyed<I> {
    /// By what the element is found then.
    type Key;

    /// Where it goes.
    fn key(&self, index: I) -> Self::Key;
}

impl<V: Keyed<I> + ?Sized, I> Keyed<I> for &V {
    type Key = V::Key;

    #[inline]
    fn key(&self, index: I) -> V::Key {
        V::key(self, index)
    }
}

impl<V: Keyed<I> + ?Sized, I> Keyed<I> for &mut V {
    type Key = V::Key;

    #[inline]
    fn key(&self, index: I) -> V::Key {
        V::key(self, index)
    }
}

impl<V: Keyed<I> + ?Sized, I> Keyed<I> for Box<V> {
    type Key = V::Key;

    #[inline]
    fn key(&self, index: I) -> V::Key {
        V::key(self, index)
    }
}

/// The index by which a part is found that a method lends to be changed, `m.at_mut(i, j)`: a number stands for the method's name.
#[derive(Clone, Copy, Debug)]
pub struct LentBy<const METHOD: u128>;

/// What has methods that lend parts to be changed. Nothing has those of the kind `()`, which stand behind all: where there are none, rustc says so with this message.
#[diagnostic::on_unimplemented(
    message = "no part that this method lends to be changed has a derivative",
    label = "written to what it lends",
    note = "put `#[differentiate]` on the method's `impl`; its body has to be a place, `&mut self.rows[i]`, or a branch between such; or borrow the \
            part where it is changed, `&mut m.rows[i]`",
    note = "see \"A part that a method lends\" in `ad_runtime::errors`"
)]
pub trait LendsParts<M> {}

/// A key for a part of a `V`.
pub struct KeyOf<V: ?Sized, K> {
    /// By what it is found.
    pub key: K,
    of: PhantomData<fn(&V)>,
}

impl<V: ?Sized, K> KeyOf<V, K> {
    /// Its key.
    #[inline]
    pub fn new(_: &V, key: K) -> KeyOf<V, K> {
        KeyOf { key, of: PhantomData }
    }
}

/// A `V`, or a pointer of std's to one, so many levels behind it. What dereferences to one by code of its own may have another method of the name.
#[diagnostic::on_unimplemented(
    message = "no part that this method lends to be changed has a derivative",
    label = "written to what it lends",
    note = "`{Self}` dereferences to a `{V}`, which has such a method: call it on that, `(*m).at_mut(i)`, or borrow the part where it is changed",
    note = "see \"A part that a method lends\" in `ad_runtime::errors`"
)]
pub trait PointsTo<V: ?Sized, Level> {}

impl<V: ?Sized> PointsTo<V, ()> for V {}

macro_rules! pointers {
    ($($pointer:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<V: ?Sized, P: PointsTo<V, Level> + ?Sized, Level> PointsTo<V, (Level,)> for $pointer {}
    )*};
}

pointers!(&P &mut P Box<P>);

/// Compiles if the key is one for a part of what the method is called on.
#[inline]
pub fn key_in<V: ?Sized, K, P: PointsTo<V, Level> + ?Sized, Level>(_: &KeyOf<V, K>, _: &P) {}

/// What is indexed, and the index.
pub struct IndexOf<'v, V: ?Sized, I>(pub &'v V, pub I);

/// Found first: the value says it.
pub trait ByKey {
    /// What the key is.
    type Key;

    /// The key.
    fn ad_key(self) -> Self::Key;
}

impl<V: Keyed<I> + ?Sized, I> ByKey for IndexOf<'_, V, I> {
    type Key = V::Key;

    #[inline]
    fn ad_key(self) -> V::Key {
        self.0.key(self.1)
    }
}

/// Found second: it is the index itself.
pub trait ByItself {
    /// What the index is.
    type Index;

    /// The index.
    fn ad_key(&mut self) -> Self::Index;
}

impl<V: ?Sized, I: Clone> ByItself for IndexOf<'_, V, I> {
    type Index = I;

    #[inline]
    fn ad_key(&mut self) -> I {
        self.1.clone()
    }
}
