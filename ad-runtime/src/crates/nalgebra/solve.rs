//! Linear systems: `m.lu().solve(&b)`, `m.cholesky()?.solve(&b)`.
//!
//! A factorisation stands for the matrix that it was made of, so its tangent is that of this matrix: what is made of the factorisation is differentiated as what it is of the matrix
//! (Giles 2008, 2.3), and not through its factors. Parts of one, `lu.u()`, have no rule.

use nalgebra::allocator::Allocator;
use nalgebra::{Cholesky, DefaultAllocator, Dim, DimMin, LU, OMatrix};

use super::methods::cofactors;
use super::products::{add_times_transposed, inner};
use crate::crates::methods::{Bar, Tangent, binary, unary};
use crate::payload::ReceiverDot;
use crate::space::{Differentiable, TangentSpace};
use crate::underived::Marked;

#[diagnostic::do_not_recommend]
impl<D: DimMin<D, Output = D>> Differentiable for LU<f64, D, D>
where
    DefaultAllocator: Allocator<D, D> + Allocator<D>,
{
    type Tangent = OMatrix<f64, D, D>;

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        self.lu_internal().zero_tangent()
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        self.lu_internal().same_shape(other.lu_internal())
    }
}

#[diagnostic::do_not_recommend]
impl<D: Dim> Differentiable for Cholesky<f64, D>
where
    DefaultAllocator: Allocator<D, D>,
{
    type Tangent = OMatrix<f64, D, D>;

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        self.l_dirty().zero_tangent()
    }

    #[inline]
    fn same_shape(&self, other: &Self) -> bool {
        self.l_dirty().same_shape(other.l_dirty())
    }
}

/// `mᵀ \ b`, by the factors of `m = pᵀ l u`.
fn solve_transposed<D: DimMin<D, Output = D>, C: Dim>(
    lu: &LU<f64, D, D>,
    b: &OMatrix<f64, D, C>,
) -> OMatrix<f64, D, C>
where
    DefaultAllocator: Allocator<D, D> + Allocator<D> + Allocator<D, C>,
{
    let mut x = b.clone();
    lu.u().tr_solve_upper_triangular_mut(&mut x);
    lu.l().tr_solve_lower_triangular_mut(&mut x);
    lu.p().inv_permute_rows(&mut x);
    x
}

/// `−a bᵀ`
fn minus_outer<D: Dim, C: Dim>(
    a: &OMatrix<f64, D, C>,
    b: &OMatrix<f64, D, C>,
    zero: OMatrix<f64, D, D>,
) -> OMatrix<f64, D, D>
where
    DefaultAllocator: Allocator<D, D> + Allocator<D, C>,
{
    let mut sum = zero;
    add_times_transposed(&mut sum, &-a, b);
    sum
}

/// A cotangent of a symmetric matrix as one of its lower triangle, which is all that was read of it.
fn lower<D: Dim>(bar: &OMatrix<f64, D, D>) -> OMatrix<f64, D, D>
where
    DefaultAllocator: Allocator<D, D>,
{
    let mut lower = bar.clone();
    for i in 0..bar.nrows() {
        for j in 0..i {
            lower[(i, j)] += bar[(j, i)];
            lower[(j, i)] = 0.0;
        }
    }
    lower
}

/// A tangent of the matrix whose lower triangle was read.
fn symmetric<D: Dim>(dot: &OMatrix<f64, D, D>) -> OMatrix<f64, D, D>
where
    DefaultAllocator: Allocator<D, D>,
{
    let mut symmetric = dot.clone();
    symmetric.fill_upper_triangle_with_lower_triangle();
    symmetric
}

