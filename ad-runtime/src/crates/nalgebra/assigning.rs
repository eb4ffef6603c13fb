//! The rules of nalgebra's operators that change their left operand.

#![allow(refining_impl_trait, reason = "what is kept is said more exactly")]

use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, OMatrix};

use super::products::{add_times, inner, is_zero};
use crate::rules::{AddAssignRule, DivAssignRule, MulAssignRule, SubAssignRule};

macro_rules! sums {
    ($($Rule:ident $pullback:ident $tangent:ident $op:tt $sign:literal;)*) => {$(
        sums!($Rule $pullback $tangent $op $sign: OMatrix<f64, R, C>,);
        sums!($Rule $pullback $tangent $op $sign: &'a OMatrix<f64, R, C>, 'a);
    )*};
    ($Rule:ident $pullback:ident $tangent:ident $op:tt $sign:literal: $Right:ty, $($lifetime:lifetime)?) => {
        #[diagnostic::do_not_recommend]
        impl<$($lifetime,)? R: Dim, C: Dim> $Rule<$Right> for OMatrix<f64, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            #[inline]
            fn $pullback(
                &mut self,
                right: $Right,
            ) -> (
                (),
                impl FnOnce((), Option<&mut Self>, Option<&mut Self>) + use<$($lifetime,)? R, C>,
            ) {
                *self $op right;
                let pullback = |(), self_bar: Option<&mut Self>, right_bar: Option<&mut Self>| {
                    if let (Some(self_bar), Some(right_bar)) = (self_bar, right_bar) {
                        add_times(right_bar, $sign, self_bar);
                    }
                };
                ((), pullback)
            }

            #[inline]
            fn $tangent(
                &mut self,
                right: $Right,
                self_dot: Option<&mut Self>,
                right_dot: Option<&Self>,
            ) -> ((), ()) {
                *self $op right;
                if let (Some(self_dot), Some(right_dot)) = (self_dot, right_dot) {
                    *self_dot $op right_dot;
                }
                ((), ())
            }
        }
    };
}

sums! {
    AddAssignRule add_assign_pullback add_assign_tangent += 1.0;
    SubAssignRule sub_assign_pullback sub_assign_tangent -= -1.0;
}

#[diagnostic::do_not_recommend]
impl<R: Dim, C: Dim> MulAssignRule<f64> for OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    #[inline]
    fn mul_assign_pullback(
        &mut self,
        k: f64,
    ) -> ((), impl FnOnce((), Option<&mut Self>, Option<&mut f64>) + use<R, C>) {
        let old = self.clone();
        *self *= k;
        let pullback = move |(), self_bar: Option<&mut Self>, k_bar: Option<&mut f64>| {
            let Some(self_bar) = self_bar else { return };
            if is_zero(self_bar) {
                return;
            }
            if let Some(k_bar) = k_bar {
                *k_bar += inner(&old, self_bar);
            }
            *self_bar *= k;
        };
        ((), pullback)
    }

    #[inline]
    fn mul_assign_tangent(
        &mut self,
        k: f64,
        self_dot: Option<&mut Self>,
        k_dot: Option<&f64>,
    ) -> ((), ()) {
        if let Some(self_dot) = self_dot {
            *self_dot *= k;
            if let Some(k_dot) = k_dot {
                add_times(self_dot, *k_dot, self);
            }
        }
        *self *= k;
        ((), ())
    }
}

#[diagnostic::do_not_recommend]
impl<R: Dim, C: Dim> DivAssignRule<f64> for OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    #[inline]
    fn div_assign_pullback(
        &mut self,
        k: f64,
    ) -> ((), impl FnOnce((), Option<&mut Self>, Option<&mut f64>) + use<R, C>) {
        let old = self.clone();
        *self /= k;
        let pullback = move |(), self_bar: Option<&mut Self>, k_bar: Option<&mut f64>| {
            let Some(self_bar) = self_bar else { return };
            if is_zero(self_bar) {
                return;
            }
            *self_bar /= k;
            if let Some(k_bar) = k_bar {
                *k_bar -= inner(&old, self_bar) / k;
            }
        };
        ((), pullback)
    }

    #[inline]
    fn div_assign_tangent(
        &mut self,
        k: f64,
        self_dot: Option<&mut Self>,
        k_dot: Option<&f64>,
    ) -> ((), ()) {
        *self /= k;
        if let Some(self_dot) = self_dot {
            *self_dot /= k;
            if let Some(k_dot) = k_dot {
                add_times(self_dot, -k_dot / k, self);
            }
        }
        ((), ())
    }
}
