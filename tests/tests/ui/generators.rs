//! A generator that is declared a constant and handed on: what is put into it is refused, and what holds something to differentiate is none.

use ad_runtime::prelude::*;

struct Rng(f64);

impl Rng {
    fn next(&mut self) -> f64 {
        self.0 += 1.0;
        self.0
    }

    fn put(&mut self, x: f64) -> usize {
        self.0 += x;
        1
    }
}

#[derive(Clone, Differentiable)]
struct Total {
    sum: f64,
}

impl Total {
    fn look(&self) -> f64 {
        self.sum
    }
}

#[differentiate]
fn sample(x: f64, #[constant] rng: &mut Rng) -> f64 {
    x * rng.next()
}

#[differentiate]
fn add(x: f64, total: &mut Total) {
    total.sum += x;
}

#[differentiate]
fn kept_with_a_result(x: f64, #[constant] rng: &mut Rng) -> f64 {
    let y = sample(x, rng);
    let _n = rng.put(x); // refused
    y * rng.next()
}

#[differentiate]
fn kept_in_a_field(x: f64, #[constant] rng: &mut Rng) -> f64 {
    let y = sample(x, rng);
    rng.0 += x;
    y * rng.next() // refused
}

#[differentiate]
fn holds_a_derivative(x: f64, #[constant] total: &mut Total) -> f64 {
    add(x, total);
    total.look() * x // refused
}

fn main() {}
