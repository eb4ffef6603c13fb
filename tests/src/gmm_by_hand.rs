//! The gradient of [`crate::gmm::gmm_objective()`], derived on paper and written by hand: the shortest way to it.
//!
//! With the responsibilities `r_{p,c} = exp(t_{p,c} − lse(t_p))`, all sums over the points are moments of `z = x_p − μ_c`,
//!
//! ```text
//! R = Σ_p r,     s = Σ_p r·z,     M = Σ_p r·z zᵀ
//! ```
//!
//! and the gradient follows from them once after the loop, since `y = Q z`:
//!
//! ```text
//! α_bar       = R − n·exp(α − lse(α))
//! μ_bar       = Qᵀ Q s
//! Q_bar       = γ² Q − Q M                          (its lower triangle)
//! q_bar_i     = R − m + exp(q_i)·Q_bar[i][i]        (Q[i][i] = exp(q_i))
//! ```
//!
//! So a point costs its value, and one multiplication and addition for each entry of the triangle of `M`:
//! less than a reverse sweep of the objective ([`crate::gmm_by_hand_mirrored`]), which multiplies by `Q` at each point.
//! Value and gradient are computed in one pass, the components side by side as in the objective.

use crate::gmm::{log_density_constant, log_sum_exp, wishart_prior};

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
    let mut moments = Moments::zero(d, k);
    let mut log_likelihood = 0.0;
    let mut z = vec![0.0; d * k];
    let mut y = vec![0.0; d * k];
    let mut terms = vec![0.0; k];
    for point in x.chunks_exact(d) {
        components.log_terms(point, &mut z, &mut y, &mut terms);
        log_likelihood += responsibilities(&mut terms);
        moments.add(&terms, &z, &mut y[..k]);
    }

    let log_normaliser = log_sum_exp(alphas);
    for c in 0..k {
        let weight = (alphas[c] - log_normaliser).exp();
        alphas_bar[c] += moments.zeroth[c] - n as f64 * weight;
    }
    let s = d * (d + 1) / 2;
    let means_bars = means_bar.chunks_exact_mut(d);
    for ((c, mean_bar), block_bar) in means_bars.enumerate().zip(icf_bar.chunks_exact_mut(s)) {
        let factor = components.factor(c);
        moments.pull_back(c, &factor, gamma, m as f64, mean_bar, block_bar);
    }

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

/// The row of `Q[i][j]`, `j ≤ i`, in a packed lower triangle.
pub(crate) const fn packed(i: usize, j: usize) -> usize {
    i * (i + 1) / 2 + j
}

/// The mixture's components side by side, in rows of `k`.
pub(crate) struct Components {
    pub d: usize,
    pub k: usize,
    /// Row `i`: coordinate `i` of the means.
    pub centers: Vec<f64>,
    /// Row `packed(i, j)`: `Q[i][j]`.
    pub factors: Vec<f64>,
    /// `α_c + S_c`.
    pub log_weights: Vec<f64>,
}

impl Components {
    pub fn new(alphas: &[f64], means: &[f64], icf: &[f64]) -> Components {
        let k = alphas.len();
        let d = means.len() / k;
        let s = d * (d + 1) / 2;
        let mut centers = vec![0.0; d * k];
        let mut factors = vec![0.0; s * k];
        let mut log_weights = vec![0.0; k];
        for (c, block) in icf.chunks_exact(s).enumerate() {
            let (log_diagonal, mut below) = block.split_at(d);
            for j in 0..d {
                centers[j * k + c] = means[c * d + j];
                factors[packed(j, j) * k + c] = log_diagonal[j].exp();
                let (column, rest) = below.split_at(d - 1 - j);
                for (i, &entry) in (j + 1..d).zip(column) {
                    factors[packed(i, j) * k + c] = entry;
                }
                below = rest;
            }
            log_weights[c] = alphas[c] + log_diagonal.iter().sum::<f64>();
        }
        Components { d, k, centers, factors, log_weights }
    }

    /// `z = x_p − μ_c`, `y = Q z` and `t_c` of one point.
    pub fn log_terms(&self, point: &[f64], z: &mut [f64], y: &mut [f64], terms: &mut [f64]) {
        let k = self.k;
        terms.fill(0.0);
        for (i, (&x_i, center)) in point.iter().zip(self.centers.chunks_exact(k)).enumerate() {
            let (z_before, z_i) = z.split_at_mut(i * k);
            let z_i = &mut z_i[..k];
            subtract(z_i, x_i, center);
            let rows = &self.factors[packed(i, 0) * k..packed(i, i + 1) * k];
            let (rows, diagonal) = rows.split_at(i * k);
            let y_i = &mut y[i * k..(i + 1) * k];
            multiply(y_i, diagonal, z_i);
            for (row, z_j) in rows.chunks_exact(k).zip(z_before.chunks_exact(k)) {
                add_product(y_i, row, z_j);
            }
            add_product_of_one(terms, y_i);
        }
        for (term, log_weight) in terms.iter_mut().zip(&self.log_weights) {
            *term = log_weight - 0.5 * *term;
        }
    }

