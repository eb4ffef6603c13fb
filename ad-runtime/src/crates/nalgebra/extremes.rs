//! Methods that look at all entries: extremes, means, sums of rows and columns, products of another sort.

use nalgebra::allocator::Allocator;
use nalgebra::constraint::{AreMultipliable, DimEq, SameNumberOfRows, ShapeConstraint};
use nalgebra::{DefaultAllocator, Dim, OMatrix, OVector, RowOVector, U1, Vector2};

use super::methods::{direction, filled};
use super::products::inner;
use crate::crates::methods::{Bar, Tangent, binary, unary};
use crate::payload::ReceiverDot;
use crate::space::{Differentiable, TangentSpace};
use crate::underived::Marked;

/// The number of the first entry of some sort, if there is one.
fn first<R: Dim, C: Dim>(x: &OMatrix<f64, R, C>, is_it: impl Fn(f64) -> bool) -> Option<usize>
where
    DefaultAllocator: Allocator<R, C>,
{
    x.iter().position(|entry| is_it(*entry))
}

/// The entry of a number, and of none zero.
fn at<R: Dim, C: Dim>(x: &OMatrix<f64, R, C>, number: Option<usize>) -> f64
where
    DefaultAllocator: Allocator<R, C>,
{
    number.map_or(0.0, |number| x[number])
}

/// A matrix of the same shape with one entry, and zero elsewhere.
fn alone<R: Dim, C: Dim>(
    like: &OMatrix<f64, R, C>,
    number: Option<usize>,
    entry: f64,
) -> OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    let mut alone = like.zero_tangent();
    if let Some(number) = number {
        alone[number] = entry;
    }
    alone
}

/// The slope of `abs`.
fn sign(x: f64) -> f64 {
    match x == 0.0 {
        true => 0.0,
        false => x.signum(),
    }
}

/// A matrix of the same shape, of entries by their places.
fn by_places<R: Dim, C: Dim>(
    like: &OMatrix<f64, R, C>,
    entry: impl Fn(usize, usize) -> f64,
) -> OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    let (rows, columns) = like.shape_generic();
    OMatrix::from_fn_generic(rows, columns, entry)
}

/// The derivative of an angle by the first of its sides.
fn turning<R: Dim, C: Dim>(
    x: &OMatrix<f64, R, C>,
    w: &OMatrix<f64, R, C>,
    angle: f64,
) -> OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    let (sine, lengths) = (angle.sin(), x.norm() * w.norm());
    match sine == 0.0 || lengths == 0.0 {
        true => x.zero_tangent(),
        false => (x * (angle.cos() / x.norm_squared()) - w / lengths) / sine,
    }
}

unary! {
    /// The bar is that of the first entry that is the largest.
    MaxMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    max_value max_pullback max_owned_pullback max_tangent max_marked: |x| -> f64 { x.max() }
    keep |y| { *y }
    back |y, bar| { alone(x, first(x, |entry| entry == *y), bar) }
    forth |y, dot| { at(dot, first(x, |entry| entry == *y)) }

    /// The bar is that of the first entry that is the smallest.
    MinMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    min_value min_pullback min_owned_pullback min_tangent min_marked: |x| -> f64 { x.min() }
    keep |y| { *y }
    back |y, bar| { alone(x, first(x, |entry| entry == *y), bar) }
    forth |y, dot| { at(dot, first(x, |entry| entry == *y)) }

    /// The same of magnitudes, that of zero having the slope zero.
    AmaxMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    amax_value amax_pullback amax_owned_pullback amax_tangent amax_marked: |x| -> f64 { x.amax() }
    keep |y| { *y }
    back |y, bar| {
        let place = first(x, |entry| entry.abs() == *y);
        alone(x, place, bar * sign(at(x, place)))
    }
    forth |y, dot| {
        let place = first(x, |entry| entry.abs() == *y);
        sign(at(x, place)) * at(dot, place)
    }

    /// The same.
    AminMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    amin_value amin_pullback amin_owned_pullback amin_tangent amin_marked: |x| -> f64 { x.amin() }
    keep |y| { *y }
    back |y, bar| {
        let place = first(x, |entry| entry.abs() == *y);
        alone(x, place, bar * sign(at(x, place)))
    }
    forth |y, dot| {
        let place = first(x, |entry| entry.abs() == *y);
        sign(at(x, place)) * at(dot, place)
    }

    /// As of `norm`.
    MagnitudeMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    magnitude_value magnitude_pullback magnitude_owned_pullback magnitude_tangent magnitude_marked: |x| -> f64 { x.magnitude() }
    keep |y| { *y }
    back |y, bar| { direction(x, *y) * bar }
    forth |y, dot| { inner(&direction(x, *y), dot) }

    /// As of `norm_squared`.
    MagnitudeSquaredMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    magnitude_squared_value magnitude_squared_pullback magnitude_squared_owned_pullback magnitude_squared_tangent magnitude_squared_marked: |x| -> f64 { x.magnitude_squared() }
    keep |y| { () }
    back |y, bar| { x * (2.0 * bar) }
    forth |y, dot| { 2.0 * inner(x, dot) }

    /// Each entry has its part of the bar.
    MeanMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    mean_value mean_pullback mean_owned_pullback mean_tangent mean_marked: |x| -> f64 { x.mean() }
    keep |y| { () }
    back |y, bar| { filled(x, bar / x.len() as f64) }
    forth |y, dot| { dot.mean() }

    /// `x̄ += 2 ȳ (x − mean x) / n`
    VarianceMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    variance_value variance_pullback variance_owned_pullback variance_tangent variance_marked: |x| -> f64 { x.variance() }
    keep |y| { () }
    back |y, bar| { x.add_scalar(-x.mean()) * (2.0 * bar / x.len() as f64) }
    forth |y, dot| { 2.0 * inner(&x.add_scalar(-x.mean()), dot) / x.len().max(1) as f64 }

    /// Each entry of a column has the bar of its sum.
    RowSumMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C> + Allocator<U1, C>)
    row_sum_value row_sum_pullback row_sum_owned_pullback row_sum_tangent row_sum_marked: |x| -> RowOVector<f64, C> { x.row_sum() }
    keep |y| { () }
    back |y, bar| { by_places(x, |_, j| bar[j]) }
    forth |y, dot| { dot.row_sum() }

    /// Each entry of a row has the bar of its sum.
    ColumnSumMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C> + Allocator<R>)
    column_sum_value column_sum_pullback column_sum_owned_pullback column_sum_tangent column_sum_marked: |x| -> OVector<f64, R> { x.column_sum() }
    keep |y| { () }
    back |y, bar| { by_places(x, |i, _| bar[i]) }
    forth |y, dot| { dot.column_sum() }

    /// Each entry of a column has its part of the bar.
    RowMeanMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C> + Allocator<U1, C>)
    row_mean_value row_mean_pullback row_mean_owned_pullback row_mean_tangent row_mean_marked: |x| -> RowOVector<f64, C> { x.row_mean() }
    keep |y| { () }
    back |y, bar| { by_places(x, |_, j| bar[j] / x.nrows() as f64) }
    forth |y, dot| { dot.row_mean() }

    /// Each entry of a row has its part of the bar.
    ColumnMeanMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C> + Allocator<R>)
    column_mean_value column_mean_pullback column_mean_owned_pullback column_mean_tangent column_mean_marked: |x| -> OVector<f64, R> { x.column_mean() }
    keep |y| { () }
    back |y, bar| { by_places(x, |i, _| bar[i] / x.ncols() as f64) }
    forth |y, dot| { dot.column_mean() }

    /// Entry by entry, that of zero having the slope zero.
    AbsMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    abs_value abs_pullback abs_owned_pullback abs_tangent abs_marked: |x| -> OMatrix<f64, R, C> { x.abs() }
    keep |y| { () }
    back |y, bar| { bar.zip_map(x, |bar, entry| bar * sign(entry)) }
    forth |y, dot| { dot.zip_map(x, |dot, entry| dot * sign(entry)) }
}

