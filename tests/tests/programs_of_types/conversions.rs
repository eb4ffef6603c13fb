//! `into` and `from` between numbers.

#![allow(dead_code)]

use ad_runtime::prelude::*;

#[differentiate]
fn to_log(x: f64) -> f64 {
    let y: f64 = x.into();
    y.ln()
}

#[differentiate]
fn widened(x: f32, n: i32) -> f64 {
    let y: f64 = (x * 2.0).into();
    let k: f64 = n.into();
    y * k + f64::from(x) + f64::from(n)
}

#[differentiate]
fn returned(x: f32) -> f64 {
    if x > 1.0 {
        return x.into();
    }
    x.into()
}
struct Meters(f64);
impl From<Meters> for f64 {
    fn from(m: Meters) -> f64 {
        m.0 * 2.0
    }
}

#[differentiate]
fn constants(x: f64, n: u8) -> f64 {
    let m: f64 = Meters(2.0).into();
    let k: f64 = f64::from(n);
    let s: String = "a".into();
    m * x + k * x * s.len() as f64
}
#[test]
fn conversions_are_casts() {
    to_log::check(0.3).unwrap();
    assert_eq!(widened::grad(0.5, 3), 7.0);
    assert_eq!(returned::grad(0.5), 1.0);
    assert_eq!(returned::grad(1.5), 1.0);
    constants::check(0.3, 2).unwrap();
    assert_eq!(constants::grad(0.3, 2), 6.0);
}
