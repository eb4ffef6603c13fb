//! A long time loop differentiated in little memory: Burgers' equation on 100 cells, a million steps, 100 snapshots.
//!
//! ```text
//! cargo build --release -p ad-tests --bin time_steps
//! /usr/bin/time -v target/release/time_steps [steps]
//! ```
//! prints the value, the norm of its gradient by the state at the beginning, how often steps were run as theory has it, and times. What the process took of
//! memory the system says.

use std::time::Instant;

use ad_runtime::checkpoint::least_steps;
use ad_runtime::prelude::*;

const CELLS: usize = 100;
const SNAPSHOTS: usize = 100;

/// The energy of `u` after `n` steps of `∂u/∂t + u ∂u/∂x = ν ∂²u/∂x²` on a circle: central differences, Euler's method.
#[differentiate]
fn burgers(u0: &[f64], viscosity: f64, n: usize) -> f64 {
    let dx = 1.0 / CELLS as f64;
    let dt = 2e-5;
    let mut u = u0.to_vec();
    let mut next = u0.to_vec();
    #[checkpoint(snapshots = SNAPSHOTS)]
    for _ in 0..n {
        for j in 0..CELLS {
            let left = u[if j == 0 { CELLS - 1 } else { j - 1 }];
            let right = u[if j + 1 == CELLS { 0 } else { j + 1 }];
            let advection = u[j] * (right - left) / (2.0 * dx);
            let diffusion = viscosity * (right - 2.0 * u[j] + left) / (dx * dx);
            next[j] = u[j] + dt * (diffusion - advection);
        }
        std::mem::swap(&mut u, &mut next);
    }
    let mut energy = 0.0;
    for v in &u {
        energy += v * v * dx;
    }
    energy
}

fn main() {
    let steps = std::env::args().nth(1).and_then(|steps| steps.parse().ok()).unwrap_or(1_000_000);
    let angle = |j: usize| std::f64::consts::TAU * j as f64 / CELLS as f64;
    let u0: Vec<_> = (0..CELLS).map(|j| 1.0 + angle(j).sin()).collect();
    let viscosity = 1e-3;

    let begin = Instant::now();
    let energy = burgers(&u0, viscosity, steps);
    let of_value = begin.elapsed();
    let begin = Instant::now();
    let (value, (u0_bar, viscosity_bar)) = burgers::value_and_grad(&u0, viscosity, steps);
    let of_gradient = begin.elapsed();
    assert_eq!(energy, value, "the value beside the gradient is the function's");

    let direction: Vec<_> = (0..CELLS).map(|j| (3.0 * angle(j)).cos()).collect();
    let (_, slope) = burgers::jvp(&u0, viscosity, steps, &direction, 0.0);
    let product: f64 = u0_bar.iter().zip(&direction).map(|(a, b)| a * b).sum();
    let norm = u0_bar.iter().map(|a| a * a).sum::<f64>().sqrt();
    let least = least_steps(steps as u64, SNAPSHOTS as u64);
    println!("{steps} steps on {CELLS} cells, {SNAPSHOTS} snapshots");
    println!("energy {value:.12e}, by the viscosity {viscosity_bar:.12e}");
    println!("norm of the gradient by the first state {norm:.12e}");
    println!("along a direction: reverse {product:.12e}, forward {slope:.12e}");
    println!(
        "steps run forward {least} = {:.3} n, and n in which they are reversed",
        least as f64 / steps as f64
    );
    println!(
        "value {of_value:.2?}, gradient {of_gradient:.2?}: {:.2} times",
        of_gradient.as_secs_f64() / of_value.as_secs_f64()
    );
}
