//! References as results of functions, methods and branches: their cotangents are their own, and go back to what they refer to.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Vector {
    pub a: f64,
    pub b: f64,
}

#[differentiate]
impl std::ops::Mul<f64> for Vector {
    type Output = Vector;
    fn mul(self, k: f64) -> Vector {
        Vector { a: self.a * k, b: self.b * k }
    }
}

#[differentiate]
impl<'a> std::ops::Mul<&'a Vector> for &'a Vector {
    type Output = f64;
    fn mul(self, o: &Vector) -> f64 {
        self.a * o.a + self.b * o.b
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Model {
    rows: Vec<Vec<f64>>,
    bias: Vec<f64>,
    k: f64,
    pos: Vector,
}

#[derive(Clone, Debug, Differentiable)]
enum Shape {
    Circle(Vec<f64>),
    Square { side: Vec<f64>, n: f64 },
}

#[differentiate]
impl Shape {
    fn sizes(&self) -> &[f64] {
        match self {
            Shape::Circle(r) => r,
            Shape::Square { side, .. } => &side[1..],
        }
    }
}

#[differentiate]
impl Model {
    fn row(&self, i: usize) -> &[f64] {
        &self.rows[i]
    }
    fn pos(&self) -> &Vector {
        &self.pos
    }
    fn bias(&self) -> &Vec<f64> {
        &self.bias
    }
    fn best(&self) -> &[f64] {
        let mut best = 0;
        for i in 1..self.rows.len() {
            if self.rows[i][0] > self.rows[best][0] {
                best = i;
            }
        }
        &self.rows[best]
    }
    fn either(&self, first: bool) -> &[f64] {
        if first {
            return self.row(0);
        }
        self.bias()
    }
    fn energy(&self) -> f64 {
        self.row(0).iter().zip(self.bias()).map(|(a, b)| a * b).sum::<f64>() * self.pos().a
    }
    fn step(&mut self, h: f64) {
        let k = self.pos().a * h;
        self.k += k * self.row(0)[0];
        let r = self.row(1);
        let s: f64 = r.iter().sum();
        self.pos = self.pos * s;
    }
}

#[differentiate]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[differentiate]
fn longer<'a>(a: &'a [f64], b: &'a [f64]) -> &'a [f64] {
    if a.len() >= b.len() { a } else { b }
}

#[differentiate]
fn pick<'a, T: Differentiable>(a: &'a T, b: &'a T, first: bool) -> &'a T {
    if first { a } else { b }
}

#[differentiate]
fn made(x: f64, y: f64) -> Model {
    Model {
        rows: vec![vec![x, y], vec![y * y, x]],
        bias: vec![x * y, 2.0],
        k: y,
        pos: Vector { a: x, b: y },
    }
}

#[differentiate]
fn stepping(x: f64, y: f64) -> f64 {
    let mut m = made(x, y);
    for _ in 0..3 {
        m.step(0.1);
    }
    m.energy() + m.k * m.pos.b
}

#[differentiate]
fn vectors_lent(x: f64, y: f64) -> f64 {
    let m = made(x, y);
    let p = m.pos();
    (*p * 2.0).a * p.b + p * &Vector { a: y, b: x }
}

#[differentiate]
fn rows_lent(x: f64, y: f64) -> f64 {
    let m = made(x, y);
    let mut s = dot(m.row(0), m.row(1));
    for v in m.row(1) {
        s += v * v;
    }
    for (a, b) in m.row(0).iter().zip(m.bias()) {
        s += a * b * s;
    }
    s
}

#[differentiate]
fn changed_later(x: f64, y: f64) -> f64 {
    let mut u = vec![x, y];
    let mut v = vec![y, x * x];
    let mut s = 0.0;
    for i in 0..4 {
        let l = if i % 2 == 0 { &u } else { &v };
        let t = l[0] * l[1];
        s += t;
        u[0] += t * 0.1;
        v[1] *= 0.5 + t;
    }
    s
}

#[differentiate]
fn chosen_twice(x: f64, y: f64) -> f64 {
    let a = [x];
    let b = [y, x];
    let c = vec![x * y];
    let l = longer(longer(&a, &c), &b);
    l[0] * l[l.len() - 1]
}

#[differentiate]
fn matched(x: f64, y: f64) -> f64 {
    let s = [Shape::Circle(vec![x, y]), Shape::Square { side: vec![x, x * y], n: y }];
    let mut t = 0.0;
    for k in &s {
        let z = k.sizes();
        t += z[0] * z[0];
    }
    t
}

#[differentiate]
fn generic(x: f64, y: f64) -> f64 {
    let u = Vector { a: x, b: y };
    let v = Vector { a: y, b: x * x };
    let p = pick(&u, &v, x > 0.0);
    let q = pick(&x, &y, false);
    p.a * p.b * q
}

#[differentiate]
fn rows_chosen(x: f64, y: f64) -> f64 {
    let m = made(x, y);
    let b = m.best();
    let e = m.either(x > 10.0);
    b[0] * e[0] * m.either(true)[1]
}

#[differentiate]
fn elements_chosen(x: f64, y: f64) -> f64 {
    let m = made(x, y);
    let mut s = 1.0;
    for i in 0..2 {
        let r = m.row(i);
        for j in 0..r.len() {
            let k = if r[j] > 1.0 { &r[j] } else { &m.k };
            s *= k * r[1 - j];
        }
    }
    s
}

#[differentiate]
fn tail(x: &[f64], n: usize) -> &[f64] {
    &x[n..]
}

#[differentiate]
fn same<'a>(x: &'a [f64], _: &[f64]) -> &'a [f64] {
    x
}

#[differentiate]
fn tails(x: f64, y: f64) -> f64 {
    let list = [x, y, x * y];
    let t = tail(&list, 1);
    t[0] * t[1] + same(t, &list).iter().sum::<f64>()
}

#[differentiate]
fn chosen_lists(x: &[f64], y: &[f64]) -> f64 {
    let l = if x[0] > y[0] { x } else { y };
    l.iter().map(|v| v * v).sum()
}

#[differentiate]
fn chosen_in_loops(x: &[f64], y: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..3 {
        let l = match i {
            0 => x,
            1 => y,
            _ => &x[1..],
        };
        s += l[0] * l[l.len() - 1] * s.cos();
    }
    s
}

#[differentiate]
fn lists_chosen(x: f64, y: f64) -> f64 {
    chosen_lists(&[x, y], &[y, x * y]) + chosen_in_loops(&[x, y * y], &[y, x])
}

fn uncounted<R>(run: impl FnOnce() -> R) -> (R, ()) {
    (run(), ())
}

#[test]
fn references_are_returned() {
    examined!(uncounted: stepping vectors_lent rows_lent generic rows_chosen matched tails);
}

#[test]
fn references_are_chosen() {
    examined!(uncounted: changed_later chosen_twice elements_chosen lists_chosen);
}
