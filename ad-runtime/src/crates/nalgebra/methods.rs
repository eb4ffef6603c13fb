//! Methods of matrices of any shape.

use nalgebra::allocator::Allocator;
use nalgebra::{DefaultAllocator, Dim, DimMin, Matrix3x1, OMatrix, RowVector3};

use super::products::{inner, is_zero};
use crate::crates::methods::{Bar, Tangent, binary, by_number, unary};
use crate::payload::ReceiverDot;
use crate::space::{Differentiable, TangentSpace};
use crate::underived::Marked;

impl<R: Dim, C: Dim> Bar for OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    #[inline]
    fn is_nothing(&self) -> bool {
        is_zero(self)
    }
}

/// `x / |x|`, and zero at the origin, as of `hypot`.
#[inline]
pub(super) fn direction<R: Dim, C: Dim>(x: &OMatrix<f64, R, C>, norm: f64) -> OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    match norm == 0.0 {
        true => x.zero_tangent(),
        false => x / norm,
    }
}

/// The part of a tangent that is across a direction.
#[inline]
pub(super) fn across<R: Dim, C: Dim>(
    direction: &OMatrix<f64, R, C>,
    tangent: &OMatrix<f64, R, C>,
) -> OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    tangent - direction * inner(direction, tangent)
}

/// A matrix of the same shape with all entries alike.
#[inline]
pub(super) fn filled<R: Dim, C: Dim>(like: &OMatrix<f64, R, C>, entry: f64) -> OMatrix<f64, R, C>
where
    DefaultAllocator: Allocator<R, C>,
{
    let (rows, columns) = like.shape_generic();
    OMatrix::from_element_generic(rows, columns, entry)
}

/// A matrix of the same shape with the same number on its diagonal, and zero elsewhere.
#[inline]
fn diagonal<D: Dim>(like: &OMatrix<f64, D, D>, entry: f64) -> OMatrix<f64, D, D>
where
    DefaultAllocator: Allocator<D, D>,
{
    let (rows, columns) = like.shape_generic();
    OMatrix::from_diagonal_element_generic(rows, columns, entry)
}

