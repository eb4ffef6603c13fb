//! The same of parameters, fields of structs that may be constants, what methods result in, slices and numbers, and of types without `Clone`.

use ad_runtime::prelude::*;
#[derive(Clone, Debug, Differentiable)]
struct Body {
    mass: f64,
    pos: [f64; 2],
}
#[derive(Clone, Debug, Differentiable)]
struct World {
    bodies: Vec<Body>,
    #[constant]
    tags: Vec<f64>,
    #[constant]
    spare: Vec<Body>,
    g: f64,
}

#[differentiate]
fn swapped(a: &[f64], b: &[f64]) -> f64 {
    let (mut from, mut to) = (a, b);
    let mut sum = 0.0;
    for i in 0..3 {
        sum += from[i] * to[0] * to[i];
        std::mem::swap(&mut from, &mut to);
    }
    let old = std::mem::replace(&mut from, &b[1..]);
    sum + old[1] * from[0]
}
#[differentiate]
fn parameter(mut rest: &[f64]) -> f64 {
    let mut sum = 0.0;
    while let Some((first, tail)) = rest.split_first() {
        sum += first * first;
        rest = tail;
    }
    sum
}
#[differentiate]
fn parameter2(mut rest: &[f64], k: f64) -> f64 {
    let mut sum = 0.0;
    while !rest.is_empty() {
        sum += rest[0] * k * sum + rest[0];
        rest = &rest[1..];
    }
    sum
}
#[differentiate]
fn closure(bodies: &[Body], k: f64) -> f64 {
    let mut best = &bodies[0];
    let weight = |b: &Body| b.mass * k;
    for b in bodies {
        if weight(b) > weight(best) {
            best = b;
        }
    }
    let of = |x: f64| best.mass * x;
    of(k) + of(2.0)
}
#[differentiate]
impl World {
    fn nth(&self, i: usize) -> Option<&Body> {
        self.bodies.get(i)
    }
    fn at(&self, i: usize) -> &Body {
        &self.bodies[i]
    }
    fn heaviest(&self) -> Option<&Body> {
        let mut best: Option<&Body> = None;
        for b in &self.bodies {
            if best.is_none_or(|o| b.mass > o.mass) {
                best = Some(b);
            }
        }
        best
    }
    fn constant_ones(&self, x: f64) -> f64 {
        let mut list = &self.tags[..];
        let mut sum = 0.0;
        while !list.is_empty() {
            sum += list[0] * x;
            list = &list[1..];
        }
        sum * self.g
    }
    fn spare_one(&self, x: f64) -> f64 {
        let mut best = &self.spare[0];
        for b in &self.spare {
            if b.mass > best.mass {
                best = b;
            }
        }
        best.mass * x * best.pos[0]
    }
    fn mixed(&self, x: f64) -> f64 {
        let mut best = &self.bodies[0];
        if self.spare[0].mass > best.mass {
            best = &self.spare[0];
        }
        best.mass * x * best.pos[0]
    }
    fn step(&mut self, x: f64) -> f64 {
        let mut sum = 0.0;
        for i in 0..self.bodies.len() {
            let mut best: Option<&Body> = None;
            for b in &self.bodies {
                if best.is_none_or(|o| b.mass * x > o.mass * x) {
                    best = Some(b);
                }
            }
            let push = best.map_or(0.0, |b| b.mass * b.pos[0]);
            self.bodies[i].mass += push * self.g;
            sum += push;
        }
        sum
    }
}
#[differentiate]
fn call_results(w: &World, k: f64) -> f64 {
    let mut sum = 0.0;
    let mut at = w.at(0);
    for i in 1..3 {
        sum += at.mass * k;
        at = w.at(i);
    }
    sum * at.pos[1]
}
#[differentiate]
fn call_options(w: &World, k: f64) -> f64 {
    let mut sum = 0.0;
    let mut i = 0;
    let mut at = w.nth(0);
    while let Some(b) = at {
        sum += b.mass * k * b.pos[0];
        i += 1;
        at = w.nth(i);
    }
    sum
}
#[differentiate]
fn searched(w: &World, k: f64) -> f64 {
    let mut best = w.bodies.iter().max_by(|a, b| a.mass.total_cmp(&b.mass));
    let mut sum = 0.0;
    for i in 0..2 {
        if let Some(b) = best {
            sum += b.mass * k;
        }
        best = w.bodies.get(i);
    }
    sum
}
#[differentiate]
fn numbers(x: &[f64], k: f64) -> f64 {
    let mut best: Option<&f64> = None;
    for v in x {
        match best {
            Some(o) if *o >= *v => {}
            _ => best = Some(v),
        }
    }
    *best.unwrap() * k + best.copied().unwrap_or(0.0)
}
#[differentiate]
fn generic<T: Real>(x: &[T], k: T) -> T {
    let mut best = &x[0];
    for v in x {
        if *v > *best {
            best = v;
        }
    }
    *best * k
}
#[differentiate]
fn unwrapped_in_loop(x: &[Vec<f64>], k: f64) -> f64 {
    let mut longest: Option<&Vec<f64>> = None;
    for row in x {
        if longest.is_none() || row.len() > longest.unwrap().len() {
            longest = Some(row);
        }
    }
    longest.unwrap().iter().map(|v| v * k).sum()
}
#[differentiate]
fn slices(x: &[Vec<f64>], k: f64) -> f64 {
    let mut longest: &[f64] = &[];
    for row in x {
        if row.len() > longest.len() {
            longest = row;
        }
    }
    longest.iter().map(|v| v * v * k).sum::<f64>() + longest[0]
}
#[derive(Debug, Differentiable)]
struct Unc {
    w: f64,
}
#[differentiate]
fn uncopied(x: &[Unc], k: f64) -> f64 {
    let mut best = &x[0];
    for v in x {
        if v.w > best.w {
            best = v;
        }
    }
    best.w * k
}
#[differentiate]
fn uncopied_option(x: &[Unc], k: f64) -> f64 {
    let mut best: Option<&Unc> = None;
    for v in x {
        if best.is_none_or(|o| v.w > o.w) {
            best = Some(v);
        }
    }
    best.unwrap().w * k
}

