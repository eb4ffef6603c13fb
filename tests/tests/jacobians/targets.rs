//! The caller's own matrices and lists.

use ad_runtime::ndarray::{Array2, Slice, arr2};
use ad_runtime::prelude::*;

#[differentiate]
fn polynomials(x: &[f64], k: f64) -> Vec<f64> {
    let mut y = vec![];
    for v in x {
        y.push(k * v * v);
    }
    y
}

#[differentiate]
fn cartesian(r: f64, angle: f64) -> (f64, f64) {
    (r * angle.cos(), r * angle.sin())
}

const EXPECTED: [[f64; 3]; 2] = [[4.0, 0.0, 1.0], [0.0, 8.0, 4.0]];

#[test]
fn all_are_overwritten() {
    let x = [1.0, 2.0];
    let mut matrix = Array2::from_elem((2, 3), f64::NAN);
    assert_eq!(polynomials::jacobian_into(&x, 2.0, &mut matrix), [2.0, 8.0]);
    assert_eq!(matrix, arr2(&EXPECTED));
    let mut larger = Array2::from_elem((4, 5), 7.0);
    let part = larger.slice_each_axis_mut(|axis| match axis.axis.index() {
        0 => Slice::from(1..3),
        _ => Slice::from(2..5),
    });
    polynomials::jacobian_into(&x, 2.0, part);
    assert_eq!([larger[(1, 2)], larger[(2, 3)], larger[(2, 4)]], [4.0, 8.0, 4.0]);
    assert_eq!(larger.iter().filter(|entry| **entry == 7.0).count(), 14);
    let mut list = vec![f64::NAN; 6];
    polynomials::jacobian_into(&x, 2.0, &mut list);
    assert_eq!(list, EXPECTED.concat());
    let mut array = [f64::NAN; 6];
    polynomials::jacobian_into(&x, 2.0, &mut array);
    polynomials::jacobian_into(&x, 2.0, &mut array[..]);
    assert_eq!(array, EXPECTED.as_flattened());
    let mut rows = [[f64::NAN; 3]; 2];
    polynomials::jacobian_into(&x, 2.0, &mut rows);
    assert_eq!(rows, EXPECTED);
    polynomials::jacobian_into(&x, 2.0, &mut rows[..]);
    let mut rows = vec![[f64::NAN; 3]; 2];
    polynomials::jacobian_into(&x, 2.0, &mut rows);
    assert_eq!(rows, EXPECTED);
    let mut rows = [[f64::NAN; 2]; 2];
    assert_eq!(cartesian::jacobian_into(2.0, 0.0, &mut rows), (2.0, 0.0));
    assert_eq!(rows, [[1.0, 0.0], [0.0, 2.0]]);
}

#[test]
#[should_panic(
    expected = "a Jacobian of 2 rows and 3 columns has 6 entries, and the list for it 5"
)]
fn a_list_that_is_too_short() {
    polynomials::jacobian_into(&[1.0, 2.0], 2.0, &mut [0.0; 5]);
}

#[test]
#[should_panic(expected = "the Jacobian has 2 rows and 3 columns, and the matrix for it 3 and 2")]
fn a_matrix_of_another_shape() {
    polynomials::jacobian_into(&[1.0, 2.0], 2.0, &mut Array2::zeros((3, 2)));
}
