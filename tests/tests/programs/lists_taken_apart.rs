//! Lists that are cut, joined and taken apart, and what is found in them.

use ad_runtime::prelude::*;

#[differentiate]
fn index_of_least_key(x: &[f64], #[constant] k: &[i32]) -> f64 {
    let (i, _) = k.iter().enumerate().min_by_key(|p| p.1).unwrap();
    x[i] * x[i]
}

#[differentiate]
fn least_by_key(x: &[f64]) -> f64 {
    let (_, v) = x.iter().enumerate().min_by_key(|(i, _)| (7 * i) % 3).unwrap();
    v * v
}

#[differentiate]
fn drained_without_looking(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.drain(..1);
    v[0] * v[1]
}

#[differentiate]
fn dedup_by_key(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.dedup_by_key(|a| (*a * 2.0) as i64);
    v.iter().map(|a| a * a).sum()
}

#[differentiate]
fn next_of_filtered(x: &[f64]) -> f64 {
    x.iter().filter(|v| **v > 0.5).next().copied().unwrap_or(0.0)
        + x.iter().map(|v| v * v).nth(2).unwrap()
}

#[differentiate]
fn concat(x: &[f64], y: &[f64]) -> f64 {
    let v = [x, y].concat();
    v[0] * v[3]
}

#[differentiate]
fn copy_within(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.copy_within(0..2, 1);
    v[0] * v[1] + v[2]
}

#[differentiate]
fn split_off(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let w = v.split_off(1);
    v[0] * w[0] + w[1]
}

#[differentiate]
fn drain(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let s: f64 = v.drain(..2).map(|a| a * a).sum();
    s * v[0]
}

#[differentiate]
fn drain_for(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let mut s = 0.0;
    for a in v.drain(1..) {
        s += a * a;
    }
    s * v[0]
}

#[differentiate]
fn retain(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.retain(|a| *a > 0.5);
    v.iter().map(|a| a * a).sum()
}

#[differentiate]
fn dedup_by(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.dedup_by(|a, b| (*a - *b).abs() < 0.1);
    v.iter().map(|a| a * a).sum()
}

#[differentiate]
fn unzip(x: &[f64]) -> f64 {
    let (a, b): (Vec<f64>, Vec<f64>) = x.iter().map(|v| (v.sin(), v * v)).unzip();
    a[0] * b[1] + a[2]
}

#[differentiate]
fn partition(x: &[f64]) -> f64 {
    let (a, b): (Vec<f64>, Vec<f64>) = x.iter().copied().partition(|v| *v > 0.5);
    a.iter().sum::<f64>() * b.iter().sum::<f64>()
}

#[differentiate]
fn cycle(x: &[f64]) -> f64 {
    x.iter().cycle().take(7).enumerate().map(|(i, v)| v * i as f64).sum()
}

#[differentiate]
fn rchunks(x: &[f64]) -> f64 {
    x.rchunks(2).map(|c| c[0] * c.len() as f64).sum()
}

#[differentiate]
fn try_fold(x: &[f64]) -> f64 {
    x.iter().try_fold(1.0, |p, v| if *v > 10.0 { None } else { Some(p * v) }).unwrap_or(0.0)
}

#[differentiate]
fn nth(x: &[f64]) -> f64 {
    x.iter().nth(1).unwrap() * x.iter().skip(1).nth(1).copied().unwrap_or(0.0)
}

#[differentiate]
fn successors(x: f64) -> f64 {
    std::iter::successors(Some(x), |v| Some(v * v + 0.1)).take(4).sum()
}

#[differentiate]
fn find_map(x: &[f64]) -> f64 {
    x.iter().find_map(|v| (*v > 0.4).then(|| v * v)).unwrap_or(0.0)
        + x.iter().position(|v| *v > 0.4).map_or(0.0, |i| x[i])
}

#[test]
fn they_are_right() {
    index_of_least_key::check(&[0.7, 0.3, 0.9], &[2, 0, 1]).unwrap();
    least_by_key::check(&[0.7, 0.3, 0.9]).unwrap();
    drained_without_looking::check(&[0.7, 0.3, 0.9]).unwrap();
    dedup_by_key::check(&[0.7, 0.3, 0.9]).unwrap();
    next_of_filtered::check(&[0.7, 0.3, 0.9]).unwrap();
    concat::check(&[0.7, 0.3, 0.9], &[0.7, 0.3, 0.9]).unwrap();
    copy_within::check(&[0.7, 0.3, 0.9]).unwrap();
    split_off::check(&[0.7, 0.3, 0.9]).unwrap();
    drain::check(&[0.7, 0.3, 0.9]).unwrap();
    drain_for::check(&[0.7, 0.3, 0.9]).unwrap();
    retain::check(&[0.7, 0.3, 0.9]).unwrap();
    dedup_by::check(&[0.7, 0.3, 0.9]).unwrap();
    unzip::check(&[0.7, 0.3, 0.9]).unwrap();
    partition::check(&[0.7, 0.3, 0.9]).unwrap();
    cycle::check(&[0.7, 0.3, 0.9]).unwrap();
    rchunks::check(&[0.7, 0.3, 0.9]).unwrap();
    try_fold::check(&[0.7, 0.3, 0.9]).unwrap();
    nth::check(&[0.7, 0.3, 0.9]).unwrap();
    successors::check(0.7).unwrap();
    find_map::check(&[0.7, 0.3, 0.9]).unwrap();
}

#[differentiate]
fn from_the_back(x: &[f64]) -> f64 {
    x.iter().rfold(0.0, |acc, c| acc * x[0] + c) + x.iter().rfind(|v| **v < 1.0).unwrap()
}

#[differentiate]
fn nearest(x: &[f64]) -> f64 {
    let m = x.iter().min_by(|a, b| (**a - 1.05).abs().total_cmp(&(**b - 1.05).abs())).unwrap();
    let by = x.iter().max_by(|a, b| (-**a * 1.5).exp().total_cmp(&(-1.5 * **b).exp())).unwrap();
    m * by
}

#[differentiate]
fn ends_of_a_map(x: &[f64]) -> f64 {
    let m: std::collections::BTreeMap<u32, f64> =
        x.iter().enumerate().map(|(i, v)| (i as u32, v * v)).collect();
    let (k, v) = m.first_key_value().unwrap();
    let (l, w) = m.last_key_value().unwrap();
    let mut s = v * w * (*k + *l) as f64;
    if let Some((k, v)) = m.last_key_value() {
        s += v * *k as f64;
    }
    s + m.last_key_value().map(|(_, v)| v * v).unwrap_or(0.0)
}

#[test]
fn they_agree_with_differences() {
    examined_at! { [0.7, 1.3, 0.4, 2.1, 0.9, 1.7]; from_the_back nearest ends_of_a_map }
}
