//! How much a gradient of the Gaussian mixture costs: `cargo bench -p ad-tests --bench gmm`.

use std::hint::black_box;
use std::time::Duration;

use ad_tests::adbench::Gmm;
use ad_tests::gmm::gmm_objective;
use ad_tests::gmm_by_component::gmm_objective_by_component;
use ad_tests::gmm_by_hand;
use ad_tests::interleaved::{Entrant, race};

fn main() {
    for name in ["1k/gmm_d10_K25", "10k/gmm_d10_K25", "1k/gmm_d32_K50"] {
        let Gmm { alphas, means, icf, x, gamma, m, .. } = &Gmm::read(name);
        let (gamma, m) = (*gamma, *m);
        let [mut by_hand, mut derived, mut derived_by_component] =
            [(); 3].map(|()| bars(alphas, means, icf));
        let entrants = vec![
            Entrant::new("objective", || {
                black_box(gmm_objective(black_box(alphas), means, icf, x, gamma, m));
            }),
            Entrant::new("objective, by component", || {
                let alphas = black_box(alphas);
                black_box(gmm_objective_by_component(alphas, means, icf, x, gamma, m));
            }),
            Entrant::new("gradient by hand", || {
                let alphas = black_box(alphas);
                let [a, b, c] = &mut by_hand;
                black_box(gmm_by_hand::grad_into(alphas, means, icf, x, gamma, m, a, b, c));
            }),
            Entrant::new("gradient", || {
                let alphas = black_box(alphas);
                let [a, b, c] = &mut derived;
                black_box(gmm_objective::grad_into(alphas, means, icf, x, gamma, m, a, b, c));
            }),
            Entrant::new("gradient, by component", || {
                let alphas = black_box(alphas);
                let [a, b, c] = &mut derived_by_component;
                black_box(gmm_objective_by_component::grad_into(
                    alphas, means, icf, x, gamma, m, a, b, c,
                ));
            }),
        ];
        println!("{}", race(name, Duration::from_secs(6), entrants));
    }
}

/// One cotangent for each differentiable parameter.
fn bars(alphas: &[f64], means: &[f64], icf: &[f64]) -> [Vec<f64>; 3] {
    [alphas, means, icf].map(|values| vec![0.0; values.len()])
}
