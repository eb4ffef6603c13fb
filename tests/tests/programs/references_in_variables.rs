//! Shared references in variables that refer to something else later: `best = item`, also in an `Option`, a `Result` or a tuple, and of what changes itself.

use ad_runtime::prelude::*;
#[derive(Clone, Debug, Differentiable)]
struct Body {
    mass: f64,
    pos: [f64; 2],
}

#[differentiate]
fn best_option(bodies: &[Body], k: f64) -> f64 {
    let mut best: Option<&Body> = None;
    for b in bodies {
        if best.map_or(true, |o| b.mass > o.mass) {
            best = Some(b)
        }
    }
    best.unwrap().mass * k * best.unwrap().pos[0]
}
#[differentiate]
fn best_ref(bodies: &[Body], k: f64) -> f64 {
    let mut best = &bodies[0];
    for b in bodies {
        if b.mass > best.mass {
            best = b;
        }
    }
    best.mass * k * best.pos[1]
}
#[differentiate]
fn path(bodies: &[Body], k: f64) -> f64 {
    let mut best = &bodies[0];
    let mut sum = 0.0;
    for p in bodies {
        let old = best;
        best = p;
        sum += old.mass * best.pos[0] * k;
    }
    sum
}

#[differentiate]
fn with_index(bodies: &[Body], k: f64) -> f64 {
    let mut best: Option<(usize, &Body)> = None;
    for (i, b) in bodies.iter().enumerate() {
        match best {
            Some((_, o)) if o.mass >= b.mass => {}
            _ => best = Some((i, b)),
        }
    }
    match best {
        Some((i, b)) => b.mass * k * i as f64 + bodies[i].pos[0],
        None => 0.0,
    }
}
#[differentiate]
fn if_let(bodies: &[Body], k: f64) -> f64 {
    let mut best: Option<&Body> = None;
    for b in bodies.iter() {
        if let Some(o) = best {
            if b.mass > o.mass {
                best = Some(b);
            }
        } else {
            best = Some(b);
        }
    }
    if let Some(b) = best { b.mass * b.mass * k } else { k }
}
#[differentiate]
fn two(bodies: &[Body], k: f64) -> f64 {
    let mut first: Option<&Body> = None;
    let mut second: Option<&Body> = None;
    for b in bodies {
        if first.is_none_or(|o| b.mass > o.mass) {
            second = first;
            first = Some(b);
        } else if second.is_none_or(|o| b.mass > o.mass) {
            second = Some(b);
        }
    }
    let (Some(a), Some(b)) = (first, second) else { return k };
    a.mass * b.pos[0] * k
}
#[differentiate]
fn walked(x: &[f64], k: f64) -> f64 {
    let mut rest = x;
    let mut sum = 0.0;
    while !rest.is_empty() {
        sum += rest[0] * k.powi(rest.len() as i32);
        rest = &rest[1..];
    }
    sum
}
#[differentiate]
fn matched(x: &[f64]) -> f64 {
    let mut rest = x;
    let mut sum = 0.0;
    while let [first, tail @ ..] = rest {
        sum = sum * first + first.sin();
        rest = tail;
    }
    sum
}
#[differentiate]
fn split(x: &[f64]) -> f64 {
    let mut rest = x;
    let mut sum = 1.0;
    while let Some((first, tail)) = rest.split_first() {
        sum *= first * first;
        rest = tail;
    }
    sum
}
#[differentiate]
fn number(x: &[f64], k: f64) -> f64 {
    let mut least = &x[0];
    for v in x {
        if v < least {
            least = v;
        }
    }
    least * k + *least
}
#[differentiate]
fn two_lists(a: &[f64], b: &[f64]) -> f64 {
    let (mut from, mut to) = (a, b);
    let mut sum = 0.0;
    for i in 0..3 {
        sum += from[i] * to[0];
        let t = from;
        from = to;
        to = t;
    }
    sum
}
#[differentiate]
fn own(x: &[f64], k: f64) -> f64 {
    let mut bodies: Vec<Body> = x.iter().map(|v| Body { mass: *v, pos: [v * v, k] }).collect();
    let mut sum = 0.0;
    for j in 0..3 {
        let mut best = &bodies[0];
        for b in &bodies {
            if b.mass > best.mass {
                best = b;
            }
        }
        sum += best.mass * best.pos[0];
        bodies[j].mass *= k;
    }
    sum
}
#[differentiate]
fn own_option(x: &[f64], k: f64) -> f64 {
    let mut bodies: Vec<Body> = x.iter().map(|v| Body { mass: *v, pos: [v * v, k] }).collect();
    let mut sum = 0.0;
    for j in 0..3 {
        let mut best: Option<&Body> = None;
        for b in &bodies {
            if best.map_or(true, |o| o.mass < b.mass) {
                best = Some(b);
            }
        }
        let best = best.unwrap();
        sum += best.mass * best.pos[0];
        bodies[j].mass *= k;
    }
    sum
}
#[differentiate]
fn masses(b: &Body, k: f64) -> f64 {
    b.mass * b.pos[0] * k
}
#[differentiate]
impl Body {
    fn energy(&self, k: f64) -> f64 {
        self.mass * k * self.pos[1]
    }
}
#[differentiate]
fn handed(bodies: &[Body], k: f64) -> f64 {
    let mut best = &bodies[0];
    let mut sum = 0.0;
    for b in bodies {
        sum += masses(best, k) + best.energy(k);
        if b.mass > best.mass {
            best = b;
        }
    }
    sum + masses(best, sum) * best.energy(k)
}
#[differentiate]
fn views(bodies: &[Body], k: f64) -> f64 {
    let mut best = &bodies[0];
    let mut sum = 0.0;
    for b in bodies {
        let m = &best.mass;
        let p = &best.pos[..];
        best = b;
        sum += *m * p[0] * best.pos[1] * k + p[1];
    }
    sum
}
#[differentiate]
fn result(bodies: &[Body], k: f64) -> Result<f64, String> {
    let mut found: Result<&Body, String> = Err("none".to_string());
    for b in bodies {
        if b.mass > k {
            found = Ok(b);
        }
    }
    let b = found?;
    Ok(b.mass * b.pos[1])
}
#[differentiate]
fn returned(bodies: &[Body], k: f64) -> Option<&Body> {
    let mut found = None;
    for b in bodies {
        if b.mass > k {
            found = Some(b);
        }
    }
    found
}
#[differentiate]
fn returned_ref(bodies: &[Body]) -> &Body {
    let mut found = &bodies[0];
    for b in bodies {
        if b.mass > found.mass {
            found = b;
        }
    }
    found
}
#[differentiate]
fn user(bodies: &[Body], k: f64) -> f64 {
    let a = returned(bodies, k).map_or(k, |b| b.mass * k);
    a * returned_ref(bodies).pos[0] * best_of(bodies, k)
}
#[differentiate]
fn best_of(bodies: &[Body], k: f64) -> f64 {
    let mut best: Option<&Body> = None;
    for b in bodies {
        if best.map_or(true, |o| b.mass > o.mass) {
            best = Some(b)
        }
    }
    best.unwrap().mass * k
}
#[differentiate]
fn nested(bodies: &[Body], k: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..3 {
        let mut nearest: Option<&Body> = None;
        let mut least = f64::INFINITY;
        for b in bodies {
            let d = (b.pos[0] - bodies[i].pos[1]).abs();
            if d < least {
                least = d;
                nearest = Some(b);
            }
        }
        if let Some(b) = nearest {
            sum += b.mass * least * k;
        }
    }
    sum
}

