//! Parameters that hold several numbers: a matrix for each of them.

use ad_runtime::nalgebra::{DVector, Matrix2, Vector2, Vector3};
use ad_runtime::ndarray::{Array1, Array2, arr2};
use ad_runtime::num_complex::Complex;
use ad_runtime::prelude::*;

use super::oracle::{assert_close, by_differences};

#[differentiate]
fn squares(x: &[f64]) -> Vec<f64> {
    x.iter().map(|v| v * v).collect()
}

#[differentiate]
fn owned(x: Vec<f64>) -> [f64; 2] {
    [x[0] * x[1], x[1].exp()]
}

#[differentiate]
fn of_an_array(x: [f64; 3]) -> f64 {
    x[0] * x[1] + x[2]
}

#[differentiate]
fn of_a_lent_array(x: &[f64; 2]) -> (f64, f64) {
    (x[0] * x[1], x[0] / x[1])
}

#[differentiate]
fn of_ndarray(x: &Array1<f64>, k: f64) -> Array1<f64> {
    let mut y = x.clone();
    for i in 0..x.len() {
        y[i] = x[i] * k;
    }
    y
}

#[differentiate]
fn of_nalgebra(v: &Vector3<f64>, w: &Vector3<f64>) -> Vector3<f64> {
    v.cross(w)
}

#[differentiate]
fn of_matrices(m: &Matrix2<f64>, v: &Vector2<f64>) -> Vector2<f64> {
    m * v
}

#[differentiate]
fn of_dynamic(v: &DVector<f64>) -> f64 {
    v.dot(v)
}

#[differentiate]
fn of_complex(z: Complex<f64>) -> Complex<f64> {
    z * z
}

#[differentiate]
fn blocks(x: &[f64], scale: f64, n: usize, pairs: &[(f64, f64)]) -> Vec<f64> {
    let mut y = vec![0.0; n];
    for i in 0..n {
        y[i] = scale * x[i % x.len()].sin();
        for (a, b) in pairs {
            y[i] += a * b * i as f64;
        }
    }
    y
}

#[differentiate]
fn to_ndarray(x: f64, y: f64, #[constant] start: &Array1<f64>) -> Array1<f64> {
    let mut numbers = start.clone();
    numbers[0] = x * y;
    numbers[1] = x + y;
    numbers
}

#[differentiate]
fn of_rows(rows: &[Vec<f64>]) -> Vec<f64> {
    let mut sums = vec![];
    for row in rows {
        let mut sum = 0.0;
        for v in row {
            sum += v * v;
        }
        sums.push(sum);
    }
    sums
}

#[test]
fn one_list() {
    let expected = arr2(&[[2.0, 0.0], [0.0, 4.0]]);
    let found: Array2<f64> = squares::jacobian(&[1.0, 2.0]);
    assert_eq!(found, expected);
    assert_eq!(squares::jacobian_forward(&[1.0, 2.0]), expected);
    assert_eq!(squares::jacobian_reverse(&[1.0, 2.0]), expected);
    assert_eq!(squares::value_and_jacobian(&[1.0, 2.0]), (vec![1.0, 4.0], expected));
    assert_eq!(owned::jacobian(vec![2.0, 0.0]), arr2(&[[0.0, 2.0], [0.0, 1.0]]));
    assert_eq!(owned::jacobian_reverse(vec![2.0, 0.0]), arr2(&[[0.0, 2.0], [0.0, 1.0]]));
}

#[test]
fn nothing_in_a_list() {
    for found in
        [squares::jacobian(&[]), squares::jacobian_forward(&[]), squares::jacobian_reverse(&[])]
    {
        assert_eq!(found.dim(), (0, 0));
    }
    let (x, scale, pairs) = blocks::jacobian(&[1.0], 2.0, 0, &[]);
    assert_eq!((x.dim(), scale.dim(), pairs.dim()), ((0, 1), (0, 1), (0, 0)));
    let (_, _, pairs) = blocks::jacobian_reverse(&[1.0], 2.0, 3, &[]);
    assert_eq!(pairs.dim(), (3, 0));
}

