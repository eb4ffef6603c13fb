//! `VecDeque` of differentiated values: filters that remember, windows that slide.

use ad_runtime::prelude::*;
use std::collections::VecDeque;
#[derive(Clone, Debug, Differentiable)]
struct Sma {
    window: VecDeque<f64>,
    size: usize,
    sum: f64,
}
#[differentiate]
impl Sma {
    fn next(&mut self, x: f64) -> f64 {
        self.sum += x;
        self.window.push_back(x);
        if self.window.len() > self.size {
            if let Some(old) = self.window.pop_front() {
                self.sum -= old;
            }
        }
        self.sum / self.window.len() as f64
    }
    fn spread(&self) -> f64 {
        match (self.window.front(), self.window.back()) {
            (Some(a), Some(b)) => (b - a) * self.window[0],
            _ => 0.0,
        }
    }
    fn var(&self) -> f64 {
        let m = self.window.iter().sum::<f64>() / self.window.len() as f64;
        self.window.iter().map(|x| (x - m).powi(2)).sum::<f64>()
    }
}
#[differentiate]
fn run(xs: &[f64]) -> f64 {
    let mut s = Sma { window: VecDeque::new(), size: 3, sum: 0.0 };
    let mut e = 0.0;
    for &x in xs {
        let m = s.next(x);
        e += (x - m).powi(2);
    }
    e + s.spread() + s.var()
}
#[differentiate]
fn local(xs: &[f64]) -> f64 {
    let mut q = VecDeque::with_capacity(4);
    for &x in xs {
        q.push_back(x * x);
        if q.len() > 2 {
            q.pop_front();
        }
    }
    let mut t = 0.0;
    for v in &q {
        t += v * v;
    }
    for i in 0..q.len() {
        t += q[i] * i as f64;
    }
    t
}
#[differentiate]
fn local2(xs: &[f64], k: f64) -> f64 {
    let mut q: VecDeque<f64> = VecDeque::new();
    q.push_front(k);
    for x in xs {
        q.push_back(*x * k);
        if let Some(first) = q.front_mut() {
            *first *= k;
        }
        *q.back_mut().unwrap() += k;
    }
    let mut y = 0.0;
    while let Some(v) = q.pop_front() {
        y = y * 0.5 + v * v;
    }
    y
}
#[differentiate]
fn arg(q: &VecDeque<f64>, k: f64) -> f64 {
    q.iter().map(|x| x * k).sum::<f64>() + q[1] * q.back().copied().unwrap_or(0.0)
}
#[differentiate]
fn fir(x: f64, taps: &[f64], z: &mut VecDeque<f64>) -> f64 {
    z.push_front(x);
    z.pop_back();
    taps.iter().zip(z.iter()).map(|(t, v)| t * v).sum()
}
#[differentiate]
fn filt(xs: &[f64], taps: &[f64]) -> f64 {
    let mut z: VecDeque<f64> = vec![0.0; taps.len()].into();
    let mut e = 0.0;
    for &x in xs {
        e += fir(x, taps, &mut z).powi(2);
    }
    e
}
#[test]
fn windows_that_slide() {
    let xs = [0.3, 0.5, 0.1, 0.9, 0.7];
    run::check(&xs).unwrap();
    local::check(&xs).unwrap();
    local2::check(&xs, 0.4).unwrap();
    arg::check(&VecDeque::from(vec![0.3, 0.5]), 0.3).unwrap();
    filt::check(&xs, &[0.2, 0.5]).unwrap();
}

// Types of one's own have methods by these names.

#[derive(Clone, Copy, Debug, Differentiable)]
struct V(f64, f64);
#[derive(Clone, Copy, Debug, Differentiable)]
struct Cam {
    a: V,
    yaw: f64,
}
#[differentiate]
impl Cam {
    fn front(&self) -> V {
        V(self.yaw.cos(), self.yaw.sin())
    }
    fn back(&self) -> f64 {
        self.yaw
    }
}
#[derive(Clone, Copy, Debug, Differentiable)]
struct Rig {
    cam: Cam,
}
#[differentiate]
fn rig(r: &Rig) -> f64 {
    let f = r.cam.front();
    f.0 * r.cam.front().1 + r.cam.back() * 2.0
}

#[test]
fn own_ends() {
    rig::check(&Rig { cam: Cam { a: V(0.1, 0.2), yaw: 0.4 } }).unwrap();
}
