//! What products add to the cotangents of their factors, without temporaries.

use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, OMatrix};

use crate::space::{Differentiable, TangentSpace};

/// Whether nothing comes of a cotangent, whatever it is multiplied by.
#[inline]
pub fn is_zero<R: Dim, C: Dim>(bar: &OMatrix<f64, R, C>) -> bool
where
    DefaultAllocator: Allocator<R, C>,
{
    bar.iter().all(|entry| *entry == 0.0)
}

/// `sum += k * a`, of one shape.
#[inline]
pub fn add_times<R: Dim, C: Dim>(sum: &mut OMatrix<f64, R, C>, k: f64, a: &OMatrix<f64, R, C>)
where
    DefaultAllocator: Allocator<R, C>,
{
    for (sum, a) in sum.iter_mut().zip(a.iter()) {
        *sum += k * a;
    }
}

/// The sum of what comes of two dots, of which any may be missing.
#[inline]
pub fn total<R: Dim, C: Dim>(
    value: &OMatrix<f64, R, C>,
    one: Option<OMatrix<f64, R, C>>,
    other: Option<OMatrix<f64, R, C>>,
) -> OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    match (one, other) {
        (Some(mut one), Some(other)) => {
            one.accumulate(&other);
            one
        }
        (Some(dot), None) | (None, Some(dot)) => dot,
        (None, None) => value.zero_tangent(),
    }
}

/// The sum of the products of the entries of two matrices of one shape.
#[inline]
pub fn inner<R: Dim, C: Dim>(a: &OMatrix<f64, R, C>, b: &OMatrix<f64, R, C>) -> f64
where
    DefaultAllocator: Allocator<R, C>,
{
    a.iter().zip(b.iter()).map(|(a, b)| a * b).sum()
}

/// `sum += a * bᵀ`: of `y = x * b` the cotangent of `x`, for `a` that of `y` (Giles 2008, 2.2.2).
pub fn add_times_transposed<R: Dim, K: Dim, L: Dim, C: Dim>(
    sum: &mut OMatrix<f64, R, K>,
    a: &OMatrix<f64, R, C>,
    b: &OMatrix<f64, L, C>,
) where
    DefaultAllocator: Allocator<R, K> + Allocator<R, C> + Allocator<L, C>,
{
    // Column by column, as the entries lie.
    for j in 0..b.ncols() {
        for k in 0..b.nrows() {
            let factor = b[(k, j)];
            for (sum, a) in sum.column_mut(k).iter_mut().zip(a.column(j).iter()) {
                *sum += a * factor;
            }
        }
    }
}

/// `sum += aᵀ * b`: of `y = a * x` the cotangent of `x`, for `b` that of `y` (Giles 2008, 2.2.2).
pub fn add_transposed_times<R: Dim, K: Dim, L: Dim, C: Dim>(
    sum: &mut OMatrix<f64, L, C>,
    a: &OMatrix<f64, R, K>,
    b: &OMatrix<f64, R, C>,
) where
    DefaultAllocator: Allocator<L, C> + Allocator<R, K> + Allocator<R, C>,
{
    for j in 0..b.ncols() {
        for k in 0..a.ncols() {
            let (a, b) = (a.column(k), b.column(j));
            sum[(k, j)] += a.iter().zip(b.iter()).map(|(a, b)| a * b).sum::<f64>();
        }
    }
}
