//! Functions of differentiated values that only select: with the attribute and without.

#![allow(dead_code)]

use ad_runtime::prelude::*;
use std::cmp::Ordering;
fn all_in_range(p: &[f64]) -> bool {
    p.iter().all(|v| (0.0..=1.0).contains(v))
}
fn bucket(x: f64, edges: &[f64]) -> usize {
    edges.iter().filter(|e| **e < x).count()
}
fn bracket(x: &[f64], t: f64) -> Option<usize> {
    (0..x.len() - 1).find(|i| x[*i] <= t && t <= x[i + 1])
}
fn valid(x: &[f64], what: &str) -> Result<(), String> {
    if x.is_empty() { Err(format!("no {what}")) } else { Ok(()) }
}
fn compare(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or(Ordering::Equal)
}
fn order(x: &[f64]) -> Vec<usize> {
    let mut o: Vec<usize> = (0..x.len()).collect();
    o.sort_by(|a, b| x[*a].total_cmp(&x[*b]));
    o
}
fn close(a: f64, b: f64, tol: f64) -> bool {
    (a - b).abs() < tol
}
mod checks {
    pub fn positive<T: num_traits::Float>(x: &[T]) -> bool {
        x.iter().all(|v| *v > T::zero())
    }
}

#[differentiate]
fn counted(x: &[f64], limit: f64) -> usize {
    x.iter().filter(|v| **v < limit).count()
}

#[differentiate]
fn sorted<T: Real>(x: &[T]) -> bool {
    x.windows(2).all(|w| w[0] <= w[1])
}

#[differentiate]
fn sign(x: f64) -> i32 {
    if x > 0.0 { 1 } else { -1 }
}

#[differentiate]
fn which(x: f64, y: f64) -> Option<(usize, bool)> {
    static N: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    N.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    if x > y { Some((1, true)) } else { None }
}

#[differentiate]
fn name(x: f64) -> String {
    format!("{x:.2}")
}

#[differentiate]
fn ordering(x: f64, y: f64) -> Ordering {
    x.total_cmp(&y)
}

#[differentiate]
fn entropy(p: &[f64]) -> f64 {
    if !all_in_range(p) {
        return 0.0;
    }
    -p.iter().map(|v| v * v.ln()).sum::<f64>()
}

#[differentiate]
fn looked_up(x: f64, edges: &Vec<f64>, y: &[f64]) -> f64 {
    let i = bucket(x, edges);
    let j = bucket(x * x, &edges[1..]);
    y[i] * x + y[j].sin() + y[bucket(y[0], edges)]
}

#[differentiate]
fn interpolated(x: &[f64], y: &[f64], t: f64) -> Result<f64, String> {
    valid(x, "points")?;
    valid(y, "values").map_err(|e| format!("{e}!"))?;
    let Some(i) = bracket(x, t) else { return Err("outside".into()) };
    match bracket(x, t + 0.1) {
        Some(k) if k > i => return Ok(y[k] * t),
        _ => {}
    }
    Ok(y[i] + (y[i + 1] - y[i]) * (t - x[i]) / (x[i + 1] - x[i]))
}

#[differentiate]
fn larger(a: f64, b: f64) -> f64 {
    match compare(a, b) {
        Ordering::Less => b * b,
        Ordering::Equal => a,
        Ordering::Greater => a * a * a,
    }
}

#[differentiate]
fn median(x: &[f64]) -> f64 {
    let o = order(x);
    let n = o.len();
    if n % 2 == 1 { x[o[n / 2]] } else { 0.5 * (x[o[n / 2 - 1]] + x[o[n / 2]]) }
}

#[differentiate]
fn iterated(x: f64) -> f64 {
    let mut y = x;
    let mut last = y + 1.0;
    while !close(y, last, 1e-12) && checks::positive(&[y, last]) {
        last = y;
        y = 0.5 * (y + x / y);
    }
    y
}

#[differentiate]
fn differentiated(x: &[f64], limit: f64) -> f64 {
    let n = counted(x, limit);
    let s = sign(x[0]);
    let mut total = 0.0;
    for i in 0..n {
        total += x[i] * x[i];
    }
    if sorted(x) {
        total *= 2.0;
    }
    if let Some((k, true)) = which(x[0], limit) {
        total += x[k];
    }
    if ordering(x[0], x[1]) == Ordering::Less {
        total += x[0].exp();
    }
    if name(x[0]) == "0.50" {
        total *= 3.0;
    }
    total * s as f64 + n as f64 * x[1]
}
#[derive(Clone, Debug, Differentiable)]
struct Table {
    x: Vec<f64>,
    y: Vec<f64>,
}
#[differentiate]
impl Table {
    fn locate(&self, t: f64) -> usize {
        self.x.partition_point(|v| *v < t)
    }
    fn check(&self, t: f64) -> Result<(), String> {
        if t < 0.0 { Err("negative".into()) } else { Ok(()) }
    }
    fn inside(&self, t: f64) -> bool {
        t >= 0.0
    }
    #[differentiate]
    fn asked(&self, t: f64) -> bool {
        t >= 0.0
    }
    fn value(&self, t: f64) -> f64 {
        let i = self.locate(t).clamp(1, self.x.len() - 1);
        if !self.inside(t) || !self.asked(t) {
            return t;
        }
        if self.check(t - 0.1).is_err() {
            return t * t;
        }
        self.y[i - 1]
            + (self.y[i] - self.y[i - 1]) * (t - self.x[i - 1]) / (self.x[i] - self.x[i - 1])
    }
}
/// What it borrows is static.
#[differentiate]
fn small(x: f64) -> Result<(), &'static str> {
    if x.abs() > 2.0 { Err("too far") } else { Ok(()) }
}

#[differentiate]
fn guarded(x: f64) -> Result<f64, &'static str> {
    small(x)?;
    Ok(x * x)
}

fn more() {
    let t = Table { x: vec![0.0, 1.0, 3.0], y: vec![1.0, 4.0, 2.0] };
    for v in [0.05, 0.5, 2.0, -1.0] {
        t.value_check(v).unwrap();
    }
}

#[test]
fn functions_that_select() {
    more();
    assert_eq!(counted(&[1.0, 2.0], 1.5), 1);
    assert_eq!(sign(2.0), 1);
    entropy::check(&[0.3, 0.7]).unwrap();
    entropy::check(&[0.3, 1.7]).unwrap();
    looked_up::check(0.7, &vec![0.0, 0.5, 1.0], &[2.0, 3.0, 4.0, 5.0]).unwrap();
    interpolated::check(&[0.0, 1.0, 2.0], &[1.0, 3.0, 4.0], 0.5).unwrap();
    assert_eq!(interpolated::vjp(&[], &[1.0, 3.0, 4.0], 0.5).0, Err("no points".to_string()));
    guarded::check(1.5).unwrap();
    assert_eq!(guarded::vjp(3.0).0, Err("too far"));
    larger::check(1.0, 2.0).unwrap();
    larger::check(3.0, 2.0).unwrap();
    median::check(&[3.0, 1.0, 2.0]).unwrap();
    median::check(&[3.0, 1.0, 2.0, 5.0]).unwrap();
    iterated::check(2.0).unwrap();
    differentiated::check(&[0.5, 0.7, 3.0], 1.0).unwrap();
    differentiated::check(&[1.5, 0.7, 0.1], 1.0).unwrap();
}
