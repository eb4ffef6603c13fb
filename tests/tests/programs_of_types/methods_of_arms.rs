//! Methods and fields of what the patterns of a `match` with many arms bind.

use ad_runtime::prelude::*;
use std::ops::*;
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Vec2 {
    pub x: f64,
    pub y: f64,
}
#[differentiate]
impl Sub for Point {
    type Output = Vec2;
    fn sub(self, o: Point) -> Vec2 {
        Vec2 { x: self.x - o.x, y: self.y - o.y }
    }
}
#[differentiate]
impl Vec2 {
    fn hypot(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }
    fn dot(self, o: Vec2) -> f64 {
        self.x * o.x + self.y * o.y
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Line {
    p0: Point,
    p1: Point,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Quad {
    p0: Point,
    p1: Point,
    p2: Point,
}
#[differentiate]
impl Quad {
    fn arclen(&self) -> f64 {
        (self.p1 - self.p0).hypot() + (self.p2 - self.p1).hypot()
    }
}
#[derive(Clone, Debug, Differentiable)]
pub enum Seg {
    Line(Line),
    Quad(Quad),
    Dot(Point),
    Pair { a: Point, b: Point },
}
#[differentiate]
fn perimeter(path: &[Seg]) -> f64 {
    path.iter()
        .map(|seg| match seg {
            Seg::Line(line) => (line.p1 - line.p0).hypot(),
            Seg::Quad(q) => q.arclen(),
            Seg::Dot(p) => p.x,
            Seg::Pair { a, b } => (*a - *b).hypot(),
        })
        .sum()
}
#[differentiate]
impl Seg {
    fn len(&self) -> f64 {
        match self {
            Seg::Line(line) => (line.p1 - line.p0).hypot(),
            Seg::Quad(q) => (q.p1 - q.p0).dot(q.p2 - q.p1),
            Seg::Dot(_) => 0.0,
            Seg::Pair { a, b } => (*b - *a).dot(*b - *a),
        }
    }
    fn ends(self) -> f64 {
        match self {
            Seg::Line(line) => (line.p1 - line.p0).hypot(),
            Seg::Quad(q) => (q.p2 - q.p0).hypot(),
            Seg::Dot(p) => p.x * p.y,
            Seg::Pair { a, b } => (b - a).hypot(),
        }
    }
    fn two(&self) -> f64 {
        if let Seg::Line(line) = self { (line.p1 - line.p0).hypot() } else { 0.0 }
    }
}
#[test]
fn arms_that_bind_structs() {
    let p = |x, y| Point { x, y };
    let line = Seg::Line(Line { p0: p(0.1, 0.4), p1: p(1.0, 2.0) });
    let quad = Seg::Quad(Quad { p0: p(0.1, 0.4), p1: p(1.0, 2.0), p2: p(-0.1, 0.7) });
    let pair = Seg::Pair { a: p(0.3, 0.1), b: p(0.9, 0.2) };
    perimeter::check(&[line.clone(), quad.clone(), pair.clone(), Seg::Dot(p(0.3, 0.1))]).unwrap();
    for s in [line, quad, pair] {
        s.len_check().unwrap();
        s.clone().ends_check().unwrap();
        s.two_check().unwrap();
    }
}
