//! Networks: layers behind `dyn`, a matrix of one's own, attention, recurrence.

use std::ops::{Add, Index, IndexMut, Mul, Sub};

use ad_runtime::prelude::*;

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Matrix {
    rows: usize,
    cols: usize,
    data: Vec<f64>,
}

#[differentiate]
impl Matrix {
    pub fn zeros(rows: usize, cols: usize) -> Matrix {
        Matrix { rows, cols, data: vec![0.0; rows * cols] }
    }

    pub fn from_vec(rows: usize, cols: usize, data: Vec<f64>) -> Matrix {
        assert_eq!(data.len(), rows * cols);
        Matrix { rows, cols, data }
    }

    pub fn row(&self, i: usize) -> &[f64] {
        &self.data[i * self.cols..(i + 1) * self.cols]
    }

    pub fn dot(&self, other: &Matrix) -> Matrix {
        assert_eq!(self.cols, other.rows, "shapes");
        let mut out = Matrix::zeros(self.rows, other.cols);
        for i in 0..self.rows {
            for j in 0..other.cols {
                let mut sum = 0.0;
                for k in 0..self.cols {
                    sum += self[(i, k)] * other[(k, j)];
                }
                out[(i, j)] = sum;
            }
        }
        out
    }

    pub fn transpose(&self) -> Matrix {
        let mut out = Matrix::zeros(self.cols, self.rows);
        for i in 0..self.rows {
            for j in 0..self.cols {
                out[(j, i)] = self[(i, j)];
            }
        }
        out
    }

    pub fn map<F: Fn(f64) -> f64>(&self, f: F) -> Matrix {
        Matrix { rows: self.rows, cols: self.cols, data: self.data.iter().map(|&v| f(v)).collect() }
    }
}

#[differentiate]
impl Index<(usize, usize)> for Matrix {
    type Output = f64;
    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        &self.data[i * self.cols + j]
    }
}

#[differentiate]
impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
        &mut self.data[i * self.cols + j]
    }
}

#[differentiate]
impl Add for &Matrix {
    type Output = Matrix;
    fn add(self, other: &Matrix) -> Matrix {
        let data = self.data.iter().zip(&other.data).map(|(a, b)| a + b).collect();
        Matrix { rows: self.rows, cols: self.cols, data }
    }
}

#[differentiate]
impl Sub for &Matrix {
    type Output = Matrix;
    fn sub(self, other: &Matrix) -> Matrix {
        let data = self.data.iter().zip(&other.data).map(|(a, b)| a - b).collect();
        Matrix { rows: self.rows, cols: self.cols, data }
    }
}

#[differentiate]
impl Mul<f64> for &Matrix {
    type Output = Matrix;
    fn mul(self, k: f64) -> Matrix {
        Matrix { rows: self.rows, cols: self.cols, data: self.data.iter().map(|v| v * k).collect() }
    }
}

/// Rows that attend to one another. After Vaswani et al. 2017; crate `candle`'s examples.
#[differentiate]
pub fn attention(x: &Matrix, wq: &Matrix, wk: &Matrix, wv: &Matrix) -> f64 {
    let (q, k, v) = (x.dot(wq), x.dot(wk), x.dot(wv));
    let mut scores = &q.dot(&k.transpose()) * (1.0 / (wq.cols as f64).sqrt());
    for i in 0..scores.rows {
        let max = scores.row(i).iter().cloned().fold(f64::NEG_INFINITY, f64::max);
        let mut sum = 0.0;
        for j in 0..scores.cols {
            scores[(i, j)] = (scores[(i, j)] - max).exp();
            sum += scores[(i, j)];
        }
        for j in 0..scores.cols {
            scores[(i, j)] /= sum;
        }
    }
    let out = scores.dot(&v);
    (&out - x).data.iter().map(|d| d * d).sum()
}

/// A layer. After the crate `neuronika` and many tutorials.
#[differentiate(dyn)]
pub trait Layer {
    fn forward(&self, x: &[f64]) -> Vec<f64>;

