//! Sparse Hessians, against dense ones, and `hessian_into`.

use ad_runtime::ndarray::Array2;
use ad_runtime::prelude::*;
use ad_runtime::sparse::{Pattern, SparseHessian};

/// A chain: each number next to its neighbours.
#[differentiate(order = 2)]
fn chain(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += 100.0 * (x[i] - x[i - 1] * x[i - 1]).powi(2) + (1.0 - x[i - 1]).powi(2);
    }
    sum
}

/// All numbers next to the first one.
#[differentiate(order = 2)]
fn star(x: &[f64]) -> f64 {
    let mut sum = x[0].exp();
    for i in 1..x.len() {
        sum += x[i] * x[i] * x[0] + x[i].sin();
    }
    sum
}

#[differentiate(order = 2)]
fn of_two(x: &[f64; 3], w: f64) -> f64 {
    x[0] * x[1] * w + x[2].powi(3) + 4.0 * x[1]
}

fn dense(sparse: &SparseHessian) -> Array2<f64> {
    let mut dense = Array2::zeros(sparse.shape());
    for (row, column, value) in sparse.triplets() {
        dense[(row, column)] = value;
    }
    dense
}

fn points(n: usize) -> Vec<f64> {
    (0..n).map(|i| (i as f64 * 0.7).sin() + 0.1).collect()
}

#[test]
fn a_chain_is_few_products() {
    let x = points(40);
    let mut sparse = chain::sparse_hessian(&x);
    assert_eq!(sparse.pattern().len(), 3 * 40 - 2);
    assert!(sparse.colours() <= 3, "{}", sparse.colours());
    assert_eq!(dense(&sparse), chain::hessian(&x));
    let x: Vec<_> = x.iter().map(|x| x + 0.5).collect();
    chain::hessian_into(&x, &mut sparse);
    assert_eq!(dense(&sparse), chain::hessian(&x));
}

#[test]
fn a_star_is_two() {
    let x = points(60);
    let sparse = star::sparse_hessian(&x);
    assert_eq!(sparse.colours(), 2);
    assert_eq!(dense(&sparse), star::hessian(&x));
}

#[test]
fn parameters_stand_side_by_side() {
    let x = [0.5, 2.0, -1.0];
    let sparse = of_two::sparse_hessian(&x, 3.0);
    let pattern = [(0, 1), (0, 3), (1, 0), (1, 3), (2, 2), (3, 0), (3, 1)];
    assert_eq!(sparse.pattern(), &Pattern::new(4, 4, pattern));
    assert_eq!(sparse.values(), [3.0, 2.0, 3.0, 0.5, -6.0, 2.0, 0.5]);
    // A dense one is written into the caller's place.
    let mut whole = Array2::zeros((4, 4));
    of_two::hessian_into(&x, 3.0, &mut whole);
    assert_eq!(whole, dense(&sparse));
    let mut rows = vec![0.0; 16];
    of_two::hessian_into(&x, 3.0, &mut rows);
    assert_eq!(rows, whole.into_raw_vec_and_offset().0);
}

#[test]
fn half_a_pattern_is_enough() {
    let x = points(8);
    let lower = (0..8).flat_map(|i: usize| (i.saturating_sub(1)..=i).map(move |j| (i, j)));
    let mut sparse = SparseHessian::new(&Pattern::new(8, 8, lower));
    chain::hessian_into(&x, &mut sparse);
    assert_eq!(dense(&sparse), chain::hessian(&x));
}

#[test]
fn what_a_pattern_lacks_is_seen() {
    let x = points(8);
    let lacking = || SparseHessian::new(&Pattern::new(8, 8, (0..8).map(|i| (i, i))));
    let filled = std::panic::catch_unwind(|| chain::hessian_into(&x, &mut lacking()));
    let message = *filled.expect_err("it panics").downcast::<String>().expect("a text");
    assert!(message.contains("that the pattern lacks"), "{message}");
}

#[test]
fn faer_takes_them() {
    let sparse = chain::sparse_hessian(&points(6));
    let faer = sparse.to_faer();
    for (row, column, value) in sparse.triplets() {
        assert_eq!(faer[(row, column)], value);
    }
}
