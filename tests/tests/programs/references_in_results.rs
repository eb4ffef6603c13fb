//! Results that hold references to parts of the arguments: `Option<&T>`, `Result<&T, E>`, `(&T, &U)`; and what their callers do with them.

use ad_runtime::prelude::*;

#[differentiate]
fn first(x: &[f64]) -> Option<&f64> {
    x.first()
}

#[differentiate]
fn get(x: &[f64], i: usize) -> Option<&f64> {
    if i < x.len() { Some(&x[i]) } else { None }
}

#[differentiate]
fn matched(x: &[f64], k: f64) -> f64 {
    let found = first(x);
    match found {
        Some(v) => *v * k,
        None => 0.0,
    }
}

#[differentiate]
fn asked(x: &[f64], k: f64) -> f64 {
    if let Some(v) = get(x, 1) { *v * k } else { 0.0 }
}

#[differentiate]
fn copied(x: &[f64], k: f64) -> f64 {
    first(x).copied().unwrap_or(1.0) * k + *first(x).unwrap() * k + get(x, 9).copied().unwrap_or(k)
}

#[differentiate]
fn or_else(x: &[f64], k: f64) -> f64 {
    let Some(v) = get(x, 2) else { return k };
    *v * *v * k
}

#[differentiate]
fn question(x: &[f64], k: f64) -> Option<f64> {
    let v = get(x, 1)?;
    Some(*v * k)
}

#[derive(Clone, Debug, Differentiable)]
struct Body {
    pos: [f64; 2],
    vel: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct World {
    bodies: Vec<Body>,
    g: f64,
}

#[differentiate]
impl World {
    fn nth(&self, i: usize) -> Option<&Body> {
        self.bodies.get(i)
    }

    fn both(&self) -> (&Body, &Body) {
        (&self.bodies[0], &self.bodies[1])
    }

    fn halves(&self, i: usize) -> (&[f64], &f64) {
        (&self.bodies[i].pos[1..], &self.g)
    }

    fn named(&self, i: usize) -> Result<&Body, String> {
        self.bodies.get(i).ok_or_else(|| format!("there is no body {i}"))
    }

    fn energy(&self) -> f64 {
        let Some(body) = self.nth(0) else { return 0.0 };
        body.vel * body.vel * self.g
    }
}

#[differentiate]
fn unwrapped(w: &World, v: f64) -> f64 {
    let body = w.nth(1).unwrap();
    body.vel * v * body.pos[0]
}

#[differentiate]
fn pairs(w: &World, v: f64) -> f64 {
    let (a, b) = w.both();
    let (rest, g) = w.halves(1);
    a.pos[0] * b.pos[1] * v + rest[0] * *g
}

#[differentiate]
fn results(w: &World, v: f64) -> Result<f64, String> {
    let body = w.named(1)?;
    Ok(body.vel * v)
}

#[differentiate]
fn failing(w: &World, v: f64) -> f64 {
    match w.named(7) {
        Ok(body) => body.vel * v,
        Err(message) => v * v * message.len() as f64,
    }
}

#[differentiate]
fn mapped(w: &World, v: f64) -> f64 {
    w.nth(1).map(|body| body.vel * v).unwrap_or(0.0) + w.nth(0).map_or(0.0, |body| body.pos[0] * v)
}

#[differentiate]
fn by_methods(w: &World, v: f64) -> f64 {
    w.energy() * v
}

/// In a loop: what is kept of each turn is a copy.
#[differentiate]
fn in_a_loop(w: &World, v: f64) -> f64 {
    let mut w = w.clone();
    let mut sum = 0.0;
    for i in 0..3 {
        if let Some(body) = w.nth(i) {
            sum += body.vel * body.vel * v;
        }
        w.bodies[0].vel *= v;
        w.bodies[1].vel += sum;
    }
    sum
}

/// A pair by one name, of which the parts are used.
#[differentiate]
fn parts(x: &[f64], y: &[f64]) -> f64 {
    let products: f64 = x.iter().zip(y).map(|p| p.0 * p.1 + p.0.sin()).sum();
    let mut sum = products;
    for p in x.iter().enumerate() {
        sum += p.1 * p.0 as f64 + *p.1;
    }
    sum + x.iter().zip(y).filter(|p| *p.0 > 0.2).map(|p| p.1.sin()).sum::<f64>()
}

#[test]
fn options() {
    let x = [0.3, 0.7, 1.1];
    matched::check(&x, 0.4).unwrap();
    asked::check(&x, 0.4).unwrap();
    copied::check(&x, 0.4).unwrap();
    or_else::check(&x, 0.4).unwrap();
    question::check(&x, 0.4).unwrap();
    parts::check(&x, &[0.2, 0.5, 0.1]).unwrap();
    assert_eq!(get::vjp(&x, 1).1(Some(1.0)), [0.0, 1.0, 0.0]);
    assert_eq!(get::jvp(&x, 1, &[1.0, 2.0, 3.0]), (Some(&0.7), Some(2.0)));
    assert_eq!(asked::grad(&x, 0.5), (vec![0.0, 0.5, 0.0], 0.7));
}

#[test]
fn of_methods() {
    let body = |x: f64| Body { pos: [0.1 + x, 0.2 - x], vel: 0.4 + x };
    let w = World { bodies: vec![body(0.0), body(0.3)], g: 2.0 };
    w.nth_check(1).unwrap();
    w.named_check(1).unwrap();
    unwrapped::check(&w, 0.4).unwrap();
    pairs::check(&w, 0.4).unwrap();
    results::check(&w, 0.4).unwrap();
    failing::check(&w, 0.4).unwrap();
    mapped::check(&w, 0.4).unwrap();
    by_methods::check(&w, 0.4).unwrap();
    in_a_loop::check(&w, 0.4).unwrap();
}
