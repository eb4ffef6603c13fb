//! The gradient of [`crate::gmm::gmm_objective()`] written by hand as the mirror of its loops: the measure for speed.
//!
//! What ADBench's manual version does: value and gradient of one point in one pass, nothing stored for later. With
//! `z = x_p − μ_c`, `y = Q z` and the responsibilities `r_c = exp(t_c − lse(t))`, which are the cotangents of the
//! point's terms, each point adds
//!
//! ```text
//! α_bar_c    +=  r_c
//! Q_bar[i][j] −=  r_c·y_i·z_j          (j ≤ i)
//! μ_bar_j    +=  r_c·y_i·Q[i][j]       (j ≤ i)
//! ```
//!
//! and what doesn't depend on the points follows after the last one. These are the multiplications of a reverse sweep
//! of the objective. [`crate::gmm_by_hand`] needs fewer, because it exchanges the sums.

use crate::gmm::{log_density_constant, log_sum_exp, wishart_prior};
use crate::gmm_by_hand::{Components, add, packed, responsibilities};

/// Adds the gradient to `alphas_bar`, `means_bar` and `icf_bar`; returns the value.
#[allow(clippy::too_many_arguments)]
pub fn accumulate_grad(
    alphas: &[f64],
    means: &[f64],
    icf: &[f64],
    x: &[f64],
    gamma: f64,
    m: usize,
    alphas_bar: &mut [f64],
    means_bar: &mut [f64],
    icf_bar: &mut [f64],
) -> f64 {
    let k = alphas.len();
    let d = means.len() / k;
    let n = x.len() / d;

    let components = Components::new(alphas, means, icf);
    let mut cotangents = Cotangents::zero(d, k);
    let mut log_likelihood = 0.0;
    let mut z = vec![0.0; d * k];
    let mut y = vec![0.0; d * k];
    let mut terms = vec![0.0; k];
    for point in x.chunks_exact(d) {
        components.log_terms(point, &mut z, &mut y, &mut terms);
        log_likelihood += responsibilities(&mut terms);
        cotangents.add(&components, &terms, &z, &mut y);
    }

    let log_normaliser = log_sum_exp(alphas);
    for c in 0..k {
        let weight = (alphas[c] - log_normaliser).exp();
        alphas_bar[c] += cotangents.log_weights[c] - n as f64 * weight;
    }
    cotangents.pull_back(&components, gamma, m as f64, means_bar, icf_bar);

    log_density_constant(n, d) + log_likelihood - n as f64 * log_normaliser
        + wishart_prior(icf, k, d, gamma, m)
}

/// The same, overwriting the bars.
#[allow(clippy::too_many_arguments)]
pub fn grad_into(
    alphas: &[f64],
    means: &[f64],
    icf: &[f64],
    x: &[f64],
    gamma: f64,
    m: usize,
    alphas_bar: &mut [f64],
    means_bar: &mut [f64],
    icf_bar: &mut [f64],
) -> f64 {
    alphas_bar.fill(0.0);
    means_bar.fill(0.0);
    icf_bar.fill(0.0);
    accumulate_grad(alphas, means, icf, x, gamma, m, alphas_bar, means_bar, icf_bar)
}

/// The cotangents of [`Components`], laid out in the same way.
struct Cotangents {
    centers: Vec<f64>,
    factors: Vec<f64>,
    log_weights: Vec<f64>,
}

impl Cotangents {
    fn zero(d: usize, k: usize) -> Cotangents {
        Cotangents {
            centers: vec![0.0; d * k],
            factors: vec![0.0; packed(d, 0) * k],
            log_weights: vec![0.0; k],
        }
    }

    /// Adds one point; scales `y` by the responsibilities.
    fn add(&mut self, components: &Components, r: &[f64], z: &[f64], y: &mut [f64]) {
        let k = components.k;
        add(&mut self.log_weights, r);
        for (i, y_i) in y.chunks_exact_mut(k).enumerate() {
            scale(y_i, r);
            let rows = packed(i, 0) * k..packed(i, i + 1) * k;
            let factors = components.factors[rows.clone()].chunks_exact(k);
            let factors = factors.zip(self.factors[rows].chunks_exact_mut(k));
            let zs = z.chunks_exact(k).zip(self.centers.chunks_exact_mut(k));
            for ((factor, factor_bar), (z_j, center_bar)) in factors.zip(zs) {
                pull_back_product(factor_bar, center_bar, y_i, factor, z_j);
            }
        }
    }

    /// Adds the gradient by the means and by `icf`, where the prior comes in.
    fn pull_back(
        &self,
        components: &Components,
        gamma: f64,
        m: f64,
        means_bar: &mut [f64],
        icf_bar: &mut [f64],
    ) {
        let (d, k) = (components.d, components.k);
        let blocks_bar = icf_bar.chunks_exact_mut(packed(d, 0));
        for (c, (mean_bar, block_bar)) in means_bar.chunks_exact_mut(d).zip(blocks_bar).enumerate()
        {
            for i in 0..d {
                mean_bar[i] += self.centers[i * k + c];
                for j in 0..=i {
                    let at = packed(i, j) * k + c;
                    let factor = components.factors[at];
                    let factor_bar = self.factors[at] + gamma * gamma * factor;
                    if i == j {
                        block_bar[i] += self.log_weights[c] - m + factor * factor_bar;
                    } else {
                        block_bar[d + j * d - j * (j + 1) / 2 + (i - j - 1)] += factor_bar;
                    }
                }
            }
        }
    }
}

/// The reverse of `y_i += factor·z_j`, where `z_j = x_j − center`: with `y` the negative cotangent of `y_i`.
fn pull_back_product(
    factor_bar: &mut [f64],
    center_bar: &mut [f64],
    y: &[f64],
    factor: &[f64],
    z: &[f64],
) {
    let bars = factor_bar.iter_mut().zip(center_bar);
    for ((((factor_bar, center_bar), y), factor), z) in bars.zip(y).zip(factor).zip(z) {
        *factor_bar -= y * z;
        *center_bar += y * factor;
    }
}

fn scale(y: &mut [f64], a: &[f64]) {
    for (y, a) in y.iter_mut().zip(a) {
        *y *= a;
    }
}
