//! Second derivatives of programs of all kinds, against hyper-dual numbers.

use ad_runtime::prelude::*;

use super::compared::{Second, assert_close, direction};
use super::hyper_dual;

/// Points with components of both signs.
fn points(n: usize) -> impl Iterator<Item = Vec<f64>> {
    (1..9).map(move |k| (0..n).map(|i| 1.5 * ((k * 7 + i * 5) as f64).sin()).collect())
}

/// The same, of positive numbers.
fn positive(n: usize) -> impl Iterator<Item = Vec<f64>> {
    points(n).map(|x: Vec<f64>| x.iter().map(|x| x.abs() + 0.3).collect())
}

#[differentiate(order = 2)]
fn branches(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let y = x[i] * x[(i + 1) % x.len()];
        if y > 0.0 {
            sum += y.ln() * x[i];
        } else {
            sum = sum * y.tanh() - y.exp();
        }
    }
    sum
}

#[differentiate(order = 2)]
fn stirred(state: &mut [f64], step: f64) {
    for i in 1..state.len() {
        let left = state[i - 1];
        state[i] *= left.sin();
        state[i - 1] += step * state[i];
    }
}

#[differentiate(order = 2)]
fn mutation(x: &[f64]) -> f64 {
    let mut state = x.to_vec();
    for step in 0..3 {
        stirred(&mut state, step as f64);
        state.swap(0, 1);
    }
    state[0] * state[1] + state[2].atan()
}

#[differentiate(order = 2)]
fn newton(x: &[f64]) -> f64 {
    let mut root = 1.0;
    let mut change: f64 = 1.0;
    while change.abs() >= 1e-14 {
        let next = 0.5 * (root + x[0] / root);
        change = next - root;
        root = next;
    }
    root * x[1]
}

#[differentiate(order = 2)]
fn early(x: &[f64]) -> f64 {
    let mut product = 1.0;
    for &x in x {
        if x < 0.0 {
            return product * x.cosh();
        }
        product *= x.sqrt() + 0.5;
    }
    1.0 / product
}

#[differentiate(order = 2)]
fn powers(x: &[f64]) -> f64 {
    x[0].powf(x[1]) + x[0].asinh() / x[1].exp_m1()
}

macro_rules! as_dual_numbers_have_it {
    ($($name:ident of $points:expr;)*) => {
        mod as_dual_numbers_have_it {
            use super::*;
            $(#[test]
            fn $name() {
                for x in $points {
                    let expected = hyper_dual::second(hyper_dual::$name, &x);
                    Second::of(super::$name::value_grad_hessian(&x)).assert_close(&expected, 1e-10);
                    let v = direction(x.len());
                    assert_close(&super::$name::hvp(&x, &v), &expected.product(&v), 1e-10);
                }
            })*
        }
    };
}

as_dual_numbers_have_it! {
    branches of points(5);
    mutation of points(4);
    newton of positive(2);
    early of points(4).chain(positive(4));
    powers of positive(2);
}

#[derive(Clone, Copy, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

#[differentiate(order = 2)]
impl std::ops::Sub for Point {
    type Output = Point;
    fn sub(self, other: Point) -> Point {
        Point { x: self.x - other.x, y: self.y - other.y }
    }
}

#[differentiate(order = 2)]
impl Point {
    fn norm(&self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }
}

#[differentiate(order = 2)]
trait Energy {
    fn energy(&self, ends: &[Point; 2]) -> f64;
}

#[derive(Clone, Differentiable)]
struct Spring {
    k: f64,
    rest: f64,
}

#[differentiate(order = 2)]
impl Energy for Spring {
    fn energy(&self, ends: &[Point; 2]) -> f64 {
        let stretch = (ends[0] - ends[1]).norm() - self.rest;
        0.5 * self.k * stretch * stretch
    }
}

#[differentiate(order = 2)]
fn spring(x: &[f64]) -> f64 {
    let ends = [Point { x: x[0], y: x[1] }, Point { x: x[2], y: x[3] }];
    let spring = Spring { k: x[4], rest: x[5] };
    spring.energy(&ends)
}

#[test]
fn structs_operators_and_traits() {
    for x in points(6) {
        let expected = hyper_dual::second(hyper_dual::springs, &x);
        Second::of(spring::value_grad_hessian(&x)).assert_close(&expected, 1e-10);
        // And with the method itself.
        let v = direction(6);
        let ends = [Point { x: x[0], y: x[1] }, Point { x: x[2], y: x[3] }];
        let ends_dot = [PointTangent { x: v[0], y: v[1] }, PointTangent { x: v[2], y: v[3] }];
        let spring = Spring { k: x[4], rest: x[5] };
        let (s, e) = spring.energy_hvp(&ends, &SpringTangent { k: v[4], rest: v[5] }, &ends_dot);
        let found = [e[0].x, e[0].y, e[1].x, e[1].y, s.k, s.rest];
        assert_close(&found, &expected.product(&v), 1e-10);
    }
}

#[differentiate(order = 2)]
fn well<T: Real>(x: T, y: T) -> T {
    (x * x - y).powi(2)
}

#[differentiate(order = 2)]
fn wells<T: Real>(x: T, y: T) -> T {
    let bowl = x * x * y.exp();
    T::from_f64(3.0) * well(x, y) + bowl * well(x, y)
}

#[differentiate(order = 2)]
fn narrow(x: f32, y: f32) -> f32 {
    let well = (x * x - y).powi(2);
    3.0 * well + x * x * y.exp() * well
}

#[test]
fn numbers_of_both_widths() {
    for x in points(2) {
        let expected = hyper_dual::second(hyper_dual::wells, &x);
        let v = direction(2);
        let product = expected.product(&v);
        let (px, py) = wells::hvp(x[0], x[1], v[0], v[1]);
        assert_close(&[px, py], &product, 1e-10);
        let [x, y, x_dot, y_dot] = [x[0], x[1], v[0], v[1]].map(|it| it as f32);
        let (px, py) = wells::hvp(x, y, x_dot, y_dot);
        assert_close(&[px.into(), py.into()], &product, 1e-5);
        let (px, py) = narrow::hvp(x, y, x_dot, y_dot);
        assert_close(&[px.into(), py.into()], &product, 1e-5);
    }
}
