//! What types of one's own cost: the same programs with operators, over plain floats, and with layers behind `dyn`: `cargo bench -p ad-tests --bench own_types`.

use std::hint::black_box;
use std::ops::{Add, Mul, Sub};
use std::time::Duration;

use ad_runtime::prelude::*;
use ad_tests::interleaved::{Entrant, race};

#[derive(Clone, Copy, Debug, Differentiable, PartialEq)]
struct V {
    x: f64,
    y: f64,
    z: f64,
}
#[differentiate]
impl Add for V {
    type Output = V;
    #[inline]
    fn add(self, r: V) -> V {
        V { x: self.x + r.x, y: self.y + r.y, z: self.z + r.z }
    }
}
#[differentiate]
impl Sub for V {
    type Output = V;
    #[inline]
    fn sub(self, r: V) -> V {
        V { x: self.x - r.x, y: self.y - r.y, z: self.z - r.z }
    }
}
#[differentiate]
impl Mul<f64> for V {
    type Output = V;
    #[inline]
    fn mul(self, k: f64) -> V {
        V { x: self.x * k, y: self.y * k, z: self.z * k }
    }
}
#[differentiate]
impl V {
    #[inline]
    fn dot(self, r: V) -> f64 {
        self.x * r.x + self.y * r.y + self.z * r.z
    }
    #[inline]
    fn norm(self) -> f64 {
        self.dot(self).sqrt()
    }
}
/// Rays through a grid of pixels, and the spheres that they meet.
#[derive(Clone, Debug, Differentiable)]
struct Sphere {
    at: V,
    r: f64,
    bright: f64,
}

/// The light that comes back.
#[differentiate]
fn trace(spheres: &[Sphere], light: V, #[constant] n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        for j in 0..n {
            let d = V { x: i as f64 / n as f64 - 0.5, y: j as f64 / n as f64 - 0.5, z: 1.0 };
            let d = d * (1.0 / d.norm());
            let mut shade = 0.0;
            for s in spheres {
                let b = s.at.dot(d);
                let c = s.at.dot(s.at) - s.r * s.r;
                let disc = b * b - c;
                if disc > 0.0 {
                    let t = b - disc.sqrt();
                    let p = d * t;
                    let normal = (p - s.at) * (1.0 / s.r);
                    let l = light - p;
                    let cosine = normal.dot(l) / l.norm();
                    if cosine > 0.0 {
                        shade += s.bright * cosine;
                    }
                }
            }
            total += shade * shade;
        }
    }
    total
}

