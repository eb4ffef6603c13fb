//! A method named like one of a list's, where the macro can't see the type.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Stats {
    sum: f64,
}

#[differentiate]
impl Stats {
    fn push(&mut self, v: f64) {
        self.sum += v * v;
    }
}

#[differentiate]
fn start(sum: f64) -> Stats {
    Stats { sum }
}

#[differentiate]
fn squares(x: &[f64]) -> f64 {
    let mut stats = start(x[0]);
    for v in x {
        stats.push(*v);
    }
    stats.sum
}

fn main() {}
