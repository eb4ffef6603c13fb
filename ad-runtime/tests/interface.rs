//! The associated functions, of every form of signature that a primitive can have.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, rust_2018_idioms, unused_qualifications)]
#![deny(missing_debug_implementations, single_use_lifetimes, clippy::all)]
#![allow(clippy::unwrap_used)]

use ad_runtime::prelude::*;

#[primitive(partials(x = p * x.powf(p - 1.0), p = out * x.ln()))]
fn power(x: f64, p: f64) -> f64 {
    x.powf(p)
}

#[test]
fn every_function_of_a_scalar_one() {
    let (x_bar, p_bar) = (6.0, 9.0 * 3f64.ln());
    assert_eq!(power::grad(3.0, 2.0), (x_bar, p_bar));
    assert_eq!(power::value_and_grad(3.0, 2.0), (9.0, (x_bar, p_bar)));
    let (mut x, mut p) = (1.0, 1.0);
    assert_eq!(power::accumulate_grad(3.0, 2.0, &mut x, &mut p), 9.0);
    assert_eq!((x, p), (1.0 + x_bar, 1.0 + p_bar));
    assert_eq!(power::grad_into(3.0, 2.0, &mut x, &mut p), 9.0);
    assert_eq!((x, p), (x_bar, p_bar));
    let (value, pullback) = power::vjp(3.0, 2.0);
    assert_eq!((value, pullback(2.0)), (9.0, (2.0 * x_bar, 2.0 * p_bar)));
    assert_eq!(power::jvp(3.0, 2.0, 1.0, 0.0), (9.0, x_bar));
    assert_eq!(power::jvp(3.0, 2.0, 0.0, 1.0), (9.0, p_bar));
    power::check(3.0, 2.0).unwrap();
}

#[test]
fn the_hidden_ones_take_none_for_any_parameter() {
    assert_eq!(power::tangent(3.0, 2.0, Some(1.0), None), (9.0, 6.0));
    assert_eq!(power::tangent(3.0, 2.0, None, None), (9.0, 0.0));
    let mut x_bar = 1.0;
    power::pullback(3.0, 2.0).1(1.0, Some(&mut x_bar), None);
    assert_eq!(x_bar, 7.0);
    assert_eq!(
        scaled::tangent(&[1.0], [2.0], 3, None, Some([1.0]), None),
        ([3.0, 6.0], [0.0, 3.0])
    );
    scaled::pullback(&[1.0], [2.0], 3).1([1.0, 1.0], None, None, None);
}

/// Lists by reference and by value, and an integer.
#[primitive(bprop = scaled_bprop, jvp = scaled_jvp)]
fn scaled(x: &[f64], v: [f64; 1], n: usize) -> [f64; 2] {
    [x.iter().sum::<f64>() * n as f64, 3.0 * v[0]]
}

fn scaled_bprop(
    x: &[f64],
    _v: &[f64; 1],
    n: usize,
    _y: &[f64; 2],
    y_bar: &[f64; 2],
) -> (Vec<f64>, [f64; 1]) {
    (vec![y_bar[0] * n as f64; x.len()], [y_bar[1] * 3.0])
}

fn scaled_jvp(
    _x: &[f64],
    _v: &[f64; 1],
    n: usize,
    _y: &[f64; 2],
    x_dot: &[f64],
    v_dot: &[f64; 1],
) -> [f64; 2] {
    [x_dot.iter().sum::<f64>() * n as f64, v_dot[0] * 3.0]
}

#[test]
fn a_pullback_outlives_what_it_was_called_with_by_value() {
    let x = vec![1.0, 2.0];
    let (value, pullback) = {
        let (v, n) = ([2.0], 3);
        scaled::vjp(&x, v, n)
    };
    assert_eq!(value, [9.0, 6.0]);
    assert_eq!(pullback([1.0, 2.0]), (vec![3.0, 3.0], [6.0]));
}
