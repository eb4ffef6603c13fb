//! Parameters and results of types that the macro can't see through.

use ad_runtime::prelude::*;

#[primitive(bprop = or_bprop, jvp = or_jvp)]
fn or(x: Option<f64>, other: f64) -> f64 {
    x.unwrap_or(other)
}

fn or_bprop(x: &Option<f64>, _other: f64, _y: f64, y_bar: f64) -> (Option<f64>, f64) {
    (x.map(|_| y_bar), if x.is_none() { y_bar } else { 0.0 })
}

fn or_jvp(x: &Option<f64>, _other: f64, _y: f64, x_dot: &Option<f64>, other_dot: f64) -> f64 {
    if x.is_some() { x_dot.unwrap_or(0.0) } else { other_dot }
}

#[differentiate]
fn through(x: Option<f64>, y: f64) -> f64 {
    or(x, y) * y
}

#[test]
fn options() {
    assert_eq!(through::value_and_grad(Some(3.0), 2.0), (6.0, (Some(2.0), 3.0)));
    assert_eq!(through::value_and_grad(None, 2.0), (4.0, (None, 4.0)));
    assert_eq!(through::jvp(Some(3.0), 2.0, Some(1.0), 0.0), (6.0, 2.0));
    assert_eq!(through::vjp(Some(3.0), 2.0).1(2.0), (Some(4.0), 6.0));
}
