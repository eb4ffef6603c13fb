//! Parameters and results of types that the macro can't see through.

use ad_runtime::prelude::*;
use ad_runtime::private::TangentSpace;

#[primitive(bprop = or_bprop, jvp = or_jvp)]
fn or(x: Option<f64>, other: f64) -> f64 {
    x.unwrap_or(other)
}

fn or_bprop(x: &Option<f64>, _other: f64, _y: f64, y_bar: f64) -> (Option<f64>, f64) {
    (x.map(|_| y_bar), if x.is_none() { y_bar } else { 0.0 })
}

fn or_jvp(x: &Option<f64>, _other: f64, _y: f64, x_dot: &Option<f64>, other_dot: f64) -> f64 {
    if x.is_some() { x_dot.unwrap_or(0.0) } else { other_dot }
}

#[differentiate]
fn through(x: Option<f64>, y: f64) -> f64 {
    or(x, y) * y
}

/// A type with a tangent but without coordinates, so that `check` can't be called.
#[derive(Clone, Debug, PartialEq)]
struct Particle<'a> {
    name: &'a str,
    at: f64,
    speed: f64,
}

#[derive(Clone, Debug, PartialEq)]
struct ParticleTangent {
    at: f64,
    speed: f64,
}

impl Differentiable for Particle<'_> {
    type Tangent = ParticleTangent;

    fn zero_tangent(&self) -> ParticleTangent {
        ParticleTangent { at: 0.0, speed: 0.0 }
    }
}

impl Differentiable for ParticleTangent {
    type Tangent = ParticleTangent;

    fn zero_tangent(&self) -> ParticleTangent {
        ParticleTangent { at: 0.0, speed: 0.0 }
    }
}

impl TangentSpace for ParticleTangent {
    fn zero_like(&self) -> ParticleTangent {
        self.zero_tangent()
    }

    fn set_zero(&mut self) {
        *self = self.zero_tangent();
    }

    fn accumulate(&mut self, other: &ParticleTangent) {
        self.at += other.at;
        self.speed += other.speed;
    }

    fn scale(&mut self, factor: f64) {
        self.at *= factor;
        self.speed *= factor;
    }

    fn dot(&self, other: &ParticleTangent) -> f64 {
        self.at * other.at + self.speed * other.speed
    }
}

#[primitive(bprop = step_bprop, jvp = step_jvp)]
fn step<'a>(p: &Particle<'a>, dt: f64) -> Particle<'a> {
    Particle { name: p.name, at: p.at + dt * p.speed, speed: p.speed }
}

fn step_bprop(
    p: &Particle,
    dt: f64,
    _: &Particle,
    bar: &ParticleTangent,
) -> (ParticleTangent, f64) {
    let p_bar = ParticleTangent { at: bar.at, speed: bar.speed + dt * bar.at };
    (p_bar, bar.at * p.speed)
}

fn step_jvp(
    p: &Particle,
    dt: f64,
    _: &Particle,
    dot: &ParticleTangent,
    dt_dot: f64,
) -> ParticleTangent {
    let at = dot.at + dt * dot.speed + dt_dot * p.speed;
    ParticleTangent { at, speed: dot.speed }
}

#[primitive(bprop = energy_bprop, jvp = energy_jvp)]
fn energy(p: &Particle<'_>) -> f64 {
    p.at * p.speed
}

fn energy_bprop(p: &Particle, _: f64, bar: f64) -> ParticleTangent {
    ParticleTangent { at: bar * p.speed, speed: bar * p.at }
}

fn energy_jvp(p: &Particle, _: f64, dot: &ParticleTangent) -> f64 {
    dot.at * p.speed + p.at * dot.speed
}

#[differentiate]
fn later(p: &Particle<'_>, dt: f64) -> f64 {
    let next = step(p, dt);
    energy(&next) * dt
}

#[differentiate]
fn moved<'a>(p: &Particle<'a>, dt: f64) -> Particle<'a> {
    step(p, dt * dt)
}

#[differentiate]
fn first(p: &[Particle<'_>], dt: f64) -> f64 {
    energy(&p[0]) * dt
}

/// What it calls differentiates by what is a constant here.
#[differentiate]
fn weighted(#[constant] p: &Particle<'_>, dt: f64) -> f64 {
    later(p, dt) * dt
}

#[test]
fn options() {
    assert_eq!(through::value_and_grad(Some(3.0), 2.0), (6.0, (Some(2.0), 3.0)));
    assert_eq!(through::value_and_grad(None, 2.0), (4.0, (None, 4.0)));
    assert_eq!(through::jvp(Some(3.0), 2.0, Some(1.0), 0.0), (6.0, 2.0));
    assert_eq!(through::vjp(Some(3.0), 2.0).1(2.0), (Some(4.0), 6.0));
    through::check(Some(3.0), 2.0).expect("both modes and differences agree");
    through::check(None, 2.0).expect("both modes and differences agree");
}

#[test]
fn structs() {
    let name = String::from("p");
    let p = Particle { name: &name, at: 1.0, speed: 2.0 };
    // at = 1 + 2 dt, value = 2 at dt
    let p_bar = ParticleTangent { at: 6.0, speed: 39.0 };
    assert_eq!(later::value_and_grad(&p, 3.0), (42.0, (p_bar.clone(), 26.0)));
    let p_dot = ParticleTangent { at: 1.0, speed: 0.0 };
    assert_eq!(later::jvp(&p, 3.0, &p_dot, 0.0), (42.0, 6.0));
    let (value, pullback) = moved::vjp(&p, 3.0);
    assert_eq!(value.at, 19.0);
    let (p_bar, dt_bar) = pullback(p_dot);
    assert_eq!((p_bar, dt_bar), (ParticleTangent { at: 1.0, speed: 9.0 }, 12.0));
    let mut bars = [ParticleTangent { at: 1.0, speed: 1.0 }];
    assert_eq!(first::accumulate_grad(std::slice::from_ref(&p), 2.0, &mut bars, &mut 0.0), 4.0);
    assert_eq!(bars, [ParticleTangent { at: 5.0, speed: 3.0 }]);
    assert_eq!(weighted::value_and_grad(&p, 3.0), (126.0, 42.0 + 78.0));
}
