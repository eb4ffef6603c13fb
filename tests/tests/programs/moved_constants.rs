//! Constants that are moved, and taken apart: nothing is cloned that the function doesn't clone, so they need no `Clone`.

#![deny(warnings)]

use std::rc::Rc;

use ad_runtime::prelude::*;

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-6, "{a} is not {b}");
}

/// Value and derivatives against the function and its differences.
macro_rules! examine {
    ($function:ident) => {{
        let (x, y, h) = (0.7, 1.3, 1e-6);
        let f = $function;
        let expected =
            [(f(x + h, y) - f(x - h, y)) / (2.0 * h), (f(x, y + h) - f(x, y - h)) / (2.0 * h)];
        let (value, (dx, dy)) = $function::value_and_grad(x, y);
        assert_eq!(value, f(x, y));
        near(dx, expected[0]);
        near(dy, expected[1]);
        let (value, pullback) = $function::vjp(x, y);
        assert_eq!(value, f(x, y));
        let (dx, dy) = pullback(2.0);
        near(dx, 2.0 * expected[0]);
        near(dy, 2.0 * expected[1]);
        assert_eq!($function::jvp(x, y, 1.0, 0.0).0, f(x, y));
        near($function::jvp(x, y, 1.0, 0.0).1, expected[0]);
    }};
}

#[differentiate]
fn counted(x: f64, y: f64) -> f64 {
    let r = Rc::new(1.0);
    let v = vec![r.clone(), r.clone()];
    let mut s = x;
    for p in v {
        s = s * y * Rc::strong_count(&p) as f64;
    }
    s * Rc::strong_count(&r) as f64
}

#[test]
fn shared_items_are_counted() {
    examine!(counted);
}

struct Weight(f64);

impl Weight {
    fn k(&self) -> f64 {
        self.0
    }
}

struct Both {
    weight: Weight,
    k: f64,
}

#[differentiate]
fn items(x: f64, y: f64) -> f64 {
    let v = vec![Weight(1.0), Weight(2.0), Weight(3.0)];
    let mut s = x;
    for weight in v {
        if weight.k() == 2.0 {
            s *= y;
            continue;
        }
        s = s * y + weight.k();
    }
    for weight in [Weight(0.5), Weight(0.25)] {
        s *= weight.k() * x;
    }
    s
}

#[test]
fn items_that_cannot_be_cloned() {
    examine!(items);
}

#[differentiate]
fn fields(x: f64, y: f64) -> f64 {
    let both = Both { weight: Weight(1.5), k: 2.0 };
    let Both { weight, k } = both;
    let pair = (Weight(3.0), 4.0);
    let (other, _) = pair;
    x * weight.k() * y * k * other.k()
}

#[test]
fn fields_that_cannot_be_cloned() {
    examine!(fields);
}
