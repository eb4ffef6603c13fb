//! Variances in two forms: as the mean of squared distances, and as a difference of means.

use ad_runtime::prelude::*;

use super::{assert_near, differences};

/// The square root of `Σ x²/n − (Σ x/n)²`.
#[differentiate(simplify = "real")]
fn deviation(x: &[f64]) -> f64 {
    let n = x.len() as f64;
    let mut squares = 0.0;
    let mut sum = 0.0;
    for i in 0..x.len() {
        squares += x[i] * x[i];
        sum += x[i];
    }
    let mean = sum / n;
    (squares / n - mean * mean).sqrt()
}

#[differentiate]
fn plain_deviation(x: &[f64]) -> f64 {
    let n = x.len() as f64;
    let mut squares = 0.0;
    let mut sum = 0.0;
    for i in 0..x.len() {
        squares += x[i] * x[i];
        sum += x[i];
    }
    let mean = sum / n;
    (squares / n - mean * mean).sqrt()
}

/// By iterators, each sum by its own.
#[differentiate(simplify = "real")]
fn by_iterators(x: &[f64]) -> f64 {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    (x.iter().map(|x| x * x).sum::<f64>() / n - mean.powi(2)).ln()
}

/// `Σ (x − m)²/n`, which is right as it is.
#[differentiate(simplify = "real")]
fn of_distances(x: &[f64]) -> f64 {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    (x.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n).sqrt()
}

/// `(x_i − m) / (n·σ)`
fn by_hand(x: &[f64]) -> Vec<f64> {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let deviation = (x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt();
    x.iter().map(|x| (x - mean) / (n * deviation)).collect()
}

const X: [f64; 4] = [0.3, -1.2, 2.0, 0.7];

#[test]
fn gradients_of_both_forms() {
    assert_near(&deviation::grad(&X), &differences(deviation, &X), 1e-9);
    assert_near(&by_iterators::grad(&X), &differences(by_iterators, &X), 1e-9);
    assert_near(&deviation::grad(&X), &by_hand(&X), 1e-14);
    assert_near(&of_distances::grad(&X), &by_hand(&X), 1e-14);
    assert_near(&plain_deviation::grad(&X), &by_hand(&X), 1e-13);
}

/// Far from zero the difference of the means is nothing but rounding.
#[test]
fn far_from_zero() {
    let x: Vec<_> = X.iter().map(|x| x + 1e9).collect();
    assert_near(&deviation::grad(&x), &by_hand(&x), 1e-6);
    assert_near(&of_distances::grad(&x), &by_hand(&x), 1e-6);
    let halved: Vec<_> = by_iterators::grad(&x).iter().map(|x| x / 2.0).collect();
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    let expected: Vec<_> = x.iter().map(|x| (x - mean) / (n * variance)).collect();
    assert_near(&halved, &expected, 1e-6);
    let plain = plain_deviation::grad(&x);
    let is_right = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-2;
    assert!(!plain.iter().zip(&by_hand(&x)).all(is_right), "{plain:?}");
    assert_eq!(deviation::value_and_grad(&x).0.to_bits(), plain_deviation(&x).to_bits());
}
