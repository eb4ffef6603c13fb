//! `Box<[f64]>`: a list of a fixed length, whose tangent is a `Vec`.

use ad_runtime::prelude::*;

#[differentiate]
fn sum(x: Box<[f64]>) -> f64 {
    x.iter().map(|v| v * v).sum()
}

#[differentiate]
fn by_index(x: &Box<[f64]>, y: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i].sin() * y;
    }
    sum
}

#[differentiate]
fn resulting(x: &[f64], y: f64) -> Box<[f64]> {
    let scaled: Vec<f64> = x.iter().map(|v| v * y).collect();
    scaled.into_boxed_slice()
}

#[differentiate]
fn local(x: &[f64], y: f64) -> f64 {
    let mut kept: Box<[f64]> = x.to_vec().into_boxed_slice();
    kept[0] *= y;
    kept[0] * kept[1]
}

#[derive(Clone, Debug, Differentiable)]
struct Layer {
    weights: Box<[f64]>,
    bias: f64,
}

#[differentiate]
impl Layer {
    fn apply(&self, x: &[f64]) -> f64 {
        let mut sum = self.bias;
        for (w, v) in self.weights.iter().zip(x) {
            sum += w * v;
        }
        sum.tanh() * self.weights[0]
    }
}

#[test]
fn boxed_slices() {
    assert_eq!(sum::grad(vec![3.0].into_boxed_slice())[0], 6.0);
    sum::check(vec![3.0, 1.0].into_boxed_slice()).unwrap();
    by_index::check(&vec![3.0, 1.0].into_boxed_slice(), 0.5).unwrap();
    resulting::check(&[3.0, 1.0], 0.5).unwrap();
    local::check(&[3.0, 1.0], 0.5).unwrap();
    let layer = Layer { weights: vec![0.5, 0.3].into_boxed_slice(), bias: 0.1 };
    layer.apply_check(&[0.4, 0.2]).unwrap();
}
