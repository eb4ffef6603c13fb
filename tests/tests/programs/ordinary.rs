//! Ordinary numeric functions, as they are found: roots, interpolation, angles, polynomials, options, steps, statistics, text.

#![allow(dead_code)]

use ad_runtime::prelude::*;

#[differentiate]
fn bisect(a: f64, b: f64, k: f64) -> Result<f64, String> {
    let f = |x: f64| x * x * x - k * x - 1.0;
    let (mut lo, mut hi) = (a, b);
    if f(lo) * f(hi) > 0.0 {
        return Err(format!("no sign change in [{lo}, {hi}]"));
    }
    for _ in 0..60 {
        let mid = 0.5 * (lo + hi);
        if f(mid) == 0.0 {
            return Ok(mid);
        }
        if f(lo) * f(mid) < 0.0 {
            hi = mid;
        } else {
            lo = mid;
        }
        if (hi - lo).abs() < 1e-14 {
            break;
        }
    }
    let x = 0.5 * (lo + hi);
    Ok(x - f(x) / (3.0 * x * x - k))
}

#[differentiate]
fn secant(x0: f64, x1: f64, k: f64) -> Option<f64> {
    let f = |x: f64| x.exp() - k;
    let (mut a, mut b) = (x0, x1);
    let mut fa = f(a);
    for i in 0..60 {
        if i > 50 {
            return None;
        }
        let fb = f(b);
        if fb.abs() < 1e-14 {
            return Some(b);
        }
        let d = fb - fa;
        if d == 0.0 {
            return Some(b);
        }
        let c = b - fb * (b - a) / d;
        (a, b, fa) = (b, c, fb);
    }
    None
}

#[differentiate]
fn brent_like(k: f64) -> f64 {
    let mut x = k;
    let mut n = 0usize;
    loop {
        let next = match n % 3 {
            0 => 0.5 * (x + k / x),
            1 if x > 1.0 => x - (x * x - k) / (2.0 * x),
            _ => (x + k / x) / 2.0,
        };
        n += 1;
        if (next - x).abs() <= 1e-15 * x.abs() || n >= 40 {
            break next;
        }
        x = next;
    }
}

#[differentiate]
fn cubic_hermite(xs: &[f64], ys: &[f64], t: f64) -> f64 {
    let n = xs.len();
    assert_eq!(n, ys.len());
    let i = match xs.binary_search_by(|x| x.partial_cmp(&t).unwrap()) {
        Ok(i) => i.min(n - 2),
        Err(0) => 0,
        Err(i) if i >= n => n - 2,
        Err(i) => i - 1,
    };
    let h = xs[i + 1] - xs[i];
    let s = (t - xs[i]) / h;
    let slope = |j: usize| {
        if j == 0 {
            (ys[1] - ys[0]) / (xs[1] - xs[0])
        } else if j == n - 1 {
            (ys[n - 1] - ys[n - 2]) / (xs[n - 1] - xs[n - 2])
        } else {
            (ys[j + 1] - ys[j - 1]) / (xs[j + 1] - xs[j - 1])
        }
    };
    let (m0, m1) = (slope(i), slope(i + 1));
    (2.0 * s.powi(3) - 3.0 * s.powi(2) + 1.0) * ys[i]
        + (s.powi(3) - 2.0 * s.powi(2) + s) * h * m0
        + (-2.0 * s.powi(3) + 3.0 * s.powi(2)) * ys[i + 1]
        + (s.powi(3) - s.powi(2)) * h * m1
}

#[differentiate]
fn angle_difference(a: f64, b: f64) -> f64 {
    use std::f64::consts::{PI, TAU};
    let mut d = (a - b) % TAU;
    if d > PI {
        d -= TAU
    } else if d <= -PI {
        d += TAU
    }
    d
}

