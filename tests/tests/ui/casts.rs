use ad_runtime::prelude::*;

type Number = f64;

/// An integer is a constant, however it is used.
#[differentiate]
fn rounded(x: f64) -> f64 {
    let n = x as i64;
    let fraction = x - n as f64;
    fraction.powi(n as i32)
}

/// A name for a float isn't seen to be one.
#[differentiate]
fn aliased(x: f64) -> f64 {
    let y = (x * 2.0) as Number;
    x * y
}

fn main() {
    println!("{} {}", rounded(1.5), aliased(1.0));
    println!("{:?} {:?}", rounded::grad(1.5), aliased::grad(1.0));
}
