//! Methods by names of floats' that traits give to references to floats: a call on such a reference means them, not std's.

use ad_runtime::prelude::*;

trait OfReferences {
    fn powi(self, n: i32) -> f64;
}

impl OfReferences for &f64 {
    fn powi(self, n: i32) -> f64 {
        *self * f64::from(n)
    }
}

trait ByReference {
    fn abs(&self) -> f64;
}

impl ByReference for f64 {
    fn abs(&self) -> f64 {
        3.0 * self
    }
}

#[differentiate]
fn named(x: &[f64]) -> f64 {
    let y = &x[0];
    y.powi(2) * x[1] // refused
}

#[differentiate]
fn items(x: &[f64]) -> f64 {
    x.iter().map(|v| v.abs()).sum() // refused
}

#[differentiate]
fn numbers(x: f64) -> f64 {
    x.powi(2) + x.abs() + (2.0 * x).powi(3)
}

fn main() {
    println!("{} {} {}", named(&[1.0, 2.0]), items(&[1.0]), numbers(2.0));
}
