//! Iterators with the adapters and macros of `itertools`: several side by side, items that follow each other, all pairs.

#![allow(deprecated)]

use ad_runtime::prelude::*;
use itertools::{Itertools, iproduct, izip};

const WEIGHTS: [f64; 4] = [0.5, -1.5, 2.0, 0.25];

#[differentiate]
fn three(a: &[f64], b: &[f64], c: &[f64]) -> f64 {
    let mut total = 0.0;
    for (x, y, z) in izip!(a, b, c) {
        total += x * y * z.sin();
    }
    total + izip!(a.iter(), b, &c[1..]).map(|(x, y, z)| x * y / (2.0 + z)).sum::<f64>()
}

#[differentiate]
fn one_to_five(a: &[f64], b: &[f64], w: &[f64]) -> f64 {
    let one: f64 = izip!(a).map(|x| x * x).sum();
    let two: f64 = izip!(a, b).map(|(x, y)| x * y).sum();
    let four: f64 =
        izip!(a, b, a.iter().skip(1), 1..).map(|(x, y, z, i)| x * y * z * i as f64).sum();
    let five: f64 =
        izip!(a, w, b, WEIGHTS, 0..3).map(|(x, w, y, v, i)| x * w + y * v * i as f64).sum();
    one + two * four + five
}

#[differentiate]
fn written(out: &mut [f64], a: &[f64], b: &[f64]) {
    for (i, (o, x, y)) in izip!(&mut *out, a, b).enumerate() {
        *o = *o * x + y * i as f64;
    }
    for (o, x, _) in itertools::izip!(out.iter_mut(), a, b) {
        *o += x * x;
    }
}

#[differentiate]
fn trapezoids(x: &[f64], y: &[f64]) -> f64 {
    let area: f64 = x
        .iter()
        .zip(y)
        .tuple_windows()
        .map(|((x0, y0), (x1, y1))| (x1 - x0) * (y0 + y1) / 2.0)
        .sum();
    let mut length = 0.0;
    for ((a, b), (c, d)) in izip!(x, y).tuple_windows() {
        length += ((c - a).powi(2) + (d - b).powi(2)).sqrt();
    }
    area + length
}

#[differentiate]
fn curvature(x: &[f64]) -> f64 {
    let bends: f64 = x.iter().tuple_windows().map(|(a, b, c)| (a - 2.0 * b + c).powi(2)).sum();
    let mut jumps = 0.0;
    for (i, (a, b, c, d)) in x.iter().copied().tuple_windows().enumerate() {
        jumps += (d - 3.0 * c + 3.0 * b - a) * i as f64;
    }
    let pairs = x.iter().tuple_windows::<(_, _)>();
    bends + jumps + pairs.map(|p| p.0 * p.1).fold(0.0, |all, p| all + p * p)
}

#[differentiate]
fn polygon(x: &[f64], y: &[f64]) -> f64 {
    let twice: f64 =
        x.iter().zip(y).circular_tuple_windows().map(|((a, b), (c, d))| a * d - b * c).sum();
    let around: f64 = x.iter().circular_tuple_windows().map(|(a, b, c)| a * b * c).sum();
    twice / 2.0 + around
}

#[differentiate]
fn in_pairs(x: &[f64]) -> f64 {
    x.iter().tuples().map(|(a, b)| a * b.cos()).sum::<f64>()
        + x.iter()
            .map(|v| v * v)
            .tuples()
            .filter(|(a, b, _)| a < b)
            .map(|(a, b, c)| a * b * c)
            .sum::<f64>()
}

#[differentiate]
fn energy(q: &[f64], at: &[f64]) -> f64 {
    let mut total = 0.0;
    for ((q, x), (p, y)) in q.iter().zip(at).tuple_combinations() {
        total += q * p / (1.0 + (x - y).powi(2));
    }
    total + at.iter().tuple_combinations().map(|(a, b, c)| a * b * c).sum::<f64>()
}

#[differentiate]
fn products(a: &[f64], b: &[f64], w: &[f64]) -> f64 {
    let pairs: f64 = a.iter().cartesian_product(b).map(|(x, y)| (x - y).powi(2)).sum();
    let mut total = 0.0;
    for (x, y, w) in iproduct!(a, b, w) {
        total += x * y * w;
    }
    for (i, j) in iproduct!(0..a.len(), 0..b.len()) {
        total += a[i] * b[j] * (i + 2 * j) as f64;
    }
    pairs + total
}

#[differentiate]
fn of_equal_lengths(a: &[f64], b: &[f64]) -> f64 {
    let products = a.iter().zip_eq(b).map(|(x, y)| x * y).collect_vec();
    products.iter().product::<f64>() + products[0]
}

#[differentiate]
fn of_constants(x: f64, #[constant] knots: &[f64]) -> f64 {
    let mut total = 0.0;
    for (a, b) in knots.iter().tuple_windows() {
        total += (x - a) * (x - b);
    }
    for (a, b, w) in izip!(knots, &knots[1..], WEIGHTS) {
        total += (a * x + b).sin() * w;
    }
    total + izip!(knots, WEIGHTS).map(|(k, w)| k * w * x * x).sum::<f64>()
}

