//! Operators of one's own vectors: by value and by reference, with scalars on either side, changing their left operand, of nested types, in time steps.

use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, Sub, SubAssign};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct V {
    x: f64,
    y: f64,
}

impl V {
    fn new(x: f64, y: f64) -> V {
        V { x, y }
    }
}

#[differentiate]
impl Add for V {
    type Output = V;
    fn add(self, r: V) -> V {
        V { x: self.x + r.x, y: self.y + r.y }
    }
}

#[differentiate]
impl<'a> Add<&'a V> for &V {
    type Output = V;
    fn add(self, r: &'a V) -> V {
        V { x: self.x + r.x, y: self.y + r.y }
    }
}

#[differentiate]
impl Sub for V {
    type Output = V;
    fn sub(mut self, r: V) -> V {
        self.x -= r.x;
        self.y -= r.y;
        self
    }
}

#[differentiate]
impl Mul<f64> for V {
    type Output = Self;
    fn mul(self, k: f64) -> Self::Output {
        V { x: self.x * k, y: self.y * k }
    }
}

#[differentiate]
impl Mul<V> for f64 {
    type Output = V;
    fn mul(self, v: V) -> V {
        v * self
    }
}

#[differentiate]
impl Mul for V {
    type Output = f64;
    fn mul(self, V { x, y }: V) -> f64 {
        self.x * x + self.y * y
    }
}

#[differentiate]
impl Mul<&V> for &V {
    type Output = f64;
    fn mul(self, r: &V) -> f64 {
        self.x * r.x + self.y * r.y
    }
}

#[differentiate]
impl Div<f64> for V {
    type Output = V;
    fn div(self, k: f64) -> V {
        self * (1.0 / k)
    }
}

#[differentiate]
impl Rem for V {
    type Output = f64;
    fn rem(self, r: V) -> f64 {
        self.x * r.y - self.y * r.x
    }
}

#[differentiate]
impl Mul<usize> for V {
    type Output = V;
    fn mul(self, n: usize) -> V {
        self * n as f64
    }
}

#[differentiate]
impl Neg for V {
    type Output = V;
    fn neg(self) -> V {
        V { x: -self.x, y: -self.y }
    }
}

#[differentiate]
impl AddAssign for V {
    fn add_assign(&mut self, r: V) {
        self.x += r.x;
        self.y += r.y;
    }
}

#[differentiate]
impl AddAssign<&V> for V {
    fn add_assign(&mut self, r: &V) {
        self.x += r.x;
        self.y += r.y;
    }
}

#[differentiate]
impl SubAssign for V {
    fn sub_assign(&mut self, r: V) {
        *self += -r;
    }
}

#[differentiate]
impl MulAssign<f64> for V {
    fn mul_assign(&mut self, k: f64) {
        self.x *= k;
        self.y *= k;
    }
}

#[differentiate]
impl DivAssign<f64> for V {
    fn div_assign(&mut self, k: f64) {
        *self *= 1.0 / k;
    }
}

#[differentiate]
fn dot(v: V, k: f64) -> f64 {
    let w = v * k + v;
    -w * w
}

#[differentiate]
fn path(v: V, k: f64, #[constant] n: usize) -> f64 {
    let mut acc = 2.0 * v;
    for i in 0..n {
        let w = 0.5 * (&acc + &v) * k;
        acc += w - v * 0.1;
        acc -= v * i / 7.0;
    }
    -acc * acc
}

#[differentiate]
fn assigned(v: V, k: f64, #[constant] n: usize) -> f64 {
    let mut acc = v;
    let mut w = v * 2.0;
    for _ in 0..n {
        acc *= k;
        acc += &w;
        w += acc;
        w /= 1.5 + k * k;
    }
    acc * w + (acc % v)
}

#[differentiate]
fn fields(p: &Body, k: f64) -> f64 {
    let mut q = p.clone();
    q.at += q.velocity * k;
    q.at *= 0.9;
    q.mass *= k;
    q.trail.push(q.at - p.at);
    let first = &q.trail[0] + &q.at;
    (first * q.at) * q.mass / (1.0 + (q.trail[1] * q.velocity).abs())
}

#[derive(Clone, Debug, Differentiable)]
pub struct Body {
    at: V,
    velocity: V,
    mass: f64,
    trail: Vec<V>,
}

#[differentiate]
fn of_lists(vs: &[V], k: f64) -> f64 {
    let mut sum = V::new(0.0, 0.0);
    for v in vs {
        sum += *v * k;
    }
    let folded = vs.iter().fold(sum, |a, v| &a + v);
    let closest = vs.iter().map(|v| (*v - folded) * (*v - folded)).fold(f64::INFINITY, f64::min);
    let scaled: Vec<V> = vs.iter().map(|&v| v * folded.x).collect();
    (sum + folded) * scaled[1] + closest
}