#[differentiate]
fn integrate(f: impl Fn(f64) -> f64, a: f64, n: usize) -> f64 {
    let mut s = a;
    for i in 0..n {
        s += f(a * i as f64)
    }
    s
}
#[differentiate]
fn given(bodies: &[Body], k: f64) -> f64 {
    let mut best = &bodies[0];
    for b in bodies {
        if b.mass > best.mass {
            best = b;
        }
    }
    integrate(|t| best.mass * t * k, k, 3)
}
#[differentiate]
fn untyped(x: &[f64]) -> f64 {
    let mut best = None;
    for v in x {
        best = Some(v);
    }
    *best.unwrap()
}
#[differentiate]
fn from_block(x: &[f64], k: f64) -> f64 {
    let mut at = &x[0];
    let mut sum = 0.0;
    for i in 0..x.len() {
        at = if x[i] * k > 0.2 { &x[i] } else { at };
        sum += *at * k;
    }
    sum
}
#[differentiate]
fn returns_early(bodies: &[Body], k: f64) -> f64 {
    let mut best: Option<&Body> = None;
    for b in bodies {
        if b.mass > 1.4 {
            return b.mass * k;
        }
        if best.is_some_and(|o| o.mass > b.mass) {
            continue;
        }
        best = Some(b);
    }
    match best {
        Some(b) => b.pos[0] * k,
        None => k,
    }
}
#[differentiate]
fn changes_through(bodies: &mut Vec<Body>, k: f64) -> f64 {
    let mut best = &bodies[0];
    for b in bodies.iter() {
        if b.mass > best.mass {
            best = b;
        }
    }
    let m = best.mass * best.pos[1];
    for b in bodies.iter_mut() {
        b.mass *= m * k;
    }
    let mut worst: Option<&Body> = None;
    for b in bodies.iter() {
        if worst.is_none_or(|o| b.mass < o.mass) {
            worst = Some(b);
        }
    }
    let w = worst.map_or(0.0, |b| b.mass * b.pos[0]);
    bodies[0].pos[0] = w * m;
    w + m
}
#[differentiate]
fn tuple(x: &[f64], k: f64) -> f64 {
    let t = (&x[1..], k);
    t.0[0] * t.1
}
#[differentiate]
fn tuple_of_structs(b: &[Body], k: f64) -> f64 {
    let t = (&b[0], &b[1], k);
    let (p, q, _) = t;
    t.0.mass * t.1.pos[0] * t.2 + p.mass * q.mass
}