#[derive(Clone, Debug, Differentiable)]
struct Plain {
    ax: f64,
    ay: f64,
    az: f64,
    r: f64,
    bright: f64,
}
#[differentiate]
fn trace_plain(spheres: &[Plain], lx: f64, ly: f64, lz: f64, #[constant] n: usize) -> f64 {
    let mut total = 0.0;
    for i in 0..n {
        for j in 0..n {
            let (dx, dy, dz) = (i as f64 / n as f64 - 0.5, j as f64 / n as f64 - 0.5, 1.0);
            let k = 1.0 / (dx * dx + dy * dy + dz * dz).sqrt();
            let (dx, dy, dz) = (dx * k, dy * k, dz * k);
            let mut shade = 0.0;
            for s in spheres {
                let b = s.ax * dx + s.ay * dy + s.az * dz;
                let c = s.ax * s.ax + s.ay * s.ay + s.az * s.az - s.r * s.r;
                let disc = b * b - c;
                if disc > 0.0 {
                    let t = b - disc.sqrt();
                    let (px, py, pz) = (dx * t, dy * t, dz * t);
                    let q = 1.0 / s.r;
                    let (nx, ny, nz) = ((px - s.ax) * q, (py - s.ay) * q, (pz - s.az) * q);
                    let (ux, uy, uz) = (lx - px, ly - py, lz - pz);
                    let cosine =
                        (nx * ux + ny * uy + nz * uz) / (ux * ux + uy * uy + uz * uz).sqrt();
                    if cosine > 0.0 {
                        shade += s.bright * cosine;
                    }
                }
            }
            total += shade * shade;
        }
    }
    total
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct State {
    at: V,
    vel: V,
}
#[differentiate]
impl Add for State {
    type Output = State;
    #[inline]
    fn add(self, r: State) -> State {
        State { at: self.at + r.at, vel: self.vel + r.vel }
    }
}
#[differentiate]
impl Mul<f64> for State {
    type Output = State;
    #[inline]
    fn mul(self, k: f64) -> State {
        State { at: self.at * k, vel: self.vel * k }
    }
}
#[differentiate]
#[inline]
fn slope(s: State, k: f64) -> State {
    State { at: s.vel, vel: s.at * -k - s.vel * 0.1 }
}
#[differentiate]
fn rk4(s: State, k: f64, #[constant] n: usize) -> f64 {
    let mut s = s;
    let h = 0.01;
    for _ in 0..n {
        let k1 = slope(s, k);
        let k2 = slope(s + k1 * (h / 2.0), k);
        let k3 = slope(s + k2 * (h / 2.0), k);
        let k4 = slope(s + k3 * h, k);
        s = s + (k1 + k2 * 2.0 + k3 * 2.0 + k4) * (h / 6.0);
    }
    s.at.dot(s.at)
}
#[differentiate]
fn rk4_scalars(s: [f64; 6], k: f64, #[constant] n: usize) -> f64 {
    let [mut a, mut b, mut c, mut d, mut e, mut f] = s;
    let h = 0.01;
    for _ in 0..n {
        let (a1, b1, c1) = (d, e, f);
        let (d1, e1, f1) = (-k * a - 0.1 * d, -k * b - 0.1 * e, -k * c - 0.1 * f);
        let (a2, b2, c2, d2, e2, f2) = (
            a + a1 * (h / 2.0),
            b + b1 * (h / 2.0),
            c + c1 * (h / 2.0),
            d + d1 * (h / 2.0),
            e + e1 * (h / 2.0),
            f + f1 * (h / 2.0),
        );
        let (ka2, kb2, kc2, kd2, ke2, kf2) =
            (d2, e2, f2, -k * a2 - 0.1 * d2, -k * b2 - 0.1 * e2, -k * c2 - 0.1 * f2);
        let (a3, b3, c3, d3, e3, f3) = (
            a + ka2 * (h / 2.0),
            b + kb2 * (h / 2.0),
            c + kc2 * (h / 2.0),
            d + kd2 * (h / 2.0),
            e + ke2 * (h / 2.0),
            f + kf2 * (h / 2.0),
        );
        let (ka3, kb3, kc3, kd3, ke3, kf3) =
            (d3, e3, f3, -k * a3 - 0.1 * d3, -k * b3 - 0.1 * e3, -k * c3 - 0.1 * f3);
        let (a4, b4, c4, d4, e4, f4) =
            (a + ka3 * h, b + kb3 * h, c + kc3 * h, d + kd3 * h, e + ke3 * h, f + kf3 * h);
        let (ka4, kb4, kc4, kd4, ke4, kf4) =
            (d4, e4, f4, -k * a4 - 0.1 * d4, -k * b4 - 0.1 * e4, -k * c4 - 0.1 * f4);
        a += (a1 + 2.0 * ka2 + 2.0 * ka3 + ka4) * (h / 6.0);
        b += (b1 + 2.0 * kb2 + 2.0 * kb3 + kb4) * (h / 6.0);
        c += (c1 + 2.0 * kc2 + 2.0 * kc3 + kc4) * (h / 6.0);
        d += (d1 + 2.0 * kd2 + 2.0 * kd3 + kd4) * (h / 6.0);
        e += (e1 + 2.0 * ke2 + 2.0 * ke3 + ke4) * (h / 6.0);
        f += (f1 + 2.0 * kf2 + 2.0 * kf3 + kf4) * (h / 6.0);
    }
    a * a + b * b + c * c
}

#[differentiate(dyn)]
trait Layer {
    fn forward(&self, x: &[f64]) -> Vec<f64>;
}

#[derive(Clone, Debug, Differentiable)]
struct Dense {
    weights: Vec<Vec<f64>>,
}

#[differentiate(dyn)]
impl Layer for Dense {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        self.weights.iter().map(|row| row.iter().zip(x).map(|(w, x)| w * x).sum()).collect()
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Bend {
    slope: f64,
}

#[differentiate(dyn)]
impl Layer for Bend {
    fn forward(&self, x: &[f64]) -> Vec<f64> {
        x.iter().map(|x| (self.slope * x).tanh()).collect()
    }
}

#[differentiate]
fn network(layers: &[Box<dyn Layer>], x: &[f64]) -> f64 {
    let mut h = x.to_vec();
    for layer in layers {
        h = layer.forward(&h);
    }
    h.iter().map(|h| h * h).sum()
}

/// The same, its layers known.
#[differentiate]
fn network_of_structs(dense: &[Dense], bends: &[Bend], x: &[f64]) -> f64 {
    let mut h = x.to_vec();
    for i in 0..dense.len() {
        h = dense[i].forward(&h);
        h = bends[i].forward(&h);
    }
    h.iter().map(|h| h * h).sum()
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9 * (1.0 + a.abs()), "{a}, {b}");
}

fn main() {
    rays();
    steps();
    layers();
}

fn rays() {
    let sphere = |i: f64| Sphere {
        at: V { x: 0.3 * (i - 3.0), y: 0.2 * (i - 2.0), z: 3.0 + i * 0.3 },
        r: 0.7,
        bright: 1.0 + i,
    };
    let spheres: Vec<_> = (0..6).map(|i| sphere(f64::from(i))).collect();
    let plain = |s: &Sphere| Plain { ax: s.at.x, ay: s.at.y, az: s.at.z, r: s.r, bright: s.bright };
    let plain: Vec<_> = spheres.iter().map(plain).collect();
    let light = V { x: 2.0, y: 3.0, z: -1.0 };
    let ours = trace::grad(&spheres, light, 40);
    let theirs = trace_plain::grad(&plain, 2.0, 3.0, -1.0, 40);
    ours.0.iter().zip(&theirs.0).for_each(|(a, b)| close(a.at.x, b.ax));
    close(ours.1.z, theirs.3);
    let (spheres, plain) = (&spheres, &plain);
    let entrants = vec![
        Entrant::new("ray tracer with operators", move || {
            black_box(trace(black_box(spheres), light, 200));
        }),
        Entrant::new("the same over floats", move || {
            black_box(trace_plain(black_box(plain), 2.0, 3.0, -1.0, 200));
        }),
        Entrant::new("gradient with operators", move || {
            black_box(trace::grad(black_box(spheres), light, 200));
        }),
        Entrant::new("gradient over floats", move || {
            black_box(trace_plain::grad(black_box(plain), 2.0, 3.0, -1.0, 200));
        }),
    ];
    println!("{}", race("200 x 200 rays, 6 spheres", Duration::from_secs(4), entrants));
}

fn steps() {
    let s = State { at: V { x: 0.3, y: 1.0, z: 0.5 }, vel: V { x: -0.5, y: 0.2, z: 0.1 } };
    let floats = [0.3, 1.0, 0.5, -0.5, 0.2, 0.1];
    close(rk4::grad(s, 0.8, 100).1, rk4_scalars::grad(floats, 0.8, 100).1);
    let entrants = vec![
        Entrant::new("Runge-Kutta with operators", move || {
            black_box(rk4(black_box(s), 0.8, 10_000));
        }),
        Entrant::new("the same over floats", move || {
            black_box(rk4_scalars(black_box(floats), 0.8, 10_000));
        }),
        Entrant::new("gradient with operators", move || {
            black_box(rk4::grad(black_box(s), 0.8, 10_000));
        }),
        Entrant::new("gradient over floats", move || {
            black_box(rk4_scalars::grad(black_box(floats), 0.8, 10_000));
        }),
    ];
    println!("{}", race("10,000 steps, 6 numbers", Duration::from_secs(4), entrants));
}

fn layers() {
    let weights = |k: usize| {
        let row = |i: usize| (0..64).map(|j| ((i * 7 + j * 3 + k) as f64).sin() * 0.1).collect();
        Dense { weights: (0..64).map(row).collect() }
    };
    let dense: Vec<_> = (0..4).map(weights).collect();
    let bends = vec![Bend { slope: 1.1 }; 4];
    let mut layers: Vec<Box<dyn Layer>> = Vec::new();
    for (dense, bend) in dense.iter().zip(&bends) {
        layers.push(Box::new(dense.clone()));
        layers.push(Box::new(bend.clone()));
    }
    let x: Vec<f64> = (0..64).map(|i| (0.3 * f64::from(i)).cos()).collect();
    let (dense, bends, layers, x) = (&dense, &bends, &layers, &x);
    close(network::grad(layers, x).1[3], network_of_structs::grad(dense, bends, x).2[3]);
    let entrants = vec![
        Entrant::new("network behind `dyn`", move || {
            black_box(network(black_box(layers), x));
        }),
        Entrant::new("the same of structs", move || {
            black_box(network_of_structs(black_box(dense), bends, x));
        }),
        Entrant::new("gradient behind `dyn`", move || {
            black_box(network::grad(black_box(layers), x));
        }),
        Entrant::new("gradient of structs", move || {
            black_box(network_of_structs::grad(black_box(dense), bends, x));
        }),
    ];
    println!("{}", race("8 layers of 64", Duration::from_secs(4), entrants));
}
