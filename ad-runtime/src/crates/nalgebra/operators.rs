//! The rules of nalgebra's operators: each by value and by reference.

use nalgebra::allocator::Allocator;
use nalgebra::constraint::{AreMultipliable, ShapeConstraint};
use nalgebra::{DefaultAllocator, Dim, OMatrix};

use super::products::{
    add_times, add_times_transposed, add_transposed_times, inner, is_zero, total,
};
use crate::rules::{AddRule, DivRule, MulRule, NegRule, SubRule};
use crate::space::TangentSpace;

macro_rules! sums {
    ($($Rule:ident $pullback:ident $tangent:ident $op:tt $sign:literal;)*) => {$(
        sums!($Rule $pullback $tangent $op $sign: OMatrix<f64, R, C>, OMatrix<f64, R, C>,);
        sums!($Rule $pullback $tangent $op $sign: &'a OMatrix<f64, R, C>, OMatrix<f64, R, C>, 'a);
        sums!($Rule $pullback $tangent $op $sign: OMatrix<f64, R, C>, &'b OMatrix<f64, R, C>, 'b);
        sums!($Rule $pullback $tangent $op $sign: &'a OMatrix<f64, R, C>, &'b OMatrix<f64, R, C>, 'a, 'b);
    )*};
    ($Rule:ident $pullback:ident $tangent:ident $op:tt $sign:literal: $Left:ty, $Right:ty, $($lifetime:lifetime),*) => {
        #[diagnostic::do_not_recommend]
        impl<$($lifetime,)* R: Dim, C: Dim> $Rule<$Right> for $Left
        where
            DefaultAllocator: Allocator<R, C>,
        {
            #[inline]
            fn $pullback(
                self,
                right: $Right,
            ) -> (
                OMatrix<f64, R, C>,
                impl FnOnce(
                    OMatrix<f64, R, C>,
                    Option<&mut OMatrix<f64, R, C>>,
                    Option<&mut OMatrix<f64, R, C>>,
                ),
            ) {
                let pullback = |bar: OMatrix<f64, R, C>,
                                left_bar: Option<&mut OMatrix<f64, R, C>>,
                                right_bar: Option<&mut OMatrix<f64, R, C>>| {
                    if let Some(left_bar) = left_bar {
                        left_bar.accumulate(&bar);
                    }
                    if let Some(right_bar) = right_bar {
                        add_times(right_bar, $sign, &bar);
                    }
                };
                (self $op right, pullback)
            }

            #[inline]
            fn $tangent(
                self,
                right: $Right,
                left_dot: Option<&OMatrix<f64, R, C>>,
                right_dot: Option<&OMatrix<f64, R, C>>,
            ) -> (OMatrix<f64, R, C>, OMatrix<f64, R, C>) {
                let value = self $op right;
                let dot = total(&value, left_dot.cloned(), right_dot.map(|dot| dot * $sign));
                (value, dot)
            }
        }
    };
}

sums! {
    AddRule add_pullback add_tangent + 1.0;
    SubRule sub_pullback sub_tangent - -1.0;
}

