//! Calls of functions without derivatives: fine where nothing active goes in.

use ad_runtime::prelude::*;

fn plain(x: f64, n: usize) -> f64 {
    x.powi(n as i32)
}

mod elsewhere {
    pub fn plain(x: &[f64]) -> Vec<f64> {
        x.to_vec()
    }
}

#[differentiate]
fn caller(x: &[f64], n: usize) -> f64 {
    let weight = plain(2.0, n);
    let y = elsewhere::plain(&x[1..]);
    weight * plain(x[0], n) + y[0]
}

fn main() {
    println!("{}", caller(&[1.0, 2.0], 1));
}
