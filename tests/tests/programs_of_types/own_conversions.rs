//! `From` of types of one's own.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct V3 {
    x: f64,
    y: f64,
    z: f64,
}

#[differentiate]
impl From<[f64; 3]> for V3 {
    fn from([x, y, z]: [f64; 3]) -> V3 {
        V3 { x, y, z: z * x }
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Pair<T>(T, T);

#[differentiate]
impl<T: Real> From<(T, T)> for Pair<T> {
    fn from(both: (T, T)) -> Self {
        Pair(both.1, both.0 * both.1)
    }
}

#[derive(Clone, Debug, Differentiable)]
pub struct Weights(Vec<f64>);

#[differentiate]
impl<'a> From<&'a [f64]> for Weights {
    fn from(list: &'a [f64]) -> Weights {
        Weights(list.iter().map(|w| w * w).collect())
    }
}

#[differentiate]
impl V3 {
    fn turned(&self, k: f64) -> V3 {
        Self::from([self.z * k, self.x, self.y])
    }
}

#[differentiate]
fn vectors(x: f64, y: f64) -> f64 {
    let v = V3::from([x, y, x * y]);
    let w = v.turned(y);
    let mut sum = 0.0;
    for i in 0..3 {
        let u = V3::from([sum, w.x, y * i as f64]);
        sum += u.z * v.z + u.y;
    }
    sum * w.z
}

#[differentiate]
fn pairs(x: f64, y: f64) -> f64 {
    let p = Pair::from((x, y));
    let q = Pair::<f64>::from((p.1, p.0));
    q.0 * q.1
}

#[differentiate]
fn lists(x: f64, y: f64) -> f64 {
    let list = [x, y, x * y];
    let w = Weights::from(&list[..]);
    w.0[0] * w.0[1] + w.0[2]
}

/// The type is said, and what is converted is std's.
#[differentiate]
fn into(x: f64, y: f64) -> f64 {
    let list = [x, y, x * y];
    let v: V3 = list.into();
    let w: V3 = [v.z, x, y].into();
    let p: Pair<f64> = (w.x, v.y).into();
    p.0 * p.1 + w.z
}

fn uncounted<R>(run: impl FnOnce() -> R) -> (R, ()) {
    (run(), ())
}

#[test]
fn derivatives() {
    examined!(uncounted: vectors pairs lists into);
}