unary! {
    /// The factorisation's bar is the matrix's.
    LuMethod[D: Dim](OMatrix<f64, D, D>; D: DimMin<D, Output = D>, DefaultAllocator: Allocator<D, D> + Allocator<D>)
    lu_value lu_pullback lu_owned_pullback lu_tangent lu_marked: |x| -> LU<f64, D, D> { x.clone().lu() }
    keep |y| { () }
    back |y, bar| { bar }
    forth |y, dot| { dot.clone() }

    /// The factorisation's bar is the matrix's, of which the lower triangle is read.
    CholeskyMethod[D: Dim](OMatrix<f64, D, D>; DefaultAllocator: Allocator<D, D>)
    cholesky_value cholesky_pullback cholesky_owned_pullback cholesky_tangent cholesky_marked: |x| -> Option<Cholesky<f64, D>> { x.clone().cholesky() }
    keep |y| { () }
    back |y, bar| { bar.map_or_else(|| x.zero_tangent(), |bar| lower(&bar)) }
    forth |y, dot| { y.as_ref().map(|_| symmetric(dot)) }

    /// As of the matrix itself.
    LuDeterminantMethod[D: Dim](LU<f64, D, D>; D: DimMin<D, Output = D>, DefaultAllocator: Allocator<D, D> + Allocator<D>)
    determinant_value determinant_pullback determinant_owned_pullback determinant_tangent determinant_marked: |x| -> f64 { x.determinant() }
    keep |y| { () }
    back |y, bar| { cofactors(&factored(x)) * bar }
    forth |y, dot| { inner(&cofactors(&factored(x)), dot) }

    /// `x̄ −= yᵀ ȳ yᵀ` (Giles 2008, 2.2.3)
    LuTryInverseMethod[D: Dim](LU<f64, D, D>; D: DimMin<D, Output = D>, DefaultAllocator: Allocator<D, D> + Allocator<D>)
    try_inverse_value try_inverse_pullback try_inverse_owned_pullback try_inverse_tangent try_inverse_marked: |x| -> Option<OMatrix<f64, D, D>> { x.try_inverse() }
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

    /// `x̄ −= yᵀ ȳ yᵀ` (Giles 2008, 2.2.3)
    CholeskyInverseMethod[D: Dim](Cholesky<f64, D>; DefaultAllocator: Allocator<D, D>)
    inverse_value inverse_pullback inverse_owned_pullback inverse_tangent inverse_marked: |x| -> OMatrix<f64, D, D> { x.inverse() }
    keep |y| { y.clone() }
    back |y, bar| {
        let y = y.transpose();
        -(&y * bar * &y)
    }
    forth |y, dot| { -(y * dot * y) }

    /// `x̄ += ȳ y x⁻¹` (Giles 2008, 2.2.4)
    CholeskyDeterminantMethod[D: Dim](Cholesky<f64, D>; DefaultAllocator: Allocator<D, D>)
    determinant_value determinant_pullback determinant_owned_pullback determinant_tangent determinant_marked: |x| -> f64 { x.determinant() }
    keep |y| { *y }
    back |y, bar| { x.inverse() * (bar * *y) }
    forth |y, dot| { *y * (x.inverse() * dot).trace() }

    /// `x̄ += ȳ x⁻¹`
    CholeskyLnDeterminantMethod[D: Dim](Cholesky<f64, D>; DefaultAllocator: Allocator<D, D>)
    ln_determinant_value ln_determinant_pullback ln_determinant_owned_pullback ln_determinant_tangent ln_determinant_marked: |x| -> f64 { x.ln_determinant() }
    keep |y| { () }
    back |y, bar| { x.inverse() * bar }
    forth |y, dot| { (x.inverse() * dot).trace() }

    /// `x̄ += l⁻ᵀ φ(lᵀ ȳ) l⁻¹`, for `φ` the lower triangle with half of the diagonal (Giles 2008, 2.2.6, in matrices: I. Murray, "Differentiation of the Cholesky decomposition", 2016).
    CholeskyFactorMethod[D: Dim](Cholesky<f64, D>; DefaultAllocator: Allocator<D, D>)
    l_value l_pullback l_owned_pullback l_tangent l_marked: |x| -> OMatrix<f64, D, D> { x.l() }
    keep |y| { y.clone() }
    back |y, bar| {
        let mut p = half(&(y.transpose() * bar));
        y.tr_solve_lower_triangular_mut(&mut p);
        let mut p = p.transpose();
        y.tr_solve_lower_triangular_mut(&mut p);
        p.transpose()
    }
    forth |y, dot| {
        let mut p = dot.clone();
        y.solve_lower_triangular_mut(&mut p);
        let mut p = p.transpose();
        y.solve_lower_triangular_mut(&mut p);
        y * half(&p.transpose())
    }
}

/// The lower triangle with half of the diagonal.
fn half<D: Dim>(x: &OMatrix<f64, D, D>) -> OMatrix<f64, D, D>
where
    DefaultAllocator: Allocator<D, D>,
{
    let mut half = x.clone();
    half.fill_upper_triangle(0.0, 1);
    for i in 0..x.nrows() {
        half[(i, i)] *= 0.5;
    }
    half
}

/// The matrix that a factorisation was made of.
fn factored<D: DimMin<D, Output = D>>(lu: &LU<f64, D, D>) -> OMatrix<f64, D, D>
where
    DefaultAllocator: Allocator<D, D> + Allocator<D>,
{
    let mut product = lu.l() * lu.u();
    lu.p().inv_permute_rows(&mut product);
    product
}

binary! {
    /// `b̄ += w`, `x̄ −= w yᵀ` where `xᵀ w = ȳ` (Giles 2008, 2.3.1)
    LuSolveMethod[D: Dim, C: Dim](LU<f64, D, D>; D: DimMin<D, Output = D>, DefaultAllocator: Allocator<D, D> + Allocator<D> + Allocator<D, C>)
    solve_value solve_pullback solve_owned_pullback solve_tangent: |x, b: &OMatrix<f64, D, C>| -> Option<OMatrix<f64, D, C>> { x.solve(b) }
    keep |y| { y.clone() }
    back |y, bar| {
        match (y, &bar) {
            (Some(y), Some(bar)) => minus_outer(&solve_transposed(x, bar), y, x.zero_tangent()),
            _ => x.zero_tangent(),
        }
    } { bar.as_ref().map_or_else(|| b.zero_tangent(), |bar| solve_transposed(x, bar)) }
    forth |y, dot| { y.as_ref().and_then(|y| x.solve(&-(dot * y))) } { y.as_ref().and_then(|_| x.solve(dot)) }

    /// The same, of a symmetric matrix.
    CholeskySolveMethod[D: Dim, C: Dim](Cholesky<f64, D>; DefaultAllocator: Allocator<D, D> + Allocator<D, C>)
    solve_value solve_pullback solve_owned_pullback solve_tangent: |x, b: &OMatrix<f64, D, C>| -> OMatrix<f64, D, C> { x.solve(b) }
    keep |y| { y.clone() }
    back |y, bar| { minus_outer(&x.solve(&bar), y, x.zero_tangent()) } { x.solve(&bar) }
    forth |y, dot| { x.solve(&-(dot * y)) } { x.solve(dot) }
}

/// That there are derivatives of `solve`, for all right-hand sides.
pub trait SolveMark {
    /// There are.
    #[inline]
    fn solve_marked(&self) -> Marked<Self> {
        Marked::by(self)
    }
}

impl<D: DimMin<D, Output = D>> SolveMark for LU<f64, D, D> where
    DefaultAllocator: Allocator<D, D> + Allocator<D>
{
}

impl<D: Dim> SolveMark for Cholesky<f64, D> where DefaultAllocator: Allocator<D, D> {}
