//! Derivatives of functions of scalars and arrays allocate nothing. What they call can be seen in their assembly:
//! `BENCHMARKS.md` says how.

use std::hint::black_box;

use ad_runtime::prelude::*;

#[differentiate]
fn straight_line(x: f64, y: f64) -> f64 {
    let r = (x * x + y * y).sqrt();
    let a = (x * y).sin() / (1.0 + r);
    a.tanh() + (-r).exp() * x.powf(1.5)
}

#[differentiate]
fn branching(x: f64, y: f64) -> f64 {
    let mut sum = y.abs();
    if x > y {
        sum += (x - y).ln();
    } else if x < -1.0 {
        sum *= x.cos();
    } else {
        sum -= x.max(0.5 * y).powi(3);
    }
    if sum > 1.0 { 2.0 - 1.0 / sum } else { sum }
}

#[differentiate]
fn of_an_array(x: [f64; 3]) -> f64 {
    let mut squares = [0.0; 3];
    for i in 0..3 {
        squares[i] = x[i] * x[i];
    }
    squares[0] * squares[1] + squares[2].sqrt()
}

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x)) + f(0.5)
}

#[differentiate]
fn bell(x: f64) -> f64 {
    (-x * x).exp()
}

#[differentiate]
fn of_functions(x: f64, y: f64) -> f64 {
    twice(bell, x) * twice(|t| t.sin() * y + bell(t * x), y)
}

#[inline(never)]
fn straight_line_gradient(x: f64, y: f64) -> (f64, (f64, f64)) {
    straight_line::value_and_grad(x, y)
}

#[inline(never)]
fn branching_gradient(x: f64, y: f64) -> (f64, (f64, f64)) {
    branching::value_and_grad(x, y)
}

/// How often `call` allocates; its result is not optimised away.
fn n_allocations<T>(call: impl Fn() -> T) -> u64 {
    allocation_counter::measure(|| drop(black_box(call()))).count_total
}

const POINTS: [(f64, f64); 4] = [(2.0, 0.5), (-1.5, 0.5), (0.3, 0.7), (0.3, 2.5)];

#[test]
fn allocations_are_counted() {
    assert_eq!(n_allocations(|| vec![0.0; 3]), 1);
}

/// A model of one's own.
#[derive(Differentiable)]
struct Model {
    rows: Vec<Vec<f64>>,
    pair: (f64, Option<f32>),
}

#[test]
fn what_is_done_in_place_with_parameters_allocates_nothing() {
    let model = || Model { rows: vec![vec![1.0; 3]; 2], pair: (1.0, Some(2.0)) };
    let (bar, mut list) = (model().zero_tangent(), [0.0; 8]);
    let mut model = model();
    let count = allocation_counter::measure(|| {
        model.coordinates_into(&mut list);
        model.add_scaled(0.5, black_box(&bar));
        model.set_coordinates(&list);
        model.map_coordinates(|x| 2.0 * x);
        black_box((model.n_coordinates(), model.max_norm(), bar.euclidean_norm()));
    });
    assert_eq!(count.count_total, 0);
}

#[test]
fn gradients_of_scalar_functions_allocate_nothing() {
    for (x, y) in POINTS.map(black_box) {
        assert_eq!(n_allocations(|| straight_line_gradient(x, y)), 0);
        assert_eq!(n_allocations(|| branching_gradient(x, y)), 0);
    }
}

#[test]
fn other_derivatives_of_scalar_functions_allocate_nothing() {
    for (x, y) in POINTS.map(black_box) {
        assert_eq!(n_allocations(|| straight_line::jvp(x, y, 1.0, 0.5)), 0);
        assert_eq!(n_allocations(|| branching::jvp(x, y, 1.0, 0.5)), 0);
        assert_eq!(n_allocations(|| (straight_line::vjp(x, y).1)(2.0)), 0);
        assert_eq!(n_allocations(|| (branching::vjp(x, y).1)(2.0)), 0);
    }
}

#[test]
fn functions_that_are_given_allocate_nothing() {
    for (x, y) in POINTS.map(black_box) {
        assert_eq!(n_allocations(|| of_functions::value_and_grad(x, y)), 0);
        assert_eq!(n_allocations(|| of_functions::jvp(x, y, 1.0, 0.5)), 0);
        assert_eq!(n_allocations(|| twice::grad(bell {}, x)), 0);
    }
}

#[test]
fn gradient_of_an_array_allocates_nothing() {
    let x = black_box([1.0, 2.0, 3.0]);
    assert_eq!(n_allocations(|| of_an_array::value_and_grad(x)), 0);
    assert_eq!(n_allocations(|| of_an_array::jvp(x, [1.0, 0.0, 0.0])), 0);
}
