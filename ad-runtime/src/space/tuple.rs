//! Tuples, whose tangents are tuples.

use super::{Differentiable, TangentSpace};

macro_rules! tuple {
    ($($T:ident $index:tt),+) => {
        #[diagnostic::do_not_recommend]
        impl<$($T: Differentiable),+> Differentiable for ($($T,)+) {
            type Tangent = ($($T::Tangent,)+);

            #[inline]
            fn zero_tangent(&self) -> Self::Tangent {
                ($(self.$index.zero_tangent(),)+)
            }

            #[inline]
            fn has_one_shape(&self) -> bool {
                true $(&& self.$index.has_one_shape())+
            }

            #[inline]
            fn same_shape(&self, other: &Self) -> bool {
                true $(&& self.$index.same_shape(&other.$index))+
            }
        }

        impl<$($T: TangentSpace),+> TangentSpace for ($($T,)+) {
            #[inline]
            fn zero_like(&self) -> Self {
                ($(self.$index.zero_like(),)+)
            }

            #[inline]
            fn set_zero(&mut self) {
                $(self.$index.set_zero();)+
            }

            #[inline]
            fn accumulate(&mut self, other: &Self) {
                $(self.$index.accumulate(&other.$index);)+
            }

            #[inline]
            fn scale(&mut self, factor: f64) {
                $(self.$index.scale(factor);)+
            }

            #[inline]
            fn dot(&self, other: &Self) -> f64 {
                0.0 $(+ self.$index.dot(&other.$index))+
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
