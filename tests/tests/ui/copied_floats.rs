//! A `clone` of one's own that takes floats by value is found before std's.

use ad_runtime::prelude::*;

trait Twice {
    fn clone(self) -> f64;
}

impl Twice for f64 {
    fn clone(self) -> f64 {
        self * 2.0
    }
}

#[differentiate]
fn of_a_number(x: f64) -> f64 {
    x.clone() * x // refused
}

fn main() {}