#[differentiate]
fn julian(day: f64) -> f64 {
    let z = (day + 0.5) as i64;
    let f = day + 0.5 - z as f64;
    let alpha = ((z as f64 - 1867216.25) / 36524.25) as i64;
    let a = if z < 2299161 { z } else { z + 1 + alpha - alpha / 4 };
    let b = a + 1524;
    let c = ((b as f64 - 122.1) / 365.25) as i64;
    let d = (365.25 * c as f64) as i64;
    let e = ((b - d) as f64 / 30.6001) as i64;
    (b - d - (30.6001 * e as f64) as i64) as f64 + f
}

#[differentiate]
fn chebyshev(n: usize, x: f64) -> f64 {
    match n {
        0 => 1.0,
        1 => x,
        _ => {
            let (mut a, mut b) = (1.0, x);
            for _ in 1..n {
                let c = 2.0 * x * b - a;
                a = b;
                b = c;
            }
            b
        }
    }
}

#[differentiate]
fn legendre(n: u32, x: f64) -> f64 {
    if n == 0 {
        return 1.0;
    }
    let mut p = [1.0, x];
    for k in 1..n {
        let k = f64::from(k);
        let next = ((2.0 * k + 1.0) * x * p[1] - k * p[0]) / (k + 1.0);
        p = [p[1], next];
    }
    p[1]
}

#[differentiate]
fn clenshaw(c: &[f64], x: f64) -> f64 {
    let (b, _) =
        c.iter().skip(1).rev().fold((0.0, 0.0), |(b1, b2), &ck| (ck + 2.0 * x * b1 - b2, b1));
    let b2 =
        c.iter().skip(2).rev().fold((0.0, 0.0), |(b1, b2), &ck| (ck + 2.0 * x * b1 - b2, b1)).0;
    c.first().copied().unwrap_or(0.0) + x * b - b2
}
fn erf_sign(x: f64) -> i32 {
    if x < 0.0 { -1 } else { 1 }
}

#[differentiate]
fn norm_cdf(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.2316419 * x.abs());
    let poly = [0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429]
        .iter()
        .rev()
        .fold(0.0, |acc, c| (acc + c) * t);
    let tail = poly * (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if erf_sign(x) > 0 { 1.0 - tail } else { tail }
}
#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Call,
    Put,
}

#[differentiate]
fn black_scholes(s: f64, k: f64, r: f64, sigma: f64, t: f64, #[constant] side: Side) -> f64 {
    if t <= 0.0 || sigma <= 0.0 {
        return match side {
            Side::Call => (s - k).max(0.0),
            Side::Put => (k - s).max(0.0),
        };
    }
    let d1 = ((s / k).ln() + (r + sigma * sigma / 2.0) * t) / (sigma * t.sqrt());
    let d2 = d1 - sigma * t.sqrt();
    match side {
        Side::Call => s * norm_cdf(d1) - k * (-r * t).exp() * norm_cdf(d2),
        Side::Put => k * (-r * t).exp() * norm_cdf(-d2) - s * norm_cdf(-d1),
    }
}

#[differentiate]
fn implied_vol(price: f64, s: f64, k: f64) -> Result<f64, String> {
    if !(price > 0.0) {
        return Err(format!("a price of {price:.2}"));
    }
    let mut sigma = 0.3;
    for i in 0..30 {
        let p = black_scholes(s, k, 0.01, sigma, 1.0, Side::Call);
        let h = 1e-5;
        let vega = (black_scholes(s, k, 0.01, sigma + h, 1.0, Side::Call)
            - black_scholes(s, k, 0.01, sigma - h, 1.0, Side::Call))
            / (2.0 * h);
        let step = (p - price) / vega;
        sigma -= step;
        if step.abs() < 1e-12 {
            return Ok(sigma);
        }
        if i > 20 && sigma > 10.0 {
            return Err(format!("diverged at {sigma} after {i}"));
        }
    }
    Ok(sigma)
}

#[differentiate]
fn binomial_tree(s: f64, k: f64, u: f64, n: usize) -> f64 {
    let d = 1.0 / u;
    let p = (1.0 - d) / (u - d);
    let mut v: Vec<f64> =
        (0..=n).map(|i| (s * u.powi(i as i32) * d.powi((n - i) as i32) - k).max(0.0)).collect();
    for step in (0..n).rev() {
        for i in 0..=step {
            v[i] = p * v[i + 1] + (1.0 - p) * v[i];
        }
        v.truncate(step + 1);
    }
    v[0]
}
#[derive(Clone, Debug, Differentiable)]
struct State {
    x: f64,
    v: f64,
}

