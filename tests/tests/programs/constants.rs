//! What carries no derivative: `#[constant]`, `wrt(..)`, `stop_gradient`, what passes through.

use ad_runtime::prelude::*;

#[differentiate]
fn weighted(x: &[f64], #[constant] weights: &[f64], #[constant] shift: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let d = x[i] - shift;
        sum += weights[i] * d * d;
    }
    sum * shift
}

#[differentiate(wrt(w, b))]
fn neuron(x: &[f64], w: &[f64], b: f64, target: f64) -> f64 {
    let mut z = b;
    for i in 0..x.len() {
        z += w[i] * x[i];
    }
    let y = z.tanh();
    (y - target) * (y - target)
}

/// A constant binding, which is frozen at its value.
#[differentiate]
fn frozen(x: f64, y: f64) -> f64 {
    #[constant]
    let scale = x * y + 1.0;
    let free = x * y;
    free * scale + scale
}

#[differentiate]
fn straight_through(x: f64) -> f64 {
    let rounded = x + stop_gradient(x.round() - x);
    rounded * rounded + x
}

#[differentiate]
fn stopped_list(x: &[f64]) -> f64 {
    let kept = stop_gradient(x.to_vec());
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += kept[i] * x[i];
    }
    sum
}

/// `softmax` with its maximum frozen: the value doesn't depend on it.
#[differentiate]
fn log_sum_exp(x: &[f64]) -> f64 {
    let mut largest = stop_gradient(x[0]);
    for i in 1..x.len() {
        largest = stop_gradient(x[i]).max(largest);
    }
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += (x[i] - largest).exp();
    }
    largest + sum.ln()
}

#[differentiate]
fn assertions(x: &[f64], y: f64) -> f64 {
    assert!(!x.is_empty(), "no elements, but {y}");
    debug_assert!(x[0] != y);
    let mut product = y;
    for i in 0..x.len() {
        assert!(x[i].is_finite() && product.is_finite(), "x[{i}] = {}", x[i]);
        debug_assert_ne!(x[i], 17.0);
        product *= x[i];
    }
    assert_eq!(x.len(), x.len());
    if product > 1e6 {
        eprintln!("{product} is large");
    }
    product
}

/// A value that selects doesn't pass its derivative on.
#[differentiate]
fn nearest(x: f64, table: &[f64; 5]) -> f64 {
    let i = (x.round() as i64).clamp(0, 4) as usize;
    let j = if i == 4 { 3 } else { i + 1 };
    table[i] * x + table[j]
}

#[differentiate]
fn integers_and_flags(x: f64, n: usize, signs: &[bool], offsets: &[i32]) -> f64 {
    let mut order = Vec::new();
    for i in 0..n {
        order.push((i * 7 + 3) % n);
    }
    let mut y = 0.0;
    let mut count = 0u32;
    for i in 0..n {
        let sign = signs[order[i]];
        count += sign as u32;
        let term = x.powi(offsets[i]) + offsets[order[i]] as f64;
        y += if sign { term } else { -term * x };
    }
    y / (1 + count) as f64
}

/// Constants are computed by functions without derivatives, closures, `match`.
#[differentiate]
fn inactive_code(x: f64, n: usize) -> f64 {
    let weights: Vec<f64> = (0..n).map(|i| 1.0 / (i as f64 + 1.0)).collect();
    let scale = match n {
        0 => 1.0,
        1..=3 => 0.5,
        _ => weights.iter().sum::<f64>(),
    };
    let table = plain_table(n, scale);
    let mut y = x;
    for i in 0..n {
        y += weights[i] * y * table[i];
    }
    y
}

fn plain_table(n: usize, scale: f64) -> Vec<f64> {
    vec![scale; n]
}

#[differentiate]
fn partly_independent(x: f64, y: f64, z: f64) -> (f64, f64, f64) {
    let mut a = x * y;
    a = z;
    (a * a, 3.0, y)
}

#[differentiate]
fn assigned_over(x: &[f64]) -> Vec<f64> {
    let mut y = x.to_vec();
    for i in 0..y.len() {
        y[i] = if i % 2 == 0 { i as f64 } else { y[i] * y[i - 1] };
    }
    y
}

programs! {
    weighted(&x, const &weights, const shift) -> scalar
        at (vec![0.5, -1.2, 0.9], vec![1.0, 2.0, 0.5], 0.3);
    neuron(const &x, &w, b, const target) -> scalar
        at (vec![0.5, -1.2], vec![0.7, 0.3], 0.1, 0.8);
    frozen(x, y) -> scalar at (2.0, 3.0) is [21.0, 14.0];
    straight_through(x) -> scalar at (1.75) is [5.0];
    stopped_list(&x) -> scalar at (vec![0.5, -1.25]) is [0.5, -1.25];
    log_sum_exp(&x) -> scalar at (vec![0.5, -1.2, 0.9, 2.0]);
    assertions(&x, y) -> scalar at (vec![0.5, -1.2, 0.9], 0.4);
    nearest(x, &table) -> scalar
        at (1.2, [0.5, -1.2, 0.9, 0.3, 0.7]), (9.3, [0.5, -1.2, 0.9, 0.3, 0.7]);
    integers_and_flags(x, const n, const &signs, const &offsets) -> scalar
        at (1.3, 4, vec![true, false, false, true], vec![2, -1, 0, 3]);
    inactive_code(x, const n) -> scalar at (0.7, 2), (0.7, 5), (0.7, 0);
    partly_independent(x, y, z) -> vector at (0.7, 1.2, -0.4);
    assigned_over(&x) -> vector at (vec![0.5, -1.2, 0.9, 0.3]);
}
