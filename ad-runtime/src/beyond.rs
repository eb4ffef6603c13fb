//! Through a reference to a pointer, as method resolution goes: `Some(left) => left.total()` of an `Option<Box<Node>>`.

use crate::underived::{At, AtMut};

/// The way on from what a reference refers to, which may be a pointer: `&Box<V>`, an item of a list or of an `Option`.
pub trait Beyond {
    /// The receiver.
    type At;

    /// What is behind it.
    fn ad_beyond(self) -> Self::At;
}

impl<'v, V: ?Sized> Beyond for &'v V {
    type At = At<'v, V>;

    #[inline]
    fn ad_beyond(self) -> At<'v, V> {
        At(self)
    }
}

impl<'v, V: ?Sized> Beyond for &'v mut V {
    type At = AtMut<'v, V>;

    #[inline]
    fn ad_beyond(self) -> AtMut<'v, V> {
        AtMut(self)
    }
}
