//! Functions as arguments whose parameters are of all kinds: numbers of any type, integers, texts, lists, structs.

use ad_runtime::prelude::*;
use ad_runtime::{ScalarFunction, VectorFunction};

#[differentiate]
fn recursive(f: &dyn Fn(f64) -> f64, x: f64, n: usize) -> f64 {
    if n == 0 { f(x) } else { recursive(f, f(x) * x, n - 1) + f(x) }
}

#[differentiate]
fn by_recursion(x: f64, k: f64) -> f64 {
    recursive(&|y| (y * k).sin(), x, 3)
}

#[differentiate]
fn generic<T: Real>(f: impl Fn(T) -> T, x: T) -> T {
    f(x) * f(f(x))
}

#[differentiate]
fn of_any_float<T: Real>(x: T, k: T) -> T {
    generic(|y: T| y * k, x)
}

#[differentiate]
fn of_floats(x: f64, k: f64) -> f64 {
    generic(|y: f64| y * k, x) + generic(f64::sin, x) + of_any_float(x, k)
}

/// A closure that is left early.
#[differentiate]
fn left_early(x: f64, k: f64) -> f64 {
    let early = |y: f64| {
        if y > 0.1 {
            return y * k;
        }
        y * y
    };
    generic(early, x)
}

/// A function that selects takes a closure as a constant.
#[differentiate]
fn count(#[constant] p: impl Fn(f64) -> bool, x: f64) -> usize {
    if p(1.0) && x > 0.0 { 1 } else { 2 }
}

#[differentiate]
fn selecting(x: f64, k: f64) -> f64 {
    x * k * count(|v| v.abs() > 2.0, x) as f64
}

#[differentiate]
fn with_a_name<'a>(f: &'a (dyn Fn(f64, &str) -> f64 + 'a), name: &str, x: f64) -> f64 {
    f(x, name)
}

#[differentiate]
fn named(x: f64) -> f64 {
    with_a_name(&|y, name| y * y * name.len() as f64, "abc", x)
}

#[differentiate]
fn summed(f: impl Fn(usize, f64) -> f64, x: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += f(i, x[i]);
    }
    s
}

#[differentiate]
fn numbered(x: &[f64], w: &[f64]) -> f64 {
    summed(|i, v| w[i] * v * v + i as f64 * v, x)
}

#[differentiate]
fn many_captures(a: f64, b: f64, c: f64, v: &[f64]) -> f64 {
    let d = a * b;
    let list = vec![a, b];
    let pair = (a, c);
    summed(
        |i, y| {
            let s = list[0] * y + pair.0 * d;
            if y > 0.2 { s * c + v[i] } else { s.sin() * b }
        },
        v,
    )
}

#[differentiate]
fn with_a_loop(w: &[f64], x: &[f64]) -> f64 {
    summed(
        |_, y| {
            let mut s = 0.0;
            for k in 0..w.len() {
                s += (w[k] * y).sin() * w[k];
            }
            s
        },
        x,
    )
}

programs! {
    by_recursion(x, k) -> scalar at (0.7, 1.2);
    of_floats(x, k) -> scalar at (0.7, 1.2);
    left_early(x, k) -> scalar at (0.7, 1.2), (0.05, 0.3);
    selecting(x, k) -> scalar at (0.7, 1.2);
    named(x) -> scalar at (0.7);
    numbered(&x, &w) -> scalar at ([0.7, 1.2], [0.3, 0.4]);
    many_captures(a, b, c, &v) -> scalar at (0.3, 0.4, 1.3, [0.3, 0.1]);
    with_a_loop(&w, &x) -> scalar at ([0.3, 0.4], [0.3, 0.1, 0.7]);
}

#[derive(Clone, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

#[differentiate]
fn field(f: impl Fn(&Point) -> Point, p: &Point) -> f64 {
    let q = f(p);
    let r = f(&q);
    q.x * r.y
}

#[differentiate]
fn turned(p: &Point) -> Point {
    Point { x: -p.y, y: p.x * p.x }
}

#[differentiate]
fn of_points(p: &Point, k: f64) -> f64 {
    field(|p| Point { x: p.y * k, y: p.x * p.y }, p) + field(turned, p)
}

#[test]
fn points() {
    of_points::check(&Point { x: 0.3, y: 0.4 }, 1.3).unwrap();
    field::check(turned {}, &Point { x: 0.3, y: 0.4 }).unwrap();
}

#[differentiate]
fn energy(x: &[f64]) -> f64 {
    (x[0] - 1.0).powi(2) + 3.0 * (x[1] + x[0]).powi(2)
}

#[differentiate]
fn residuals(x: &[f64]) -> Vec<f64> {
    vec![x[0] - 1.0, x[1] + x[0], x[0] * x[1]]
}

#[differentiate]
fn length<const N: usize>(x: &[f64; N]) -> f64 {
    let mut s = 0.0;
    for i in 0..N {
        s += x[i] * x[i];
    }
    s.sqrt()
}

/// Gradient descent, as a library has it.
fn minimise<F: ScalarFunction>(f: F, x: &mut [f64]) -> f64 {
    let mut x_bar = vec![0.0; x.len()];
    for _ in 0..300 {
        f.value_and_grad_into(x, &mut x_bar);
        x.iter_mut().zip(&x_bar).for_each(|(x, x_bar)| *x -= 0.1 * x_bar);
    }
    f.value(x)
}

/// The gradient of half the sum of squares, `Jᵀ r`.
fn squares<F: VectorFunction>(f: F, x: &[f64]) -> Vec<f64> {
    let mut x_bar = vec![0.0; x.len()];
    let value = f.value(x);
    f.accumulate_vjp(x, value, &mut x_bar);
    x_bar
}

#[test]
fn libraries() {
    let mut x = [3.0, 3.0];
    assert!(minimise(energy {}, &mut x) < 1e-12);
    assert!((x[0] - 1.0).abs() < 1e-6 && (x[1] + 1.0).abs() < 1e-6);
    let (value, slope) = ScalarFunction::jvp(&energy {}, &[2.0, 1.0][..], &[1.0, 0.0]);
    assert_eq!((value, slope), (28.0, 20.0));
    // r = (1, 3, 2), J = ((1, 0), (1, 1), (1, 2))
    assert_eq!(squares(residuals {}, &[2.0, 1.0]), [6.0, 7.0]);
    let mut x_bar = [0.0; 2];
    assert_eq!(length {}.value_and_grad_into(&[0.0, 2.0], &mut x_bar), 2.0);
    assert_eq!(x_bar, [0.0, 1.0]);
    assert_eq!(ScalarFunction::<f64>::jvp(&f_of_one {}, &2.0, &1.0), (8.0, 12.0));
}

#[differentiate]
fn f_of_one(x: f64) -> f64 {
    x * x * x
}
