//! `faer`'s methods on Krylov spaces on products with Hessians and Jacobians, against dense matrices and by hand.

#![allow(clippy::needless_range_loop)] // The core language loops over ranges.

mod constant_vectors;
mod operators;
mod solves;
mod spectrum;

use ad_runtime::faer::dyn_stack::{MemBuffer, MemStack};
use ad_runtime::faer::matrix_free::IdentityPrecond;
use ad_runtime::faer::matrix_free::LinOp;
use ad_runtime::faer::matrix_free::conjugate_gradient::{
    CgParams, conjugate_gradient, conjugate_gradient_scratch,
};
use ad_runtime::faer::{Mat, MatRef, Par};
use ad_runtime::ndarray::Array2;

fn column(values: &[f64]) -> Mat<f64> {
    Mat::from_fn(values.len(), 1, |i, _| values[i])
}

fn dense(matrix: &Array2<f64>) -> Mat<f64> {
    Mat::from_fn(matrix.nrows(), matrix.ncols(), |i, j| matrix[[i, j]])
}

/// `a⁻¹ b` by conjugate gradients.
fn by_conjugate_gradients(a: &impl LinOp<f64>, b: &Mat<f64>) -> Mat<f64> {
    let identity = IdentityPrecond { dim: b.nrows() };
    let mut memory = MemBuffer::new(conjugate_gradient_scratch(identity, a, b.ncols(), Par::Seq));
    let mut x = Mat::zeros(b.nrows(), b.ncols());
    conjugate_gradient(
        x.as_mut(),
        identity,
        a,
        b.as_ref(),
        CgParams { rel_tolerance: 1e-13, max_iters: 2_000, ..CgParams::default() },
        |_| (),
        Par::Seq,
        MemStack::new(&mut memory),
    )
    .expect("conjugate gradients converge");
    x
}

/// Equal to `tolerance` of the largest entry.
#[track_caller]
fn assert_near(a: MatRef<'_, f64>, b: MatRef<'_, f64>, tolerance: f64) {
    assert_eq!((a.nrows(), a.ncols()), (b.nrows(), b.ncols()));
    let largest = b.norm_max();
    assert!(largest > 1e-6, "{largest}");
    let difference = (a - b).norm_max();
    assert!(difference <= tolerance * largest, "{difference} of {largest}");
}
