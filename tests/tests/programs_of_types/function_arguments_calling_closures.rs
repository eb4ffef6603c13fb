//! Closures that are given to functions and call local closures, nested functions, functions of lists; and functions that are handed on to recursive ones.

use std::cell::Cell;

use ad_runtime::prelude::*;

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiate]
fn bell(x: f64) -> f64 {
    (-x * x).exp()
}

#[differentiate]
fn chained(k: f64, x: f64) -> f64 {
    let position = |t: f64| (k * t).sin();
    let speed = |t: f64| position(t) * x + position(2.0 * t);
    let power = |t: f64| {
        let p = speed(t);
        p * p
    };
    twice(power, x) + twice(|u| power(u).cos() + position(u), k) + twice(&speed, x)
}

#[differentiate]
fn with_constants(k: f64, x: f64) -> f64 {
    let c = [0.3, 0.4];
    let scale = |t: f64| t * c[0] + 0.1;
    twice(|u| scale(u) * k, x) + twice(|u| scale(u) + bell(u), x)
}

#[differentiate]
fn of_what_is_kept(k: f64, x: f64) -> f64 {
    let y = k * x;
    let theta = move |t: f64| y * t;
    let list = vec![k, x];
    let at = |i: usize| list[i];
    twice(|u| theta(u) + at(1) * u, x)
}

/// Names that are bound in one closure and seen by another.
#[differentiate]
fn of_one_name(k: f64, x: f64) -> f64 {
    let theta = |t: f64| t * k;
    let inner = |u: f64| {
        let k = u * 2.0;
        theta(k) + k
    };
    twice(inner, x)
}

#[differentiate]
fn given(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    let g = |u: f64| f(u) * x;
    twice(|v| g(v) + v, x)
}

#[differentiate]
fn of_what_is_given(k: f64, x: f64) -> f64 {
    given(|u| u * k, x)
}

#[differentiate]
fn of_a_list(f: impl Fn(&[f64]) -> f64, x: &[f64]) -> f64 {
    f(x) * x[0]
}

#[differentiate]
fn product(x: &[f64]) -> f64 {
    x.iter().product::<f64>() * x[0]
}

/// Nothing says that the closure's parameter is a reference.
#[differentiate]
fn of_lists(k: f64, x: f64) -> f64 {
    of_a_list(|v| product(v) * k, &[x, k])
}

#[differentiate]
fn of_nested_functions(t: f64, x: f64) -> f64 {
    #[differentiate]
    fn inner(x: f64, t: f64) -> f64 {
        x.exp() / t
    }
    #[differentiate]
    fn one(x: f64) -> f64 {
        x.sin()
    }
    #[differentiate]
    fn sum(x: &[f64]) -> f64 {
        x.iter().sum::<f64>() * x[0]
    }
    let mut s = 0.0;
    for i in 0..2 {
        s += twice(|y| inner(y, t) + i as f64, x);
    }
    s + twice(|y| inner(y, t), x)
        + twice(one, x)
        + of_a_list(sum, &[x, t])
        + of_a_list(|v| sum(v) * t, &[x, t])
}

#[differentiate]
fn repeated(f: &dyn Fn(f64) -> f64, x: f64, depth: u32) -> f64 {
    if depth == 0 { f(x) } else { repeated(f, 0.5 * x, depth - 1) + f(x) }
}

#[differentiate]
fn repeated_of<F: Fn(f64) -> f64>(f: &F, x: f64, depth: u32) -> f64 {
    if depth == 0 { f(x) } else { repeated_of(f, 0.5 * x, depth - 1) + f(x) }
}

#[differentiate]
fn to_recursive_ones(f: &dyn Fn(f64) -> f64, xs: &[f64]) -> f64 {
    repeated(f, xs[0], 3) * xs[1]
}

#[differentiate]
fn of_any<F: Fn(f64) -> f64>(f: F, x: f64) -> f64 {
    repeated_of(&f, x, 2) + repeated(&f, x, 2)
}

#[differentiate]
fn by_recursion(k: f64, x: f64) -> f64 {
    let g = |y: f64| (k * y).sin();
    to_recursive_ones(&g, &[x, k]) + of_any(g, x)
}

/// What changes nothing may be given where more is allowed.
#[differentiate]
fn changing(mut f: impl FnMut(f64) -> f64, xs: &[f64]) -> f64 {
    let mut s = 0.0;
    for x in xs {
        s += f(*x);
    }
    s
}

#[differentiate]
fn once<F: FnOnce(f64) -> f64>(f: F, x: f64) -> f64 {
    f(x) * x
}

#[differentiate]
fn lending<F>(mut f: F, x: f64) -> f64
where
    F: FnMut(f64) -> f64,
{
    changing(&mut f, &[x, 2.0 * x]) * f(x)
}

#[differentiate]
fn of_other_kinds(k: f64, x: f64) -> f64 {
    changing(|u| u * k, &[x, k])
        + once(|u| u * k, x)
        + lending(|u| u * x, k)
        + once(bell, k)
        + lending(bell, x)
}

programs! {
    chained(k, x) -> scalar at (0.3, 0.4), (-0.7, 0.2);
    with_constants(k, x) -> scalar at (0.3, 0.4);
    of_what_is_kept(k, x) -> scalar at (0.3, 0.4);
    of_one_name(k, x) -> scalar at (0.3, 0.4);
    of_what_is_given(k, x) -> scalar at (0.3, 0.4);
    of_lists(k, x) -> scalar at (0.3, 0.4);
    of_nested_functions(t, x) -> scalar at (0.3, 0.4);
    by_recursion(k, x) -> scalar at (0.3, 0.4);
    of_other_kinds(k, x) -> scalar at (0.3, 0.4);
}

thread_local! {
    static CALLED: Cell<u32> = const { Cell::new(0) };
}

fn count() -> f64 {
    CALLED.set(CALLED.get() + 1);
    1.0
}

/// What is called meanwhile.
fn called<T>(run: impl FnOnce() -> T) -> (T, u32) {
    CALLED.set(0);
    let value = run();
    (value, CALLED.get())
}

#[differentiate]
fn effects_of_called_closures(x: f64, y: f64) -> f64 {
    let inner = |u: f64| u * y * count();
    let outer = |u: f64| inner(u) + inner(2.0 * u) * x;
    twice(outer, x) + twice(|u| outer(u) * inner(u), y) + repeated(&|u| inner(u), x, 2)
}

#[differentiate]
fn effects_of_nested_functions(x: f64, y: f64) -> f64 {
    #[differentiate]
    fn nested(u: f64) -> f64 {
        u * u * count()
    }
    twice(|u| nested(u) * y, x) + changing(|u| nested(u) * x, &[x, y]) + twice(nested, y)
}

#[test]
fn effects() {
    examined! { called: effects_of_called_closures effects_of_nested_functions }
}
