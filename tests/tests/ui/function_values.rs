//! Functions that are passed to functions which go through their derivatives, and have none.

use ad_runtime::prelude::*;

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

fn plain(x: f64) -> f64 {
    x * x
}

struct Table {
    f: fn(f64) -> f64,
}

#[differentiate]
fn named(x: f64) -> f64 {
    twice(plain, x) // refused
}

#[differentiate]
fn lent(x: f64) -> f64 {
    twice(&plain, x) // refused
}

#[differentiate]
fn out_of_a_field(#[constant] table: &Table, x: f64) -> f64 {
    twice(table.f, x) // refused
}

#[differentiate]
fn out_of_a_list(#[constant] list: &[fn(f64) -> f64], x: f64) -> f64 {
    twice(list[0], x) // refused
}

#[differentiate]
fn calling_what_has_none(x: f64) -> f64 {
    twice(|y| plain(y) * x, x) // refused
}

fn main() {
    named::grad(1.0);
    lent::grad(1.0);
    out_of_a_field::grad(&Table { f: plain }, 1.0);
    out_of_a_list::grad(&[plain], 1.0);
    calling_what_has_none::grad(1.0);
    twice::grad(plain, 1.0); // refused
    twice::grad(|x| x * x, 1.0); // refused
}
