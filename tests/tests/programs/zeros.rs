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

/// The value that isn't used may be not a number, and what it is made of too.
#[differentiate]
fn not_a_number(x: f64, s: f64) -> f64 {
    let r = x / s - s / (s * x);
    let q = (r * s - r) / r;
    if q > 0.0 { q } else { 3.0 * x }
}

/// Finite, but its square isn't.
#[differentiate]
fn too_large(x: f64, s: f64) -> f64 {
    let r = x * 1e200;
    let q = r * r * s;
    let p = q - r * q;
    if p.is_finite() { p } else { x * s }
}

#[differentiate]
fn cube(x: f64) -> f64 {
    x * x * x
}

#[differentiate]
fn calls_in_a_chain(x: f64, s: f64) -> f64 {
    let a = cube(x / s) * s;
    let b = cube(a + x) / a;
    let c = cube(b * a - b);
    if c == 1.0 { c } else { cube(x) }
}

/// A callee leaves out half of what it results in.
#[differentiate]
fn both(x: f64, s: f64) -> (f64, f64) {
    let r = x / s;
    (r * r * r, 2.0 * x * s + x)
}

#[differentiate]
fn one_of_two_results(x: f64, s: f64) -> f64 {
    let (_, sum) = both(x, s);
    sum
}

#[differentiate]
fn product_of_results(x: f64, s: f64) -> f64 {
    let pair = both(x, s);
    if pair.0 > 1e30 { pair.1 * x } else { pair.0 * pair.1 }
}

/// Carried by a loop, and overwritten in each iteration but the last.
#[differentiate]
fn overwritten_in_a_loop(x: &[f64], s: f64) -> f64 {
    let mut last = 0.0;
    for v in x {
        let r = v / (v - s);
        last = r * r * v;
    }
    last
}

#[differentiate]
fn left_early(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let r = 1.0 / x[i];
        let q = r * r - r;
        if q.is_finite() {
            sum += q;
        } else {
            break;
        }
    }
    sum + x[0]
}

#[derive(Clone, Debug, Differentiable)]
struct Body {
    at: [f64; 2],
    pull: (f64, f64),
    heat: f64,
}

#[differentiate]
fn parts_of_a_struct(x: f64, s: f64) -> f64 {
    let r = x / s;
    let body = Body { at: [r * r, x * x], pull: (r * x, 2.0 * x), heat: r - r * r };
    if body.heat > 0.0 { body.at[0] } else { body.at[1] * body.pull.1 }
}

#[differentiate]
fn changed_parts(x: f64, s: f64) -> f64 {
    let r = x / s;
    let mut body = Body { at: [r * r, r], pull: (r * x, r * r), heat: r * r };
    body.at[1] = 3.0 * x;
    body.pull = (x, x * x);
    body.at[1] * body.pull.1
}

#[derive(Clone, Debug, Differentiable)]
enum Shape {
    Ball(f64),
    Plate { a: f64, b: f64 },
}

#[differentiate]
fn arm_of_an_enum(x: f64, s: f64, n: usize) -> f64 {
    let r = x / s;
    let q = r * r;
    let shape = match n {
        0 => Shape::Ball(q * r),
        _ => Shape::Plate { a: 2.0 * x, b: q * q },
    };
    match shape {
        Shape::Ball(radius) => radius * radius,
        Shape::Plate { a, .. } => a * a,
    }
}

#[differentiate]
fn closure_that_chooses(x: f64, s: f64) -> f64 {
    let r = x / s;
    let choose = |a: f64, b: f64| if a > b { b * x } else { a };
    choose(r * r, x * x)
}

#[differentiate]
fn sums_and_products(x: &[f64], s: f64) -> f64 {
    let sum: f64 = x.iter().map(|v| v / s).sum();
    let product: f64 = x.iter().map(|v| v * sum).product();
    if (sum * product).is_finite() { sum * product } else { x[0] * x[1] }
}

#[differentiate]
fn exchanged(x: f64, s: f64) -> f64 {
    let r = x / s;
    let (mut a, mut b) = (r * r, 4.0 * x * x);
    std::mem::swap(&mut a, &mut b);
    let kept = std::mem::replace(&mut a, b * r);
    if b > 1.0 { kept } else { a }
}

#[differentiate]
fn through_a_reference(x: f64, s: f64) -> f64 {
    let r = x / s;
    let q = r * r;
    let (p, one) = (&q, &x);
    if *p > 1e30 { *one * *one } else { *p * *one }
}

