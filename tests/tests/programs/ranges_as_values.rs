//! Ranges of differentiated numbers as values: arguments, results, fields, patterns, lists; what they contain.

use ad_runtime::prelude::*;
use std::ops::Range;
#[differentiate]
fn mean(f: Range<f64>) -> f64 {
    (f.start + f.end) / 2.0
}
#[differentiate]
fn width(f: &Range<f64>) -> f64 {
    f.end - f.start
}
#[differentiate]
fn call(a: f64, b: f64) -> f64 {
    mean(a * a..b) * width(&(a..b)) + mean(0.0..b)
}
#[differentiate]
fn halves(r: Range<f64>) -> (Range<f64>, Range<f64>) {
    let m = mean(r.clone());
    (r.start..m, m..r.end)
}
#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Domain {
    range: Range<f64>,
    scale: f64,
}
#[differentiate]
impl Domain {
    fn new(lo: f64, hi: f64) -> Self {
        Domain { range: lo..hi, scale: 1.0 }
    }
    fn map(&self, x: f64) -> f64 {
        (x - self.range.start) / (self.range.end - self.range.start) * self.scale
    }
    fn len(&self) -> f64 {
        self.range.end - self.range.start
    }
    fn at(&self, t: f64) -> f64 {
        let Range { start, end } = self.range;
        start + (end - start) * t
    }
    fn clipped(&self, x: f64) -> f64 {
        if self.range.contains(&x) { x * x } else { x.clamp(self.range.start, self.range.end) }
    }
    fn widen(&mut self, by: f64) {
        self.range.start -= by;
        self.range.end += by * by;
    }
    fn sub(&self, r: Range<f64>) -> Domain {
        Domain { range: self.at(r.start)..self.at(r.end), ..self.clone() }
    }
}
#[differentiate]
fn inside(r: Range<f64>, x: f64) -> f64 {
    if r.contains(&x) { x * r.start } else { r.end * 2.0 }
}
#[differentiate]
fn let_value(a: f64, b: f64) -> f64 {
    let r = a..b * 2.0;
    let Range { start: t0, end: t1 } = r;
    t0 * t1
}
#[differentiate]
fn let_value2(a: f64, b: f64) -> f64 {
    let r: Range<f64> = a..b * 2.0;
    width(&r) * r.start
}
#[differentiate]
fn let_value3(a: f64, b: f64) -> f64 {
    let r = a..b;
    if r.contains(&0.3) { r.end } else { r.start }
}
#[differentiate]
fn integ(f: impl Fn(f64) -> f64, r: Range<f64>) -> f64 {
    let h = (r.end - r.start) / 10.0;
    (0..10).map(|i| f(r.start + (i as f64 + 0.5) * h) * h).sum()
}
#[differentiate]
fn uses(a: f64, k: f64) -> f64 {
    integ(|x| (k * x).sin(), 0.0..a) + integ(|x| x * x, a..a + 1.0)
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct P {
    x: f64,
    y: f64,
}
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Seg {
    a: P,
    b: P,
}
#[differentiate]
trait Curve: Sized {
    fn eval(&self, t: f64) -> P;
    fn subsegment(&self, range: Range<f64>) -> Self;
    fn first(&self) -> Self {
        self.subsegment(0.0..0.5)
    }
}
#[differentiate]
impl Curve for Seg {
    fn eval(&self, t: f64) -> P {
        P { x: self.a.x + (self.b.x - self.a.x) * t, y: self.a.y + (self.b.y - self.a.y) * t * t }
    }
    fn subsegment(&self, range: Range<f64>) -> Seg {
        Seg { a: self.eval(range.start), b: self.eval(range.end) }
    }
}
#[differentiate]
fn seg(s: Seg, t: f64) -> f64 {
    let h = s.subsegment(t * 0.1..t);
    h.b.x * h.a.y + s.first().b.y
}
#[differentiate]
fn int_index(xs: &[f64], r: Range<usize>) -> f64 {
    let mut s = 0.0;
    for i in r {
        s += xs[i] * i as f64;
    }
    s
}
#[differentiate]
fn ranges(rs: &[Range<f64>], x: f64) -> f64 {
    rs.iter().map(|r| (r.end - r.start) * x).sum::<f64>()
        + rs.iter().filter(|r| r.contains(&x)).map(|r| r.start).sum::<f64>()
}
/// A range that is kept is an index.
#[differentiate]
fn range_kept(x: &[f64], k: f64) -> f64 {
    let r = 1..3;
    let mut sum = 0.0;
    for i in r.clone() {
        sum += x[i] * k;
    }
    sum + x[r].iter().sum::<f64>()
}

#[differentiate]
fn range_slices(x: &[f64], k: f64) -> f64 {
    let r = 1..x.len();
    let part = &x[r.clone()];
    let tail = &x[r];
    part[0] * k + tail[1]
}

#[test]
fn kept_as_indices() {
    let x = [0.3, 0.7, 0.5, 0.9];
    range_kept::check(&x, 0.4).unwrap();
    range_slices::check(&x, 0.4).unwrap();
}

#[test]
fn ranges_of_numbers() {
    mean::check(0.3..0.7).unwrap();
    width::check(&(0.3..0.7)).unwrap();
    call::check(0.3, 0.9).unwrap();
    halves::check(0.3..0.8).unwrap();
    let d = Domain::new(0.2, 1.7);
    d.map_check(0.4).unwrap();
    d.len_check().unwrap();
    d.at_check(0.4).unwrap();
    d.clipped_check(0.4).unwrap();
    d.clipped_check(2.4).unwrap();
    d.sub_check(0.1..0.4).unwrap();
    d.clone().widen_check(0.3).unwrap();
    inside::check(0.2..0.8, 0.5).unwrap();
    inside::check(0.2..0.8, 1.5).unwrap();
    let_value::check(0.3, 0.4).unwrap();
    let_value2::check(0.3, 0.4).unwrap();
    let_value3::check(0.2, 0.4).unwrap();
    uses::check(0.7, 2.0).unwrap();
    seg::check(Seg { a: P { x: 0.1, y: 0.2 }, b: P { x: 0.5, y: 0.9 } }, 0.7).unwrap();
    int_index::check(&[1.0, 2.0, 3.0], 1..3).unwrap();
    ranges::check(&[0.1..0.3, 0.2..0.9], 0.5).unwrap();
}
