//! Parts that methods lend to be changed: `*m.at_mut(i, j) += x`, `let row = m.row_mut(i);`.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Matrix {
    data: Vec<f64>,
    #[constant]
    cols: usize,
}

#[differentiate]
impl Matrix {
    fn at(&self, i: usize, j: usize) -> &f64 {
        &self.data[i * self.cols + j]
    }
    fn row(&self, i: usize) -> &[f64] {
        &self.data[i * self.cols..(i + 1) * self.cols]
    }
    fn at_mut(&mut self, i: usize, j: usize) -> &mut f64 {
        assert!(j < self.cols);
        &mut self.data[i * self.cols + j]
    }
    fn row_mut(&mut self, i: usize) -> &mut [f64] {
        &mut self.data[i * self.cols..(i + 1) * self.cols]
    }
    fn set(&mut self, i: usize, j: usize, v: f64) {
        *self.at_mut(i, j) = v;
    }
}
#[differentiate]
fn entries(m: &Matrix, x: f64) -> f64 {
    let mut m = m.clone();
    *m.at_mut(0, 1) *= x;
    m.set(1, 1, x * x);
    let m = m;
    *m.at(0, 1) * *m.at(1, 1)
}
#[differentiate]
fn rows(m: &Matrix, x: f64) -> f64 {
    let mut m = m.clone();
    m.row_mut(0)[1] *= x;
    let r = m.row_mut(1);
    r[0] += x;
    r[1] = r[0] * x;
    m.row(1).iter().sum()
}
#[differentiate]
fn iterated(m: &Matrix, x: f64) -> f64 {
    let mut m = m.clone();
    for v in m.row_mut(1).iter_mut() {
        *v *= x;
    }
    for v in m.row_mut(0) {
        *v += x;
    }
    let m = m;
    m.row(1).iter().sum::<f64>() * *m.at(0, 0)
}
#[derive(Clone, Debug, Differentiable)]
struct Body {
    pos: [f64; 2],
    vel: [f64; 2],
}
#[derive(Clone, Debug, Differentiable)]
struct World {
    ps: Vec<Body>,
    g: f64,
}
#[differentiate]
impl Body {
    fn leg_mut(&mut self, i: usize) -> &mut [f64; 2] {
        match i {
            0 => &mut self.pos,
            _ => &mut self.vel,
        }
    }
}
#[differentiate]
impl World {
    fn p_mut(&mut self, i: usize) -> &mut Body {
        &mut self.ps[i]
    }
    fn p(&self, i: usize) -> &Body {
        &self.ps[i]
    }
    fn pos_of(&self, i: usize) -> &[f64; 2] {
        &self.p(i).pos
    }
    fn step(&mut self, dt: f64) {
        let g = self.g;
        for p in &mut self.ps {
            p.vel[1] -= g * dt;
            p.pos[0] += p.vel[0] * dt;
            p.pos[1] += p.vel[1] * dt;
        }
    }
    fn kick(&mut self, i: usize, v: f64) {
        self.p_mut(i).vel[0] += v;
        let p = self.p_mut(i);
        p.vel[1] *= v;
    }
    fn gravity_mut(&mut self) -> &mut f64 {
        &mut self.g
    }
    fn part(&mut self, which: usize) -> &mut [f64; 2] {
        match which {
            0 => &mut self.ps[0].pos,
            1 => &mut self.ps[0].vel,
            _ => panic!("no part"),
        }
    }
}
#[differentiate]
fn kicked(w: &World, v: f64) -> f64 {
    let mut w = w.clone();
    w.kick(0, v);
    *w.gravity_mut() = v * v;
    w.part(1)[0] *= 2.0;
    w.step(0.1);
    let p = w.pos_of(0);
    p[0] * p[1]
}
#[differentiate]
fn moved(w: &mut World, v: f64) -> f64 {
    for i in 0..2 {
        w.p_mut(i).pos[i] *= v;
    }
    let q = w.p_mut(1);
    q.pos = [v, q.vel[0]];
    w.ps[0].pos[0] * w.ps[1].pos[1] + w.ps[1].pos[0]
}

/// What is lent of what is lent.
#[differentiate]
fn nested(w: &World, v: f64) -> f64 {
    let mut w = w.clone();
    w.p_mut(1).leg_mut(0)[1] *= v;
    let body = w.p_mut(0);
    body.leg_mut(1)[0] = v * v;
    body.pos[1] += v;
    w.ps[1].pos[1] * w.ps[0].vel[0] * w.ps[0].pos[1]
}

