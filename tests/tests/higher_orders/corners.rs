//! What isn't used contributes nothing at second order either, also where it is infinite; and the conventions of powers where there is no derivative.

use ad_runtime::prelude::*;

#[differentiate(order = 2)]
fn left_out(x: f64, y: f64) -> f64 {
    x.ln().max(y).powi(2)
}

#[differentiate(order = 2)]
fn in_a_branch(x: f64, y: f64) -> f64 {
    let chosen = if x > 0.0 { x.ln() } else { y };
    chosen * chosen
}

#[test]
fn what_max_leaves_out() {
    assert_eq!(left_out::hessian(0.0, -3.0), [[0.0, 0.0], [0.0, 2.0]]);
    assert_eq!(in_a_branch::hessian(0.0, -3.0), [[0.0, 0.0], [0.0, 2.0]]);
    #[differentiate]
    fn slope(x: f64) -> f64 {
        clipped::jvp(x, 1.0).1
    }
    #[differentiate(order = 2)]
    fn clipped(x: f64) -> f64 {
        x.ln().max(-3.0)
    }
    assert_eq!((slope(0.0), slope::grad(0.0)), (0.0, 0.0));
    assert_eq!((slope(1.0), slope::grad(1.0)), (1.0, -1.0));
}

/// All derivatives of this function are zero at zero.
#[differentiate(order = 2)]
fn flat(x: f64) -> f64 {
    (-1.0 / (x * x)).exp()
}

#[test]
fn a_slope_of_zero_of_what_is_infinite() {
    assert_eq!((flat::grad(0.0), flat::hvp(0.0, 1.0)), (0.0, 0.0));
    let x = 0.8_f64;
    let second = flat(x) * (4.0 / x.powi(6) - 6.0 / x.powi(4));
    assert!((flat::hvp(x, 1.0) - second).abs() < 1e-12);
}

#[differentiate(order = 2)]
fn power(x: f64, p: f64) -> f64 {
    x.powf(p)
}

/// There the value exists at integers only: the exponent is a constant.
#[test]
fn powers_of_negative_numbers() {
    assert_eq!(power::grad(-2.0, 3.0), (12.0, 0.0));
    assert_eq!(power::hessian(-2.0, 3.0), [[-12.0, 0.0], [0.0, 0.0]]);
    let [[xx, xp], [px, pp]] = power::hessian(2.0, 3.0);
    let ln = 2.0_f64.ln();
    let expected = [12.0, 4.0 + 12.0 * ln, 8.0 * ln * ln];
    assert!([xx, xp, pp].iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12) && xp == px);
}
