//! Products with the Hessian: symmetry, differences of the gradient, what is overwritten, other options beside the order, and effects.

use std::cell::Cell;

use ad_runtime::prelude::*;

use super::compared::{assert_close, direction, product_by_differences};

#[differentiate(order = 2)]
fn chain(x: &[f64], n: usize) -> f64 {
    let mut h = x[0];
    let mut sum = 0.0;
    for i in 0..n {
        h = (x[i % x.len()] * h).sin() + x[(i + 1) % x.len()];
        sum += h * h * x[(2 * i) % x.len()];
    }
    sum
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn a_hessian_is_symmetric() {
    let x = direction(7);
    let u: Vec<_> = x.iter().map(|x| (3.0 * x).cos()).collect();
    let v: Vec<_> = x.iter().map(|x| x * x - 0.4).collect();
    for n in [0, 1, 5, 20] {
        let (hu, hv) = (chain::hvp(&x, n, &u), chain::hvp(&x, n, &v));
        assert_close(&[dot(&u, &hv)], &[dot(&v, &hu)], 1e-11);
        let expected = product_by_differences(|x| chain::grad(x, n), &x, &v);
        assert_close(&hv, &expected, 1e-7);
    }
}

#[test]
fn what_was_there_is_overwritten() {
    let (x, v) = (direction(5), vec![0.3; 5]);
    let mut bar = vec![f64::NAN; 5];
    chain::hvp_into(&x, 9, &v, &mut bar);
    assert_eq!(bar, chain::hvp(&x, 9, &v));
    chain::hvp_into(&x, 9, &v, &mut bar);
    assert_eq!(bar, chain::hvp(&x, 9, &v));
}

#[differentiate(order = 2)]
fn in_segments(x: &[f64], n: usize) -> f64 {
    let mut h = x[0];
    let mut sum = 0.0;
    #[checkpoint]
    for i in 0..n {
        h = (x[i % x.len()] * h).sin() + x[(i + 1) % x.len()];
        sum += h * h * x[(2 * i) % x.len()];
    }
    sum
}

#[differentiate(order = 2, simplify = "real")]
fn simplified(x: &[f64], n: usize) -> f64 {
    let mut h = x[0];
    let mut sum = 0.0;
    for i in 0..n {
        h = (x[i % x.len()] * h).sin() + x[(i + 1) % x.len()];
        sum += h * h * x[(2 * i) % x.len()];
    }
    sum
}

#[test]
fn loops_with_checkpoints_and_real_algebra() {
    let (x, v) = (direction(5), vec![0.3, -0.1, 0.2, 0.9, 0.5]);
    for n in [0, 1, 2, 17] {
        let expected = chain::hvp(&x, n, &v);
        assert_close(&in_segments::hvp(&x, n, &v), &expected, 1e-12);
        assert_close(&simplified::hvp(&x, n, &v), &expected, 1e-11);
        let hessian = chain::hessian(&x, n);
        let found = in_segments::hessian(&x, n);
        assert_close(
            &found.into_raw_vec_and_offset().0,
            hessian.as_slice().expect("there is one"),
            1e-12,
        );
    }
}

#[differentiate(order = 2, jacobian = "markowitz")]
fn eliminated(x: f64, y: f64) -> f64 {
    (x * y).sin() * x
}

#[differentiate(order = 2)]
fn plain(x: f64, y: f64) -> f64 {
    (x * y).sin() * x
}

#[test]
fn elimination_beside_it() {
    let (x, y) = (0.7, -1.1);
    assert_close(&eliminated::hessian(x, y).concat(), &plain::hessian(x, y).concat(), 1e-14);
    let (found, expected) = (eliminated::hvp(x, y, 1.0, 2.0), plain::hvp(x, y, 1.0, 2.0));
    assert_close(&[found.0, found.1], &[expected.0, expected.1], 1e-14);
    let (by_x, by_y) = plain::grad(x, y);
    assert_close(&eliminated::jacobian(x, y), &[by_x, by_y], 1e-14);
}

#[differentiate(order = 2)]
fn counted(x: f64, #[constant] calls: &Cell<usize>) -> f64 {
    calls.set(calls.get() + 1);
    let y = x * x;
    y * y
}

#[test]
fn a_product_runs_the_function_once() {
    let calls = Cell::new(0);
    assert_close(&[counted::hvp(2.0, &calls, 1.0)], &[48.0], 1e-15);
    assert_eq!(calls.get(), 1);
    assert_close(&[counted::hvp(2.0, &calls, 0.5)], &[24.0], 1e-15);
    assert_eq!(calls.get(), 2);
}
