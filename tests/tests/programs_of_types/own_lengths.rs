//! `len` of types of one's own, a vector's length, beside that of lists: of variables of loops, of patterns, of closures, of fields. What it is rustc says.

use ad_runtime::prelude::*;
use std::ops::{Add, Mul, Sub};
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Vec3 {
    x: f64,
    y: f64,
    z: f64,
}
#[differentiate]
impl Sub for Vec3 {
    type Output = Vec3;
    fn sub(self, o: Vec3) -> Vec3 {
        Vec3 { x: self.x - o.x, y: self.y - o.y, z: self.z - o.z }
    }
}
#[differentiate]
impl Vec3 {
    fn len(&self) -> f64 {
        (self.x * self.x + self.y * self.y + self.z * self.z).sqrt()
    }
    fn dot(self, o: Vec3) -> f64 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }
}
#[differentiate]
fn total(points: &[Vec3]) -> f64 {
    let mut sum = 0.0;
    for p in points {
        sum += p.len() * 2.0;
    }
    sum
}
#[differentiate]
fn total_map(points: &[Vec3]) -> f64 {
    points.iter().map(|p| p.len()).sum()
}
#[differentiate]
fn windows(points: &[Vec3]) -> f64 {
    points.windows(2).map(|w| (w[1] - w[0]).len()).sum::<f64>() / points.len() as f64
}
#[differentiate]
fn fold(points: &[Vec3]) -> f64 {
    points.iter().fold(0.0, |a, p| a + p.len().sqrt())
}
#[differentiate]
fn indexed(points: &[Vec3]) -> f64 {
    let mut s = 0.0;
    for i in 0..points.len() {
        let q = points[i];
        s += q.len();
        s += points[i].len()
    }
    s
}
#[differentiate]
fn opt(p: Option<Vec3>) -> f64 {
    match p {
        Some(p) => p.len(),
        None => 0.0,
    }
}
#[differentiate]
fn iflet(p: Option<Vec3>) -> f64 {
    if let Some(p) = p {
        let l = p.len();
        if l > 1.0 {
            return l * 2.0;
        }
    }
    0.0
}
#[differentiate]
fn tup(p: (Vec3, f64)) -> f64 {
    let (a, b) = p;
    a.len() * b + p.0.len()
}
#[differentiate]
fn zipped(a: &[Vec3], b: &[Vec3]) -> f64 {
    a.iter().zip(b).map(|(p, q)| (*p - *q).len() * p.len()).sum()
}
#[differentiate]
fn max_len(a: &[Vec3]) -> f64 {
    a.iter().map(|p| p.len()).fold(0.0, f64::max)
}
#[differentiate]
fn lists(a: &[Vec<f64>]) -> f64 {
    let mut s = 0.0;
    for r in a {
        s += r.iter().sum::<f64>() / r.len() as f64;
    }
    s
}
#[differentiate]
fn lists2(a: &[Vec<f64>]) -> f64 {
    a.iter()
        .map(|r| {
            let n = r.len();
            let mut s = 0.0;
            for i in 0..n {
                s += r[i]
            }
            s / n as f64
        })
        .sum()
}
#[differentiate]
fn filtered(a: &[Vec3]) -> f64 {
    a.iter().filter(|p| p.len() > 1.0).map(|p| p.x).sum()
}

