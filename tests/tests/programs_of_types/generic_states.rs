//! States whose operators are a trait's supertraits: integrators and curves over them, of floats and of types of one's own.

use ad_runtime::prelude::*;
use std::ops::*;
#[differentiate]
pub trait VectorSpace:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<f64, Output = Self>
    + Neg<Output = Self>
    + AddAssign
{
}
#[differentiate]
impl<T> VectorSpace for T where
    T: Copy
        + Add<Output = T>
        + Sub<Output = T>
        + Mul<f64, Output = T>
        + Neg<Output = T>
        + AddAssign
{
}
#[derive(Clone, Copy, Debug, PartialEq, Default, Differentiable)]
pub struct V3 {
    x: f64,
    y: f64,
    z: f64,
}
#[differentiate]
impl V3 {
    pub fn new(x: f64, y: f64, z: f64) -> Self {
        V3 { x, y, z }
    }
    pub fn dot(self, o: V3) -> f64 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }
}
#[differentiate]
impl Add for V3 {
    type Output = V3;
    fn add(self, o: V3) -> V3 {
        V3::new(self.x + o.x, self.y + o.y, self.z + o.z)
    }
}
#[differentiate]
impl Sub for V3 {
    type Output = V3;
    fn sub(self, o: V3) -> V3 {
        V3::new(self.x - o.x, self.y - o.y, self.z - o.z)
    }
}
#[differentiate]
impl Mul<f64> for V3 {
    type Output = V3;
    fn mul(self, k: f64) -> V3 {
        V3::new(self.x * k, self.y * k, self.z * k)
    }
}
#[differentiate]
impl Neg for V3 {
    type Output = V3;
    fn neg(self) -> V3 {
        V3::new(-self.x, -self.y, -self.z)
    }
}
#[differentiate]
impl AddAssign for V3 {
    fn add_assign(&mut self, o: V3) {
        self.x += o.x;
        self.y += o.y;
        self.z += o.z;
    }
}

#[differentiate]
pub fn lerp<Y: VectorSpace>(a: Y, b: Y, t: f64) -> Y {
    a + (b - a) * t
}
#[differentiate]
pub fn bezier<P: VectorSpace>(p: &[P], t: f64) -> P {
    let mut q = p.to_vec();
    let n = q.len();
    for k in 1..n {
        for i in 0..n - k {
            q[i] = q[i] * (1.0 - t) + q[i + 1] * t;
        }
    }
    q[0]
}
#[differentiate]
pub fn hermite<P: VectorSpace>(p0: P, m0: P, p1: P, m1: P, t: f64) -> P {
    let t2 = t * t;
    let t3 = t2 * t;
    p0 * (2.0 * t3 - 3.0 * t2 + 1.0)
        + m0 * (t3 - 2.0 * t2 + t)
        + p1 * (-2.0 * t3 + 3.0 * t2)
        + m1 * (t3 - t2)
}
#[derive(Clone, Debug, Differentiable)]
pub struct Leapfrog<P> {
    pos: P,
    vel: P,
    dt: f64,
}
#[differentiate]
impl<P: VectorSpace> Leapfrog<P> {
    fn step(&mut self, acc: impl Fn(P) -> P) {
        let half = self.vel + acc(self.pos) * (0.5 * self.dt);
        self.pos += half * self.dt;
        self.vel = half + acc(self.pos) * (0.5 * self.dt);
    }
    fn after(&self, steps: usize) -> P {
        let mut p = self.pos;
        for _ in 0..steps {
            p += self.vel * self.dt;
        }
        p
    }
}
#[differentiate]
fn f_lerp(a: V3, b: V3, t: f64) -> f64 {
    lerp(a, b, t).dot(a) + lerp(t, 2.0, t * t)
}
#[differentiate]
fn f_bez(p: &[V3], t: f64) -> V3 {
    bezier(p, t)
}
#[differentiate]
fn f_bez1(p: &[f64], t: f64) -> f64 {
    bezier(p, t)
}
#[differentiate]
fn f_her(p: V3, q: V3, t: f64) -> V3 {
    hermite(p, q - p, q, -p, t)
}
#[differentiate]
fn orbit(p: V3, v: V3, mu: f64) -> V3 {
    let mut sim = Leapfrog { pos: p, vel: v, dt: 0.1 };
    for _ in 0..3 {
        sim.step(|p: V3| p * (-mu / p.dot(p).powf(1.5)));
    }
    sim.pos
}
#[differentiate]
fn after(s: &Leapfrog<V3>) -> f64 {
    s.after(3).dot(s.pos)
}
#[test]
fn over_states() {
    let (a, b) = (V3::new(1.0, 0.2, 0.3), V3::new(0.1, 1.2, -0.3));
    f_lerp::check(a, b, 0.3).unwrap();
    f_bez::check(&[a, b, a + b], 0.3).unwrap();
    f_bez1::check(&[0.1, 0.5, 0.9], 0.3).unwrap();
    f_her::check(a, b, 0.3).unwrap();
    orbit::check(a, b, 0.3).unwrap();
    after::check(&Leapfrog { pos: a, vel: b, dt: 0.1 }).unwrap();
}
