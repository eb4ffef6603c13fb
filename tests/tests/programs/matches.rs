//! `matches!` on values that change, and on those that don't.

use std::cell::Cell as Count;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
enum Phase {
    Rest,
    Fall(f64),
    Roll { speed: f64 },
}

/// A ball that bounces.
#[differentiate]
fn bounces(v: &[f64]) -> f64 {
    let (h, e) = (v[0], v[1]);
    let mut phase = Phase::Fall(0.0);
    let mut y = h;
    for _ in 0..40 {
        if matches!(phase, Phase::Fall(v) if v < -1.0 && y < 0.1) {
            if let Phase::Fall(v) = phase {
                phase = Phase::Fall(-e * v);
            }
        } else if matches!(phase, Phase::Fall(_)) {
            if let Phase::Fall(v) = phase {
                y += v * 0.05;
                phase = Phase::Fall(v - 9.81 * 0.05);
            }
        }
    }
    y
}

#[differentiate]
fn best(xs: &[f64]) -> f64 {
    let mut best = None;
    for &x in xs {
        if !matches!(best, Some(b) if b >= x) {
            best = Some(x * x);
        }
    }
    best.unwrap_or(0.0)
}

#[derive(Clone, Debug, Differentiable)]
struct Walker {
    x: f64,
    phase: Phase,
}

#[differentiate]
impl Walker {
    fn step(&mut self, dt: f64) {
        if matches!(self.phase, Phase::Roll { speed } if speed > 0.5) {
            if let Phase::Roll { speed } = &mut self.phase {
                *speed *= 1.0 - dt;
            }
            self.x += dt;
        }
        let rests = matches!(self.phase, Phase::Rest | Phase::Roll { speed: ..=0.5 });
        self.x += if rests { 0.0 } else { self.speed() * dt };
    }
    fn speed(&self) -> f64 {
        match self.phase {
            Phase::Roll { speed } => speed,
            Phase::Fall(v) => v,
            Phase::Rest => 0.0,
        }
    }
    fn is_slow(&self) -> bool {
        matches!(self.phase, Phase::Rest | Phase::Roll { speed: ..0.5 } | Phase::Fall(0.0))
    }
}

#[differentiate]
fn walks(v: &[f64]) -> f64 {
    let mut w = Walker { x: v[0], phase: Phase::Roll { speed: v[1] } };
    for _ in 0..20 {
        w.step(0.1);
    }
    if w.is_slow() { w.x } else { w.x * w.speed() }
}

/// The macro is the head of a loop.
#[differentiate]
fn stack(xs: &[f64]) -> f64 {
    let mut open: Vec<f64> = Vec::new();
    let mut s = 0.0;
    for &x in xs {
        while matches!(open.last(), Some(&top) if top < x) {
            s += open.pop().unwrap() * x;
        }
        open.push(x);
    }
    s
}

/// Tuples, orders, integers; names that the function has too.
#[differentiate]
fn counts(xs: &[f64]) -> f64 {
    let x = xs[0];
    let mut y = x;
    let mut n = 0;
    for &v in xs {
        y = y * 0.5 + v;
        if matches!((y > 1.0, v > 0.0), (true, true) | (false, false)) {
            n += 1;
        }
        if matches!(y.partial_cmp(&v), Some(Ordering::Less)) {
            y *= 2.0;
        }
        if std::matches!(n % 3, 0 | 2) {
            y += x;
        }
        if matches!(y * v, x if x > 2.0) {
            y -= x * v;
        }
    }
    y * n as f64
}

/// In chains, in closures, in lists.
#[differentiate]
fn chains(xs: &[f64]) -> f64 {
    let x = 1.1 + xs[1];
    let is_large = |v: &f64| matches!(v.partial_cmp(&0.5), Some(Ordering::Greater));
    let a: f64 = xs.iter().map(|v| v * x).filter(|v| is_large(v)).sum();
    let n = xs.iter().filter(|v| matches!(**v * x, t if t > 0.3)).count();
    let first = xs.iter().map(|v| v - x).position(|v| matches!((v > 0.0, n), (true, 1..)));
    let falls = xs.windows(2).any(|w| matches!(w, [a, b] if a * x > *b));
    let flags = vec![matches!(a, s if s > 1.0), falls];
    let k = flags.iter().filter(|flag| **flag).count();
    a * (n + k) as f64 + first.map_or(x, |i| xs[i] * x)
}

/// What is bound in several ways.
#[differentiate]
fn in_several_ways(xs: &[f64]) -> f64 {
    let mut state: Result<f64, f64> = Ok(xs[0]);
    let mut s = 0.0;
    for &x in xs {
        if matches!(state, Ok(v) | Err(v) if v < x) {
            s += x * x;
        }
        if matches!(state, Err(_)) {
            s *= 1.5;
        }
        state = if x > 1.0 { Err(2.0) } else { Ok(x * s) };
    }
    s
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    A,
    B(usize),
}

