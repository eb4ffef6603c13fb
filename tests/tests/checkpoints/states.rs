//! Kinds of states, and what else the body of a loop reads.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    x: f64,
    v: f64,
    #[constant]
    name: String,
}

#[derive(Clone, Debug, Differentiable)]
struct Chain {
    springs: Vec<Spring>,
    time: f64,
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Vec2 {
    x: f64,
    y: f64,
}

#[differentiate]
impl std::ops::Add for Vec2 {
    type Output = Vec2;
    fn add(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x + other.x, y: self.y + other.y }
    }
}

#[differentiate]
fn turned(v: Vec2, by: f64) -> Vec2 {
    Vec2 { x: v.x - by * v.y, y: v.y + by * v.x }
}

#[differentiate]
fn diffused(u: &[f64], k: f64) -> Vec<f64> {
    let mut next = u.to_vec();
    for j in 1..u.len() - 1 {
        next[j] += k * (u[j - 1] - 2.0 * u[j] + u[j + 1]);
    }
    next
}

#[differentiate]
fn damp(u: &mut [f64], k: f64) {
    for x in u.iter_mut() {
        *x -= k * *x * *x;
    }
}

twins! {
    arrays arrays_plain (x: f64, w: f64, n: usize) -> f64 {
        { let mut u = [x, 2.0 * x, 0.1]; }
        (checkpoint(snapshots = 3))
        { for i in 0..n { let j = i % 3; u[j] = (w * u[(j + 1) % 3]).sin() + u[j]; } }
        { u[0] * u[1] + u[2] }
    }
    lists lists_plain (u0: &[f64], k: f64, n: usize) -> f64 {
        { let mut u = u0.to_vec(); }
        (checkpoint(snapshots = 3))
        { for _ in 0..n { u = diffused(&u, k); damp(&mut u, k); } }
        { let mut e = 0.0; for v in &u { e += v * v; } e }
    }
    buffers buffers_plain (u0: &[f64], k: f64, n: usize) -> f64 {
        { let mut u = u0.to_vec(); let mut next = vec![0.0; u0.len()]; }
        (checkpoint)
        { for _ in 0..n {
            for j in 0..u.len() { let right = if j + 1 < u.len() { u[j + 1] } else { 0.0 }; next[j] = u[j] + k * (right - u[j]); }
            std::mem::swap(&mut u, &mut next);
        } }
        { let mut e = 0.0; for v in &u { e += v * v; } e }
    }
    growing growing_plain (x: f64, w: f64, n: usize) -> f64 {
        { let mut u = vec![x]; }
        (checkpoint(snapshots = 2))
        { for i in 0..n { let last = u[u.len() - 1]; u.push((w * last).sin()); if i % 3 == 2 { u.pop(); } } }
        { let mut e = 0.0; for (i, v) in u.iter().enumerate() { e += v * v * (i as f64); } e }
    }
    structs structs_plain (x: f64, k: f64, n: usize) -> f64 {
        { let mut spring = Spring { x, v: 0.0, name: "a".to_string() }; }
        (checkpoint(snapshots = 2))
        { for _ in 0..n { spring.v -= 0.1 * k * spring.x; spring.x += 0.1 * spring.v; } }
        { spring.x * spring.x + spring.name.len() as f64 * spring.v }
    }
    lists_of_structs lists_of_structs_plain (chain0: &Chain, k: f64, n: usize) -> f64 {
        { let mut chain = chain0.clone(); }
        (checkpoint(snapshots = 3))
        { for _ in 0..n {
            for i in 1..chain.springs.len() {
                let force = k * (chain.springs[i - 1].x - chain.springs[i].x);
                chain.springs[i].v += 0.1 * force;
                chain.springs[i - 1].v -= 0.1 * force * chain.time;
            }
            for s in chain.springs.iter_mut() { s.x += 0.1 * s.v; }
            chain.time *= 1.01;
        } }
        { let mut e = 0.0; for s in &chain.springs { e += s.x * s.x + s.v; } e }
    }
    tuples tuples_plain (x: f64, w: f64, n: usize) -> f64 {
        { let mut pair = (x, [w, x * w]); }
        (checkpoint(snapshots = 2))
        { for _ in 0..n { let (a, b) = pair; pair = ((a * b[0]).sin(), [b[1], a]); } }
        { pair.0 + pair.1[0] * pair.1[1] }
    }
    copied copied_plain (v0: Vec2, w: f64, n: usize) -> f64 {
        { let mut v = v0; }
        (checkpoint)
        { for _ in 0..n { v = turned(v, w) + v0; } }
        { v.x * v.y }
    }
    several several_plain (x: f64, u0: &[f64], w: f64, n: usize) -> f64 {
        { let mut u = u0.to_vec(); let mut h = x; let mut t = 0.0; let mut best = 0; let mut k = 1u32; }
        (checkpoint(snapshots = 4))
        { for i in 0..n {
            h = (h * w + u[i % u.len()]).tanh();
            u[best] += h * 0.1;
            t += 0.01 * w;
            if h > 0.1 { best = i % u.len(); }
            k = (k * 3 + i as u32) % 7;
            let j = k as usize % u.len(); u[j] *= 0.99;
        } }
        { h + t * u[0] + u[best] }
    }
    changed_before_and_after changed_before_and_after_plain (x: f64, w: f64, n: usize) -> f64 {
        { let mut k = w; k *= 2.0; let mut v = vec![w, x]; v[0] += 1.0; let mut h = x; }
        (checkpoint(snapshots = 2))
        { for i in 0..n { h = (h * k).sin() + v[i % 2]; } }
        { k += h; v[1] = k; h = h * k + v[1] * v[0]; h }
    }
    through_references through_references_plain (u0: &[f64], w: f64, n: usize) -> f64 {
        { let mut u = u0.to_vec(); let part = &u0[1..]; }
        (checkpoint(snapshots = 2))
        { for i in 0..n { let first = &mut u[0]; *first = (*first * w).sin() + part[i % part.len()]; let rest = &mut u[1..]; rest[0] += w * part[0]; } }
        { u[0] * u[1] }
    }
    options options_plain (x: f64, w: f64, n: usize) -> f64 {
        { let mut last: Option<f64> = None; let mut h = x; }
        (checkpoint(snapshots = 2))
        { for _ in 0..n { h = (h * w).sin() + last.unwrap_or(0.5); last = Some(h * 0.5); } }
        { h + last.unwrap_or(1.0) }
    }
}

