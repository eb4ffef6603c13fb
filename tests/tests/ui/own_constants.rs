//! Operators of one's own between a differentiated float and a local constant: their results are numbers, and their rules others.

use ad_runtime::prelude::*;
use std::ops::{AddAssign, Deref, Mul, Rem, Sub};

#[derive(Clone, Copy)]
struct Scale(f64);

impl Mul<Scale> for f64 {
    type Output = f64;
    fn mul(self, scale: Scale) -> f64 {
        self * self * scale.0
    }
}

impl Sub<Scale> for f64 {
    type Output = f64;
    fn sub(self, scale: Scale) -> f64 {
        self * scale.0
    }
}

impl Rem<Scale> for f64 {
    type Output = f64;
    fn rem(self, scale: Scale) -> f64 {
        self * scale.0
    }
}

impl AddAssign<Scale> for f64 {
    fn add_assign(&mut self, scale: Scale) {
        *self = *self * *self * scale.0;
    }
}

impl Deref for Scale {
    type Target = f64;
    fn deref(&self) -> &f64 {
        &self.0
    }
}

fn scale() -> Scale {
    Scale(2.0)
}

const DOUBLE: Scale = Scale(2.0);

#[differentiate]
fn local(x: f64, y: f64) -> f64 {
    let scale = Scale(3.0); // refused
    (x - scale) * y
}

#[differentiate]
fn returned(x: f64, y: f64) -> f64 {
    x * scale() * y // refused
}

#[differentiate]
fn of_closures(x: f64, y: f64) -> f64 {
    let scaled = |scale: Scale| x * scale; // refused
    scaled(DOUBLE) * y
}

#[differentiate]
fn of_loops(x: f64, y: f64) -> f64 {
    let mut product = x * y;
    for scale in [DOUBLE, DOUBLE] { // refused
        product = product % scale;
    }
    product
}

#[differentiate]
fn of_patterns(x: f64, y: f64) -> f64 {
    let scale = Some(DOUBLE);
    let z = if let Some(scale) = scale { x - scale } else { x }; // refused
    z * y
}

#[differentiate]
fn of_fields(x: f64, y: f64) -> f64 {
    let pair = (DOUBLE, 3);
    let z = x * pair.0; // refused
    z * y
}

#[differentiate]
fn of_branches(x: f64, y: f64) -> f64 {
    let scale = if y > 1.0 { DOUBLE } else { Scale(3.0) };
    x * scale + y // refused
}

#[differentiate]
fn assigned(x: f64, y: f64) -> f64 {
    let mut sum = x;
    sum += DOUBLE; // refused
    sum * y
}

#[differentiate]
fn assigned_a_local(x: f64, y: f64) -> f64 {
    let scale = Scale(3.0);
    let mut sum = x;
    sum += scale; // refused
    sum * y
}

fn main() {}
