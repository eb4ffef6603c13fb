//! A warning where no derivative can be anything but zero; with `deny`, an error.
#![deny(deprecated, unreachable_code)]

use ad_runtime::prelude::*;

#[differentiate]
fn forgotten(x: f64, n: usize) -> f64 {
    assert!(x > 0.0);
    n as f64 * 2.0
}

#[differentiate]
fn step(x: f64) -> f64 {
    if x > 0.0 { 1.0 } else { 0.0 }
}

struct Model(f64);

#[differentiate]
impl Model {
    fn bias(#[constant] &self, x: f64) -> f64 {
        let _y = x * 2.0;
        self.0
    }
}

// No warnings.

#[differentiate]
fn one_of_several(x: f64, _y: f64) -> f64 {
    x * x
}

#[differentiate]
fn stopped(x: f64) -> f64 {
    stop_gradient(x * x)
}

#[differentiate]
fn constant(x: f64) -> f64 {
    #[constant]
    let y = x + 1.0;
    y * y
}

#[differentiate]
#[allow(deprecated)]
fn silenced(_x: f64) -> f64 {
    1.0
}

#[differentiate]
fn written(x: f64, out: &mut f64) {
    *out = x;
}

#[differentiate]
fn unfinished(_x: f64) -> f64 {
    todo!()
}

trait Loss {
    fn loss(&self, x: f64) -> f64;
}

#[differentiate(inherent)]
impl Loss for Model {
    fn loss(#[constant] &self, _x: f64) -> f64 {
        0.0
    }
}

fn main() {
    forgotten::grad(1.0, 2);
    step::grad(1.0);
    Model(1.0).bias_grad(1.0);
    one_of_several::grad(1.0, 2.0);
    stopped::grad(1.0);
    constant::grad(1.0);
    silenced::grad(1.0);
    let mut out = 0.0;
    written::jvp(1.0, &mut out, 1.0, &mut 0.0);
    unfinished::grad(1.0);
    Model(1.0).loss_grad(1.0);
}