/// A scalar times a matrix, on either side, or a matrix over a scalar. `|k|` says what the matrix is multiplied by.
macro_rules! scaled {
    ($($Matrix:ty, ($($lifetime:lifetime)?);)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($lifetime,)? R: Dim, C: Dim> MulRule<f64> for $Matrix
        where
            DefaultAllocator: Allocator<R, C>,
        {
            #[inline]
            fn mul_pullback(
                self,
                k: f64,
            ) -> (
                OMatrix<f64, R, C>,
                impl FnOnce(OMatrix<f64, R, C>, Option<&mut OMatrix<f64, R, C>>, Option<&mut f64>),
            ) {
                let matrix: &OMatrix<f64, R, C> = &self;
                let value = matrix * k;
                let pullback = move |bar: OMatrix<f64, R, C>,
                                     matrix_bar: Option<&mut OMatrix<f64, R, C>>,
                                     k_bar: Option<&mut f64>| {
                    add_scaled((&self, k), &bar, matrix_bar, k_bar);
                };
                (value, pullback)
            }

            #[inline]
            fn mul_tangent(
                self,
                k: f64,
                matrix_dot: Option<&OMatrix<f64, R, C>>,
                k_dot: Option<&f64>,
            ) -> (OMatrix<f64, R, C>, OMatrix<f64, R, C>) {
                let matrix: &OMatrix<f64, R, C> = &self;
                let value = matrix * k;
                let by_k = k_dot.map(|dot| matrix * *dot);
                let dot = total(&value, matrix_dot.map(|dot| dot * k), by_k);
                (value, dot)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($lifetime,)? R: Dim, C: Dim> MulRule<$Matrix> for f64
        where
            DefaultAllocator: Allocator<R, C>,
        {
            #[inline]
            fn mul_pullback(
                self,
                matrix: $Matrix,
            ) -> (
                OMatrix<f64, R, C>,
                impl FnOnce(OMatrix<f64, R, C>, Option<&mut f64>, Option<&mut OMatrix<f64, R, C>>),
            ) {
                let of: &OMatrix<f64, R, C> = &matrix;
                let value = self * of;
                let pullback = move |bar: OMatrix<f64, R, C>,
                                     k_bar: Option<&mut f64>,
                                     matrix_bar: Option<&mut OMatrix<f64, R, C>>| {
                    add_scaled((&matrix, self), &bar, matrix_bar, k_bar);
                };
                (value, pullback)
            }

            #[inline]
            fn mul_tangent(
                self,
                matrix: $Matrix,
                k_dot: Option<&f64>,
                matrix_dot: Option<&OMatrix<f64, R, C>>,
            ) -> (OMatrix<f64, R, C>, OMatrix<f64, R, C>) {
                let of: &OMatrix<f64, R, C> = &matrix;
                let value = self * of;
                let by_k = k_dot.map(|dot| *dot * of);
                let dot = total(&value, matrix_dot.map(|dot| self * dot), by_k);
                (value, dot)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($lifetime,)? R: Dim, C: Dim> DivRule<f64> for $Matrix
        where
            DefaultAllocator: Allocator<R, C>,
        {
            #[inline]
            fn div_pullback(
                self,
                k: f64,
            ) -> (
                OMatrix<f64, R, C>,
                impl FnOnce(OMatrix<f64, R, C>, Option<&mut OMatrix<f64, R, C>>, Option<&mut f64>),
            ) {
                let matrix: &OMatrix<f64, R, C> = &self;
                let value = matrix / k;
                let pullback = move |bar: OMatrix<f64, R, C>,
                                     matrix_bar: Option<&mut OMatrix<f64, R, C>>,
                                     k_bar: Option<&mut f64>| {
                    if is_zero(&bar) {
                        return;
                    }
                    let by_matrix = bar / k;
                    if let Some(k_bar) = k_bar {
                        *k_bar -= inner(&self, &by_matrix) / k;
                    }
                    if let Some(matrix_bar) = matrix_bar {
                        matrix_bar.accumulate(&by_matrix);
                    }
                };
                (value, pullback)
            }

            #[inline]
            fn div_tangent(
                self,
                k: f64,
                matrix_dot: Option<&OMatrix<f64, R, C>>,
                k_dot: Option<&f64>,
            ) -> (OMatrix<f64, R, C>, OMatrix<f64, R, C>) {
                let matrix: &OMatrix<f64, R, C> = &self;
                let value = matrix / k;
                let by_k = k_dot.map(|dot| &value * (-dot / k));
                let dot = total(&value, matrix_dot.map(|dot| dot / k), by_k);
                (value, dot)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($lifetime,)? R: Dim, C: Dim> NegRule for $Matrix
        where
            DefaultAllocator: Allocator<R, C>,
        {
            #[inline]
            fn neg_pullback(
                self,
            ) -> (
                OMatrix<f64, R, C>,
                impl FnOnce(OMatrix<f64, R, C>, Option<&mut OMatrix<f64, R, C>>),
            ) {
                let pullback = |bar: OMatrix<f64, R, C>,
                                matrix_bar: Option<&mut OMatrix<f64, R, C>>| {
                    if let Some(matrix_bar) = matrix_bar {
                        add_times(matrix_bar, -1.0, &bar);
                    }
                };
                (-self, pullback)
            }

            #[inline]
            fn neg_tangent(
                self,
                matrix_dot: Option<&OMatrix<f64, R, C>>,
            ) -> (OMatrix<f64, R, C>, OMatrix<f64, R, C>) {
                let value = -self;
                let dot = total(&value, matrix_dot.map(|dot| -dot), None);
                (value, dot)
            }
        }
    )*};
}

scaled! {
    OMatrix<f64, R, C>, ();
    &'a OMatrix<f64, R, C>, ('a);
}

/// Of `matrix * k` what is added to the bars of both, given the product's.
#[inline]
fn add_scaled<R: Dim, C: Dim>(
    (matrix, k): (&OMatrix<f64, R, C>, f64),
    bar: &OMatrix<f64, R, C>,
    matrix_bar: Option<&mut OMatrix<f64, R, C>>,
    k_bar: Option<&mut f64>,
) where
    DefaultAllocator: Allocator<R, C>,
{
    if is_zero(bar) {
        return;
    }
    if let Some(matrix_bar) = matrix_bar {
        add_times(matrix_bar, k, bar);
    }
    if let Some(k_bar) = k_bar {
        *k_bar += inner(matrix, bar);
    }
}

/// The product of two matrices: `ā += ȳ bᵀ`, `b̄ += aᵀ ȳ` (Giles 2008, 2.2.2).
macro_rules! products {
    ($($Left:ty, $Right:ty, ($($lifetime:lifetime),*);)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($lifetime,)* R1: Dim, C1: Dim, R2: Dim, C2: Dim> MulRule<$Right> for $Left
        where
            DefaultAllocator: Allocator<R1, C1> + Allocator<R2, C2> + Allocator<R1, C2>,
            ShapeConstraint: AreMultipliable<R1, C1, R2, C2>,
        {
            #[inline]
            fn mul_pullback(
                self,
                right: $Right,
            ) -> (
                OMatrix<f64, R1, C2>,
                impl FnOnce(
                    OMatrix<f64, R1, C2>,
                    Option<&mut OMatrix<f64, R1, C1>>,
                    Option<&mut OMatrix<f64, R2, C2>>,
                ),
            ) {
                let (a, b): (&OMatrix<f64, R1, C1>, &OMatrix<f64, R2, C2>) = (&self, &right);
                let value = a * b;
                let pullback = move |bar: OMatrix<f64, R1, C2>,
                                     left_bar: Option<&mut OMatrix<f64, R1, C1>>,
                                     right_bar: Option<&mut OMatrix<f64, R2, C2>>| {
                    if is_zero(&bar) {
                        return;
                    }
                    if let Some(left_bar) = left_bar {
                        add_times_transposed(left_bar, &bar, &right);
                    }
                    if let Some(right_bar) = right_bar {
                        add_transposed_times(right_bar, &self, &bar);
                    }
                };
                (value, pullback)
            }

            #[inline]
            fn mul_tangent(
                self,
                right: $Right,
                left_dot: Option<&OMatrix<f64, R1, C1>>,
                right_dot: Option<&OMatrix<f64, R2, C2>>,
            ) -> (OMatrix<f64, R1, C2>, OMatrix<f64, R1, C2>) {
                let (a, b): (&OMatrix<f64, R1, C1>, &OMatrix<f64, R2, C2>) = (&self, &right);
                let value = a * b;
                let by_left = left_dot.map(|dot| dot * b);
                let dot = total(&value, by_left, right_dot.map(|dot| a * dot));
                (value, dot)
            }
        }
    )*};
}

products! {
    OMatrix<f64, R1, C1>, OMatrix<f64, R2, C2>, ();
    &'a OMatrix<f64, R1, C1>, OMatrix<f64, R2, C2>, ('a);
    OMatrix<f64, R1, C1>, &'b OMatrix<f64, R2, C2>, ('b);
    &'a OMatrix<f64, R1, C1>, &'b OMatrix<f64, R2, C2>, ('a, 'b);
}
