//! What the macro only passes through must not lose a derivative on the way: an error, not a silent zero.

use ad_runtime::prelude::*;

#[differentiate]
fn formatted(x: f64) -> f64 {
    let text = format!("{x}");
    let y: f64 = text.parse().unwrap();
    y
}

#[differentiate]
fn cell(x: f64) -> f64 {
    let cell = std::cell::Cell::new(1.0);
    cell.set(x);
    cell.get()
}

#[differentiate]
fn locked(x: f64) -> f64 {
    let lock = std::sync::Mutex::new(1.0);
    *lock.lock().unwrap() = x;
    let y = *lock.lock().unwrap();
    y
}

#[differentiate]
fn counted(x: f64) -> f64 {
    let shared = std::rc::Rc::new(x);
    std::rc::Rc::strong_count(&shared) as f64 * x
}

#[differentiate]
fn mapped(x: f64) -> f64 {
    let mut list = std::collections::LinkedList::new();
    list.push_back(x);
    list.front().copied().unwrap_or(0.0)
}

#[differentiate]
fn behind_dyn(x: f64, #[constant] model: &dyn Fn(f64) -> f64, other: &dyn std::fmt::Debug) -> f64 {
    assert!(format!("{other:?}").is_empty());
    model(x)
}

fn main() {
    println!("{}", cell(locked(counted(mapped(formatted(1.0))))));
    println!("{}", behind_dyn(1.0, &|x| x, &""));
}
