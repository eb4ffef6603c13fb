//! Methods without derivatives.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Gas {
    pressure: f64,
}

impl Gas {
    fn gamma(&self, t: f64) -> f64 {
        self.pressure * t
    }
}

#[differentiate]
fn work(gas: &Gas, t: f64) -> f64 {
    gas.gamma(t) * t // refused
}

fn main() {}
