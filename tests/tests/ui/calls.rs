use ad_runtime::prelude::*;

#[differentiate]
fn unknown_macro(x: f64) -> f64 {
    twice!(x)
}

#[macro_export]
macro_rules! twice {
    ($x:expr) => { 2.0 * $x };
}

#[differentiate]
fn through_a_value(x: f64, #[constant] f: fn(f64) -> f64) -> f64 {
    f(x)
}

#[differentiate]
fn recursive(x: f64, n: u32) -> f64 {
    if n == 0 { x } else { recursive(x * x, n - 1) }
}

fn main() {
    println!("{}", unknown_macro(1.0));
    println!("{}", through_a_value(recursive(1.0, 2), f64::sin));
}
