//! Programs that once were wrong or did not compile.

use ad_runtime::prelude::*;

/// A value of three arms, one of which returns.
#[differentiate]
fn relu6(x: f64, cap: f64) -> f64 {
    let y = if x < 0.0 {
        0.0
    } else if x > cap {
        return cap;
    } else {
        x
    };
    y * y
}

#[differentiate]
fn net(w: f64) -> f64 {
    3.0 * relu6(w, 6.0)
}

#[differentiate]
fn arms(x: f64, k: u8) -> f64 {
    let z = match k {
        1 => x,
        3 => return x,
        _ => 2.0 * x,
    };
    z * x
}

/// Ranges that don't begin at zero.
#[differentiate]
fn ranges(m: &[f64], c: usize) -> f64 {
    (1..m.len()).map(|i| m[i] * m[i]).sum::<f64>()
        + (c..m.len()).rev().map(|i| m[i] * m[i - 1]).sum::<f64>()
        + (c + 1..=m.len() - 1).map(|i| m[i].sin()).sum::<f64>()
}

#[derive(Clone, Debug, Differentiable)]
struct Point {
    x: f64,
    o: Option<f64>,
}

#[differentiate]
fn slice_of_structs(ps: &mut [Point]) -> f64 {
    ps[0].x *= ps[1].x;
    ps[0].x
}

#[differentiate]
fn emptied(p: &mut Option<f64>, x: f64) -> f64 {
    *p = None;
    x * x
}

#[differentiate]
fn taken(p: &mut Point, x: f64) -> f64 {
    p.o.take().unwrap_or(x) * x
}

#[differentiate]
fn taken_from_parameter(o: &mut Option<f64>) -> f64 {
    o.take().unwrap_or(1.0) * 2.0
}

#[derive(Clone, Debug, Differentiable)]
enum Either {
    One(f64),
    Two { x: f64, y: f64 },
}

#[differentiate]
fn swapped_in_place(e: &mut Either) -> f64 {
    match e {
        Either::One(x) => *x *= 2.0,
        Either::Two { x, y } => std::mem::swap(x, y),
    }
    match e {
        Either::One(x) => *x,
        Either::Two { x, y } => *x * *x + *y,
    }
}

#[differentiate]
fn flattened(b: &[Vec<f64>]) -> f64 {
    let mut m = b.to_vec();
    for p in m.iter_mut().flatten() {
        *p *= *p;
    }
    m.iter().flatten().map(|v| v * 3.0).sum()
}

#[differentiate]
fn closure_with_option(x: f64, t: f64) -> f64 {
    let g = |v: f64| -> Option<f64> {
        if v < t {
            return None;
        }
        Some(v * v)
    };
    g(x).unwrap_or(t)
}

#[derive(Clone, Debug, Default, Differentiable)]
struct Many {
    a: f64,
    b: f64,
}

#[differentiate]
fn defaulted(x: f64) -> f64 {
    let p = Many { a: x, ..Default::default() };
    p.a * p.a + p.b
}

#[differentiate]
fn taken_apart_option(s: &Point) -> f64 {
    let Point { x, o } = s;
    o.unwrap() * x
}

programs! {
    net(w) -> scalar at (2.0), (7.5), (-1.0);
    arms(x, const k) -> scalar at (10.0, 1), (10.0, 3), (10.0, 4);
    ranges(&m, const c) -> scalar at ([0.5, 1.5, -0.3, 0.8], 2);
    closure_with_option(x, t) -> scalar at (2.0, 1.0), (0.5, 1.0);
    defaulted(x) -> scalar at (2.0);
}

#[test]
fn of_other_types() {
    relu6::check(2.0, 6.0).unwrap();
    let point = |x: f64, o| Point { x, o };
    slice_of_structs::check(&mut [point(2.0, None), point(3.0, None)]).unwrap();
    emptied::check(&mut Some(1.0), 2.0).unwrap();
    taken::check(&mut point(2.0, Some(0.3)), 2.0).unwrap();
    taken::check(&mut point(2.0, None), 2.0).unwrap();
    taken_from_parameter::check(&mut Some(0.4)).unwrap();
    swapped_in_place::check(&mut Either::Two { x: 2.0, y: 3.0 }).unwrap();
    swapped_in_place::check(&mut Either::One(2.0)).unwrap();
    flattened::check(&[vec![1.0, 2.0], vec![0.5]]).unwrap();
    taken_apart_option::check(&point(2.0, Some(0.7))).unwrap();
}
