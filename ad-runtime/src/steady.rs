//! Iterators of std's of which nobody can tell how many items they have made: those of lists, maps, sets and numbers, and what is put around them.
//!
//! `WEIGHTS.iter().zip(x)` makes one weight more than there are pairs where `x` is shorter, or not, according to the types. Of a constant list that is all
//! the same; of an iterator of the user's own, or a closure, it isn't.

use std::collections::{btree_map, btree_set, hash_map, hash_set, vec_deque};
use std::iter::{Chain, Cloned, Copied, Enumerate, Rev, Skip, StepBy, Take, Zip};
use std::ops::{Range, RangeInclusive};
use std::{array, slice, vec};

/// An iterator that does nothing but make its items.
#[diagnostic::on_unimplemented(
    message = "unsupported: a closure that may change something, in an iterator of which items are skipped, collected or zipped",
    label = "this iterator may tell how many of its items are made",
    note = "write a loop, or collect the items into a `Vec` first",
    note = "see \"A closure that may change something where items are skipped\" in `ad_runtime::errors`"
)]
pub trait Steady: Iterator {}

impl<T> Steady for slice::Iter<'_, T> {}
impl<T> Steady for slice::Windows<'_, T> {}
impl<T> Steady for slice::Chunks<'_, T> {}
impl<T> Steady for slice::ChunksExact<'_, T> {}
#[diagnostic::do_not_recommend]
impl<T: Copy, const N: usize> Steady for array::IntoIter<T, N> {}
#[diagnostic::do_not_recommend]
impl<T: Copy> Steady for vec::IntoIter<T> {}

macro_rules! keyed {
    ($($iterator:ident of $map:ident [$($of:ident),*];)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($of),*> Steady for $map::$iterator<'_, $($of),*> {}
    )*};
}

keyed! {
    Iter of btree_map [K, V];
    Keys of btree_map [K, V];
    Values of btree_map [K, V];
    Range of btree_map [K, V];
    Iter of hash_map [K, V];
    Keys of hash_map [K, V];
    Values of hash_map [K, V];
    Iter of btree_set [T];
    Range of btree_set [T];
    Iter of hash_set [T];
    Iter of vec_deque [T];
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl Steady for Range<$number> {}
        impl Steady for RangeInclusive<$number> {}
    )*};
}

numbers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

impl<'a, T: Copy + 'a, I: Steady + Iterator<Item = &'a T>> Steady for Copied<I> {}
impl<'a, T: Copy + 'a, I: Steady + Iterator<Item = &'a T>> Steady for Cloned<I> {}
impl<I: Steady> Steady for Enumerate<I> {}
impl<I: Steady + DoubleEndedIterator> Steady for Rev<I> {}
impl<I: Steady> Steady for Skip<I> {}
impl<I: Steady> Steady for Take<I> {}
impl<I: Steady> Steady for StepBy<I> {}
impl<A: Steady, B: Steady<Item = A::Item>> Steady for Chain<A, B> {}
impl<A: Steady, B: Steady> Steady for Zip<A, B> {}

/// The iterator, if it is one of these.
#[inline]
pub fn steady<I: IntoIterator<IntoIter: Steady>>(items: I) -> I::IntoIter {
    items.into_iter()
}
