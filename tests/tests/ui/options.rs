use ad_runtime::prelude::*;

#[differentiate(wtr(x))]
fn unknown(x: f64) -> f64 {
    x
}

#[differentiate(forward, forward)]
fn repeated(x: f64) -> f64 {
    x
}

#[differentiate(forward, reverse)]
fn both(x: f64) -> f64 {
    x
}

#[differentiate(wrt(x, z, n, x))]
fn not_parameters(x: f64, y: f64, n: usize) -> f64 {
    x * y * n as f64
}

#[differentiate(wrt = x, crate = "runtime", order = "two", reverse = true)]
fn malformed(x: f64) -> f64 {
    x
}

#[differentiate(order = 2, dump)]
fn not_yet(x: f64) -> f64 {
    x
}

fn main() {
    let x = unknown(repeated(both(1.0)));
    println!("{}", malformed(not_yet(not_parameters(x, 2.0, 3))));
}