#[test]
fn what_is_referred_to_later() {
    let body = |x: f64| Body { mass: 1.0 + x, pos: [0.1 + x, 0.3 - x] };
    let b = vec![body(0.1), body(0.5), body(0.3)];
    let w = World {
        bodies: b.clone(),
        tags: vec![0.2, 0.4],
        spare: vec![body(0.2), body(0.4)],
        g: 0.7,
    };
    let x = [0.3, 0.7, 0.5];
    let y = [0.2, 0.4, 0.9];
    swapped::check(&x, &y).unwrap();
    parameter::check(&x).unwrap();
    parameter2::check(&x, 0.4).unwrap();
    closure::check(&b, 0.4).unwrap();
    w.heaviest_check().unwrap();
    w.constant_ones_check(0.4).unwrap();
    w.spare_one_check(0.4).unwrap();
    w.mixed_check(0.4).unwrap();
    w.clone().step_check(0.4).unwrap();
    call_results::check(&w, 0.4).unwrap();
    call_options::check(&w, 0.4).unwrap();
    searched::check(&w, 0.4).unwrap();
    numbers::check(&x, 0.4).unwrap();
    generic::check(&x, 0.4).unwrap();
    unwrapped_in_loop::check(&[x.to_vec(), vec![0.1]], 0.4).unwrap();
    slices::check(&[x.to_vec(), vec![0.1]], 0.4).unwrap();
    assert_eq!(uncopied::grad(&[Unc { w: 1.0 }, Unc { w: 2.0 }], 3.0).1, 2.0);
    assert_eq!(uncopied_option::grad(&[Unc { w: 1.0 }, Unc { w: 2.0 }], 3.0).1, 2.0);
}

#[differentiate]
fn made(x: f64, y: f64) -> Vec<Body> {
    vec![Body { mass: x, pos: [x * y, x] }, Body { mass: 2.0 * y, pos: [y * y, 3.0 * x] }]
}

/// What a call resulted in is kept after it was looked at through references that were assigned to before.
#[differentiate]
fn of_call_results(x: f64, y: f64) -> f64 {
    let bodies = made(x, y);
    let mut best: Option<&Body> = None;
    let mut last: Option<(usize, &Body)> = None;
    for (i, b) in bodies.iter().enumerate() {
        if best.map_or(true, |other| b.mass > other.mass) {
            best = Some(b);
        }
        last = Some((i, b));
    }
    let b = best.unwrap();
    match last {
        Some((i, c)) => b.mass * b.pos[0] + c.pos[1] * (i as f64 + 1.0),
        None => 0.0,
    }
}

#[test]
fn results_of_calls() {
    of_call_results::check(0.7, 0.9).unwrap();
    of_call_results::check(0.7, 0.3).unwrap();
}

#[test]
fn captured_chosen_and_left_early() {
    tuple::check(&[0.1, 0.2], 0.4).unwrap();
    tuple_of_structs::check(
        &[Body { mass: 0.4, pos: [0.1, 0.2] }, Body { mass: 0.3, pos: [0.7, 0.2] }],
        0.4,
    )
    .unwrap();

    let body = |x: f64| Body { mass: 1.0 + x, pos: [0.1 + x, 0.3 - x] };
    let b = vec![body(0.1), body(0.25), body(0.2)];
    given::check(&b, 0.4).unwrap();
    let x = [0.3, 0.7, 0.5];
    untyped::check(&x).unwrap();
    from_block::check(&x, 0.4).unwrap();
    returns_early::check(&b, 0.4).unwrap();
    changes_through::check(&mut b.clone(), 0.4).unwrap();
}
