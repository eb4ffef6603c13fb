//! Functions as arguments among types with operators, and in traits: what a parameter results in is an operand like any other.

use std::ops::{Add, Mul};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Vector {
    x: f64,
    y: f64,
}

#[differentiate]
impl Add for Vector {
    type Output = Vector;
    fn add(self, other: Vector) -> Vector {
        Vector { x: self.x + other.x, y: self.y + other.y }
    }
}

#[differentiate]
impl Mul<f64> for Vector {
    type Output = Vector;
    fn mul(self, k: f64) -> Vector {
        Vector { x: self.x * k, y: self.y * k }
    }
}

/// The product of an operator whose body gives a closure to a function.
#[differentiate]
impl Mul for Vector {
    type Output = f64;
    fn mul(self, other: Vector) -> f64 {
        summed(|i, k| if i == 0 { self.x * k } else { self.y * k }, other.x, other.y)
    }
}

#[differentiate]
fn summed(f: impl Fn(usize, f64) -> f64, a: f64, b: f64) -> f64 {
    f(0, a) + f(1, b)
}

#[differentiate]
fn squared(v: Vector) -> f64 {
    v * v
}

/// Heun's method, for whatever is on its way.
#[differentiate]
fn step(f: impl Fn(f64, Vector) -> Vector, t: f64, at: Vector, h: f64) -> Vector {
    let first = f(t, at);
    let second = f(t + h, at + first * h);
    at + (first + second) * (0.5 * h)
}

/// The operators are of the results alone.
#[differentiate]
fn length_of(f: impl Fn(f64) -> Vector, t: f64) -> f64 {
    squared(f(t) * t + f(t * t))
}

#[differentiate]
fn turned(t: f64, v: Vector) -> Vector {
    Vector { x: -v.y * t, y: v.x * t.cos() }
}

#[differentiate]
fn by_name(x: f64, h: f64) -> f64 {
    squared(step(turned, 0.3, Vector { x, y: 1.0 }, h))
}

#[differentiate]
fn by_closure(x: f64, k: f64) -> f64 {
    let start = Vector { x, y: k };
    squared(step(|t, v: Vector| v * (k * t) + start, 0.3, start, 0.1))
}

/// Of a closure's parameter nothing is seen.
#[differentiate]
fn inferred(start: Vector, k: f64) -> f64 {
    squared(step(|t, v| v * (k * t) + start * k, 0.3, start, 0.1))
}

#[differentiate]
fn of_what_is_made(x: f64, k: f64) -> f64 {
    let v = turned(x, Vector { x: k, y: x });
    length_of(|t| v * t + v * k, x)
}

#[differentiate]
pub trait Law: Clone + Sync {
    fn force(&self, v: Vector) -> Vector;

    fn work(&self, v: Vector, k: f64) -> f64 {
        length_of(|t| self.force(v) * t, k)
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    k: f64,
}

#[differentiate]
impl Law for Spring {
    fn force(&self, v: Vector) -> Vector {
        step(|_, w: Vector| w * self.k, 0.0, v, self.k)
    }
}

#[differentiate]
fn of_a_law(law: &impl Law, f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(law.work(Vector { x, y: f(x) }, x)) * x
}

#[differentiate]
fn of_a_spring(k: f64, x: f64) -> f64 {
    let spring = Spring { k };
    of_a_law(&spring, |y| y * y * k, x)
}

#[differentiate]
fn of_any_law<L: Law>(law: &L, f: impl Fn(&L, f64) -> f64, x: f64) -> f64 {
    f(law, x) * x
}

#[differentiate]
fn worked(spring: &Spring, x: f64) -> f64 {
    spring.work(Vector { x, y: 0.3 }, x) * spring.k
}

#[differentiate]
fn of_a_model(k: f64, x: f64) -> f64 {
    let spring = Spring { k };
    of_any_law(&spring, worked, x)
}

programs! {
    by_name(x, h) -> scalar at (0.7, 0.2);
    by_closure(x, k) -> scalar at (0.7, 1.2);
    of_what_is_made(x, k) -> scalar at (0.7, 1.2);
    of_a_spring(k, x) -> scalar at (0.7, 1.2);
    of_a_model(k, x) -> scalar at (0.7, 1.2);
}

#[test]
fn what_is_inferred() {
    inferred::check(Vector { x: 0.7, y: 0.2 }, 1.3).unwrap();
}
