//! Functions with rules of the user's, differentiated again: against the same functions differentiated from their own code, and closed forms.

use ad_runtime::prelude::*;

use super::compared::assert_close;

fn close(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-12 * (1.0 + expected.abs())
}

#[primitive(partials(x = (1.0 + out) * (1.0 - out)), order = 4)]
fn squash(x: f64) -> f64 {
    x.tanh()
}

#[primitive(partials(x = p * x.powf(p - 1.0), p = out * x.ln()), order = 2)]
fn power(x: f64, p: f64) -> f64 {
    x.powf(p)
}

#[primitive(partials(x = 3.0), order = 2)]
fn tripled(x: f32) -> f32 {
    x + x + x
}

#[primitive(partials(x = T::from_f64(2.0) * x), order = 2)]
fn squared<T: Real>(x: T) -> T {
    x * x
}

#[primitive(partials(x = k as f64 * x.powi(k - 1)), order = 2, name = whole_power_ad)]
fn whole_power(x: f64, k: i32) -> f64 {
    x.powi(k)
}

#[test]
fn scalar_rules_have_every_order() {
    let t = 0.3f64.tanh();
    let s = 1.0 - t * t;
    assert!(close(squash::hvp(0.3, 1.0), -2.0 * t * s));
    #[differentiate(order = 3)]
    fn twice(x: f64) -> f64 {
        squash(2.0 * x)
    }
    #[differentiate(order = 3)]
    fn plainly(x: f64) -> f64 {
        (2.0 * x).tanh()
    }
    #[differentiate]
    fn curvature(x: f64) -> f64 {
        twice::hvp(x, 1.0)
    }
    #[differentiate]
    fn plain_curvature(x: f64) -> f64 {
        plainly::hvp(x, 1.0)
    }
    assert!(close(curvature::grad(0.15), plain_curvature::grad(0.15)));
    assert!(close(tripled::hvp(0.3, 1.0).into(), 0.0));
    assert!(close(squared::hvp(1.7, 1.0), 2.0));
    assert!(close(whole_power_ad::hvp(1.5, 4, 1.0), 27.0));
}

#[test]
fn partials_are_differentiated_by_all_that_they_read() {
    #[differentiate(order = 2)]
    fn by_rule(x: f64, p: f64) -> f64 {
        power(x * p, p) * squared(x)
    }
    #[differentiate(order = 2)]
    fn by_code(x: f64, p: f64) -> f64 {
        (x * p).powf(p) * x * x
    }
    let (one, other) = (by_rule::hessian(1.2, 1.3), by_code::hessian(1.2, 1.3));
    let pairs = one.iter().flatten().zip(other.iter().flatten());
    assert!(pairs.clone().count() == 4 && pairs.into_iter().all(|(a, b)| close(*a, *b)));
}

fn length(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>().sqrt()
}

#[primitive(bprop = norm_bprop, jvp = norm_jvp, order = 3, repeatable)]
fn norm(x: &[f64]) -> f64 {
    length(x)
}

#[primitive(bprop = norm_bprop, order = 3, repeatable)]
fn norm_by_bprop(x: &[f64]) -> f64 {
    length(x)
}

#[differentiate(order = 2)]
fn norm_jvp(x: &[f64], norm: f64, x_dot: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x_dot[i];
    }
    sum / norm
}

#[differentiate(order = 2)]
fn norm_bprop(x: &[f64], norm: f64, norm_bar: f64) -> Vec<f64> {
    x.iter().map(|x| norm_bar * x / norm).collect()
}

#[differentiate(order = 3)]
fn norm_by_code(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i];
    }
    sum.sqrt()
}

#[test]
fn rules_by_functions_agree_with_code() {
    #[differentiate]
    fn third(x: &[f64], v: &[f64]) -> f64 {
        let product = norm::hvp(x, v);
        product[0] * v[0] + product[1] * v[1] + product[2] * v[2]
    }
    #[differentiate]
    fn third_by_bprop(x: &[f64], v: &[f64]) -> f64 {
        let product = norm_by_bprop::hvp(x, v);
        product[0] * v[0] + product[1] * v[1] + product[2] * v[2]
    }
    #[differentiate]
    fn third_by_code(x: &[f64], v: &[f64]) -> f64 {
        let product = norm_by_code::hvp(x, v);
        product[0] * v[0] + product[1] * v[1] + product[2] * v[2]
    }
    let (x, v) = ([1.2, -0.7, 0.4], [0.3, 0.5, -1.1]);
    let of_code = norm_by_code::hvp(&x, &v);
    for product in [norm::hvp(&x, &v), norm_by_bprop::hvp(&x, &v)] {
        assert!(product.iter().zip(&of_code).all(|(a, b)| close(*a, *b)));
    }
    let (of_code, _) = third_by_code::grad(&x, &v);
    for (by_x, _) in [third::grad(&x, &v), third_by_bprop::grad(&x, &v)] {
        assert!(by_x.iter().zip(&of_code).all(|(a, b)| close(*a, *b)));
    }
    // One `bprop` gives both modes.
    assert!(close(norm_by_bprop::jvp(&x, &v).1, norm_by_code::jvp(&x, &v).1));
}

