//! Iterators and closures.

use ad_runtime::prelude::*;

#[differentiate]
fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(a, b)| a * b).sum()
}

#[differentiate]
fn norm(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v).sum::<f64>().sqrt()
}

#[differentiate]
fn weighted(x: &[f64]) -> f64 {
    let mut total = 0.0;
    for (i, v) in x.iter().enumerate() {
        if i % 2 == 0 {
            continue;
        }
        total += v * i as f64;
    }
    total * total
}

#[differentiate]
fn folded(x: &[f64]) -> f64 {
    x.iter().fold(1.0, |acc, v| acc * (1.0 + v * v))
        + x.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

#[differentiate]
fn softmax(x: &[f64], k: usize) -> f64 {
    let max = x.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
    let exps: Vec<f64> = x.iter().map(|v| (v - max).exp()).collect();
    let sum: f64 = exps.iter().sum();
    exps[k] / sum
}

#[differentiate]
fn moving_average(x: &[f64]) -> Vec<f64> {
    x.windows(3).map(|w| w.iter().sum::<f64>() / 3.0).collect()
}

#[differentiate]
fn chunked(x: &[f64]) -> f64 {
    x.chunks(2).map(|c| c.iter().product::<f64>()).sum::<f64>()
        + x.chunks_exact(2).map(|c| c[0] - c[1] * c[0]).fold(0.0, |a, b| a + b * b)
}

#[differentiate]
fn filtered(x: &[f64], bound: f64) -> f64 {
    x.iter().filter(|v| **v > 0.0).map(|v| v * bound).sum::<f64>()
        + x.iter().filter(|&&v| v < 0.0).map(|&v| v * v).sum::<f64>()
}

#[differentiate]
fn adapters(x: &[f64], y: &[f64]) -> f64 {
    let a: f64 = x.iter().skip(1).zip(y.iter().rev()).map(|(a, b)| a * b * b).sum();
    let b: f64 = x.iter().step_by(2).take(2).map(|v| v.sin()).sum();
    let c: f64 = x.iter().chain(y.iter()).enumerate().map(|(i, v)| v * i as f64).sum();
    let d: f64 = x.iter().rev().skip(1).map(|v| v * v).product();
    a + b * c + d
}

#[differentiate]
fn scanned(x: &[f64]) -> f64 {
    let sums: Vec<f64> = x
        .iter()
        .scan(0.0, |state, v| {
            *state += v * v;
            Some(*state)
        })
        .collect();
    sums.iter().map(|s| s.sqrt()).sum()
}

#[differentiate]
fn flattened(x: &[f64], n: usize) -> f64 {
    x.iter().flat_map(|v| (0..n).map(move |k| v * k as f64)).map(|t| t * t).sum::<f64>()
}

#[differentiate]
fn closures(x: f64, y: f64) -> f64 {
    let scale = 2.0 * y;
    let f = |t: f64| t * t * scale + x;
    let g = |a: f64, b: f64| f(a) * b;
    f(x) + g(y, x) + f(3.0)
}

#[differentiate]
fn counting_closure(x: f64) -> f64 {
    let mut total = 0.0;
    let mut add = |v: f64| {
        total += v * x;
    };
    add(1.0);
    add(x);
    total
}

#[differentiate]
fn returning_closure(x: &[f64]) -> f64 {
    let clip = |v: f64| {
        if v > 1.0 {
            return 1.0 + (v - 1.0) * 0.1;
        }
        v * v
    };
    x.iter().map(|&v| clip(v)).sum()
}

#[differentiate]
fn in_place(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    y.iter_mut().for_each(|v| *v *= 2.0);
    for v in y.iter_mut() {
        *v = v.sin();
    }
    for (a, b) in y.iter_mut().zip(x.iter()) {
        *a += b * b;
    }
    for v in &mut y {
        *v *= *v;
    }
    y.into_iter().sum()
}

#[differentiate]
fn extremes(x: &[f64]) -> f64 {
    let max = x.iter().copied().reduce(f64::max).unwrap();
    let last = x.iter().last().unwrap();
    let largest = x.iter().max_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
    let smallest = x.iter().copied().min_by(|a, b| a.total_cmp(b)).unwrap_or(0.0);
    max * last + largest * smallest
}

#[differentiate]
fn arrays(p: [f64; 3]) -> f64 {
    let q: [f64; 3] = std::array::from_fn(|i| p[i] * p[(i + 1) % 3]);
    let r = q.map(|v| v.sin());
    r.iter().zip(p).map(|(a, b)| a * b).sum()
}

#[differentiate]
fn array_result(p: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|i| p[i] * p[(i + 1) % 3])
}

#[differentiate]
fn matrix(a: &[Vec<f64>], x: &[f64]) -> Vec<f64> {
    a.iter().map(|row| row.iter().zip(x.iter()).map(|(a, b)| a * b).sum()).collect()
}

#[differentiate]
fn ends(x: &[f64]) -> f64 {
    let (Some(first), Some(last)) = (x.first(), x.last()) else { return 0.0 };
    first * last + x.get(1).copied().unwrap_or(1.0) * x.get(100).copied().unwrap_or(3.0)
}

