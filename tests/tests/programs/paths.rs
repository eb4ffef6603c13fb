//! Calls by path: of methods, of std's numbers; names that get their values later, several at once.

#![allow(dead_code)]

use ad_runtime::prelude::*;
#[derive(Clone, Copy, Debug, Differentiable)]
struct Model {
    a: f64,
    b: f64,
}

#[differentiate]
impl Model {
    fn energy(self, x: f64) -> f64 {
        self.a * x * x + self.b
    }
    fn scaled(&self, k: f64) -> Model {
        Model { a: self.a * k, b: self.b }
    }
    fn step(&mut self, dt: f64) {
        self.a += dt * self.b;
    }
}

#[differentiate]
fn by_path(m: Model, x: f64) -> f64 {
    let e = Model::energy(m, x);
    let s = Model::scaled(&m, x);
    e + Model::energy(s, 2.0 * x) + m.energy(x)
}

#[differentiate]
fn mutated(mut m: Model, x: f64) -> f64 {
    Model::step(&mut m, x);
    m.step(x * x);
    Model::energy(m, x)
}

#[differentiate]
fn std_paths(x: f64, y: f64, n: i32) -> f64 {
    let a = f64::powi(x, 2) + f64::max(x, y) + <f64>::min(x, y) + <f64>::sin(x);
    let b = f64::mul_add(x, y, 1.0) + f64::clamp(x, 0.0, y) + f64::hypot(x, y) + f64::abs(x - y);
    let k = i32::pow(n, 2) + i32::max(n, 1) + i32::abs(n) + usize::min(3, 2) as i32;
    let u = u64::from(3u8) + u64::pow(2, 3);
    a * b * k as f64
        + std::primitive::f64::sqrt(x) * f64::from(n) * u as f64
        + core::f64::consts::PI * f64::to_radians(x)
}

#[differentiate]
fn later(x: f64, n: usize) -> f64 {
    let (a, b);
    let c: f64;
    let (d, (e, _)): (f64, (f64, f64));
    if n > 1 {
        a = x * x;
        b = 2.0;
    } else {
        a = x;
        b = x.sin();
    }
    match n {
        0 => c = a,
        1 => c = b * a,
        _ => c = 1.0,
    }
    (d, (e, _)) = (x, (b, c));
    let [f, g];
    [f, g] = [x * a, x * b];
    a * b + c + d * e + f / g
}

#[differentiate]
fn swapped(x: f64, y: f64) -> f64 {
    let (mut a, mut b) = (x, y);
    for _ in 0..3 {
        (a, b) = (b, a + b * x);
    }
    let mut v = [a, b];
    (v[0], v[1]) = (v[1], v[0] * 2.0);
    let mut p = Model { a, b };
    (p.a, _) = (p.b * v[0], p.a);
    p.a * v[1]
}

#[differentiate]
fn generic<T: num_traits::Float>(x: T, y: T) -> T {
    let t = T::max(x, y)
        + T::powi(x, 3)
        + T::one()
        + num_traits::Float::sqrt(x)
        + num_traits::Float::min(x, y);
    t * T::from(2.0).unwrap() + <T as num_traits::Float>::exp(x)
}
#[test]
fn calls_by_path() {
    let m = Model { a: 1.0, b: 2.0 };
    by_path::check(m, 0.3).unwrap();
    mutated::check(m, 0.3).unwrap();
    std_paths::check(0.3, 0.7, 2).unwrap();
    for n in 0..3 {
        later::check(0.3, n).unwrap();
    }
    swapped::check(0.3, 0.7).unwrap();
    generic::check(0.3, 0.7).unwrap();
}
