//! Reads handwritten digits: trains a softmax classifier and a network with one hidden layer.
//!
//! `cargo run --release -p examples` trains both with exact gradients of their losses, reports how well they
//! read and what the gradients cost, and draws `digits.svg`. The losses, in `../model.rs`, are ordinary functions;
//! `#[differentiate]` above them is all that makes their gradients.

mod picture;
mod report;
mod train;

use std::error::Error;
use std::path::Path;

use examples::model::{HIDDEN, NETWORK_PARAMS, SOFTMAX_PARAMS};
use examples::{data, model};
use train::Model;

/// Decides the split of the digits and the network's start.
const SEED: u64 = 1998;

fn main() -> Result<(), Box<dyn Error>> {
    let (training, test) = data::load(SEED)?;
    println!("{} digits to train on, {} to test on\n", training.len(), test.len());

    let softmax = Model {
        name: "softmax classifier",
        scores: model::softmax_scores,
        loss: model::softmax_loss,
        grad: model::softmax_loss::grad,
        start: vec![0.0; SOFTMAX_PARAMS],
    };
    let network = Model {
        name: "network",
        scores: model::network_scores,
        loss: model::network_loss,
        grad: model::network_loss::grad,
        start: random_start(),
    };
    let models =
        [train::train(&softmax, &training, &test)?, train::train(&network, &training, &test)?];

    report::accuracies(&models);
    report::gradient_cost(&models[1], &training);
    report::check(&models[1], &test)?;

    let path = Path::new("digits.svg");
    picture::draw(path, &models, &test)?;
    println!("drew {}", path.display());
    Ok(())
}

/// Small random numbers, so that no two hidden units are alike.
fn random_start() -> Vec<f64> {
    let mut random = fastrand::Rng::with_seed(SEED);
    let scale = 1.0 / (HIDDEN as f64).sqrt();
    (0..NETWORK_PARAMS).map(|_| scale * (random.f64() - 0.5)).collect()
}
