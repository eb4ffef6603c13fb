//! Whether a part is of one of std's types, whose operators or length do nothing but what std says: rustc is asked.
//!
//! `AnOperand(&it.rows).ad_is_std()` is found of [`IsStd`] where the type is such a one, and of [`IsOther`] else.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::given::Repeats;
use crate::undifferentiated::Plain;
use crate::values::Value;

/// A part that is to be a number, a text, or a list of them.
pub struct AnOperand<'p, T: ?Sized>(pub &'p T);

/// A part that is to be a number itself, whose methods by std's names are std's.
pub struct ANumber<'p, T: ?Sized>(pub &'p T);

/// A part that is to be a list or a map.
pub struct AList<'p, T: ?Sized>(pub &'p T);

/// A list or a map of std's whose length is a method of its own: nobody's trait comes before it, as one may before those of slices.
pub trait StdList {}

impl<T> StdList for [T] {}
impl<T> StdList for Vec<T> {}
impl<T> StdList for VecDeque<T> {}
impl<K, T> StdList for BTreeMap<K, T> {}
impl<K, T, S> StdList for HashMap<K, T, S> {}
impl StdList for str {}
impl StdList for String {}

/// It is: found first.
pub trait IsStd: Sized {
    /// So it is.
    fn ad_is_std(self) -> Repeats<true> {
        Repeats
    }
}

impl<T: Plain + ?Sized> IsStd for AnOperand<'_, T> {}
impl<T: Value> IsStd for ANumber<'_, T> {}
impl<T: StdList + ?Sized> IsStd for AList<'_, T> {}

/// Found second.
pub trait IsOther {
    /// Nobody knows.
    fn ad_is_std(&self) -> Repeats<false> {
        Repeats
    }
}

impl<T: ?Sized> IsOther for AnOperand<'_, T> {}
impl<T: ?Sized> IsOther for ANumber<'_, T> {}
impl<T: ?Sized> IsOther for AList<'_, T> {}
