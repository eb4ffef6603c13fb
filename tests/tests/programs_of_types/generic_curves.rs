//! Types that traits leave open: the derivative of a curve, the state of a system.

use ad_runtime::prelude::*;
use std::ops::*;
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct P {
    x: f64,
    y: f64,
}
#[differentiate]
impl Add for P {
    type Output = P;
    fn add(self, o: P) -> P {
        P { x: self.x + o.x, y: self.y + o.y }
    }
}
#[differentiate]
impl Mul<f64> for P {
    type Output = P;
    fn mul(self, k: f64) -> P {
        P { x: self.x * k, y: self.y * k }
    }
}

#[differentiate]
pub trait ParamCurve: Sized {
    fn eval(&self, t: f64) -> P;
    fn end(&self) -> P {
        self.eval(1.0)
    }
}
#[differentiate]
pub trait ParamCurveDeriv: ParamCurve {
    type DerivResult: ParamCurve;
    fn deriv(&self) -> Self::DerivResult;
    fn length(&self) -> f64 {
        let d = self.deriv();
        let v = d.eval(0.5);
        v.x.hypot(v.y)
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Line {
    a: P,
    b: P,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Quad {
    a: P,
    b: P,
    c: P,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct ConstP {
    p: P,
}
#[differentiate]
impl ParamCurve for ConstP {
    fn eval(&self, _t: f64) -> P {
        self.p
    }
}
#[differentiate]
impl ParamCurve for Line {
    fn eval(&self, t: f64) -> P {
        self.a * (1.0 - t) + self.b * t
    }
}
#[differentiate]
impl ParamCurve for Quad {
    fn eval(&self, t: f64) -> P {
        let s = 1.0 - t;
        self.a * (s * s) + self.b * (2.0 * s * t) + self.c * (t * t)
    }
}
#[differentiate]
impl ParamCurveDeriv for Line {
    type DerivResult = ConstP;
    fn deriv(&self) -> ConstP {
        ConstP { p: self.b + self.a * -1.0 }
    }
}
#[differentiate]
impl ParamCurveDeriv for Quad {
    type DerivResult = Line;
    fn deriv(&self) -> Line {
        Line { a: (self.b + self.a * -1.0) * 2.0, b: (self.c + self.b * -1.0) * 2.0 }
    }
}
#[differentiate]
pub trait Curvature: ParamCurveDeriv
where
    Self::DerivResult: ParamCurveDeriv,
{
    fn curvature(&self, t: f64) -> f64 {
        let d = self.deriv();
        let d2 = d.deriv();
        let (v, w) = (d.eval(t), d2.eval(t));
        (v.x * w.y - v.y * w.x) * v.x.hypot(v.y).powi(-3)
    }
}
#[differentiate]
impl Curvature for Quad {}
#[differentiate]
fn curvature<C>(c: &C, t: f64) -> f64
where
    C: ParamCurveDeriv,
    C::DerivResult: ParamCurveDeriv,
{
    let d = c.deriv();
    let d2 = d.deriv();
    let (v, w) = (d.eval(t), d2.eval(t));
    (v.x * w.y - v.y * w.x) * v.x.hypot(v.y).powi(-3)
}
#[differentiate]
fn both(c: &Quad, t: f64) -> f64 {
    curvature(c, t) + c.curvature(t) * c.length()
}

// state of a system
#[differentiate]
pub trait System {
    type State;
    fn deriv(&self, t: f64, y: &Self::State) -> Self::State;
    fn step(&self, y: &Self::State, d: &Self::State, h: f64) -> Self::State;
    fn energy(&self, y: &Self::State) -> f64;
}
#[derive(Differentiable)]
struct Osc {
    k: f64,
}
#[differentiate]
impl System for Osc {
    type State = [f64; 2];
    fn deriv(&self, _t: f64, y: &[f64; 2]) -> [f64; 2] {
        [y[1], -self.k * y[0]]
    }
    fn step(&self, y: &[f64; 2], d: &[f64; 2], h: f64) -> [f64; 2] {
        [y[0] + h * d[0], y[1] + h * d[1]]
    }
    fn energy(&self, y: &Self::State) -> f64 {
        y[0] * y[0] * self.k + y[1] * y[1]
    }
}
#[derive(Differentiable)]
struct Euler<S> {
    system: S,
    h: f64,
}
#[differentiate]
impl<S: System> Euler<S> {
    fn one(&self, t: f64, y: &S::State) -> S::State {
        let d = self.system.deriv(t, y);
        self.system.step(y, &d, self.h)
    }
    fn run(&self, y: S::State, n: usize) -> S::State {
        let mut y = y;
        for i in 0..n {
            y = self.one(i as f64 * self.h, &y);
        }
        y
    }
    fn final_energy(&self, y: S::State, n: usize) -> f64 {
        let y = self.run(y, n);
        self.system.energy(&y)
    }
}
#[differentiate]
fn energy_later(e: &Euler<Osc>, y: [f64; 2]) -> f64 {
    e.final_energy(y, 3)
}
#[differentiate]
fn generic_later<S: System>(s: &S, y: S::State, h: f64) -> f64 {
    let d = s.deriv(0.0, &y);
    let y2 = s.step(&y, &d, h);
    s.energy(&y2)
}
#[differentiate]
fn go(k: f64, x: f64) -> f64 {
    let o = Osc { k };
    generic_later(&o, [x, x * k], 0.1)
}

#[test]
fn types_left_open() {
    let q = Quad { a: P { x: 0.0, y: 0.1 }, b: P { x: 1.0, y: 2.0 }, c: P { x: 2.2, y: 0.3 } };
    both::check(&q, 0.3).unwrap();
    curvature::check(&q, 0.3).unwrap();
    energy_later::check(&Euler { system: Osc { k: 2.0 }, h: 0.1 }, [1.0, 0.5]).unwrap();
    go::check(1.3, 0.4).unwrap();
}
