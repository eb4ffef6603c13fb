//! Real-time recurrent learning: forward mode of a step in all directions of the parameters, while a real series goes on, is backpropagation through time
//! of the whole loop, in memory that doesn't grow with the series.

use ad_runtime::prelude::*;
use allocation_counter::measure;

/// Yearly sunspots since 1700.
const FILE: &str = include_str!("../../../examples/data/sunspots.csv");

const N: usize = 5;

/// A recurrent unit that forgets by a gate.
#[derive(Differentiable, Clone)]
struct Unit {
    /// A row for each number of the state: its weights, and that of the input.
    keep: [[f64; N]; N],
    change: [[f64; N]; N],
    keep_input: [f64; N],
    change_input: [f64; N],
    out: [f64; N],
    bias: f64,
}

#[differentiate]
fn dot(a: &[f64; N], b: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for i in 0..N {
        sum += a[i] * b[i];
    }
    sum
}

#[differentiate]
fn step(h: [f64; N], unit: &Unit, #[constant] x: f64) -> [f64; N] {
    let mut next = h;
    for i in 0..N {
        let keep = 1.0 / (1.0 + (-dot(&unit.keep[i], &h) - unit.keep_input[i] * x).exp());
        let change = (dot(&unit.change[i], &h) + unit.change_input[i] * x).tanh();
        next[i] = keep * h[i] + (1.0 - keep) * change;
    }
    next
}

#[differentiate]
fn error(h: [f64; N], unit: &Unit, #[constant] y: f64) -> f64 {
    let miss = dot(&unit.out, &h) + unit.bias - y;
    miss * miss
}

#[differentiate]
fn loss(unit: &Unit, #[constant] xs: &[f64]) -> f64 {
    let mut h = [0.0; N];
    let mut sum = 0.0;
    for t in 1..xs.len() {
        h = step(h, unit, xs[t - 1]);
        sum += error(h, unit, xs[t]);
    }
    sum
}

fn start() -> Unit {
    let mut random = fastrand::Rng::with_seed(1989);
    let mut number = || 3.0 * (random.f64() - 0.5);
    let mut row = || std::array::from_fn(|_| number());
    let [keep, change] = std::array::from_fn(|_| std::array::from_fn(|_| row()));
    let [keep_input, change_input, out] = std::array::from_fn(|_| row());
    Unit { keep, change, keep_input, change_input, out, bias: 0.2 }
}

/// The record, repeated.
fn series(length: usize) -> Vec<f64> {
    let values = FILE.lines().skip(1).map(|line| {
        let (_, value) = line.split_once(',').expect("a year and a value");
        value.parse::<f64>().expect("a number") / 200.0
    });
    values.collect::<Vec<_>>().into_iter().cycle().take(length).collect()
}

/// The gradients after each step are handed to `seen`; the last is the result.
fn online(unit: &Unit, xs: &[f64], mut seen: impl FnMut(usize, &[f64])) -> Vec<f64> {
    let n = unit.n_coordinates();
    let mut directions: Vec<_> = (0..n).map(|k| unit_tangent(unit, k)).collect();
    let mut sensitivities = vec![[0.0; N]; n];
    let mut unit_bar = unit.zero_tangent();
    let (mut h, mut gradient, mut sum) = ([0.0; N], vec![0.0; n], vec![0.0; n]);
    for t in 1..xs.len() {
        let before = h;
        for (h_dot, unit_dot) in sensitivities.iter_mut().zip(&mut directions) {
            (h, *h_dot) = step::jvp(before, unit, xs[t - 1], *h_dot, unit_dot);
        }
        let mut h_bar = [0.0; N];
        error::accumulate_grad(h, unit, xs[t], &mut h_bar, &mut unit_bar);
        unit_bar.coordinates_into(&mut sum);
        for ((gradient, sum), h_dot) in gradient.iter_mut().zip(&mut sum).zip(&sensitivities) {
            *gradient += dot(h_dot, &h_bar);
            *sum += *gradient;
        }
        seen(t, &sum);
    }
    sum
}

/// The direction of one of the parameters.
fn unit_tangent(unit: &Unit, k: usize) -> <Unit as ad_runtime::Differentiable>::Tangent {
    let mut tangent = unit.zero_tangent();
    let mut list = vec![0.0; unit.n_coordinates()];
    list[k] = 1.0;
    tangent.set_coordinates(&list);
    tangent
}

#[track_caller]
fn assert_equal(online: &[f64], through_time: &[f64]) {
    let largest = through_time.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
    assert!(largest > 1e-3, "{largest}");
    for (a, b) in online.iter().zip(through_time) {
        assert!((a - b).abs() <= 1e-12 * largest, "{a} online, {b} through time");
    }
}

#[test]
fn the_gradient_of_a_step_is_one() {
    let unit = start();
    step::check([0.1, -0.2, 0.3, 0.4, -0.5], &unit, 0.7).expect("derivatives agree");
    loss::check(&unit, &series(40)).expect("derivatives agree");
}

#[test]
fn equal_to_backpropagation_through_time() {
    let unit = start();
    for length in [2, 300, 30_000] {
        let xs = series(length);
        let through_time = loss::grad(&unit, &xs).to_coordinates();
        assert_equal(&online(&unit, &xs, |_, _| ()), &through_time);
    }
}

#[test]
fn equal_on_the_way() {
    let unit = start();
    let xs = series(120);
    online(&unit, &xs, |t, gradient| {
        assert_equal(gradient, &loss::grad(&unit, &xs[..=t]).to_coordinates());
    });
}

#[test]
fn memory_is_independent_of_the_length() {
    let unit = start();
    let used = |length: usize| {
        let xs = series(length);
        let online = measure(|| drop(online(&unit, &xs, |_, _| ())));
        let through_time = measure(|| _ = loss::grad(&unit, &xs));
        [online, through_time].map(|info| (info.bytes_max, info.count_total))
    };
    let [(few_online, count), (few, _)] = used(300);
    let [(online, count_of_many), (many, _)] = used(30_000);
    assert_eq!((online, count_of_many), (few_online, count));
    assert!(many > 50 * few, "{many} bytes, {few} of few steps");
    assert!(many > 100 * online, "{many} bytes, {online} online");
}
