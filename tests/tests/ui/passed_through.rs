//! What the macro only passes through must not lose a derivative on the way: an error, not a silent zero.

use ad_runtime::prelude::*;

struct Pair {
    a: f64,
    b: f64,
}

#[differentiate]
fn structs(x: f64) -> f64 {
    let pair = Pair { a: x, b: x * x };
    pair.a * pair.b
}

#[differentiate]
fn closures(x: f64) -> f64 {
    let scaled = |y: f64| x * y;
    scaled(2.0)
}

#[differentiate]
fn options(x: f64) -> f64 {
    let option = Some(x);
    option.unwrap_or(1.0)
}

#[differentiate]
fn formatted(x: f64) -> f64 {
    let text = format!("{x}");
    let y: f64 = text.parse().unwrap();
    y
}

#[differentiate]
fn matched(x: f64) -> f64 {
    let y = match x {
        0.0 => 1.0,
        _ => x,
    };
    y * 2.0
}

#[differentiate]
fn iterated(x: &[f64]) -> f64 {
    let (left, right) = x.split_at(1);
    let both = left.iter().zip(right);
    both.map(|(a, b)| a * b).sum()
}

#[differentiate]
fn pushed(x: f64) -> f64 {
    let mut list = Vec::new();
    list.push(x);
    list[0]
}

fn main() {
    let x = structs(closures(options(formatted(1.0))));
    println!("{}", iterated(&[matched(x), pushed(x)]));
}
