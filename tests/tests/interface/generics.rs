//! Functions that are generic: over floats, lengths, lifetimes, functions.

use ad_runtime::prelude::*;
use num_traits::Float;

#[differentiate]
fn square<T: Real>(x: T) -> T {
    x * x
}

#[differentiate]
fn norm<T: Real>(x: &[T]) -> T {
    let mut sum = T::zero();
    for i in 0..x.len() {
        sum += square(x[i]);
    }
    sum.sqrt()
}

/// Of another crate's trait, whose methods have the names of `Real`'s.
#[differentiate]
fn softplus<T>(x: T, sharpness: T) -> T
where
    T: Float,
{
    let scaled = x * sharpness;
    if scaled > T::zero() {
        (scaled + (-scaled).exp().ln_1p()) / sharpness
    } else {
        scaled.exp().ln_1p() / sharpness
    }
}

#[differentiate]
fn weighted<'a, T: Float, const N: usize>(x: &'a [T; N], w: &'a [T]) -> T {
    let mut sum = x[0] * w[0];
    for i in 1..N {
        sum = sum + x[i] * softplus(w[i], x[i]);
    }
    sum
}

#[differentiate]
fn chosen<F: Fn(usize) -> usize>(x: &[f64], which: F, scale: f64) -> f64 {
    let i = which(x.len());
    x[i] * scale
}

#[differentiate]
fn pair<T: Real>(x: T, y: T) -> (T, [T; 2]) {
    (x * y, [x.sin(), y])
}

#[differentiate]
fn with_an_exit<T: Real>(x: &[T], limit: T) -> T {
    let mut product = T::one();
    for i in 0..x.len() {
        if x[i] > limit {
            return product.sin();
        }
        product *= x[i] * x[i];
    }
    let (a, b) = pair(product, limit);
    a.max(b[0]) - product
}

#[test]
fn exits() {
    with_an_exit::check(&[0.5, 1.5, 4.0], 2.0).expect("both modes and differences agree");
    with_an_exit::check(&[0.5, 1.5, 1.25], 2.0).expect("both modes and differences agree");
    with_an_exit::check(&[0.5_f32], 2.0).expect("both modes and differences agree");
}

#[test]
fn over_real() {
    assert_eq!(square::value_and_grad(3.0), (9.0, 6.0));
    assert_eq!(square::value_and_grad(3.0_f32), (9.0, 6.0));
    let (value, grad) = norm::value_and_grad(&[3.0_f32, 4.0]);
    assert_eq!((value, grad.len()), (5.0, 2));
    let mut bar = [1.0, 1.0];
    norm::grad_into(&[3.0, 4.0], &mut bar);
    assert!((bar[0] - 0.6_f64).abs() + (bar[1] - 0.8_f64).abs() < 1e-15);
    norm::check(&[3.0, 4.0]).expect("both modes and differences agree");
    pair::check(0.5, 1.5).expect("both modes and differences agree");
    assert_eq!(pair::vjp(0.0, 2.0).1((1.0, [1.0, 1.0])), (3.0, 1.0));
}

#[test]
fn over_another_trait() {
    for x in [-1.0, 0.5, 2.0] {
        softplus::check(x, 1.5).expect("both modes and differences agree");
        weighted::check(&[x, 1.0, 2.0], &[0.5, x, -1.0]).expect("both modes and differences agree");
    }
    assert_eq!(softplus::value_and_grad(-2.0_f32, 1.5).0, softplus(-2.0_f32, 1.5));
}

#[test]
fn over_functions() {
    assert_eq!(chosen::grad(&[1.0, 2.0, 3.0], |n| n - 1, 2.0), (vec![0.0, 0.0, 2.0], 3.0));
}
