//! Derivatives that a function doesn't have.

use ad_runtime::prelude::*;

#[differentiate(forward)]
fn only_forward(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn pair(x: f64) -> (f64, f64) {
    (x, x * x)
}

fn main() {
    println!("{}", only_forward::grad(1.0));
    println!("{:?}", pair::grad(1.0));
}
