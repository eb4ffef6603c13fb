//! Sparse Jacobians: patterns that are found, against dense Jacobians; refilling; what the runs of the function number.

use std::cell::Cell;

use ad_runtime::jacobian::Mode;
use ad_runtime::prelude::*;
use ad_runtime::private;
use ad_runtime::sparse::{FreshJacobian, Pattern, SparseJacobian};
use ad_tests::adbench::{Ba, distance};
use ad_tests::bundle::bundle_errors;

use super::oracle::{assert_close, by_differences};

/// Second differences of a field and a reaction: three columns in a row.
#[differentiate]
fn reaction(u: &[f64]) -> Vec<f64> {
    let n = u.len();
    let mut rates = vec![0.0; n];
    for i in 0..n {
        let left = if i > 0 { u[i - 1] } else { 0.0 };
        let right = if i + 1 < n { u[i + 1] } else { 1.0 };
        rates[i] = left - 2.0 * u[i] + right + u[i] * u[i] * (1.0 - u[i]);
    }
    rates
}

/// Few rows, each of many columns: rows are computed together.
#[differentiate]
fn halves(x: &[f64]) -> [f64; 4] {
    let mut sums = [0.0; 4];
    for i in 0..x.len() {
        sums[4 * i / x.len()] += x[i].sin() * x[i];
    }
    sums
}

fn dense(sparse: &SparseJacobian) -> ad_runtime::ndarray::Array2<f64> {
    let mut dense = ad_runtime::ndarray::Array2::zeros(sparse.shape());
    for (row, column, value) in sparse.triplets() {
        dense[(row, column)] = value;
    }
    dense
}

fn points(n: usize) -> Vec<f64> {
    (0..n).map(|i| (i as f64 * 0.7).sin() + 0.1).collect()
}

#[test]
fn a_band_is_three_tangents() {
    let u = points(50);
    let sparse = reaction::sparse_jacobian(&u);
    assert_eq!(sparse.pattern().len(), 148);
    assert_eq!(sparse.colours(), Some(3));
    assert_eq!(dense(&sparse), reaction::jacobian(&u));
    assert_close(&dense(&sparse), &by_differences(reaction, &u));
}

#[test]
fn values_are_refilled_elsewhere() {
    let mut sparse = reaction::sparse_jacobian(&points(20));
    let u = vec![0.25; 20];
    let value = reaction::jacobian_into(&u, &mut sparse);
    assert_eq!(value, reaction(&u));
    assert_eq!(dense(&sparse), reaction::jacobian(&u));
    assert_eq!(sparse.get(3, 4), 1.0);
    assert_eq!(sparse.get(3, 7), 0.0);
    let v = points(20);
    let product = reaction::jacobian(&u).dot(&ad_runtime::ndarray::Array1::from(v.clone()));
    for (found, expected) in sparse.times(&v).iter().zip(product) {
        assert!((found - expected).abs() < 1e-14);
    }
}

#[test]
fn wide_ones_are_few_pullbacks() {
    let x = points(40);
    let sparse = halves::sparse_jacobian(&x);
    assert_eq!(sparse.pattern().len(), 40);
    // A single pullback; a single tangent would not do.
    assert_eq!(sparse.colours(), Some(1));
    assert_eq!(dense(&sparse), halves::jacobian(&x));
}

#[differentiate(reverse)]
fn only_reverse(x: &[f64]) -> [f64; 3] {
    [x[0] * x[1], x[1].exp() + x[2], x[3]]
}

#[differentiate(forward)]
fn only_forward(x: &[f64], a: f64) -> [f64; 3] {
    [x[0] * x[1] * a, x[1].exp() + x[2], x[3]]
}

#[test]
fn one_mode_is_enough() {
    let x = points(5);
    let sparse = only_reverse::sparse_jacobian(&x);
    assert_eq!(sparse.pattern(), &Pattern::new(3, 5, [(0, 0), (0, 1), (1, 1), (1, 2), (2, 3)]));
    assert_eq!(dense(&sparse), only_reverse::jacobian(&x));
    // The columns of several parameters stand side by side.
    let sparse = only_forward::sparse_jacobian(&x, 2.0);
    let pattern = [(0, 0), (0, 1), (0, 5), (1, 1), (1, 2), (2, 3)];
    assert_eq!(sparse.pattern(), &Pattern::new(3, 6, pattern));
    assert_eq!(sparse.get(0, 5), x[0] * x[1]);
}

