//! Methods of types of the user's that take a closure and are called as some of `Option`s and iterators.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Vec3 {
    x: f64,
    y: f64,
    z: f64,
}

#[differentiate]
impl Vec3 {
    fn map(&self, f: impl Fn(f64) -> f64) -> Vec3 {
        Vec3 { x: f(self.x), y: f(self.y), z: f(self.z) }
    }

    fn filter(self, f: impl Fn(f64) -> f64) -> f64 {
        f(self.x) + f(self.y) * f(self.z)
    }

    fn and_then(&self, f: impl Fn(f64, f64) -> f64) -> f64 {
        f(self.x, self.y) * self.z
    }

    fn unwrap_or(&self, x: f64) -> f64 {
        self.x * x
    }

    fn zip(&self, other: &Vec3, f: impl Fn(f64, f64) -> f64) -> Vec3 {
        Vec3 { x: f(self.x, other.x), y: f(self.y, other.y), z: f(self.z, other.z) }
    }
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn mapped(v: &Vec3, k: f64) -> f64 {
    let w: Vec3 = v.map(|x| x * x * k);
    let u = w.map(square);
    w.x * u.y + u.z + v.unwrap_or(k)
}

#[differentiate]
fn others(v: Vec3, k: f64) -> f64 {
    let w: Vec3 = v.zip(&v.map(|x| k - x), |a, b| a * b + k);
    v.filter(|x| x.sin() * k) + w.and_then(|x, y| x * y * k) + v.and_then(|x, y| x - y)
}

#[test]
fn methods_of_own_types() {
    let v = Vec3 { x: 0.3, y: 0.4, z: 0.6 };
    mapped::check(&v, 0.7).unwrap();
    others::check(v, 0.7).unwrap();
}
