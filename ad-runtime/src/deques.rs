//! The derivatives of the methods that change a `VecDeque`.
//!
//! Generated code imports [`DequeMethods`] without a name where it calls `self.window.push_back_pullback(x)`: of a type of the user's the method of its own is found, of
//! a deque the one here. A deque's cotangent is as long as the deque is at that time.

#![allow(clippy::type_complexity, reason = "what a pullback is of is said in its type")]

mod higher;

use std::collections::VecDeque;

use crate::payload::ReceiverDotMut;
use crate::underived::Marked;
use crate::undifferentiated::HasMethods;
use crate::{Differentiable, TangentSpace};

pub use higher::HigherDequeMethods;

/// Whose methods these are.
pub enum Deques {}

/// A deque, as far as its methods ask.
pub trait Deque: Differentiable + Sized {
    /// What is in it.
    type Item: Differentiable;

    /// Itself.
    fn deque(&mut self) -> &mut VecDeque<Self::Item>;

    /// Its tangent.
    fn tangents(
        tangent: &mut Self::Tangent,
    ) -> &mut VecDeque<<Self::Item as Differentiable>::Tangent>;
}

impl<T: Differentiable> Deque for VecDeque<T> {
    type Item = T;

    #[inline]
    fn deque(&mut self) -> &mut VecDeque<T> {
        self
    }

    #[inline]
    fn tangents(tangent: &mut VecDeque<T::Tangent>) -> &mut VecDeque<T::Tangent> {
        tangent
    }
}

/// The tangent of an item.
type ItemTangent<D> = <<D as Deque>::Item as Differentiable>::Tangent;

macro_rules! methods {
    ($(
        $push:ident $push_marked:ident $push_value:ident $push_pullback:ident $push_owned:ident $push_tangent:ident,
        $pop:ident $pop_marked:ident $pop_value:ident $pop_pullback:ident $pop_owned:ident $pop_tangent:ident;
    )*) => {
        /// What changes a deque at its ends.
        pub trait DequeMethods {
            $(
                /// There are derivatives.
                #[inline]
                fn $push_marked(&self) -> Marked<Self>
                where
                    Self: Deque,
                {
                    Marked::by(self)
                }

                /// The method itself.
                #[inline]
                fn $push_value(&mut self, item: Self::Item)
                where
                    Self: Deque,
                {
                    self.deque().$push(item);
                }

                /// Reverse mode.
                #[inline]
                fn $push_pullback(
                    &mut self,
                    item: Self::Item,
                ) -> ((), fn((), Option<&mut Self::Tangent>, Option<&mut ItemTangent<Self>>))
                where
                    Self: Deque,
                {
                    self.deque().$push(item);
                    ((), |(), bars, item_bar| {
                        let bar = bars.and_then(|bars| Self::tangents(bars).$pop());
                        if let (Some(item_bar), Some(bar)) = (item_bar, bar) {
                            item_bar.accumulate(&bar);
                        }
                    })
                }

                /// The same.
                #[inline]
                fn $push_owned(
                    &mut self,
                    item: Self::Item,
                ) -> ((), fn((), Option<&mut Self::Tangent>, Option<&mut ItemTangent<Self>>))
                where
                    Self: Deque,
                {
                    self.$push_pullback(item)
                }

                /// Forward mode.
                #[inline]
                fn $push_tangent(
                    &mut self,
                    item: Self::Item,
                    mut dots: impl ReceiverDotMut<Self::Tangent>,
                    item_dot: Option<ItemTangent<Self>>,
                ) -> ((), ())
                where
                    Self: Deque,
                {
                    if let Some(dots) = dots.exclusive() {
                        let dot = item_dot.unwrap_or_else(|| item.zero_tangent());
                        Self::tangents(dots).$push(dot);
                    }
                    self.deque().$push(item);
                    ((), ())
                }

                /// There are derivatives.
                #[inline]
                fn $pop_marked(&self) -> Marked<Self>
                where
                    Self: Deque,
                {
                    Marked::by(self)
                }

                /// The method itself.
                #[inline]
                fn $pop_value(&mut self) -> Option<Self::Item>
                where
                    Self: Deque,
                {
                    self.deque().$pop()
                }

                /// Reverse mode.
                #[inline]
                fn $pop_pullback(
                    &mut self,
                ) -> (
                    Option<Self::Item>,
                    impl FnOnce(Option<ItemTangent<Self>>, Option<&mut Self::Tangent>) + use<Self>,
                )
                where
                    Self: Deque,
                {
                    let item = self.deque().$pop();
                    let zero = item.as_ref().map(Differentiable::zero_tangent);
                    (item, move |bar: Option<ItemTangent<Self>>, bars: Option<&mut Self::Tangent>| {
                        if let (Some(bars), Some(zero)) = (bars, zero) {
                            Self::tangents(bars).$push(bar.unwrap_or(zero));
                        }
                    })
                }

                /// The same.
                #[inline]
                fn $pop_owned(
                    &mut self,
                ) -> (
                    Option<Self::Item>,
                    impl FnOnce(Option<ItemTangent<Self>>, Option<&mut Self::Tangent>) + use<Self>,
                )
                where
                    Self: Deque,
                {
                    self.$pop_pullback()
                }

                /// Forward mode.
                #[inline]
                fn $pop_tangent(
                    &mut self,
                    mut dots: impl ReceiverDotMut<Self::Tangent>,
                ) -> (Option<Self::Item>, Option<ItemTangent<Self>>)
                where
                    Self: Deque,
                {
                    let item = self.deque().$pop();
                    let dot = match dots.exclusive() {
                        Some(dots) => Self::tangents(dots).$pop(),
                        None => item.as_ref().map(Differentiable::zero_tangent),
                    };
                    (item, dot)
                }
            )*
        }
    };
}

methods! {
    push_back push_back_marked push_back_value push_back_pullback push_back_owned_pullback push_back_tangent,
    pop_back pop_back_marked pop_back_value pop_back_pullback pop_back_owned_pullback pop_back_tangent;
    push_front push_front_marked push_front_value push_front_pullback push_front_owned_pullback push_front_tangent,
    pop_front pop_front_marked pop_front_value pop_front_pullback pop_front_owned_pullback pop_front_tangent;
}

impl<T: Deque> HasMethods<Deques> for T {}
impl<T: HasMethods<Deques>> DequeMethods for T {}