#[test]
fn arrays() {
    assert_eq!(of_an_array::jacobian([2.0, 3.0, 4.0]), arr2(&[[3.0, 2.0, 1.0]]));
    assert_eq!(of_an_array::jacobian_forward([2.0, 3.0, 4.0]), arr2(&[[3.0, 2.0, 1.0]]));
    assert_eq!(of_a_lent_array::jacobian(&[2.0, 4.0]), arr2(&[[4.0, 2.0], [0.25, -0.125]]));
}

#[test]
fn several_parameters_are_several_matrices() {
    let (x, scale, pairs) = ([0.3, -0.7], 1.4, [(0.2, 0.9), (1.1, -0.3)]);
    let at = [x[0], x[1], scale, pairs[0].0, pairs[0].1, pairs[1].0, pairs[1].1];
    let together = |v: &[f64]| blocks(&v[..2], v[2], 5, &[(v[3], v[4]), (v[5], v[6])]);
    let expected = by_differences(together, &at);
    for jacobian in [blocks::jacobian, blocks::jacobian_forward, blocks::jacobian_reverse] {
        let (by_x, by_scale, by_pairs): (Array2<f64>, Array2<f64>, Array2<f64>) =
            jacobian(&x, scale, 5, &pairs);
        assert_eq!((by_x.dim(), by_scale.dim(), by_pairs.dim()), ((5, 2), (5, 1), (5, 4)));
        let all = [by_x.view(), by_scale.view(), by_pairs.view()];
        let all = ad_runtime::ndarray::concatenate(ad_runtime::ndarray::Axis(1), &all);
        assert_close(&all.expect("they have as many rows"), &expected);
    }
}

#[test]
fn rows_of_different_lengths() {
    let rows = [vec![1.0, 2.0], vec![], vec![3.0]];
    let expected = arr2(&[[2.0, 4.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 6.0]]);
    assert_eq!(of_rows::jacobian_forward(&rows), expected);
    assert_eq!(of_rows::jacobian_reverse(&rows), expected);
}

#[test]
fn matrices_of_other_crates() {
    let x = Array1::from(vec![2.0, 3.0]);
    for jacobian in
        [of_ndarray::jacobian, of_ndarray::jacobian_forward, of_ndarray::jacobian_reverse]
    {
        let (by_x, by_k) = jacobian(&x, 5.0);
        assert_eq!((by_x, by_k), (arr2(&[[5.0, 0.0], [0.0, 5.0]]), arr2(&[[2.0], [3.0]])));
    }
    let found: Array2<f64> = to_ndarray::jacobian(2.0, 3.0, &Array1::zeros(2));
    assert_eq!(found, arr2(&[[3.0, 2.0], [1.0, 1.0]]));
    let (v, w) = (Vector3::new(1.0, 2.0, 3.0), Vector3::new(4.0, 5.0, 6.0));
    let by_v = arr2(&[[0.0, 6.0, -5.0], [-6.0, 0.0, 4.0], [5.0, -4.0, 0.0]]);
    assert_eq!(of_nalgebra::jacobian(&v, &w).0, by_v);
    assert_eq!(of_nalgebra::jacobian_reverse(&v, &w).0, by_v);
    // The entries of a matrix column by column.
    let (m, v) = (Matrix2::new(1.0, 2.0, 3.0, 4.0), Vector2::new(5.0, 6.0));
    let (by_m, by_v) = of_matrices::jacobian(&m, &v);
    assert_eq!(by_m, arr2(&[[5.0, 0.0, 6.0, 0.0], [0.0, 5.0, 0.0, 6.0]]));
    assert_eq!(by_v, arr2(&[[1.0, 2.0], [3.0, 4.0]]));
    let v = DVector::from_vec(vec![1.0, 2.0]);
    assert_eq!(of_dynamic::jacobian(&v), arr2(&[[2.0, 4.0]]));
    let z = Complex::new(2.0, 3.0);
    assert_eq!(of_complex::jacobian(z), arr2(&[[4.0, -6.0], [6.0, 4.0]]));
}
