//! Patterns that look through references into constants of which no type is seen: the `&` counts, and so does the reference that a name is bound to.

use std::collections::HashMap;

use ad_runtime::prelude::*;

fn indices(n: usize) -> Vec<usize> {
    (0..n).rev().collect()
}

fn edges() -> Vec<(usize, f64)> {
    vec![(0, 0.5), (2, 2.0)]
}

fn perhaps(i: usize) -> Option<(usize, f64)> {
    (i < 3).then_some((i, 2.0))
}

fn named() -> HashMap<String, (usize, f64)> {
    [("a".to_string(), (1, 1.5))].into()
}

struct Edge {
    from: usize,
    to: usize,
    weight: f64,
}

struct Data {
    xs: Vec<f64>,
    labels: Vec<usize>,
    edges: Vec<Edge>,
    neighbours: Vec<Vec<usize>>,
}

fn data() -> Data {
    Data {
        xs: vec![0.5, -0.7],
        labels: vec![2, 1],
        edges: vec![Edge { from: 0, to: 1, weight: 0.5 }, Edge { from: 2, to: 1, weight: -1.5 }],
        neighbours: vec![vec![1, 2], vec![0], vec![]],
    }
}

#[differentiate]
fn of_labels(p: &[f64], #[constant] d: &Data) -> f64 {
    let a: f64 = d.xs.iter().zip(&d.labels).map(|(x, &k)| p[k] * p[k] * x).sum();
    let b = d.labels.iter().map(|&k| p[k] * p[0]).sum::<f64>();
    let c: f64 = d.labels.iter().enumerate().map(|(i, &k)| p[k] * d.xs[i] * p[i]).sum();
    let mut s = 0.0;
    for (i, l) in d.neighbours.iter().enumerate() {
        s += p[i] * l.iter().map(|&j| p[j]).sum::<f64>();
    }
    a * b + c * s
}

#[differentiate]
fn of_edges(p: &[f64], #[constant] d: &Data) -> f64 {
    let a = d.edges.iter().map(|Edge { from, to, weight }| p[*from] * p[*to] * weight).sum::<f64>();
    let b = d.edges.iter().map(|&Edge { from, to, weight }| p[from] - p[to] * weight).sum::<f64>();
    a * b
}

#[differentiate]
fn labelled(p: &[f64]) -> f64 {
    let d = data();
    of_labels(p, &d) + p[0]
}

#[differentiate]
fn connected(p: &[f64]) -> f64 {
    let d = data();
    of_edges(p, &d) * p[1]
}

#[differentiate]
fn made_elsewhere(x: &[f64]) -> f64 {
    let l = indices(3);
    let a =
        l.iter().map(|&i| x[i] * x[i]).sum::<f64>() + indices(2).iter().map(|&i| x[i]).sum::<f64>();
    let b = l.iter().fold(1.0, |a, &i| a * x[i]);
    let c = x.iter().zip(&l).map(|(v, &i)| v * x[i]).sum::<f64>();
    let d = l.iter().enumerate().map(|(k, &i)| x[k] * x[i] * x[0]).sum::<f64>();
    a * b + c * d
}

#[differentiate]
fn nested(x: &[f64]) -> f64 {
    let l = vec![vec![1usize, 2], vec![0]];
    let a = l.iter().flatten().map(|&j| x[j] * x[0]).sum::<f64>();
    a * l.iter().flat_map(|l| l.iter().map(|&j| x[j] * x[2])).sum::<f64>()
}

#[differentiate]
fn pairs(x: &[f64]) -> f64 {
    let e = edges();
    let a = e.iter().map(|(i, w)| x[*i] * w * x[*i]).product::<f64>();
    let b = e.iter().filter(|(i, _)| *i > 0).map(|(i, w)| x[*i] * w).sum::<f64>();
    let k = [0usize, 1].map(|i| i + 1);
    a * b + k.iter().map(|&j| x[j - 1] * x[j]).sum::<f64>()
}

#[differentiate]
fn options(x: &[f64]) -> f64 {
    let (l, e, o, m) = (indices(3), edges(), perhaps(1), named());
    let mut s = x[0];
    if let Some(&i) = l.first() {
        s += x[i] * x[1];
    }
    if let Some((i, w)) = e.last() {
        s *= x[*i] * w;
    }
    if let Some(&(i, w)) = e.first() {
        s += x[i] * w * s;
    }
    if let Some((i, w)) = &o {
        s += x[*i] * w * x[0];
    } else {
        s *= 2.0;
    }
    if let Some((j, w)) = m.get("a") {
        s += x[*j] * w * s;
    }
    match l.last() {
        Some(&i) => s += x[i] * x[i],
        None => s *= 2.0,
    }
    let Some(&i) = l.get(1) else { return s };
    s * x[i]
}

#[differentiate]
fn options_mapped(x: &[f64]) -> f64 {
    let l: Vec<usize> = vec![2, 0, 1];
    let a = l.first().map(|&i| x[i] * x[0]).unwrap_or(0.0);
    let b = l.iter().max().map(|&i| x[i] * x[1]).unwrap_or(0.0);
    a * b
}

/// No item, and another branch.
#[differentiate]
fn none_there(x: &[f64]) -> f64 {
    let (l, o) = (indices(0), perhaps(7));
    let s = if let Some(&i) = l.first() { x[i] } else { x[0] * x[1] };
    let t = if let Some((i, w)) = &o { x[*i] * w } else { s * x[2] };
    let Some(&i) = l.last() else { return s * t };
    x[i]
}

#[test]
fn examined() {
    examined_at!([0.7, 1.3, -0.6]; labelled connected made_elsewhere nested pairs options options_mapped none_there);
}
