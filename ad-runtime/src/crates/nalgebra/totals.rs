//! Sums of matrices of static size: each item's bar is the sum's.

use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, DimName, OMatrix};

use crate::rules::{SumOfReferencesRule, SumRule};
use crate::space::TangentSpace;

macro_rules! sums {
    ($($Rule:ident $each:ident $pullback:ident $tangent:ident;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<R: DimName, C: DimName> $Rule for OMatrix<f64, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            fn $pullback(
                items: Vec<Self>,
            ) -> (Self, impl FnOnce(Self, Option<&mut Vec<Self>>)) {
                let value = items.$each().sum();
                (value, |bar: Self, items_bar: Option<&mut Vec<Self>>| {
                    items_bar.into_iter().flatten().for_each(|item_bar| item_bar.accumulate(&bar));
                })
            }

            fn $tangent(items: Vec<Self>, items_dot: Option<&Vec<Self>>) -> (Self, Self) {
                (items.$each().sum(), items_dot.into_iter().flatten().sum())
            }
        }
    )*};
}

sums! {
    SumRule into_iter sum_pullback sum_tangent;
    SumOfReferencesRule iter sum_of_references_pullback sum_of_references_tangent;
}
