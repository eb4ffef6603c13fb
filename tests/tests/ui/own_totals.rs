//! Sums of a type of one's own without a rule, and one that leaves items.

use std::iter::{Product, Sum};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct V {
    x: f64,
}

impl Sum for V {
    fn sum<I: Iterator<Item = V>>(iter: I) -> V {
        iter.fold(V { x: 0.0 }, |a, b| V { x: a.x + b.x })
    }
}

#[differentiate]
impl Product for V {
    fn product<I: Iterator<Item = V>>(iter: I) -> V { // refused
        iter.take_while(|v| v.x > 0.0).fold(V { x: 1.0 }, |a, b| V { x: a.x * b.x })
    }
}

#[differentiate]
fn total(vs: &[V], k: f64) -> f64 {
    let sum: V = vs.iter().copied().sum(); // refused
    sum.x * k
}

fn main() {}
