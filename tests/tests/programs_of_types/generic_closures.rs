//! Closures whose parameters' types come from the other arguments.

use ad_runtime::prelude::*;
use std::ops::*;
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct S2 {
    x: f64,
    v: f64,
}
#[differentiate]
impl Add for S2 {
    type Output = S2;
    fn add(self, o: S2) -> S2 {
        S2 { x: self.x + o.x, v: self.v + o.v }
    }
}
#[differentiate]
impl Mul<f64> for S2 {
    type Output = S2;
    fn mul(self, k: f64) -> S2 {
        S2 { x: self.x * k, v: self.v * k }
    }
}
#[differentiate]
pub fn rk4<S, F>(f: F, t: f64, y: S, h: f64) -> S
where
    F: Fn(f64, S) -> S,
    S: Copy + Add<Output = S> + Mul<f64, Output = S>,
{
    let k1 = f(t, y);
    let k2 = f(t + 0.5 * h, y + k1 * (0.5 * h));
    let k3 = f(t + 0.5 * h, y + k2 * (0.5 * h));
    let k4 = f(t + h, y + k3 * h);
    y + (k1 + k2 * 2.0 + k3 * 2.0 + k4) * (h / 6.0)
}
#[differentiate]
pub fn solve<S, F>(f: F, y0: S, t0: f64, t1: f64, n: usize) -> S
where
    F: Fn(f64, S) -> S,
    S: Copy + Add<Output = S> + Mul<f64, Output = S>,
{
    let h = (t1 - t0) / n as f64;
    let mut y = y0;
    let mut t = t0;
    for _ in 0..n {
        let k1 = f(t, y);
        let k2 = f(t + h, y + k1 * h);
        y = y + (k1 + k2) * (0.5 * h);
        t += h;
    }
    y
}
#[differentiate]
fn spring(_t: f64, s: S2) -> S2 {
    S2 { x: s.v, v: -s.x }
}
#[differentiate]
fn by_name(x: f64, h: f64) -> f64 {
    let y = rk4(spring, 0.0, S2 { x, v: 1.0 }, h);
    y.x * y.v
}
#[differentiate]
fn by_closure(k: f64, x: f64) -> f64 {
    let y = rk4(|_t, s: S2| S2 { x: s.v, v: -k * s.x }, 0.0, S2 { x, v: 1.0 }, 0.1);
    y.x * y.v
}
#[differentiate]
fn by_closure_untyped(k: f64, x: f64) -> f64 {
    let y = rk4(|t, s| S2 { x: s.v, v: -k * s.x * t }, 0.0, S2 { x, v: 1.0 }, 0.1);
    y.x * y.v
}
#[differentiate]
fn of_float(k: f64, x: f64) -> f64 {
    rk4(|t, y| -k * y * t, 0.5, x, 0.1) + solve(|t, y| k * y - t, x, 0.0, 1.0, 3)
}
#[differentiate]
fn later(k: f64, x: f64, t1: f64) -> f64 {
    solve(|t, s| S2 { x: s.v, v: -k * s.x + t }, S2 { x, v: k }, 0.0, t1, 4).x
}
#[differentiate]
fn nested(k: f64, x: f64) -> f64 {
    let start = S2 { x, v: 0.0 };
    let w = k * 2.0;
    let f = |_: f64, s: S2| S2 { x: s.v, v: -w * s.x };
    let mut y = start;
    for i in 0..3 {
        y = rk4(f, i as f64, y, 0.1);
    }
    y.x
}
#[test]
fn types_from_the_others() {
    by_name::check(0.3, 0.1).unwrap();
    by_closure::check(0.3, 0.1).unwrap();
    by_closure_untyped::check(0.3, 0.1).unwrap();
    of_float::check(0.3, 0.1).unwrap();
    later::check(0.3, 0.1, 1.0).unwrap();
    nested::check(0.3, 0.1).unwrap();
}
