//! Constants that a caller makes and lends: its pullback outlives them, unless it holds nothing of them.

use ad_runtime::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Mutex;

#[derive(Clone, Debug)]
struct Edge {
    a: usize,
    b: usize,
    length: f64,
    weight: f32,
}

struct Net {
    edges: Vec<Edge>,
    powers: HashMap<u32, f64>,
}

enum Op {
    Push(usize),
    Double,
}

#[derive(Clone, Debug)]
struct Observed {
    at: f64,
    values: Vec<f64>,
    name: String,
}

#[derive(Clone, Copy, Differentiable)]
enum Shape {
    Ball(f64),
    Nothing,
}

#[differentiate]
fn stretched(#[constant] edges: &[Edge], at: &[f64]) -> f64 {
    let mut sum = 0.0;
    for e in edges {
        let d = at[e.a] - at[e.b];
        sum += (d.abs() - e.length).powi(2) * e.weight as f64;
    }
    for (i, e) in edges.iter().enumerate() {
        sum += at[e.b].sin() * e.length * i as f64;
    }
    sum
}

#[differentiate]
impl Net {
    fn energy(#[constant] &self, x: f64) -> f64 {
        let mut sum = 0.0;
        for e in &self.edges {
            sum += (x - e.length).powi(2);
        }
        for (k, v) in &self.powers {
            sum += x.powi(*k as i32) * v;
        }
        sum
    }
}

#[differentiate]
fn run(#[constant] ops: &[Op], x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for op in ops {
        match op {
            Op::Push(i) => sum += x[*i],
            Op::Double => sum *= 2.0,
        }
    }
    sum
}

#[differentiate]
fn loss(#[constant] data: &[Observed], k: f64) -> f64 {
    let mut sum = 0.0;
    for o in data {
        let p = (k * o.at).exp();
        for y in &o.values {
            sum += (p - y).powi(2);
        }
        if o.name == "x" {
            sum += p * o.values[0];
        }
    }
    sum / data.len() as f64
}

#[differentiate]
fn area(s: &Shape) -> f64 {
    match *s {
        Shape::Ball(r) => r * r * 3.0,
        Shape::Nothing => 2.0,
    }
}

#[differentiate]
fn squared(s: &Option<f64>) -> f64 {
    if let Some(r) = *s { r * r } else { 1.0 }
}

fn edge(a: usize, b: usize) -> Edge {
    Edge { a, b, length: 0.5, weight: 2.0 }
}

#[differentiate]
fn of_edges(x: f64) -> f64 {
    let edges = vec![edge(0, 1), edge(1, 0)];
    let net = Net { edges: edges.clone(), powers: [(2, 3.0)].into_iter().collect() };
    stretched(&edges, &[x, x * x]) * net.energy(x)
}

#[differentiate]
fn of_temporaries(x: f64) -> f64 {
    run(&[Op::Push(0), Op::Double, Op::Push(1)], &[x * x, x])
}

#[differentiate]
fn of_data(x: f64) -> f64 {
    let data = vec![Observed { at: 1.0, values: vec![1.0, 2.0], name: "x".to_string() }];
    loss(&data, x) * x
}

#[differentiate]
fn of_values(x: f64) -> f64 {
    let (ball, nothing) = (Shape::Ball(x), Shape::Nothing);
    let some = Some(x);
    area(&ball) * area(&nothing) + squared(&some) * x
}

#[differentiate]
fn product(a: f64, b: f64, #[constant] k: f64) -> f64 {
    a * b * k
}

/// What is copied out of a guard lends nothing of it.
#[differentiate]
fn of_guards(x: f64) -> f64 {
    let cell = RefCell::new(vec![1.75, 0.75]);
    let mut guard = cell.borrow_mut();
    let mut sum = x;
    for &item in guard.iter() {
        sum += product(item, x, 0.5);
    }
    guard[0] = 3.0;
    let lock = Mutex::new(vec![0.5, 1.5]);
    for &item in lock.lock().unwrap().iter() {
        sum += product(item, x, item);
    }
    sum * guard[0]
}

#[derive(Clone, Debug, Differentiable)]
struct Levels {
    list: [f64; 3],
}

#[differentiate]
impl Levels {
    /// A method by a name of std's, whose result has no derivative.
    fn level(&self, step: f64) -> f64 {
        step * self.list[1].tanh().ceil()
    }
}

#[differentiate]
fn at_levels(some: Option<f64>, levels: &Levels) -> f64 {
    let level = levels.level(0.5);
    some.map(|t| t * level.cos()).unwrap_or(0.1)
}

#[differentiate]
fn of_levels(x: f64) -> f64 {
    let levels = Levels { list: [x, x * x, 1.0] };
    at_levels(Some(x), &levels) * x
}

programs! {
    of_levels(x) -> scalar at (0.7);
    of_guards(x) -> scalar at (0.7);
    of_edges(x) -> scalar at (0.7), (-0.3);
    of_temporaries(x) -> scalar at (0.7);
    of_data(x) -> scalar at (0.7);
    of_values(x) -> scalar at (0.7);
}
