//! The Gaussian mixture: every way to the gradient against ADBench's references.

use ad_tests::adbench::{Gmm, distance, largest_distance};
use ad_tests::gmm::gmm_objective;
use ad_tests::gmm_by_component::gmm_objective_by_component;
use ad_tests::gmm_by_hand;

/// The distance from a reference that ADBench accepts.
const TOLERANCE: f64 = 1e-8;

const INSTANCES: [&str; 5] =
    ["syn_gmm_d3_K4_n50", "1k/gmm_d2_K5", "1k/gmm_d10_K25", "1k/gmm_d32_K50", "10k/gmm_d10_K25"];

/// These take seconds without optimisation, so they are tested only with it.
const LARGE_INSTANCES: [&str; 2] = ["1k/gmm_d64_K100", "10k/gmm_d32_K50"];

fn instances() -> impl Iterator<Item = (&'static str, Gmm)> {
    let large = if cfg!(debug_assertions) { &[][..] } else { &LARGE_INSTANCES };
    INSTANCES.iter().chain(large).map(|&name| (name, Gmm::read(name)))
}

/// The gradient by `alphas`, `means` and `icf`.
type Bars = (Vec<f64>, Vec<f64>, Vec<f64>);

/// `(alphas, means, icf, x, gamma, m)` to value and gradient.
type ValueAndGrad = fn(&[f64], &[f64], &[f64], &[f64], f64, usize) -> (f64, Bars);

fn by_hand(
    alphas: &[f64],
    means: &[f64],
    icf: &[f64],
    x: &[f64],
    gamma: f64,
    m: usize,
) -> (f64, Bars) {
    let mut bars = (vec![0.0; alphas.len()], vec![0.0; means.len()], vec![0.0; icf.len()]);
    let (a, b, c) = (&mut bars.0, &mut bars.1, &mut bars.2);
    let value = gmm_by_hand::accumulate_grad(alphas, means, icf, x, gamma, m, a, b, c);
    (value, bars)
}

/// Value and gradient at an instance, the gradient in one piece.
fn at(instance: &Gmm, value_and_grad: ValueAndGrad) -> (f64, Vec<f64>) {
    let Gmm { alphas, means, icf, x, gamma, m, .. } = instance;
    let (value, bars) = value_and_grad(alphas, means, icf, x, *gamma, *m);
    (value, [bars.0, bars.1, bars.2].concat())
}

fn agrees_with_references(value_and_grad: ValueAndGrad) {
    for (name, instance) in instances() {
        let (value, gradient) = at(&instance, value_and_grad);
        assert!(distance(value, instance.value) < TOLERANCE, "{name}: {value}");
        let distance = largest_distance(&gradient, &instance.gradient);
        assert!(distance < TOLERANCE, "{name}: the gradient is off by {distance:e}");
    }
}

/// All references have `γ = 1`, `m = 0`. These figures, of ADBench's C++ too, have other ones:
/// the value, and `Σ J_q`, `Σ (q + 1)·J_q` and `‖J‖` of the gradient.
fn agrees_with_other_wishart_parameters(value_and_grad: ValueAndGrad) {
    let instance = Gmm { gamma: 0.7, m: 3, ..Gmm::read("1k/gmm_d10_K25") };
    let (value, gradient) = at(&instance, value_and_grad);
    let sum: f64 = gradient.iter().sum();
    let weighted: f64 = (1..).zip(&gradient).map(|(q, entry)| q as f64 * entry).sum();
    let norm = gradient.iter().map(|entry| entry * entry).sum::<f64>().sqrt();

    let figures = [value, sum, weighted, norm];
    let expected = [-2.45964528080616e4, -1.956459930312e4, -6.694873324835e6, 2.644932546013e3];
    for (figure, expected) in figures.into_iter().zip(expected) {
        assert!((figure - expected).abs() < 1e-10 * expected.abs(), "{figure} for {expected}");
    }
}

#[test]
fn both_objectives_agree_with_references() {
    for (name, Gmm { alphas, means, icf, x, gamma, m, value, .. }) in instances() {
        let side_by_side = gmm_objective(&alphas, &means, &icf, &x, gamma, m);
        let by_component = gmm_objective_by_component(&alphas, &means, &icf, &x, gamma, m);
        assert!(distance(side_by_side, value) < 1e-12, "{name}: {side_by_side} for {value}");
        assert_eq!(side_by_side, by_component, "{name}");
    }
}

#[test]
fn hand_written_gradient_agrees_with_references() {
    agrees_with_references(by_hand);
    agrees_with_other_wishart_parameters(by_hand);
}

#[test]
fn reverse_mode_agrees_with_references() {
    agrees_with_references(gmm_objective::value_and_grad);
    agrees_with_other_wishart_parameters(gmm_objective::value_and_grad);
}

#[test]
fn reverse_mode_by_component_agrees_with_references() {
    agrees_with_references(gmm_objective_by_component::value_and_grad);
    agrees_with_other_wishart_parameters(gmm_objective_by_component::value_and_grad);
}

#[test]
fn both_modes_agree_with_differences() {
    let Gmm { alphas, means, icf, x, .. } = Gmm::read("syn_gmm_d3_K4_n50");
    gmm_objective::check(&alphas, &means, &icf, &x, 0.7, 3).expect("they agree");
}

#[test]
fn both_modes_by_component_agree_with_differences() {
    let Gmm { alphas, means, icf, x, .. } = Gmm::read("syn_gmm_d3_K4_n50");
    gmm_objective_by_component::check(&alphas, &means, &icf, &x, 0.7, 3).expect("they agree");
}