    fn penalty(&self) -> f64 {
        0.0
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Dense {
    pub weights: Vec<Vec<f64>>,
    pub bias: Vec<f64>,
}

#[differentiate(dyn)]
impl Layer for Dense {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        self.weights
            .iter()
            .zip(self.bias.iter())
            .map(|(row, b)| row.iter().zip(x).map(|(w, v)| w * v).sum::<f64>() + b)
            .collect()
    }

    fn penalty(&self) -> f64 {
        self.weights.iter().flatten().map(|w| w * w).sum()
    }
}

#[derive(Clone, Debug, Differentiable)]
pub enum Activation {
    Relu,
    Tanh,
    LeakyRelu(f64),
    Gelu,
}

#[differentiate(dyn)]
impl Layer for Activation {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        match self {
            Activation::Relu => x.iter().map(|v| v.max(0.0)).collect(),
            Activation::Tanh => x.iter().map(|v| v.tanh()).collect(),
            Activation::LeakyRelu(slope) => {
                x.iter().map(|&v| if v > 0.0 { v } else { slope * v }).collect()
            }
            Activation::Gelu => x
                .iter()
                .map(|&v| 0.5 * v * (1.0 + (0.7978845608 * (v + 0.044715 * v.powi(3))).tanh()))
                .collect(),
        }
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct LayerNorm {
    pub gamma: Vec<f64>,
    pub beta: Vec<f64>,
}

#[differentiate(dyn)]
impl Layer for LayerNorm {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        let n = x.len() as f64;
        let mean = x.iter().sum::<f64>() / n;
        let var = x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
        let inv_std = 1.0 / (var + 1e-5).sqrt();
        x.iter()
            .enumerate()
            .map(|(i, v)| (v - mean) * inv_std * self.gamma[i] + self.beta[i])
            .collect()
    }
}

#[derive(Differentiable)]
pub struct Residual {
    pub inner: Box<dyn Layer>,
}

#[differentiate(dyn)]
impl Layer for Residual {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        let y = self.inner.forward(x);
        x.iter().zip(y).map(|(a, b)| a + b).collect()
    }

    fn penalty(&self) -> f64 {
        self.inner.penalty()
    }
}

#[derive(Differentiable)]
pub struct Sequential {
    layers: Vec<Box<dyn Layer>>,
}

#[differentiate]
impl Sequential {
    pub fn new(layers: Vec<Box<dyn Layer>>) -> Self {
        Sequential { layers }
    }

    pub fn forward(&self, input: &[f64]) -> Vec<f64> {
        let mut current = input.to_vec();
        for layer in self.layers.iter() {
            current = layer.forward(&current);
        }
        current
    }
}

#[differentiate]
fn cross_entropy(logits: &[f64], label: usize) -> f64 {
    let max = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let log_sum = logits.iter().map(|z| (z - max).exp()).sum::<f64>().ln() + max;
    log_sum - logits[label]
}

/// Mean loss of a network over data, with decay. After Nielsen, "Neural Networks and Deep Learning".
#[differentiate]
pub fn network_loss(
    net: &Sequential,
    #[constant] data: &[(Vec<f64>, usize)],
    #[constant] decay: f64,
) -> f64 {
    let fit: f64 = data.iter().map(|(x, label)| cross_entropy(&net.forward(x), *label)).sum();
    let penalty: f64 = net.layers.iter().map(|l| l.penalty()).sum();
    fit / data.len() as f64 + decay * penalty
}

/// A net that is put together in a builder's chain. After the crate `dfdx`'s tuples.
#[differentiate]
pub fn built_network(
    first: &Dense,
    second: &Dense,
    norm: &LayerNorm,
    slope: f64,
    x: &[f64],
) -> f64 {
    let inner: Box<dyn Layer> = Box::new(second.clone());
    let layers: Vec<Box<dyn Layer>> = vec![
        Box::new(first.clone()),
        Box::new(Activation::LeakyRelu(slope)),
        Box::new(norm.clone()),
        Box::new(Residual { inner }),
        Box::new(Activation::Gelu),
    ];
    let net = Sequential { layers };
    let out = net.forward(x);
    out.iter().map(|v| v * v).sum::<f64>().sqrt()
}

#[derive(Clone, Debug, Differentiable)]
pub struct LstmCell {
    pub w: Matrix,
    pub b: Vec<f64>,
}

