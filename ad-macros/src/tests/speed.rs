//! How long an expansion takes: `cargo test -p ad-macros speed -- --nocapture` prints it, with `--release`
//! for an optimised macro. Nothing fails for being slow.
//!
//! Inside the compiler token streams are the compiler's own, which is faster: there
//! `cargo rustc -- -Ztime-passes` says it under `macro_expand_crate`.

use std::time::{Duration, Instant};

use super::support::tokens;
use crate::pipeline;

#[test]
fn a_function_of_a_hundred_lines() {
    assert_eq!(HUNDRED_LINES.trim().lines().count(), 100);
    let item = tokens(HUNDRED_LINES);
    let expand = || {
        let start = Instant::now();
        let expansion = pipeline::expand(tokens(""), item.clone());
        (start.elapsed(), expansion)
    };
    let mut times: Vec<Duration> = (0..15).map(|_| expand().0).collect();
    times.sort();
    let lines = prettyplease::unparse(&syn::parse2(expand().1).expect("Rust")).lines().count();
    println!("100 lines to {lines}: {:?}, the median of {}", times[times.len() / 2], times.len());
}

const HUNDRED_LINES: &str = "
pub fn energy(q: &[f64], p: &[f64], w: &[Vec<f64>], mass: f64, n: usize) -> f64 {
    let mut kinetic = 0.0;
    let mut potential = 0.0;
    let mut momentum = (0.0, 0.0);
    for i in 0..n {
        let (px, py) = (p[2 * i], p[2 * i + 1]);
        kinetic += (px * px + py * py) / (2.0 * mass);
        momentum.0 += px;
        momentum.1 += py;
    }
    for i in 0..n {
        for j in 0..i {
            let dx = q[2 * i] - q[2 * j];
            let dy = q[2 * i + 1] - q[2 * j + 1];
            let r2 = dx * dx + dy * dy + 0.01;
            let s = 1.0 / r2;
            let s3 = s * s * s;
            if r2 < 6.25 {
                potential += 4.0 * (s3 * s3 - s3);
            } else {
                potential -= 0.016 * s;
            }
        }
    }
    let mut hidden = vec![0.0; n];
    for i in 0..n {
        let row = &w[i];
        let mut sum = row[0];
        for j in 0..n {
            sum += row[j] * q[j].tanh();
        }
        hidden[i] = sum.max(0.1 * sum);
    }
    let mut largest = hidden[0];
    for i in 1..n {
        if hidden[i] > largest {
            largest = hidden[i];
        }
    }
    let mut total = 0.0;
    for i in 0..n {
        total += (hidden[i] - largest).exp();
    }
    let log_sum = largest + total.ln();
    let mut entropy = 0.0;
    for i in 0..n {
        let probability = (hidden[i] - log_sum).exp();
        entropy -= probability * (hidden[i] - log_sum);
    }
    let mut state = [q[0], q[1], p[0], p[1]];
    let mut time = 0.0;
    let step = 0.01 + 0.001 * mass.sqrt();
    while time < 0.05 {
        let force = -state[0].sin() - 0.5 * state[2];
        let torque = state[1].cos() * 0.25 - state[3] * mass;
        state[2] += step * force;
        state[3] += step * torque;
        state[0] += step * state[2];
        state[1] += step * state[3];
        time += 0.01;
    }
    let angle = state[1].atan2(state[0]);
    let radius = state[0].hypot(state[1]);
    let spiral = if radius > 1.0 {
        let turns = angle / std::f64::consts::TAU;
        radius * turns.powi(2)
    } else if radius > 0.5 && angle > 0.0 {
        radius.powf(1.5) + angle
    } else {
        radius * 0.5
    };
    let mut chain = spiral;
    for i in (0..n).rev() {
        let a = hidden[i];
        chain = (chain * a).sin() + a * 0.5;
        chain /= 1.0 + a * a;
    }
    let mut filtered = q.to_vec();
    for _ in 0..3 {
        for i in 1..filtered.len() {
            filtered[i] = 0.5 * (filtered[i] + filtered[i - 1]);
        }
    }
    let mut roughness = 0.0;
    for i in (1..filtered.len()).step_by(2) {
        let d = filtered[i] - filtered[i - 1];
        roughness += d.abs().ln_1p();
    }
    let drift = momentum.0 * momentum.0 + momentum.1 * momentum.1;
    let mut penalty = drift * 0.01;
    for i in 0..n {
        let excess = q[i].abs() - 10.0;
        if excess > 0.0 {
            penalty += excess * excess;
        }
    }
    assert!(mass > 0.0, \"a mass of {mass}\");
    let balance = (kinetic - potential).powi(2) / (1.0 + kinetic * kinetic);
    kinetic + potential + 0.1 * entropy + chain + roughness + penalty + balance.sqrt()
}
";
