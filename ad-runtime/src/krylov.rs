#![doc = include_str!("../docs/krylov.md")]

use std::fmt;

use faer::dyn_stack::{MemStack, StackReq};
use faer::matrix_free::{BiLinOp, LinOp};
use faer::{MatMut, MatRef, Par};

/// A Hessian `H` of a function of `n` numbers, by its products with vectors. It is symmetric: its transpose is itself.
pub struct HessianOperator<P> {
    n: usize,
    product: P,
}

impl<P: Fn(&[f64], &mut [f64]) + Sync> HessianOperator<P> {
    /// `product(v, out)` writes `H v` over `out`; both are of `n` numbers.
    pub fn new(n: usize, product: P) -> Self {
        Self { n, product }
    }
}

/// A Jacobian `J` of `m` results by `n` numbers, by its products with tangents (`J v`) and cotangents (`Jᵀ w`).
pub struct JacobianOperator<P, T> {
    m: usize,
    n: usize,
    product: P,
    transposed: T,
}

impl<P, T> JacobianOperator<P, T>
where
    P: Fn(&[f64], &mut [f64]) + Sync,
    T: Fn(&[f64], &mut [f64]) + Sync,
{
    /// `product(v, out)` writes `J v` over `out`, `transposed(w, out)` writes `Jᵀ w`; `v` has `n` numbers and `w` has `m`.
    pub fn new((m, n): (usize, usize), product: P, transposed: T) -> Self {
        Self { m, n, product, transposed }
    }
}

/// The matrix of a damped Gauss-Newton (Levenberg-Marquardt) step, `JᵀJ + λ`: of a loss `½ |r(x)|²` with the Jacobian `J` of `r` it is the part of the Hessian that needs no second derivatives,
/// and `λ` on the diagonal. It is symmetric.
pub struct GaussNewtonOperator<P, T> {
    jacobian: JacobianOperator<P, T>,
    lambda: f64,
}

impl<P, T> GaussNewtonOperator<P, T>
where
    P: Fn(&[f64], &mut [f64]) + Sync,
    T: Fn(&[f64], &mut [f64]) + Sync,
{
    /// `JᵀJ + lambda`.
    pub fn new(jacobian: JacobianOperator<P, T>, lambda: f64) -> Self {
        Self { jacobian, lambda }
    }

    fn product(&self, v: &[f64], out: &mut [f64], stack: &mut MemStack) {
        let (mut along, _) = stack.make_with(self.jacobian.m, |_| 0.0);
        (self.jacobian.product)(v, &mut along);
        (self.jacobian.transposed)(&along, out);
        for (out, v) in out.iter_mut().zip(v) {
            *out += self.lambda * v;
        }
    }
}

/// Room for a vector on each side.
fn room(rows: usize, columns: usize) -> StackReq {
    StackReq::new::<f64>(rows).and(StackReq::new::<f64>(columns))
}

/// `product` of each column; what `out` held is written over.
#[track_caller]
fn by_columns(
    mut out: MatMut<'_, f64>,
    rhs: MatRef<'_, f64>,
    (rows, columns): (usize, usize),
    stack: &mut MemStack,
    product: impl Fn(&[f64], &mut [f64], &mut MemStack),
) {
    assert_eq!(
        rhs.nrows(),
        columns,
        "the vector of a product with an operator of {columns} columns"
    );
    assert_eq!(out.nrows(), rows, "what a product with an operator of {rows} rows is written to");
    assert_eq!(out.ncols(), rhs.ncols(), "columns of a product");
    let (mut v, stack) = stack.make_with(columns, |_| 0.0);
    let (mut image, stack) = stack.make_with(rows, |_| 0.0);
    for j in 0..rhs.ncols() {
        for (i, v) in v.iter_mut().enumerate() {
            *v = rhs[(i, j)];
        }
        image.fill(0.0);
        product(&v, &mut image, stack);
        for (i, image) in image.iter().enumerate() {
            out[(i, j)] = *image;
        }
    }
}

impl<P: Fn(&[f64], &mut [f64]) + Sync> LinOp<f64> for HessianOperator<P> {
    fn apply_scratch(&self, _: usize, _: Par) -> StackReq {
        room(self.n, self.n)
    }

    fn nrows(&self) -> usize {
        self.n
    }

    fn ncols(&self) -> usize {
        self.n
    }

    #[track_caller]
    fn apply(&self, out: MatMut<'_, f64>, rhs: MatRef<'_, f64>, _: Par, stack: &mut MemStack) {
        by_columns(out, rhs, (self.n, self.n), stack, |v, out, _| (self.product)(v, out));
    }

    #[track_caller]
    fn conj_apply(
        &self,
        out: MatMut<'_, f64>,
        rhs: MatRef<'_, f64>,
        par: Par,
        stack: &mut MemStack,
    ) {
        self.apply(out, rhs, par, stack);
    }
}

