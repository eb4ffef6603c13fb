//! `jacobian_into` allocates its seeds, and what the function and its derivatives do.

use std::hint::black_box;

use ad_runtime::prelude::*;

#[differentiate]
fn of_numbers(x: f64, y: f64) -> [f64; 2] {
    [x * y.sin(), x / y]
}

#[differentiate]
fn of_a_slice(x: &[f64]) -> [f64; 4] {
    let mut sums = [0.0; 4];
    for i in 0..x.len() {
        sums[i % 4] += x[i].sin() * x[i];
    }
    sums
}

#[differentiate]
fn of_two(x: &[f64], w: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * w[i];
    }
    sum
}

#[differentiate]
fn to_a_list(x: &[f64]) -> Vec<f64> {
    x.iter().map(|v| v * v).collect()
}

/// How often `call` allocates.
fn n_allocations<T>(call: impl FnMut() -> T) -> u64 {
    let mut call = call;
    allocation_counter::measure(|| drop(black_box(call()))).count_total
}

#[test]
fn of_numbers_nothing() {
    let mut out = [[0.0; 2]; 2];
    assert_eq!(n_allocations(|| of_numbers::jacobian_into(black_box(1.0), 2.0, &mut out)), 0);
    assert_eq!(n_allocations(|| of_numbers::jacobian(black_box(1.0), 2.0)), 0);
    assert_eq!(n_allocations(|| of_numbers::jacobian_reverse(black_box(1.0), 2.0)), 0);
}

#[test]
fn of_lists_a_seed_for_each() {
    let x = black_box(vec![0.5; 6]);
    let mut out = [0.0; 24];
    // By columns.
    assert_eq!(n_allocations(|| of_a_slice::jacobian_into(&x, &mut out)), 1);
    // By rows.
    let (x, w) = (black_box(vec![0.5; 100]), black_box(vec![2.0; 100]));
    let mut out = vec![0.0; 200];
    let of_a_pullback = n_allocations(|| {
        let (mut x_bar, mut w_bar) = ([0.0; 100], [0.0; 100]);
        of_two::grad_into(&x, &w, &mut x_bar, &mut w_bar)
    });
    assert_eq!(of_a_pullback, 0);
    assert_eq!(n_allocations(|| of_two::jacobian_into(&x, &w, &mut out)), 2);
}

#[test]
fn what_the_tangent_itself_allocates() {
    let x = black_box(vec![0.5; 10]);
    let mut out = [0.0; 100];
    let of_a_tangent = n_allocations(|| to_a_list::jvp(&x, &x));
    let of_all = n_allocations(|| to_a_list::jacobian_into(&x, &mut out));
    assert_eq!(of_all, 1 + 10 * of_a_tangent);
}