binary! {
    /// `x̄ += w ȳᵀ`, `w̄ += x ȳ` (Giles 2008, 2.2.2)
    TrMulMethod[R: Dim, C: Dim, C2: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C> + Allocator<R, C2> + Allocator<C, C2> + Allocator<C2, C>, ShapeConstraint: SameNumberOfRows<R, R> + AreMultipliable<R, C2, C2, C> + AreMultipliable<R, C, C, C2>)
    tr_mul_value tr_mul_pullback tr_mul_owned_pullback tr_mul_tangent tr_mul_marked: |x, w: &OMatrix<f64, R, C2>| -> OMatrix<f64, C, C2> { x.tr_mul(w) }
    keep |y| { () }
    back |y, bar| { w * bar.transpose() } { x * &bar }
    forth |y, dot| { dot.tr_mul(w) } { x.tr_mul(dot) }

    /// The determinant of two columns.
    PerpMethod[](Vector2<f64>;)
    perp_value perp_pullback perp_owned_pullback perp_tangent perp_marked: |x, w: &Vector2<f64>| -> f64 { x.perp(w) }
    keep |y| { () }
    back |y, bar| { Vector2::new(w.y, -w.x) * bar } { Vector2::new(-x.y, x.x) * bar }
    forth |y, dot| { dot.perp(w) } { x.perp(dot) }

    /// Of `y = acos ⟨x, w⟩ / (|x| |w|)`; of parallel vectors, where the angle has a kink, and of zero, none.
    AngleMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>, ShapeConstraint: DimEq<R, R> + DimEq<C, C>)
    angle_value angle_pullback angle_owned_pullback angle_tangent angle_marked: |x, w: &OMatrix<f64, R, C>| -> f64 { x.angle(w) }
    keep |y| { *y }
    back |y, bar| { turning(x, w, *y) * bar } { turning(w, x, *y) * bar }
    forth |y, dot| { inner(&turning(x, w, *y), dot) } { inner(&turning(w, x, *y), dot) }

    /// Entry by entry, of two that are alike the first.
    SupMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    sup_value sup_pullback sup_owned_pullback sup_tangent sup_marked: |x, w: &OMatrix<f64, R, C>| -> OMatrix<f64, R, C> { x.sup(w) }
    keep |y| { () }
    back |y, bar| { bar.zip_zip_map(x, w, |bar, x, w| if x >= w { bar } else { 0.0 }) } { bar.zip_zip_map(x, w, |bar, x, w| if x >= w { 0.0 } else { bar }) }
    forth |y, dot| { dot.zip_zip_map(x, w, |dot, x, w| if x >= w { dot } else { 0.0 }) } { dot.zip_zip_map(x, w, |dot, x, w| if x >= w { 0.0 } else { dot }) }

    /// The same.
    InfMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    inf_value inf_pullback inf_owned_pullback inf_tangent inf_marked: |x, w: &OMatrix<f64, R, C>| -> OMatrix<f64, R, C> { x.inf(w) }
    keep |y| { () }
    back |y, bar| { bar.zip_zip_map(x, w, |bar, x, w| if x <= w { bar } else { 0.0 }) } { bar.zip_zip_map(x, w, |bar, x, w| if x <= w { 0.0 } else { bar }) }
    forth |y, dot| { dot.zip_zip_map(x, w, |dot, x, w| if x <= w { dot } else { 0.0 }) } { dot.zip_zip_map(x, w, |dot, x, w| if x <= w { 0.0 } else { dot }) }
}
