//! A recurrent network's gradient while it runs, against backpropagation through time, on three centuries of sunspots.
//!
//! `cargo run --release -p examples --bin rtrl` computes the gradient of the same loss in both ways, of 300 years and of
//! 30,000, for which the record is repeated, and prints how far they agree, the most memory each had at a time, and what a step costs.
//! Then it trains the network online, a small step along each year's gradient.

mod model;
mod online;

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use allocation_counter::measure;
use model::{HIDDEN, PARAMS, loss};
use online::Online;

const FILE: &str = include_str!("../../data/sunspots.csv");

/// The numbers of sunspots are divided by this.
const SCALE: f64 = 200.0;

/// Decides the network's parameters.
const SEED: u64 = 1989;

/// How often a gradient is timed.
const RUNS: usize = 5;

/// How far the network steps along the gradient of a year, in training.
const RATE: f64 = 0.02;

/// How often the record is seen in training.
const SWEEPS: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let record = parse()?;
    println!(
        "{} years of sunspots, {HIDDEN} numbers of state, {PARAMS} parameters\n",
        record.len()
    );
    println!(
        "  years  difference     memory: online, through time    a step: online, through time"
    );
    let params = start();
    for years in [300, 30_000] {
        let series: Vec<f64> = record.iter().copied().cycle().take(years).collect();
        compare(&params, &series);
    }
    println!();
    train(params, &record);
    Ok(())
}

fn parse() -> Result<Vec<f64>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_reader(FILE.as_bytes());
    let mut values = Vec::new();
    for record in reader.records() {
        values.push(record?[1].parse::<f64>()? / SCALE);
    }
    Ok(values)
}

/// Random numbers, such that the state remembers for some years.
fn start() -> Vec<f64> {
    let mut random = fastrand::Rng::with_seed(SEED);
    let scale = 2.5 / (HIDDEN as f64).sqrt();
    (0..PARAMS).map(|_| scale * (random.f64() - 0.5)).collect()
}

fn compare(params: &[f64], series: &[f64]) {
    let online = || online::value_and_grad(params, series);
    let through_time = || loss::value_and_grad(params, series);
    let (gradient, expected) = (online().1, through_time().1);
    let largest = expected.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
    let difference =
        gradient.iter().zip(&expected).fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()));
    let [memory, memory_through_time] = [most_bytes(online), most_bytes(through_time)];
    let [time, time_through_time] = [median_seconds(online), median_seconds(through_time)]
        .map(|t| 1e6 * t / series.len() as f64);
    println!(
        "{:7}     {:.1e} {memory:16} B {memory_through_time:11} B {time:12.2} µs {time_through_time:10.2} µs",
        series.len(),
        difference / largest,
    );
}

/// The most memory that a computation had at a time.
fn most_bytes<T>(compute: impl Fn() -> T) -> u64 {
    measure(|| drop(black_box(compute()))).bytes_max
}

fn median_seconds<T>(compute: impl Fn() -> T) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begin = Instant::now();
            drop(black_box(compute()));
            begin.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

/// Each year a step along the gradient of that year's error, with the sensitivities that were gathered on the way: they are of the parameters
/// as they were, which changes little where steps are small.
fn train(mut params: Vec<f64>, record: &[f64]) {
    for sweep in 0..=SWEEPS {
        let mut online = Online::new();
        for pair in record.windows(2) {
            online.observe(&params, pair[0], pair[1]);
            for (param, bar) in params.iter_mut().zip(&mut online.gradient) {
                *param -= RATE * std::mem::take(bar);
            }
        }
        if sweep % 20 == 0 {
            let error = (2.0 * online.loss / (record.len() - 1) as f64).sqrt();
            println!("sweep {sweep:2}: predictions are off by {:.1} sunspots", SCALE * error);
        }
    }
}
