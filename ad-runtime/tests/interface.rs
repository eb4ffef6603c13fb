#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]
//! smoke
use ad_runtime::prelude::*;
use ad_runtime::prim;

/// h
#[primitive(partials(x = p * x.powf(p - 1.0), p = out * x.ln()))]
pub fn power(x: f64, p: f64) -> f64 {
    x.powf(p)
}

/// h
#[primitive(bprop = affine_bprop, jvp = affine_jvp)]
pub fn affine(x: &[f64], v: Vec<f64>, n: usize, #[constant] y: &[f64]) -> (f64, Vec<f64>) {
    (x.iter().sum::<f64>() * n as f64 + y[0], v.clone())
}
fn affine_bprop(
    x: &[f64],
    _v: &[f64],
    n: usize,
    _y: &[f64],
    _out: &(f64, Vec<f64>),
    out_bar: &(f64, Vec<f64>),
) -> (Vec<f64>, Vec<f64>) {
    (vec![out_bar.0 * n as f64; x.len()], out_bar.1.clone())
}
fn affine_jvp(
    _x: &[f64],
    _v: &[f64],
    n: usize,
    _y: &[f64],
    _out: &(f64, Vec<f64>),
    x_dot: &[f64],
    v_dot: &[f64],
) -> (f64, Vec<f64>) {
    (x_dot.iter().sum::<f64>() * n as f64, v_dot.to_vec())
}
#[test]
fn smoke() {
    assert_eq!(prim::sin::grad(0.0), 1.0);
    assert_eq!(prim::powi::value_and_grad(3.0, 2), (9.0, 6.0));
    assert_eq!(power::grad(3.0, 2.0).0, 6.0);
    assert_eq!(power::jvp(3.0, 2.0, 1.0, 0.0).1, 6.0);
    assert_eq!(prim::dot::grad(&[1.0f32, 2.0], &[3.0, 4.0]), (vec![3.0, 4.0], vec![1.0, 2.0]));
    let (value, pullback) = affine::vjp(&[1.0, 2.0], vec![3.0], 2, &[1.0]);
    assert_eq!(value, (7.0, vec![3.0]));
    assert_eq!(pullback((1.0, vec![5.0])), (vec![2.0, 2.0], vec![5.0]));
    affine::check(&[1.0, 2.0], vec![3.0], 2, &[1.0]).unwrap();
    power::check(3.0, 2.0).unwrap();
}
