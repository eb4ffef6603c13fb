//! Methods that are given functions and exchange what is in fields; closures that capture parts of fields, which may be constants; functions handed on in loops
//! that are run again.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Heat {
    now: Vec<f64>,
    next: Vec<f64>,
}

#[differentiate]
impl Heat {
    fn step(&mut self, source: &impl Fn(f64) -> f64) {
        for i in 0..self.now.len() {
            self.next[i] = source(self.now[i]);
        }
        std::mem::swap(&mut self.now, &mut self.next);
    }
}

#[differentiate]
fn heated(x: &[f64], k: f64) -> f64 {
    let mut heat = Heat { now: x.to_vec(), next: x.to_vec() };
    heat.step(&|x| x * k);
    heat.step(&|x| x * x + k);
    heat.now[0] * heat.next[1]
}

#[derive(Clone, Debug, Differentiable)]
struct Body {
    list: Vec<f64>,
    #[constant]
    table: Vec<f64>,
    k: f64,
}

#[differentiate]
fn scaled(f: impl Fn(f64, &[f64]) -> Vec<f64>, y: &[f64], n: usize) -> Vec<f64> {
    let mut y = y.to_vec();
    for _ in 0..n {
        y = f(0.5, &y);
    }
    y
}

#[differentiate]
fn parts_of_fields(body: &Body, x: f64) -> f64 {
    let (left, right) = body.list.split_at(2);
    let (table, _) = body.table.split_at(1);
    let first = &body.list[0];
    let y = scaled(
        |t, y| vec![y[0] * left[0] * *first, t * y[1] * table[0] + body.k * left[1]],
        &[x, 0.3],
        2,
    );
    y[0] * right[0] + y[1]
}

#[differentiate]
fn taking(g: &dyn Fn(f64) -> f64, a: f64, b: f64) -> f64 {
    g(a) + g(b)
}

#[differentiate]
fn bell(x: f64) -> f64 {
    (-x * x).exp()
}

#[differentiate(strategy = "replay")]
fn replayed(x: f64, u: &[f64]) -> f64 {
    let mut sum = x;
    for i in 1..3 {
        let y = taking(&bell, sum, u[i]);
        sum = sum * 0.5 + y;
    }
    sum
}

#[differentiate]
fn iterated(g: impl Fn(f64) -> f64, x: f64, n: usize) -> f64 {
    let mut y = x;
    for _ in 0..n {
        y = g(y);
    }
    y
}

#[differentiate]
impl Body {
    /// What is given of the body, beside a closure that captures nothing, is a part of a type that isn't seen.
    fn of_a_part(&self, x: f64) -> f64 {
        let _unused = iterated(|t| (0.75 * t).cos(), self.k, 2);
        let used = iterated(|t| t.tanh() * 1.5, self.k, 2);
        used * x
    }
}

#[test]
fn given_to_methods_and_in_loops() {
    heated::check(&[0.3, 0.4], 0.5).unwrap();
    let body = Body { list: vec![0.3, 0.4, 0.5], table: vec![0.6], k: 0.7 };
    parts_of_fields::check(&body, 0.8).unwrap();
    body.of_a_part_check(0.8).unwrap();
    replayed::check(0.3, &[0.4, 0.5, 0.6]).unwrap();
}
