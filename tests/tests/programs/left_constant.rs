//! What a function leaves in what was lent to a `#[constant]` parameter is a constant for its callers too, in its new shape.

use ad_runtime::prelude::*;

#[differentiate]
fn overwriting(x: f64, #[constant] k: &mut f64) -> f64 {
    *k = 3.0;
    x * 2.0
}

#[differentiate]
fn of_a_number(x: f64, y: f64) -> f64 {
    let mut k = x;
    let a = overwriting(y, &mut k);
    a * k
}

#[differentiate]
fn logging(x: f64, #[constant] log: &mut Vec<f64>) -> f64 {
    log.push(log.len() as f64 + 3.0);
    x * 2.0
}

#[differentiate]
fn of_a_list(x: f64, y: f64) -> f64 {
    let mut log = vec![];
    let a = logging(x, &mut log);
    let b = logging(a, &mut log);
    b * y * log[0] * log[1]
}

#[differentiate]
fn in_a_loop(x: f64, y: f64) -> f64 {
    let mut log = vec![1.0];
    let mut sum = x;
    for i in 0..3 {
        sum += logging(y, &mut log) * log[i] * sum;
    }
    sum * log[3]
}

#[differentiate]
fn clearing(x: f64, #[constant] values: &mut Vec<f64>) -> f64 {
    values.clear();
    values.push(7.0);
    x * x
}

#[differentiate]
fn of_a_cleared_list(x: f64, y: f64) -> f64 {
    let mut values = vec![x, y, x * y];
    let before = values[2];
    clearing(x, &mut values) * values[0] + before
}

#[differentiate]
fn through_generics<T>(x: f64, #[constant] _anything: &mut T) -> f64 {
    x * x
}

#[differentiate]
fn of_any_type(x: f64, y: f64) -> f64 {
    let mut k = y;
    let mut pair = (x, 2.0);
    through_generics(x, &mut k) * through_generics(y, &mut pair)
}

/// The gradient, by both modes.
fn by_both_modes(
    gradient: impl Fn(f64, f64) -> (f64, f64),
    jvp: impl Fn(f64, f64, f64, f64) -> f64,
    (x, y): (f64, f64),
) -> (f64, f64) {
    let reverse = gradient(x, y);
    let forward = (jvp(x, y, 1.0, 0.0), jvp(x, y, 0.0, 1.0));
    assert!((reverse.0 - forward.0).abs() < 1e-12 * reverse.0.abs().max(1.0));
    assert!((reverse.1 - forward.1).abs() < 1e-12 * reverse.1.abs().max(1.0));
    reverse
}

macro_rules! by_differences {
    ($function:ident) => {{
        let (x, y) = (0.7, 1.3);
        let h = 1e-5;
        let found = by_both_modes(
            $function::grad,
            |x, y, x_dot, y_dot| $function::jvp(x, y, x_dot, y_dot).1,
            (x, y),
        );
        let by_x = ($function(x + h, y) - $function(x - h, y)) / (2.0 * h);
        let by_y = ($function(x, y + h) - $function(x, y - h)) / (2.0 * h);
        assert!((found.0 - by_x).abs() < 1e-7 * by_x.abs().max(1.0), "{found:?}, not {by_x}");
        assert!((found.1 - by_y).abs() < 1e-7 * by_y.abs().max(1.0), "{found:?}, not {by_y}");
    }};
}

#[test]
fn what_is_left_is_a_constant() {
    by_differences!(of_a_number);
    by_differences!(of_a_list);
    by_differences!(in_a_loop);
    by_differences!(of_a_cleared_list);
    by_differences!(of_any_type);
}
