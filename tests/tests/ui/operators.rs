//! Operators of a type of one's own.

use std::ops::{Add, AddAssign, Neg};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct V {
    x: f64,
    y: f64,
}

impl Add for V {
    type Output = V;
    fn add(self, o: V) -> V {
        V { x: self.x * o.x, y: self.y + o.y }
    }
}

impl Neg for V {
    type Output = V;
    fn neg(self) -> V {
        V { x: -self.x, y: self.y }
    }
}

impl AddAssign for V {
    fn add_assign(&mut self, o: V) {
        self.x *= o.x;
    }
}

#[differentiate(reverse)]
fn sum(a: V, b: V) -> f64 {
    let c = a + b; // refused
    c.x * c.y
}

#[differentiate(reverse)]
fn negated(a: V) -> f64 {
    let c = -a; // refused
    c.x * c.y
}

#[differentiate(reverse)]
fn added(a: V, b: V) -> f64 {
    let mut c = a;
    c += b; // refused
    c.x
}

#[differentiate]
impl V {
    fn length(&self) -> f64 {
        self.x * self.y
    }
}

/// No field says that it is no number: rustc does.
#[differentiate(reverse)]
fn unseen(a: V, b: V, t: f64) -> f64 {
    let mut c = a;
    c += b; // refused
    c.length() * t
}

#[derive(Clone, Copy, Differentiable)]
struct Lent(f64);

impl std::ops::Sub<&Lent> for Lent {
    type Output = Lent;
    fn sub(self, other: &Lent) -> Lent {
        Lent(self.0 - 0.5 * other.0)
    }
}

#[differentiate]
fn wanted_by_nobody(x: f64) -> f64 {
    let lent = Lent(x);
    let difference = lent - &lent; // refused
    let _ = difference.0 + lent.0;
    x * x
}

fn main() {}