    /// `Q` of component `c`, as `d` rows of `d`.
    fn factor(&self, c: usize) -> Vec<f64> {
        let mut factor = vec![0.0; self.d * self.d];
        for i in 0..self.d {
            for j in 0..=i {
                factor[i * self.d + j] = self.factors[packed(i, j) * self.k + c];
            }
        }
        factor
    }
}

/// Turns the terms `t` of one point into its responsibilities; returns `lse(t)`.
pub(crate) fn responsibilities(terms: &mut [f64]) -> f64 {
    let largest = terms.iter().fold(terms[0], |largest, &term| largest.max(term));
    let mut sum = 0.0;
    for term in terms.iter_mut() {
        *term = (*term - largest).exp();
        sum += *term;
    }
    let scale = 1.0 / sum;
    terms.iter_mut().for_each(|term| *term *= scale);
    sum.ln() + largest
}

/// The weighted moments of the points about each component's mean, side by side in rows of `k`.
struct Moments {
    d: usize,
    k: usize,
    /// `R`.
    zeroth: Vec<f64>,
    /// Row `i`: `s_i`.
    first: Vec<f64>,
    /// Row `packed(i, j)`: `M[i][j]`.
    second: Vec<f64>,
}

impl Moments {
    fn zero(d: usize, k: usize) -> Moments {
        let (first, second) = (vec![0.0; d * k], vec![0.0; d * (d + 1) / 2 * k]);
        Moments { d, k, zeroth: vec![0.0; k], first, second }
    }

    /// Adds one point; `scratch` has `k` entries.
    fn add(&mut self, responsibilities: &[f64], z: &[f64], scratch: &mut [f64]) {
        let k = self.k;
        add(&mut self.zeroth, responsibilities);
        for i in 0..self.d {
            let z_i = &z[i * k..(i + 1) * k];
            multiply(scratch, responsibilities, z_i);
            add(&mut self.first[i * k..(i + 1) * k], scratch);
            let rows = &mut self.second[packed(i, 0) * k..packed(i, i + 1) * k];
            for (row, z_j) in rows.chunks_exact_mut(k).zip(z.chunks_exact(k)) {
                add_product(row, scratch, z_j);
            }
        }
    }

    /// The gradient by the mean and the block of component `c`, whose `Q` is `factor`.
    fn pull_back(
        &self,
        c: usize,
        factor: &[f64],
        gamma: f64,
        m: f64,
        mean_bar: &mut [f64],
        block_bar: &mut [f64],
    ) {
        let (d, k) = (self.d, self.k);
        let second = |i: usize, j: usize| self.second[packed(i.max(j), i.min(j)) * k + c];
        let (log_diagonal_bar, below_bar) = block_bar.split_at_mut(d);
        for (i, row) in factor.chunks_exact(d).enumerate() {
            let row = &row[..=i];
            let y_i: f64 = (0..=i).map(|j| row[j] * self.first[j * k + c]).sum();
            for j in 0..=i {
                mean_bar[j] += row[j] * y_i;
                let q_m: f64 = (0..=i).map(|l| row[l] * second(l, j)).sum();
                let q_bar = gamma * gamma * row[j] - q_m;
                if i == j {
                    log_diagonal_bar[i] += self.zeroth[c] - m + row[i] * q_bar;
                } else {
                    below_bar[j * d - j * (j + 1) / 2 + (i - j - 1)] += q_bar;
                }
            }
        }
    }
}

// Loops over the components. As functions, because a `&mut` parameter is known not to alias the others.

fn subtract(y: &mut [f64], a: f64, b: &[f64]) {
    for (y, b) in y.iter_mut().zip(b) {
        *y = a - b;
    }
}

fn multiply(y: &mut [f64], a: &[f64], b: &[f64]) {
    for ((y, a), b) in y.iter_mut().zip(a).zip(b) {
        *y = a * b;
    }
}

pub(crate) fn add(y: &mut [f64], a: &[f64]) {
    for (y, a) in y.iter_mut().zip(a) {
        *y += a;
    }
}

fn add_product(y: &mut [f64], a: &[f64], b: &[f64]) {
    for ((y, a), b) in y.iter_mut().zip(a).zip(b) {
        *y += a * b;
    }
}

fn add_product_of_one(y: &mut [f64], a: &[f64]) {
    for (y, a) in y.iter_mut().zip(a) {
        *y += a * a;
    }
}
