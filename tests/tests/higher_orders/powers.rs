//! Powers and logarithms where a factor of their slope is zero, which is no constant: against closed forms.

use ad_runtime::prelude::*;

/// Its minimum is at ones, where both bases are zero.
#[differentiate(order = 2)]
fn rosenbrock(x: &[f64]) -> f64 {
    100.0 * (x[1] - x[0].powf(2.0)).powf(2.0) + (1.0 - x[0]).powf(2.0)
}

#[differentiate(order = 2)]
fn power(x: f64, p: f64) -> f64 {
    x.powf(p)
}

#[differentiate(order = 3)]
fn cube(x: f64) -> f64 {
    x.powf(3.0)
}

#[differentiate(order = 2)]
fn curvature(x: f64) -> f64 {
    cube::grad(x)
}

#[differentiate(order = 2)]
fn logarithm(x: f64, base: f64) -> f64 {
    x.log(base)
}

/// A third derivative by both.
#[differentiate(order = 2)]
fn slope(x: f64, p: f64) -> f64 {
    third(x, p)
}

#[differentiate(order = 2)]
fn third(x: f64, p: f64) -> f64 {
    of_third_order::grad(x, p).0
}

#[differentiate(order = 3)]
fn of_third_order(x: f64, p: f64) -> f64 {
    x.powf(p)
}

#[differentiate(order = 2)]
fn generic<T: Real>(x: T, p: T) -> T {
    x.powf(p)
}

#[derive(Clone, Differentiable)]
struct Law {
    x: f64,
    p: f64,
}

/// The type of a field isn't seen.
#[differentiate(order = 2)]
fn law(law: &Law) -> f64 {
    law.x.powf(law.p) + law.x.log(law.p + 1.0)
}

#[test]
fn so_they_are_however_they_are_called() {
    assert_eq!(generic::hvp(0.0, 2.0, 1.0, 0.0), (2.0, 0.0));
    assert_eq!(generic::hvp(0.0_f32, 2.0, 1.0, 0.0), (2.0, 0.0));
    assert_eq!(slope::hessian(0.0, 3.0), [[6.0, 0.0], [0.0, 0.0]]);
    assert_eq!(slope::hessian(1.0, 1.0), [[0.0, 1.0], [1.0, 0.0]]);
    let hessian = law::hessian(&Law { x: 1.0, p: 1.0 });
    let ln = 2.0_f64.ln();
    let cross = 1.0 - 0.5 / (ln * ln);
    for (found, expected) in hessian.iter().zip([-1.0 / ln, cross, cross, 0.0]) {
        assert!((found - expected).abs() < 1e-14, "{found} is not {expected}");
    }
}

#[test]
fn a_square_of_zero_is_curved() {
    let hessian = rosenbrock::hessian(&[1.0, 1.0]);
    assert_eq!(hessian, ad_runtime::ndarray::array![[802.0, -400.0], [-400.0, 200.0]]);
    let product = rosenbrock::hvp(&[1.0, 1.0], &[1.0, 2.0]);
    assert_eq!(product, [2.0, 0.0]);
    assert_eq!(cube::hvp(0.0, 1.0), 0.0);
    assert_eq!(curvature::hvp(0.0, 1.0), 6.0);
    assert_eq!(power::hvp(0.0, 1.5, 1.0, 0.0).0, f64::INFINITY);
}

#[test]
fn an_exponent_of_zero_counts() {
    let [[xx, xp], [px, pp]] = power::hessian(2.0, 0.0);
    assert_eq!([xx, xp, px], [0.0, 0.5, 0.5]);
    assert!((pp - 2.0_f64.ln().powi(2)).abs() < 1e-15);
    // Flat, as before.
    assert_eq!(power::grad(0.0, 0.0), (0.0, 0.0));
    assert_eq!(power::grad(0.5, f64::INFINITY), (0.0, 0.0));
}

#[test]
fn a_logarithm_of_one_counts() {
    let (x, base) = (1.0, 3.0_f64);
    let [[xx, xb], [bx, bb]] = logarithm::hessian(x, base);
    let cross = -1.0 / (x * base * base.ln().powi(2));
    for (found, expected) in [(xx, -1.0 / base.ln()), (xb, cross), (bx, cross), (bb, 0.0)] {
        assert!((found - expected).abs() < 1e-15, "{found} is not {expected}");
    }
    assert_eq!(logarithm::grad(1.0, 0.0).1, 0.0);
}
