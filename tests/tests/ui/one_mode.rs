//! A mode that a function was not given.

use ad_runtime::prelude::*;

#[differentiate(forward)]
fn forward(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn both(x: f64) -> f64 {
    forward(x) * x
}

fn main() {
    println!("{:?} {}", both(1.0), forward::grad(1.0));
}
