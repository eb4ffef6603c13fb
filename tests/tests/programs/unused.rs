//! What isn't used in calls, parts of values, loops and arms, and factors that are zero: infinite, not a number, or too large.

use ad_runtime::prelude::*;

/// The value that isn't used may be not a number, and what it is made of too.
#[differentiate]
fn not_a_number(x: f64, s: f64) -> f64 {
    let r = x / s - s / (s * x);
    let q = (r * s - r) / r;
    if q > 0.0 { q } else { 3.0 * x }
}

/// Used as an integer wherever it is left out as a number: nothing comes of that.
#[differentiate]
fn cast_to_an_integer(x: f64, s: f64) -> f64 {
    let r = x / s;
    let q = r * r;
    let n = q as i32;
    let p = if n > 5 { x } else { q };
    p * 2.0 + n as f64
}

/// Used where it is finite only; that it is cast, or stopped, is no use.
#[differentiate]
fn cast_beside_a_saturation(x: f64, s: f64) -> f64 {
    let q = x * s;
    let n = q as i32;
    (-q).exp() + n as f64
}

#[differentiate]
fn stopped_beside_a_saturation(x: f64, s: f64) -> f64 {
    let q = x * s;
    let k = 1.0 / stop_gradient(q);
    (-q).exp() + k + x
}

#[differentiate]
fn looked_at_beside_a_saturation(x: f64, s: f64) -> f64 {
    let q = x * s;
    let sign = 1f64.copysign(q);
    let root = if q.is_finite() { 2.0 } else { 3.0 };
    (-q).exp() * root + sign + q.signum() + x
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
    not_a_number(x, s) -> scalar at (1.0, 0.0), (f64::INFINITY, 1.0) is [3.0, 0.0];
    cast_beside_a_saturation(x, s) -> scalar at (1.0, f64::INFINITY), (f64::INFINITY, 2.0) is [0.0, 0.0];
    stopped_beside_a_saturation(x, s) -> scalar at (1.0, f64::INFINITY), (f64::INFINITY, 2.0) is [1.0, 0.0];
    looked_at_beside_a_saturation(x, s) -> scalar at (1.0, f64::INFINITY), (f64::INFINITY, 2.0) is [1.0, 0.0];
    cast_to_an_integer(x, s) -> scalar at (1.0, 0.0), (1e200, 1.0) is [2.0, 0.0];
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
    assert_eq!(squared::vjp(1.0, 0.0).1(0.0), (0.0, 0.0));
    let (x_bar, w_bar) = product::grad(f64::INFINITY, 0.0);
    assert_eq!((x_bar, w_bar), (0.0, f64::INFINITY));
    assert!(cube::grad(f64::NAN).is_nan());
}

#[differentiate]
fn quotient(x: f64, y: f64) -> f64 {
    x / y * x
}

#[differentiate]
fn product(x: f64, w: f64) -> f64 {
    x * w
}

#[differentiate]
fn squared(x: f64, s: f64) -> f64 {
    let r = x / s;
    r * r
}

#[differentiate]
fn of_a_list(x: f64, list: &[f64], others: [f64; 1]) -> (f64, f64) {
    (x * list[0], others[0])
}

/// What nobody wants is lent a list again and again.
#[differentiate]
fn lent_in_vain(list: &mut [f64], a: f64) -> f64 {
    for i in 0..3 {
        let (x, _) = of_a_list(a, &list, [list[i % 2] * a]);
        let mut copy = list.to_vec();
        copy[0] *= x;
    }
    list[0] *= a;
    list[0]
}

#[test]
fn lists_are_lent_in_vain() {
    let mut bar = [0.0; 2];
    assert_eq!(lent_in_vain::grad(&mut [3.0, 2.0], 5.0).1, 3.0);
    assert_eq!(lent_in_vain::jvp(&mut [3.0, 2.0], 5.0, &mut bar, 1.0).1, 3.0);
}
