//! What isn't used is infinite, or not a number; the derivative of what is used is there all the same, in both modes.

use ad_runtime::prelude::*;

#[differentiate]
fn guarded_square(x: f64, s: f64) -> f64 {
    let r = x / s;
    let q = r * r;
    if q > 1e30 { x } else { q }
}

/// Five operations after the infinite one.
#[differentiate]
fn long_chain(x: f64, s: f64) -> f64 {
    let r = x / s;
    let a = r * x + r;
    let b = a / (a * a + 1.0);
    let c = -(b * b - a) * a;
    let d = c % 3.0 + (c - r);
    let is_finite = d.is_finite();
    if is_finite { d } else { 2.0 * x + s }
}

#[differentiate]
fn overflow(x: f64) -> f64 {
    let e = x.exp();
    let p = e * e * x;
    if e.is_finite() { p } else { x }
}

#[differentiate]
fn logarithm_and_root(x: f64) -> f64 {
    let l = x.ln() * x;
    let r = x.sqrt() / x;
    let p = x.powf(-1.5) * r;
    if x <= 0.0 {
        5.0 * x
    } else if l > 2.0 {
        l
    } else {
        r * p
    }
}

#[differentiate]
fn nested(x: f64, y: f64) -> f64 {
    let q = x / y;
    let s = q * q;
    if y > -1.0 {
        let t = s * s;
        if y == 0.0 { if t > 1.0 { 3.0 * x } else { t } } else { t }
    } else {
        s
    }
}

#[differentiate]
fn in_a_loop(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let q = 1.0 / (x[i] * x[i]);
        let s = q * q;
        if s > 1e30 {
            sum += 7.0 * x[i];
        } else {
            sum += s;
        }
    }
    sum
}

/// Nobody runs the loop that uses it.
#[differentiate]
fn loop_not_run(x: f64, s: f64, n: usize) -> f64 {
    let r = x / s;
    let q = r * r;
    let mut sum = x;
    for _ in 0..n {
        sum += q;
    }
    sum
}

#[differentiate]
fn while_not_run(x: f64, s: f64) -> f64 {
    let r = x / s;
    let q = r * r;
    let mut sum = 3.0 * x;
    while sum < 0.0 {
        sum += q;
    }
    sum
}

#[differentiate]
fn one_arm(x: f64, s: f64, n: usize) -> f64 {
    let r = x / s;
    let q = r * r + r;
    match n {
        0 => x * x,
        1 => q,
        2 => q * x,
        _ => s,
    }
}

#[differentiate]
fn early_return(x: f64, s: f64) -> f64 {
    let q = (x / s) * (x / s);
    if !q.is_finite() {
        return 4.0 * x;
    }
    q * x
}

#[differentiate]
fn left_loop(x: &[f64], s: f64) -> f64 {
    let q = (x[0] / s) * (x[0] / s);
    let mut sum = 0.0;
    for v in x {
        if q.is_nan() || q > 1e30 {
            sum += 2.0 * v;
            continue;
        }
        sum += q * v;
    }
    sum
}

#[differentiate]
fn chosen(a: f64, b: f64, c: bool) -> f64 {
    if c { a } else { b * b }
}

