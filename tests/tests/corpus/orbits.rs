//! Orbits: Kepler's equation, elements and states, transfers.

use std::f64::consts::{PI, TAU};
use std::ops::{Add, Div, Mul, Neg, Sub};

use ad_runtime::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Differentiable)]
pub struct Vector<const N: usize>([f64; N]);

#[differentiate]
impl<const N: usize> Vector<N> {
    pub fn dot(&self, other: &Self) -> f64 {
        self.0.iter().zip(other.0.iter()).map(|(a, b)| a * b).sum()
    }

    pub fn norm(&self) -> f64 {
        self.dot(self).sqrt()
    }
}

#[differentiate]
impl Vector<3> {
    pub fn cross(&self, o: &Self) -> Self {
        let ([a, b, c], [x, y, z]) = (self.0, o.0);
        Vector([b * z - c * y, c * x - a * z, a * y - b * x])
    }
}

#[differentiate]
impl<const N: usize> Add for Vector<N> {
    type Output = Self;
    fn add(self, rhs: Self) -> Self {
        let mut out = self.0;
        for i in 0..N {
            out[i] += rhs.0[i];
        }
        Vector(out)
    }
}

#[differentiate]
impl<const N: usize> Sub for Vector<N> {
    type Output = Self;
    fn sub(self, rhs: Self) -> Self {
        self + -rhs
    }
}

#[differentiate]
impl<const N: usize> Neg for Vector<N> {
    type Output = Self;
    fn neg(self) -> Self {
        Vector(self.0.map(|v| -v))
    }
}

#[differentiate]
impl<const N: usize> Mul<f64> for Vector<N> {
    type Output = Self;
    fn mul(self, k: f64) -> Self {
        Vector(self.0.map(|v| v * k))
    }
}

#[differentiate]
impl<const N: usize> Mul<Vector<N>> for f64 {
    type Output = Vector<N>;
    fn mul(self, v: Vector<N>) -> Vector<N> {
        v * self
    }
}

#[differentiate]
impl<const N: usize> Div<f64> for Vector<N> {
    type Output = Self;
    fn div(self, k: f64) -> Self {
        self * (1.0 / k)
    }
}

type V3 = Vector<3>;

/// Kepler's equation by Newton. After Meeus, "Astronomical Algorithms", 30; crate `astro`.
#[differentiate]
pub fn eccentric_anomaly(mean: f64, e: f64) -> f64 {
    let m = mean.rem_euclid(TAU);
    let mut ea = if e > 0.8 { PI } else { m };
    for _ in 0..50 {
        let delta = (ea - e * ea.sin() - m) / (1.0 - e * ea.cos());
        ea -= delta;
        if delta.abs() < 1e-13 {
            break;
        }
    }
    ea
}

#[derive(Debug, Clone, Copy, Differentiable)]
pub struct Elements {
    pub a: f64,
    pub e: f64,
    pub i: f64,
    pub raan: f64,
    pub argp: f64,
    pub mean_anomaly: f64,
}

/// Elements to a state. After Vallado, "Fundamentals of Astrodynamics", `COE2RV`; crate `nyx-space`.
#[differentiate]
pub fn state_of(el: &Elements, mu: f64) -> (V3, V3) {
    let ea = eccentric_anomaly(el.mean_anomaly, el.e);
    let nu = 2.0
        * ((1.0 + el.e).sqrt() * (ea / 2.0).sin()).atan2((1.0 - el.e).sqrt() * (ea / 2.0).cos());
    let p = el.a * (1.0 - el.e.powi(2));
    let r = p / (1.0 + el.e * nu.cos());
    let (so, co) = el.raan.sin_cos();
    let (sw, cw) = el.argp.sin_cos();
    let (si, ci) = el.i.sin_cos();
    let px = Vector([co * cw - so * sw * ci, so * cw + co * sw * ci, sw * si]);
    let qx = Vector([-co * sw - so * cw * ci, -so * sw + co * cw * ci, cw * si]);
    let position = r * (px * nu.cos() + qx * nu.sin());
    let velocity = (mu / p).sqrt() * (qx * (el.e + nu.cos()) - nu.sin() * px);
    (position, velocity)
}

/// And back. After Vallado, `RV2COE`.
#[differentiate]
pub fn elements_of(r: V3, v: V3, mu: f64) -> (f64, f64, f64) {
    let h = r.cross(&v);
    let e_vec = v.cross(&h) / mu - r / r.norm();
    let energy = v.dot(&v) / 2.0 - mu / r.norm();
    let a = -mu / (2.0 * energy);
    let i = (h.0[2] / h.norm()).acos();
    (a, e_vec.norm(), i)
}

/// What a transfer costs. After Hohmann 1925; Curtis, "Orbital Mechanics", 6.
#[differentiate]
pub fn hohmann(r1: f64, r2: f64, mu: f64) -> f64 {
    let vis_viva = |r: f64, a: f64| (mu * (2.0 / r - 1.0 / a)).sqrt();
    let a = 0.5 * (r1 + r2);
    (vis_viva(r1, a) - vis_viva(r1, r1)).abs() + (vis_viva(r2, r2) - vis_viva(r2, a)).abs()
}

#[differentiate]
fn stumpff(z: f64) -> (f64, f64) {
    if z > 1e-6 {
        let s = z.sqrt();
        ((1.0 - s.cos()) / z, (s - s.sin()) / (s * z))
    } else if z < -1e-6 {
        let s = (-z).sqrt();
        ((s.cosh() - 1.0) / -z, (s.sinh() - s) / (s * -z))
    } else {
        (0.5 - z / 24.0, 1.0 / 6.0 - z / 120.0)
    }
}