#[differentiate]
fn in_single(x: f32, s: f32) -> f32 {
    let r = x / s;
    let q = r * r * 0.0;
    if q == 0.0 { q + r } else { 2.0 * x }
}

/// A factor that is written down as zero, or is zero, where a slope is infinite.
#[differentiate]
fn root_times_literal_zero(x: f64) -> f64 {
    0.0 * x.sqrt() + x.sqrt() * 0.0 + x
}

#[differentiate]
fn power_by_root(x: f64) -> f64 {
    x * x.sqrt() - x.cbrt() * x + 3.0 * x
}

#[differentiate]
fn masked(x: &[f64], #[constant] mask: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += mask[i] * x[i].sqrt();
    }
    sum
}

#[differentiate]
fn by_reference(out: &mut f64, x: f64, s: f64) {
    let r = x / s;
    let q = r * r;
    *out = if q > 1e30 { x * x } else { q };
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
    not_a_number(x, s) -> scalar at (1.0, 0.0), (f64::INFINITY, 1.0) is [3.0, 0.0];
    too_large(x, s) -> scalar at (1e300, 2.0) is [2.0, 1e300];
    calls_in_a_chain(x, s) -> scalar at (1.0, 0.0), (-1.0, 0.0) is [3.0, 0.0];
    one_of_two_results(x, s) -> scalar at (1.0, 0.0) is [1.0, 2.0];
    product_of_results(x, s) -> scalar at (1.0, 0.0) is [2.0, 2.0];
    overwritten_in_a_loop(&x, s) -> scalar at (vec![1.0, 1.0, 2.0], 1.0) is [0.0, 0.0, -4.0, 16.0];
    left_early(&x) -> scalar at (vec![1.0, 0.0, 3.0]) is [0.0, 0.0, 0.0];
    parts_of_a_struct(x, s) -> scalar at (1.0, 0.0), (-1.0, 0.0) is [6.0, 0.0];
    changed_parts(x, s) -> scalar at (1.0, 0.0), (-1.0, 0.0) is [9.0, 0.0];
    arm_of_an_enum(x, s, const n) -> scalar at (1.0, 0.0, 1) is [8.0, 0.0];
    closure_that_chooses(x, s) -> scalar at (1.0, 0.0), (-1.0, 0.0) is [3.0, 0.0];
    sums_and_products(&x, s) -> scalar at (vec![2.0, 3.0], 0.0), (vec![2.0, 3.0], 1e-308) is [3.0, 2.0, 0.0];
    exchanged(x, s) -> scalar at (1.0, 0.0) is [8.0, 0.0];
    through_a_reference(x, s) -> scalar at (1.0, 0.0) is [2.0, 0.0];
    in_single(x, s) -> scalar, single at (1.0, 0.0) is [2.0, 0.0];
    root_times_literal_zero(x) -> scalar at (0.0) is [1.0];
    power_by_root(x) -> scalar at (0.0) is [3.0];
    masked(&x, const &mask) -> scalar at (vec![0.0, 4.0], vec![0.0, 1.0]) is [0.0, 0.25];
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

/// What a `&mut` parameter points to is a result.
#[test]
fn what_is_lent() {
    let (mut out, mut out_dot) = (7.0, 1.0);
    by_reference::jvp(&mut out, 1.5, 0.0, &mut out_dot, 1.0, 0.0);
    assert_eq!((out, out_dot), (2.25, 3.0));
    let (_, pullback) = by_reference::vjp(&mut out, 1.5, 0.0);
    let mut out_bar = 1.0;
    assert_eq!(pullback(&mut out_bar), (3.0, 0.0));
    let (_, pullback) = by_reference::vjp(&mut out, 1.5, 0.0);
    let mut out_bar = 0.0;
    assert_eq!((pullback(&mut out_bar), out_bar), ((0.0, 0.0), 0.0));
}

/// What is used and isn't a number is seen in the derivative: nothing is hidden.
#[test]
fn what_is_used() {
    assert!(quotient::grad(0.0, 0.0).0.is_nan());
    assert!(quotient::jvp(0.0, 0.0, 1.0, 0.0).1.is_nan());
    assert_eq!(guarded_square::vjp(1.0, 0.0).1(0.0), (0.0, 0.0));
    let (x_bar, w_bar) = product::grad(f64::INFINITY, 0.0);
    assert_eq!((x_bar, w_bar), (0.0, f64::INFINITY));
    assert!(square::grad(f64::NAN).is_nan());
}

#[differentiate]
fn quotient(x: f64, y: f64) -> f64 {
    x / y * x
}

#[differentiate]
fn product(x: f64, w: f64) -> f64 {
    x * w
}
