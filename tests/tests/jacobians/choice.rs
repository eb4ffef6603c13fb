//! Which mode is chosen, seen by what a function without derivatives is asked for: a rule for each mode counts its calls.

use std::cell::Cell;

use ad_runtime::prelude::*;

thread_local! {
    static TANGENTS: Cell<usize> = const { Cell::new(0) };
    static PULLBACKS: Cell<usize> = const { Cell::new(0) };
    static VALUES: Cell<usize> = const { Cell::new(0) };
}

fn count(counter: &'static std::thread::LocalKey<Cell<usize>>) {
    counter.set(counter.get() + 1);
}

#[primitive(bprop = noted_bprop, jvp = noted_jvp)]
fn noted(x: f64) -> f64 {
    count(&VALUES);
    x
}

fn noted_bprop(_: f64, _: f64, y_bar: f64) -> f64 {
    count(&PULLBACKS);
    y_bar
}

fn noted_jvp(_: f64, _: f64, x_dot: f64) -> f64 {
    count(&TANGENTS);
    x_dot
}

/// Any number of results of any number of numbers.
#[differentiate]
fn products(x: &[f64], rows: usize) -> Vec<f64> {
    let first = noted(x[0]);
    let mut y = vec![first; rows];
    for i in 0..rows {
        y[i] = first * i as f64 + x[i % x.len()] * x[(i + 1) % x.len()];
    }
    y
}

#[differentiate]
fn to_three(x: &[f64]) -> [f64; 3] {
    let first = noted(x[0]);
    let mut y = [first, 0.0, 0.0];
    for i in 0..x.len() {
        y[i % 3] += x[i] * x[i] * i as f64;
    }
    y
}

/// How many tangents and pullbacks a call takes.
fn counted<R>(call: impl FnOnce() -> R) -> (R, usize, usize) {
    TANGENTS.set(0);
    PULLBACKS.set(0);
    let result = call();
    (result, TANGENTS.get(), PULLBACKS.get())
}

fn numbers(n: usize) -> Vec<f64> {
    (0..n).map(|i| 0.5 + (i % 7) as f64).collect()
}

#[test]
fn few_columns_by_forward_mode() {
    let x = numbers(3);
    let (found, tangents, pullbacks) = counted(|| products::jacobian(&x, 1000));
    assert_eq!((found.dim(), tangents, pullbacks), ((1000, 3), 3, 0));
    let (by_rows, tangents, pullbacks) = counted(|| products::jacobian_reverse(&x, 1000));
    assert_eq!((tangents, pullbacks), (0, 1000));
    assert_eq!(found, by_rows);
}

#[test]
fn few_rows_by_reverse_mode() {
    let x = numbers(1000);
    let (found, tangents, pullbacks) = counted(|| to_three::jacobian(&x));
    assert_eq!((found.dim(), tangents, pullbacks), ((3, 1000), 0, 3));
    let (by_columns, tangents, pullbacks) = counted(|| to_three::jacobian_forward(&x));
    assert_eq!((tangents, pullbacks), (1000, 0));
    assert_eq!(found, by_columns);
    for j in 0..1000 {
        let expected = 2.0 * x[j] * j as f64 + if j == 0 { 1.0 } else { 0.0 };
        assert_eq!(found[(j % 3, j)], expected);
    }
}

#[test]
fn a_length_that_no_type_says() {
    // One tangent tells how many results there are.
    let x = numbers(1000);
    let (found, tangents, pullbacks) = counted(|| products::jacobian(&x, 3));
    assert_eq!((found.dim(), tangents, pullbacks), ((3, 1000), 1, 3));
    // The caller's matrix tells it as well.
    let mut out = vec![0.0; 3000];
    let (_, tangents, pullbacks) = counted(|| products::jacobian_into(&x, 3, &mut out));
    assert_eq!((tangents, pullbacks), (0, 3));
    assert_eq!(out, found.into_iter().collect::<Vec<_>>());
}
