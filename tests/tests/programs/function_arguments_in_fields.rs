//! Methods that are given functions and exchange what is in fields; functions handed on in loops that are run again.

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

#[test]
fn given_to_methods_and_in_loops() {
    heated::check(&[0.3, 0.4], 0.5).unwrap();
    replayed::check(0.3, &[0.4, 0.5, 0.6]).unwrap();
}