#[derive(Clone, Debug, Differentiable)]
struct Cell {
    #[constant]
    mode: Mode,
    n: usize,
    v: f64,
    next: Option<f64>,
}

#[differentiate]
fn cells(cells: &[Cell], x: f64) -> f64 {
    let mut s = x;
    for c in cells {
        if matches!(c.mode, Mode::A) {
            s += c.v * x;
        }
        if matches!(c.n, 1..=3,) {
            s += 0.5 * c.v;
        }
        if let Some(v) = c.next
            && matches!(c.mode, Mode::B(k) if k as f64 > x)
        {
            s += v * v;
        }
        s = if matches!(c.next, Some(v) if v < s) { s * c.v } else { s - c.v };
    }
    s
}

/// Constants stay the user's own code, also where a pattern binds a name of the function's.
#[differentiate]
fn of_constants(x: f64, #[constant] table: &BTreeMap<String, f64>) -> f64 {
    let k = table.get("k").copied();
    let mut y = x;
    if matches!(k, Some(x) if x > 1.0) {
        y *= 2.0;
    }
    if matches!(table.get("q"), None) {
        y += 1.0;
    }
    let r: Result<f64, usize> = if y > 1.0 { Ok(y * y) } else { Err(3) };
    if matches!(r, Ok(v) if v > 2.0) {
        y = y.sin();
    }
    if matches!(r, Err(1..=3)) {
        y = y.cos();
    }
    matches!(r, Ok(_)).then_some(y * x).unwrap_or(y)
}

#[derive(Clone, Debug, Differentiable)]
enum Expr {
    Num(f64),
    Add(Box<Expr>, Box<Expr>),
    Mul(Box<Expr>, Box<Expr>),
}

#[differentiate]
impl Expr {
    fn eval(&self) -> f64 {
        match self {
            Expr::Num(x) => *x,
            Expr::Add(a, b) => a.eval() + b.eval(),
            Expr::Mul(a, b) if matches!(**a, Expr::Num(v) if v > 10.0) => 10.0 * b.eval(),
            Expr::Mul(a, b) => a.eval() * b.eval(),
        }
    }
    fn is_number(&self) -> bool {
        matches!(self, Expr::Num(_))
    }
    fn weighed(&self) -> f64 {
        if self.is_number() { self.eval() } else { 2.0 * self.eval() }
    }
}

#[test]
fn what_fits_a_pattern() {
    examined_at!([1.0, 0.8]; bounces);
    examined_at!([1.0, 2.0]; walks);
    examined_at!([0.5, 2.0, 1.5, 0.1]; best stack counts chains in_several_ways);
    let cell = |mode, n, v, next| Cell { mode, n, v, next };
    let list = [
        cell(Mode::A, 2, 0.5, Some(0.3)),
        cell(Mode::B(2), 5, 1.2, Some(3.0)),
        cell(Mode::B(0), 1, 1.5, None),
    ];
    cells::check(&list, 0.4).unwrap();
    for (name, value) in [("k", 2.5), ("k", 0.5), ("q", 1.0)] {
        let table = BTreeMap::from([(name.to_string(), value)]);
        for x in [0.3, 0.6, 1.5] {
            of_constants::check(x, &table).unwrap();
        }
    }
    let num = |x| Box::new(Expr::Num(x));
    for x in [2.0, 20.0] {
        let e = Expr::Add(num(2.0), Box::new(Expr::Mul(num(x), num(4.0))));
        e.weighed_check().unwrap();
    }
    Expr::Num(2.0).weighed_check().unwrap();
}

thread_local! {
    static CALLS: Count<usize> = const { Count::new(0) };
}

fn draw() -> f64 {
    CALLS.with(|calls| calls.set(calls.get() + 1));
    1.7
}

fn counted<T>(run: impl FnOnce() -> T) -> (T, usize) {
    CALLS.set(0);
    let value = run();
    (value, CALLS.get())
}

#[differentiate]
fn drawn(x: f64, y: f64) -> f64 {
    let mut s = x * y;
    for _ in 0..5 {
        if matches!(s * draw(), v if v < 3.0 && draw() > 1.0) {
            s = s * x + y;
        } else if matches!(draw(), d if d > 8.0 || s > 5.0) {
            s -= x.sin();
        }
        s *= if matches!((draw(), s), (4.0..9.0, _) | (1.5.., 2.0..) | (_, ..0.0)) {
            1.5
        } else {
            x
        };
    }
    s
}

#[test]
fn what_is_looked_at_is_made_once() {
    examined!(counted: drawn);
}

/// A macro of one's own by the name, of constants.
mod own {
    use super::*;

    macro_rules! matches {
        ($a:expr, $b:expr) => {
            $a + $b > 3
        };
    }

    #[differentiate]
    pub fn summed(x: f64, y: f64) -> f64 {
        let (n, m) = (2, 3);
        if matches!(n, m) { x * y } else { y }
    }
}

#[test]
fn a_macro_of_ones_own() {
    use own::summed;
    examined!(counted: summed);
}