/// `weight` times the squares of the first `n`.
#[primitive(bprop = weighted_bprop, order = 2)]
fn weighted(x: [f64; 3], tail: Vec<f64>, weight: f64, n: usize) -> f64 {
    weight
        * (x[..n].iter().map(|x| x * x).sum::<f64>() + tail.iter().map(|x| x * x * x).sum::<f64>())
}

#[differentiate]
fn weighted_bprop(
    x: &[f64; 3],
    tail: &Vec<f64>,
    weight: f64,
    n: usize,
    out: f64,
    out_bar: f64,
) -> ([f64; 3], Vec<f64>, f64) {
    let mut x_bar = [0.0; 3];
    for i in 0..n {
        x_bar[i] = out_bar * 2.0 * weight * x[i];
    }
    let tail_bar = tail.iter().map(|t| out_bar * 3.0 * weight * t * t).collect();
    (x_bar, tail_bar, out_bar * out / weight)
}

#[test]
fn a_bprop_of_several_parameters() {
    #[differentiate(order = 2)]
    fn by_rule(x: &[f64], weight: f64) -> f64 {
        weighted([x[0], x[1], x[2]], vec![x[1] * x[2], weight * x[0]], weight * x[0], 2)
    }
    #[differentiate(order = 2)]
    fn by_code(x: &[f64], weight: f64) -> f64 {
        let w = weight * x[0];
        let (a, b) = (x[1] * x[2], weight * x[0]);
        w * (x[0] * x[0] + x[1] * x[1] + a * a * a + b * b * b)
    }
    let x = [1.2, -0.7, 0.4];
    for v in [[1.0, 0.0, 0.0], [0.0, 1.0, 0.5]] {
        let (one, other) = (by_rule::hvp(&x, 1.3, &v, 0.7), by_code::hvp(&x, 1.3, &v, 0.7));
        assert!(one.0.iter().zip(&other.0).all(|(a, b)| close(*a, *b)) && close(one.1, other.1));
    }
}

/// A list of lists' entries.
#[primitive(jvp = heights_jvp, bprop = heights_bprop, order = 2)]
fn heights(slope: f64, at: &[f64]) -> Vec<f64> {
    at.iter().map(|x| (slope * x).exp()).collect()
}

#[differentiate]
fn heights_jvp(
    slope: f64,
    at: &[f64],
    heights: &Vec<f64>,
    slope_dot: f64,
    at_dot: &[f64],
) -> Vec<f64> {
    let mut heights_dot = Vec::new();
    for i in 0..at.len() {
        heights_dot.push(heights[i] * (slope_dot * at[i] + slope * at_dot[i]));
    }
    heights_dot
}

fn heights_bprop(slope: f64, at: &[f64], heights: &[f64], heights_bar: &[f64]) -> (f64, Vec<f64>) {
    let exponent_bar = || heights.iter().zip(heights_bar).map(|(height, bar)| height * bar);
    let slope_bar = exponent_bar().zip(at).map(|(bar, x)| bar * x).sum();
    (slope_bar, exponent_bar().map(|bar| bar * slope).collect())
}

#[test]
fn rules_that_result_in_lists() {
    #[differentiate(order = 2)]
    fn by_rule(slope: f64, at: &[f64]) -> f64 {
        let heights = heights(slope, at);
        heights[0] * heights[1]
    }
    #[differentiate(order = 2)]
    fn by_code(slope: f64, at: &[f64]) -> f64 {
        (slope * at[0]).exp() * (slope * at[1]).exp()
    }
    let (at, at_dot) = ([0.3, 1.1], [0.4, 0.9]);
    let one = by_rule::hvp(0.7, &at, 0.5, &at_dot);
    let other = by_code::hvp(0.7, &at, 0.5, &at_dot);
    assert_close(&[one.0, one.1[0], one.1[1]], &[other.0, other.1[0], other.1[1]], 1e-12);
}

/// Forward mode alone.
#[primitive(jvp = cube_jvp, order = 2)]
fn cube(x: f64) -> f64 {
    x.powi(3)
}

#[differentiate]
fn cube_jvp(x: f64, _cube: f64, x_dot: f64) -> f64 {
    3.0 * x * x * x_dot
}

#[test]
fn a_jvp_alone_has_derivatives_in_forward_mode() {
    #[differentiate(forward)]
    fn slope(x: f64) -> f64 {
        cube::jvp(x, 1.0).1
    }
    assert_eq!(slope::jvp(2.0, 1.0), (12.0, 12.0));
}
