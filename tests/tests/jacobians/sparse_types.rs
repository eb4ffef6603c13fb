//! Sparse Jacobians and Hessians by parameters of all kinds, against dense ones: structs, methods, what is changed, numbers, generic floats, some of the parameters.

use ad_runtime::ndarray::{Array2, Axis, concatenate};
use ad_runtime::prelude::*;
use ad_runtime::sparse::{SparseHessian, SparseJacobian};

#[derive(Clone, Differentiable)]
struct Layer {
    weights: Vec<f64>,
    bias: f64,
    #[constant]
    n: usize,
}

#[differentiate]
impl Layer {
    fn out(&self, x: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; self.n];
        for i in 0..self.n {
            out[i] = self.weights[i] * x[i] * x[i] + self.bias;
        }
        out
    }
}

#[derive(Clone, Differentiable)]
struct Well {
    depth: f64,
    at: [f64; 3],
}

#[differentiate(order = 2)]
impl Well {
    fn energy(&self, k: f64) -> f64 {
        self.depth.powi(2) * k + self.at[0] * self.at[2]
    }
}

/// Also what it changes is a parameter and a result.
#[differentiate]
fn moved(x: &mut [f64], k: f64) {
    for i in 1..x.len() {
        x[i] += k * x[i - 1] * x[i - 1];
    }
}

#[differentiate]
fn generic<T: Real>(x: &[T]) -> Vec<T> {
    let mut out = Vec::new();
    for i in 1..x.len() {
        out.push(x[i] * x[i - 1].sin());
    }
    out
}

#[differentiate]
fn numbers(a: f64, b: f64, c: f64) -> (f64, f64) {
    (a * b, c.exp())
}

#[differentiate(wrt(w))]
fn by_one(x: &[f64], w: &[f64]) -> Vec<f64> {
    vec![w[0] * x[0], w[1].powi(2) * x[1]]
}

#[differentiate(order = 2, wrt(x))]
fn cubic(x: &[f64], k: f64) -> f64 {
    x[0].powi(3) * k + x[1] * x[2]
}

#[differentiate(order = 2)]
fn of_numbers(x: f64, y: f64, z: f64) -> f64 {
    x * y + z.sin()
}

fn dense(sparse: &SparseJacobian) -> Array2<f64> {
    Array2::from_shape_fn(sparse.shape(), |(row, column)| sparse.get(row, column))
}

fn beside(left: &Array2<f64>, right: &Array2<f64>) -> Array2<f64> {
    concatenate(Axis(1), &[left.view(), right.view()]).expect("as many rows")
}

#[test]
fn of_a_method_by_a_struct_and_a_slice() {
    let layer = Layer { weights: vec![1.0, 2.0, 3.0], bias: 0.5, n: 3 };
    let x = [0.3, -0.4, 0.7];
    let sparse = layer.out_sparse_jacobian(&x);
    let (by_layer, by_x) = layer.out_jacobian(&x);
    assert_eq!(dense(&sparse), beside(&by_layer, &by_x));
    assert_eq!(sparse.pattern().len(), 9);
}

#[test]
fn of_what_is_changed() {
    let start = vec![0.3, 0.5, 0.9];
    let (mut x, mut again) = (start.clone(), start.clone());
    let sparse = moved::sparse_jacobian(&mut x, 0.7);
    let (by_x, by_k) = moved::jacobian(&mut again, 0.7);
    assert_eq!(dense(&sparse), beside(&by_x, &by_k));
    // It is changed once.
    let mut once = start;
    moved(&mut once, 0.7);
    assert_eq!(x, once);
}

#[test]
fn of_generic_and_single_floats() {
    let x = [0.3, 0.4, 0.5];
    assert_eq!(dense(&generic::sparse_jacobian(&x)), generic::jacobian(&x));
    let x = [0.3_f32, 0.4, 0.5];
    assert_eq!(dense(&generic::sparse_jacobian(&x)), generic::jacobian(&x));
}

#[test]
fn by_numbers_and_by_some() {
    let [first, second] = numbers::jacobian(1.0, 2.0, 3.0);
    let sparse = numbers::sparse_jacobian(1.0, 2.0, 3.0);
    assert_eq!(dense(&sparse), ad_runtime::ndarray::arr2(&[first, second]));
    let x = [0.3, -0.4];
    assert_eq!(dense(&by_one::sparse_jacobian(&x, &x)), by_one::jacobian(&x, &x));
}

fn entries(hessian: &SparseHessian) -> Vec<(usize, usize, f64)> {
    hessian.triplets().collect()
}

#[test]
fn hessians_too() {
    let well = Well { depth: 2.0, at: [1.0, 2.0, 3.0] };
    let expected = [(0, 0, 3.0), (0, 4, 4.0), (1, 3, 1.0), (3, 1, 1.0), (4, 0, 4.0)];
    assert_eq!(entries(&well.energy_sparse_hessian(1.5)), expected);
    let expected = [(0, 0, 6.0 * 0.5 * 1.5), (1, 2, 1.0), (2, 1, 1.0)];
    assert_eq!(entries(&cubic::sparse_hessian(&[0.5, -0.4, 0.7], 1.5)), expected);
    let expected = [(0, 1, 1.0), (1, 0, 1.0), (2, 2, -3.0_f64.sin())];
    assert_eq!(entries(&of_numbers::sparse_hessian(1.0, 2.0, 3.0)), expected);
    let mut rows = [[0.0; 3]; 3];
    of_numbers::hessian_into(1.0, 2.0, 3.0, &mut rows);
    assert_eq!(rows, of_numbers::hessian(1.0, 2.0, 3.0));
}
