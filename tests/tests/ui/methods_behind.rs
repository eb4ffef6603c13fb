//! Methods whose derivatives are found behind a `Deref` of one's own, where the method itself isn't.

use std::ops::{Deref, DerefMut};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Inner {
    k: f64,
}

#[differentiate]
impl Inner {
    fn at(&self, x: f64) -> f64 {
        self.k * x
    }

    fn max(&self, x: f64) -> f64 {
        self.k * x
    }

    fn moved(&mut self, x: f64) -> f64 {
        self.k += 1.0;
        self.k * x
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Outer {
    inner: Inner,
}

impl Deref for Outer {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl DerefMut for Outer {
    fn deref_mut(&mut self) -> &mut Inner {
        &mut self.inner
    }
}

impl Outer {
    fn at(&self, _: f64) -> f64 {
        7.0
    }

    fn max(&self, _: f64) -> f64 {
        7.0
    }

    fn moved(&mut self, _: f64) -> f64 {
        7.0
    }
}

struct Float(f64);

impl Deref for Float {
    type Target = f64;
    fn deref(&self) -> &f64 {
        &self.0
    }
}

impl Float {
    fn max(&self, _: f64) -> f64 {
        7.0
    }
}

#[differentiate]
fn behind_a_reference(x: f64, #[constant] o: &&Outer) -> f64 {
    o.at(x) // refused
}

#[differentiate]
fn in_a_list(x: f64, #[constant] o: &[Outer]) -> f64 {
    o[0].at(x) // refused
}

#[differentiate]
fn in_a_box(x: f64, #[constant] o: &Box<Outer>) -> f64 {
    o.at(x) // refused
}

#[differentiate]
fn by_a_name_of_floats(x: f64, #[constant] o: &[Outer]) -> f64 {
    o[0].max(x) // refused
}

#[differentiate]
fn of_a_float(x: f64, #[constant] o: &[Float]) -> f64 {
    o[0].max(x) // refused
}

#[differentiate]
fn changed(x: f64, #[constant] o: &mut [Outer]) -> f64 {
    o[0].moved(x) // refused
}

#[differentiate]
fn differentiated(x: f64, o: &[Outer]) -> f64 {
    o[0].at(x) // refused
}

struct Pointer<T>(T);

impl<T> Deref for Pointer<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Pointer<T> {
    fn at(&self, _: f64) -> f64 {
        7.0
    }
}

#[differentiate]
fn behind_two(x: f64, #[constant] o: &[Box<Pointer<Box<Inner>>>]) -> f64 {
    o[0].at(x) // refused
}

trait Named {
    fn at(&self, x: f64) -> f64;
}

impl Named for std::rc::Rc<Inner> {
    fn at(&self, _: f64) -> f64 {
        7.0
    }
}

#[differentiate]
fn of_a_pointer_of_stds(x: f64, #[constant] o: &[std::rc::Rc<Inner>]) -> f64 {
    o[0].at(x) // refused
}

struct Holder {
    items: Vec<Outer>,
}

#[differentiate]
fn in_a_field(x: f64, #[constant] h: &Holder) -> f64 {
    h.items[0].at(x) // refused
}

#[differentiate]
fn changed_and_looked_at(x: f64, #[constant] o: &mut [Outer]) -> f64 {
    let y = x * x;
    o[0].moved(o[1].inner.k * y) // refused
}

#[differentiate]
fn several_times(x: f64, #[constant] o: &[Outer]) -> f64 {
    let mut sum = 0.0;
    for item in o {
        sum += item.at(x) * x; // refused
    }
    sum
}

fn main() {}
