//! Sums and products whose type comes from the operator around them.

#![allow(dead_code)]

use ad_runtime::prelude::*;
use num_traits::Float;
use std::iter::{Product, Sum};

#[differentiate]
fn energy<T: Float + Sum>(x: &[T], k: T) -> T {
    k * x.iter().map(|v| v.powi(2)).sum()
}

#[differentiate]
fn divided<T: Float + Sum>(x: &[T], k: T) -> T {
    let n = T::from(x.len()).unwrap();
    let mean = x.iter().copied().sum::<T>() / n;
    (x.iter().map(|v| (*v - mean).powi(2)).sum::<T>() / (n - T::one())).sqrt()
        + k * x.iter().copied().sum()
}

#[differentiate]
fn multiplied<T: Real + Product>(x: &[T], k: T) -> T {
    let s: T = x.iter().map(|&v| v * v).product();
    k / x.iter().copied().product() + s
}
#[test]
fn sums_are_of_the_type_parameter() {
    energy::check(&[0.3, 0.7], 2.0).unwrap();
    divided::check(&[0.3, 0.7], 2.0).unwrap();
    multiplied::check(&[0.3, 0.7], 2.0).unwrap();
    //plain::check(&[0.3, 0.7], 2.0).unwrap();
}
