//! Methods that are given functions: rules of quadrature and solvers as structs, by closures, by names, by the functions that one was given; in loops, in one another,
//! on receivers of all kinds.

use std::cell::Cell;
use std::ops::{Add, Mul};

use ad_runtime::prelude::*;

#[differentiate]
fn bell(x: f64) -> f64 {
    (-x * x).exp()
}

/// A quadrature whose nodes may be differentiated.
#[derive(Clone, Debug, Differentiable)]
struct Rule {
    nodes: Vec<f64>,
    weights: Vec<f64>,
}

#[differentiate]
impl Rule {
    fn new(at: f64) -> Rule {
        Rule { nodes: vec![0.2 * at, 0.7], weights: vec![0.5, at] }
    }

    fn integrate<F: Fn(f64) -> f64>(&self, a: f64, b: f64, f: F) -> f64 {
        self.nodes.iter().zip(&self.weights).map(|(x, w)| w * f(a + (b - a) * x)).sum()
    }

    fn of_dyn(&self, f: &dyn Fn(f64) -> f64, b: f64) -> f64 {
        self.integrate(0.0, b, f) + self.integrate(b, 1.0, &f)
    }

    fn of_pointer(&self, f: fn(f64) -> f64, b: f64) -> f64 {
        f(self.nodes[0] * b)
    }

    fn first(&self, f: impl FnOnce(f64) -> f64, b: f64) -> f64 {
        f(self.nodes[0] * b)
    }

    fn summed<F>(&self, mut f: F, b: f64) -> f64
    where
        F: FnMut(f64) -> f64,
    {
        let mut s = 0.0;
        for x in &self.nodes {
            s += f(x * b);
        }
        s
    }

    /// What is called with constants alone.
    fn chosen(&self, which: impl Fn(usize) -> usize, x: f64) -> f64 {
        self.nodes[which(1)] * x
    }

    fn scaled(&self, x: f64, by: f64) -> f64 {
        self.weights[1] * x * by
    }

    fn applied(f: impl Fn(f64) -> f64, x: f64) -> f64 {
        f(x) * x
    }

    /// Its own, on itself, by `Self`, with what captures itself.
    fn on_itself(&self, x: f64) -> f64 {
        self.integrate(0.0, x, |t| t * self.nodes[1] + x)
            + Self::applied(|t| (t * self.weights[0]).sin(), x)
            + Self::integrate(self, x, 1.0, |t| t * x)
            + self.integrate(0.0, x, bell)
    }

    fn halved(&self, f: &dyn Fn(f64) -> f64, a: f64, b: f64, depth: usize) -> f64 {
        let m = 0.5 * (a + b);
        if depth == 0 {
            return self.integrate(a, b, f);
        }
        self.halved(f, a, m, depth - 1) + self.halved(f, m, b, depth - 1)
    }

    fn halved_of<F: Fn(f64) -> f64>(f: &F, a: f64, b: f64, depth: usize) -> f64 {
        let m = 0.5 * (a + b);
        if depth == 0 {
            return (b - a) * f(m);
        }
        Self::halved_of(f, a, m, depth - 1) + Self::halved_of(f, m, b, depth - 1)
    }
}

#[differentiate]
fn by_closures(rule: &Rule, k: f64, s: f64) -> f64 {
    rule.integrate(0.0, s, |u| (u * (k + 0.5 * u)).cos()) * rule.of_dyn(&|u| u * k, s)
        + rule.of_pointer(|u| u * u, s)
        + rule.first(|u| u * k, s)
        + rule.summed(|u| u * k * s, s)
}

#[allow(non_upper_case_globals)]
const kB: f64 = 1.3;

fn reversed(i: usize) -> usize {
    1 - i
}

#[differentiate]
fn by_names(rule: &Rule, k: f64, s: f64) -> f64 {
    let last = 1;
    rule.integrate(k, s, bell) + rule.integrate(k, s, f64::sin) * rule.of_dyn(&bell, s)
        + rule.of_pointer(bell, s)
        + rule.summed(bell, k)
        // What is no function with derivatives, though its name may be that of one.
        + rule.scaled(s, kB)
        + rule.chosen(reversed, k)
        + rule.chosen(|i| last - i, k)
}

#[differentiate]
fn by_paths(rule: &Rule, k: f64, s: f64) -> f64 {
    Rule::integrate(rule, k, s, |u| k * u.exp()) * Rule::integrate(&rule, k, s, bell)
        + Rule::applied(|u| u * k, s)
        + Rule::applied(bell, s)
        + Rule::scaled(rule, s, kB)
        + Rule::chosen(rule, reversed, k)
}

#[differentiate]
fn handed_on(f: impl Fn(f64) -> f64, rule: &Rule, s: f64) -> f64 {
    rule.integrate(0.1, s, &f) * f(s) + Rule::applied(&f, s) + rule.summed(|u| f(u) * s, s)
}

