//! Operators on references to constants where the macro can't keep the reference: it says so.

use ad_runtime::prelude::*;
use std::ops::{Mul, Neg};

#[derive(Clone, Copy)]
struct Gauge(f64);

impl Neg for &Gauge {
    type Output = f64;
    fn neg(self) -> f64 {
        self.0 * -2.0
    }
}

impl Neg for Gauge {
    type Output = f64;
    fn neg(self) -> f64 {
        self.0 * -5.0
    }
}

impl Mul<f64> for &Gauge {
    type Output = f64;
    fn mul(self, k: f64) -> f64 {
        self.0 * k
    }
}

impl Mul<f64> for Gauge {
    type Output = f64;
    fn mul(self, k: f64) -> f64 {
        self.0 * k * 10.0
    }
}

#[differentiate]
fn zipped(x: f64, y: f64, #[constant] gauges: &[Gauge]) -> f64 {
    gauges.iter().zip([x, y]).map(|(m, v)| v * -m).sum() // refused
}

#[differentiate]
fn in_a_closure(x: f64, y: f64) -> f64 {
    let gauge = Gauge(2.0);
    let scaled = |m: &Gauge, z: f64| z * (m * 2.0); // refused
    scaled(&gauge, x) * y
}

fn main() {
    zipped::grad(1.0, 2.0, &[Gauge(2.0), Gauge(0.5)]);
    in_a_closure::grad(1.0, 2.0);
}