#[differentiate]
fn rhs(s: &State, k: f64, c: f64) -> State {
    State { x: s.v, v: -k * s.x - c * s.v.abs() * s.v }
}

#[differentiate]
fn rk2(x: f64, k: f64, n: usize) -> f64 {
    let mut s = State { x, v: 0.0 };
    let h = 0.05;
    for _ in 0..n {
        let d = rhs(&s, k, 0.1);
        let mid = State { x: s.x + 0.5 * h * d.x, v: s.v + 0.5 * h * d.v };
        let d = rhs(&mid, k, 0.1);
        s = State { x: s.x + h * d.x, v: s.v + h * d.v };
        if s.x < -0.9 {
            break;
        }
    }
    s.x + s.v
}

#[differentiate]
fn adaptive(y0: f64, rate: f64) -> f64 {
    let (mut t, mut y, mut h) = (0.0, y0, 0.1);
    let mut rejected = 0;
    while t < 1.0 {
        if t + h > 1.0 {
            h = 1.0 - t;
        }
        let k1 = -rate * y;
        let k2 = -rate * (y + h * k1);
        let err = (0.5 * h * (k2 - k1)).abs();
        if err > 1e-2 {
            rejected += 1;
            if rejected > 50 {
                panic!("no step at {t}, {y}");
            }
            h *= 0.5;
            continue;
        }
        y += 0.5 * h * (k1 + k2);
        t += h;
    }
    y
}
#[derive(Debug, Clone, PartialEq)]
enum StatError {
    Empty,
    TooFew { have: usize, want: usize },
    NotFinite(usize),
}
impl std::fmt::Display for StatError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}
fn validate(x: &[f64]) -> Result<(), StatError> {
    if x.is_empty() {
        return Err(StatError::Empty);
    }
    if let Some(i) = x.iter().position(|v| !v.is_finite()) {
        return Err(StatError::NotFinite(i));
    }
    Ok(())
}

#[differentiate]
fn variance(x: &[f64]) -> Result<f64, StatError> {
    validate(x)?;
    if x.len() < 2 {
        return Err(StatError::TooFew { have: x.len(), want: 2 });
    }
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    Ok(x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0))
}

#[differentiate]
fn correlation(x: &[f64], y: &[f64]) -> Result<f64, StatError> {
    let (vx, vy) = (variance(x)?, variance(y)?);
    let n = x.len().min(y.len());
    let (mx, my) = (x.iter().sum::<f64>() / n as f64, y.iter().sum::<f64>() / n as f64);
    let cov = x.iter().zip(y).map(|(a, b)| (a - mx) * (b - my)).sum::<f64>() / (n as f64 - 1.0);
    Ok(cov / (vx * vy).sqrt())
}

#[differentiate]
fn trimmed_mean(x: &[f64], frac: f64) -> f64 {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|&a, &b| stop_gradient(x[a]).partial_cmp(&stop_gradient(x[b])).unwrap());
    let cut = (frac * x.len() as f64) as usize;
    let kept = &order[cut..x.len() - cut];
    kept.iter().map(|&i| x[i]).sum::<f64>() / kept.len() as f64
}

#[differentiate]
fn weighted(x: f64, options: &str) -> Result<f64, String> {
    let mut gain = 1.0;
    let mut power = 1i32;
    for part in options.split(',') {
        let (key, value) = part.split_once('=').ok_or_else(|| format!("no `=` in {part}"))?;
        match key.trim() {
            "gain" => {
                gain = value.parse::<f64>().map_err(|e: std::num::ParseFloatError| e.to_string())?
            }
            "power" => power = value.trim().parse().map_err(|_| format!("power {value}"))?,
            other => return Err(format!("unknown {other}")),
        }
    }
    Ok(gain * x.powi(power))
}

