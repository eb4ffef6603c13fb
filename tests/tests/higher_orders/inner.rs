//! Programs with derivatives in them: a step of Newton's, gradient descent, a force, a saddle point; their gradients against differences.

use ad_runtime::prelude::*;

use super::compared::assert_close;

/// The derivative by each component, by differences with one extrapolation.
fn by_differences(f: impl Fn(&[f64]) -> f64, x: &[f64]) -> Vec<f64> {
    let at = |j: usize, by: f64| {
        let mut moved = x.to_vec();
        moved[j] += by;
        f(&moved)
    };
    let slope = |j: usize, step: f64| (at(j, step) - at(j, -step)) / (2.0 * step);
    (0..x.len()).map(|j| (4.0 * slope(j, 1e-3) - slope(j, 2e-3)) / 3.0).collect()
}

#[differentiate(order = 3)]
fn valley(x: f64, a: f64) -> f64 {
    (x - a).powi(2) + 0.1 * x.powi(4)
}

#[differentiate(order = 2)]
fn slope(x: f64, a: f64) -> f64 {
    valley::grad(x, a).0
}

/// Newton's method for the minimum: each step divides by the second derivative.
#[differentiate]
fn minimum(a: f64, #[constant] steps: usize) -> f64 {
    let mut x = a;
    for _ in 0..steps {
        let (g, (h, _)) = slope::value_and_grad(x, a);
        x -= g / h;
    }
    x
}

#[test]
fn newton_s_steps() {
    let a = 1.4;
    for steps in [0, 1, 2, 8] {
        let expected = by_differences(|a| minimum(a[0], steps), &[a]);
        assert_close(&[minimum::grad(a, steps)], &expected, 1e-9);
        assert_close(&[minimum::jvp(a, steps, 1.0).1], &expected, 1e-9);
    }
    // At the minimum `f' = 0`, so that `dx/da = 2 / f''` by the implicit function theorem.
    let x = minimum(a, 20);
    assert_close(&[minimum::grad(a, 20)], &[2.0 / (2.0 + 1.2 * x * x)], 1e-12);
}

#[differentiate(order = 2)]
fn loss(w: &[f64], data: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..data.len() {
        let predicted = (w[0] * i as f64 + w[1]).tanh();
        sum += (predicted - data[i]).powi(2);
    }
    sum / data.len() as f64
}

/// What some steps of descent come to, by the start, the data and the rate.
#[differentiate]
fn trained(start: &[f64], data: &[f64], rate: f64) -> f64 {
    let mut w = start.to_vec();
    for _ in 0..5 {
        let (g, _) = loss::grad(&w, data);
        for i in 0..w.len() {
            w[i] -= rate * g[i];
        }
    }
    loss(&w, data)
}

#[test]
fn descent() {
    let (start, data, rate) = ([0.3, -0.2], [0.1, 0.4, 0.5, 0.9], 0.3);
    let (by_start, by_data, by_rate) = trained::grad(&start, &data, rate);
    let expected = by_differences(|w| trained(w, &data, rate), &start);
    assert_close(&by_start, &expected, 1e-9);
    let expected = by_differences(|d| trained(&start, d, rate), &data);
    assert_close(&by_data, &expected, 1e-9);
    let expected = by_differences(|r| trained(&start, &data, r[0]), &[rate]);
    assert_close(&[by_rate], &expected, 1e-9);
    let (_, slope) = trained::jvp(&start, &data, rate, &[1.0, 2.0], &[0.0; 4], 0.5);
    assert_close(&[slope], &[by_start[0] + 2.0 * by_start[1] + 0.5 * by_rate], 1e-12);
}

/// A pendulum on a spring.
#[differentiate(order = 3)]
fn energy(q: &[f64]) -> f64 {
    let length = (q[0] * q[0] + q[1] * q[1]).sqrt();
    9.81 * q[1] + 20.0 * (length - 1.0).powi(2)
}

/// Where it is after some steps of leapfrog, by where it started.
#[differentiate(order = 2)]
fn driven(start: &[f64], velocity: &[f64]) -> f64 {
    let (mut q, mut v) = (start.to_vec(), velocity.to_vec());
    let h = 0.05;
    for _ in 0..10 {
        let slope = energy::grad(&q);
        for i in 0..2 {
            v[i] -= h * slope[i];
            q[i] += h * v[i];
        }
    }
    q[0] + 2.0 * q[1]
}

