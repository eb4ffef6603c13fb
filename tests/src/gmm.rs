//! ADBench's first objective: the log-likelihood of a Gaussian mixture with a Wishart prior.
//!
//! ```text
//! S_c = Σ_i q_{c,i}                                        q: logarithms of the diagonal of Q
//! y   = Q_c (x_p − μ_c)
//! t_c = α_c + S_c − Σ_i ½ y_i²
//! F   = −n·d·½·ln(2π) + Σ_p lse(t) − n·lse(α) + P          lse(v) = ln Σ_c exp(v_c)
//! P   = Σ_c [ ½γ²(Σ_i exp(q_{c,i})² + Σ_{i>j} Q_c[i][j]²) − m·S_c ] − k·C
//! ```
//!
//! A component's block of `icf` holds its lower triangular `Q`: the `d` logarithms of the diagonal, then the
//! strictly lower part column by column. All sums run in ascending order.
//!
//! [`gmm_objective()`] keeps the components side by side: every inner loop runs over the components, whose sums
//! don't depend on each other, so the compiler vectorises it. [`crate::gmm_by_component`] computes the same
//! numbers one component after the other.

#![allow(clippy::needless_range_loop)] // Indices, as in the formulas.

use std::f64::consts::LN_2;

use ad_runtime::prelude::*;

/// ADBench's own π, of twelve digits.
#[allow(clippy::approx_constant)]
const PI: f64 = 3.14159265359;

/// The objective `F`, all components at once.
///
/// `alphas[k]`, `means[k·d]`, `icf[k·d(d+1)/2]` are the parameters; `x[n·d]`, `gamma` and `m` are constants.
#[differentiate(order = 2)]
pub fn gmm_objective(
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

    // Rows of k numbers, one for each component: row i of `centers` is the mean's coordinate i,
    // row i(i+1)/2 + j of `factors` is Q[i][j].
    let mut centers = vec![0.0; d * k];
    let mut factors = vec![0.0; s * k];
    let mut log_weights = vec![0.0; k];
    for c in 0..k {
        let mean = &means[c * d..(c + 1) * d];
        let block = &icf[c * s..(c + 1) * s];
        let mut log_det = 0.0;
        for i in 0..d {
            centers[i * k + c] = mean[i];
            log_det += block[i];
            let row = i * (i + 1) / 2;
            factors[(row + i) * k + c] = block[i].exp();
            for j in 0..i {
                factors[(row + j) * k + c] = block[d + j * d - j * (j + 1) / 2 + (i - j - 1)];
            }
        }
        log_weights[c] = alphas[c] + log_det;
    }

    let mut log_likelihood = 0.0;
    for p in 0..n {
        let point = &x[p * d..(p + 1) * d];
        let mut ys = vec![0.0; d * k];
        for i in 0..d {
            let x_i = point[i];
            let y = &mut ys[i * k..(i + 1) * k];
            let row = i * (i + 1) / 2;
            let diagonal = &factors[(row + i) * k..(row + i + 1) * k];
            let center = &centers[i * k..(i + 1) * k];
            for c in 0..k {
                y[c] = diagonal[c] * (x_i - center[c]);
            }
            for j in 0..i {
                let x_j = point[j];
                let factor = &factors[(row + j) * k..(row + j + 1) * k];
                let center = &centers[j * k..(j + 1) * k];
                for c in 0..k {
                    y[c] += factor[c] * (x_j - center[c]);
                }
            }
        }
        let mut terms = log_weights.clone();
        for i in 0..d {
            let y = &ys[i * k..(i + 1) * k];
            for c in 0..k {
                terms[c] -= 0.5 * (y[c] * y[c]);
            }
        }
        log_likelihood += log_sum_exp(&terms);
    }

    log_density_constant(n, d) + log_likelihood - n as f64 * log_sum_exp(alphas)
        + wishart_prior(icf, k, d, gamma, m)
}

/// `ln Σ_c exp(v_c)`, with the maximum taken out: the derivative by that is zero.
#[differentiate(order = 2)]
pub fn log_sum_exp(v: &[f64]) -> f64 {
    let mut largest = v[0];
    for c in 1..v.len() {
        largest = largest.max(v[c]);
    }
    let largest = stop_gradient(largest);
    let mut sum = 0.0;
    for c in 0..v.len() {
        sum += (v[c] - largest).exp();
    }
    sum.ln() + largest
}

/// The prior's logarithm `P`.
#[differentiate(order = 2)]
pub fn wishart_prior(icf: &[f64], k: usize, d: usize, #[constant] gamma: f64, m: usize) -> f64 {
    let s = d * (d + 1) / 2;
    let mut sum = 0.0;
    for c in 0..k {
        let block = &icf[c * s..(c + 1) * s];
        let mut log_det = 0.0;
        let mut squares = 0.0;
        for i in 0..d {
            log_det += block[i];
            squares += block[i].exp() * block[i].exp();
        }
        let mut lower_squares = 0.0;
        for e in d..s {
            lower_squares += block[e] * block[e];
        }
        sum += 0.5 * gamma * gamma * (squares + lower_squares) - m as f64 * log_det;
    }
    sum - k as f64 * log_wishart_constant(d, gamma, m)
}

/// `−n·d·½·ln(2π)`.
pub fn log_density_constant(n: usize, d: usize) -> f64 {
    -((n * d) as f64) * 0.5 * (2.0 * PI).ln()
}

/// `C = ν·d·(ln γ − ½ ln 2) − lnΓ_d(ν/2)`, where `ν = d + m + 1`.
pub fn log_wishart_constant(d: usize, gamma: f64, m: usize) -> f64 {
    let nu = d + m + 1;
    (nu * d) as f64 * (gamma.ln() - 0.5 * LN_2) - ln_multigamma_of_half(nu, d)
}

/// `lnΓ_d(ν/2) = ¼·d(d−1)·ln π + Σ_{j=1..d} lnΓ((ν + 1 − j)/2)`.
fn ln_multigamma_of_half(nu: usize, d: usize) -> f64 {
    let scale = 0.25 * (d * (d - 1)) as f64 * PI.ln();
    (1..=d).fold(scale, |sum, j| sum + ln_gamma_of_half(nu + 1 - j))
}

/// `lnΓ(h/2)` for an integer `h ≥ 1`, by `Γ(a + 1) = a·Γ(a)` from `Γ(1) = 1` or `Γ(½) = √π`.
fn ln_gamma_of_half(h: usize) -> f64 {
    match h {
        1 => 0.5 * std::f64::consts::PI.ln(),
        2 => 0.0,
        _ => ln_gamma_of_half(h - 2) + (0.5 * (h - 2) as f64).ln(),
    }
}
