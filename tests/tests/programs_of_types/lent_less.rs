//! Pullbacks that borrow nothing of what they are lent, where options, indices and comparisons come of calls: a spline by keys, a kernel that compares points.

use std::collections::HashMap;

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
pub struct Key {
    pub t: f64,
    pub value: f64,
    #[constant]
    pub interpolation: Interpolation,
}
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(dead_code)]
pub enum Interpolation {
    Step(f64),
    Linear,
    Cosine,
    CatmullRom,
}
#[derive(Clone, Debug, Differentiable)]
pub struct Spline(Vec<Key>);
#[differentiate]
impl Spline {
    pub fn keys(&self) -> &[Key] {
        &self.0
    }
    pub fn len(&self) -> usize {
        self.0.len()
    }
    fn search_lower_cp(&self, #[constant] t: f64) -> Option<usize> {
        let len = self.0.len();
        if len < 2 {
            return None;
        }
        match self.0.binary_search_by(|key| key.t.partial_cmp(&t).unwrap()) {
            Err(i) if i >= len => None,
            Err(0) => None,
            Err(i) => Some(i - 1),
            Ok(i) if i == len - 1 => None,
            Ok(i) => Some(i),
        }
    }
    pub fn sample(&self, t: f64) -> Option<f64> {
        let i = self.search_lower_cp(stop_gradient(t))?;
        let cp0 = &self.0[i];
        let cp1 = &self.0[i + 1];
        let nt = (t - cp0.t) / (cp1.t - cp0.t);
        match cp0.interpolation {
            Interpolation::Step(threshold) => {
                Some(if nt < threshold { cp0.value } else { cp1.value })
            }
            Interpolation::Linear => Some(cp0.value * (1.0 - nt) + cp1.value * nt),
            Interpolation::Cosine => {
                let c = (1.0 - (nt * std::f64::consts::PI).cos()) * 0.5;
                Some(cp0.value * (1.0 - c) + cp1.value * c)
            }
            Interpolation::CatmullRom => {
                if i == 0 || i >= self.0.len() - 2 {
                    None
                } else {
                    let (a, b) = (&self.0[i - 1], &self.0[i + 2]);
                    let m0 = (cp1.value - a.value) / (cp1.t - a.t) * (cp1.t - cp0.t);
                    let m1 = (b.value - cp0.value) / (b.t - cp0.t) * (cp1.t - cp0.t);
                    let (t2, t3) = (nt * nt, nt * nt * nt);
                    Some(
                        cp0.value * (t3 * 2.0 - t2 * 3.0 + 1.0)
                            + m0 * (t3 - t2 * 2.0 + nt)
                            + cp1.value * (t3 * -2.0 + t2 * 3.0)
                            + m1 * (t3 - t2),
                    )
                }
            }
        }
    }
    pub fn clamped_sample(&self, t: f64) -> Option<f64> {
        if self.0.is_empty() {
            return None;
        }
        self.sample(t).or_else(|| {
            let first = self.0.first().unwrap();
            if t <= first.t {
                Some(first.value)
            } else {
                let last = self.0.last().unwrap();
                if t >= last.t { Some(last.value) } else { None }
            }
        })
    }
}
#[differentiate]
pub fn integral(s: &Spline, a: f64, b: f64) -> f64 {
    (0..9)
        .map(|i| a + (b - a) * (i as f64 + 0.5) / 9.0)
        .filter_map(|t| s.clamped_sample(t))
        .sum::<f64>()
        * (b - a)
        / 9.0
}
#[test]
fn splines() {
    let k = |t, value, interpolation| Key { t, value, interpolation };
    integral::check(
        &Spline(vec![
            k(0.0, 1.0, Interpolation::Linear),
            k(1.0, 2.0, Interpolation::CatmullRom),
            k(2.0, 0.5, Interpolation::Cosine),
            k(3.0, 0.7, Interpolation::Linear),
        ]),
        -0.21,
        3.4,
    )
    .unwrap();
}

#[differentiate]
pub trait Kernel {
    fn eval(&self, a: &[f64], b: &[f64]) -> f64;
}

#[derive(Clone, Debug, Differentiable)]
pub struct White {
    noise: f64,
}

/// Whether the points are equal the pullback knows without them.
#[differentiate]
impl Kernel for White {
    fn eval(&self, a: &[f64], b: &[f64]) -> f64 {
        if a == b { self.noise } else { 0.5 * a[0] * self.noise * b[0] }
    }
}

