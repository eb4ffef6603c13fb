//! How often steps are run, against the theory.
//!
//! What a loop with `#[checkpoint]` calls must give the same and do nothing else each time, so no step can count itself. But each asks for memory once,
//! and the allocator counts that: how often steps are run with `k` snapshots is compared with a run in which each state is kept.

use ad_runtime::checkpoint::least_steps;
use ad_runtime::prelude::*;
use allocation_counter::measure;

#[differentiate]
fn few(x: f64, n: usize, k: usize) -> f64 {
    let mut h = x + k as f64;
    #[checkpoint(snapshots = k)]
    for _ in 0..n {
        let pair = vec![h, x];
        h = (pair[0] * pair[1]).sin();
    }
    h
}

#[differentiate]
fn twice(x: f64, n: usize) -> f64 {
    let mut h = x;
    #[checkpoint]
    for _ in 0..n {
        let pair = vec![h, x];
        h = (pair[0] * pair[1]).sin();
    }
    h
}

#[differentiate]
fn unknown(x: f64, n: usize, k: usize) -> f64 {
    let mut h = x + k as f64;
    let mut i = 0;
    #[checkpoint(snapshots = k)]
    while i < n {
        let pair = vec![h, x];
        h = (pair[0] * pair[1]).sin();
        i += 1;
    }
    h
}

#[differentiate]
fn unknown_twice(x: f64, n: usize) -> f64 {
    let mut h = x;
    let mut i = 0;
    #[checkpoint]
    while i < n {
        let pair = vec![h, x];
        h = (pair[0] * pair[1]).sin();
        i += 1;
    }
    h
}

/// What the lists of snapshots ask for, which grow by doubling.
const LISTS: u64 = 50;

fn asked_for<R>(run: impl FnOnce() -> R) -> u64 {
    measure(|| _ = run()).count_total
}

/// Fails unless steps are run so often, beside the `n` runs in which each is reversed.
fn assert_runs(n: usize, steps: std::ops::RangeInclusive<u128>, run: impl FnOnce(), what: &str) {
    let each = asked_for(|| few::grad(0.1, n, n + 1)) - n as u64;
    let found = asked_for(run);
    let (low, high) = (*steps.start() as u64 + each, *steps.end() as u64 + each);
    assert!(
        low <= found + LISTS && found <= high + LISTS,
        "{what}, {n} steps: {low}..{high}, {found}"
    );
}

#[test]
fn as_many_steps_as_the_binomial_schedule_has() {
    for n in [0, 1, 2, 3, 10, 50, 200, 1_000, 5_000] {
        for k in [2, 3, 5, 10, 40, 2_000] {
            let least = least_steps(n as u64, k as u64);
            let what = format!("{k} snapshots");
            assert_runs(n, least..=least, || _ = few::grad(0.1, n, k), &what);
            assert_runs(n, least..=least, || _ = few::vjp(0.1, n, k).1(1.0), &what);
        }
    }
    // 50 steps need no more than four runs each with four snapshots: C(4 + 3, 4) = 35, C(4 + 4, 4) = 70.
    assert_eq!(least_steps(50, 4), 4 * 51 - 56);
}

#[test]
fn no_step_more_than_twice() {
    for n in [0, 1, 2, 3, 10, 50, 200, 1_000, 10_000] {
        let most = 2 * n as u128;
        assert_runs(n, 0..=most, || _ = twice::grad(0.1, n), "`for`");
        assert_runs(n, 0..=most, || _ = unknown_twice::grad(0.1, n), "`while`");
    }
}

#[test]
fn loops_of_unknown_length() {
    for (n, k) in [(0, 2), (1, 2), (50, 3), (200, 10), (1_000, 10), (1_000, 40)] {
        let least = least_steps(n as u64, k as u64);
        assert_runs(n, least..=2 * least, || _ = unknown::grad(0.1, n, k), "`while`");
    }
}

#[test]
fn forward_mode_runs_each_step_once() {
    let once = asked_for(|| few::jvp(0.1, 20, 3, 1.0));
    assert_eq!(once, asked_for(|| few::jvp(0.1, 20, 30, 1.0)));
}
