//! Steps of Newton's method and of Gauss and Newton's, solved without a matrix and with one.

use ad_runtime::faer::dyn_stack::{MemBuffer, MemStack};
use ad_runtime::faer::linalg::solvers::Solve;
use ad_runtime::faer::matrix_free::IdentityPrecond;
use ad_runtime::faer::matrix_free::bicgstab::{BicgParams, bicgstab, bicgstab_scratch};
use ad_runtime::faer::matrix_free::lsmr::{LsmrParams, lsmr, lsmr_scratch};
use ad_runtime::faer::{Mat, Par, Side};
use ad_runtime::krylov::{GaussNewtonOperator, HessianOperator, JacobianOperator};
use ad_runtime::prelude::*;

use super::{assert_near, by_conjugate_gradients, column, dense};

#[differentiate(order = 2)]
fn rosenbrock(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += 100.0 * (x[i] - x[i - 1] * x[i - 1]).powi(2) + (1.0 - x[i - 1]).powi(2);
    }
    sum
}

const N: usize = 100;

/// Near the minimum, where the Hessian is positive definite.
fn point() -> Vec<f64> {
    (0..N).map(|i| 1.0 + 0.02 * (i as f64).sin()).collect()
}

#[test]
fn a_newton_step_by_conjugate_gradients() {
    let x = point();
    let hessian = HessianOperator::new(N, |v: &[f64], out: &mut [f64]| {
        out.copy_from_slice(&rosenbrock::hvp(&x, v));
    });
    let gradient = column(&rosenbrock::grad(&x));
    let step = by_conjugate_gradients(&hessian, &gradient);
    let matrix = dense(&rosenbrock::hessian(&x));
    let expected = matrix.llt(Side::Lower).expect("positive definite").solve(&gradient);
    assert_near(step.as_ref(), expected.as_ref(), 1e-9);
    // The step is one: the gradient after it is much smaller.
    let after: Vec<f64> = (0..N).map(|i| x[i] - step[(i, 0)]).collect();
    assert!(column(&rosenbrock::grad(&after)).norm_l2() < 0.1 * gradient.norm_l2());
}

#[test]
fn a_newton_step_by_bicgstab() {
    let x = point();
    let hessian = HessianOperator::new(N, |v: &[f64], out: &mut [f64]| {
        out.fill(f64::NAN);
        out.copy_from_slice(&rosenbrock::hvp(&x, v));
    });
    let gradient = column(&rosenbrock::grad(&x));
    let one = IdentityPrecond { dim: N };
    let mut memory = MemBuffer::new(bicgstab_scratch(one, one, &hessian, 1, Par::Seq));
    let mut step = Mat::zeros(N, 1);
    let params = BicgParams { rel_tolerance: 1e-12, max_iters: 5_000, ..BicgParams::default() };
    let stack = MemStack::new(&mut memory);
    bicgstab(step.as_mut(), one, one, &hessian, gradient.as_ref(), params, |_| (), Par::Seq, stack)
        .expect("converges");
    let matrix = dense(&rosenbrock::hessian(&x));
    let expected = matrix.llt(Side::Lower).expect("positive definite").solve(&gradient);
    assert_near(step.as_ref(), expected.as_ref(), 1e-7);
}

/// What a sum of two decays misses at each time.
#[differentiate]
fn misfits(x: &[f64], #[constant] ys: &[f64]) -> Vec<f64> {
    let mut r = Vec::with_capacity(ys.len());
    for (i, y) in ys.iter().enumerate() {
        let t = 0.25 * i as f64;
        r.push(x[0] * (-x[1] * t).exp() + x[2] * (-x[3] * t).exp() - y);
    }
    r
}

const TRUTH: [f64; 4] = [1.0, 0.3, 0.7, 1.7];

fn observations() -> Vec<f64> {
    misfits(&TRUTH, &[0.0; 30])
}

/// The Jacobian at a point, by both modes.
#[allow(clippy::type_complexity)] // A closure for each mode, which have no names.
fn jacobian<'a>(
    x: &'a [f64],
    ys: &'a [f64],
) -> JacobianOperator<
    impl Fn(&[f64], &mut [f64]) + Sync + use<'a>,
    impl Fn(&[f64], &mut [f64]) + Sync + use<'a>,
> {
    JacobianOperator::new(
        (ys.len(), x.len()),
        move |v: &[f64], out: &mut [f64]| out.copy_from_slice(&misfits::jvp(x, ys, v).1),
        move |w: &[f64], out: &mut [f64]| {
            out.copy_from_slice(&misfits::vjp(x, ys).1(w.to_vec()));
        },
    )
}

/// `argmin |J s − r|`, by LSMR on products alone.
fn by_lsmr(x: &[f64], ys: &[f64]) -> Mat<f64> {
    let (a, r) = (jacobian(x, ys), column(&misfits(x, ys)));
    let identity = IdentityPrecond { dim: x.len() };
    let mut memory = MemBuffer::new(lsmr_scratch(identity, &a, 1, Par::Seq));
    let mut s = Mat::zeros(x.len(), 1);
    let params = LsmrParams { rel_tolerance: 1e-12, max_iters: 200, ..LsmrParams::default() };
    let stack = MemStack::new(&mut memory);
    // What it calls convergence is of consistent systems; the residual of this one isn't zero.
    let _ = lsmr(s.as_mut(), identity, &a, r.as_ref(), params, |_| (), Par::Seq, stack);
    s
}

#[test]
fn gauss_newton_by_lsmr() {
    let ys = observations();
    let mut x = vec![1.1, 0.35, 0.6, 1.5];
    let matrix = dense(&misfits::jacobian(&x, &ys));
    let r = column(&misfits(&x, &ys));
    let normal = matrix.transpose() * &matrix;
    let expected = normal.llt(Side::Lower).expect("of full rank").solve(matrix.transpose() * &r);
    assert_near(by_lsmr(&x, &ys).as_ref(), expected.as_ref(), 1e-7);
    for _ in 0..8 {
        let s = by_lsmr(&x, &ys);
        x.iter_mut().enumerate().for_each(|(i, x)| *x -= s[(i, 0)]);
    }
    assert_near(column(&x).as_ref(), column(&TRUTH).as_ref(), 1e-9);
}

#[test]
fn a_damped_gauss_newton_step_by_conjugate_gradients() {
    let (ys, x) = (observations(), [1.1, 0.35, 0.6, 1.5]);
    let matrix = dense(&misfits::jacobian(&x, &ys));
    let rhs = matrix.transpose() * column(&misfits(&x, &ys));
    let operator = GaussNewtonOperator::new(jacobian(&x, &ys), 0.1);
    let damped =
        matrix.transpose() * &matrix + Mat::from_fn(4, 4, |i, j| if i == j { 0.1 } else { 0.0 });
    let expected = damped.llt(Side::Lower).expect("positive definite").solve(&rhs);
    assert_near(by_conjugate_gradients(&operator, &rhs).as_ref(), expected.as_ref(), 1e-10);
}
