//! Parameters that are all numbers: rows are arrays.

use ad_runtime::prelude::*;
use num_dual::{Dual64, DualNum};

#[differentiate]
fn product(x: f64, y: f64, z: f64) -> f64 {
    x * y * z
}

#[differentiate]
fn cartesian(r: f64, angle: f64) -> (f64, f64) {
    (r * angle.cos(), r * angle.sin())
}

#[differentiate]
fn powers(x: f64) -> [f64; 3] {
    [x, x * x, x * x * x]
}

#[differentiate]
fn terms(x: f64, y: f64) -> Vec<f64> {
    vec![x, x * y, y * y]
}

#[differentiate]
fn mixed(x: f64, y: f64, n: usize, #[constant] weight: f64) -> (f64, Vec<f64>) {
    (weight * x, vec![y; n])
}

#[differentiate]
fn single(x: f32, y: f64) -> f64 {
    f64::from(x) * y
}

#[differentiate]
fn generic<T: Real>(x: T, y: T) -> [T; 2] {
    [x * y, x - y]
}

type Length = f64;

#[differentiate]
fn of_other_names(x: Length, y: &f64) -> Length {
    x * x * y
}

#[differentiate(wrt(y, x))]
fn of_some(x: f64, y: f64, z: f64) -> f64 {
    x * x + y * z
}

#[differentiate(forward)]
fn forward_alone(x: f64, y: f64) -> f64 {
    x * y * y
}

#[differentiate(reverse)]
fn reverse_alone(x: f64, y: f64) -> f64 {
    x * y * y
}

#[primitive(partials(x = y, y = x))]
fn primitive_product(x: f64, y: f64) -> f64 {
    x * y
}

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64, y: f64) -> f64 {
    f(f(x)) * y
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[test]
fn one_result_is_a_row() {
    let row: [f64; 3] = product::jacobian(2.0, 3.0, 4.0);
    assert_eq!(row, [12.0, 8.0, 6.0]);
    assert_eq!(product::jacobian_forward(2.0, 3.0, 4.0), row);
    assert_eq!(product::jacobian_reverse(2.0, 3.0, 4.0), row);
    assert_eq!(product::value_and_jacobian(2.0, 3.0, 4.0), (24.0, row));
}

#[test]
fn tuples_and_arrays_have_arrays_of_rows() {
    let rows: [[f64; 2]; 2] = cartesian::jacobian(2.0, 0.5);
    let (sin, cos) = 0.5_f64.sin_cos();
    assert_eq!(rows, [[cos, -2.0 * sin], [sin, 2.0 * cos]]);
    assert_eq!(cartesian::jacobian_reverse(2.0, 0.5), rows);
    let rows: [[f64; 1]; 3] = powers::jacobian(2.0);
    assert_eq!(rows, [[1.0], [4.0], [12.0]]);
    assert_eq!(powers::jacobian_reverse(2.0), rows);
}

#[test]
fn lists_have_lists_of_rows() {
    let rows: Vec<[f64; 2]> = terms::jacobian(2.0, 3.0);
    assert_eq!(rows, [[1.0, 0.0], [3.0, 2.0], [0.0, 6.0]]);
    assert_eq!(terms::jacobian_reverse(2.0, 3.0), rows);
    let rows: Vec<[f64; 2]> = mixed::jacobian(2.0, 3.0, 2, 5.0);
    assert_eq!(rows, [[5.0, 0.0], [0.0, 1.0], [0.0, 1.0]]);
    let rows: Vec<[f64; 2]> = mixed::jacobian(2.0, 3.0, 0, 5.0);
    assert_eq!(rows, [[5.0, 0.0]]);
}

#[test]
fn floats_of_any_type_and_name() {
    let row: [f64; 2] = single::jacobian(2.0, 3.0);
    assert_eq!(row, [3.0, 2.0]);
    let rows: [[f64; 2]; 2] = generic::jacobian(2.0, 3.0);
    assert_eq!(rows, [[3.0, 2.0], [1.0, -1.0]]);
    assert_eq!(generic::jacobian_reverse(2.0_f32, 3.0), rows);
    let row: [f64; 2] = of_other_names::jacobian(2.0, &3.0);
    assert_eq!(row, [12.0, 4.0]);
}

#[test]
fn by_some_parameters_and_by_one_mode() {
    assert_eq!(of_some::jacobian(2.0, 3.0, 4.0), [4.0, 4.0]);
    assert_eq!(forward_alone::jacobian(2.0, 3.0), [9.0, 12.0]);
    assert_eq!(forward_alone::jacobian_forward(2.0, 3.0), [9.0, 12.0]);
    assert_eq!(reverse_alone::jacobian(2.0, 3.0), [9.0, 12.0]);
    assert_eq!(reverse_alone::value_and_jacobian(2.0, 3.0), (18.0, [9.0, 12.0]));
}

#[test]
fn primitives_and_functions_that_are_given() {
    assert_eq!(primitive_product::jacobian(2.0, 3.0), [3.0, 2.0]);
    assert_eq!(twice::jacobian(square {}, 2.0, 3.0), [96.0, 16.0]);
    assert_eq!(twice::jacobian_reverse(square {}, 2.0, 3.0), [96.0, 16.0]);
}

/// A rotation, a bell and a ratio.
#[differentiate]
fn curves(x: f64, y: f64, z: f64) -> [f64; 3] {
    let r = (x * x + y * y).sqrt();
    [(z * x).sin() - (z * y).cos(), (-r * r).exp() * z, (x + z) / (1.0 + r)]
}

fn curves_of_duals(x: Dual64, y: Dual64, z: Dual64) -> [Dual64; 3] {
    let r = (x * x + y * y).sqrt();
    [(z * x).sin() - (z * y).cos(), (-r * r).exp() * z, (x + z) / (r + 1.0)]
}

#[test]
fn as_by_dual_numbers() {
    let at = [0.7, -1.2, 0.4];
    let found = curves::jacobian(at[0], at[1], at[2]);
    let by_rows = curves::jacobian_reverse(at[0], at[1], at[2]);
    for j in 0..3 {
        let mut seeded = at.map(Dual64::from);
        seeded[j].eps = 1.0;
        let column = curves_of_duals(seeded[0], seeded[1], seeded[2]);
        for i in 0..3 {
            assert!((found[i][j] - column[i].eps).abs() < 1e-14);
            assert!((by_rows[i][j] - column[i].eps).abs() < 1e-14);
        }
    }
}
