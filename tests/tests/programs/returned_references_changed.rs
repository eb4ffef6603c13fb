//! Getters that return references, of what changes before and after.

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
impl std::ops::Add for Vector {
    type Output = Vector;
    fn add(self, o: Vector) -> Vector {
        Vector { a: self.a + o.a, b: self.b + o.b }
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Body {
    pos: Vector,
    vel: Vector,
    mass: f64,
    trail: Vec<Vector>,
}

#[differentiate]
impl Body {
    fn pos(&self) -> &Vector {
        &self.pos
    }
    fn mass(&self) -> &f64 {
        &self.mass
    }
    fn trail(&self) -> &[Vector] {
        &self.trail
    }
    fn last(&self) -> &Vector {
        if self.trail.is_empty() { &self.pos } else { &self.trail[self.trail.len() - 1] }
    }
    fn advance(&mut self, h: f64) {
        let p = *self.pos();
        self.trail.push(p);
        self.pos = p + self.vel * (h / self.mass());
        self.mass *= 1.0 + 0.1 * self.last().a;
    }
}

#[derive(Clone, Debug, Differentiable)]
struct System {
    bodies: Vec<Body>,
    g: f64,
}

#[differentiate]
impl System {
    fn body(&self, i: usize) -> &Body {
        &self.bodies[i]
    }
    fn heaviest(&self) -> &Body {
        let mut best = 0;
        for i in 0..self.bodies.len() {
            if self.bodies[i].mass > self.bodies[best].mass {
                best = i;
            }
        }
        self.body(best)
    }
    fn energy(&self) -> f64 {
        let mut e = 0.0;
        for b in &self.bodies {
            e += b.mass() * b.vel.a * b.vel.a;
            let p = b.pos();
            e += self.g * p.b * b.mass;
        }
        e
    }
}

#[differentiate]
fn made(x: f64, y: f64) -> System {
    System {
        bodies: vec![
            Body {
                pos: Vector { a: x, b: y },
                vel: Vector { a: y, b: x * x },
                mass: 1.0 + x,
                trail: Vec::new(),
            },
            Body {
                pos: Vector { a: y, b: x },
                vel: Vector { a: x * y, b: y },
                mass: 2.0 * y,
                trail: vec![],
            },
        ],
        g: x * y,
    }
}

#[differentiate]
fn getters_after_changes(x: f64, y: f64) -> f64 {
    let mut s: System = made(x, y);
    for _ in 0..3 {
        for i in 0..s.bodies.len() {
            s.bodies[i].advance(0.1);
        }
    }
    let s = s;
    s.energy() + s.heaviest().pos().a * s.heaviest().last().b
}

#[differentiate]
fn getters_of_getters(x: f64, y: f64) -> f64 {
    let s = made(x, y);
    let h = s.heaviest();
    let mut t = 0.0;
    for v in h.trail() {
        t += v.a;
    }
    let p = if h.mass > 1.0 { h.pos() } else { s.body(0).last() };
    t + p.a * p.b * h.mass()
}

#[differentiate]
fn kept_from_before(x: f64, y: f64) -> f64 {
    let mut s = made(x, y);
    s.bodies[0].advance(0.2);
    let b = s.body(0).clone();
    s.bodies[0].advance(x);
    b.pos().a * s.body(0).pos().b + b.trail()[0].a
}

#[differentiate]
fn choose<'a>(list: &'a [f64], other: &'a Vec<f64>, k: usize) -> &'a [f64] {
    match k {
        0 => list,
        1 => other,
        2 => &list[1..],
        _ => &other[..1],
    }
}

#[differentiate]
fn changed_in_loops(x: f64, y: f64) -> f64 {
    let a = [x, y, x * y];
    let mut b = vec![y, x];
    let mut s = 0.0;
    for k in 0..4 {
        let c = choose(&a, &b, k);
        let t = c[0] * c.len() as f64;
        s += t * t;
        b[0] += t * 0.1;
    }
    s
}

#[differentiate]
fn in_open_loops(x: f64, y: f64) -> f64 {
    let a = [x, y, x * y];
    let b = vec![y, x];
    let mut s = 0.0;
    let mut k = 0;
    while s < 3.0 && k < 4 {
        let c = choose(&a, &b, k);
        s += c.iter().map(|v| v * v * y).sum::<f64>();
        k += 1;
    }
    s
}

#[differentiate]
fn at(list: &[f64], i: usize) -> &f64 {
    &list[i]
}

#[differentiate]
fn elements_by_function(x: f64, y: f64) -> f64 {
    let a = [x, y, x * y];
    let mut p = 1.0;
    for i in 0..3 {
        p *= *at(&a, i);
        p += *at(&a, 2 - i) * x;
        if *at(&a, i) > 1.0 {
            p = p * 2.0;
        }
    }
    p.sin() + at(&a, 1).powi(2)
}

#[derive(Clone, Debug, Differentiable)]
struct Table {
    rows: Vec<Vec<f64>>,
    v: Vector,
}

#[differentiate]
impl Table {
    fn row(&self, i: usize) -> &[f64] {
        &self.rows[i]
    }
    fn v(&self) -> &Vector {
        &self.v
    }
    fn sum(&self) -> f64 {
        self.row(0).iter().sum::<f64>() * self.v().a
    }
}

#[differentiate]
fn table(x: f64, y: f64) -> Table {
    Table { rows: vec![vec![x, y], vec![x * y]], v: Vector { a: y, b: x } }
}

#[differentiate]
fn applied(g: impl Fn(f64) -> f64, x: f64) -> f64 {
    g(x) * g(x * 0.5)
}

#[differentiate]
fn boxed(x: f64) -> Box<Vector> {
    Box::new(Vector { a: x * x, b: x })
}

#[differentiate]
fn getters_in_closures(x: f64, y: f64) -> f64 {
    let m = table(x, y);
    applied(
        |t| {
            let r = m.row(0);
            r[0] * t * r[1]
        },
        x,
    )
}

#[differentiate]
fn parts_of_results(x: f64, y: f64) -> f64 {
    (*boxed(x)).a * boxed(y).b
}

#[differentiate]
fn kept_twice(x: f64, y: f64) -> f64 {
    let m = table(x, y);
    let r = m.row(0);
    let mut s = r[0];
    for k in 0..3 {
        let q = if k == 1 { r } else { m.row(1) };
        s += q[0] * r[1] * s;
    }
    s * r[0]
}

#[differentiate]
fn kept_inside(x: f64, y: f64) -> f64 {
    let m = table(x, y);
    let mut s = 0.0;
    for i in 0..2 {
        for j in 0..2 {
            let r = m.row(i);
            if r.len() > j {
                let w = *m.v() * r[j];
                s += w.a * w.a * x;
            }
        }
    }
    s + m.sum()
}

#[differentiate]
fn longest<'a>(ls: &'a [Vec<f64>]) -> &'a Vec<f64> {
    let mut b = 0;
    for i in 0..ls.len() {
        if ls[i].len() > ls[b].len() {
            b = i;
        }
    }
    &ls[b]
}

#[differentiate]
fn copied_and_changed(x: f64, y: f64) -> f64 {
    let ls = vec![vec![x], vec![y, x * y]];
    let l = longest(&ls);
    let mut t = l.clone();
    t.push(x);
    for v in t.iter_mut() {
        *v *= l[0];
    }
    t.iter().sum::<f64>() * l[1]
}

fn uncounted<R>(run: impl FnOnce() -> R) -> (R, ()) {
    (run(), ())
}

#[test]
fn getters_return_references() {
    examined!(uncounted: getters_after_changes getters_of_getters kept_from_before);
    examined!(uncounted: changed_in_loops in_open_loops elements_by_function);
}

#[test]
fn references_are_kept() {
    examined!(uncounted: getters_in_closures parts_of_results kept_twice kept_inside copied_and_changed);
}
