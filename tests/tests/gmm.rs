//! The Gaussian mixture: every way to the gradient against ADBench's references.

use ad_tests::adbench::{Gmm, distance, largest_distance};
use ad_tests::gmm::gmm_objective;
use ad_tests::gmm_by_component::gmm_objective_by_component;
use ad_tests::gmm_by_hand;
use ad_tests::gmm_by_hand_mirrored;

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

/// `(alphas, means, icf, x, gamma, m, alphas_bar, means_bar, icf_bar)` to the value; adds to the bars.
type AccumulateGrad =
    fn(&[f64], &[f64], &[f64], &[f64], f64, usize, &mut [f64], &mut [f64], &mut [f64]) -> f64;

/// Value and gradient at an instance, the gradient in one piece.
fn at(instance: &Gmm, accumulate_grad: AccumulateGrad) -> (f64, Vec<f64>) {
    let Gmm { alphas, means, icf, x, gamma, m, .. } = instance;
    let [mut a, mut b, mut c] = [alphas, means, icf].map(|values| vec![0.0; values.len()]);
    let value = accumulate_grad(alphas, means, icf, x, *gamma, *m, &mut a, &mut b, &mut c);
    (value, [a, b, c].concat())
}

fn agrees_with_references(accumulate_grad: AccumulateGrad) {
    for (name, instance) in instances() {
        let (value, gradient) = at(&instance, accumulate_grad);
        assert!(distance(value, instance.value) < TOLERANCE, "{name}: {value}");
        let distance = largest_distance(&gradient, &instance.gradient);
        assert!(distance < TOLERANCE, "{name}: the gradient is off by {distance:e}");
    }
}

/// All references have `γ = 1`, `m = 0`. These figures, of ADBench's C++ too, have other ones:
/// the value, and `Σ J_q`, `Σ (q + 1)·J_q` and `‖J‖` of the gradient.
fn agrees_with_other_wishart_parameters(accumulate_grad: AccumulateGrad) {
    let instance = Gmm { gamma: 0.7, m: 3, ..Gmm::read("1k/gmm_d10_K25") };
    let (value, gradient) = at(&instance, accumulate_grad);
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
fn mirrored_by_hand_agrees_with_references() {
    agrees_with_references(gmm_by_hand_mirrored::accumulate_grad);
    agrees_with_other_wishart_parameters(gmm_by_hand_mirrored::accumulate_grad);
}

#[test]
fn moments_by_hand_agree_with_references() {
    agrees_with_references(gmm_by_hand::accumulate_grad);
    agrees_with_other_wishart_parameters(gmm_by_hand::accumulate_grad);
}

#[test]
fn reverse_mode_agrees_with_references() {
    agrees_with_references(gmm_objective::accumulate_grad);
    agrees_with_other_wishart_parameters(gmm_objective::accumulate_grad);
}

#[test]
fn reverse_mode_by_component_agrees_with_references() {
    agrees_with_references(gmm_objective_by_component::accumulate_grad);
    agrees_with_other_wishart_parameters(gmm_objective_by_component::accumulate_grad);
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
