//! Test functions of optimisation in many dimensions, against `argmin_testfunctions`' derivatives by hand.

use std::f64::consts::PI;

use ad_runtime::prelude::*;

use super::compared::{Second, assert_close, direction};

#[differentiate(order = 2)]
fn ackley(x: &[f64]) -> f64 {
    let n = x.len() as f64;
    let (mut squares, mut waves) = (0.0, 0.0);
    for &x in x {
        squares += x * x;
        waves += (2.0 * PI * x).cos();
    }
    20.0 * (1.0 - (-0.2 * (squares / n).sqrt()).exp()) + 1.0_f64.exp() - (waves / n).exp()
}

#[differentiate(order = 2)]
fn levy(x: &[f64]) -> f64 {
    let w: Vec<f64> = x.iter().map(|x| 1.0 + (x - 1.0) / 4.0).collect();
    let last = w[w.len() - 1];
    let mut sum = (PI * w[0]).sin().powi(2);
    for i in 1..w.len() - 1 {
        sum += (w[i] - 1.0).powi(2) * (1.0 + 10.0 * (PI * w[i] + 1.0).sin().powi(2));
    }
    sum + (last - 1.0).powi(2) * (1.0 + (2.0 * PI * last).sin().powi(2))
}

#[differentiate(order = 2)]
fn rastrigin(x: &[f64]) -> f64 {
    10.0 * x.len() as f64 + x.iter().map(|x| x * x - 10.0 * (2.0 * PI * x).cos()).sum::<f64>()
}

#[differentiate(order = 2)]
fn rosenbrock(x: &[f64]) -> f64 {
    x.windows(2).map(|w| (1.0 - w[0]).powi(2) + 100.0 * (w[1] - w[0] * w[0]).powi(2)).sum()
}

#[differentiate(order = 2)]
fn rosenbrock_ab(x: &[f64], #[constant] a: f64, #[constant] b: f64) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        let (left, valley) = (a - x[i - 1], x[i] - x[i - 1].powi(2));
        sum += left * left + b * valley * valley;
    }
    sum
}

#[differentiate(order = 2)]
fn sphere(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum()
}

#[differentiate(order = 2)]
fn styblinski_tang(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for x in x {
        let square = x * x;
        sum += square * (square - 16.0) + 5.0 * x;
    }
    sum / 2.0
}

#[differentiate(order = 2)]
fn zero(x: &[f64]) -> f64 {
    x[..0].iter().sum()
}

/// Points in a cube.
fn points(n: usize, [from, to]: [f64; 2]) -> impl Iterator<Item = Vec<f64>> {
    let at = move |i: usize| from + (to - from) * (i as f64 * 0.618034).fract();
    (1..5).map(move |start| (0..n).map(|i| at(i * start + start)).collect())
}

macro_rules! of_lists {
    ($($name:ident in $side:expr, $derivative:ident, $hessian:ident;)*) => {
        mod of_lists {
            use super::*;
            $(#[test]
            fn $name() {
                for n in [2, 10, 100] {
                    for x in points(n, $side) {
                        let expected = Second {
                            value: argmin_testfunctions::$name(&x),
                            gradient: argmin_testfunctions::$derivative(&x),
                            hessian: argmin_testfunctions::$hessian(&x),
                        };
                        let found = Second::of(super::$name::value_grad_hessian(&x));
                        found.assert_close(&expected, 1e-10);
                        let v = direction(n);
                        let mut product = vec![f64::NAN; n];
                        super::$name::hvp_into(&x, &v, &mut product);
                        assert_close(&product, &expected.product(&v), 1e-10);
                        let diagonal = super::$name::hessian_diagonal(&x);
                        let expected: Vec<_> = (0..n).map(|i| expected.hessian[i][i]).collect();
                        assert_close(&diagonal, &expected, 1e-10);
                    }
                }
            })*
        }
    };
}

of_lists! {
    ackley in [-32.0, 32.0], ackley_derivative, ackley_hessian;
    levy in [-10.0, 10.0], levy_derivative, levy_hessian;
    rastrigin in [-5.12, 5.12], rastrigin_derivative, rastrigin_hessian;
    rosenbrock in [-2.0, 2.0], rosenbrock_derivative, rosenbrock_hessian;
    sphere in [-3.0, 3.0], sphere_derivative, sphere_hessian;
    styblinski_tang in [-5.0, 5.0], styblinski_tang_derivative, styblinski_tang_hessian;
    zero in [-1.0, 1.0], zero_derivative, zero_hessian;
}

/// The crate's Hessian of this one is for `a = 1`: here it is by a closed form.
#[test]
fn rosenbrock_with_constants() {
    let (a, b) = (-0.7, 30.0);
    for x in points(10, [-2.0, 2.0]) {
        let n = x.len();
        let mut hessian = vec![vec![0.0; n]; n];
        for i in 0..n - 1 {
            hessian[i][i] += 2.0 - 4.0 * b * (x[i + 1] - 3.0 * x[i] * x[i]);
            hessian[i + 1][i + 1] += 2.0 * b;
            hessian[i][i + 1] -= 4.0 * b * x[i];
            hessian[i + 1][i] -= 4.0 * b * x[i];
        }
        let expected = Second {
            value: argmin_testfunctions::rosenbrock_ab(&x, a, b),
            gradient: argmin_testfunctions::rosenbrock_ab_derivative(&x, a, b),
            hessian,
        };
        Second::of(rosenbrock_ab::value_grad_hessian(&x, a, b)).assert_close(&expected, 1e-10);
        let v = direction(n);
        assert_close(&rosenbrock_ab::hvp(&x, a, b, &v), &expected.product(&v), 1e-10);
    }
}
