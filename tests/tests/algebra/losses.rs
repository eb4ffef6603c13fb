//! Softmax cross-entropy, written plainly, in several ways.

use ad_runtime::prelude::*;

use super::{assert_near, differences, is_near, softmax};

/// `−Σ p_i ln(exp(z_i) / Σ_j exp(z_j))`
#[differentiate(simplify = "real")]
fn loss(z: &[f64], p: &[f64]) -> f64 {
    let mut s = 0.0;
    for j in 0..z.len() {
        s += z[j].exp();
    }
    let mut loss = 0.0;
    for i in 0..z.len() {
        loss -= p[i] * (z[i].exp() / s).ln();
    }
    loss
}

/// The same without the option.
#[differentiate]
fn plain_loss(z: &[f64], p: &[f64]) -> f64 {
    let mut s = 0.0;
    for j in 0..z.len() {
        s += z[j].exp();
    }
    let mut loss = 0.0;
    for i in 0..z.len() {
        loss -= p[i] * (z[i].exp() / s).ln();
    }
    loss
}

/// By iterators.
#[differentiate(simplify = "real")]
fn by_iterators(z: &[f64], p: &[f64]) -> f64 {
    let s: f64 = z.iter().map(|z| z.exp()).sum();
    -z.iter().zip(p).map(|(z, p)| p * (z.exp() / s).ln()).sum::<f64>()
}

/// By the quotient's logarithm as a difference, with the probabilities in a variable of their own, and a temperature.
#[differentiate(simplify = "real")]
fn by_differences(z: &[f64], p: &[f64]) -> f64 {
    let temperature = 2.0;
    let mut s = 0.0;
    for z in z {
        let scaled = z / temperature;
        s += scaled.exp();
    }
    let ln_s = s.ln();
    let mut loss = 0.0;
    for (z, p) in z.iter().zip(p) {
        let e = (z / temperature).exp();
        loss += p * (ln_s - e.ln());
    }
    loss
}

/// Of several samples, one in each row.
#[differentiate(simplify = "real")]
fn of_rows(z: &[f64], #[constant] labels: &[usize], #[constant] n: usize) -> f64 {
    let mut total = 0.0;
    for row in 0..labels.len() {
        let mut s = 0.0;
        for j in 0..n {
            s += z[row * n + j].exp();
        }
        total -= (z[row * n + labels[row]].exp() / s).ln();
    }
    total / labels.len() as f64
}

/// In single precision, and of any float.
#[differentiate(simplify = "real")]
fn of_f32(z: &[f32], p: &[f32]) -> f32 {
    let mut s = 0.0;
    for j in 0..z.len() {
        s += z[j].exp();
    }
    let mut loss = 0.0;
    for i in 0..z.len() {
        loss -= p[i] * (z[i].exp() / s).ln();
    }
    loss
}

struct Model {
    scale: f64,
}

#[differentiate(simplify = "real", wrt(z))]
impl Model {
    fn loss(&self, z: &[f64], p: &[f64]) -> f64 {
        let mut s = 0.0;
        for j in 0..z.len() {
            s += (self.scale * z[j]).exp();
        }
        let mut loss = 0.0;
        for i in 0..z.len() {
            loss -= p[i] * ((self.scale * z[i]).exp() / s).ln();
        }
        loss
    }
}

const Z: [f64; 4] = [0.3, -1.2, 2.0, 0.7];
const P: [f64; 4] = [0.2, 1.5, 0.1, 0.4];

/// `softmax(z)_i · Σ p_j − p_i`
fn by_hand(z: &[f64], p: &[f64]) -> Vec<f64> {
    let total: f64 = p.iter().sum();
    softmax(z).iter().zip(p).map(|(softmax, p)| softmax * total - p).collect()
}

fn far(z: &[f64], by: f64) -> Vec<f64> {
    z.iter().map(|z| 100.0 * z + by).collect()
}

#[test]
fn the_gradient_is_that_of_the_function() {
    let (z_bar, p_bar) = loss::grad(&Z, &P);
    assert_near(&z_bar, &differences(|z| loss(z, &P), &Z), 1e-9);
    assert_near(&p_bar, &differences(|p| loss(&Z, p), &P), 1e-9);
    assert_near(&z_bar, &by_hand(&Z, &P), 1e-14);
    let logarithms: Vec<_> = softmax(&Z).iter().map(|softmax| -softmax.ln()).collect();
    assert_near(&p_bar, &logarithms, 1e-14);
    let (plain, _) = plain_loss::grad(&Z, &P);
    assert_near(&z_bar, &plain, 1e-13);
}

