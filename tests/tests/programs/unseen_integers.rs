//! Methods of integers whose type only rustc knows.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Sizes {
    rows: usize,
    columns: usize,
    scale: f64,
    deep: Deep,
}

#[derive(Clone, Debug, Differentiable)]
struct Deep {
    shift: i32,
    list: Vec<usize>,
}

#[differentiate]
fn larger(p: &Sizes, x: f64) -> f64 {
    p.rows.max(p.columns) as f64 * x * p.scale
}

#[differentiate]
fn powers(p: &Sizes, x: f64) -> f64 {
    p.deep.shift.pow(2) as f64 * x
        + p.rows.saturating_sub(p.columns) as f64 * x.sin()
        + p.deep.shift.abs() as f64 * p.deep.shift.signum() as f64 * p.scale
        + (p.rows * 2).min(p.columns).clamp(1, 9) as f64 * x.exp()
}

#[differentiate]
fn bounds_of_loops(p: &Sizes, x: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..p.rows.min(p.columns) {
        sum += x.powi(2) * i as f64 * p.deep.list[0].div_ceil(2) as f64;
    }
    sum * p.deep.shift.rem_euclid(3) as f64 + p.deep.shift.div_euclid(2) as f64 * x
}

#[differentiate]
fn indices(p: &Sizes, x: &[f64]) -> f64 {
    x[p.rows.min(p.columns)] * p.scale + x[p.rows.max(1) - 1] + x[p.deep.list[0].min(1)].sin()
}

#[test]
fn methods_of_integers() {
    let p = Sizes { rows: 4, columns: 3, scale: 0.7, deep: Deep { shift: -5, list: vec![7] } };
    assert_eq!(larger::grad(&p, 2.0).1, 4.0 * 0.7);
    assert_eq!(larger::grad(&p, 2.0).0.scale, 8.0);
    larger::check(&p, 1.3).unwrap();
    powers::check(&p, 1.3).unwrap();
    bounds_of_loops::check(&p, 1.3).unwrap();
    indices::check(&p, &[0.3, 0.9, 1.4, 0.2, 0.5]).unwrap();
}

fn edges() -> &'static [(usize, usize)] {
    &[(0, 1), (1, 0), (0, 0)]
}

/// Indices behind references, in loops that are replayed, too.
#[differentiate(strategy = "replay")]
fn along_edges(u: &[f64], y: f64) -> f64 {
    let mut s = 0.5;
    for _ in 0..2 {
        for (i, j) in edges() {
            s += 0.25 * u[*i] * u[*j];
            s = 0.5 * s * y;
        }
    }
    s
}

#[test]
fn indices_behind_references() {
    along_edges::check(&[0.7, 1.3], 0.4).unwrap();
}
