//! The objective of [`crate::gmm`] written the way the formulas read: one component after the other.
//!
//! The same operations in the same order, so the same value to the last bit; but the loop over the components
//! encloses the others here, and what the compiler sees inside it are short scalar sums.

#![allow(clippy::needless_range_loop)] // Indices, as in the formulas.

use ad_runtime::prelude::*;

use crate::gmm::{log_density_constant, log_sum_exp, wishart_prior};

/// The objective `F`, component by component; arguments as in [`crate::gmm::gmm_objective()`].
#[differentiate]
pub fn gmm_objective_by_component(
    alphas: &[f64],
    means: &[f64],
    icf: &[f64],
    #[constant] x: &[f64],
    #[constant] gamma: f64,
    m: usize,
) -> f64 {
    let k = alphas.len();
    let d = means.len() / k;
    let n = x.len() / d;
    let s = d * (d + 1) / 2;

    // Each Q as d rows of d.
    let mut factors = vec![0.0; k * d * d];
    let mut log_weights = vec![0.0; k];
    for c in 0..k {
        let block = &icf[c * s..(c + 1) * s];
        let mut log_det = 0.0;
        for j in 0..d {
            log_det += block[j];
            factors[(c * d + j) * d + j] = block[j].exp();
            for i in j + 1..d {
                factors[(c * d + i) * d + j] = block[d + j * d - j * (j + 1) / 2 + (i - j - 1)];
            }
        }
        log_weights[c] = alphas[c] + log_det;
    }

    let mut log_likelihood = 0.0;
    for p in 0..n {
        let point = &x[p * d..(p + 1) * d];
        let mut terms = log_weights.clone();
        for c in 0..k {
            let mean = &means[c * d..(c + 1) * d];
            let factor = &factors[c * d * d..(c + 1) * d * d];
            for i in 0..d {
                let row = &factor[i * d..(i + 1) * d];
                let mut y = row[i] * (point[i] - mean[i]);
                for j in 0..i {
                    y += row[j] * (point[j] - mean[j]);
                }
                terms[c] -= 0.5 * (y * y);
            }
        }
        log_likelihood += log_sum_exp(&terms);
    }

    log_density_constant(n, d) + log_likelihood - n as f64 * log_sum_exp(alphas)
        + wishart_prior(icf, k, d, gamma, m)
}
