//! A small recurrent network that predicts the next value of a series: a step, the loss of a state, and the loss of a whole series.

#![allow(clippy::needless_range_loop)] // Indices, as in the formulas.

use ad_runtime::prelude::*;

/// Numbers of the state.
pub const HIDDEN: usize = 8;

/// Numbers in a row of the state's weights: one for each number of the state before, one for the input, and the bias.
const ROW: usize = HIDDEN + 2;

/// Numbers of parameters: the state's rows, then the weights of the prediction and its bias.
pub const PARAMS: usize = HIDDEN * ROW + HIDDEN + 1;

/// The state of the network before the series begins.
pub const START: [f64; HIDDEN] = [0.0; HIDDEN];

/// The next state: `tanh(W state + w input + b)`.
#[differentiate]
pub fn step(state: [f64; HIDDEN], params: &[f64], #[constant] input: f64) -> [f64; HIDDEN] {
    let mut next = [0.0; HIDDEN];
    for i in 0..HIDDEN {
        let row = &params[i * ROW..(i + 1) * ROW];
        let mut sum = row[HIDDEN] * input + row[HIDDEN + 1];
        for j in 0..HIDDEN {
            sum += row[j] * state[j];
        }
        next[i] = sum.tanh();
    }
    next
}

/// The squared error of the prediction that is made of a state.
#[differentiate]
pub fn error(state: [f64; HIDDEN], params: &[f64], #[constant] target: f64) -> f64 {
    let weights = &params[HIDDEN * ROW..];
    let mut prediction = weights[HIDDEN];
    for i in 0..HIDDEN {
        prediction += weights[i] * state[i];
    }
    0.5 * (prediction - target) * (prediction - target)
}

/// The loss of the whole series: each value is predicted from those before it. Its gradient is backpropagation through time.
#[differentiate]
pub fn loss(params: &[f64], #[constant] series: &[f64]) -> f64 {
    let mut state = START;
    let mut sum = 0.0;
    for t in 1..series.len() {
        state = step(state, params, series[t - 1]);
        sum += error(state, params, series[t]);
    }
    sum
}
