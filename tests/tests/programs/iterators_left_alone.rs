//! A line string whose segments come out of a method, and methods that result in iterators of which nobody asks derivatives: they are left alone.

use std::cell::Cell;

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Coord<T = f64> {
    pub x: T,
    pub y: T,
}
#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct LineString(pub Vec<Coord>);
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Line {
    pub start: Coord,
    pub end: Coord,
}
#[differentiate]
impl Line {
    pub fn new(start: Coord, end: Coord) -> Line {
        Line { start, end }
    }
    pub fn dx(&self) -> f64 {
        self.end.x - self.start.x
    }
    pub fn dy(&self) -> f64 {
        self.end.y - self.start.y
    }
    pub fn length(&self) -> f64 {
        self.dx().hypot(self.dy())
    }
    pub fn determinant(&self) -> f64 {
        self.start.x * self.end.y - self.start.y * self.end.x
    }
}
#[differentiate]
impl LineString {
    pub fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        self.0.windows(2).map(|w| Line::new(w[0], w[1]))
    }
    pub fn length(&self) -> f64 {
        self.lines().map(|l| l.length()).sum()
    }
    pub fn is_closed(&self) -> bool {
        self.0.first() == self.0.last()
    }
    pub fn twice_area(&self) -> f64 {
        let mut tmp = 0.0;
        for line in self.lines() {
            tmp += line.determinant();
        }
        tmp
    }
    pub fn centroid(&self) -> Option<Coord> {
        if self.0.is_empty() {
            return None;
        }
        let (mut sx, mut sy, mut w) = (0.0, 0.0, 0.0);
        for l in self.lines() {
            let len = l.length();
            sx += len * 0.5 * (l.start.x + l.end.x);
            sy += len * 0.5 * (l.start.y + l.end.y);
            w += len;
        }
        Some(Coord { x: sx / w, y: sy / w })
    }
}
#[differentiate]
pub fn score(ls: &LineString) -> f64 {
    let c = ls.centroid().unwrap();
    c.x * c.y + ls.twice_area() * ls.length()
}
#[differentiate]
pub fn haversine(p: Coord, q: Coord) -> f64 {
    let (t1, t2) = (p.y.to_radians(), q.y.to_radians());
    let dt = (q.y - p.y).to_radians();
    let dl = (q.x - p.x).to_radians();
    let a = (dt / 2.0).sin().powi(2) + t1.cos() * t2.cos() * (dl / 2.0).sin().powi(2);
    6371.0088 * 2.0 * a.sqrt().asin()
}
#[test]
fn line_strings() {
    score::check(&LineString(vec![
        Coord { x: 0.0, y: 0.1 },
        Coord { x: 1.0, y: 0.3 },
        Coord { x: 0.6, y: 1.2 },
    ]))
    .unwrap();
    haversine::check(Coord { x: 10.0, y: 50.0 }, Coord { x: 12.0, y: 49.0 }).unwrap();
}

#[derive(Clone, Debug, Differentiable)]
struct Weights {
    w: Vec<f64>,
    #[constant]
    names: Vec<String>,
}

thread_local! {
    static DRAWN: Cell<usize> = const { Cell::new(0) };
}

fn drawn() -> f64 {
    DRAWN.set(DRAWN.get() + 1);
    DRAWN.get() as f64
}

#[differentiate]
impl Weights {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| name.as_str())
    }
    /// Each item is another one whenever it is asked for: there are no derivatives.
    fn noisy(&self) -> impl Iterator<Item = f64> + '_ {
        self.w.iter().map(|w| w * drawn())
    }
    /// Without an end.
    fn again(&self) -> impl Iterator<Item = &f64> + '_ {
        self.w.iter().cycle()
    }
    fn norm(&self) -> f64 {
        self.w.iter().map(|w| w * w).sum::<f64>().sqrt()
    }
}

#[test]
fn left_alone() {
    let weights = Weights { w: vec![0.3, 0.4], names: vec!["a".into(), "b".into()] };
    weights.norm_check().unwrap();
    assert_eq!(weights.names().count(), 2);
    assert_eq!(weights.noisy().take(2).collect::<Vec<_>>(), [0.3, 0.8]);
    assert_eq!(weights.again().take(3).count(), 3);
}
