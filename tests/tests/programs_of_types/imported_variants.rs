//! Variants, structs and constants in patterns, named as rustc finds them.

#![allow(dead_code)]

use ad_runtime::prelude::*;
mod shapes {
    use ad_runtime::prelude::*;
    #[derive(Clone, Debug, Differentiable)]
    pub enum Shape {
        Ball(f64),
        Cube { side: f64, n: usize },
        Nothing,
    }
    pub const MAX: usize = 3;
    #[derive(Clone, Debug, Differentiable)]
    pub struct Secs(pub f64);
    #[derive(Clone, Debug, Differentiable)]
    pub struct Point {
        pub x: f64,
        pub y: f64,
    }
}
use shapes::{MAX, Point, Secs, Shape, Shape::*};
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Fast,
    Slow(usize),
}
use Mode::*;

#[differentiate]
fn volume(shape: &Shape, x: f64) -> f64 {
    match shape {
        Ball(r) => r * r * r * x,
        Cube { side, .. } => side * side * x,
        Nothing => x,
    }
}

#[differentiate]
fn only_ball(shape: &Shape, x: f64) -> f64 {
    match shape {
        Ball(_) => x * x,
        _ => x,
    }
}

#[differentiate]
fn if_ball(shape: Shape, x: f64) -> f64 {
    let y = if let Ball(r) = &shape { r * x } else { x };
    let Cube { side, n } = shape else { return y };
    y * side.sin() * n as f64
}

#[differentiate]
fn in_tuples(a: &Shape, b: &Shape) -> f64 {
    match (a, b) {
        (Ball(r), Ball(s)) => r * s,
        (Cube { side, .. }, Ball(r)) | (Ball(r), Cube { side, .. }) => side * r * r,
        (Nothing, _) | (_, Nothing) => 1.0,
        (Cube { side: s, .. }, Cube { side: t, .. }) => s.sin() * t,
    }
}

#[differentiate]
fn constants(x: f64, n: usize, #[constant] mode: Mode, limit: Option<usize>) -> f64 {
    const ZERO: usize = 0;
    let a = match n {
        ZERO => x,
        MAX => x * x,
        shapes::MAX.. => x.sin(),
        _ => x.cos(),
    };
    let b = match mode {
        Fast => 2.0 * x,
        Slow(MAX) => x * 4.0,
        Slow(k) => x * k as f64,
    };
    let c = if let Some(MAX) = limit { x } else { 1.0 };
    let d = match limit {
        None => x,
        Some(ZERO | 1) => x * x,
        Some(_) => 3.0,
    };
    a * b * c * d
}

#[differentiate]
fn structs(s: Secs, p: &Point) -> f64 {
    let Secs(t) = s;
    let q = match p {
        Point { x: 0.0, y } => *y,
        Point { x, y } => x * y,
    };
    let r = match p {
        Point { x, y: 1.0 } => x * x,
        _ => t,
    };
    let Point { x, .. } = p;
    t * q * r * x
}

#[differentiate]
fn struct_or_else(s: &Secs) -> f64 {
    match s {
        Secs(x) if *x > 1.0 => x * x,
        Secs(x) if *x < 0.0 => -x,
        _ => s.0 * 3.0,
    }
}

#[differentiate]
fn changed(shape: &mut Shape, x: f64) {
    match shape {
        Ball(r) => *r *= x,
        Cube { side, .. } => *side += x * *side,
        Nothing => {}
    }
}
#[test]
fn names_in_patterns() {
    let shapes = [Ball(0.7), Cube { side: 0.4, n: 2 }, Nothing];
    for s in &shapes {
        volume::check(s, 0.3).unwrap();
        only_ball::check(s, 0.3).unwrap();
        if_ball::check(s.clone(), 0.3).unwrap();
        assert_eq!(only_ball::value_and_grad(s, 0.3).0, only_ball(s, 0.3));
        for t in &shapes {
            if !matches!((s, t), (Nothing, Nothing)) {
                in_tuples::check(s, t).unwrap();
            }
        }
        changed::check(&mut s.clone(), 0.3).unwrap();
    }
    for n in 0..6 {
        for mode in [Fast, Slow(3), Slow(5)] {
            for l in [None, Some(0), Some(3), Some(4)] {
                constants::check(0.3, n, mode, l).unwrap();
                assert_eq!(
                    constants::value_and_grad(0.3, n, mode, l).0,
                    constants(0.3, n, mode, l)
                );
            }
        }
    }
    structs::check(Secs(0.4), &Point { x: 0.2, y: 0.7 }).unwrap();
    structs::check(Secs(0.4), &Point { x: 0.2, y: 1.0 }).unwrap();
    for x in [2.0, 0.5, -1.0] {
        struct_or_else::check(&Secs(x)).unwrap();
    }
}
