//! Closures that are given to functions and capture nothing differentiated, but do more than compute with floats' methods: they draw numbers,
//! assert, go through iterators. They are values where the function goes through them, and constants elsewhere.

use std::cell::Cell;

use ad_runtime::prelude::*;

thread_local! {
    /// How often was drawn.
    static DRAWN: Cell<usize> = const { Cell::new(0) };
}

fn draw() -> f64 {
    DRAWN.set(DRAWN.get() + 1);
    0.625
}

/// What has gains, without `Clone`.
struct Gains {
    list: Vec<f64>,
}

impl Gains {
    fn gain(&self) -> f64 {
        draw() + self.list[0]
    }
}

#[differentiate]
fn iterated(g: impl Fn(f64) -> f64, slope: impl Fn(f64) -> f64, x: f64, n: usize) -> f64 {
    let mut x = x;
    for _ in 0..n {
        let s = slope(x);
        x -= 0.25 * g(x) / (1.0 + s * s);
    }
    x
}

#[differentiate]
fn twice(g: &dyn Fn(f64) -> f64, x: f64) -> f64 {
    g(x) * g(x.sin())
}

#[differentiate]
fn constant_g(#[constant] g: impl Fn(f64) -> f64, x: f64) -> f64 {
    g(0.5) * x
}

#[differentiate]
fn constant_lent(#[constant] g: &dyn Fn(f64) -> f64, x: f64) -> f64 {
    g(0.5) * x
}

#[differentiate]
fn drawing(x: f64, y: f64) -> f64 {
    iterated(|t| (1.5 * t.cos() * y).cos(), |t| ((t - 0.25) * draw()).sin(), x, 3)
}

/// The parameter's type is that of the function's parameter, or written.
#[differentiate]
fn drawing_lent(x: f64, y: f64) -> f64 {
    twice(&|t| t.sin() * draw(), x * y) + twice(&|t: f64| (t * draw()).clamp(-0.8, 1.1), y)
}

#[differentiate]
fn drawing_in_a_loop(x: f64, y: f64) -> f64 {
    let mut sum = 0.25;
    for _ in 0..3 {
        sum += constant_g(|t| t * draw(), x * sum) * twice(&|t| draw().sin() + t.cos(), sum * y);
    }
    sum
}

/// `sin_cos` is no method of lists.
#[differentiate]
fn asserting(x: f64, y: f64) -> f64 {
    let lent = |t: f64| {
        assert!(t.is_finite());
        t
    };
    twice(
        &|t| {
            debug_assert!(t.abs() < 100.0);
            let (s, c) = t.sin_cos();
            c.sin() * s
        },
        x * y,
    ) + twice(&lent, y)
}

#[differentiate]
fn going_through_items(x: f64, y: f64) -> f64 {
    twice(&|t| (0..3).map(|i| t.powi(i)).sum::<f64>() * 0.125, x) * y
}

#[differentiate(strategy = "replay")]
fn repeated(g: &dyn Fn(f64) -> f64, a: f64) -> f64 {
    let mut y = a;
    for _ in 0..2 {
        y += g(y).abs() + 0.25;
    }
    y
}

#[differentiate]
fn handing_on(g: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    repeated(&|t| g(t * b), a) + repeated(&|t| twice(g, t), b)
}

/// What is handed on in a closure is run again no more than it may be.
#[differentiate]
fn drawing_where_it_is_handed_on(x: f64, y: f64) -> f64 {
    handing_on(&|t| t.sin() * draw() * y, x, y)
}

/// Constants, which may be what has no derivative.
#[differentiate]
fn constants(x: f64, y: f64) -> f64 {
    let gains = Gains { list: vec![0.25, 0.5] };
    constant_g(|t| t.abs() * gains.gain(), x) * y
        + constant_g(|t| draw() * t.sin(), x * y)
        + constant_lent(&|t| draw() + t, y)
        + constant_lent(&|t: f64| t.to_string().len() as f64 * gains.gain(), x)
}

fn counted<T>(run: impl FnOnce() -> T) -> (T, usize) {
    DRAWN.set(0);
    let value = run();
    (value, DRAWN.get())
}

#[test]
fn closures_that_do_more_than_compute() {
    examined!(counted: drawing drawing_lent drawing_in_a_loop asserting going_through_items constants);
    examined!(counted: drawing_where_it_is_handed_on);
}