#[differentiate]
impl Mul<f64> for Vec3 {
    type Output = Vec3;
    fn mul(self, k: f64) -> Vec3 {
        Vec3 { x: self.x * k, y: self.y * k, z: self.z * k }
    }
}
#[differentiate]
impl Add for Vec3 {
    type Output = Vec3;
    fn add(self, o: Vec3) -> Vec3 {
        Vec3 { x: self.x + o.x, y: self.y + o.y, z: self.z + o.z }
    }
}
#[differentiate]
impl Vec3 {
    fn normalize(&self) -> Vec3 {
        *self * (1.0 / self.len())
    }
    fn unit(self) -> Vec3 {
        let l = self.len();
        if l > 0.0 { self * (1.0 / l) } else { self }
    }
}
#[derive(Clone, Debug, Differentiable)]
struct Body {
    pos: Vec3,
    mass: f64,
    hist: Vec<f64>,
}
#[derive(Clone, Debug, Differentiable)]
enum Shape {
    Ball(Vec3, f64),
    Line { a: Vec3, b: Vec3 },
    None,
}
#[differentiate]
impl Shape {
    fn size(&self) -> f64 {
        match self {
            Shape::Ball(c, r) => c.len() * r,
            Shape::Line { a, b } => (*b - *a).len() + a.len(),
            Shape::None => 0.0,
        }
    }
}
#[differentiate]
fn energy(bodies: &[Body]) -> f64 {
    let mut e = 0.0;
    for (i, b) in bodies.iter().enumerate() {
        e += b.mass * b.pos.len();
        e += b.hist.iter().sum::<f64>() / b.hist.len() as f64;
        for o in &bodies[i + 1..] {
            let d = (b.pos - o.pos).len();
            e -= b.mass * o.mass / d.max(0.1);
        }
        let n = b.hist.len();
        if n > 2 && b.hist[n - 1] > 0.0 {
            e += b.hist[n - 1]
        }
        if b.pos.len() > b.mass {
            e += b.pos.len().sqrt() - 1.0;
        }
    }
    e / bodies.len() as f64
}
#[differentiate]
fn avg(bodies: &[Body]) -> f64 {
    let n: usize = bodies.iter().map(|b| b.hist.len()).sum();
    bodies.iter().map(|b| b.hist.iter().sum::<f64>()).sum::<f64>() / n as f64
}
#[differentiate]
fn longest(rows: &[Vec<f64>]) -> f64 {
    let m = rows.iter().map(|r| r.len()).max().unwrap_or(0);
    let mut s = 0.0;
    for j in 0..m {
        for r in rows {
            if j < r.len() {
                s += r[j] * j as f64;
            }
        }
    }
    s
}
#[differentiate]
fn same(a: &Body, b: &Body) -> f64 {
    if a.hist.len() == b.hist.len() { a.mass * b.mass } else { a.mass }
}
#[differentiate]
fn minlen(rows: &[Vec<f64>]) -> f64 {
    let mut s = 0.0;
    for w in rows.windows(2) {
        let (a, b) = (&w[0], &w[1]);
        let n = a.len().min(b.len());
        for i in 0..n {
            s += a[i] * b[i];
        }
    }
    s
}
#[differentiate]
fn closure(ps: &[Vec3]) -> f64 {
    let l = |p: &Vec3| p.len();
    let m = |p: Vec3| p.len() * 2.0;
    l(&ps[0]) + m(ps[1])
}
#[differentiate]
fn shortest(ps: &[Vec3]) -> f64 {
    let s = ps.iter().min_by(|a, b| a.len().partial_cmp(&b.len()).unwrap()).unwrap();
    s.len() * s.x
}
#[differentiate]
fn whil(p: Vec3) -> f64 {
    let mut q = p;
    let mut n = 0.0;
    while q.len() > 0.5 {
        q = q * 0.5;
        n += q.len();
    }
    n
}
#[differentiate]
fn arr(ps: [Vec3; 2]) -> f64 {
    ps.map(|p| p.len()).iter().sum()
}
#[differentiate]
fn sorted(ps: &[Vec3]) -> f64 {
    let mut l: Vec<f64> = ps.iter().map(Vec3::len).collect();
    l.sort_by(|a, b| a.partial_cmp(b).unwrap());
    l[0] * 2.0 + l[1]
}
#[differentiate]
fn opts(p: Option<Vec3>) -> f64 {
    p.map(|p| p.len()).unwrap_or(0.0) + p.map_or(1.0, |q| q.len())
}
fn bodies() -> Vec<Body> {
    vec![
        Body { pos: Vec3 { x: 1.0, y: 0.3, z: 2.0 }, mass: 2.0, hist: vec![1.0, 2.0, 3.0] },
        Body { pos: Vec3 { x: -1.0, y: 0.3, z: 1.0 }, mass: 1.0, hist: vec![1.0, 2.5] },
    ]
}
#[test]
fn lengths_of_vectors_and_of_lists() {
    let bs = bodies();
    energy::check(&bs).unwrap();
    avg::check(&bs).unwrap();
    same::check(&bs[0], &bs[1]).unwrap();
    let rows = vec![vec![1.0, 2.0], vec![3.0, 4.0, 5.0]];
    longest::check(&rows).unwrap();
    minlen::check(&rows).unwrap();
    let ps3 = [bs[0].pos, bs[1].pos];
    closure::check(&ps3).unwrap();
    shortest::check(&ps3).unwrap();
    whil::check(bs[0].pos).unwrap();
    arr::check(ps3).unwrap();
    sorted::check(&ps3).unwrap();
    opts::check(Some(ps3[0])).unwrap();
    Shape::Line { a: ps3[0], b: ps3[1] }.size_check().unwrap();
    Shape::Ball(ps3[0], 2.0).size_check().unwrap();

    let v = |x, y, z| Vec3 { x, y, z };
    let ps = vec![v(1.0, 2.0, 3.0), v(0.5, -1.0, 2.0), v(0.1, 0.2, 0.3)];
    total::check(&ps).unwrap();
    total_map::check(&ps).unwrap();
    windows::check(&ps).unwrap();
    fold::check(&ps).unwrap();
    indexed::check(&ps).unwrap();
    opt::check(Some(ps[0])).unwrap();
    iflet::check(Some(ps[0])).unwrap();
    tup::check((ps[0], 2.0)).unwrap();
    zipped::check(&ps[1..], &ps).unwrap();
    max_len::check(&ps).unwrap();
    lists::check(&[vec![1.0, 2.0], vec![3.0]]).unwrap();
    lists2::check(&[vec![1.0, 2.0], vec![3.0]]).unwrap();
    filtered::check(&ps).unwrap();
}