#[differentiate]
impl V {
    fn length(&self) -> f64 {
        (self * self).sqrt()
    }

    fn towards(self, other: V, t: f64) -> V {
        self + (other - self) * t
    }
}

#[differentiate]
fn of_methods(v: V, w: V, t: f64) -> f64 {
    let u = v.towards(w, t);
    u.length() * (u - v).length() / (v * w).abs()
}

#[differentiate]
fn of_branches(v: V, w: V, t: f64) -> f64 {
    let u = if t > 0.5 { v * t } else { w - v };
    let Some(u) = (if u.x > 0.0 { Some(u + w) } else { None }) else { return v * v };
    match (u * w) > 0.1 {
        true => u * v,
        false => (-u % w) * t,
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct State {
    at: V,
    velocity: V,
}

#[differentiate]
impl Add for State {
    type Output = State;
    fn add(self, r: State) -> State {
        State { at: self.at + r.at, velocity: self.velocity + r.velocity }
    }
}

#[differentiate]
impl Mul<f64> for State {
    type Output = State;
    fn mul(self, k: f64) -> State {
        State { at: self.at * k, velocity: self.velocity * k }
    }
}

#[differentiate]
fn slope(s: State, k: f64) -> State {
    State { at: s.velocity, velocity: s.at * -k - s.velocity * 0.1 }
}

#[differentiate]
fn runge_kutta(s: State, k: f64, #[constant] n: usize) -> f64 {
    let mut s = s;
    let h = 0.05;
    for _ in 0..n {
        let k1 = slope(s, k);
        let k2 = slope(s + k1 * (h / 2.0), k);
        let k3 = slope(s + k2 * (h / 2.0), k);
        let k4 = slope(s + k3 * h, k);
        s = s + (k1 + k2 * 2.0 + k3 * 2.0 + k4) * (h / 6.0);
    }
    s.at * s.at
}

const GRAVITY: V = V { x: 0.1, y: -9.8 };

#[differentiate]
fn of_constants(v: V, t: f64) -> f64 {
    let local = V::new(0.5, 0.25) * 2.0;
    (v + GRAVITY * t - local) * GRAVITY + (t * GRAVITY).x
}

#[differentiate]
fn vectors_at(x: f64, y: f64) -> f64 {
    let (v, w) = (V { x, y: -y }, V { x: 1.0, y: x });
    dot(v, y)
        + path(v, x, 5) * path(w, x, 0)
        + assigned(w, y, 4)
        + of_methods(v, w, 0.3)
        + of_constants(v, y)
}

#[differentiate]
fn lists_at(x: f64, y: f64) -> f64 {
    let (v, w) = (V { x, y }, V { x: 1.0, y: x });
    let body = Body { at: v, velocity: w, mass: y, trail: vec![v * y] };
    fields(&body, 0.7) * of_lists(&[v, w, v - w], x)
}

#[differentiate]
fn branches_at(x: f64, y: f64) -> f64 {
    let (v, w) = (V { x, y: -0.7 }, V { x: 1.0, y });
    of_branches(v, w, 0.3) + of_branches(v, w, 0.7 * y) * of_branches(-v, -w, 0.7)
}

#[differentiate]
fn steps_at(x: f64, y: f64) -> f64 {
    runge_kutta(State { at: V { x, y: 1.0 }, velocity: V { x: -0.5, y } }, 0.8 + x, 12)
}

/// Constants that are made and lent in a loop that is replayed are kept, not the references to them.
#[differentiate(strategy = "replay")]
fn lent_constants(v: V, #[constant] cell: &std::cell::RefCell<Vec<f64>>) -> f64 {
    let mut sum = 0.25;
    {
        let guard = cell.borrow();
        for i in 0..guard.len() {
            let k = guard[i];
            let turned = &v + &V { x: k, y: k.sin() };
            sum = 0.5 * sum * (&turned + &V::new(k, 1.0)).x + (v * k).y;
        }
    }
    sum
}

/// Nothing that has effects is looked at.
fn uncounted<R>(run: impl FnOnce() -> R) -> (R, ()) {
    (run(), ())
}

#[test]
fn derivatives() {
    examined!(uncounted: vectors_at lists_at branches_at steps_at);
    let (v, w) = (V::new(0.3, -0.7), V::new(1.0, 2.0));
    path::check(v, 0.8, 5).unwrap();
    assigned::check(v, 0.8, 5).unwrap();
    of_lists::check(&[v, w, v - w], 1.1).unwrap();
    lent_constants::check(v, &std::cell::RefCell::new(vec![0.3, 1.2, 0.7])).unwrap();
    for t in [0.3, 0.7] {
        of_branches::check(v, w, t).unwrap();
        of_branches::check(-v, w, t).unwrap();
    }
    runge_kutta::check(State { at: v, velocity: w }, 0.8, 12).unwrap();
}