#[differentiate]
fn handing_on(rule: &Rule, k: f64, s: f64) -> f64 {
    handed_on(|u| u * k, rule, s) + handed_on(bell, rule, k)
}

#[differentiate]
fn in_one_another(rule: &Rule, k: f64, s: f64) -> f64 {
    rule.integrate(0.0, s, |u| rule.integrate(0.0, u, |v| (u * v * k).sin()))
        + Rule::applied(|u| Rule::applied(|v| u * v * s, k), s)
}

#[differentiate]
fn by_recursion(rule: &Rule, k: f64, s: f64) -> f64 {
    rule.halved(&|u| (u * k).sin(), 0.0, s, 2) + Rule::halved_of(&|u| (u * k).cos(), 0.0, s, 2)
}

/// What is captured changes, or is no longer there when the reverse sweep comes; and so are receivers.
#[differentiate]
fn in_loops(x: f64, k: f64) -> f64 {
    let rules = vec![Rule::new(0.3), Rule::new(x)];
    let mut c = vec![k, x * k];
    let mut s = 0.0;
    let scaled = |u: f64| (u * k).sin();
    for (i, rule) in rules.iter().enumerate() {
        let d = [s + x, 0.3];
        s += rule.integrate(0.0, x, |u| c[0] * u + c[1] * u * u * d[0]) * i as f64;
        s += rule.integrate(x, 1.0, scaled) + rules[i].of_dyn(&scaled, x);
        c[0] += s * 0.1 * d[1];
        let own = Rule::new(s);
        s += own.integrate(0.0, d[0], |u| u * c[0]);
    }
    if s > 0.0 {
        let scale = vec![s, x];
        s *= rules[1].integrate(0.0, 1.0, |u| scale[0] * u + scale[1]);
    }
    s
}

#[test]
fn rules() {
    let rule = Rule { nodes: vec![0.2, 0.7], weights: vec![0.6, 0.5] };
    by_closures::check(&rule, 0.3, 0.7).unwrap();
    by_names::check(&rule, 0.3, 0.7).unwrap();
    by_paths::check(&rule, 0.3, 0.7).unwrap();
    handing_on::check(&rule, 0.3, 0.7).unwrap();
    in_one_another::check(&rule, 0.3, 0.7).unwrap();
    by_recursion::check(&rule, 0.3, 0.7).unwrap();
    rule.on_itself_check(0.4).unwrap();
    rule.integrate_check(0.1, 0.4, bell {}).unwrap();
    Rule::applied_check(bell {}, 0.4).unwrap();
}

/// A result of one's own, with operators.
#[derive(Clone, Copy, Debug, Differentiable)]
struct State {
    at: f64,
    speed: f64,
}

#[differentiate]
impl Add for State {
    type Output = State;

    fn add(self, other: State) -> State {
        State { at: self.at + other.at, speed: self.speed + other.speed }
    }
}

#[differentiate]
impl Mul<f64> for State {
    type Output = State;