#[differentiate]
fn call_that_chooses(x: f64, s: f64) -> f64 {
    let r = x / s;
    chosen(2.0 * x, r * r, true)
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn call_not_used(x: f64, s: f64) -> f64 {
    let q = square(square(x / s));
    if q > 1e30 { x } else { q }
}

#[derive(Clone, Debug, Differentiable)]
struct Pair {
    ratio: f64,
    sum: f64,
}

#[differentiate]
impl Pair {
    fn new(x: f64, s: f64) -> Pair {
        let r = x / s;
        Pair { ratio: r * r, sum: x + s }
    }

    fn one(&self, first: bool) -> f64 {
        if first { self.ratio * self.ratio } else { self.sum }
    }
}

#[differentiate]
fn field_not_used(x: f64, s: f64) -> f64 {
    let pair = Pair::new(x, s);
    pair.one(false)
}

#[differentiate]
fn half_of_a_tuple(x: f64, s: f64) -> f64 {
    let r = x / s;
    let pair = (r * r, 3.0 * x);
    pair.1
}

#[differentiate]
fn item_of_an_array(x: f64, s: f64) -> f64 {
    let r = x / s;
    let items = [r * r, 3.0 * x, r];
    items[1]
}

#[differentiate]
fn items_in_a_branch(x: &[f64]) -> f64 {
    let mut squares = vec![];
    for v in x {
        let r = 1.0 / v;
        squares.push(r * r);
    }
    let mut sum = 0.0;
    for i in 0..x.len() {
        if x[i] > 0.0 {
            sum += squares[i];
        } else {
            sum += x[i];
        }
    }
    sum
}

#[differentiate]
fn smaller(x: f64, s: f64) -> f64 {
    let r = x / s;
    let q = r * r;
    (2.0 * x).min(q)
}

#[differentiate]
fn clamped(x: f64, s: f64) -> f64 {
    let r = x / s;
    (r * r).clamp(-1.0, 1.0) + x
}

#[differentiate]
fn overwritten(x: f64, s: f64) -> f64 {
    let r = x / s;
    let mut q = r * r;
    if q > 1e30 {
        q = 2.0 * x;
    }
    q
}

#[differentiate]
fn carried(x: f64, s: f64, n: usize) -> f64 {
    let mut state = x;
    let mut last = 0.0;
    for _ in 0..n {
        let r = state / s;
        let q = r * r;
        last = if q.is_finite() { q } else { state };
        state = 2.0 * last;
    }
    last
}

#[differentiate]
fn option_not_used(x: f64, s: f64) -> f64 {
    let r = x / s;
    let q = r * r;
    let found = if q < 1e30 { Some(q) } else { None };
    found.unwrap_or(6.0 * x)
}

#[differentiate]
fn closure_not_called(x: f64, s: f64) -> f64 {
    let r = x / s;
    let q = r * r;
    let f = |v: f64| v * q;
    if s == 0.0 { x } else { f(x) }
}

#[differentiate]
fn results(x: f64, s: f64) -> [f64; 2] {
    let r = x / s;
    [x * x, r * r]
}

#[differentiate]
fn generic<T: Real>(x: T, s: T) -> T {
    let r = x / s;
    let q = r * r;
    if q.is_finite() { q } else { x + x }
}

#[differentiate]
fn generic_at_f64(x: f64, s: f64) -> f64 {
    generic(x, s)
}

/// Underflow: the slope of `exp` is zero, what it is of is infinite.
#[differentiate]
fn bell(x: f64, s: f64) -> f64 {
    let r = x / s;
    (-(r * r)).exp() + x
}

#[differentiate]
fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[differentiate]
fn inverse_square(x: f64, s: f64) -> f64 {
    let r = x / s;
    1.0 / (r * r) + x
}

#[differentiate]
fn root_times_zero(x: f64, w: f64) -> f64 {
    x.sqrt() * w + x
}

programs! {
    guarded_square(x, s) -> scalar at (1.0, 0.0), (-1.0, 0.0) is [1.0, 0.0];
    long_chain(x, s) -> scalar at (1.0, 0.0), (-2.0, 0.0) is [2.0, 1.0];
    overflow(x) -> scalar at (800.0) is [1.0];
    logarithm_and_root(x) -> scalar at (0.0), (-1.0) is [5.0];
    nested(x, y) -> scalar at (1.0, 0.0) is [3.0, 0.0];
    in_a_loop(&x) -> scalar at (vec![0.0, 1.0, 0.0]) is [7.0, -4.0, 7.0];
    loop_not_run(x, s, const n) -> scalar at (1.0, 0.0, 0) is [1.0, 0.0];
    while_not_run(x, s) -> scalar at (1.0, 0.0) is [3.0, 0.0];
    one_arm(x, s, const n) -> scalar at (1.5, 0.0, 0) is [3.0, 0.0];
    early_return(x, s) -> scalar at (1.0, 0.0) is [4.0, 0.0];
    left_loop(&x, s) -> scalar at (vec![1.0, 2.0], 0.0), (vec![0.0, 2.0], 0.0) is [2.0, 2.0, 0.0];
    call_that_chooses(x, s) -> scalar at (1.0, 0.0) is [2.0, 0.0];
    call_not_used(x, s) -> scalar at (1.0, 0.0) is [1.0, 0.0];
    field_not_used(x, s) -> scalar at (1.0, 0.0) is [1.0, 1.0];
    half_of_a_tuple(x, s) -> scalar at (1.0, 0.0) is [3.0, 0.0];
    item_of_an_array(x, s) -> scalar at (1.0, 0.0) is [3.0, 0.0];
    items_in_a_branch(&x) -> scalar at (vec![0.0, 1.0, 2.0]) is [1.0, -2.0, -0.25];
    smaller(x, s) -> scalar at (1.0, 0.0) is [2.0, 0.0];
    clamped(x, s) -> scalar at (1.0, 0.0) is [1.0, 0.0];
    overwritten(x, s) -> scalar at (1.0, 0.0) is [2.0, 0.0];
    carried(x, s, const n) -> scalar at (1.0, 0.0, 3) is [4.0, 0.0];
    option_not_used(x, s) -> scalar at (1.0, 0.0) is [6.0, 0.0];
    closure_not_called(x, s) -> scalar at (1.0, 0.0) is [1.0, 0.0];
    generic_at_f64(x, s) -> scalar at (1.0, 0.0) is [2.0, 0.0];
    bell(x, s) -> scalar at (1.0, 0.0) is [1.0, 0.0];
    logistic(x) -> scalar at (-800.0) is [0.0];
    inverse_square(x, s) -> scalar at (f64::INFINITY, 1.0) is [1.0, 0.0];
    root_times_zero(x, w) -> scalar at (0.0, 0.0) is [1.0, 0.0];
}

/// The same functions where all is finite.
mod where_it_is_used {
    use super::*;

    programs! {
        guarded_square(x, s) -> scalar at (3.0, 1.0);
        long_chain(x, s) -> scalar at (1.0, 2.0);
        overflow(x) -> scalar at (0.3);
        logarithm_and_root(x) -> scalar at (0.5), (3.0);
        nested(x, y) -> scalar at (1.0, 2.0), (1.5, -2.0);
        loop_not_run(x, s, const n) -> scalar at (1.0, 2.0, 3);
        one_arm(x, s, const n) -> scalar at (1.5, 2.0, 1), (1.5, 2.0, 2);
        early_return(x, s) -> scalar at (1.0, 2.0);
        left_loop(&x, s) -> scalar at (vec![1.0, 2.0], 3.0);
        call_not_used(x, s) -> scalar at (1.0, 2.0);
        carried(x, s, const n) -> scalar at (1.0, 1.5, 3);
    }
}

mod in_other_arms {
    use super::*;

    programs! {
        one_arm(x, s, const n) -> scalar at (1.5, 0.0, 3) is [0.0, 1.0];
    }
}

/// A row of the Jacobian that is finite, beside one that isn't.
#[test]
fn the_other_result() {
    let (_, pullback) = results::vjp(1.0, 0.0);
    assert_eq!(pullback([1.0, 0.0]), (2.0, 0.0));
    let (_, dot) = results::jvp(1.0, 0.0, 1.0, 0.0);
    assert_eq!(dot[0], 2.0);
}
