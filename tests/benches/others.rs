//! The same gradients by dual numbers and by a tape, and what a constant saves: `cargo bench -p ad-tests --bench others`.

use std::hint::black_box;
use std::time::Duration;

use ad_runtime::prelude::*;
use ad_tests::interleaved::{Entrant, race};
use num_dual::{Dual64, DualNum};
use reverse::{Gradient, Tape, Var};

/// Energy of a chain of springs.
#[differentiate]
fn energy(heights: &[f64], stiffness: f64) -> f64 {
    let mut sum = 0.0;
    let mut left = 0.0;
    for height in heights {
        let stretch = (1.0 + (height - left).powi(2)).sqrt() - 1.0;
        sum += 0.5 * stiffness * stretch * stretch + 9.81 * height;
        left = *height;
    }
    sum
}

/// The same over dual numbers.
fn energy_of_duals(heights: &[Dual64], stiffness: Dual64) -> Dual64 {
    let mut sum = Dual64::from(0.0);
    let mut left = Dual64::from(0.0);
    for height in heights {
        let stretch = ((*height - left).powi(2) + 1.0).sqrt() - 1.0;
        sum += stiffness * 0.5 * stretch * stretch + *height * 9.81;
        left = *height;
    }
    sum
}

/// The same over variables of a tape.
fn energy_on_a_tape<'a>(zero: Var<'a>, heights: &[Var<'a>], stiffness: Var<'a>) -> Var<'a> {
    let mut sum = zero;
    let mut left = zero;
    for height in heights {
        let stretch = ((*height - left).powi(2) + 1.0).sqrt() - 1.0;
        sum = sum + stiffness * 0.5 * stretch * stretch + *height * 9.81;
        left = *height;
    }
    sum
}

/// One pass for each input.
fn gradient_by_duals(heights: &[f64], stiffness: f64) -> Vec<f64> {
    let mut seeded: Vec<_> = heights.iter().map(|height| Dual64::from(*height)).collect();
    let mut gradient = Vec::with_capacity(heights.len() + 1);
    for i in 0..heights.len() {
        seeded[i].eps = 1.0;
        gradient.push(energy_of_duals(&seeded, Dual64::from(stiffness)).eps);
        seeded[i].eps = 0.0;
    }
    gradient.push(energy_of_duals(&seeded, Dual64::from(stiffness).derivative()).eps);
    gradient
}

fn gradient_by_tape(heights: &[f64], stiffness: f64) -> Vec<f64> {
    let tape = Tape::new();
    let heights = tape.add_vars(heights);
    let (stiffness, zero) = (tape.add_var(stiffness), tape.add_var(0.0));
    let gradient = energy_on_a_tape(zero, &heights, stiffness).grad();
    heights.iter().chain([&stiffness]).map(|var| gradient.wrt(var)).collect()
}

/// Least squares: what is fitted and what was measured.
#[differentiate]
fn misfit(p: &[f64; 3], #[constant] t: &[f64], #[constant] y: &[f64]) -> f64 {
    t.iter().zip(y).map(|(t, y)| (p[0] + p[1] * t + p[2] * t * t - y).powi(2)).sum()
}

/// The same without a word on the data: it is differentiated too.
#[differentiate]
fn misfit_of_all(p: &[f64; 3], t: &[f64], y: &[f64]) -> f64 {
    t.iter().zip(y).map(|(t, y)| (p[0] + p[1] * t + p[2] * t * t - y).powi(2)).sum()
}

fn main() {
    let heights: Vec<f64> = (0..100).map(|i| (0.1 * f64::from(i)).sin()).collect();
    let (_, (heights_bar, stiffness_bar)) = energy::value_and_grad(&heights, 100.0);
    let ours: Vec<f64> = heights_bar.into_iter().chain([stiffness_bar]).collect();
    for other in [gradient_by_duals(&heights, 100.0), gradient_by_tape(&heights, 100.0)] {
        let close = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-9 * (1.0 + a.abs());
        assert!(ours.iter().zip(&other).all(close), "the gradients agree");
    }
    let springs = &heights;
    let entrants = vec![
        Entrant::new("energy", move || {
            black_box(energy(black_box(springs), 100.0));
        }),
        Entrant::new("gradient", move || {
            black_box(energy::value_and_grad(black_box(springs), 100.0));
        }),
        Entrant::new("gradient by a tape", move || {
            black_box(gradient_by_tape(black_box(springs), 100.0));
        }),
        Entrant::new("gradient by dual numbers", move || {
            black_box(gradient_by_duals(black_box(springs), 100.0));
        }),
    ];
    println!("{}", race("100 springs", Duration::from_secs(4), entrants));
    let t: Vec<f64> = (0..1000).map(|i| 0.01 * f64::from(i)).collect();
    let y: Vec<f64> = t.iter().map(|t| 1.0 + 2.0 * t).collect();
    let (t, y, p) = (&t, &y, [0.9, 2.1, 0.1]);
    let entrants = vec![
        Entrant::new("misfit", move || {
            black_box(misfit(black_box(&p), t, y));
        }),
        Entrant::new("gradient, data constant", move || {
            black_box(misfit::grad(black_box(&p), t, y));
        }),
        Entrant::new("gradient by everything", move || {
            black_box(misfit_of_all::grad(black_box(&p), t, y));
        }),
    ];
    println!("{}", race("a fit to 1000 points", Duration::from_secs(4), entrants));
}
