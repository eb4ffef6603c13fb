//! What the options of `#[differentiate(..)]` change.

use super::*;

#[differentiate(forward)]
fn only_forward(x: f64) -> f64 {
    x * x
}

#[differentiate(reverse)]
fn only_reverse(x: f64) -> f64 {
    x * x
}

#[differentiate(order = 1, wrt(y, x))]
fn some(x: f64, w: f64, y: f64) -> f64 {
    x * w * y
}

#[differentiate]
fn constant(x: f64, #[constant] w: f64, y: f64) -> f64 {
    x * w * y
}

#[test]
fn one_mode() {
    assert_eq!((only_forward(3.0), only_reverse(3.0)), (9.0, 9.0));
    assert_eq!(only_forward::jvp(3.0, 1.0), (9.0, 6.0));
    assert_eq!(only_reverse::grad(3.0), 6.0);
    assert_eq!(only_reverse::vjp(3.0).1(2.0), 12.0);
}

#[test]
fn one_mode_through_another_function() {
    #[differentiate(forward)]
    fn outer(x: f64) -> f64 {
        only_forward(x) * x
    }
    #[differentiate(reverse)]
    fn reversed(x: f64) -> f64 {
        only_reverse(x) * x
    }
    assert_eq!((outer(3.0), reversed(3.0)), (27.0, 27.0));
    assert_eq!(outer::jvp(3.0, 1.0), (27.0, 27.0));
    assert_eq!(reversed::grad(3.0), 27.0);
}

#[test]
fn some_parameters_in_the_order_of_the_function() {
    assert_eq!(some::grad(2.0, 3.0, 4.0), (12.0, 6.0));
    assert_eq!(constant::grad(2.0, 3.0, 4.0), (12.0, 6.0));
    assert_eq!(some::jvp(2.0, 3.0, 4.0, 1.0, 10.0), (24.0, 72.0));
}

/// What a crate that hides the runtime behind its own name would export.
mod facade {
    pub use ad_runtime as autodiff;
}

#[differentiate(crate = crate::options::facade::autodiff)]
fn by_another_name(x: f64, y: &[f64]) -> f64 {
    x.tanh() * y[0]
}

#[test]
fn another_path_of_the_runtime() {
    assert_eq!(by_another_name::grad(0.0, &[2.0]), (2.0, vec![0.0]));
    by_another_name::check(0.3, &[2.0]).expect("it is right");
}
