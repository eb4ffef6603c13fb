//! How much memory snapshots take: the most at a time, counted by the allocator.

use ad_runtime::prelude::*;
use allocation_counter::measure;

twins! {
    heat heat_plain (u0: &[f64], k: f64, n: usize) -> f64 {
        { let mut u = u0.to_vec(); let mut next = u0.to_vec(); }
        (checkpoint)
        { for _ in 0..n { step(&u, &mut next, k); std::mem::swap(&mut u, &mut next); } }
        { energy(&u) }
    }
    heat_by_few heat_by_few_plain (u0: &[f64], k: f64, n: usize) -> f64 {
        { let mut u = u0.to_vec(); let mut next = u0.to_vec(); }
        (checkpoint(snapshots = 20))
        { for _ in 0..n { step(&u, &mut next, k); std::mem::swap(&mut u, &mut next); } }
        { energy(&u) }
    }
}

/// Of a length that nobody knows before.
#[differentiate]
fn heat_while(u0: &[f64], k: f64, n: usize) -> f64 {
    let mut u = u0.to_vec();
    let mut next = u0.to_vec();
    let mut i = 0;
    #[checkpoint]
    while i < n {
        step(&u, &mut next, k);
        std::mem::swap(&mut u, &mut next);
        i += 1;
    }
    energy(&u)
}

#[differentiate]
fn step(u: &[f64], next: &mut [f64], k: f64) {
    for j in 1..u.len() - 1 {
        next[j] = u[j] + k * (u[j - 1] - 2.0 * u[j] + u[j + 1]) * u[j];
    }
}

#[differentiate]
fn energy(u: &[f64]) -> f64 {
    let mut e = 0.0;
    for v in u {
        e += v * v;
    }
    e
}

const CELLS: usize = 50;
/// The bytes of one state: two lists.
const STATE: u64 = 2 * 8 * CELLS as u64;

fn start() -> Vec<f64> {
    (0..CELLS).map(|j| (0.3 * j as f64).sin() + 1.5).collect()
}

/// The most bytes at a time, and how often memory was asked for.
fn used(gradient: impl FnOnce(&[f64], f64, &mut [f64], &mut f64)) -> (u64, u64) {
    let (u0, mut u0_bar, mut k_bar) = (start(), vec![0.0; CELLS], 0.0);
    let info = measure(|| gradient(&u0, 0.01, &mut u0_bar, &mut k_bar));
    (info.bytes_max, info.count_total)
}

#[test]
fn the_gradient_is_the_same() {
    let u0 = start();
    for n in [0, 1, 10, 300] {
        alike!(heat heat_plain(&u0, 0.01, n));
        alike!(heat_by_few heat_by_few_plain(&u0, 0.01, n));
    }
    let plain = heat_plain::grad(&u0, 0.01, 100);
    super::twins::assert_near("while", &heat_while::grad(&u0, 0.01, 100), &plain);
}

#[test]
fn roots_of_the_number_of_steps() {
    let run = |n| used(|u, k, u_bar, k_bar| _ = heat::accumulate_grad(u, k, n, u_bar, k_bar));
    let [(few, _), (many, count)] = [100, 10_000].map(run);
    // √(2n) + 2 states, and a few more: the lists of them, and what the reverse sweep works with.
    assert!(many < (142 + 30) * STATE, "{many}");
    assert!(few < (15 + 12) * STATE, "{few}");
    // Snapshots use their memory again: running a step asks for none, only its reversal does, once.
    assert!(count < 10_000 + 1_000, "{count}");
    let run = |n| used(|u, k, u_bar, k_bar| _ = heat_while::accumulate_grad(u, k, n, u_bar, k_bar));
    assert!(run(10_000).0 < (302 + 40) * STATE);
}

#[test]
fn as_many_snapshots_as_are_allowed() {
    let run =
        |n| used(|u, k, u_bar, k_bar| _ = heat_by_few::accumulate_grad(u, k, n, u_bar, k_bar));
    for n in [100, 1_000, 10_000] {
        let (most, _) = run(n);
        assert!(most < (20 + 12) * STATE, "{most} bytes for {n} steps");
    }
    let (plain, _) = used(|u, k, u_bar, k_bar| {
        heat_by_few_plain::accumulate_grad(u, k, 10_000, u_bar, k_bar);
    });
    assert!(plain > 5_000 * STATE, "{plain}");
}
