//! What is said of operators beside the derive.

use std::ops::{Add, Mul, Neg, Sub};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Differentiable)]
#[differentiable(
    add, // refused
    sub,
    neg, // refused
    scale // refused
)]
struct Point {
    x: f64,
}

#[derive(Clone, Copy, Differentiable)]
struct Offset {
    x: f64,
}

/// The difference of points is none.
impl Add<Offset> for Point {
    type Output = Point;
    fn add(self, r: Offset) -> Point {
        Point { x: self.x + r.x }
    }
}

impl Sub for &Point {
    type Output = Point;
    fn sub(self, r: &Point) -> Point {
        Point { x: self.x - r.x }
    }
}

impl Neg for Point {
    type Output = Offset;
    fn neg(self) -> Offset {
        Offset { x: -self.x }
    }
}

#[derive(Clone, Copy, Differentiable)]
#[differentiable(scale)]
struct Segment {
    from: Offset, // refused
    to: f64,
}

impl Mul<f64> for Segment {
    type Output = Segment;
    fn mul(self, k: f64) -> Segment {
        Segment { from: Offset { x: self.from.x * k }, to: self.to * k }
    }
}

#[derive(Clone, Copy, Differentiable)]
#[differentiable(add)] // refused
enum Shape {
    Ball(f64),
    Nothing,
}

#[derive(Clone, Copy, Differentiable)]
#[differentiable(add(f64), neg = 1, scale(1))] // refused
struct Arguments(f64);

fn main() {}