#[differentiate]
pub fn kernel_sum<K: Kernel + Differentiable>(k: &K, xs: &[Vec<f64>]) -> f64 {
    xs.iter().map(|a| xs.iter().map(|b| k.eval(a, b)).sum::<f64>()).sum()
}

#[differentiate]
pub fn white(noise: f64, xs: &[Vec<f64>]) -> f64 {
    kernel_sum(&White { noise }, xs)
}

#[test]
fn compared_points() {
    white::check(0.3, &[vec![0.1], vec![0.7], vec![0.4]]).unwrap();
}

pub struct Tables {
    heat: HashMap<String, Vec<f64>>,
    names: Vec<&'static str>,
}

/// The number of a coefficient, which is cast, is kept, and nothing of the table.
#[differentiate]
fn heat(#[constant] tables: &Tables, #[constant] name: &str, t: f64) -> Option<f64> {
    let coefficients = tables.heat.get(name)?;
    Some(coefficients.iter().enumerate().map(|(i, c)| c * t.powi(i as i32)).sum())
}

#[differentiate]
pub fn mixture(#[constant] tables: &Tables, x: &[f64], t: f64) -> f64 {
    tables
        .names
        .iter()
        .zip(x)
        .map(|(n, x)| x * heat(tables, n, t).unwrap_or_else(|| panic!("no {n}")))
        .sum()
}

#[test]
fn tables() {
    let heat = [("a".to_string(), vec![1.0, 0.5]), ("b".to_string(), vec![2.0, 0.1, 0.3])];
    let tables = Tables { heat: heat.into_iter().collect(), names: vec!["a", "b"] };
    mixture::check(&tables, &[0.5, 0.3], 0.9).unwrap();
}

#[derive(Clone, Debug, Differentiable)]
struct Grid {
    #[constant]
    sizes: Vec<usize>,
    data: Vec<f64>,
    #[constant]
    names: Vec<String>,
}
#[differentiate]
impl Grid {
    fn dim(&self, i: usize) -> usize {
        self.sizes[i]
    }
    fn find(&self, t: f64) -> Option<usize> {
        self.data.iter().position(|d| *d > t)
    }
    fn at(&self, t: f64) -> Option<f64> {
        let i = self.find(stop_gradient(t))?;
        Some(self.data[i] * t + i as f64)
    }
    fn sum(&self, k: f64) -> f64 {
        let (n, m) = (self.dim(0), self.dim(1));
        let mut s = 0.0;
        for i in 0..n {
            for j in 0..m {
                s += self.data[i * m + j] * k * (j + 1) as f64;
            }
        }
        s
    }
    fn same(&self, o: &[f64], k: f64) -> f64 {
        if self.data == o { k * self.data[0] } else { k * k * self.data[1] }
    }
}
#[differentiate]
fn regridded(x: &[f64], k: f64) -> f64 {
    let mut g = Grid { sizes: vec![2, 2], data: x.to_vec(), names: vec![] };
    let mut total = 0.0;
    for step in 0..4 {
        total += g.sum(k) + g.at(0.2 * k).unwrap_or(k) + g.same(x, k + step as f64);
        for d in g.data.iter_mut() {
            *d = *d * k + 0.1;
        }
        if step == 1 {
            g.sizes = vec![1, 4];
            g.data.rotate_left(1);
        }
        if step == 2 {
            g.sizes[0] = 1;
            g.sizes[1] = 2;
            g.data.truncate(3);
        }
    }
    total
}
#[differentiate]
fn chain(t: &Grid, k: f64) -> f64 {
    let inner = |g: &Grid, s: f64| g.at(s).map(|v| v * v).unwrap_or_else(|| s * 2.0);
    let mut h = t.clone();
    let a = inner(&h, k);
    h.data[0] = a * 2.0;
    h.data.push(k);
    let b = h.at(k * 0.1).or_else(|| h.at(0.0)).map_or(0.0, |v| v.sin());
    a * b + h.sum(a)
}

#[test]
fn grids() {
    regridded::check(&[0.4, 0.9, -0.3, 0.6], 0.8).unwrap();
    let g = Grid { sizes: vec![2, 2], data: vec![0.4, 0.9, 0.3, 0.6], names: vec![] };
    chain::check(&g, 0.5).unwrap();
    chain::check(&g, 5.0).unwrap();
}
