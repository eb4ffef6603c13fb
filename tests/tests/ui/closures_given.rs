//! Closures that capture what is differentiated can't be given to functions: these take them as constants.

use ad_runtime::prelude::*;

#[differentiate]
fn at_two(x: f64, #[constant] p: impl Fn(f64) -> f64) -> f64 {
    x * p(2.0)
}

#[differentiate]
fn lent(x: f64, #[constant] p: &mut dyn FnMut(f64) -> f64) -> f64 {
    x * p(2.0)
}

#[differentiate]
fn captured(x: f64, y: f64) -> f64 {
    at_two(x, |v| v * y) // refused
}

#[differentiate]
fn captured_by_a_name(x: f64, y: f64) -> f64 {
    let scaled = |v: f64| v * y; // refused
    at_two(x, &scaled)
}

#[differentiate]
fn changed(x: f64, y: f64) -> f64 {
    let mut k = 1.0;
    let s = lent(x, &mut |v| { // refused
        k *= v;
        k
    });
    k *= y;
    s * k
}

#[differentiate]
fn given_what_is_differentiated(x: f64, #[constant] mut p: impl FnMut(f64)) -> f64 {
    p(x); // refused
    x
}

#[differentiate]
fn called(g: impl Fn(f64) -> f64, x: f64) -> f64 {
    g(x)
}

#[differentiate]
fn counting(x: f64, y: f64) -> f64 {
    let n = std::cell::Cell::new(0.0);
    let value = called(|v| {
        n.set(n.get() + 1.0); // refused
        v * y
    }, x);
    value * n.get()
}

fn main() {
    counting::grad(1.0, 2.0);
    captured::grad(1.0, 2.0);
    captured_by_a_name::grad(1.0, 2.0);
    changed::grad(1.0, 2.0);
    given_what_is_differentiated::grad(1.0, |_| {});
}
