//! `Option`s of references that are bound, and taken apart by patterns with `&`.

use std::collections::BTreeMap;

use ad_runtime::prelude::*;

#[differentiate]
fn one(x: &[f64], k: usize) -> f64 {
    let b = x.get(k);
    match b {
        Some(&a) => a * 2.0,
        None => x[0],
    }
}

#[differentiate]
fn two(x: &[f64], k: usize) -> f64 {
    let (below, above) = (x.get(k), x.get(k + 1));
    match (below, above) {
        (Some(&a), Some(&b)) => a + 0.5 * (b - a),
        (Some(&a), None) | (None, Some(&a)) => a * a,
        (None, None) => 0.0,
    }
}

#[differentiate]
fn in_place(x: &[f64], k: usize) -> f64 {
    match (x.get(k), x.get(k + 1)) {
        (Some(&a), None) | (None, Some(&a)) => a * a,
        (Some(a), Some(b)) => a * b,
        _ => 0.0,
    }
}

#[differentiate]
fn of_a_map(curve: &BTreeMap<u32, f64>, k: u32) -> f64 {
    match curve.iter().find(|(t, _)| **t >= k) {
        Some((&t, &b)) => f64::from(t) + b * b,
        None => 0.0,
    }
}

#[test]
fn all() {
    for k in 0..3 {
        one::check(&[0.7, 1.3], k).unwrap();
        two::check(&[0.7, 1.3], k).unwrap();
        in_place::check(&[0.7, 1.3], k).unwrap();
    }
    assert_eq!(two::grad(&[0.7, 1.3], 0), [0.5, 0.5]);
    let curve = BTreeMap::from([(1, 0.3), (4, 0.8)]);
    for k in [1, 4, 5] {
        of_a_map::check(&curve, k).unwrap();
    }
}
