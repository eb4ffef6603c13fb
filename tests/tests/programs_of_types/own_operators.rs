//! Operators, indices and comparisons of types of one's own, on constants: each is a call of what its author wrote, and runs once.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::ops::{Add, Index, Mul, Neg};

use ad_runtime::prelude::*;

thread_local! {
    static LOG: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

fn log(what: usize) {
    LOG.with_borrow_mut(|log| log.push(what));
}

/// What is logged meanwhile, and the result.
fn logged<R>(run: impl FnOnce() -> R) -> (R, Vec<usize>) {
    LOG.take();
    COUNT.set(0);
    let result = run();
    (result, LOG.take())
}

/// Derivatives against differences, and what they log against what the function logs.
macro_rules! examine {
    ($function:ident) => {{
        let (x, y, h) = (0.7, 1.3, 1e-6);
        let f = |x, y| logged(|| $function(x, y)).0;
        let expected =
            [(f(x + h, y) - f(x - h, y)) / (2.0 * h), (f(x, y + h) - f(x, y - h)) / (2.0 * h)];
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-6, "{a} is not {b}");
        let (value, log) = logged(|| $function(x, y));
        let ((found, (dx, dy)), same) = logged(|| $function::value_and_grad(x, y));
        assert_eq!((found, &same), (value, &log));
        near(dx, expected[0]);
        near(dy, expected[1]);
        let ((found, pullback), same) = logged(|| $function::vjp(x, y));
        assert_eq!((found, &same), (value, &log));
        let ((dx, dy), again) = logged(|| pullback(2.0));
        assert_eq!(again, Vec::<usize>::new());
        near(dx, 2.0 * expected[0]);
        near(dy, 2.0 * expected[1]);
        let ((found, dx), same) = logged(|| $function::jvp(x, y, 1.0, 0.0));
        assert_eq!((found, &same), (value, &log));
        near(dx, expected[0]);
    }};
}

struct Table(Vec<f64>);

impl Index<usize> for Table {
    type Output = f64;

    fn index(&self, i: usize) -> &f64 {
        log(100 + i);
        &self.0[i]
    }
}

#[differentiate]
fn indexed(x: f64, y: f64) -> f64 {
    let c = Table(vec![2.0, 3.0, 1.0]);
    let mut s = x;
    let i = c[2] as usize;
    for k in 0..2 {
        s = s * c[k] + y * c[i];
    }
    [x, y][c[2] as usize] * s * c[0]
}

#[test]
fn indices() {
    examine!(indexed);
}

#[derive(Clone, Copy)]
struct Money(f64);

impl Add for Money {
    type Output = Money;

    fn add(self, other: Money) -> Money {
        log(1);
        Money(self.0 + other.0)
    }
}

impl Mul for Money {
    type Output = f64;

    fn mul(self, other: Money) -> f64 {
        log(2);
        self.0 * other.0
    }
}

impl Neg for Money {
    type Output = f64;

    fn neg(self) -> f64 {
        log(3);
        -self.0
    }
}

impl PartialEq for Money {
    fn eq(&self, other: &Money) -> bool {
        log(4);
        self.0 == other.0
    }
}

impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Money) -> Option<Ordering> {
        log(5);
        self.0.partial_cmp(&other.0)
    }
}

#[differentiate]
fn computed(x: f64, y: f64) -> f64 {
    let a = Money(1.0);
    let b = Money(2.0);
    let k = a * b;
    let c = a + b;
    let mut s = x * k + y * (-c);
    for i in 0..3 {
        let d = Money(i as f64);
        s = s * (d * b) * x + y * (-d);
    }
    s + x * (a * c)
}

#[test]
fn arithmetic() {
    examine!(computed);
}

#[differentiate]
fn compared(x: f64, y: f64) -> f64 {
    let a = Money(1.0);
    let mut s = x;
    let z = if a < Money(2.0) { s * y } else { y };
    for i in 0..3 {
        if a < Money(i as f64) {
            s *= y;
        } else if a == Money(1.0) {
            s += x * z;
        }
    }
    if a != Money(2.0) {
        return s * y;
    }
    s
}

#[test]
fn comparisons() {
    examine!(compared);
}

/// The third comparison answers otherwise.
struct Turning;

const TURNING: Turning = Turning;

impl PartialEq<Turning> for f64 {
    fn eq(&self, _: &Turning) -> bool {
        true
    }
}

impl PartialOrd<Turning> for f64 {
    fn partial_cmp(&self, _: &Turning) -> Option<Ordering> {
        COUNT.set(COUNT.get() + 1);
        Some(if COUNT.get() < 3 { Ordering::Less } else { Ordering::Greater })
    }
}

#[differentiate]
fn compared_with_a_state(x: f64, y: f64) -> f64 {
    let mut s = x;
    if s < TURNING {
        s = s * y;
    } else {
        s = s * x;
    }
    if x < TURNING {
        s *= y;
    }
    s
}

#[test]
fn comparisons_that_answer_differently() {
    examine!(compared_with_a_state);
}

#[derive(Clone, Copy, PartialEq, Differentiable)]
struct Pair(f64, f64);

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Pair) -> Option<Ordering> {
        log(6);
        self.1.partial_cmp(&other.1)
    }
}

#[differentiate]
fn pairs(x: f64, y: f64) -> f64 {
    let v = Pair(x, y);
    let w = Pair(y, x);
    if v < w { x * x } else { x * y }
}

#[test]
fn comparisons_of_differentiated_values() {
    examine!(pairs);
}