#[test]
fn a_particle_driven_by_a_force() {
    let (start, velocity) = ([0.9, -0.6], [0.2, 0.5]);
    let (by_start, by_velocity) = driven::grad(&start, &velocity);
    let expected = by_differences(|q| driven(q, &velocity), &start);
    assert_close(&by_start, &expected, 1e-8);
    let expected = by_differences(|v| driven(&start, v), &velocity);
    assert_close(&by_velocity, &expected, 1e-8);
    let (product, _) = driven::hvp(&start, &velocity, &[1.0, 0.5], &[0.0, 0.0]);
    let along = |i: usize| {
        let at = move |t: &[f64]| {
            driven::grad(&[start[0] + t[0], start[1] + 0.5 * t[0]], &velocity).0[i]
        };
        by_differences(at, &[0.0])[0]
    };
    assert_close(&product, &[along(0), along(1)], 1e-7);
}

#[differentiate(order = 3)]
fn saddle(x: f64, y: f64, k: f64) -> f64 {
    0.5 * k * (x * x - y * y) + x * y + (x + 0.3).cos() * y
}

/// How far a point is from being stationary.
#[differentiate(order = 2)]
fn stillness(x: f64, y: f64, k: f64) -> f64 {
    let (by_x, by_y, _) = saddle::grad(x, y, k);
    by_x * by_x + by_y * by_y
}

#[test]
fn saddle_points() {
    // Newton's method, with the Hessian solved by Cramer's rule.
    let (mut x, mut y, k) = (0.5, 0.5, 2.0);
    for _ in 0..12 {
        let ((gx, gy, _), h) = (saddle::grad(x, y, k), saddle::hessian(x, y, k));
        let determinant = h[0][0] * h[1][1] - h[0][1] * h[1][0];
        x -= (h[1][1] * gx - h[0][1] * gy) / determinant;
        y -= (h[0][0] * gy - h[1][0] * gx) / determinant;
    }
    assert!(stillness(x, y, k) < 1e-25);
    let h = saddle::hessian(x, y, k);
    assert!(h[0][0] * h[1][1] - h[0][1] * h[1][0] < 0.0, "{h:?} is no saddle's");
    // There the Hessian of the squared gradient is twice the square of the Hessian.
    let squared = stillness::hessian(x, y, k);
    for i in 0..2 {
        for j in 0..2 {
            let expected = 2.0 * (h[i][0] * h[0][j] + h[i][1] * h[1][j]);
            assert_close(&[squared[i][j]], &[expected], 1e-10);
        }
    }
    let (by_x, by_y, by_k) = stillness::grad(0.3, -0.4, k);
    let expected = by_differences(|p| stillness(p[0], p[1], p[2]), &[0.3, -0.4, k]);
    assert_close(&[by_x, by_y, by_k], &expected, 1e-9);
}

#[test]
fn of_functions_with_forward_mode_alone() {
    #[differentiate(forward, order = 3)]
    fn wave(x: f64, y: f64) -> f64 {
        (x * y).sin()
    }
    #[differentiate(forward, order = 2)]
    fn steepness(x: f64) -> f64 {
        wave::jvp(x, x * x, 1.0, 0.5).1
    }
    #[differentiate(forward)]
    fn bending(x: f64) -> f64 {
        steepness::jvp(x, 1.0).1
    }
    let x = 0.4_f64;
    let (sin, cos) = x.powi(3).sin_cos();
    let inner = x * x + 0.5 * x;
    let first = cos * (2.0 * x + 0.5) - sin * 3.0 * x * x * inner;
    let second = 2.0 * cos
        - 6.0 * sin * x * x * (2.0 * x + 0.5)
        - (cos * 9.0 * x.powi(4) + sin * 6.0 * x) * inner;
    assert!((steepness::jvp(x, 1.0).1 - first).abs() < 1e-14);
    assert!((bending(x) - first).abs() < 1e-14);
    assert!((bending::jvp(x, 1.0).1 - second).abs() < 1e-13);
}
