//! The derivatives of methods that change std's lists, for receivers whose type the macro can't see.
//!
//! `self.stats.push(x)` may be a `Vec`'s method or one of a type of the user's. Generated code calls it on what [`list_receiver!`](crate::list_receiver) finds:
//! the receiver itself, whose own `push_pullback` is called, or, of a list, a [`ListMut`] with the ones here. Invariant: they do
//! what the macro writes for lists that it sees. Lists of what has no tangents are `constants`.

// What a pullback is of is said in its type, and nowhere else.
#![allow(clippy::type_complexity)]

mod constants;
mod higher;
mod proof;

use std::ops::{Deref, DerefMut};

use self::constants::ConstantListMut;
pub use self::proof::std_list_in;
use crate::payload::ReceiverDotMut;
use crate::underived::Marked;
use crate::{Differentiable, TangentSpace};

/// A list that is changed.
pub struct ListMut<'v, L>(&'v mut L);

/// What points to itself, as a `&mut` reference points to its value.
pub struct Itself<T>(T);

impl<T> Deref for Itself<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Itself<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

/// A reference to what a method is called on that lists have.
pub struct MaybeList<R>(Option<R>);

impl<R> MaybeList<R> {
    /// What the reference points to is asked for once.
    #[inline]
    pub fn at(reference: R) -> MaybeList<R> {
        MaybeList(Some(reference))
    }

    #[inline]
    fn reference(&mut self) -> R {
        self.0.take().expect("asked for once")
    }
}

impl<'v, T: Differentiable> MaybeList<&'v mut Vec<T>> {
    /// The list.
    #[inline]
    pub fn receiver(mut self) -> Itself<ListMut<'v, Vec<T>>> {
        Itself(ListMut(self.reference()))
    }
}

impl<'v, T: Differentiable, const N: usize> MaybeList<&'v mut [T; N]> {
    /// The list.
    #[inline]
    pub fn receiver(mut self) -> Itself<ListMut<'v, [T; N]>> {
        Itself(ListMut(self.reference()))
    }
}

/// Lists of what has no tangents: found second.
pub trait OfConstants {
    /// What points to it.
    type Receiver;

    /// The list.
    fn receiver(self) -> Self::Receiver;
}

impl<'v, T> OfConstants for MaybeList<&'v mut Vec<T>> {
    type Receiver = Itself<ConstantListMut<'v, T>>;

    #[inline]
    fn receiver(mut self) -> Itself<ConstantListMut<'v, T>> {
        Itself(ConstantListMut(self.reference()))
    }
}

/// Everything else that methods are called on: found last.
pub trait NoList {
    /// A reference to it.
    type Receiver;

    /// The reference.
    fn receiver(&mut self) -> Self::Receiver;
}

impl<R> NoList for MaybeList<R> {
    type Receiver = R;

    #[inline]
    fn receiver(&mut self) -> R {
        self.reference()
    }
}

/// The cotangent of an element.
type Bar<'b, T> = Option<&'b mut <T as Differentiable>::Tangent>;

/// The cotangent of a list of such elements.
type ListBar<'b, T> = Option<&'b mut Vec<<T as Differentiable>::Tangent>>;

/// Adds the cotangent that an element had in its list.
fn contribute<T: TangentSpace>(element_bar: Option<&mut T>, contribution: T) {
    if let Some(bar) = element_bar {
        bar.accumulate(&contribution);
    }
}