unary! {
    /// A constant.
    NrowsMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    nrows_value nrows_pullback nrows_owned_pullback nrows_tangent nrows_marked: |x| -> usize { x.nrows() }
    keep |y| { () }
    back |y, bar| { x.zero_tangent() }
    forth |y, dot| {}

    /// A constant.
    LenMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    len_value len_pullback len_owned_pullback len_tangent len_marked: |x| -> usize { x.len() }
    keep |y| { () }
    back |y, bar| { x.zero_tangent() }
    forth |y, dot| {}

    /// A constant.
    NcolsMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    ncols_value ncols_pullback ncols_owned_pullback ncols_tangent ncols_marked: |x| -> usize { x.ncols() }
    keep |y| { () }
    back |y, bar| { x.zero_tangent() }
    forth |y, dot| {}

    /// `x̄ += ȳ x / |x|`
    NormMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    norm_value norm_pullback norm_owned_pullback norm_tangent norm_marked: |x| -> f64 { x.norm() }
    keep |y| { *y }
    back |y, bar| { direction(x, *y) * bar }
    forth |y, dot| { inner(&direction(x, *y), dot) }

    /// `x̄ += 2 ȳ x`
    NormSquaredMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    norm_squared_value norm_squared_pullback norm_squared_owned_pullback norm_squared_tangent norm_squared_marked: |x| -> f64 { x.norm_squared() }
    keep |y| { () }
    back |y, bar| { x * (2.0 * bar) }
    forth |y, dot| { 2.0 * inner(x, dot) }

    /// `x̄ += (ȳ − y ⟨y, ȳ⟩) / |x|`
    NormalizeMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    normalize_value normalize_pullback normalize_owned_pullback normalize_tangent normalize_marked: |x| -> OMatrix<f64, R, C> { x.normalize() }
    keep |y| { y.clone() }
    back |y, bar| { across(y, &bar) / x.norm() }
    forth |y, dot| { across(y, dot) / x.norm() }

    /// The same.
    CloneOwnedMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    clone_owned_value clone_owned_pullback clone_owned_owned_pullback clone_owned_tangent clone_owned_marked: |x| -> OMatrix<f64, R, C> { x.clone() }
    keep |y| { () }
    back |y, bar| { bar }
    forth |y, dot| { dot.clone() }

    /// Each entry's bar is the sum's.
    SumMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    sum_value sum_pullback sum_owned_pullback sum_tangent sum_marked: |x| -> f64 { x.sum() }
    keep |y| { () }
    back |y, bar| { filled(x, bar) }
    forth |y, dot| { dot.sum() }

    /// The transposed bar.
    TransposeMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C> + Allocator<C, R>)
    transpose_value transpose_pullback transpose_owned_pullback transpose_tangent transpose_marked: |x| -> OMatrix<f64, C, R> { x.transpose() }
    keep |y| { () }
    back |y, bar| { bar.transpose() }
    forth |y, dot| { dot.transpose() }

    /// The bar is that of each entry on the diagonal.
    TraceMethod[D: Dim](OMatrix<f64, D, D>; DefaultAllocator: Allocator<D, D>)
    trace_value trace_pullback trace_owned_pullback trace_tangent trace_marked: |x| -> f64 { x.trace() }
    keep |y| { () }
    back |y, bar| { diagonal(x, bar) }
    forth |y, dot| { dot.trace() }

    /// `x̄ += ȳ det(x) x⁻ᵀ` (Giles 2008, 2.2.4), which is ȳ times the cofactors.
    DeterminantMethod[D: Dim](OMatrix<f64, D, D>; D: DimMin<D, Output = D>, DefaultAllocator: Allocator<D, D> + Allocator<D>)
    determinant_value determinant_pullback determinant_owned_pullback determinant_tangent determinant_marked: |x| -> f64 { x.determinant() }
    keep |y| { () }
    back |y, bar| { cofactors(x) * bar }
    forth |y, dot| { inner(&cofactors(x), dot) }

    /// `x̄ −= yᵀ ȳ yᵀ` (Giles 2008, 2.2.3); without an inverse there is nothing to differentiate.
    TryInverseMethod[D: Dim](OMatrix<f64, D, D>; DefaultAllocator: Allocator<D, D>)
    try_inverse_value try_inverse_pullback try_inverse_owned_pullback try_inverse_tangent try_inverse_marked: |x| -> Option<OMatrix<f64, D, D>> { x.clone().try_inverse() }
    keep |y| { y.clone() }
    back |y, bar| {
        match (y, bar) {
            (Some(y), Some(bar)) => {
                let y = y.transpose();
                -(&y * bar * &y)
            }
            _ => x.zero_tangent(),
        }
    }
    forth |y, dot| { y.as_ref().map(|y| -(y * dot * y)) }
}

binary! {
    /// `x̄ += ȳ w`, `w̄ += ȳ x`
    DotMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    dot_value dot_pullback dot_owned_pullback dot_tangent dot_marked: |x, w: &OMatrix<f64, R, C>| -> f64 { x.dot(w) }
    keep |y| { () }
    back |y, bar| { w * bar } { x * bar }
    forth |y, dot| { inner(dot, w) } { inner(x, dot) }

    /// `x̄ += ȳ (x − w) / |x − w|`, `w̄` the opposite
    MetricDistanceMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    metric_distance_value metric_distance_pullback metric_distance_owned_pullback metric_distance_tangent metric_distance_marked: |x, w: &OMatrix<f64, R, C>| -> f64 { x.metric_distance(w) }
    keep |y| { *y }
    back |y, bar| { direction(&(x - w), *y) * bar } { direction(&(w - x), *y) * bar }
    forth |y, dot| { inner(&direction(&(x - w), *y), dot) } { inner(&direction(&(w - x), *y), dot) }

    /// Entry by entry.
    ComponentMulMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    component_mul_value component_mul_pullback component_mul_owned_pullback component_mul_tangent component_mul_marked: |x, w: &OMatrix<f64, R, C>| -> OMatrix<f64, R, C> { x.component_mul(w) }
    keep |y| { () }
    back |y, bar| { w.component_mul(&bar) } { x.component_mul(&bar) }
    forth |y, dot| { dot.component_mul(w) } { x.component_mul(dot) }

    /// Entry by entry.
    ComponentDivMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    component_div_value component_div_pullback component_div_owned_pullback component_div_tangent component_div_marked: |x, w: &OMatrix<f64, R, C>| -> OMatrix<f64, R, C> { x.component_div(w) }
    keep |y| { y.clone() }
    back |y, bar| { bar.component_div(w) } { -y.component_mul(&bar).component_div(w) }
    forth |y, dot| { dot.component_div(w) } { -y.component_mul(dot).component_div(w) }

    /// `x̄ += w × ȳ`, `w̄ += ȳ × x`
    CrossMethod[](Matrix3x1<f64>;)
    cross_value cross_pullback cross_owned_pullback cross_tangent cross_marked: |x, w: &Matrix3x1<f64>| -> Matrix3x1<f64> { x.cross(w) }
    keep |y| { () }
    back |y, bar| { w.cross(&bar) } { bar.cross(x) }
    forth |y, dot| { dot.cross(w) } { x.cross(dot) }

    /// The same of rows.
    RowCrossMethod[](RowVector3<f64>;)
    cross_value cross_pullback cross_owned_pullback cross_tangent cross_marked: |x, w: &RowVector3<f64>| -> RowVector3<f64> { x.cross(w) }
    keep |y| { () }
    back |y, bar| { w.cross(&bar) } { bar.cross(x) }
    forth |y, dot| { dot.cross(w) } { x.cross(dot) }
}

