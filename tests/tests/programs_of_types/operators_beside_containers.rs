//! Numbers that are written without a type and kept in a container, beside operators of the user's: their type is what the operators as they are written say.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Mul;

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Vector {
    a: f64,
    b: f64,
}

#[differentiate]
impl Mul<Vector> for f64 {
    type Output = Vector;
    fn mul(self, v: Vector) -> Vector {
        Vector { a: v.a * self, b: v.b * self }
    }
}

#[differentiate]
impl Mul<&Vector> for &Vector {
    type Output = f64;
    fn mul(self, other: &Vector) -> f64 {
        self.a * other.a + self.b * other.b
    }
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn in_a_cell(x: f64) -> f64 {
    let y = square(x);
    let weights = RefCell::new(vec![2.25, 0.75]);
    let mut sum = 0.25;
    let guard = weights.borrow();
    for &weight in guard.iter() {
        sum = 0.5
            * sum
            * weight
            * (&((0.7 * y).tanh() * Vector { a: x, b: 1.5 }) * &Vector { a: x, b: y });
    }
    sum
}

#[differentiate]
fn in_a_map(x: f64) -> f64 {
    let y = square(x);
    let weights = BTreeMap::from([("first", 2.25), ("second", 0.75)]);
    let mut sum = 0.25;
    for weight in weights.values() {
        sum =
            weight * sum * (&((0.7 * y).tanh() * Vector { a: x, b: 1.5 }) * &Vector { a: x, b: y });
    }
    for (_, &weight) in weights.iter() {
        sum = (sum - weight) * y;
    }
    sum
}

#[differentiate]
fn taking(g: &dyn Fn(f64) -> f64, a: f64) -> f64 {
    g(a)
}

/// What is held by a guard, at the end of the block that holds it.
#[differentiate]
fn in_a_lock(x: f64) -> f64 {
    taking(
        &|t| {
            let lock = std::sync::Mutex::<f64>::new(0.25);
            let y = (*lock.lock().unwrap()).sin() * (x * 1.5).sin();
            t * (&Vector { a: x, b: y.sin() } * &Vector { a: x, b: y.tanh() })
        },
        x,
    )
}

programs! {
    in_a_lock(x) -> scalar at (0.3), (0.7);
    in_a_cell(x) -> scalar at (0.3), (0.7);
    in_a_map(x) -> scalar at (0.3), (0.7);
}