#[differentiate]
fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[differentiate]
impl LstmCell {
    pub fn step(&self, x: f64, (h, c): (Vec<f64>, Vec<f64>)) -> (Vec<f64>, Vec<f64>) {
        let n = h.len();
        let gate = |g: usize, i: usize| {
            let row = self.w.row(g * n + i);
            let recurrent: f64 = row[1..].iter().zip(&h).map(|(w, v)| w * v).sum();
            row[0] * x + recurrent + self.b[g * n + i]
        };
        let mut h_next = Vec::with_capacity(n);
        let mut c_next = Vec::with_capacity(n);
        for i in 0..n {
            let forget = sigmoid(gate(0, i));
            let input = sigmoid(gate(1, i));
            let output = sigmoid(gate(2, i));
            let candidate = gate(3, i).tanh();
            let cell = forget * c[i] + input * candidate;
            c_next.push(cell);
            h_next.push(output * cell.tanh());
        }
        (h_next, c_next)
    }
}

/// What a recurrent cell says of a sequence. After Hochreiter and Schmidhuber 1997.
#[differentiate]
pub fn lstm_loss(cell: &LstmCell, inputs: &[f64], targets: &[f64]) -> f64 {
    let n = cell.b.len() / 4;
    let mut state = (vec![0.0; n], vec![0.0; n]);
    let mut loss = 0.0;
    for (&x, &y) in inputs.iter().zip(targets) {
        state = cell.step(x, state);
        let predicted: f64 = state.0.iter().sum();
        loss += (predicted - y).powi(2);
    }
    loss
}

/// A convolution with stride and padding, then pooling. After the crate `convolutions-rs`.
#[differentiate]
pub fn conv_pool(image: &[Vec<f64>], kernel: &[[f64; 3]; 3], bias: f64) -> Vec<f64> {
    let (h, w) = (image.len() as isize, image[0].len() as isize);
    let at = |r: isize, c: isize| {
        if r < 0 || c < 0 || r >= h || c >= w { 0.0 } else { image[r as usize][c as usize] }
    };
    let mut pooled = vec![];
    for r in (0..h).step_by(2) {
        let mut best = f64::MIN;
        for c in 0..w {
            let mut acc = bias;
            for (dr, row) in kernel.iter().enumerate() {
                for (dc, k) in row.iter().enumerate() {
                    acc += k * at(r + dr as isize - 1, c + dc as isize - 1);
                }
            }
            best = best.max(acc);
        }
        pooled.push(best);
    }
    pooled
}

/// A network's loss, by its parts.
#[differentiate]
fn loss_of_network(first: &Dense, slope: f64, norm: &LayerNorm) -> f64 {
    let first: Box<dyn Layer> = Box::new(first.clone());
    let second: Box<dyn Layer> = Box::new(Activation::LeakyRelu(slope));
    let third: Box<dyn Layer> = Box::new(norm.clone());
    let net = Sequential { layers: vec![first, second, third] };
    network_loss(&net, &[(vec![0.3, -0.7], 0), (vec![1.1, 0.4], 1)], 0.01)
}

corpus! {
    attention(&x, &wq, &wk, &wv) at (matrix(3, 0.3), matrix(2, 0.9), matrix(2, 0.4), matrix(2, 1.3));
    loss_of_network(&first, slope, &norm) at (dense(0.4), 0.1, norm());
    built_network(&first, &second, &norm, slope, &x) at (dense(0.4), dense(0.9), norm(), 0.2, vec![0.3, -0.7]);
    lstm_loss(&cell, &inputs, &targets) at (cell(), vec![0.3, -0.7, 1.2], vec![0.1, 0.4, -0.2]);
    conv_pool(&image, &kernel, bias) at (vec![vec![0.1, 0.7, 0.3], vec![0.9, -0.4, 0.6], vec![0.2, 0.8, -0.5]], [[0.1, 0.2, 0.3], [-0.4, 0.5, 0.6], [0.7, -0.8, 0.9]], 0.2);
}

fn matrix(rows: usize, seed: f64) -> Matrix {
    Matrix::from_vec(rows, 2, (0..2 * rows).map(|i| (seed * (i + 1) as f64).sin()).collect())
}

fn dense(seed: f64) -> Dense {
    Dense { weights: vec![vec![seed, -0.3], vec![0.7, 0.2 * seed]], bias: vec![0.1, -seed] }
}

fn norm() -> LayerNorm {
    LayerNorm { gamma: vec![1.1, 0.9], beta: vec![0.1, -0.2] }
}

fn cell() -> LstmCell {
    let w = Matrix::from_vec(8, 3, (0..24).map(|i| (i as f64).sin()).collect());
    LstmCell { w, b: vec![0.1, -0.2, 0.3, 0.0, 0.2, -0.1, 0.4, 0.1] }
}
