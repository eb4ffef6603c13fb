use ad_runtime::prelude::*;

#[differentiate]
fn unknown_method(x: f64) -> f64 {
    // Of a constant any method will do.
    let n = 3u32.leading_zeros();
    x.scaled_by(n)
}

trait ScaledBy {
    fn scaled_by(self, n: u32) -> f64;
}

impl ScaledBy for f64 {
    fn scaled_by(self, n: u32) -> f64 {
        self * f64::from(n)
    }
}

#[differentiate]
fn unknown_macro(x: f64) -> f64 {
    twice!(x)
}

#[macro_export]
macro_rules! twice {
    ($x:expr) => { 2.0 * $x };
}

#[differentiate]
fn through_a_value(x: f64, f: fn(f64) -> f64) -> f64 {
    f(x) + (|y: f64| y * x)(2.0)
}

#[differentiate]
fn recursive(x: f64, n: u32) -> f64 {
    if n == 0 { x } else { recursive(x * x, n - 1) }
}

fn main() {
    println!("{}", unknown_method(unknown_macro(1.0)));
    println!("{}", through_a_value(recursive(1.0, 2), f64::sin));
}
