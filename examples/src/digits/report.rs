//! What the program prints about the models and the derivative.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::train::Trained;
use examples::data::{Digits, PIXELS};
use examples::model::network_loss;

/// Rounds of the timing.
const ROUNDS: usize = 41;

/// Digits on which the derivative is checked. Finite differences need the loss twice and more for each parameter.
const CHECKED: usize = 10;

/// A table of the trained models.
pub fn accuracies(models: &[Trained]) {
    println!(
        "\n{:<20}{:>11}{:>15}{:>15}{:>11}",
        "", "parameters", "training loss", "test accuracy", "time"
    );
    for trained in models {
        println!(
            "{:<20}{:>11}{:>15.4}{:>13.1} %{:>9.1} s",
            trained.model.name,
            trained.params.len(),
            trained.last().loss,
            100.0 * trained.last().accuracy,
            trained.time.as_secs_f64(),
        );
    }
}

/// The time of the network's gradient against that of its loss, measured in turn.
pub fn gradient_cost(network: &Trained, training: &Digits) {
    let Digits { images, labels } = training;
    let params = &network.params;
    let mut params_bar = vec![0.0; params.len()];
    let mut loss_times = Vec::new();
    let mut gradient_times = Vec::new();
    for _ in 0..ROUNDS {
        loss_times.push(time(|| (network.model.loss)(black_box(params), images, labels)));
        gradient_times.push(time(|| {
            network_loss::grad_into(black_box(params), images, labels, &mut params_bar)
        }));
    }

    let (loss, gradient) = (median(loss_times), median(gradient_times));
    println!("\nthe network's loss over {} digits   {:>8.2} ms", labels.len(), loss * 1e3);
    println!(
        "loss and gradient                  {:>8.2} ms, {:.2} times the loss",
        gradient * 1e3,
        gradient / loss
    );
}

fn time(call: impl FnOnce() -> f64) -> Duration {
    let start = Instant::now();
    black_box(call());
    start.elapsed()
}

/// In seconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

/// Checks the network's gradient against forward mode and finite differences.
pub fn check(network: &Trained, test: &Digits) -> Result<(), Box<dyn Error>> {
    let (images, labels) = (&test.images[..CHECKED * PIXELS], &test.labels[..CHECKED]);
    println!("\n{}\n", network_loss::check(&network.params, images, labels)?);
    Ok(())
}
