//! Second derivatives of the methods that change a `VecDeque`: what is done to a deque is done to its dots, and undone to the bars of both.
//!
//! In: a deque with its dots. Out: what generated code calls at order 2, by [`HigherDequeMethods`], which it imports without a name. Deliberately absent:
//! higher orders, of which rustc says at the call that there are none.

use super::{Deque, Deques, ItemTangent};
use crate::undifferentiated::HasMethods;
use crate::{Differentiable, TangentSpace};

/// The dot of what is taken out, or its cotangent.
type Popped<D> = Option<ItemTangent<D>>;

/// What a derivative of a derivative has done to something without a result.
type Nothing = (((), ()), ((), ()));

macro_rules! methods {
    ($(
        $push:ident $push_order:ident $push_pullback:ident $push_owned:ident $push_tangent:ident $push_first:ident,
        $pop:ident $pop_order:ident $pop_pullback:ident $pop_owned:ident $pop_tangent:ident $pop_first:ident;
    )*) => {
        /// Second derivatives of what changes a deque at its ends.
        pub trait HigherDequeMethods: super::DequeMethods {
            $(
                /// That there are derivatives of that order.
                #[inline]
                fn $push_order(&self)
                where
                    Self: Deque,
                {
                }

                /// Reverse mode of forward mode.
                #[inline]
                fn $push_pullback(
                    &mut self,
                    item: Self::Item,
                    dots: Option<&mut Self::Tangent>,
                    item_dot: Popped<Self>,
                ) -> (
                    ((), ()),
                    fn(
                        ((), ()),
                        Option<&mut Self::Tangent>,
                        Option<&mut ItemTangent<Self>>,
                        Option<&mut Self::Tangent>,
                        Option<&mut ItemTangent<Self>>,
                    ),
                )
                where
                    Self: Deque,
                {
                    let done = self.$push_first(item, dots, item_dot);
                    (done, |_, bars, item_bar, dot_bars, item_dot_bar| {
                        for (bars, item_bar) in [(bars, item_bar), (dot_bars, item_dot_bar)] {
                            let bar = bars.and_then(|bars| Self::tangents(bars).$pop());
                            if let (Some(item_bar), Some(bar)) = (item_bar, bar) {
                                item_bar.accumulate(&bar);
                            }
                        }
                    })
                }

                /// The same.
                #[inline]
                fn $push_owned(
                    &mut self,
                    item: Self::Item,
                    dots: Option<&mut Self::Tangent>,
                    item_dot: Popped<Self>,
                ) -> (
                    ((), ()),
                    fn(
                        ((), ()),
                        Option<&mut Self::Tangent>,
                        Option<&mut ItemTangent<Self>>,
                        Option<&mut Self::Tangent>,
                        Option<&mut ItemTangent<Self>>,
                    ),
                )
                where
                    Self: Deque,
                {
                    self.$push_pullback(item, dots, item_dot)
                }

                /// Forward mode of forward mode.
                #[inline]
                #[allow(clippy::too_many_arguments, reason = "a dot for each, and a dot for each of these")]
                fn $push_tangent(
                    &mut self,
                    item: Self::Item,
                    dots: Option<&mut Self::Tangent>,
                    item_dot: Popped<Self>,
                    dots_2: Option<&mut Self::Tangent>,
                    item_dot_2: Popped<Self>,
                    dot_dots_2: Option<&mut Self::Tangent>,
                    item_dot_dot_2: Popped<Self>,
                ) -> Nothing
                where
                    Self: Deque,
                {
                    let all = [(dots, item_dot), (dots_2, item_dot_2), (dot_dots_2, item_dot_dot_2)];
                    for (dots, dot) in all {
                        if let Some(dots) = dots {
                            let dot = dot.unwrap_or_else(|| item.zero_tangent());
                            Self::tangents(dots).$push(dot);
                        }
                    }
                    self.deque().$push(item);
                    Nothing::default()
                }

                /// That there are derivatives of that order.
                #[inline]
                fn $pop_order(&self)
                where
                    Self: Deque,
                {
                }

                /// Reverse mode of forward mode.
                #[inline]
                fn $pop_pullback(
                    &mut self,
                    dots: Option<&mut Self::Tangent>,
                ) -> (
                    (Option<Self::Item>, Popped<Self>),
                    impl FnOnce(
                        (Popped<Self>, Popped<Self>),
                        Option<&mut Self::Tangent>,
                        Option<&mut Self::Tangent>,
                    ) + use<Self>,
                )
                where
                    Self: Deque,
                {
                    let (item, dot) = self.$pop_first(dots);
                    let zero = || item.as_ref().map(Differentiable::zero_tangent);
                    let zeros = (zero(), zero());
                    let pullback = move |
                        (bar, dot_bar): (Popped<Self>, Popped<Self>),
                        bars: Option<&mut Self::Tangent>,
                        dot_bars: Option<&mut Self::Tangent>,
                    | {
                        for (bars, bar, zero) in [(bars, bar, zeros.0), (dot_bars, dot_bar, zeros.1)] {
                            if let (Some(bars), Some(zero)) = (bars, zero) {
                                Self::tangents(bars).$push(bar.unwrap_or(zero));
                            }
                        }
                    };
                    ((item, dot), pullback)
                }

                /// The same.
                #[inline]
                fn $pop_owned(
                    &mut self,
                    dots: Option<&mut Self::Tangent>,
                ) -> (
                    (Option<Self::Item>, Popped<Self>),
                    impl FnOnce(
                        (Popped<Self>, Popped<Self>),
                        Option<&mut Self::Tangent>,
                        Option<&mut Self::Tangent>,
                    ) + use<Self>,
                )
                where
                    Self: Deque,
                {
                    self.$pop_pullback(dots)
                }

                /// Forward mode of forward mode.
                #[inline]
                fn $pop_tangent(
                    &mut self,
                    dots: Option<&mut Self::Tangent>,
                    dots_2: Option<&mut Self::Tangent>,
                    dot_dots_2: Option<&mut Self::Tangent>,
                ) -> ((Option<Self::Item>, Popped<Self>), (Popped<Self>, Popped<Self>))
                where
                    Self: Deque,
                {
                    let item = self.deque().$pop();
                    let [dot, dot_2, dot_dot_2] = [dots, dots_2, dot_dots_2].map(|dots| match dots {
                        Some(dots) => Self::tangents(dots).$pop(),
                        None => item.as_ref().map(Differentiable::zero_tangent),
                    });
                    ((item, dot), (dot_2, dot_dot_2))
                }
            )*
        }
    };
}

methods! {
    push_back push_back_order_2 push_back_tangent_pullback push_back_tangent_owned_pullback push_back_tangent_tangent push_back_tangent,
    pop_back pop_back_order_2 pop_back_tangent_pullback pop_back_tangent_owned_pullback pop_back_tangent_tangent pop_back_tangent;
    push_front push_front_order_2 push_front_tangent_pullback push_front_tangent_owned_pullback push_front_tangent_tangent push_front_tangent,
    pop_front pop_front_order_2 pop_front_tangent_pullback pop_front_tangent_owned_pullback pop_front_tangent_tangent pop_front_tangent;
}

impl<T: HasMethods<Deques>> HigherDequeMethods for T {}
