//! `match` with several arms, which is one statement: on enums by value, behind references, in lists and fields; on integers; with
//! guards, alternatives, bindings, arms that leave or panic.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
enum Shape {
    Circle(f64),
    Rect { w: f64, h: f64 },
    Triangle(f64, f64, f64),
    Empty,
}

#[derive(Clone, Debug, Differentiable)]
struct Part {
    shape: Shape,
    weight: f64,
}

#[differentiate]
fn area(s: &Shape, k: f64) -> f64 {
    match s {
        Shape::Circle(r) => k * r * r,
        Shape::Rect { w, h } => w * h * k,
        Shape::Triangle(a, b, c) => {
            let s = (a + b + c) / 2.0;
            (s * (s - a) * (s - b) * (s - c)).sqrt()
        }
        Shape::Empty => 0.0,
    }
}

#[differentiate]
fn owned(s: Shape, k: f64) -> f64 {
    let scale = k.exp();
    match s {
        Shape::Rect { h, w: width } => (width * h).sin() * scale,
        Shape::Circle(r) => r.powi(3) * scale,
        Shape::Triangle(a, _, c) => a * c,
        Shape::Empty => k,
    }
}

#[differentiate]
fn in_a_list(shapes: &[Shape], k: f64) -> f64 {
    let mut sum = k;
    for i in 0..shapes.len() {
        sum += match &shapes[i] {
            Shape::Circle(r) => (r * sum).sin(),
            Shape::Rect { w, .. } if *w > 1.0 => w.ln() * sum,
            Shape::Rect { w, h } => w * h + sum.cos(),
            Shape::Triangle(a, b, c) => a * b * c,
            Shape::Empty => sum * 0.1,
        };
    }
    for shape in shapes {
        match shape {
            Shape::Circle(r) => sum *= r.cos(),
            Shape::Triangle(a, b, _) => {
                sum += a * b;
                sum = sum.tanh();
            }
            Shape::Rect { .. } | Shape::Empty => {}
        }
    }
    sum
}

#[differentiate]
fn in_fields(parts: &[Part]) -> f64 {
    let mut sum = 0.0;
    for part in parts {
        sum += part.weight
            * match part.shape {
                Shape::Circle(r) => r * r,
                Shape::Rect { w, h } => w * h,
                Shape::Triangle(a, b, c) => a.max(b).max(c),
                Shape::Empty => 1.0,
            };
    }
    sum
}

/// Arms that leave are branches.
#[differentiate]
fn leaving(x: f64, codes: &[i32]) -> f64 {
    let mut z = x;
    for code in codes {
        match *code {
            0 => continue,
            1 => z = z.sin() * x,
            n @ 2..=4 => z += x * f64::from(n),
            5 | 6 => break,
            7 => return z * z,
            -1 => panic!("a code that isn't one"),
            _ => z *= 0.5,
        }
        z += 0.1 * x;
    }
    z * x
}

/// What is looked at changes in the arms.
#[differentiate]
fn machine(x: f64, n: usize) -> f64 {
    let mut state = 0;
    let mut z = x;
    for _ in 0..n {
        match state {
            0 => {
                z = z * z.exp();
                state = 2;
            }
            1 => {
                z = (z * x).sin();
                state = 3;
            }
            2 => {
                z = z.ln() * z;
                state = 1;
            }
            3 => {
                z += z.cos() * x;
                state = 4;
            }
            _ => {
                z = z.tanh() + z * z;
                state = 0;
            }
        }
    }
    z
}

/// Arms in arms, in branches, with loops in them.
#[differentiate]
fn nested(x: f64, a: u8, b: u8) -> f64 {
    let mut sum = x;
    if x > 0.0 {
        sum = match a {
            0 => sum.exp(),
            1 => match b {
                0 => sum.sin(),
                1 => sum * sum.cos(),
                _ => {
                    let mut t = sum;
                    for i in 0..3 {
                        t = match i {
                            0 => t.sin() * x,
                            1 => t.exp() + t,
                            _ => t * t,
                        };
                    }
                    t
                }
            },
            2 => unreachable!(),
            _ => sum.tanh() * x,
        };
    }
    sum * sum
}

programs! {
    machine(x, const n) -> scalar at (0.8, 0), (0.8, 1), (0.8, 3), (0.8, 11);
    nested(x, const a, const b) -> scalar at
        (0.7, 0, 0), (0.7, 1, 0), (0.7, 1, 1), (0.7, 1, 2), (0.7, 3, 0), (-0.7, 1, 2);
}

#[test]
fn arms_that_leave() {
    let all: [&[i32]; 4] = [&[0, 1, 2, 3, 8], &[1, 6, 2], &[4, 1, 7, 2], &[9, 9]];
    for codes in all {
        leaving::check(0.7, codes).expect("leaves or goes on");
    }
}

#[test]
fn of_enums() {
    let shapes = [
        Shape::Circle(0.7),
        Shape::Rect { w: 1.2, h: 0.5 },
        Shape::Rect { w: 0.2, h: 0.5 },
        Shape::Triangle(1.0, 1.1, 0.9),
        Shape::Empty,
    ];
    for shape in &shapes {
        area::check(shape, 0.4).expect("behind a reference");
        owned::check(shape.clone(), 0.4).expect("by value");
    }
    in_a_list::check(&shapes, 0.4).expect("in a list");
    let part = |(i, shape): (usize, &Shape)| Part { shape: shape.clone(), weight: 1.0 + i as f64 };
    let parts: Vec<_> = shapes.iter().enumerate().map(part).collect();
    in_fields::check(&parts).expect("in fields");
    let (value, (_, k_bar)) = area::value_and_grad(&shapes[1], 0.4);
    assert!((value - 0.24).abs() < 1e-15 && (k_bar - 0.6).abs() < 1e-15);
}
