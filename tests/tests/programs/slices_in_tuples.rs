//! Slices in tuples, which are passed on.

use ad_runtime::prelude::*;

#[differentiate]
fn squares(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v).sum()
}

#[differentiate]
fn first(t: (&[f64], f64)) -> f64 {
    squares(t.0) * t.1
}

#[differentiate]
fn bound(t: (&[f64], f64)) -> f64 {
    let (a, b) = t;
    squares(a) * b
}

#[differentiate]
fn behind(t: &(&[f64], f64)) -> f64 {
    squares(t.0) * t.1 + t.0[0]
}

#[differentiate]
fn both((a, b): (&[f64], &[f64])) -> f64 {
    squares(a) * squares(b)
}

#[differentiate]
fn owned(t: (Vec<f64>, f64)) -> f64 {
    consumed(t.0) * t.1
}

#[differentiate]
fn consumed(x: Vec<f64>) -> f64 {
    squares(&x) + x[0]
}

#[differentiate]
fn listed(t: &[(&[f64], f64)]) -> f64 {
    t.iter().map(|(a, w)| squares(a) * w).sum()
}

#[test]
fn all() {
    let x: &[f64] = &[1.0, -2.0];
    first::check((x, 2.0)).unwrap();
    bound::check((x, 2.0)).unwrap();
    behind::check(&(x, 2.0)).unwrap();
    both::check((x, &[3.0])).unwrap();
    owned::check((x.to_vec(), 2.0)).unwrap();
    listed::check(&[(x, 2.0), (&[0.5], -1.0)]).unwrap();
    assert_eq!(first::grad((x, 2.0)), (vec![4.0, -8.0], 5.0));
    assert_eq!(behind::jvp(&(x, 2.0), &(vec![1.0, 0.0], 0.5)).1, 2.0 * 2.0 + 5.0 * 0.5 + 1.0);
}
