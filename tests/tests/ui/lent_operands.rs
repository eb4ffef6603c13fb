//! A constant of a type that isn't seen is a reference, and the operand of an operator of one's own: its rule would hold it for too long.

use std::collections::HashMap;
use std::ops::Mul;

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct V {
    x: f64,
}

#[differentiate]
impl Mul<V> for f64 {
    type Output = V;
    fn mul(self, v: V) -> V {
        V { x: self * v.x }
    }
}

#[differentiate]
impl Mul<V> for &f64 {
    type Output = V;
    fn mul(self, v: V) -> V {
        V { x: 2.0 * *self * v.x }
    }
}

#[differentiate]
fn by_value(v: V, #[constant] i: usize) -> f64 {
    let table = HashMap::from([(1usize, 1.25), (7, 0.75)]);
    let w = *table.get(&i).unwrap() * v;
    w.x * v.x * table.get(&i).unwrap()
}

#[differentiate]
fn by_reference(v: V, #[constant] i: usize) -> f64 {
    let table = HashMap::from([(1usize, 1.25), (7, 0.75)]);
    let w = table.get(&i).unwrap() * v; // refused
    w.x * v.x
}

fn main() {
    by_value(V { x: 1.0 }, 1);
}