    fn mul(self, by: f64) -> State {
        State { at: self.at * by, speed: self.speed * by }
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Solver {
    h: f64,
    n: usize,
}

#[differentiate]
impl Solver {
    fn new(h: f64, n: usize) -> Solver {
        Solver { h, n }
    }

    fn step<F: Fn(f64, State) -> State>(&self, f: &F, t: f64, y: State) -> State {
        let k1 = f(t, y);
        let k2 = f(t + 0.5 * self.h, y + k1 * (0.5 * self.h));
        y + k2 * self.h
    }

    fn integrate<F>(&self, f: F, y: State) -> State
    where
        F: Fn(f64, State) -> State,
    {
        let mut y = y;
        for i in 0..self.n {
            y = self.step(&f, i as f64 * self.h, y);
        }
        y
    }

    fn of_lists(&self, f: impl Fn(f64, &[f64]) -> Vec<f64>, y: &[f64]) -> Vec<f64> {
        let mut y = y.to_vec();
        for i in 0..self.n {
            let k = f(i as f64 * self.h, &y);
            for j in 0..y.len() {
                y[j] += self.h * k[j];
            }
        }
        y
    }

    fn of_arrays<const N: usize>(
        &self,
        f: impl Fn(f64, [f64; N]) -> [f64; N],
        mut y: [f64; N],
    ) -> [f64; N] {
        for i in 0..self.n {
            let k = f(i as f64 * self.h, y);
            for j in 0..N {
                y[j] += self.h * k[j];
            }
        }
        y
    }

    fn taken(self, f: impl Fn(f64) -> f64, x: f64) -> f64 {
        f(x * self.h) + self.h
    }

    fn advanced(&mut self, f: impl Fn(f64) -> f64, x: f64) -> f64 {
        self.h += 0.1 * f(x);
        f(x) * self.h
    }
}

/// Solvers in fields and boxes.
#[derive(Clone, Debug, Differentiable)]
struct Model {
    solver: Solver,
    boxed: Box<Rule>,
    k: f64,
}

#[differentiate]
impl Model {
    fn run(&self, x: f64) -> f64 {
        let start = State { at: x, speed: 0.1 };
        let end = self
            .solver
            .integrate(|t, y: State| State { at: y.speed, speed: -self.k * y.at + t * x }, start);
        end.at * end.speed + self.boxed.integrate(0.0, x, |u| u * self.k)
    }
}

#[differentiate]
fn pendulum(t: f64, y: &[f64]) -> Vec<f64> {
    vec![y[1], -y[0].sin() + 0.1 * t]
}

#[differentiate]
fn swing(h: f64, k: f64, x: f64) -> f64 {
    let solver = Solver::new(h, 4);
    let right = |t: f64, y: State| State { at: y.speed, speed: -k * y.at + t };
    let end = solver.integrate(right, State { at: x, speed: 0.2 });
    end.at + end.speed * 2.0
}

#[differentiate]
fn lists(h: f64, k: f64, y: &[f64]) -> Vec<f64> {
    let solver = Solver::new(h, 3);
    let z = solver.of_lists(|t, y| vec![y[1], -k * y[0] + t], y);
    solver.of_lists(pendulum, &z)
}

#[differentiate]
fn arrays(h: f64, k: f64, y: [f64; 2]) -> f64 {
    let z = Solver::new(h, 3).of_arrays(|_, y| [y[1], -k * y[0]], y);
    z[0] + z[1]
}

#[differentiate]
fn taken(h: f64, x: f64) -> f64 {
    let solver = Solver::new(h, 1);
    solver.clone().taken(|u| u * u * x, x) + Solver::taken(solver, |u| u.sin() * x, x)
}

#[differentiate]
fn changed(h: f64, x: f64) -> f64 {
    let mut solver = Solver::new(h, 2);
    let mut s = 0.0;
    for i in 0..3 {
        s += solver.advanced(|u| u * x + s * 0.1, i as f64 + h);
    }
    s * solver.h
}

#[differentiate]
fn changed_for_others(solver: &mut Solver, x: f64) -> f64 {
    solver.advanced(|u| u * x, x) + Solver::advanced(solver, bell, x)
}

programs! {
    in_loops(x, k) -> scalar at (0.3, 0.4), (0.9, -0.2);
    swing(h, k, x) -> scalar at (0.1, 0.3, 0.7);
    lists(h, k, &y) -> vector at (0.1, 0.3, [0.4, -0.2]);
    arrays(h, k, y) -> scalar at (0.1, 0.3, [0.4, -0.2]);
    taken(h, x) -> scalar at (0.1, 0.7);
    changed(h, x) -> scalar at (0.1, 0.7);
}

#[test]
fn solvers() {
    let solver = Solver { h: 0.1, n: 3 };
    let boxed = Box::new(Rule { nodes: vec![0.2], weights: vec![0.6] });
    Model { solver: solver.clone(), boxed, k: 0.7 }.run_check(0.4).unwrap();
    changed_for_others::check(&mut solver.clone(), 0.3).unwrap();
}

thread_local! {
    static CALLED: Cell<u32> = const { Cell::new(0) };
}

fn count() -> f64 {
    CALLED.set(CALLED.get() + 1);
    1.0
}

/// What is called meanwhile.
fn called<T>(run: impl FnOnce() -> T) -> (T, u32) {
    CALLED.set(0);
    let value = run();
    (value, CALLED.get())
}

#[differentiate]
fn counted(x: f64) -> f64 {
    x * x * count()
}

#[derive(Clone, Debug, Differentiable)]
struct Counting {
    at: Vec<f64>,
}

#[differentiate]
impl Counting {
    fn given(&self, f: impl Fn(f64) -> f64, x: f64) -> f64 {
        f(x * self.at[0]) * count() + f(x)
    }

    fn handing(&self, f: &dyn Fn(f64) -> f64, x: f64) -> f64 {
        self.given(f, x) * Self::free(|u| f(u) * count(), x)
    }

    fn free(f: impl Fn(f64) -> f64, x: f64) -> f64 {
        f(x) * x
    }
}

#[differentiate]
fn effects_of_closures(x: f64, y: f64) -> f64 {
    let counting = Counting { at: vec![x, y] };
    counting.given(|u| u * count() * y, x) + counting.handing(&|u| counted(u * x), y)
}

#[differentiate]
fn effects_of_names(x: f64, y: f64) -> f64 {
    let counting = Counting { at: vec![x, y] };
    counting.given(counted, x) * Counting::free(counted, y) + counting.handing(&counted, x)
}

#[differentiate]
fn effects_in_loops(x: f64, y: f64) -> f64 {
    let mut counting = Counting { at: vec![x, y] };
    let mut s = 0.0;
    for i in 0..3 {
        let c = [x * i as f64, s];
        s += counting.given(|t| c[0] * counted(t) + c[1] * t, y);
        counting.at[0] += 0.1 * s;
    }
    s
}

#[test]
fn effects() {
    examined! { called: effects_of_closures effects_of_names effects_in_loops }
}