#[test]
fn what_is_referred_to_now() {
    let body = |x: f64| Body { mass: 1.0 + x, pos: [0.1 + x, 0.3 - x] };
    let b = [body(0.1), body(0.5), body(0.3)];
    with_index::check(&b, 0.4).unwrap();
    if_let::check(&b, 0.4).unwrap();
    two::check(&b, 0.4).unwrap();
    let x = [0.3, 0.7, 0.5];
    let y = [0.2, 0.4, 0.9];
    walked::check(&x, 0.4).unwrap();
    matched::check(&x).unwrap();
    split::check(&x).unwrap();
    number::check(&x, 0.4).unwrap();
    two_lists::check(&x, &y).unwrap();
    own::check(&x, 0.4).unwrap();
    own_option::check(&x, 0.4).unwrap();
    handed::check(&b, 0.4).unwrap();
    views::check(&b, 0.4).unwrap();
    result::check(&b, 0.4).unwrap();
    returned::check(&b, 0.4).unwrap();
    returned_ref::check(&b).unwrap();
    user::check(&b, 0.4).unwrap();
    let apart = [body(0.12), body(0.5), body(0.35)];
    nested::check(&apart, 0.4).unwrap();

    best_option::check(&b, 0.4).unwrap();
    best_ref::check(&b, 0.4).unwrap();
    path::check(&b, 0.4).unwrap();
}
