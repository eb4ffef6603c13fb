//! Operators are the matrices that they stand for: of several vectors at once, from both sides.

use ad_runtime::faer::dyn_stack::{MemBuffer, MemStack};
use ad_runtime::faer::matrix_free::BiLinOp;
use ad_runtime::faer::{Mat, Par};
use ad_runtime::krylov::{GaussNewtonOperator, HessianOperator, JacobianOperator};

use super::assert_near;

fn matrix(m: usize, n: usize) -> Mat<f64> {
    Mat::from_fn(m, n, |i, j| ((3 * i + 5 * j) as f64).sin())
}

fn times(a: &Mat<f64>, v: &[f64], out: &mut [f64]) {
    for (i, out) in out.iter_mut().enumerate() {
        *out = v.iter().enumerate().map(|(j, v)| a[(i, j)] * v).sum();
    }
}

/// What all four products make of some vectors.
fn assert_is(operator: &impl BiLinOp<f64>, expected: &Mat<f64>) {
    assert_eq!((operator.nrows(), operator.ncols()), (expected.nrows(), expected.ncols()));
    let (m, n) = (expected.nrows(), expected.ncols());
    // Their numbers don't lie side by side.
    let (v, w) = (matrix(3, n), matrix(3, m));
    let (v, w) = (v.transpose(), w.transpose());
    let room =
        operator.apply_scratch(3, Par::Seq).or(operator.transpose_apply_scratch(3, Par::Seq));
    let mut memory = MemBuffer::new(room);
    let stack = MemStack::new(&mut memory);
    let mut out = Mat::full(m, 3, f64::NAN);
    operator.apply(out.as_mut(), v, Par::Seq, stack);
    assert_near(out.as_ref(), (expected * v).as_ref(), 1e-13);
    out.fill(f64::NAN);
    operator.conj_apply(out.as_mut(), v, Par::Seq, stack);
    assert_near(out.as_ref(), (expected * v).as_ref(), 1e-13);
    let mut out = Mat::full(n, 3, f64::NAN);
    operator.transpose_apply(out.as_mut(), w, Par::Seq, stack);
    assert_near(out.as_ref(), (expected.transpose() * w).as_ref(), 1e-13);
    out.fill(f64::NAN);
    operator.adjoint_apply(out.as_mut(), w, Par::Seq, stack);
    assert_near(out.as_ref(), (expected.transpose() * w).as_ref(), 1e-13);
}

#[test]
fn all_are_their_matrices() {
    let j = matrix(4, 6);
    let jt = j.transpose().to_owned();
    let jacobian = || {
        JacobianOperator::new(
            (4, 6),
            |v: &[f64], out: &mut [f64]| times(&j, v, out),
            |w: &[f64], out: &mut [f64]| times(&jt, w, out),
        )
    };
    assert_is(&jacobian(), &j);
    let damping = Mat::from_fn(6, 6, |i, j| if i == j { 0.5 } else { 0.0 });
    assert_is(&GaussNewtonOperator::new(jacobian(), 0.5), &(&jt * &j + damping));
    let h = &jt * &j;
    assert_is(&HessianOperator::new(6, |v: &[f64], out: &mut [f64]| times(&h, v, out)), &h);
}

#[test]
#[should_panic(expected = "an operator of 6 columns")]
fn of_another_dimension() {
    let operator = HessianOperator::new(6, |v: &[f64], out: &mut [f64]| out.copy_from_slice(v));
    let mut memory = MemBuffer::new(operator.transpose_apply_scratch(1, Par::Seq));
    let mut out = Mat::zeros(6, 1);
    let v = matrix(5, 1);
    operator.transpose_apply(out.as_mut(), v.as_ref(), Par::Seq, MemStack::new(&mut memory));
}