/// Each argument is evaluated once, and in order.
#[differentiate]
fn counted(m: &Matrix, x: f64, #[constant] count: &std::cell::Cell<usize>) -> f64 {
    let next = || {
        count.set(count.get() + 1);
        count.get() % 2
    };
    let mut m = m.clone();
    for _ in 0..3 {
        *m.at_mut(next(), 0) *= x;
    }
    m.data.iter().sum()
}

#[differentiate]
fn passed(m: &Matrix, x: f64) -> f64 {
    let mut m = m.clone();
    bump(&mut *m.at_mut(0, 1), x);
    m.data[1]
}

#[differentiate]
fn bump(v: &mut f64, x: f64) {
    *v *= x * x;
}

/// A method by a name of its type's own, of which one says what it lends by a pattern.
#[derive(Clone, Debug, Differentiable)]
struct Pair<T> {
    first: T,
    second: T,
}

#[differentiate]
impl<T: Real> Pair<T> {
    fn side(&mut self, (is_first, _): (bool, usize)) -> &mut T {
        if is_first { &mut self.first } else { &mut self.second }
    }
}

#[differentiate]
fn generic(x: f64) -> f64 {
    let mut pair = Pair { first: x, second: x * x };
    *pair.side((true, 1)) *= x;
    *pair.side((false, 1)) += x;
    pair.first * pair.second
}

/// A name that is another variable's afterwards, and methods by the names of lists' that make another value.
#[derive(Clone, Debug, Differentiable)]
struct Poly {
    terms: Vec<f64>,
}

#[differentiate]
impl Poly {
    fn term(&self, c: f64) -> Poly {
        let mut terms = self.terms.clone();
        terms.push(c);
        Poly { terms }
    }

    fn eval(&self, x: f64) -> f64 {
        self.terms.iter().rev().fold(0.0, |sum, c| sum * x + c)
    }
}

#[differentiate]
fn hidden(m: &Matrix, x: f64) -> f64 {
    let row = m.row(1);
    let first = row[0];
    let mut row = row.to_vec();
    row[0] *= x;
    let found = m.row(0);
    let mut sum = found[1];
    for found in row.iter_mut() {
        *found *= x;
        sum += *found;
    }
    sum * first
}

#[differentiate]
fn built(x: f64) -> f64 {
    Poly { terms: vec![x] }.term(x * x).term(2.0).eval(x)
}

#[test]
fn what_is_no_part() {
    let m = Matrix { data: vec![1.0, 2.0, 3.0, 4.0], cols: 2 };
    hidden::check(&m, 0.3).unwrap();
    built::check(0.4).unwrap();
}

#[test]
fn parts_are_written_to() {
    let m = Matrix { data: vec![1.0, 2.0, 3.0, 4.0], cols: 2 };
    entries::check(&m, 0.3).unwrap();
    rows::check(&m, 0.3).unwrap();
    iterated::check(&m, 0.3).unwrap();
    passed::check(&m, 0.3).unwrap();
    generic::check(0.4).unwrap();
    assert_eq!(entries::grad(&m, 0.5).0.data, [0.0, 0.125, 0.0, 0.0]);
}

#[test]
fn parts_of_the_users_types() {
    let body = Body { pos: [0.1, 0.2], vel: [1.0, -0.5] };
    let mut w = World { ps: vec![body.clone(), body], g: 9.0 };
    kicked::check(&w, 0.4).unwrap();
    moved::check(&mut w, 0.4).unwrap();
    nested::check(&w, 0.4).unwrap();
}

#[test]
fn arguments_are_evaluated_once() {
    let m = Matrix { data: vec![1.0, 2.0, 3.0, 4.0], cols: 2 };
    let count = std::cell::Cell::new(0);
    let (value, (m_bar, x_bar)) = counted::value_and_grad(&m, 0.5, &count);
    // Entry (1, 0) twice, entry (0, 0) once.
    assert_eq!(count.get(), 3);
    assert_eq!((value, x_bar), (0.5 + 2.0 + 0.75 + 4.0, 1.0 + 3.0));
    assert_eq!(m_bar.data, [0.5, 1.0, 0.25, 1.0]);
}
