//! Functions without derivatives may select, if they can't keep what they are given.

use ad_runtime::prelude::*;
use std::cell::Cell;

struct Seen(Cell<f64>);

fn remembered(x: f64, seen: &Seen) -> bool {
    seen.0.set(x);
    x > 1.0
}

fn found(x: &[f64]) -> Option<f64> {
    x.first().copied()
}

fn traced(x: f64) {
    println!("{x}");
}

/// No word of a type says what it is.
#[allow(non_camel_case_types)]
type usize = f64;

#[differentiate]
fn counted(x: f64) -> usize {
    x * 2.0
}

#[differentiate]
fn caller(x: f64, #[constant] seen: &Seen) -> f64 {
    traced(x);
    if remembered(x * x, seen) || found(&[x]).is_some() {
        return x;
    }
    seen.0.get() * x
}

fn main() {
    println!("{} {}", caller(2.0, &Seen(Cell::new(0.0))), counted(1.0));
}
