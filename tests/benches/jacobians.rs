//! Dense Jacobians by each mode, tall and wide: `cargo bench -p ad-tests --bench jacobians`.

use std::hint::black_box;
use std::time::Duration;

use ad_runtime::ndarray::Array2;
use ad_runtime::prelude::*;
use ad_tests::interleaved::{Entrant, race};

/// Residuals of a fit of a bell to 1000 points: 1000 results of 3 numbers.
#[differentiate]
fn residuals(bell: &[f64; 3], #[constant] data: &[(f64, f64)]) -> Vec<f64> {
    let mut off = vec![0.0; data.len()];
    for i in 0..data.len() {
        let (x, y) = data[i];
        let z = (x - bell[1]) / bell[2];
        off[i] = bell[0] * (-0.5 * z * z).exp() - y;
    }
    off
}

/// Three moments of 1000 numbers.
#[differentiate]
fn moments(x: &[f64]) -> [f64; 3] {
    let n = x.len() as f64;
    let mut mean = 0.0;
    for v in x {
        mean += v / n;
    }
    let mut variance = 0.0;
    let mut skew = 0.0;
    for v in x {
        let off = v - mean;
        variance += off * off / n;
        skew += off * off * off / n;
    }
    [mean, variance, skew / (variance * variance.sqrt())]
}

/// A step of a reaction that is mixed: as many results as numbers, which are kept through ten steps.
#[differentiate]
fn mixed(x: &[f64; 24]) -> [f64; 24] {
    let mut y = *x;
    for _ in 0..10 {
        let mut next = [0.0; 24];
        for i in 0..24 {
            next[i] = y[i] + 0.01 * (y[(i + 1) % 24] * y[i] - y[i] * y[i]);
        }
        y = next;
    }
    y
}

/// The same without a state.
#[differentiate]
fn waves(x: &[f64; 24]) -> [f64; 24] {
    let mut y = [0.0; 24];
    for i in 0..24 {
        y[i] = (x[i] * x[(i + 1) % 24]).sin() * x[i].exp();
    }
    y
}

/// A function and its Jacobian by each mode, which agree.
macro_rules! modes {
    ($title:literal, $function:ident($($argument:expr),*), $into:expr) => {{
        let by_forward = $function::jacobian_forward($($argument),*);
        let by_reverse = $function::jacobian_reverse($($argument),*);
        assert!((by_forward - by_reverse).iter().all(|off| off.abs() < 1e-12), "the modes agree");
        let mut out = $into;
        let entrants = vec![
            Entrant::new("function", || {
                black_box($function($(black_box($argument)),*));
            }),
            Entrant::new("jacobian_into", || {
                black_box($function::jacobian_into($(black_box($argument),)* &mut out));
            }),
            Entrant::new("jacobian_forward", || {
                black_box($function::jacobian_forward($(black_box($argument)),*));
            }),
            Entrant::new("jacobian_reverse", || {
                black_box($function::jacobian_reverse($(black_box($argument)),*));
            }),
        ];
        println!("{}", race($title, Duration::from_secs(4), entrants));
    }};
}

fn main() {
    let data = |i| (0.01 * f64::from(i), (0.3 * f64::from(i)).sin());
    let data: Vec<_> = (0..1000).map(data).collect();
    let bell = [1.0, 4.0, 2.0];
    modes!("1000 x 3", residuals(&bell, &data), Array2::zeros((1000, 3)));
    let x: Vec<f64> = (0..1000).map(|i| (0.7 * f64::from(i)).sin()).collect();
    modes!("3 x 1000", moments(&x), Array2::zeros((3, 1000)));
    let x: [f64; 24] = std::array::from_fn(|i| 0.1 + 0.03 * i as f64);
    modes!("24 x 24, ten steps of a state", mixed(&x), Array2::zeros((24, 24)));
    modes!("24 x 24, entry by entry", waves(&x), Array2::zeros((24, 24)));
}