#[test]
fn numbers_and_lists() {
    for n in [0, 1, 2, 5, 17] {
        alike!(arrays arrays_plain(0.4, 1.2, n));
        alike!(lists lists_plain(&[0.5, 1.0, 0.3, 0.8], 0.1, n));
        alike!(buffers buffers_plain(&[0.5, 1.0, 0.3], 0.1, n));
        alike!(growing growing_plain(0.4, 1.2, n));
        alike!(tuples tuples_plain(0.4, 1.2, n));
        alike!(options options_plain(0.4, 1.2, n));
    }
}

#[test]
fn types_of_ones_own() {
    let spring = |x: f64| Spring { x, v: 0.1 * x, name: "b".to_string() };
    let chain = Chain { springs: vec![spring(0.5), spring(1.0), spring(0.2)], time: 0.3 };
    for n in [0, 1, 2, 5, 17] {
        alike!(structs structs_plain(0.4, 1.2, n));
        alike!(lists_of_structs lists_of_structs_plain(&chain, 0.8, n));
        alike!(copied copied_plain(Vec2 { x: 0.4, y: 0.1 }, 0.3, n));
    }
}

#[test]
fn what_is_read_and_changed_elsewhere() {
    for n in [0, 1, 2, 5, 17] {
        alike!(several several_plain(0.4, &[0.5, 0.1, 0.3], 1.2, n));
        alike!(changed_before_and_after changed_before_and_after_plain(0.4, 1.2, n));
        alike!(through_references through_references_plain(&[0.4, 0.1, 0.3], 1.2, n));
    }
}

/// A loop in a function whose owned pullback is wanted: what it was lent has changed when the reverse sweep comes.
#[differentiate]
fn simulated(u: &[f64], scale: &mut f64, w: f64, n: usize) -> f64 {
    let mut h = u[0];
    #[checkpoint(snapshots = 2)]
    for i in 0..n {
        h = (h * w).sin() + u[i % u.len()];
        *scale *= 1.0 + 0.1 * h;
    }
    h * *scale
}

#[differentiate]
fn of_simulated(x: f64, w: f64, n: usize) -> f64 {
    let mut u = vec![x, 0.5 * x];
    let mut scale = w;
    let mut s = 0.0;
    for _ in 0..3 {
        s += simulated(&u, &mut scale, w, n);
        u[0] += 0.1 * s;
        scale *= 0.5;
    }
    s * scale
}

#[test]
fn what_is_lent() {
    for n in [0, 1, 2, 5, 9] {
        of_simulated::check(0.4, 0.9, n).expect("derivatives agree");
    }
}

const FEW: usize = 2;

/// With a number of snapshots that is a parameter, or a constant.
#[differentiate]
fn asked(x: f64, n: usize, k: usize) -> f64 {
    let mut h = x + k as f64;
    #[checkpoint(snapshots = k)]
    for _ in 0..n {
        h = h.sin() + x;
    }
    #[checkpoint(snapshots = FEW)]
    for _ in 0..n {
        h = h.cos() * x;
    }
    h
}

#[test]
fn numbers_of_snapshots() {
    for k in [1, 2, 5, 100] {
        asked::check(0.3, 9, k).expect("derivatives agree");
    }
}

/// Generic over floats, and over what a step is.
#[differentiate]
fn generic<T: Real, F: Fn(T) -> T>(x: T, step: F, n: usize) -> T {
    let mut h = x;
    #[checkpoint(snapshots = 2)]
    for _ in 0..n {
        h = step(h) * x;
    }
    h
}

#[differentiate]
fn of_generic(x: f64, w: f64, n: usize) -> f64 {
    generic(x, |h: f64| (h * w).sin(), n)
}

#[test]
fn generics() {
    of_generic::check(0.7, 1.3, 6).expect("derivatives agree");
}
