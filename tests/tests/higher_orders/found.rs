//! What random programs found: second derivatives of what has first ones, against differences of those.

use ad_runtime::prelude::*;

use super::compared::{assert_close, product_by_differences};

/// Elements that nobody looks at when they are taken out.
#[differentiate(order = 2)]
fn thrown_away(x: f64, y: f64) -> f64 {
    let mut list = vec![x * y, x * x, y, x.sin()];
    list.pop();
    list.remove(0);
    list.push(x * y * y);
    list.resize(5, x);
    list.truncate(4);
    list[0] * list[2] + list[1] * list[3]
}

#[differentiate(order = 2)]
fn exponentials(x: f64) -> Vec<f64> {
    vec![x.exp(), 0.5 * x]
}

/// A part of what a call resulted in.
#[differentiate(order = 2)]
fn part_of_result(x: f64, y: f64) -> f64 {
    let list = exponentials(x * y);
    let part = &list[..=1];
    part[0] * part[1] * y
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Angle(f64);

#[derive(Clone, Copy, Debug, Differentiable)]
struct Point(f64, f64);

/// Tuple structs are made by what looks like calls.
#[differentiate(order = 2)]
fn made(x: f64, y: f64) -> f64 {
    let (angle, point) = (Angle(x * y), Point(x, y * y));
    angle.0.sin() * point.0 * point.1
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    stiffness: f64,
    #[constant]
    rest: f64,
}

#[differentiate(order = 2)]
impl Spring {
    /// A field that is a constant, of which nobody sees that it is a number.
    fn tighten(&mut self, by: f64) {
        self.stiffness += by * by * self.rest;
    }
}

#[differentiate(order = 2)]
fn tightened(x: f64, y: f64) -> f64 {
    let mut spring = Spring { stiffness: x, rest: 1.5 };
    spring.tighten(x * y);
    spring.stiffness * spring.stiffness * y
}

#[derive(Clone, Debug, Differentiable)]
struct Solver {
    gain: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct World {
    solver: Solver,
    state: Vec<f64>,
}

#[differentiate(order = 2)]
impl Solver {
    fn advance(&mut self, state: &mut [f64]) {
        for v in state.iter_mut() {
            *v = (self.gain * *v).sin();
        }
        self.gain *= 0.75;
    }
}

#[differentiate(order = 2)]
impl World {
    /// It reads what it has changed.
    fn run(&mut self, n: usize) -> f64 {
        for _ in 0..n {
            self.solver.advance(&mut self.state);
        }
        self.state[0] * self.state[1]
    }
}

#[differentiate(order = 2)]
fn run(x: f64, y: f64) -> f64 {
    let mut world = World { solver: Solver { gain: x }, state: vec![y, x * y] };
    let product = world.run(3);
    product * x + world.solver.gain * y
}

/// A list that is changed and read whole after that, beside a float.
#[differentiate(order = 2)]
fn scaled_norm(list: &mut [f64], x: f64) -> f64 {
    list[0] *= x;
    list.iter().map(|a| a * a * x).sum::<f64>()
}

#[differentiate(order = 2)]
fn norm(x: f64, y: f64) -> f64 {
    let mut list = [x * y, y];
    let norm = scaled_norm(&mut list, y);
    norm * list[0]
}

macro_rules! as_differences {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let gradient = |p: &[f64]| {
                    let (x_bar, y_bar) = super::$name::grad(p[0], p[1]);
                    vec![x_bar, y_bar]
                };
                for (x, v) in [([0.7, 1.2], [1.0, -0.5]), ([-0.4, 0.9], [0.3, 0.8])] {
                    let (x_product, y_product) = super::$name::hvp(x[0], x[1], v[0], v[1]);
                    let expected = super::product_by_differences(gradient, &x, &v);
                    super::assert_close(&[x_product, y_product], &expected, 1e-7);
                }
            }
        )*
    };
}

mod products {
    as_differences! { thrown_away part_of_result made tightened run norm }
}
