use ad_runtime::prelude::*;

#[differentiate]
fn rounded(x: f64) -> f64 {
    let n = x as i64;
    let fraction = x - n as f64;
    fraction * fraction
}

/// To select is fine.
#[differentiate]
fn table(x: f64, y: &[f64]) -> f64 {
    let i = x as usize;
    if i < y.len() { y[i] * x } else { x }
}

#[differentiate]
fn as_exponent(x: f64) -> f64 {
    let n = (x * 2.0) as i32 + 1;
    x.powi(n)
}

fn main() {
    println!("{} {}", rounded(as_exponent(1.5)), table(1.0, &[2.0]));
    println!("{:?}", table::grad(1.0, &[2.0]));
}
