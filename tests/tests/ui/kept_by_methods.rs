//! A method of a constant might keep what it is given, and hand it back another way.

use ad_runtime::prelude::*;
use std::cell::{Cell, RefCell};
use std::sync::mpsc::{Receiver, Sender};

struct Cache {
    last: RefCell<Vec<f64>>,
    first: Cell<f64>,
}

impl Cache {
    fn put(&self, v: f64) {
        self.last.borrow_mut().push(v);
    }

    fn last(&self) -> f64 {
        *self.last.borrow().last().unwrap()
    }
}

#[differentiate]
fn through_a_cache(x: f64, #[constant] c: &Cache) -> f64 {
    c.put(x * x); // refused
    c.last() * x
}

#[differentiate]
fn through_a_field(x: f64, #[constant] c: &Cache) -> f64 {
    c.first.set(x * x); // refused
    c.first.get() * x
}

#[differentiate]
fn through_a_channel(x: f64, #[constant] to: &Sender<f64>, #[constant] from: &Receiver<f64>) -> f64 {
    let _ = to.send(x * x); // refused
    from.recv().unwrap() * x
}

#[differentiate]
fn in_a_loop(x: f64, #[constant] c: &Cache) -> f64 {
    for _ in 0..3 {
        c.first.set(x * x); // refused
    }
    c.first.get() * x
}

#[differentiate]
fn with_a_result(x: f64, #[constant] c: &Cache) -> f64 {
    let before = c.first.replace(x * x); // refused
    c.first.get() * before
}

fn main() {}