#[test]
fn a_pattern_can_be_given() {
    let u = points(6);
    let band = (0..6).flat_map(|i: usize| (i.saturating_sub(1)..6.min(i + 2)).map(move |j| (i, j)));
    let mut sparse = SparseJacobian::new(Pattern::new(6, 6, band));
    assert_eq!(sparse.colours(), None);
    reaction::jacobian_into(&u, &mut sparse);
    assert_eq!(dense(&sparse), reaction::jacobian(&u));
    // More than there is does no harm.
    let mut full = SparseJacobian::new(Pattern::full(6, 6));
    reaction::jacobian_into(&u, &mut full);
    assert_eq!(dense(&full), reaction::jacobian(&u));
}

/// Which neighbour counts changes with the sign.
#[differentiate]
fn upwind(u: &[f64]) -> Vec<f64> {
    let n = u.len();
    let mut flux = vec![0.0; n];
    for i in 0..n {
        let (left, right) = (u[(i + n - 1) % n], u[(i + 1) % n]);
        flux[i] = if u[i] > 0.0 { u[i] * (u[i] - left) } else { u[i] * (right - u[i]) };
    }
    flux
}

#[test]
fn another_path_is_seen() {
    let here: Vec<f64> = (0..9).map(|i| 1.0 + 0.1 * i as f64).collect();
    let there: Vec<f64> = here.iter().map(|u| -u).collect();
    let mut sparse = upwind::sparse_jacobian(&here);
    let refilled = std::panic::catch_unwind(move || upwind::jacobian_into(&there, &mut sparse));
    let message = *refilled.expect_err("it panics").downcast::<String>().expect("a text");
    assert!(message.contains("the pattern lacks"), "{message}");
    let there: Vec<f64> = here.iter().map(|u| -u).collect();
    let both = upwind::sparse_jacobian(&here);
    let both = both.pattern().union(upwind::sparse_jacobian(&there).pattern());
    let mut sparse = SparseJacobian::new(both);
    upwind::jacobian_into(&there, &mut sparse);
    assert_eq!(dense(&sparse), upwind::jacobian(&there));
}

/// An entry that the pattern lacks hides in one of its own: `x[1]` has the colour of `x[0]`.
#[test]
fn what_hides_in_another_entry_is_seen() {
    #[differentiate]
    fn sums(x: &[f64]) -> [f64; 2] {
        [x[0] + 1e-3 * x[1], x[1]]
    }
    let lacking = || SparseJacobian::new(Pattern::new(2, 2, [(0, 0), (1, 1)]));
    let filled = std::panic::catch_unwind(|| sums::jacobian_into(&[1.0, 2.0], &mut lacking()));
    let message = *filled.expect_err("it panics").downcast::<String>().expect("a text");
    assert!(message.contains("row 0 has entries that the pattern lacks"), "{message}");
    // Said to be known, it isn't looked at.
    let mut sparse = lacking();
    sparse.set_checked(false);
    sums::jacobian_into(&[1.0, 2.0], &mut sparse);
    assert_eq!(sparse.values(), [1.001, 1.0]);
}

#[test]
#[should_panic(expected = "give the pattern")]
fn what_is_no_number_has_no_pattern() {
    #[differentiate]
    fn root(x: &[f64]) -> [f64; 2] {
        [x[0] * (x[1] / x[0]), x[1]]
    }
    root::sparse_jacobian(&[0.0, 2.0]);
}

#[test]
#[should_panic(expected = "the sparse Jacobian has 4 columns, and that of the function 5")]
fn shapes_are_compared() {
    reaction::jacobian_into(&points(5), &mut SparseJacobian::new(Pattern::full(4, 4)));
}

#[test]
fn without_entries_there_is_a_value() {
    #[differentiate]
    fn beyond(x: &[f64]) -> [f64; 2] {
        let mut sums = [1.0, 2.0];
        for i in 2..x.len() {
            sums[i % 2] += x[i];
        }
        sums
    }
    let mut sparse = beyond::sparse_jacobian(&[0.5, 1.5]);
    assert!(sparse.pattern().is_empty());
    assert_eq!(beyond::jacobian_into(&[2.5, 1.5], &mut sparse), [1.0, 2.0]);
    assert_eq!(sparse.shape(), (2, 2));
}