impl<P, T> LinOp<f64> for JacobianOperator<P, T>
where
    P: Fn(&[f64], &mut [f64]) + Sync,
    T: Fn(&[f64], &mut [f64]) + Sync,
{
    fn apply_scratch(&self, _: usize, _: Par) -> StackReq {
        room(self.m, self.n)
    }

    fn nrows(&self) -> usize {
        self.m
    }

    fn ncols(&self) -> usize {
        self.n
    }

    #[track_caller]
    fn apply(&self, out: MatMut<'_, f64>, rhs: MatRef<'_, f64>, _: Par, stack: &mut MemStack) {
        by_columns(out, rhs, (self.m, self.n), stack, |v, out, _| (self.product)(v, out));
    }

    #[track_caller]
    fn conj_apply(
        &self,
        out: MatMut<'_, f64>,
        rhs: MatRef<'_, f64>,
        par: Par,
        stack: &mut MemStack,
    ) {
        self.apply(out, rhs, par, stack);
    }
}

impl<P, T> BiLinOp<f64> for JacobianOperator<P, T>
where
    P: Fn(&[f64], &mut [f64]) + Sync,
    T: Fn(&[f64], &mut [f64]) + Sync,
{
    fn transpose_apply_scratch(&self, _: usize, _: Par) -> StackReq {
        room(self.m, self.n)
    }

    #[track_caller]
    fn transpose_apply(
        &self,
        out: MatMut<'_, f64>,
        rhs: MatRef<'_, f64>,
        _: Par,
        stack: &mut MemStack,
    ) {
        by_columns(out, rhs, (self.n, self.m), stack, |w, out, _| (self.transposed)(w, out));
    }

    #[track_caller]
    fn adjoint_apply(
        &self,
        out: MatMut<'_, f64>,
        rhs: MatRef<'_, f64>,
        par: Par,
        stack: &mut MemStack,
    ) {
        self.transpose_apply(out, rhs, par, stack);
    }
}

impl<P, T> LinOp<f64> for GaussNewtonOperator<P, T>
where
    P: Fn(&[f64], &mut [f64]) + Sync,
    T: Fn(&[f64], &mut [f64]) + Sync,
{
    fn apply_scratch(&self, _: usize, _: Par) -> StackReq {
        room(self.jacobian.n, self.jacobian.n).and(StackReq::new::<f64>(self.jacobian.m))
    }

    fn nrows(&self) -> usize {
        self.jacobian.n
    }

    fn ncols(&self) -> usize {
        self.jacobian.n
    }

    #[track_caller]
    fn apply(&self, out: MatMut<'_, f64>, rhs: MatRef<'_, f64>, _: Par, stack: &mut MemStack) {
        let shape = (self.jacobian.n, self.jacobian.n);
        by_columns(out, rhs, shape, stack, |v, out, stack| self.product(v, out, stack));
    }

    #[track_caller]
    fn conj_apply(
        &self,
        out: MatMut<'_, f64>,
        rhs: MatRef<'_, f64>,
        par: Par,
        stack: &mut MemStack,
    ) {
        self.apply(out, rhs, par, stack);
    }
}

/// Symmetric operators are their own transposes.
macro_rules! symmetric {
    ($name:ident<$($parameter:ident),*>) => {
        impl<$($parameter: Fn(&[f64], &mut [f64]) + Sync),*> BiLinOp<f64> for $name<$($parameter),*> {
            fn transpose_apply_scratch(&self, columns: usize, par: Par) -> StackReq {
                self.apply_scratch(columns, par)
            }

            #[track_caller]
            fn transpose_apply(&self, out: MatMut<'_, f64>, rhs: MatRef<'_, f64>, par: Par, stack: &mut MemStack) {
                self.apply(out, rhs, par, stack);
            }

            #[track_caller]
            fn adjoint_apply(&self, out: MatMut<'_, f64>, rhs: MatRef<'_, f64>, par: Par, stack: &mut MemStack) {
                self.apply(out, rhs, par, stack);
            }
        }
    };
}

symmetric!(HessianOperator<P>);
symmetric!(GaussNewtonOperator<P, T>);

impl<P> fmt::Debug for HessianOperator<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HessianOperator").field("n", &self.n).finish_non_exhaustive()
    }
}

impl<P, T> fmt::Debug for JacobianOperator<P, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("JacobianOperator");
        text.field("m", &self.m).field("n", &self.n).finish_non_exhaustive()
    }
}

impl<P, T> fmt::Debug for GaussNewtonOperator<P, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("GaussNewtonOperator");
        text.field("jacobian", &self.jacobian).field("lambda", &self.lambda).finish()
    }
}