by_number! {
    /// `x̄ += ȳ k`, `k̄ += ⟨ȳ, x⟩`
    ScaleMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    scale_value scale_pullback scale_owned_pullback scale_tangent scale_marked: |x, k: f64| -> OMatrix<f64, R, C> { x.scale(k) }
    back |bar| { &bar * k } { inner(x, &bar) }
    forth |dot| { dot * k } { x * dot }

    /// `x̄ += ȳ / k`, `k̄ −= ⟨ȳ, x⟩ / k²`
    UnscaleMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    unscale_value unscale_pullback unscale_owned_pullback unscale_tangent unscale_marked: |x, k: f64| -> OMatrix<f64, R, C> { x.unscale(k) }
    back |bar| { &bar / k } { -inner(x, &bar) / (k * k) }
    forth |dot| { dot / k } { x * (-dot / (k * k)) }

    /// `k̄ += Σ ȳ`
    AddScalarMethod[R: Dim, C: Dim](OMatrix<f64, R, C>; DefaultAllocator: Allocator<R, C>)
    add_scalar_value add_scalar_pullback add_scalar_owned_pullback add_scalar_tangent add_scalar_marked: |x, k: f64| -> OMatrix<f64, R, C> { x.add_scalar(k) }
    back |bar| { bar } { bar.sum() }
    forth |dot| { dot.clone() } { filled(x, dot) }
}

/// The derivatives of the determinant by the entries: of small matrices, and of those without an inverse, the minors.
pub(super) fn cofactors<D: DimMin<D, Output = D>>(x: &OMatrix<f64, D, D>) -> OMatrix<f64, D, D>
where
    DefaultAllocator: Allocator<D, D> + Allocator<D>,
{
    let mut cofactors = x.zero_tangent();
    let n = x.nrows();
    if n > 3
        && let Some(inverse) = x.clone().try_inverse()
        && inverse.iter().all(|entry| entry.is_finite())
    {
        inverse.transpose_to(&mut cofactors);
        cofactors *= x.determinant();
        return cofactors;
    }
    for i in 0..n {
        for j in 0..n {
            cofactors[(i, j)] = match n {
                1 => 1.0,
                2 => x[(1 - i, 1 - j)] * if i == j { 1.0 } else { -1.0 },
                // In the order of a circle, which has the sign in it.
                3 => {
                    let (a, b, c, d) = ((i + 1) % 3, (i + 2) % 3, (j + 1) % 3, (j + 2) % 3);
                    x[(a, c)] * x[(b, d)] - x[(a, d)] * x[(b, c)]
                }
                _ => {
                    let minor = nalgebra::DMatrix::from_fn(n - 1, n - 1, |k, l| {
                        x[(k + usize::from(k >= i), l + usize::from(l >= j))]
                    });
                    minor.determinant() * if (i + j) % 2 == 0 { 1.0 } else { -1.0 }
                }
            };
        }
    }
    cofactors
}