#[differentiate]
fn softmax_loss(z: &[f64], label: usize) -> f64 {
    let m = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let lse = z.iter().map(|v| (v - m).exp()).sum::<f64>().ln() + m;
    lse - z[label]
}

#[differentiate]
fn golden(a: f64, b: f64, c: f64) -> f64 {
    const R: f64 = 0.6180339887498949;
    let f = |x: f64| (x - c).powi(2) + 0.1 * x;
    let (mut a, mut b) = (a, b);
    let mut x1 = b - R * (b - a);
    let mut x2 = a + R * (b - a);
    while (b - a).abs() > 1e-1 {
        if f(x1) < f(x2) {
            b = x2;
            x2 = x1;
            x1 = b - R * (b - a);
        } else {
            a = x1;
            x1 = x2;
            x2 = a + R * (b - a);
        }
    }
    f((a + b) / 2.0)
}

#[differentiate]
fn haversine(p: (f64, f64), q: (f64, f64)) -> f64 {
    let [(la, lo), (lb, lp)] = [p, q].map(|(a, b)| (a.to_radians(), b.to_radians()));
    let h = ((lb - la) / 2.0).sin().powi(2) + la.cos() * lb.cos() * ((lp - lo) / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().asin()
}

#[differentiate]
fn perlin(x: f64, seed: u32) -> f64 {
    let i = x.floor() as i32;
    let t = x - i as f64;
    let grad = |n: i32| {
        let h = (n as u32).wrapping_mul(374761393).wrapping_add(seed);
        let h = (h ^ (h >> 13)).wrapping_mul(1274126177);
        if h & 1 == 0 { 1.0 } else { -1.0 }
    };
    let fade = t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
    let (a, b) = (grad(i) * t, grad(i + 1) * (t - 1.0));
    a + fade * (b - a)
}
#[test]
fn ordinary_functions() {
    bisect::check(0.5, 3.0, 2.0).unwrap();
    assert!(bisect::vjp(2.0, 3.0, 1.0).0.is_err());
    secant::check(0.0, 1.0, 2.0).unwrap();
    brent_like::check(2.0).unwrap();
    for t in [0.5, 1.5, 2.7, 4.0] {
        cubic_hermite::check(&[0.0, 1.0, 2.0, 3.5], &[1.0, 0.5, 2.0, 1.0], t).unwrap();
    }
    angle_difference::check(3.0, -2.0).unwrap();
    julian::check(2451545.3).unwrap();
    for n in 0..5 {
        chebyshev::check(n, 0.3).unwrap();
        legendre::check(n as u32, 0.3).unwrap();
    }
    clenshaw::check(&[1.0, 0.5, 0.25, 0.1], 0.3).unwrap();
    norm_cdf::check(0.7).unwrap();
    norm_cdf::check(-0.7).unwrap();
    black_scholes::check(100.0, 95.0, 0.01, 0.2, 1.0, Side::Put).unwrap();
    implied_vol::check(12.0, 100.0, 95.0).unwrap();
    binomial_tree::check(100.0, 95.0, 1.1, 5).unwrap();
    rk2::check(1.0, 4.0, 30).unwrap();
    adaptive::check(1.0, 3.0).unwrap();
    variance::check(&[1.0, 2.0, 4.0]).unwrap();
    assert_eq!(variance::vjp(&[1.0]).0, Err(StatError::TooFew { have: 1, want: 2 }));
    correlation::check(&[1.0, 2.0, 4.0], &[1.0, 3.0, 2.0]).unwrap();
    trimmed_mean::check(&[1.0, 9.0, 3.0, 2.0, 5.0], 0.21).unwrap();
    weighted::check(2.0, "gain=2.5, power=3").unwrap();
    softmax_loss::check(&[1.0, 2.0, 0.5], 1).unwrap();
    golden::check(0.0, 2.0, 1.3).unwrap();
    haversine::check((10.0, 20.0), (11.0, 25.0)).unwrap();
    perlin::check(2.3, 7).unwrap();
    perlin::check(-2.3, 7).unwrap();
}