/// `p_i (softmax(z)_i − 1)` is often printed. It is right where one `p_i` is one and all others are zero, and at that entry.
#[test]
fn the_formula_that_is_often_printed_is_another_one() {
    let slopes = differences(|z| loss(z, &P), &Z);
    let printed: Vec<_> = softmax(&Z).iter().zip(P).map(|(s, p)| p * (s - 1.0)).collect();
    let off = slopes.iter().zip(&printed).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(off > 0.1, "{slopes:?} and {printed:?}");
    assert_near(&by_hand(&Z, &P), &slopes, 1e-9);
}

#[test]
fn nothing_overflows() {
    for by in [1000.0, -1000.0, 0.0, 1e5] {
        let z = far(&Z, by);
        let (z_bar, p_bar) = loss::grad(&z, &P);
        assert_near(&z_bar, &by_hand(&z, &P), 1e-12);
        assert!(p_bar.iter().all(|p| p.is_finite()), "{p_bar:?}");
        let largest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = z.iter().map(|z| (z - largest).exp()).sum();
        let expected: Vec<_> = z.iter().map(|z| largest + sum.ln() - z).collect();
        assert_near(&p_bar, &expected, 1e-12);
        assert_near(&by_iterators::grad(&z, &P).0, &by_hand(&z, &P), 1e-12);
    }
    let z = far(&Z, 1000.0);
    let (plain, _) = plain_loss::grad(&z, &P);
    assert!(plain.iter().any(|z| z.is_nan()), "{plain:?}");
}

/// The value beside a derivative is that of the function, whatever that is.
#[test]
fn values_keep_their_bits() {
    for z in [Z.to_vec(), far(&Z, 1000.0), far(&Z, -1000.0)] {
        let value = loss(&z, &P).to_bits();
        assert_eq!(plain_loss(&z, &P).to_bits(), value);
        assert_eq!(loss::value_and_grad(&z, &P).0.to_bits(), value);
        assert_eq!(loss::jvp(&z, &P, &Z, &P).0.to_bits(), value);
        assert_eq!(loss::vjp(&z, &P).0.to_bits(), value);
        assert_eq!(
            by_iterators::value_and_grad(&z, &P).0.to_bits(),
            by_iterators(&z, &P).to_bits()
        );
    }
}

#[test]
fn all_modes_agree() {
    for by in [0.0, 1000.0] {
        let z = far(&Z, by);
        let (z_bar, p_bar) = loss::grad(&z, &P);
        let (_, pullback) = loss::vjp(&z, &P);
        assert_eq!(pullback(1.0), (z_bar.clone(), p_bar.clone()));
        let (z_dot, p_dot) = ([0.5, -0.25, 1.0, 2.0], [1.0, 0.5, -1.0, 0.25]);
        let (_, dot) = loss::jvp(&z, &P, &z_dot, &p_dot);
        let product =
            |bars: &[f64], dots: &[f64]| bars.iter().zip(dots).map(|(a, b)| a * b).sum::<f64>();
        let expected = product(&z_bar, &z_dot) + product(&p_bar, &p_dot);
        assert!(is_near(dot, expected, 1e-12), "{dot} and {expected}");
    }
    loss::check(&Z, &P).expect("derivatives that fit the function");
}

#[test]
fn however_it_is_written() {
    let (z_bar, p_bar) = by_iterators::grad(&Z, &P);
    assert_near(&z_bar, &by_hand(&Z, &P), 1e-14);
    assert_near(&p_bar, &loss::grad(&Z, &P).1, 1e-14);
    for by in [0.0, 1000.0] {
        let z = far(&Z, by);
        let half: Vec<_> = z.iter().map(|z| z / 2.0).collect();
        let expected: Vec<_> = by_hand(&half, &P).iter().map(|z| z / 2.0).collect();
        assert_near(&by_differences::grad(&z, &P).0, &expected, 1e-12);
        let model = Model { scale: 0.5 };
        assert_near(&model.loss_grad(&z, &P), &expected, 1e-12);
        let labels = [2, 0];
        let rows: Vec<_> = z.iter().chain(&Z).copied().collect();
        let bars = of_rows::grad(&rows, &labels, 4);
        for row in 0..2 {
            let mut hot = [0.0; 4];
            hot[labels[row]] = 0.5;
            assert_near(&bars[4 * row..][..4], &by_hand(&rows[4 * row..][..4], &hot), 1e-12);
        }
    }
}

#[test]
fn in_single_precision() {
    let z: Vec<f32> = Z.iter().map(|z| 100.0 * *z as f32).collect();
    let p: Vec<f32> = P.iter().map(|p| *p as f32).collect();
    let (z_bar, _) = of_f32::grad(&z, &p);
    let wide: Vec<f64> = z.iter().map(|z| f64::from(*z)).collect();
    let expected = by_hand(&wide, &P);
    let z_bar: Vec<_> = z_bar.iter().map(|z| f64::from(*z)).collect();
    assert_near(&z_bar, &expected, 1e-6);
}
