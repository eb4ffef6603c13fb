//! Items of lists that a search has found, by reference: their places, not copies.

use ad_runtime::prelude::*;
#[derive(Clone, Debug, Differentiable)]
struct Body {
    pos: [f64; 2],
    vel: f64,
}
#[derive(Clone, Debug, Differentiable)]
struct World {
    ps: Vec<Body>,
    g: f64,
}
#[differentiate]
impl World {
    fn heaviest(&self) -> Option<&Body> {
        self.ps.iter().max_by(|a, b| a.vel.total_cmp(&b.vel))
    }
    fn find(&self, min: f64) -> Option<&Body> {
        self.ps.iter().find(|p| p.vel > min)
    }
    fn nearest(&self, x: f64) -> &Body {
        self.ps
            .iter()
            .min_by(|a, b| {
                let (da, db) = ((a.pos[0] - x).abs(), (b.pos[0] - x).abs());
                da.partial_cmp(&db).unwrap()
            })
            .unwrap()
    }
    fn last(&self) -> Option<&Body> {
        self.ps.last()
    }
}
#[differentiate]
fn largest(w: &World, v: f64) -> f64 {
    let h = w.heaviest().unwrap();
    h.vel * v * h.pos[0]
}
#[differentiate]
fn first_of(w: &World, v: f64) -> f64 {
    match w.find(0.5) {
        Some(p) => p.pos[0] * v,
        None => v,
    }
}
#[differentiate]
fn nearest(w: &World, v: f64) -> f64 {
    let p = w.nearest(0.4);
    p.pos[1] * p.vel * v
}
#[differentiate]
fn numbered(w: &World, v: f64) -> f64 {
    let (i, p) = w.ps.iter().enumerate().max_by(|a, b| a.1.vel.total_cmp(&b.1.vel)).unwrap();
    p.vel * v * i as f64 + w.ps[i].pos[0]
}
#[differentiate]
fn chained(x: &[f64], y: &[f64]) -> f64 {
    let a = x.iter().chain(y).last().unwrap();
    let b = x.iter().chain(y.iter()).max_by(|a, b| a.total_cmp(b)).unwrap();
    let c = x.iter().rev().skip(1).min_by(|a, b| a.total_cmp(b)).unwrap();
    a * b + c * c
}
#[differentiate]
fn changed_afterwards(x: &[f64]) -> f64 {
    let mut x = x.to_vec();
    let m = x.iter().max_by(|a, b| a.total_cmp(b)).copied();
    let f = x.first().copied();
    let g = x.iter().find(|v| **v > 0.4).cloned();
    x[0] = 5.0;
    x[1] = 7.0;
    x[2] = x[2] * 9.0;
    m.unwrap() * 2.0 + f.unwrap() + g.unwrap() + x[2]
}
#[differentiate]
fn filtered(x: &[f64]) -> f64 {
    let m = x.iter().map(|v| v * v).max_by(|a, b| a.total_cmp(b)).unwrap();
    let n = x.iter().filter(|v| **v > 0.2).min_by(|a, b| a.total_cmp(b)).unwrap_or(&0.0);
    let i = x.iter().position(|v| *v == *n).unwrap();
    m * n * x[i]
}
#[differentiate]
fn nested(x: &[Vec<f64>]) -> f64 {
    let row = x.iter().max_by(|a, b| a[0].total_cmp(&b[0])).unwrap();
    let r = x.iter().flat_map(|r| r.iter()).max_by(|a, b| a.total_cmp(b)).unwrap();
    row[1] * row[0] * r
}
#[differentiate]
fn of_parts(x: &[f64]) -> f64 {
    let w = x.windows(2).max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0]))).unwrap();
    let k = x.iter().max_by_key(|v| (v.abs() * 100.0) as i64).unwrap();
    let e: Vec<f64> = vec![];
    let none = e.iter().max_by(|a, b| a.total_cmp(b));
    w[0] * w[1] * k * if none.is_none() { 2.0 } else { 1.0 }
}
#[differentiate]
fn first_or(x: &[f64]) -> f64 {
    let n = x.first().unwrap_or(&0.0);
    n * x[1] * n
}
#[differentiate]
fn smallest_or(x: &[f64]) -> f64 {
    let n = x.iter().filter(|v| **v > 0.2).min_by(|a, b| a.total_cmp(b)).unwrap_or(&0.0);
    n * x[1] * n
}

/// What is found needs no copy.
#[derive(Debug, Differentiable)]
struct Uncopied {
    weight: f64,
}

#[differentiate(forward)]
fn heaviest_of(items: &[Uncopied]) -> f64 {
    let found = items.iter().max_by(|a, b| a.weight.total_cmp(&b.weight)).unwrap();
    found.weight * found.weight
}

#[test]
fn what_is_found_is_a_place() {
    let body = |x: f64| Body { pos: [0.1 + x, 0.2 - x], vel: 0.4 + x };
    let w = World { ps: vec![body(0.0), body(0.4), body(0.2)], g: 2.0 };
    w.heaviest_check().unwrap();
    w.find_check(0.5).unwrap();
    largest::check(&w, 0.4).unwrap();
    first_of::check(&w, 0.4).unwrap();
    nearest::check(&w, 0.4).unwrap();
    numbered::check(&w, 0.4).unwrap();
    let items = [Uncopied { weight: 2.0 }, Uncopied { weight: 3.0 }];
    let dots = [UncopiedTangent { weight: 1.0 }, UncopiedTangent { weight: 1.0 }];
    assert_eq!(heaviest_of::jvp(&items, &dots), (9.0, 6.0));
}

#[test]
fn of_numbers() {
    let x = [0.3, 0.7, 0.5];
    for y in [&[0.1, 0.9][..], &[], &[0.1]] {
        chained::check(&x, y).unwrap();
    }
    filtered::check(&x).unwrap();
    first_or::check(&x).unwrap();
    smallest_or::check(&x).unwrap();
    nested::check(&[vec![0.1, 0.2], vec![0.3, 0.25]]).unwrap();
    of_parts::check(&x).unwrap();
}

#[test]
fn what_is_found_is_what_it_was() {
    let x = [0.3, 0.7, 0.5];
    changed_afterwards::check(&x).unwrap();
    assert!((changed_afterwards(&x) - 6.9).abs() < 1e-12);
    assert_eq!(changed_afterwards::grad(&x), [1.0, 3.0, 9.0]);
}