#[differentiate]
fn rows(m: &[[f64; 3]; 3], v: &[f64]) -> f64 {
    m.iter()
        .map(|row| izip!(row, v, WEIGHTS).map(|(a, b, w)| a * b * w).sum::<f64>().powi(2))
        .sum::<f64>()
        + m.iter()
            .tuple_windows()
            .map(|(a, b)| izip!(a, b).map(|(x, y)| x * y).sum::<f64>())
            .sum::<f64>()
}

#[differentiate]
fn until(x: &[f64], limit: f64) -> f64 {
    let mut total = 0.0;
    for (a, b) in x.iter().tuple_windows() {
        if *b > limit {
            break;
        }
        total += a * b * limit;
    }
    for (a, b) in x.iter().tuple_combinations() {
        if a * b > 2.0 {
            return total + a;
        }
        total += a - b * limit;
    }
    total
}

#[differentiate]
fn trimmed(x: &[f64], k: f64) -> f64 {
    let middle: f64 = x.iter().sorted_by(|a, b| a.total_cmp(b)).skip(1).map(|v| v * v * k).sum();
    let best = x
        .iter()
        .map(|v| (v - k).powi(2))
        .sorted_by(|a, b| b.partial_cmp(a).unwrap())
        .take(2)
        .collect_vec();
    let mut total = middle + best[0] * best[1];
    let ranked = x.iter().enumerate().sorted_by_key(|(i, _)| (i * 7) % 5);
    for (rank, (_, v)) in ranked.enumerate() {
        total += v * rank as f64;
    }
    for (a, b) in x.iter().copied().sorted_unstable_by(f64::total_cmp).tuple_windows() {
        total += (b - a).powi(2);
    }
    total
}

programs! {
    trimmed(&x, k) -> scalar at ([0.5, 1.5, -0.3, 0.9], 0.7);
    three(&a, &b, &c) -> scalar at ([0.5, 1.5, -0.3], [1.0, 0.7, 0.2], [0.4, 1.1, 0.6]), ([0.5, 1.5, 2.0], [1.0, 0.7, 0.2], [0.4, 0.3, 0.6]);
    one_to_five(&a, &b, &w) -> scalar at ([0.5, 1.5, -0.3], [1.0, 0.7, 0.2], [0.4, 1.1]);
    trapezoids(&x, &y) -> scalar at ([0.0, 0.5, 1.5, 1.8], [1.0, 0.7, 0.2, -0.4]);
    curvature(&x) -> scalar at ([0.1, 0.5, 1.5, 1.8, 0.4]);
    polygon(&x, &y) -> scalar at ([0.1, 0.5, 1.5, 1.8, 0.4], [0.3, -0.2, 0.1, 0.9, 1.2]);
    in_pairs(&x) -> scalar at ([0.1, 0.5, 1.5, 1.8, 0.4, 0.9, 1.3]);
    energy(&q, &at) -> scalar at ([0.1, 0.5, 1.5, 1.8], [0.4, 0.9, 1.3, -0.2]);
    products(&a, &b, &w) -> scalar at ([0.1, 0.5, 1.5], [1.8, 0.4], [0.9, 1.3]);
    of_equal_lengths(&a, &b) -> scalar at ([0.1, 0.5, 1.5], [1.8, 0.4, 0.9]);
    of_constants(x, const &knots) -> scalar at (0.7, [0.1, 0.5, 1.5, 2.0]);
    rows(&m, &v) -> scalar at ([[0.1, 0.5, 1.5], [1.8, 0.4, 0.9], [0.3, 0.2, -0.6]], [1.0, 2.0, 0.5]);
    until(&x, limit) -> scalar at ([0.1, 0.5, 1.2, 1.9, 0.7], 1.6);
}

#[test]
fn what_is_written_beside_others() {
    let (a, b) = ([0.5, 1.5, -0.3], [1.0, 0.7, 0.2]);
    let run = |a: [f64; 3]| {
        let mut out = [0.3, 0.4, 0.5];
        written(&mut out, &a, &b);
        out.iter().sum::<f64>()
    };
    let mut out = [0.3, 0.4, 0.5];
    let (value, pullback) = written::vjp(&mut out, &a, &b);
    let _ = value;
    let mut bar = [1.0; 3];
    let (a_bar, _) = pullback(&mut bar);
    for i in 0..3 {
        let at = |by: f64| {
            let mut moved = a;
            moved[i] += by;
            run(moved)
        };
        let slope = (at(1e-6) - at(-1e-6)) / 2e-6;
        assert!((slope - a_bar[i]).abs() < 1e-7, "{slope} {}", a_bar[i]);
    }
}

#[test]
fn lengths_that_differ() {
    let (a, b) = ([0.5, 1.5, -0.3], [1.0, 0.7]);
    assert!(std::panic::catch_unwind(|| of_equal_lengths::grad(&a, &b)).is_err());
}
