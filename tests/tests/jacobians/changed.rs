//! Parameters that are lent to be changed: what is there afterwards are rows after the result's.

use ad_runtime::ndarray::arr2;
use ad_runtime::prelude::*;

#[differentiate]
fn step(state: &mut [f64; 2], dt: f64) {
    let velocity = state[1];
    state[0] += velocity * dt;
    state[1] -= state[0] * dt;
}

#[differentiate]
fn energy_after(state: &mut [f64], dt: f64) -> f64 {
    let velocity = state[1];
    state[0] += velocity * dt;
    state[1] -= state[0] * dt;
    state[0] * state[1]
}

#[differentiate]
fn swapped(x: &mut f64, y: &mut f64) {
    let kept = *x;
    *x = *y * *y;
    *y = kept;
}

#[derive(Clone, Differentiable)]
struct Filter {
    mean: f64,
    gain: f64,
}

#[differentiate]
impl Filter {
    fn update(&mut self, measured: f64) -> f64 {
        let off = measured - self.mean;
        self.mean += self.gain * off;
        off
    }
}

#[test]
fn without_a_result() {
    for jacobian in [step::jacobian, step::jacobian_forward, step::jacobian_reverse] {
        let mut state = [1.0, 2.0];
        let (by_state, by_dt) = jacobian(&mut state, 0.5);
        assert_eq!(state, [2.0, 1.0]);
        assert_eq!(by_state, arr2(&[[1.0, 0.5], [-0.5, 0.75]]));
        assert_eq!(by_dt, arr2(&[[2.0], [-3.0]]));
    }
    for jacobian in [swapped::jacobian, swapped::jacobian_forward, swapped::jacobian_reverse] {
        let (mut x, mut y) = (2.0, 3.0);
        assert_eq!(jacobian(&mut x, &mut y), [[0.0, 6.0], [1.0, 0.0]]);
        assert_eq!((x, y), (9.0, 2.0));
    }
}

#[test]
fn after_a_result() {
    let mut state = [1.0, 2.0];
    let mut out = [0.0; 9];
    assert_eq!(energy_after::jacobian_into(&mut state, 0.5, &mut out), 2.0);
    assert_eq!(state, [2.0, 1.0]);
    assert_eq!(out, [0.0, 2.0, -4.0, 1.0, 0.5, 2.0, -0.5, 0.75, -3.0]);
    let (value, (by_state, by_dt)) = energy_after::value_and_jacobian(&mut [1.0, 2.0], 0.5);
    assert_eq!(value, 2.0);
    assert_eq!(by_state, arr2(&[[0.0, 2.0], [1.0, 0.5], [-0.5, 0.75]]));
    assert_eq!(by_dt, arr2(&[[-4.0], [2.0], [-3.0]]));
}

#[test]
fn of_a_receiver() {
    let mut filter = Filter { mean: 1.0, gain: 0.5 };
    let (by_self, by_measured) = filter.update_jacobian_reverse(3.0);
    assert_eq!(filter.mean, 2.0);
    assert_eq!(by_self, arr2(&[[-1.0, 0.0], [0.5, 2.0], [0.0, 1.0]]));
    assert_eq!(by_measured, arr2(&[[1.0], [0.5], [0.0]]));
}