/// A state later, by universal variables. After Curtis, algorithm 3.4; Bate, Mueller and White.
#[differentiate]
pub fn propagated(r0: V3, v0: V3, dt: f64, mu: f64) -> V3 {
    let r0n = r0.norm();
    let vr0 = r0.dot(&v0) / r0n;
    let alpha = 2.0 / r0n - v0.dot(&v0) / mu;
    let mut chi = mu.sqrt() * alpha.abs() * dt;
    let mut ratio: f64 = 1.0;
    let mut count = 0;
    while ratio.abs() > 1e-12 && count < 60 {
        let z = alpha * chi * chi;
        let (c, s) = stumpff(z);
        let f = r0n * vr0 / mu.sqrt() * chi.powi(2) * c
            + (1.0 - alpha * r0n) * chi.powi(3) * s
            + r0n * chi
            - mu.sqrt() * dt;
        let df =
            r0n * vr0 / mu.sqrt() * chi * (1.0 - z * s) + (1.0 - alpha * r0n) * chi * chi * c + r0n;
        ratio = f / df;
        chi -= ratio;
        count += 1;
    }
    let (c, s) = stumpff(alpha * chi * chi);
    let f = 1.0 - chi * chi / r0n * c;
    let g = dt - chi.powi(3) * s / mu.sqrt();
    f * r0 + g * v0
}

/// Forces on a satellite. After the crate `nyx-space`, its dynamics.
#[differentiate(dyn)]
pub trait Perturbation {
    fn acceleration(&self, r: &V3, v: &V3) -> V3;
}

#[derive(Debug, Clone, Differentiable)]
pub struct PointMass(pub f64);

#[derive(Debug, Clone, Differentiable)]
pub struct J2 {
    pub mu: f64,
    pub j2: f64,
    pub radius: f64,
}

#[derive(Debug, Clone, Differentiable)]
pub struct Drag {
    pub density: f64,
    pub scale_height: f64,
    pub ballistic: f64,
}

#[differentiate(dyn)]
impl Perturbation for PointMass {
    fn acceleration(&self, r: &V3, _v: &V3) -> V3 {
        *r * (-self.0 / r.norm().powi(3))
    }
}

#[differentiate(dyn)]
impl Perturbation for J2 {
    fn acceleration(&self, r: &V3, _v: &V3) -> V3 {
        let n = r.norm();
        let z2 = (r.0[2] / n).powi(2);
        let k = -1.5 * self.j2 * self.mu * self.radius.powi(2) / n.powi(5);
        Vector([
            k * r.0[0] * (1.0 - 5.0 * z2),
            k * r.0[1] * (1.0 - 5.0 * z2),
            k * r.0[2] * (3.0 - 5.0 * z2),
        ])
    }
}

#[differentiate(dyn)]
impl Perturbation for Drag {
    fn acceleration(&self, r: &V3, v: &V3) -> V3 {
        let rho = self.density * (-(r.norm() - 1.0) / self.scale_height).exp();
        -(*v) * (rho * v.norm() / self.ballistic)
    }
}

/// A satellite under several forces, leapfrogging.
#[differentiate]
pub fn perturbed_orbit(forces: &[Box<dyn Perturbation>], r: V3, v: V3, dt: f64) -> (V3, V3) {
    let acceleration = |r: &V3, v: &V3| {
        let mut sum = Vector([0.0; 3]);
        for force in forces {
            sum = sum + force.acceleration(r, v);
        }
        sum
    };
    let (mut r, mut v) = (r, v);
    for _ in 0..8 {
        let half = v + acceleration(&r, &v) * (0.5 * dt);
        r = r + half * dt;
        v = half + acceleration(&r, &half) * (0.5 * dt);
    }
    (r, v)
}

/// A satellite under all forces, by their parameters.
#[differentiate]
fn decaying_orbit(mu: f64, j2: &J2, drag: &Drag, r: V3, v: V3) -> (V3, V3) {
    let forces: Vec<Box<dyn Perturbation>> =
        vec![Box::new(PointMass(mu)), Box::new(j2.clone()), Box::new(drag.clone())];
    perturbed_orbit(&forces, r, v, 0.05)
}

corpus! {
    eccentric_anomaly(mean, e) at (0.7, 0.3), (2.7, 0.85);
    state_of(&el, mu) at (Elements { a: 1.2, e: 0.2, i: 0.4, raan: 0.7, argp: 1.1, mean_anomaly: 0.9 }, 1.3);
    elements_of(r, v, mu) at (Vector([1.0, 0.2, 0.1]), Vector([-0.1, 0.9, 0.3]), 1.1);
    hohmann(r1, r2, mu) at (1.0, 1.9, 1.2);
    propagated(r0, v0, dt, mu) at (Vector([1.0, 0.2, 0.1]), Vector([-0.1, 0.9, 0.3]), 0.8, 1.1);
    decaying_orbit(mu, &j2, &drag, r, v) at (1.1, J2 { mu: 1.1, j2: 0.01, radius: 0.7 }, Drag { density: 0.2, scale_height: 0.3, ballistic: 2.0 }, Vector([1.0, 0.2, 0.1]), Vector([-0.1, 0.9, 0.3]));
}
