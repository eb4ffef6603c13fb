//! Closures that capture locals, given to functions that take them as constants.

use std::cell::Cell;

use ad_runtime::prelude::*;

thread_local! {
    static DRAWN: Cell<u32> = const { Cell::new(0) };
}

/// What is drawn meanwhile.
fn drawn<T>(run: impl FnOnce() -> T) -> (T, u32) {
    DRAWN.set(0);
    let value = run();
    (value, DRAWN.get())
}

fn draw() -> f64 {
    DRAWN.set(DRAWN.get() + 1);
    1.0
}

#[differentiate]
fn by_trait_object(x: f64, #[constant] p: &dyn Fn(f64) -> f64) -> f64 {
    x * p(2.0)
}

#[differentiate]
fn by_value(x: f64, #[constant] p: impl Fn(f64) -> f64) -> f64 {
    x * p(2.0)
}

#[differentiate]
fn changing(x: f64, #[constant] mut p: impl FnMut(f64) -> f64) -> f64 {
    let a = x * p(2.0);
    a * p(3.0) * x
}

#[differentiate]
fn lent(x: f64, #[constant] p: &mut impl FnMut() -> f64) -> f64 {
    let a = x * p();
    a * p() * x
}

#[differentiate]
fn lent_as_object(x: f64, #[constant] p: &mut dyn FnMut(f64) -> f64) -> f64 {
    let a = x * p(2.0);
    a * p(3.0) * x
}

#[differentiate]
fn repeated<F: Fn(f64) -> f64>(x: f64, #[constant] p: F, #[constant] n: usize) -> f64 {
    let mut s = x;
    for _ in 0..n {
        s = s.sin() * p(1.5);
    }
    s
}

#[differentiate]
fn handed_on<F: Fn(f64) -> f64>(x: f64, #[constant] p: F) -> f64 {
    repeated(x * 2.0, &p, 2) * repeated(x, p, 3)
}

#[differentiate]
fn recursive<F>(x: f64, #[constant] p: F) -> f64
where
    F: Fn(f64) -> f64,
{
    if x > 3.0 { x * p(1.0) } else { recursive(x * 2.0, p) }
}

#[differentiate]
fn over_lists(x: &[f64], #[constant] p: impl Fn(usize) -> f64) -> f64 {
    let mut s = 0.0;
    for (i, v) in x.iter().enumerate() {
        s += v * v * p(i);
    }
    s
}

#[differentiate]
fn generic<T: Real>(x: T, #[constant] p: impl Fn(usize) -> f64) -> T {
    x * x * T::from_f64(p(2))
}

#[differentiate]
fn items(x: f64, #[constant] items: impl Iterator<Item = f64>) -> f64 {
    let mut s = x;
    for k in items {
        s *= k + x;
    }
    s
}

#[differentiate]
fn shared_captures(x: f64, y: f64) -> f64 {
    let k = 3.0;
    by_trait_object(x, &|v| v + k) * by_value(y, |v| v * k) * k
}

#[differentiate]
fn changed_captures(x: f64, y: f64) -> f64 {
    let mut k = 3.0;
    let r = changing(x, |v| {
        k += v * draw();
        k
    }) * y;
    r * k
}

#[differentiate]
fn named(x: f64, y: f64) -> f64 {
    let mut k = 3.0;
    let mut counter = || {
        k += draw();
        k
    };
    let a = lent(x, &mut counter);
    let b = lent(y, &mut counter) * counter();
    a * b
}

#[differentiate]
fn in_a_loop(x: f64, y: f64) -> f64 {
    let mut k = 3.0;
    let mut s = x;
    for _ in 0..3 {
        s = lent_as_object(s * 0.1, &mut |v| {
            k += v * draw();
            k
        }) * y;
    }
    s * k
}

#[differentiate]
fn through_others(x: f64, y: f64) -> f64 {
    let k = vec![3.0, 1.0];
    let a = handed_on(x, |v| v.sqrt() + k[0]);
    let scaled = |v: f64| v * k[1];
    let b = handed_on(y, &scaled);
    a * b * handed_on(x * y, scaled) * recursive(x, |v| v * k[0])
}

#[differentiate]
fn lists(x: f64, y: f64) -> f64 {
    let k = [3.0, 1.0];
    let mut z = vec![x, y];
    let mut s = 0.0;
    for j in 0..3 {
        s += over_lists(&z, |i| k[i] + j as f64);
        z[0] *= 1.1;
    }
    generic(s, |n| k[0] * n as f64)
}

#[differentiate]
fn iterators(x: f64, y: f64) -> f64 {
    let v = vec![1.0, 2.0];
    let doubled = v.iter().map(|k| k * 2.0);
    items(x, doubled) * y * items(y, v.iter().copied())
}

#[derive(Clone, Differentiable)]
struct Model {
    weight: f64,
}

#[differentiate]
impl Model {
    fn at(&self, x: f64, #[constant] p: impl Fn(f64) -> f64) -> f64 {
        self.weight * x * p(2.0)
    }

    fn all(&self, x: f64, #[constant] list: &[f64]) -> f64 {
        let k = list.len() as f64;
        let scaled = |v: f64| v * k;
        self.at(x, &scaled) + by_value(x, |v| v + k) * self.weight
    }
}

#[differentiate]
fn methods(x: f64, y: f64) -> f64 {
    let model = Model { weight: x };
    let k = 0.5;
    let moved = |v: f64| v - k;
    model.all(y, &[1.0, 2.0]) * model.at(x * y, moved)
}

#[test]
fn closures_that_capture() {
    examined! { drawn: shared_captures changed_captures named in_a_loop through_others lists iterators methods }
    // 5 x 6 y 3
    assert_eq!(shared_captures::grad(0.5, 2.0), (180.0, 45.0));
}
