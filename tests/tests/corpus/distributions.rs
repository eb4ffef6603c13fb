//! Distributions behind traits, special functions, mixtures.

use std::f64::consts::{LN_2, PI};

use ad_runtime::prelude::*;

/// A continuous distribution. After the crate `statrs`, `Continuous`.
#[differentiate]
pub trait Continuous<K, T> {
    fn pdf(&self, x: K) -> T;
    fn ln_pdf(&self, x: K) -> T;
}

#[differentiate]
pub trait Moments {
    fn mean(&self) -> Option<f64>;
    fn variance(&self) -> Option<f64>;

    fn std_dev(&self) -> Option<f64> {
        self.variance().map(|v| v.sqrt())
    }
}

/// Lanczos' approximation. After Pugh 2004; crate `statrs`, `function::gamma::ln_gamma`.
#[differentiate]
pub fn ln_gamma(x: f64) -> f64 {
    const G: f64 = 7.0;
    const COEFFICIENTS: &[f64] = &[
        0.99999999999980993,
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7,
    ];
    if x < 0.5 {
        return (PI / (PI * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let mut a = COEFFICIENTS[0];
    let t = x + G + 0.5;
    for (i, c) in COEFFICIENTS.iter().enumerate().skip(1) {
        a += c / (x + i as f64);
    }
    0.5 * (2.0 * PI).ln() + (x + 0.5) * t.ln() - t + a.ln()
}

#[derive(Debug, Clone, Copy, PartialEq, Differentiable)]
pub struct Normal {
    mean: f64,
    std_dev: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BadParams {
    NotPositive,
    NotFinite,
}

#[differentiate]
impl Normal {
    pub fn new(mean: f64, std_dev: f64) -> Result<Normal, BadParams> {
        if !mean.is_finite() || std_dev.is_nan() {
            return Err(BadParams::NotFinite);
        }
        if std_dev <= 0.0 {
            return Err(BadParams::NotPositive);
        }
        Ok(Normal { mean, std_dev })
    }
}

#[differentiate]
impl Continuous<f64, f64> for Normal {
    fn pdf(&self, x: f64) -> f64 {
        self.ln_pdf(x).exp()
    }

    fn ln_pdf(&self, x: f64) -> f64 {
        let d = (x - self.mean) / self.std_dev;
        -0.5 * d * d - 0.5 * (2.0 * PI).ln() - self.std_dev.ln()
    }
}

#[differentiate]
impl Moments for Normal {
    fn mean(&self) -> Option<f64> {
        Some(self.mean)
    }

    fn variance(&self) -> Option<f64> {
        Some(self.std_dev * self.std_dev)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Differentiable)]
pub struct Gamma {
    pub shape: f64,
    pub rate: f64,
}

#[differentiate]
impl Continuous<f64, f64> for Gamma {
    fn pdf(&self, x: f64) -> f64 {
        match x {
            x if x < 0.0 => 0.0,
            0.0 => 0.0,
            _ => self.ln_pdf(x).exp(),
        }
    }

    fn ln_pdf(&self, x: f64) -> f64 {
        self.shape * self.rate.ln() - ln_gamma(self.shape) + (self.shape - 1.0) * x.ln()
            - self.rate * x
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Differentiable)]
pub struct StudentsT {
    pub location: f64,
    pub scale: f64,
    pub freedom: f64,
}

#[differentiate]
impl Continuous<f64, f64> for StudentsT {
    fn pdf(&self, x: f64) -> f64 {
        self.ln_pdf(x).exp()
    }

    fn ln_pdf(&self, x: f64) -> f64 {
        let StudentsT { location, scale, freedom } = *self;
        let d = (x - location) / scale;
        ln_gamma((freedom + 1.0) / 2.0)
            - ln_gamma(freedom / 2.0)
            - 0.5 * (freedom * PI).ln()
            - scale.ln()
            - 0.5 * (freedom + 1.0) * (d * d / freedom).ln_1p()
    }
}

#[differentiate]
impl Moments for StudentsT {
    fn mean(&self) -> Option<f64> {
        (self.freedom > 1.0).then_some(self.location)
    }

    fn variance(&self) -> Option<f64> {
        if self.freedom > 2.0 {
            Some(self.freedom * self.scale * self.scale / (self.freedom - 2.0))
        } else {
            None
        }
    }
}

/// How likely a sample is.
#[differentiate]
pub fn log_likelihood<D>(dist: &D, sample: &[f64]) -> f64
where
    D: Continuous<f64, f64>,
{
    sample.iter().map(|&x| dist.ln_pdf(x)).sum()
}

/// Of a gamma distribution. After the crate `statrs`.
#[differentiate]
pub fn gamma_fit(shape: f64, rate: f64, sample: &[f64]) -> f64 {
    log_likelihood(&Gamma { shape, rate }, sample) / sample.len() as f64
}

/// A sample's sum under Student's, of standardised width. After the crate `statrs`.
#[differentiate]
pub fn students_score(t: &StudentsT, sample: &[f64]) -> Option<f64> {
    let width = t.std_dev()?;
    let mean = t.mean()?;
    Some(log_likelihood(t, sample) + (mean / width).powi(2))
}

/// A mixture of normals. After Bishop, "Pattern Recognition and Machine Learning", 9.
#[differentiate]
pub fn mixture_likelihood(
    weights: &[f64],
    parts: &[(f64, f64)],
    sample: &[f64],
) -> Result<f64, BadParams> {
    let total: f64 = weights.iter().sum();
    let mut components = Vec::new();
    for &(mean, sd) in parts {
        components.push(Normal::new(mean, sd)?);
    }
    let mut sum = 0.0;
    for &x in sample {
        let p: f64 = weights.iter().zip(&components).map(|(w, c)| w / total * c.pdf(x)).sum();
        sum += p.ln();
    }
    Ok(sum)
}

/// The regularised lower incomplete gamma function: series or continued fraction. After Press et al., `gammp`.
#[differentiate]
pub fn gamma_p(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let mut sum = 1.0 / a;
        let mut term = sum;
        let mut n = a;
        loop {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term.abs() < sum.abs() * 1e-16 {
                break sum * front;
            }
        }
    } else {
        let mut b = x + 1.0 - a;
        let mut c = 1e300;
        let mut d = 1.0 / b;
        let mut h = d;
        for i in 1..200 {
            let an = -(i as f64) * (i as f64 - a);
            b += 2.0;
            d = 1.0 / (an * d + b);
            c = b + an / c;
            let delta = c * d;
            h *= delta;
            if (delta - 1.0).abs() < 1e-16 {
                break;
            }
        }
        1.0 - h * front
    }
}

/// A quantile by bisection and then Newton.
#[differentiate]
pub fn gamma_quantile(shape: f64, p: f64) -> f64 {
    let (mut lo, mut hi) = (0.0, 50.0);
    for _ in 0..20 {
        let mid = 0.5 * (lo + hi);
        if gamma_p(shape, mid) < p {
            lo = mid;
        } else {
            hi = mid;
        }
    }
    let density = Gamma { shape, rate: 1.0 };
    let mut x = 0.5 * (lo + hi);
    for _ in 0..4 {
        x -= (gamma_p(shape, x) - p) / density.pdf(x);
    }
    x
}

/// Divergences of discrete distributions. After the crate `information`.
#[differentiate]
pub fn jensen_shannon(p: &[f64], q: &[f64]) -> f64 {
    let normalized = |v: &[f64]| -> Vec<f64> {
        let sum: f64 = v.iter().sum();
        v.iter().map(|x| x / sum).collect()
    };
    let (p, q) = (normalized(p), normalized(q));
    let m: Vec<f64> = p.iter().zip(&q).map(|(a, b)| 0.5 * (a + b)).collect();
    let kl = |a: &[f64], b: &[f64]| -> f64 {
        a.iter().zip(b).filter(|(x, _)| **x > 0.0).map(|(x, y)| x * (x / y).ln()).sum()
    };
    (0.5 * kl(&p, &m) + 0.5 * kl(&q, &m)) / LN_2
}

/// Quantiles of a sample and its trimmed mean. After R's `mean(x, trim)`.
#[differentiate]
pub fn trimmed_mean(sample: &[f64], trim: usize) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    let kept = &sorted[trim..sorted.len() - trim];
    kept.iter().sum::<f64>() / kept.len() as f64
}

corpus! {
    ln_gamma(x) at (3.7), (0.3);
    gamma_fit(shape, rate, &sample) at (2.3, 0.9, vec![0.4, 1.7, 3.2]);
    students_score(&t, &sample) at (StudentsT { location: 0.3, scale: 1.2, freedom: 4.5 }, vec![0.4, -1.7, 3.2]);
    mixture_likelihood(&weights, &parts, &sample) at (vec![0.3, 0.6], vec![(0.1, 0.8), (2.0, 1.1)], vec![0.4, 1.7, 3.2]);
    gamma_p(a, x) at (2.3, 1.1), (2.3, 5.1);
    gamma_quantile(shape, p) at (2.3, 0.4);
    jensen_shannon(&p, &q) at (vec![0.3, 0.6, 0.2], vec![0.1, 0.4, 0.7]);
    trimmed_mean(&sample, const trim) at (vec![0.3, 0.9, -0.4, 1.7, 0.1], 1);
}
