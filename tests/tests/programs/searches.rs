//! `find` and `last` of windows, chunks, rows and elements.

#![allow(dead_code)]

use ad_runtime::prelude::*;

#[differentiate]
fn interpolate(x: &[f64], t: f64) -> Option<f64> {
    let w = x.windows(2).find(|w| w[0] <= t && t <= w[1])?;
    Some(w[0] * w[1] * t)
}

#[differentiate]
fn chunked(x: &[f64], t: f64) -> f64 {
    match x.chunks(2).find(|c| c[0] > t) {
        Some([a, b]) => a * b * t,
        Some(c) => c[0] * c[0] * t + c.iter().sum::<f64>(),
        None => t * x[0],
    }
}

#[differentiate]
fn numbered(x: &[f64], t: f64) -> f64 {
    if let Some((i, w)) = x.windows(3).enumerate().find(|(i, w)| w[1] > t && *i > 0) {
        w.iter().map(|v| v * v).sum::<f64>() * t * i as f64
    } else {
        t * t
    }
}

#[differentiate]
fn paired(x: &[f64], y: &[f64], t: f64) -> f64 {
    let (xs, ys) =
        x.windows(2).zip(y.windows(2)).find(|(xs, _)| xs[0] <= t && t < xs[1]).expect("inside");
    ys[0] + (ys[1] - ys[0]) * (t - xs[0]) / (xs[1] - xs[0])
}

#[differentiate]
fn reversed(x: &[f64], t: f64) -> f64 {
    x.windows(2).rev().find(|w| w[0] * w[1] < t).map_or(t, |w| w[0] * w[1] * t)
}

#[differentiate]
fn last_window(x: &[f64]) -> f64 {
    let w = x.windows(2).last().unwrap();
    let c = x.chunks(2).last().unwrap();
    let s = x.iter().last().unwrap();
    w[0] * w[1] + c[0] * c.len() as f64 + s * s
}

#[differentiate]
fn in_rows(m: &[Vec<f64>], t: f64) -> f64 {
    let mut sum = 0.0;
    for row in m {
        if let Some(w) = row.windows(2).find(|w| w[0] < t && t <= w[1]) {
            sum += w[0] * w[1].sin() * t;
        }
        if let Some(v) = row.iter().find(|v| **v > t) {
            sum += v * v;
        }
        if let Some(&v) = row.iter().rev().find(|v| **v < t) {
            sum += v.exp();
        }
    }
    sum
}
#[test]
fn what_is_found_is_differentiated() {
    let (value, pullback) = interpolate::vjp(&[1.0, 2.0, 4.0], 3.0);
    assert_eq!(value, Some(24.0));
    assert_eq!(pullback(Some(1.0)), (vec![0.0, 12.0, 6.0], 8.0));
    interpolate::check(&[1.0, 2.0, 4.0], 3.0).unwrap();
    assert_eq!(interpolate::vjp(&[], 3.0).0, None);
    for x in [&[1.0, 2.0, 4.0, 5.0, 0.5][..], &[4.0, 3.0, 1.0], &[0.5, 0.25]] {
        for t in [0.3, 1.5, 3.5, 7.0] {
            chunked::check(x, t).unwrap();
            numbered::check(x, t).unwrap();
            reversed::check(x, t).unwrap();
        }
        last_window::check(x).unwrap();
    }
    reversed::check(&[], 2.0).unwrap();
    paired::check(&[1.0, 2.0, 4.0], &[3.0, 1.0, 7.0], 2.5).unwrap();
    in_rows::check(&[vec![1.0, 2.0, 4.0], vec![0.5, 3.0], vec![]], 1.5).unwrap();
}
