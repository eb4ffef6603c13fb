//! Closures that call closures: what one stands for doubles with each, so that they become functions.

use ad_runtime::prelude::*;

#[differentiate]
fn twelve_deep(x: f64, y: f64) -> f64 {
    let c0 = |t: f64| t * x + y.sin();
    let c1 = |t: f64| 0.3 * c0(t) + 0.2 * c0(t + x);
    let c2 = |t: f64| 0.3 * c1(t) + 0.2 * c1(t + x);
    let c3 = |t: f64| 0.3 * c2(t) + 0.2 * c2(t + x);
    let c4 = |t: f64| 0.3 * c3(t) + 0.2 * c3(t + x);
    let c5 = |t: f64| 0.3 * c4(t) + 0.2 * c4(t + x);
    let c6 = |t: f64| 0.3 * c5(t) + 0.2 * c5(t + x);
    let c7 = |t: f64| 0.3 * c6(t) + 0.2 * c6(t + x);
    let c8 = |t: f64| 0.3 * c7(t) + 0.2 * c7(t + x);
    let c9 = |t: f64| 0.3 * c8(t) + 0.2 * c8(t + x);
    let c10 = |t: f64| 0.3 * c9(t) + 0.2 * c9(t + x);
    let c11 = |t: f64| 0.3 * c10(t) + 0.2 * c10(t + x);
    c11(y)
}

/// Slices, integers, locals, a constant parameter and a name that is bound again are captured.
#[differentiate]
fn captures(x: f64, w: &[f64], n: usize, #[constant] k: f64) -> f64 {
    let half = 0.5 * x;
    let i = n + 1;
    let c0 = |t: f64| t * w[i] + half.sin() * k;
    let x = x * x;
    let c1 = |t: f64, u: f64| -> f64 { c0(t) * c0(u) + x };
    let c2 = |t: f64| c1(t, x) - c1(x, t * t);
    let c3 = |t: f64| (c2(t) + c2(t * x)).tanh();
    let half = x + 1.0;
    let c4 = |t: f64| c3(t) * c3(half) + c3(t + half);
    let c5 = |t: f64| (c4(t) * 0.1).sin() + c4(0.2 * t);
    let c6 = |t: f64| c5(t) * c5(half - t);
    let mut sum = 0.0;
    for j in 0..w.len() {
        sum += c6(w[j]) * half;
    }
    sum
}

/// What changes is captured as it is at the call: such closures are inlined.
#[differentiate]
fn changed(x: f64, y: f64) -> f64 {
    let mut scale = 1.0;
    let mut c0 = |t: f64| {
        scale *= 0.9;
        t * x * scale
    };
    let mut c1 = |t: f64| c0(t) + c0(t + y);
    let mut c2 = |t: f64| c1(t) * 0.5 + c1(t * y);
    let mut c3 = |t: f64| c2(t) + c2(t + y).sin();
    c3(y) + c3(x)
}

/// Types that aren't written are inferred: such closures are inlined.
#[differentiate]
fn inferred(x: f32, y: f32) -> f32 {
    let c0 = |t| x * t + y;
    let c1 = |t| c0(t) * c0(y) + 0.5 * c0(t);
    let c2 = |t| c1(t) + c1(x) * c1(y);
    let c3 = |t: f32| c2(t) * 0.1 + c2(0.1 * t);
    c3(y).sin() + c3(x)
}

/// Names that mean different closures.
#[differentiate]
fn bound_again(x: f64, y: f64) -> f64 {
    let c = |t: f64| t * x;
    let c = |t: f64| c(t) + c(t * t) * y;
    let c = |t: f64| c(t) + c(t * 0.5).sin();
    let c = |t: f64| c(t) - c(t * 0.3) * c(y);
    let c = |t: f64| c(t) + c(t * 0.2) * c(x);
    let c = |t: f64| c(t) - c(t * 0.1) * c(y);
    c(x * y)
}

programs! {
    twelve_deep(x, y) -> scalar at (0.4, 0.3), (-0.7, 1.1);
    captures(x, &w, const n, const k) -> scalar at (0.4, [0.3, 0.7, -0.2], 1, 0.5);
    changed(x, y) -> scalar at (0.4, 0.3);
    inferred(x, y) -> scalar, single at (0.4, 0.3);
    bound_again(x, y) -> scalar at (0.4, 0.3), (0.9, -0.5);
}
