//! How often std calls a closure that may change something is up to std's iterators, where their ends differ.

use ad_runtime::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};

static DRAWN: AtomicU32 = AtomicU32::new(0);

fn draw() -> f64 {
    f64::from(DRAWN.fetch_add(1, Ordering::Relaxed))
}

#[differentiate]
fn shorter_second(xs: &[f64], ys: &[f64]) -> f64 {
    xs.iter().map(|x| x * draw()).zip(ys).map(|(x, y)| x * y).sum() // refused
}

#[differentiate]
fn in_a_loop(xs: &[f64], ys: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, y) in xs.iter().map(|x| x * draw()).zip(&ys[1..]) { // refused
        sum += x * y;
    }
    sum
}

#[differentiate]
fn filtered_first(xs: &[f64], ys: &[f64]) -> f64 {
    xs.iter().filter(|x| **x > draw()).zip(ys).map(|(x, y)| x * y).sum() // refused
}

#[differentiate]
fn from_the_back(xs: &[f64]) -> f64 {
    xs.iter().map(|x| x * draw()).take(2).rev().sum() // refused
}

#[differentiate]
fn pairs_from_the_back(xs: &[f64], ys: &[f64]) -> f64 {
    xs.iter().zip(ys.iter().map(|y| y * draw())).rev().map(|(x, y)| x * y).sum() // refused
}

fn main() {
    let xs = [1.0, 2.0];
    println!("{}", shorter_second(&xs, &xs) + in_a_loop(&xs, &xs) + filtered_first(&xs, &xs));
    println!("{}", from_the_back(&xs) + pairs_from_the_back(&xs, &xs));
}
