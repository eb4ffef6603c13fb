//! Algebra on derivatives: `simplify = "real"`, and `dump`, by which one sees what became of them.

#![allow(clippy::needless_range_loop, clippy::eq_op)] // What is simplified is written as nobody would.

mod dual;
mod dumped;
mod functions;
mod losses;
mod messages;
mod plain;
mod sums;
mod values;
mod variances;

/// Whether two numbers differ by less than a part of the larger one, or of one.
fn is_near(a: f64, b: f64, part: f64) -> bool {
    (a - b).abs() <= part * a.abs().max(b.abs()).max(1.0)
}

fn assert_near(a: &[f64], b: &[f64], part: f64) {
    assert_eq!(a.len(), b.len());
    for (i, (a, b)) in a.iter().zip(b).enumerate() {
        assert!(is_near(*a, *b, part), "entry {i}: {a} and {b}");
    }
}

/// The gradient by central differences of fourth order.
fn differences(f: impl Fn(&[f64]) -> f64, x: &[f64]) -> Vec<f64> {
    let h = 1e-3;
    let slope = |i: usize| {
        let at = |step: f64| {
            let mut moved = x.to_vec();
            moved[i] += step;
            f(&moved)
        };
        (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h)
    };
    (0..x.len()).map(slope).collect()
}

/// `exp(z_i) / Σ exp(z_j)`, as one writes it who knows that `exp(1000)` is infinite.
fn softmax(z: &[f64]) -> Vec<f64> {
    let largest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = z.iter().map(|z| (z - largest).exp()).sum();
    z.iter().map(|z| (z - largest).exp() / sum).collect()
}
