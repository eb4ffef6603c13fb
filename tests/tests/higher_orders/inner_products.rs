//! Products with Hessians inside of differentiated functions: Newton's steps, curvatures, structs and lists by value; against differences.

use ad_runtime::prelude::*;

use super::compared::assert_close;

/// Central differences with one extrapolation, by each component.
fn by_differences(f: impl Fn(&[f64]) -> f64, x: &[f64]) -> Vec<f64> {
    let at = |j: usize, by: f64| {
        let mut moved = x.to_vec();
        moved[j] += by;
        f(&moved)
    };
    let slope = |j: usize, step: f64| (at(j, step) - at(j, -step)) / (2.0 * step);
    (0..x.len()).map(|j| (4.0 * slope(j, 1e-3) - slope(j, 2e-3)) / 3.0).collect()
}

#[differentiate(order = 4)]
fn energy(x: &[f64], k: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += (k * x[i]).sin() * x[i] * x[0];
    }
    sum
}

/// `vᵀ H v` and a mixed derivative, by a direction that is differentiated too.
#[differentiate(order = 2)]
fn curvature(x: &[f64], v: &[f64], k: f64) -> f64 {
    let (by_x, by_k) = energy::hvp(x, k, v, 1.0);
    let mut sum = 0.5 * by_k;
    for i in 0..x.len() {
        sum += by_x[i] * v[i];
    }
    sum
}

#[test]
fn of_lists_by_all_arguments() {
    let p = [0.3, 0.5, -0.2, 1.0, -0.5, 0.7, 1.3];
    let (x_bar, v_bar, k_bar) = curvature::grad(&p[..3], &p[3..6], p[6]);
    let gradient = [x_bar, v_bar, vec![k_bar]].concat();
    let expected = by_differences(|p| curvature(&p[..3], &p[3..6], p[6]), &p);
    assert_close(&gradient, &expected, 1e-8);
    for i in 0..7 {
        let mut unit = [0.0; 7];
        unit[i] = 1.0;
        let (x_dot, v_dot, k_dot) = (&unit[..3], &unit[3..6], unit[6]);
        let (_, slope) = curvature::jvp(&p[..3], &p[3..6], p[6], x_dot, v_dot, k_dot);
        assert_close(&[slope], &[expected[i]], 1e-8);
        let (by_x, by_v, by_k) = curvature::hvp(&p[..3], &p[3..6], p[6], x_dot, v_dot, k_dot);
        let row = by_differences(
            |p| {
                let (x, v, k) = curvature::grad(&p[..3], &p[3..6], p[6]);
                [x, v, vec![k]].concat()[i]
            },
            &p,
        );
        assert_close(&[by_x, by_v, vec![by_k]].concat(), &row, 1e-7);
    }
}

#[differentiate(order = 4)]
fn valley(x: f64, a: f64) -> f64 {
    (x - a).powi(2) * a.exp() + 0.1 * x.powi(4)
}

/// Newton's method: where a valley is deepest.
#[differentiate(order = 2)]
fn deepest(a: f64, #[constant] steps: usize) -> f64 {
    let mut x = a;
    for _ in 0..steps {
        let (slope, _) = valley::grad(x, a);
        let (curvature, _) = valley::hvp(x, a, 1.0, 0.0);
        if curvature.abs() < 1e-12 {
            break;
        }
        x -= slope / curvature;
    }
    x
}

#[test]
fn of_newton_s_steps() {
    let a = 0.7;
    for steps in [0, 1, 2, 6] {
        let expected = by_differences(|a| deepest(a[0], steps), &[a]);
        assert_close(&[deepest::grad(a, steps)], &expected, 1e-9);
        let expected = by_differences(|a| deepest::grad(a[0], steps), &[a]);
        assert_close(&deepest::hessian(a, steps)[0], &expected, 1e-8);
    }
}

#[derive(Differentiable, Clone)]
struct Spring {
    stiffness: f64,
    rests: Vec<f64>,
}

#[differentiate(order = 3)]
fn stored(spring: Spring, x: Vec<f64>) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let rest = spring.rests[i];
        let stretch = x[i] - rest;
        sum += spring.stiffness * spring.stiffness * stretch * stretch * stretch * rest;
    }
    sum * x[0]
}

#[differentiate]
fn bent(spring: &Spring, x: &[f64]) -> f64 {
    let along = SpringTangent { stiffness: 0.5, rests: vec![1.0, -1.0] };
    let (by_spring, by_x) = stored::hvp(spring.clone(), x.to_vec(), along, vec![x[1], 2.0]);
    by_spring.stiffness * by_spring.rests[1] + by_x[0] * by_x[1]
}

#[test]
fn of_structs_and_lists_by_value() {
    let p = [0.2, 0.4, 0.9, 0.7, -0.3];
    let value = |p: &[f64]| bent(&Spring { stiffness: p[0], rests: p[1..3].to_vec() }, &p[3..]);
    let spring = Spring { stiffness: p[0], rests: p[1..3].to_vec() };
    let (spring_bar, x_bar) = bent::grad(&spring, &p[3..]);
    let gradient = [vec![spring_bar.stiffness], spring_bar.rests, x_bar].concat();
    assert_close(&gradient, &by_differences(value, &p), 1e-7);
}

/// By some of its parameters.
#[differentiate(order = 3)]
fn weighted(x: f64, #[constant] w: &[f64], y: f64) -> f64 {
    let mut sum = 0.0;
    for w in w {
        sum += (w * x * y).sin();
    }
    sum
}

#[differentiate]
fn with_constants(x: f64, y: f64, z: f64) -> f64 {
    let (a, b) = weighted::hvp(x * y, &[0.5, 1.5], y, z, x);
    a * b
}

#[test]
fn beside_constants() {
    let p = [0.4, 0.8, 1.2];
    let (x, y, z) = with_constants::grad(p[0], p[1], p[2]);
    let expected = by_differences(|p| with_constants(p[0], p[1], p[2]), &p);
    assert_close(&[x, y, z], &expected, 1e-8);
}
