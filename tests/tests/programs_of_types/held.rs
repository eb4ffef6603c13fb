//! Constants that a function is lent and whose methods it calls: what it keeps of them for the reverse sweep are
//! conditions and numbers, which hold no reference into what its caller may drop first.

use std::cell::Cell;

use ad_runtime::prelude::*;

/// What is called with a constant, and a caller that owns it.
macro_rules! examine {
    ($name:ident, $callee:ident, $constant:expr, $expected:expr) => {
        #[test]
        fn $name() {
            #[differentiate]
            fn caller(x: f64, y: f64) -> f64 {
                let g = $constant;
                let a = $callee(x, &g);
                a * y
            }
            let (x, y) = (0.7, 1.3);
            let expected: (f64, f64, f64) = $expected(x, y);
            let near = |found: (f64, f64, f64)| {
                let (a, b) = (found, expected);
                let distance = (a.0 - b.0).abs() + (a.1 - b.1).abs() + (a.2 - b.2).abs();
                assert!(distance < 1e-12, "{a:?} is not {b:?}");
            };
            let (value, (dx, dy)) = caller::value_and_grad(x, y);
            near((value, dx, dy));
            let (value, pullback) = caller::vjp(x, y);
            let (dx, dy) = pullback(2.0);
            near((value, dx / 2.0, dy / 2.0));
            near((caller(x, y), caller::jvp(x, y, 1.0, 0.0).1, caller::jvp(x, y, 0.0, 1.0).1));
        }
    };
}

struct Gain(f64);

impl Gain {
    fn k(&self) -> f64 {
        self.0
    }

    fn by_reference(&self) -> &f64 {
        &self.0
    }

    fn found(&self) -> Option<&f64> {
        Some(&self.0)
    }

    fn count(&self) -> usize {
        2
    }
}

#[differentiate]
fn chosen(x: f64, #[constant] g: &Gain) -> f64 {
    if g.k() > 1.5 { x * x * x } else { x * x }
}

examine!(a_condition_on_a_method, chosen, Gain(2.0), |x: f64, y: f64| (
    x * x * x * y,
    3.0 * x * x * y,
    x * x * x
));

#[differentiate]
fn chosen_by_name(x: f64, #[constant] g: &Gain) -> f64 {
    let k = g.k();
    if k > 2.5 { x * x * x } else { x * 4.0 }
}

examine!(a_condition_on_a_variable, chosen_by_name, Gain(2.0), |x: f64, y: f64| (
    x * 4.0 * y,
    4.0 * y,
    x * 4.0
));

#[differentiate]
fn repeated(x: f64, #[constant] g: &Gain) -> f64 {
    let mut s = 0.0;
    for _ in 0..2 {
        s += x * g.k();
    }
    s
}

examine!(a_number_for_each_iteration, repeated, Gain(2.0), |x: f64, y: f64| (
    x * 4.0 * y,
    4.0 * y,
    x * 4.0
));

#[differentiate]
fn counted(x: f64, #[constant] g: &Gain) -> f64 {
    let mut s = 1.0;
    for _ in 0..g.count() {
        s *= x;
    }
    s
}

examine!(a_bound_of_a_range, counted, Gain(2.0), |x: f64, y: f64| (x * x * y, 2.0 * x * y, x * x));

#[differentiate]
fn through_a_reference(x: f64, #[constant] g: &Gain) -> f64 {
    let mut s = x;
    for _ in 0..2 {
        s *= g.by_reference();
    }
    s
}

examine!(a_number_by_reference, through_a_reference, Gain(2.0), |x: f64, y: f64| (
    x * 4.0 * y,
    4.0 * y,
    x * 4.0
));

#[differentiate]
fn found(x: f64, #[constant] g: &Gain) -> f64 {
    if let Some(k) = g.found() { x * k } else { x }
}

examine!(a_number_in_an_option, found, Gain(2.0), |x: f64, y: f64| (x * 2.0 * y, 2.0 * y, x * 2.0));

#[differentiate]
fn of_a_cell(x: f64, #[constant] g: &Cell<f64>) -> f64 {
    let r = if g.get() > 1.5 { x * x * g.get() } else { x * x };
    g.set(g.get() + 1.0);
    r * g.get()
}

examine!(a_cell, of_a_cell, Cell::new(2.0), |x: f64, y: f64| (
    x * x * 2.0 * 3.0 * y,
    2.0 * x * 2.0 * 3.0 * y,
    x * x * 2.0 * 3.0
));

#[derive(Clone, Copy, Differentiable)]
struct Spring {
    w: f64,
}

#[differentiate]
impl Spring {
    fn is_soft(&self) -> bool {
        self.w < 1.0
    }

    fn force(&self, k: f64) -> f64 {
        if self.is_soft() { k * self.w } else { k }
    }

    fn force_by_name(&self, k: f64) -> f64 {
        let soft = self.is_soft();
        if soft { k * self.w * self.w } else { k }
    }
}

#[differentiate]
fn of_a_local_struct(x: f64, y: f64) -> f64 {
    let spring = Spring { w: x };
    let force = spring.force(y);
    force * spring.force_by_name(2.0)
}

#[test]
fn a_condition_on_a_method_of_self() {
    let (x, y) = (0.7, 1.3);
    let (dx, dy) = of_a_local_struct::grad(x, y);
    assert!((dx - 6.0 * x * x * y).abs() < 1e-12 && (dy - 2.0 * x * x * x).abs() < 1e-12);
    let (_, pullback) = of_a_local_struct::vjp(x, y);
    let (dx, dy) = pullback(2.0);
    assert!((dx - 12.0 * x * x * y).abs() < 1e-12 && (dy - 4.0 * x * x * x).abs() < 1e-12);
}
