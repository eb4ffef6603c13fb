//! The two models and their losses: ordinary functions of ordinary slices.
//!
//! The parameters of a model are one slice, layer after layer: a layer's weights, one row for each of its inputs,
//! then its biases. With a row for each input, the inner loops run along the rows, which is what a processor likes.

#![allow(clippy::needless_range_loop)] // Indices, as in the formulas.

use ad_runtime::prelude::*;

use crate::data::{CLASSES, PIXELS};

/// Units of the network's hidden layer.
pub const HIDDEN: usize = 64;

/// Number of parameters of the softmax classifier.
pub const SOFTMAX_PARAMS: usize = (PIXELS + 1) * CLASSES;

/// Number of parameters of the network.
pub const NETWORK_PARAMS: usize = (PIXELS + 1) * HIDDEN + (HIDDEN + 1) * CLASSES;

/// Weight of the squared parameters in the losses.
const DECAY: f64 = 5e-5;

/// The linear classifier's scores of the ten digits for one image.
#[differentiate]
pub fn softmax_scores(params: &[f64], #[constant] image: &[f64]) -> [f64; CLASSES] {
    let mut scores = [0.0; CLASSES];
    for p in 0..PIXELS {
        let row = &params[p * CLASSES..(p + 1) * CLASSES];
        for c in 0..CLASSES {
            scores[c] += row[c] * image[p];
        }
    }
    let biases = &params[PIXELS * CLASSES..SOFTMAX_PARAMS];
    for c in 0..CLASSES {
        scores[c] += biases[c];
    }
    scores
}

/// The network's scores of the ten digits for one image.
#[differentiate(order = 2)]
pub fn network_scores(params: &[f64], #[constant] image: &[f64]) -> [f64; CLASSES] {
    let mut hidden = [0.0; HIDDEN];
    for p in 0..PIXELS {
        let row = &params[p * HIDDEN..(p + 1) * HIDDEN];
        for h in 0..HIDDEN {
            hidden[h] += row[h] * image[p];
        }
    }
    let biases = &params[PIXELS * HIDDEN..(PIXELS + 1) * HIDDEN];
    for h in 0..HIDDEN {
        hidden[h] = (hidden[h] + biases[h]).tanh();
    }

    let output = &params[(PIXELS + 1) * HIDDEN..NETWORK_PARAMS];
    let mut scores = [0.0; CLASSES];
    for h in 0..HIDDEN {
        let row = &output[h * CLASSES..(h + 1) * CLASSES];
        for c in 0..CLASSES {
            scores[c] += row[c] * hidden[h];
        }
    }
    let biases = &output[HIDDEN * CLASSES..(HIDDEN + 1) * CLASSES];
    for c in 0..CLASSES {
        scores[c] += biases[c];
    }
    scores
}

/// The linear classifier's loss: the mean cross-entropy, and the decay.
#[differentiate]
pub fn softmax_loss(params: &[f64], #[constant] images: &[f64], labels: &[usize]) -> f64 {
    let mut sum = 0.0;
    for n in 0..labels.len() {
        let scores = softmax_scores(params, &images[n * PIXELS..(n + 1) * PIXELS]);
        sum += cross_entropy(&scores, labels[n]);
    }
    sum / labels.len() as f64 + decay(params)
}

/// The network's loss: the mean cross-entropy, and the decay.
#[differentiate(order = 2)]
pub fn network_loss(params: &[f64], #[constant] images: &[f64], labels: &[usize]) -> f64 {
    let mut sum = 0.0;
    for n in 0..labels.len() {
        let scores = network_scores(params, &images[n * PIXELS..(n + 1) * PIXELS]);
        sum += cross_entropy(&scores, labels[n]);
    }
    sum / labels.len() as f64 + decay(params)
}

/// `−ln softmax(scores)[label]`. With the largest score taken out, no exponential overflows.
#[differentiate(order = 2)]
pub fn cross_entropy(scores: &[f64], label: usize) -> f64 {
    let mut largest = scores[0];
    for c in 1..scores.len() {
        largest = largest.max(scores[c]);
    }
    let mut sum = 0.0;
    for c in 0..scores.len() {
        sum += (scores[c] - largest).exp();
    }
    sum.ln() + largest - scores[label]
}

/// Keeps the parameters small.
#[differentiate(order = 2)]
pub fn decay(params: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..params.len() {
        sum += params[i] * params[i];
    }
    0.5 * DECAY * sum
}
