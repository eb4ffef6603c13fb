//! What closures capture by reference, used as what it is: copied, taken apart, matched, handed on by value.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct P {
    x: f64,
    y: f64,
}

#[derive(Clone, Debug, Differentiable)]
enum Curve {
    Ball(f64),
    Rectangle { a: f64, b: f64 },
    Path(Vec<f64>),
}

#[derive(Clone, Copy, Debug, Differentiable)]
enum Shape {
    Circle(f64),
    Square(f64),
}

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiate]
fn norm(p: P, k: f64) -> f64 {
    p.x * p.x * k + p.y
}

#[differentiate]
fn total(xs: &[f64]) -> f64 {
    xs.iter().map(|x| x * x).sum()
}

#[differentiate]
fn arrays(arr: [f64; 3], x: f64) -> f64 {
    twice(
        |y| {
            let mut s = 0.0;
            for a in arr {
                s += a * y;
            }
            s
        },
        x,
    )
}

#[differentiate]
fn pairs(a: f64, b: f64, x: f64) -> f64 {
    let pair = (a * b, b);
    twice(
        |y| {
            let w = pair;
            let (u, v) = pair;
            w.0 * y + u * v
        },
        x,
    )
}

#[differentiate]
fn options(k: Option<f64>, x: f64) -> f64 {
    twice(
        |y| match k {
            Some(k) => k * y,
            None => y * y,
        },
        x,
    )
}

#[differentiate]
fn shapes(s: Shape, x: f64) -> f64 {
    twice(
        |y| match s {
            Shape::Circle(r) => r * r * y,
            Shape::Square(a) => a * y.sin(),
        },
        x,
    )
}

#[differentiate]
fn lists(a: f64, b: f64, x: f64) -> f64 {
    let list = vec![a, b, a * b];
    twice(|y| total(&list) * y + list[0] * list.len() as f64 + list.iter().sum::<f64>(), x)
}

#[differentiate]
fn structs(p: P, x: f64) -> f64 {
    twice(
        |y| {
            let q = P { x: y, ..p };
            norm(p, y) + norm(q, p.x) + q.y
        },
        x,
    )
}

#[differentiate]
fn nested(p: P, x: f64) -> f64 {
    twice(|y| twice(|z| norm(p, z) * y * 0.1, y), x)
}

#[differentiate]
fn copies(p: P, arr: [f64; 3], x: f64) -> f64 {
    twice(
        |y| {
            let q = p;
            let b = arr;
            let c = b.map(|v| v * y);
            norm(q, c[0]) + c[1] + b[2] * q.y
        },
        x,
    )
}

/// A guard is the user's code: what a name is bound to is what the user's name is.
#[differentiate]
fn guarded(curve: Curve, pair: (f64, Option<f64>), list: Option<Vec<f64>>, x: f64) -> f64 {
    twice(
        |y| {
            let area = match curve {
                Curve::Ball(r) if r > 0.5 => r * r * y,
                Curve::Ball(r) => r + y,
                Curve::Rectangle { a, b } if a > b => a * b * y,
                Curve::Rectangle { a, .. } => a * y,
                Curve::Path(ref points) if points.len() > 2 => points[0] * y,
                Curve::Path(ref points) => points.iter().sum::<f64>() * y,
            };
            let (first, second) = pair;
            let more = match (second, &list) {
                (Some(v), Some(list)) if v > 0.2 && list.len() > 1 => v * list[0],
                (Some(v), None) => v,
                (_, Some(list)) => list[0],
                _ => 0.5,
            };
            let rest = match &curve {
                Curve::Ball(r) if *r > 0.5 => *r,
                Curve::Rectangle { a, b } if a < b => a * b,
                _ => 1.0,
            };
            let Some(v) = second else { return y.sin() * area };
            let w = if let Some(u) = second
                && u < 0.5
            {
                u * y
            } else {
                y
            };
            area.sin() + more * rest + first * v * w
        },
        x,
    )
}

/// What takes nothing of a closure's parameters may be anything.
#[differentiate]
fn constant_code(x: f64) -> f64 {
    twice(
        |y| {
            let rates = std::collections::BTreeMap::from([("fast".to_string(), 2.25)]);
            let rate = rates.get("fast").copied().unwrap_or(1.0) * y;
            (0.75 * rate).cos()
        },
        x,
    )
}

programs! {
    constant_code(x) -> scalar at (0.3), (0.7);
    pairs(a, b, x) -> scalar at (0.3, 0.4, 0.7);
    lists(a, b, x) -> scalar at (0.3, 0.4, 0.7);
}

#[test]
fn values_of_other_types() {
    let (p, arr) = (P { x: 0.3, y: 0.4 }, [0.3, 0.4, 0.5]);
    arrays::check(arr, 0.7).unwrap();
    options::check(Some(0.3), 0.7).unwrap();
    options::check(None, 0.7).unwrap();
    shapes::check(Shape::Circle(0.3), 0.7).unwrap();
    shapes::check(Shape::Square(0.3), 0.7).unwrap();
    structs::check(p, 0.7).unwrap();
    nested::check(p, 0.7).unwrap();
    copies::check(p, arr, 0.7).unwrap();
}

#[test]
fn guards() {
    let curves = [
        Curve::Ball(0.3),
        Curve::Ball(0.8),
        Curve::Rectangle { a: 0.6, b: 0.4 },
        Curve::Rectangle { a: 0.4, b: 0.6 },
        Curve::Path(vec![0.3, 0.4]),
        Curve::Path(vec![0.3, 0.4, 0.5]),
    ];
    for curve in curves {
        for second in [None, Some(0.1), Some(0.3), Some(0.7)] {
            for list in [None, Some(vec![0.6]), Some(vec![0.6, 0.7])] {
                guarded::check(curve.clone(), (0.9, second), list, 0.7).unwrap();
            }
        }
    }
}
