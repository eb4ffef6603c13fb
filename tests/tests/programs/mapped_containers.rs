//! `map` of fields, constants and parts, which may be arrays, `Option`s or `Result`s; of arrays of types of one's own, which need no `Default`.

use ad_runtime::prelude::*;
use std::ops::*;
#[derive(Clone, Copy, Debug, Differentiable)]
struct State {
    position: [f64; 2],
    velocity: [f64; 2],
}
#[differentiate]
impl Mul<f64> for State {
    type Output = State;
    fn mul(self, k: f64) -> State {
        State { position: self.position.map(|x| x * k), velocity: self.velocity.map(|v| v * k) }
    }
}
#[differentiate]
impl Add for State {
    type Output = State;
    fn add(self, o: State) -> State {
        State {
            position: [self.position[0] + o.position[0], self.position[1] + o.position[1]],
            velocity: std::array::from_fn(|i| self.velocity[i] + o.velocity[i]),
        }
    }
}
#[differentiate]
fn step(s: State, h: f64) -> State {
    let k = State { position: s.velocity, velocity: s.position.map(|x| -x * x) };
    s + k * h
}
#[derive(Clone, Copy, Debug, Differentiable)]
struct W(Option<f64>);
#[differentiate]
fn w(w: W, k: f64) -> f64 {
    match w.0.map(|x| x * k) {
        Some(v) => v * v,
        None => k,
    }
}
#[differentiate]
fn w2(w: W, k: f64) -> f64 {
    w.0.map(|x| x * k).unwrap_or(1.0)
}
#[differentiate]
fn w3(w: W, k: f64) -> f64 {
    w.0.map(|x| x * k).map(|y| y.sin()).map_or(k, |z| z + k)
}
#[differentiate]
fn w4(w: &W, k: f64) -> Option<f64> {
    let y = w.0.map(|x| x * k)?;
    Some(y * y)
}
#[differentiate]
fn w5(w: W, k: f64) -> W {
    W(w.0.map(|x| x * k + x * x))
}
#[derive(Clone, Debug, Differentiable)]
struct R {
    r: Result<f64, String>,
    o: Option<Vec<f64>>,
}
#[differentiate]
fn res(r: &R, k: f64) -> f64 {
    (match r.r.clone().map(|x| x * k) {
        Ok(v) => v,
        Err(_) => k,
    }) + r.o.as_ref().map(|v| v.iter().sum::<f64>()).unwrap_or(k)
}
const M1: [[f64; 3]; 3] = [[0.4, 0.5, 0.1], [0.2, 0.7, 0.1], [0.1, 0.3, 0.6]];
#[differentiate]
fn mat(rgb: [f64; 3]) -> [f64; 3] {
    M1.map(|row| row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])
}
#[differentiate]
fn mat2(rgb: [f64; 3]) -> f64 {
    let lms = M1.map(|row| row.iter().zip(&rgb).map(|(a, b)| a * b).sum::<f64>().cbrt());
    M1.map(|r| r[0] * lms[0] + r[1] * lms[1] + r[2] * lms[2]).iter().map(|x| x * x).sum()
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct V3([f64; 3]);
#[differentiate]
impl V3 {
    fn scale(self, k: f64) -> V3 {
        V3(self.0.map(|x| x * k))
    }
    fn norm(&self) -> f64 {
        self.0.iter().map(|x| x * x).sum::<f64>().sqrt()
    }
    fn map2(&self) -> [f64; 3] {
        self.0.map(f64::sin)
    }
    fn exp(self) -> V3 {
        let V3(a) = self;
        V3(a.map(|x| x.exp()))
    }
}
#[differentiate]
fn grid(m: [[f64; 2]; 3]) -> f64 {
    m.map(|r| r.map(|x| x * x).iter().sum::<f64>()).iter().product()
}
#[derive(Clone, Copy, Debug, Differentiable)]
struct G {
    m: [[f64; 2]; 3],
}
#[differentiate]
fn grid2(g: &G) -> f64 {
    let s: [f64; 3] = g.m.map(|r| r[0] * r[1]);
    let t = g.m.map(|r| r.map(|x| x * x));
    s[0] * s[1] + s[2] + t[1][0]
}
#[differentiate]
fn rows(gs: &[G]) -> f64 {
    let mut s = 0.0;
    for g in gs {
        for r in &g.m {
            let q = r.map(|x| x.sqrt());
            s += q[0] * q[1];
        }
        s += gs[0].m[1].map(|x| x + 1.0)[0]
    }
    s
}
#[differentiate]
fn opts(os: &[Option<f64>], k: f64) -> f64 {
    os.iter().map(|o| o.map(|x| x * k).unwrap_or(0.0)).sum()
}
#[differentiate]
fn opts2(os: &[Option<f64>], k: f64) -> f64 {
    let mut s = 0.0;
    for o in os {
        if let Some(x) = o.map(|x| x * k) {
            s += x * x
        }
    }
    s
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct P {
    x: f64,
    y: f64,
}
#[differentiate]
impl P {
    fn times(self, k: f64) -> P {
        P { x: self.x * k, y: self.y * k * k }
    }
}
#[derive(Clone, Copy, Debug, Differentiable)]
struct Tri {
    p: [P; 3],
    q: Option<P>,
}
#[differentiate]
fn tri(t: Tri, k: f64) -> f64 {
    let q = t.p.map(|p| p.times(k));
    let r = t.q.map(|p| p.times(k));
    q[0].x * q[1].y
        + q[2].x
        + match r {
            Some(p) => p.x * p.y,
            None => 0.0,
        }
}
#[differentiate]
fn tri2(ps: [P; 3], k: f64) -> f64 {
    let q = ps.map(|p| p.times(k));
    q[0].x * q[1].y + q[2].x
}
#[differentiate]
fn tri3(t: &Tri, k: f64) -> Tri {
    Tri { p: t.p.map(|p| p.times(k)), q: t.q.map(|p| P { x: p.x * k, ..p }) }
}
#[test]
fn arrays_options_and_results() {
    let s = State { position: [0.3, 0.6], velocity: [-0.2, 0.9] };
    step::check(s, 0.2).unwrap();
    for o in [Some(0.7), None] {
        w::check(W(o), 0.4).unwrap();
        w2::check(W(o), 0.4).unwrap();
        w3::check(W(o), 0.4).unwrap();
        w4::check(&W(o), 0.4).unwrap();
        w5::check(W(o), 0.4).unwrap();
    }
    res::check(&R { r: Ok(0.3), o: Some(vec![1.0]) }, 0.3).unwrap();
    res::check(&R { r: Err("a".into()), o: None }, 0.3).unwrap();
    mat::check([0.1, 0.2, 0.5]).unwrap();
    mat2::check([0.1, 0.2, 0.5]).unwrap();
    let v = V3([0.1, 0.2, 0.5]);
    v.scale_check(0.3).unwrap();
    v.norm_check().unwrap();
    v.map2_check().unwrap();
    v.exp_check().unwrap();
    let m = [[0.1, 0.2], [0.4, 0.6], [0.7, 0.9]];
    grid::check(m).unwrap();
    grid2::check(&G { m }).unwrap();
    rows::check(&[G { m }, G { m }]).unwrap();
    opts::check(&[Some(0.2), None, Some(0.5)], 0.3).unwrap();
    opts2::check(&[Some(0.2), None, Some(0.5)], 0.3).unwrap();
    let p = P { x: 0.4, y: 0.8 };
    let t = Tri { p: [p, p, p], q: Some(p) };
    tri::check(t, 0.3).unwrap();
    tri2::check(t.p, 0.3).unwrap();
    tri3::check(&t, 0.4).unwrap();
}
