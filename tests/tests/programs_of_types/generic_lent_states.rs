//! States that are lent, and operators of references to them.

use ad_runtime::prelude::*;
use std::ops::*;
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct State<const N: usize>(pub [f64; N]);
#[differentiate]
impl<const N: usize> Add for State<N> {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        let mut r = self.0;
        for i in 0..N {
            r[i] += o.0[i];
        }
        State(r)
    }
}
#[differentiate]
impl<const N: usize> Mul<f64> for State<N> {
    type Output = Self;
    fn mul(self, k: f64) -> Self {
        State(self.0.map(|x| x * k))
    }
}
#[differentiate]
pub fn heun<Y, F>(f: &F, t: f64, y: Y, h: f64) -> Y
where
    F: Fn(f64, Y) -> Y,
    Y: Copy + Add<Output = Y> + Mul<f64, Output = Y>,
{
    let k1 = f(t, y);
    let k2 = f(t + h, y + k1 * h);
    y + (k1 + k2) * (0.5 * h)
}
#[differentiate]
pub fn euler<Y: Clone>(f: impl Fn(&Y) -> Y, y: &Y, h: f64) -> Y
where
    for<'a> &'a Y: Add<Y, Output = Y>,
    Y: Mul<f64, Output = Y>,
{
    let k = f(y);
    y + k * h
}
#[differentiate]
impl<'a, const N: usize> Add<State<N>> for &'a State<N> {
    type Output = State<N>;
    fn add(self, o: State<N>) -> State<N> {
        *self + o
    }
}
#[differentiate]
fn lv(a: f64, b: f64) -> f64 {
    let y = heun(
        &|_t, y: State<2>| State([a * y.0[0] - y.0[0] * y.0[1], y.0[0] * y.0[1] - b * y.0[1]]),
        0.0,
        State([a, b]),
        0.1,
    );
    y.0[0] * y.0[1]
}
#[differentiate]
fn eu(a: f64, b: f64) -> f64 {
    let y = euler(
        |y: &State<2>| State([a * y.0[0] - y.0[0] * y.0[1], y.0[0] * y.0[1] - b * y.0[1]]),
        &State([a, b]),
        0.1,
    );
    y.0[0] * y.0[1]
}
#[test]
fn lent() {
    lv::check(0.3, 0.1).unwrap();
    eu::check(0.3, 0.1).unwrap();
}
