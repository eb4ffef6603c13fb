//! The value beside a derivative is the function's own, also where all of it is rewritten to what was there before.

use ad_runtime::prelude::*;

#[differentiate(simplify = "real")]
fn cancelled(x: f64, y: f64) -> f64 {
    x + y - y
}

#[differentiate(simplify = "real")]
fn round_trip(x: f64) -> f64 {
    x.exp().ln()
}

#[differentiate(simplify = "real")]
fn caller(x: f64, y: f64) -> f64 {
    2.0 * cancelled(x, y)
}

#[test]
fn values_are_the_functions() {
    assert_eq!(cancelled::value_and_grad(1.0, 1e17), (0.0, (1.0, 0.0)));
    assert_eq!(cancelled::jvp(1.0, 1e17, 1.0, 1.0), (0.0, 1.0));
    assert_eq!(cancelled::vjp(1.0, 1e17).0, 0.0);
    assert_eq!(caller::value_and_grad(1.0, 1e17), (0.0, (2.0, 0.0)));
    assert_eq!(round_trip::value_and_grad(-800.0), (f64::NEG_INFINITY, 1.0));
}
