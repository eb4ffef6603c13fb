//! Whether a part is of one of std's types, whose operators or length do nothing but what std says: rustc is asked.
//!
//! `OfNumbers(&it.rows).ad_is_std()` is found of [`IsStd`] where the type is such a one, and of [`IsOther`] else.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::given::Repeats;
use crate::undifferentiated::Plain;

/// A part that is to be a number, a text, or a list of them.
pub struct OfNumbers<'p, T: ?Sized>(pub &'p T);

/// A part that is to be a list or a map.
pub struct List<'p, T: ?Sized>(pub &'p T);

/// A list or a map of std's.
pub trait StdList {}

impl<T> StdList for [T] {}
impl<T, const N: usize> StdList for [T; N] {}
impl<T> StdList for Vec<T> {}
impl<T> StdList for VecDeque<T> {}
impl<T> StdList for Box<[T]> {}
impl<K, T> StdList for BTreeMap<K, T> {}
impl<K, T, S> StdList for HashMap<K, T, S> {}
impl StdList for str {}
impl StdList for String {}
impl<T: StdList + ?Sized> StdList for &T {}

/// It is: found first.
pub trait IsStd: Sized {
    /// So it is.
    fn ad_is_std(self) -> Repeats<true> {
        Repeats
    }
}

impl<T: Plain + ?Sized> IsStd for OfNumbers<'_, T> {}
impl<T: StdList + ?Sized> IsStd for List<'_, T> {}

/// Found second.
pub trait IsOther {
    /// Nobody knows.
    fn ad_is_std(&self) -> Repeats<false> {
        Repeats
    }
}

impl<T: ?Sized> IsOther for OfNumbers<'_, T> {}
impl<T: ?Sized> IsOther for List<'_, T> {}