#[differentiate]
fn polynomial(c: &[f64], x: f64) -> f64 {
    c.iter().rev().fold(0.0, |acc, c| acc * x + c)
}

#[differentiate]
fn variance(x: &[f64]) -> f64 {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)
}

#[differentiate]
fn pairs(x: &[(f64, f64)]) -> f64 {
    x.iter().map(|&(a, b)| a * b).sum::<f64>() + x.iter().map(|(a, b)| a + b).product::<f64>()
}

#[differentiate]
fn nested_loops(x: &[f64]) -> f64 {
    let mut energy = 0.0;
    for (i, a) in x.iter().enumerate() {
        for b in x.iter().skip(i + 1) {
            let d = a - b;
            energy += 1.0 / (1.0 + d * d);
        }
    }
    energy
}

#[differentiate]
fn until(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x.iter().take_while(|v| **v > 0.0) {
        if *v > 3.0 {
            break;
        }
        sum += v * v;
    }
    sum + x.iter().skip_while(|v| **v > 0.0).count() as f64
        + x.iter().map_while(|v| if *v > 0.0 { Some(v.ln()) } else { None }).sum::<f64>()
}

/// A constant list that is longer than what it is zipped with, and shorter.
const WEIGHTS: [f64; 3] = [0.1, 0.2, 0.3];

#[differentiate]
fn weighted_by_constants(x: &[f64]) -> f64 {
    let backwards = WEIGHTS.iter().rev().enumerate().zip(x);
    WEIGHTS.iter().zip(x).map(|(w, v)| w * v * v).sum::<f64>()
        + backwards.map(|((i, w), v)| i as f64 * w * v).sum::<f64>()
}

/// `self.dot(self)` by value, of which only `Copy` is known.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Pair<T>(T, T);

#[differentiate]
impl<T: std::ops::Mul<Output = T> + std::ops::Add<Output = T> + Copy> Pair<T> {
    fn new(x: T, y: T) -> Self {
        Pair(x, y)
    }

    fn dot(self, other: Self) -> T {
        self.0 * other.0 + self.1 * other.1
    }

    fn square(self) -> T {
        self.dot(self)
    }
}

#[differentiate]
fn squared(x: f64, y: f64) -> f64 {
    Pair::new(x * y, y).square()
}

programs! {
    weighted_by_constants(&x) -> scalar at (vec![0.3, 0.7]), (vec![0.3, 0.7, -0.2, 1.1]);
    squared(x, y) -> scalar at (0.4, 1.3);
    dot(&x, &y) -> scalar at ([1.0, 2.0, 3.0], [0.5, -1.0, 2.0]);
    norm(&x) -> scalar at ([3.0, 4.0]);
    weighted(&x) -> scalar at ([1.0, 2.0, 3.0, 4.0]);
    folded(&x) -> scalar at ([0.3, -0.6, 0.9]);
    softmax(&x, const k) -> scalar at ([0.3, -0.6, 0.9], 1);
    moving_average(&x) -> vector at ([1.0, 2.0, 4.0, 8.0, 16.0]);
    chunked(&x) -> scalar at ([1.0, 2.0, 4.0, 8.0, 16.0]);
    filtered(&x, bound) -> scalar at ([1.0, -2.0, 4.0], 0.7);
    adapters(&x, &y) -> scalar at ([1.0, 2.0, 3.0, 4.0], [0.5, -1.0, 2.0]);
    scanned(&x) -> scalar at ([1.0, 2.0, 3.0]);
    flattened(&x, const n) -> scalar at ([1.0, 2.0, 3.0], 3);
    closures(x, y) -> scalar at (0.7, 1.3);
    counting_closure(x) -> scalar at (0.7);
    returning_closure(&x) -> scalar at ([0.5, 1.5, -0.3]);
    in_place(&x) -> scalar at ([0.5, 1.5, -0.3]);
    extremes(&x) -> scalar at ([0.5, 1.5, -0.3, 0.9]);
    arrays(p) -> scalar at ([0.5, 1.5, -0.3]);
    array_result(p) -> vector at ([0.5, 1.5, -0.3]);
    ends(&x) -> scalar at ([0.5, 1.5, -0.3]);
    polynomial(&c, x) -> scalar at ([1.0, 2.0, 3.0], 0.6);
    variance(&x) -> scalar at ([0.5, 1.5, -0.3, 0.9]);
    nested_loops(&x) -> scalar at ([0.5, 1.5, -0.3, 0.9]);
    until(&x) -> scalar at ([0.5, 1.5, 0.3, -0.9, 2.0]);
}

#[test]
fn lists_of_lists_and_of_pairs() {
    matrix::check(&[vec![1.0, 2.0], vec![3.0, 4.0]], &[0.5, -0.7]).unwrap();
    pairs::check(&[(1.0, 2.0), (0.5, -0.3)]).unwrap();
}

#[test]
fn nothing_in_them() {
    assert_eq!(dot::grad(&[], &[]), (vec![], vec![]));
    assert!(dot(&[], &[]).to_bits() == dot::value_and_grad(&[], &[]).0.to_bits());
    ends::check(&[]).unwrap();
    norm::check(&[1.0]).unwrap();
}
