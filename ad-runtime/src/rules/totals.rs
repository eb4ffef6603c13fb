//! The rules of sums and products of many: how `items.sum::<Vec3>()` is differentiated.
//!
//! `#[differentiate] impl Sum for Vec3 { .. }` implements the rule from its body, over a list of the items. An `impl Sum<&Vec3> for Vec3`, which takes items by
//! reference, has a rule of its own. A rule takes all items, as its `impl` does.

use std::iter::{Product, Sum};

use super::Tangent;
use crate::space::Differentiable;

macro_rules! totals {
    ($($Rule:ident: ($($total:tt)*) $each:ident $method:ident $value:ident $pullback:ident $tangent:ident $what:literal $missing:literal $cure:literal;)*) => {$(
        #[doc = concat!("The rule of ", $what, "; see [`rules`](super).")]
        #[diagnostic::on_unimplemented(
            message = $missing,
            label = "this has no rule",
            note = $cure,
            note = "see \"A sum without a derivative\" in `ad_runtime::errors`"
        )]
        pub trait $Rule<A: Differentiable = Self>: $($total)* + Differentiable + Sized {
            /// The total itself.
            #[doc(hidden)]
            #[inline]
            fn $value(items: Vec<A>) -> Self {
                items.$each().$method()
            }

            /// Reverse mode: the value, and what adds to the bars of the items, given that of the value.
            fn $pullback(
                items: Vec<A>,
            ) -> (Self, impl FnOnce(Tangent<Self>, Option<&mut Vec<Tangent<A>>>));

            /// Forward mode: the value and its dot, given those of the items.
            fn $tangent(
                items: Vec<A>,
                items_dot: Option<&Vec<Tangent<A>>>,
            ) -> (Self, Tangent<Self>);
        }
    )*};
}

totals! {
    SumRule: (Sum<A>) into_iter sum sum_value sum_pullback sum_tangent
        "`sum()` of items by value"
        "the sum of `{A}`s as a `{Self}` has no derivative"
        "put `#[differentiate]` on `impl Sum<{A}> for {Self}`";
    SumOfReferencesRule: (for<'a> Sum<&'a A>) iter sum sum_of_references_value sum_of_references_pullback sum_of_references_tangent
        "`sum()` of items by reference"
        "the sum of `&{A}`s as a `{Self}` has no derivative"
        "put `#[differentiate]` on `impl Sum<&{A}> for {Self}`";
    ProductRule: (Product<A>) into_iter product product_value product_pullback product_tangent
        "`product()` of items by value"
        "the product of `{A}`s as a `{Self}` has no derivative"
        "put `#[differentiate]` on `impl Product<{A}> for {Self}`";
    ProductOfReferencesRule: (for<'a> Product<&'a A>) iter product product_of_references_value product_of_references_pullback product_of_references_tangent
        "`product()` of items by reference"
        "the product of `&{A}`s as a `{Self}` has no derivative"
        "put `#[differentiate]` on `impl Product<&{A}> for {Self}`";
}

/// A total of a type that is said.
#[inline]
pub fn said<S>(total: S) -> S {
    total
}

/// The same, beside what goes with it.
#[inline]
pub fn said_beside<S, T>(total: (S, T)) -> (S, T) {
    total
}

/// The sum of numbers: each item's bar is the sum's.
macro_rules! sums {
    ($($float:ty)*) => {$(
        sums!($float: SumRule into_iter sum_pullback sum_tangent);
        sums!($float: SumOfReferencesRule iter sum_of_references_pullback sum_of_references_tangent);
        products!($float: ProductRule product_pullback product_tangent);
        products!($float: ProductOfReferencesRule product_of_references_pullback product_of_references_tangent);
    )*};
    ($float:ty: $Rule:ident $each:ident $pullback:ident $tangent:ident) => {
        #[diagnostic::do_not_recommend]
        impl $Rule for $float {
            fn $pullback(
                items: Vec<$float>,
            ) -> ($float, impl FnOnce($float, Option<&mut Vec<$float>>)) {
                (items.$each().sum(), |value_bar, items_bar: Option<&mut Vec<$float>>| {
                    items_bar.into_iter().flatten().for_each(|bar| *bar += value_bar);
                })
            }

            fn $tangent(items: Vec<$float>, items_dot: Option<&Vec<$float>>) -> ($float, $float) {
                (items.$each().sum(), items_dot.into_iter().flatten().sum())
            }
        }
    };
}

/// The product of numbers: the partial by an item is the product of the others.
macro_rules! products {
    ($float:ty: $Rule:ident $pullback:ident $tangent:ident) => {
        #[diagnostic::do_not_recommend]
        impl $Rule for $float {
            fn $pullback(
                items: Vec<$float>,
            ) -> ($float, impl FnOnce($float, Option<&mut Vec<$float>>)) {
                let value = items.iter().product();
                (value, move |value_bar, items_bar: Option<&mut Vec<$float>>| {
                    let Some(items_bar) = items_bar else { return };
                    let mut after = value_bar;
                    let mut before: Vec<$float> = Vec::with_capacity(items.len());
                    for item in &items {
                        before.push(before.last().copied().unwrap_or(1.0) * item);
                    }
                    for (i, item) in items.iter().enumerate().rev() {
                        let others = if i == 0 { 1.0 } else { before[i - 1] };
                        items_bar[i] += others * after;
                        after *= item;
                    }
                })
            }

            fn $tangent(items: Vec<$float>, items_dot: Option<&Vec<$float>>) -> ($float, $float) {
                let (mut value, mut value_dot) = (1.0, 0.0);
                for (i, item) in items.iter().enumerate() {
                    let item_dot = items_dot.map_or(0.0, |dots| dots[i]);
                    value_dot = value_dot * item + value * item_dot;
                    value *= item;
                }
                (value, value_dot)
            }
        }
    };
}

sums!(f64 f32);
