//! Finance: options, trees, yields, characteristic functions.

use std::f64::consts::SQRT_2;

use ad_runtime::prelude::*;

#[differentiate]
fn erf(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.5 * x.abs());
    let poly = [
        -1.26551223,
        1.00002368,
        0.37409196,
        0.09678418,
        -0.18628806,
        0.27886807,
        -1.13520398,
        1.48851587,
        -0.82215223,
        0.17087277,
    ];
    let tau = t * (-x * x + poly.iter().rev().fold(0.0, |acc, c| acc * t + c)).exp();
    if x >= 0.0 { 1.0 - tau } else { tau - 1.0 }
}

#[differentiate]
fn norm_cdf(x: f64) -> f64 {
    0.5 * (1.0 + erf(x / SQRT_2))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionType {
    Call,
    Put,
}

#[derive(Debug, Clone, Differentiable)]
pub struct VanillaOption {
    #[constant]
    pub kind: OptionType,
    pub strike: f64,
    pub expiry: f64,
}

#[derive(Debug, Clone, Differentiable)]
pub struct Market {
    pub spot: f64,
    pub rate: f64,
    pub dividend: f64,
    pub vol: f64,
}

/// After Black and Scholes 1973; crate `RustQuant`.
#[differentiate]
pub fn black_scholes(option: &VanillaOption, market: &Market) -> f64 {
    let VanillaOption { kind, strike, expiry } = *option;
    let Market { spot, rate, dividend, vol } = *market;
    let d1 = ((spot / strike).ln() + (rate - dividend + 0.5 * vol * vol) * expiry)
        / (vol * expiry.sqrt());
    let d2 = d1 - vol * expiry.sqrt();
    let (forward, discount) = (spot * (-dividend * expiry).exp(), (-rate * expiry).exp());
    match kind {
        OptionType::Call => forward * norm_cdf(d1) - strike * discount * norm_cdf(d2),
        OptionType::Put => strike * discount * norm_cdf(-d2) - forward * norm_cdf(-d1),
    }
}

/// The price's volatility by secants. After the crate `implied-vol`.
#[differentiate]
pub fn implied_vol(price: f64, spot: f64, strike: f64, expiry: f64) -> Option<f64> {
    let value = |vol: f64| {
        let d1 = ((spot / strike).ln() + 0.5 * vol * vol * expiry) / (vol * expiry.sqrt());
        spot * norm_cdf(d1) - strike * norm_cdf(d1 - vol * expiry.sqrt()) - price
    };
    let (mut a, mut b) = (0.1, 0.5);
    let (mut fa, mut fb) = (value(a), value(b));
    for _ in 0..30 {
        if (fb - fa).abs() < 1e-15 {
            break;
        }
        let c = b - fb * (b - a) / (fb - fa);
        a = b;
        fa = fb;
        b = c;
        fb = value(b);
    }
    if b > 0.0 && b < 5.0 { Some(b) } else { None }
}

/// An American put in a tree. After Cox, Ross and Rubinstein 1979.
#[differentiate]
pub fn american_put(spot: f64, strike: f64, rate: f64, vol: f64, expiry: f64, steps: usize) -> f64 {
    let dt = expiry / steps as f64;
    let u = (vol * dt.sqrt()).exp();
    let d = u.recip();
    let p = ((rate * dt).exp() - d) / (u - d);
    let disc = (-rate * dt).exp();
    let price = |i: usize, j: usize| spot * u.powi(2 * j as i32 - i as i32);
    let mut values: Vec<f64> = (0..=steps).map(|j| (strike - price(steps, j)).max(0.0)).collect();
    for i in (0..steps).rev() {
        for j in 0..=i {
            let hold = disc * (p * values[j + 1] + (1.0 - p) * values[j]);
            values[j] = hold.max(strike - price(i, j));
        }
        values.truncate(i + 1);
    }
    values[0]
}

#[derive(Debug, Clone, Differentiable)]
pub struct Curve {
    pub times: Vec<f64>,
    pub zero_rates: Vec<f64>,
}

#[differentiate]
impl Curve {
    pub fn rate(&self, t: f64) -> f64 {
        match self.times.iter().position(|&x| x >= t) {
            Some(0) => self.zero_rates[0],
            Some(i) => {
                let w = (t - self.times[i - 1]) / (self.times[i] - self.times[i - 1]);
                (1.0 - w) * self.zero_rates[i - 1] + w * self.zero_rates[i]
            }
            None => *self.zero_rates.last().expect("a curve has a rate"),
        }
    }

    pub fn discount(&self, t: f64) -> f64 {
        (-self.rate(t) * t).exp()
    }
}

#[derive(Debug, Clone, Copy, Differentiable)]
pub struct CashFlow {
    pub time: f64,
    pub amount: f64,
}

/// A swap's fair rate on a curve. After QuantLib's `VanillaSwap`.
#[differentiate]
pub fn par_swap_rate(curve: &Curve, tenor: f64, frequency: u32) -> f64 {
    let step = 1.0 / f64::from(frequency);
    let n = (tenor * f64::from(frequency)).round() as usize;
    let annuity: f64 = (1..=n).map(|i| step * curve.discount(i as f64 * step)).sum();
    (1.0 - curve.discount(tenor)) / annuity
}

/// A bond's yield by Newton. After QuantLib's `BondFunctions::yield`.
#[differentiate]
pub fn bond_yield(price: f64, flows: &[CashFlow]) -> Result<f64, String> {
    let mut y = 0.05;
    for _ in 0..100 {
        let (mut pv, mut slope) = (0.0, 0.0);
        for CashFlow { time, amount } in flows {
            let df = (-y * time).exp();
            pv += amount * df;
            slope -= time * amount * df;
        }
        let step = (pv - price) / slope;
        y -= step;
        if step.abs() < 1e-14 {
            return Ok(y);
        }
    }
    Err(format!("no yield found for {price}"))
}

/// Hagan's formula. After Hagan et al. 2002; crate `stochastic-rs`.
#[differentiate]
pub fn sabr_vol(
    forward: f64,
    strike: f64,
    t: f64,
    alpha: f64,
    beta: f64,
    rho: f64,
    nu: f64,
) -> f64 {
    let one = 1.0 - beta;
    let fk = (forward * strike).powf(one / 2.0);
    let log_fk = (forward / strike).ln();
    let z = nu / alpha * fk * log_fk;
    let chi = (((1.0 - 2.0 * rho * z + z * z).sqrt() + z - rho) / (1.0 - rho)).ln();
    let ratio = if z.abs() < 1e-8 { 1.0 } else { z / chi };
    let series = 1.0 + one.powi(2) / 24.0 * log_fk.powi(2) + one.powi(4) / 1920.0 * log_fk.powi(4);
    let drift = one.powi(2) / 24.0 * alpha.powi(2) / (fk * fk)
        + 0.25 * rho * beta * nu * alpha / fk
        + (2.0 - 3.0 * rho * rho) / 24.0 * nu * nu;
    alpha / (fk * series) * ratio * (1.0 + drift * t)
}

/// A path-dependent payoff. After Glasserman, "Monte Carlo Methods in Financial Engineering".
#[differentiate]
pub trait Payoff {
    fn pay(&self, path: &[f64]) -> f64;
}

#[derive(Debug, Clone, Differentiable)]
pub struct AsianCall {
    pub strike: f64,
}

#[derive(Debug, Clone, Differentiable)]
pub struct UpAndOut {
    pub strike: f64,
    pub barrier: f64,
}

#[differentiate]
impl Payoff for AsianCall {
    fn pay(&self, path: &[f64]) -> f64 {
        let mean = path.iter().sum::<f64>() / path.len() as f64;
        (mean - self.strike).max(0.0)
    }
}

#[differentiate]
impl Payoff for UpAndOut {
    fn pay(&self, path: &[f64]) -> f64 {
        if path.iter().any(|&s| s > self.barrier) {
            return 0.0;
        }
        path.last().map_or(0.0, |s| (s - self.strike).max(0.0))
    }
}

#[differentiate]
pub fn monte_carlo<P>(payoff: &P, market: &Market, #[constant] normals: &[Vec<f64>], dt: f64) -> f64
where
    P: Payoff + ?Sized,
{
    let drift = (market.rate - market.dividend - 0.5 * market.vol * market.vol) * dt;
    let diffusion = market.vol * dt.sqrt();
    let total: f64 = normals
        .iter()
        .map(|shocks| {
            let path: Vec<f64> = shocks
                .iter()
                .scan(market.spot, |s, z| {
                    *s *= (drift + diffusion * z).exp();
                    Some(*s)
                })
                .collect();
            let t = shocks.len() as f64 * dt;
            (-market.rate * t).exp() * payoff.pay(&path)
        })
        .sum();
    total / normals.len() as f64
}

/// An Asian option by simulation.
#[differentiate]
pub fn asian_price(option: &AsianCall, market: &Market, #[constant] normals: &[Vec<f64>]) -> f64 {
    monte_carlo(option, market, normals, 0.25)
}

/// The fair variance of a swap in Heston's model. After Gatheral, "The Volatility Surface".
#[differentiate]
pub fn variance_swap(v0: f64, kappa: f64, theta: f64, t: f64) -> f64 {
    if kappa.abs() < 1e-8 {
        return v0;
    }
    let decay = (1.0 - (-kappa * t).exp()) / (kappa * t);
    theta + (v0 - theta) * decay
}

corpus! {
    black_scholes(&option, &market) at (VanillaOption { kind: OptionType::Call, strike: 100.0, expiry: 1.5 }, market()), (VanillaOption { kind: OptionType::Put, strike: 110.0, expiry: 0.5 }, market());
    implied_vol(price, spot, strike, expiry) at (9.0, 100.0, 105.0, 1.0);
    american_put(spot, strike, rate, vol, expiry, const steps) at (100.0, 103.0, 0.05, 0.2, 0.5, 6);
    par_swap_rate(&curve, tenor, const frequency) at (curve(), 2.6, 2);
    bond_yield(price, &flows) at (101.0, vec![CashFlow { time: 1.0, amount: 5.0 }, CashFlow { time: 2.0, amount: 105.0 }]);
    sabr_vol(forward, strike, t, alpha, beta, rho, nu) at (1.0, 1.1, 2.0, 0.3, 0.7, -0.3, 0.4);
    asian_price(&option, &market, const &normals) at (AsianCall { strike: 98.0 }, market(), vec![vec![0.3, -0.7, 1.1], vec![0.9, 0.2, -0.1]]);
    variance_swap(v0, kappa, theta, t) at (0.04, 1.5, 0.06, 2.0);
}

fn market() -> Market {
    Market { spot: 101.0, rate: 0.03, dividend: 0.01, vol: 0.25 }
}

fn curve() -> Curve {
    Curve { times: vec![0.7, 1.2, 2.2, 3.1], zero_rates: vec![0.02, 0.025, 0.03, 0.032] }
}
