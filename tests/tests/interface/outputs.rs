//! `&mut` parameters: inputs and outputs at once.

use ad_runtime::prelude::*;

#[differentiate]
fn scale(x: &mut [f64], s: f64) {
    for i in 0..x.len() {
        x[i] *= s;
    }
}

#[differentiate]
fn accumulate(total: &mut f64, x: f64, n: usize) -> f64 {
    *total += x * n as f64;
    *total * x
}

#[test]
fn alone() {
    let mut x = [1.0, 2.0];
    let mut x_dot = [1.0, 0.0];
    scale::jvp(&mut x, 3.0, &mut x_dot, 1.0);
    assert_eq!((x, x_dot), ([3.0, 6.0], [4.0, 2.0]));
    let mut x = [1.0, 2.0];
    let ((), pullback) = scale::vjp(&mut x, 3.0);
    assert_eq!(x, [3.0, 6.0]);
    let mut x_bar = [1.0, 10.0];
    let s_bar = pullback(&mut x_bar);
    assert_eq!((x_bar, s_bar), ([3.0, 30.0], 21.0));
    scale::check(&mut [1.0, 2.0], 0.5).expect("both modes and differences agree");
}

#[test]
fn beside_a_result() {
    let mut total = 1.0;
    let (value, (total_bar, x_bar)) = accumulate::value_and_grad(&mut total, 2.0, 3);
    assert_eq!((value, total), (14.0, 7.0));
    assert_eq!((total_bar, x_bar), (2.0, 13.0));
    let mut total = 1.0;
    let (mut total_bar, mut x_bar) = (1.0, 5.0);
    accumulate::grad_into(&mut total, 2.0, 3, &mut total_bar, &mut x_bar);
    assert_eq!((total_bar, x_bar), (3.0, 16.0));
    accumulate::check(&mut 1.0, 2.0, 3).expect("both modes and differences agree");
}
