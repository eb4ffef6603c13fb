//! What an iterator is made of is made once, also where of the `Option` that comes of it only is asked whether there is something.

use std::cell::Cell;

use ad_runtime::prelude::*;

#[differentiate]
fn statement(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.drain(..1).next();
    v.iter().product()
}

#[differentiate]
fn compared(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    if v.drain(..1).next() == None {
        return 0.0;
    }
    v.iter().product()
}

#[differentiate]
fn asked_later(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let first = v.split_off(1).into_iter().next();
    if first.is_none() {
        return 0.0;
    }
    v.iter().map(|v| v * v).sum()
}

#[differentiate]
fn ordered(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    if v.drain(..1).next() > Some(0.5) { v.iter().product() } else { v[0] }
}

#[differentiate]
fn asserted(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    assert_ne!(v.drain(..1).next(), None);
    assert!(v.drain(1..).last().is_some());
    v.iter().map(|v| v * v * v).sum()
}

#[test]
fn examined() {
    examined_at!([0.7, 1.3, 0.4]; statement compared asked_later ordered asserted);
}

thread_local! {
    static DRAWN: Cell<usize> = const { Cell::new(0) };
}

struct Rng;

impl Rng {
    fn below(&mut self, n: usize) -> usize {
        DRAWN.with(|drawn| {
            drawn.set(drawn.get() + 1);
            drawn.get() % n
        })
    }
}

#[differentiate]
fn drawn(x: &[f64]) -> f64 {
    let mut rng = Rng;
    let at = x.iter().skip(rng.below(2)).position(|v| *v > 1.0);
    match at {
        Some(_) => x[0] * x[1],
        None => x[2],
    }
}

#[test]
fn drawn_once() {
    let x = [0.7, 1.3, 0.4];
    let drawn_by = |f: &dyn Fn() -> f64| {
        DRAWN.with(|drawn| drawn.set(0));
        (f(), DRAWN.with(Cell::get))
    };
    let plain = drawn_by(&|| drawn(&x));
    assert_eq!(plain.1, 1);
    assert_eq!(drawn_by(&|| drawn::value_and_grad(&x).0), plain);
    assert_eq!(drawn_by(&|| drawn::jvp(&x, &[1.0, 0.0, 0.0]).0), plain);
}