impl<T: Differentiable> ListMut<'_, Vec<T>> {
    /// That there are derivatives.
    #[inline]
    pub fn push_marked(&self) -> Marked<Self> {
        Marked::by(self)
    }

    /// `push` itself.
    #[inline]
    pub fn push_value(&mut self, value: T) {
        self.0.push(value);
    }

    /// Reverse mode: the list's cotangent is as long as the list was.
    #[inline]
    pub fn push_pullback(
        &mut self,
        value: T,
    ) -> ((), impl FnOnce((), ListBar<'_, T>, Bar<'_, T>) + use<T>) {
        self.0.push(value);
        ((), |(), list_bar, value_bar| {
            if let Some(bar) = list_bar.and_then(Vec::pop) {
                contribute(value_bar, bar);
            }
        })
    }

    /// The same.
    #[inline]
    pub fn push_owned_pullback(
        &mut self,
        value: T,
    ) -> ((), impl FnOnce((), ListBar<'_, T>, Bar<'_, T>) + use<T>) {
        self.push_pullback(value)
    }

    /// Forward mode.
    #[inline]
    pub fn push_tangent(
        &mut self,
        value: T,
        mut list_dot: impl ReceiverDotMut<Vec<T::Tangent>>,
        value_dot: Option<T::Tangent>,
    ) -> ((), ()) {
        if let Some(dots) = list_dot.exclusive() {
            dots.push(value_dot.unwrap_or_else(|| value.zero_tangent()));
        }
        self.0.push(value);
        ((), ())
    }

    /// That there are derivatives.
    #[inline]
    pub fn pop_marked(&self) -> Marked<Self> {
        Marked::by(self)
    }

    /// `pop` itself.
    #[inline]
    pub fn pop_value(&mut self) -> Option<T> {
        self.0.pop()
    }

    /// Reverse mode.
    #[inline]
    pub fn pop_pullback(
        &mut self,
    ) -> (Option<T>, impl FnOnce(Option<T::Tangent>, ListBar<'_, T>) + use<T>) {
        let value = self.0.pop();
        let zero = value.as_ref().map(T::zero_tangent);
        (value, move |value_bar, list_bar| {
            if let Some(bars) = list_bar {
                bars.extend(zero.map(|zero| value_bar.unwrap_or(zero)));
            }
        })
    }

    /// The same.
    #[inline]
    pub fn pop_owned_pullback(
        &mut self,
    ) -> (Option<T>, impl FnOnce(Option<T::Tangent>, ListBar<'_, T>) + use<T>) {
        self.pop_pullback()
    }

    /// Forward mode.
    #[inline]
    pub fn pop_tangent(
        &mut self,
        mut list_dot: impl ReceiverDotMut<Vec<T::Tangent>>,
    ) -> (Option<T>, Option<T::Tangent>) {
        let value = self.0.pop();
        let dot = match list_dot.exclusive() {
            Some(dots) => dots.pop(),
            None => value.as_ref().map(T::zero_tangent),
        };
        (value, dot)
    }

    /// That there are derivatives.
    #[inline]
    pub fn insert_marked(&self) -> Marked<Self> {
        Marked::by(self)
    }

    /// `insert` itself.
    #[inline]
    pub fn insert_value(&mut self, index: usize, value: T) {
        self.0.insert(index, value);
    }

    /// Reverse mode.
    #[inline]
    pub fn insert_pullback(
        &mut self,
        index: usize,
        value: T,
    ) -> ((), impl FnOnce((), ListBar<'_, T>, Option<&mut ()>, Bar<'_, T>) + use<T>) {
        self.0.insert(index, value);
        ((), move |(), list_bar, _, value_bar| {
            if let Some(bars) = list_bar {
                contribute(value_bar, bars.remove(index));
            }
        })
    }

    /// The same.
    #[inline]
    pub fn insert_owned_pullback(
        &mut self,
        index: usize,
        value: T,
    ) -> ((), impl FnOnce((), ListBar<'_, T>, Option<&mut ()>, Bar<'_, T>) + use<T>) {
        self.insert_pullback(index, value)
    }

    /// Forward mode.
    #[inline]
    pub fn insert_tangent(
        &mut self,
        index: usize,
        value: T,
        mut list_dot: impl ReceiverDotMut<Vec<T::Tangent>>,
        _: Option<()>,
        value_dot: Option<T::Tangent>,
    ) -> ((), ()) {
        let value_dot = list_dot
            .exclusive()
            .map(|dots| (dots, value_dot.unwrap_or_else(|| value.zero_tangent())));
        self.0.insert(index, value);
        if let Some((dots, value_dot)) = value_dot {
            dots.insert(index, value_dot);
        }
        ((), ())
    }

    /// That there are derivatives.
    #[inline]
    pub fn remove_marked(&self) -> Marked<Self> {
        Marked::by(self)
    }

    /// `remove` itself.
    #[inline]
    pub fn remove_value(&mut self, index: usize) -> T {
        self.0.remove(index)
    }

    /// Reverse mode.
    #[inline]
    pub fn remove_pullback(
        &mut self,
        index: usize,
    ) -> (T, impl FnOnce(T::Tangent, ListBar<'_, T>, Option<&mut ()>) + use<T>) {
        (self.0.remove(index), move |value_bar, list_bar, _| {
            if let Some(bars) = list_bar {
                bars.insert(index, value_bar);
            }
        })
    }

    /// The same.
    #[inline]
    pub fn remove_owned_pullback(
        &mut self,
        index: usize,
    ) -> (T, impl FnOnce(T::Tangent, ListBar<'_, T>, Option<&mut ()>) + use<T>) {
        self.remove_pullback(index)
    }

    /// Forward mode.
    #[inline]
    pub fn remove_tangent(
        &mut self,
        index: usize,
        mut list_dot: impl ReceiverDotMut<Vec<T::Tangent>>,
        _: Option<()>,
    ) -> (T, T::Tangent) {
        let value = self.0.remove(index);
        let dot = match list_dot.exclusive() {
            Some(dots) => dots.remove(index),
            None => value.zero_tangent(),
        };
        (value, dot)
    }
}

/// Lists whose items can be put in another order.
pub trait Slots {
    /// What an item is.
    type Item;

    /// The items.
    fn slots(&mut self) -> &mut [Self::Item];
}

impl<T> Slots for Vec<T> {
    type Item = T;

    #[inline]
    fn slots(&mut self) -> &mut [T] {
        self
    }
}

impl<T, const N: usize> Slots for [T; N] {
    type Item = T;

    #[inline]
    fn slots(&mut self) -> &mut [T] {
        self
    }
}

/// The tangent of an index.
macro_rules! tangent {
    ($of:ty) => {
        ()
    };
}

/// The pattern of the tangent of an index.
macro_rules! ignored {
    ($index:ident) => {
        _
    };
}

macro_rules! orders {
    ($($name:ident $inverse:ident $marked:ident $value:ident $pullback:ident $owned:ident $tangent:ident ($($index:ident $of:ty),*);)*) => {
        impl<L: Differentiable<Tangent: Slots> + Slots> ListMut<'_, L> {
            $(
                /// That there are derivatives.
                #[inline]
                pub fn $marked(&self) -> Marked<Self> {
                    Marked::by(self)
                }

                /// The method itself.
                #[inline]
                pub fn $value(&mut self $(, $index: $of)*) {
                    self.0.slots().$name($($index),*);
                }

                /// Reverse mode.
                #[inline]
                pub fn $pullback(&mut self $(, $index: $of)*) -> (
                    (), impl FnOnce((), Option<&mut L::Tangent> $(, Option<&mut tangent!($of)>)*) + use<L>
                ) {
                    self.0.slots().$name($($index),*);
                    ((), move |(), list_bar: Option<&mut L::Tangent> $(, ignored!($index): Option<&mut tangent!($of)>)*| {
                        if let Some(bars) = list_bar {
                            bars.slots().$inverse($($index),*);
                        }
                    })
                }

                /// The same.
                #[inline]
                pub fn $owned(&mut self $(, $index: $of)*) -> (
                    (), impl FnOnce((), Option<&mut L::Tangent> $(, Option<&mut tangent!($of)>)*) + use<L>
                ) {
                    self.$pullback($($index),*)
                }

                /// Forward mode.
                #[inline]
                pub fn $tangent(
                    &mut self $(, $index: $of)*, mut list_dot: impl ReceiverDotMut<L::Tangent>
                    $(, ignored!($index): Option<tangent!($of)>)*
                ) -> ((), ()) {
                    self.0.slots().$name($($index),*);
                    if let Some(dots) = list_dot.exclusive() {
                        dots.slots().$name($($index),*);
                    }
                    ((), ())
                }
            )*
        }
    };
}

orders! {
    swap swap swap_marked swap_value swap_pullback swap_owned_pullback swap_tangent (i usize, j usize);
    reverse reverse reverse_marked reverse_value reverse_pullback reverse_owned_pullback reverse_tangent ();
    rotate_left rotate_right rotate_left_marked rotate_left_value rotate_left_pullback rotate_left_owned_pullback rotate_left_tangent (k usize);
    rotate_right rotate_left rotate_right_marked rotate_right_value rotate_right_pullback rotate_right_owned_pullback rotate_right_tangent (k usize);
}