/// Random matrices, by each mode: found, and computed.
#[test]
fn random_ones_are_found_by_both_modes() {
    let mut seed = 11_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize
    };
    for _ in 0..60 {
        let (rows, columns) = (1 + next() % 12, 1 + next() % 12);
        let matrix: Vec<Vec<f64>> = (0..rows)
            .map(|_| {
                (0..columns).map(|_| [0.0, 0.0, 1.0 + (next() % 9) as f64][next() % 3]).collect()
            })
            .collect();
        let transposed = |bar: &[f64], x_bar: &mut [f64]| {
            for (row, bar) in matrix.iter().zip(bar) {
                for (entry, x_bar) in row.iter().zip(&mut *x_bar) {
                    // As derivatives do, which leave out what is zero by its structure.
                    if *entry != 0.0 {
                        *x_bar += entry * bar;
                    }
                }
            }
        };
        let product = |x: &[f64]| -> Vec<f64> {
            let of_row = |row: &Vec<f64>| {
                let parts = row.iter().zip(x).filter(|(entry, _)| **entry != 0.0);
                parts.map(|(entry, x)| entry * x).sum()
            };
            matrix.iter().map(of_row).collect()
        };
        let (tangents, pullbacks) = (Cell::new(0), Cell::new(0));
        for mode in [Mode::Forward, Mode::Reverse, Mode::Automatic] {
            let (_, sparse) = private::jacobian::<(Vec<f64>,), Vec<f64>, Vec<f64>, _>(
                (mode, FreshJacobian),
                (vec![0.0; columns],),
                |(dot,)| {
                    tangents.set(tangents.get() + 1);
                    (vec![0.0; rows], product(dot))
                },
                |seed, (bar,)| {
                    pullbacks.set(pullbacks.get() + 1);
                    let value = vec![0.0; rows];
                    transposed(&seed(&value), bar);
                    value
                },
            );
            for (row, entries) in matrix.iter().enumerate() {
                for (column, entry) in entries.iter().enumerate() {
                    assert_eq!(sparse.get(row, column), *entry);
                    assert_eq!(sparse.pattern().position(row, column).is_some(), *entry != 0.0);
                }
            }
        }
        assert!(tangents.get() > 0 && pullbacks.get() > 0);
    }
}

#[test]
fn bundle_adjustment_is_adbenchs() {
    let name = "synfull_ba_n7_m30_p120";
    let Ba { cameras, points, weights, observed, features } = Ba::read(name);
    let errors = bundle_errors(&cameras, &points, &weights, &observed, &features);
    for (found, expected) in errors.iter().zip(Ba::errors(name)) {
        assert!(distance(*found, expected) < 1e-12);
    }
    let sparse = bundle_errors::sparse_jacobian(&cameras, &points, &weights, &observed, &features);
    let (rows, columns, entries) = Ba::jacobian(name);
    assert_eq!(sparse.shape(), (rows, columns));
    let mut reference = SparseJacobian::new(Pattern::new(
        rows,
        columns,
        entries.iter().map(|(row, column, _)| (*row, *column)),
    ));
    bundle_errors::jacobian_into(&cameras, &points, &weights, &observed, &features, &mut reference);
    for (row, column, entry) in entries {
        assert!(distance(sparse.get(row, column), entry) < 1e-10, "({row}, {column})");
        assert!(distance(reference.get(row, column), entry) < 1e-10, "({row}, {column})");
    }
    // ADBench stores two zeros in each block: the other coordinate of the principal point.
    assert_eq!(sparse.pattern().len(), 31 * 120 - 2 * 120);
    assert_eq!(reference.pattern().union(sparse.pattern()), *reference.pattern());
}

#[test]
fn faer_takes_them() {
    let sparse = reaction::sparse_jacobian(&points(6));
    let faer = sparse.to_faer();
    for (row, column, value) in sparse.triplets() {
        assert_eq!(faer[(row, column)], value);
    }
    assert_eq!(faer.compute_nnz(), sparse.pattern().len());
}

#[test]
fn refilling_allocates_what_the_tangents_do() {
    let u = points(30);
    let mut sparse = reaction::sparse_jacobian(&u);
    let count = |call: &mut dyn FnMut()| allocation_counter::measure(call).count_total;
    let dot = points(30);
    let of_a_tangent = count(&mut || drop(reaction::jvp(&u, &dot)));
    let refilled = count(&mut || drop(reaction::jacobian_into(&u, &mut sparse)));
    // Three colours and the comparison; the seeds once. The sums of the comparison are kept.
    assert_eq!(refilled, 4 * of_a_tangent + 1);
}
