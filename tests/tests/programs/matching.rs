//! `match`, `if let`, `while let`, `let else`, `?`, `break` with a value, labelled blocks.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Linear,
    Quadratic,
    Wave,
}

#[derive(Clone, Debug, Differentiable)]
enum Shape {
    Circle(f64),
    Rectangle { width: f64, height: f64 },
    Polygon(Vec<f64>),
    Nothing,
}

#[differentiate]
fn by_integer(x: f64, n: usize) -> f64 {
    match n {
        0 => x,
        1 | 2 => x * x,
        3..=5 => x.sin() * n as f64,
        k if k % 2 == 0 => x.exp() / k as f64,
        _ => -x,
    }
}

#[differentiate]
fn by_float(x: f64, y: f64) -> f64 {
    match (x > 0.0, y) {
        (true, b) if b > 1.0 => x * b,
        (true, b) => x + b * b,
        (false, b) => x * x * b,
    }
}

#[differentiate]
fn by_kind(x: f64, #[constant] kind: &Kind) -> f64 {
    let scale = match kind {
        Kind::Linear => 1.0,
        Kind::Quadratic => x,
        Kind::Wave => x.cos(),
    };
    scale * x
}

fn all_kinds(x: f64, n: usize) -> f64 {
    by_kind(x, &[Kind::Linear, Kind::Quadratic, Kind::Wave][n])
}

#[differentiate]
fn area(x: f64, y: f64, n: usize) -> f64 {
    let shape = match n {
        0 => Shape::Circle(x * y),
        1 => Shape::Rectangle { width: x, height: y.exp() },
        2 => Shape::Polygon(vec![x, y, x * y]),
        _ => Shape::Nothing,
    };
    let area = match &shape {
        Shape::Circle(r) => 3.0 * r * r,
        Shape::Rectangle { width, height } => width * height,
        Shape::Polygon(sides) => {
            let mut total = 0.0;
            for side in sides {
                total += side * side;
            }
            total
        }
        Shape::Nothing => 0.0,
    };
    if let Shape::Circle(r) = shape {
        return area + r;
    }
    area * x
}

#[differentiate]
fn optional(x: f64, y: f64) -> f64 {
    let first = if x > 1.0 { Some(x * y) } else { None };
    let second = if let Some(v) = first { v * v } else { y };
    let Some(third) = Some(second * x) else { return 0.0 };
    third + first.unwrap_or(x) + first.map_or(0.5 * y, |v| v.sin())
}

fn root_of(x: f64) -> Option<f64> {
    if x < 0.0 { None } else { Some(x.sqrt()) }
}

#[differentiate]
fn root(x: f64) -> Option<f64> {
    if x < 0.0 { None } else { Some(x.sqrt()) }
}

#[differentiate]
fn product_of_roots(x: f64, y: f64) -> Option<f64> {
    let a = root(x)?;
    let b = root(y)?;
    Some(a * b + x)
}

#[differentiate]
fn with_roots(x: f64, y: f64) -> f64 {
    match product_of_roots(x, y) {
        Some(p) => p * x,
        None => x * y,
    }
}

#[derive(Clone, Debug)]
struct Negative;

#[differentiate]
fn checked_ln(x: f64) -> Result<f64, Negative> {
    if x <= 0.0 {
        return Err(Negative);
    }
    Ok(x.ln())
}

#[differentiate]
fn sum_of_logs(x: &[f64]) -> Result<f64, Negative> {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let l = checked_ln(x[i])?;
        sum += l * l;
    }
    Ok(sum)
}

#[differentiate]
fn logs_or_sum(x: &[f64]) -> f64 {
    match sum_of_logs(x) {
        Ok(v) => v * x[0],
        Err(_) => x[0] + x[1],
    }
}

#[differentiate]
fn drained(x: &[f64]) -> f64 {
    let mut stack = x.to_vec();
    let mut sum = 0.0;
    while let Some(top) = stack.pop() {
        sum = sum * 0.5 + top * top;
        if top > 2.0 {
            stack.push(top - 2.5);
        }
    }
    sum
}

#[differentiate]
fn broken_with_value(x: f64) -> f64 {
    let mut y = x;
    let steps = loop {
        y = y * 1.5 + 0.1;
        if y > 10.0 {
            break y * y;
        }
    };
    steps + x
}

#[differentiate]
fn labelled_block(x: f64, y: f64) -> f64 {
    let v = 'found: {
        if x > 2.0 {
            break 'found x * y;
        }
        let z = x + y;
        if z < 0.0 {
            break 'found -z;
        }
        z * z
    };
    v * x
}

#[differentiate]
fn later(x: f64, y: f64) -> f64 {
    let z;
    if x < y {
        z = x * 2.0;
    } else {
        z = y * x;
    }
    z * z
}

#[differentiate]
fn arrays_taken_apart(p: [f64; 3], q: &[f64]) -> f64 {
    let [a, b, c] = p;
    let tail = match q {
        [] => a,
        [one] => *one * b,
        [first, .., last] => first * last,
    };
    let [x, rest @ ..] = &p;
    tail + c * rest[1] + x * rest[0]
}

#[differentiate]
fn values_in_branches(x: f64, y: f64) -> f64 {
    let z = if x > 0.0 {
        if y > 2.0 {
            return x;
        }
        x * y
    } else {
        y
    };
    let w = match z {
        v if v > 4.0 => panic!("too large"),
        v => v * 2.0,
    };
    w + z
}

#[differentiate]
fn matched_binding(x: f64, n: i32) -> f64 {
    match n {
        k @ 1..=3 => x * k as f64,
        k @ (4 | 6) => x.powi(k),
        ref k => x / *k as f64,
    }
}

#[differentiate]
fn nested_options(x: f64, y: f64) -> f64 {
    let pair = if x > 0.0 { Some((x, Some(y))) } else { Some((y, None)) };
    match pair {
        Some((a, Some(b))) if a > b => a * b,
        Some((a, Some(b))) => a + b * b,
        Some((a, None)) => a.exp(),
        None => 0.0,
    }
}

#[test]
fn plain_functions_are_as_they_were() {
    assert_eq!(root_of(4.0), Some(2.0));
    assert_eq!(all_kinds(2.0, 1), 4.0);
}

programs! {
    by_integer(x, const n) -> scalar at (0.7, 0), (0.7, 1), (0.7, 2), (0.7, 4), (0.7, 6), (0.7, 7);
    by_float(x, y) -> scalar at (1.0, 2.0), (1.0, 0.5), (-1.0, 2.0);
    area(x, y, const n) -> scalar at (0.7, 1.2, 0), (0.7, 1.2, 1), (0.7, 1.2, 2), (0.7, 1.2, 3);
    optional(x, y) -> scalar at (1.5, 0.3), (0.5, 0.3);
    with_roots(x, y) -> scalar at (2.0, 3.0), (2.0, -3.0), (-2.0, 3.0);
    logs_or_sum(&x) -> scalar at ([2.0, 3.0, 0.5]), ([2.0, -3.0, 0.5]);
    drained(&x) -> scalar at ([0.5, 2.2, 1.0, 3.0]);
    broken_with_value(x) -> scalar at (0.3), (11.0);
    labelled_block(x, y) -> scalar at (3.0, 2.0), (1.0, 2.0), (1.0, -2.0);
    later(x, y) -> scalar at (1.0, 2.0), (3.0, 2.0);
    values_in_branches(x, y) -> scalar at (1.0, 3.0), (1.0, 1.0), (-1.0, 1.0);
    matched_binding(x, const n) -> scalar at (1.5, 2), (1.5, 4), (1.5, 7);
    nested_options(x, y) -> scalar at (2.0, 1.0), (1.0, 2.0), (-1.0, 0.5);
}

#[test]
fn by_kind_of_a_constant() {
    for kind in [Kind::Linear, Kind::Quadratic, Kind::Wave] {
        by_kind::check(0.8, &kind).unwrap();
    }
}

#[test]
fn arrays_of_every_length() {
    for q in [&[][..], &[5.0], &[4.0, 9.0, 7.0]] {
        arrays_taken_apart::check([1.0, 2.0, 3.0], q).unwrap();
    }
}

/// A value whose branch returns, inside branches that may return.
#[differentiate]
fn returns_inside_of_values(x: f64, y: f64) -> f64 {
    if x > 0.0 {
        let z = if y > 1.0 { x * y } else { return x };
        if z > 5.0 {
            return z * z;
        }
        let w = match z > 2.0 {
            true => return z.sin(),
            false => z,
        };
        if w < 0.0 {
            return w;
        }
    }
    x + y
}

#[test]
fn returns_inside_of_values_are_made() {
    for (x, y) in [(1.0, 0.5), (3.0, 2.0), (2.0, 1.5), (0.5, 1.5), (-1.0, 2.0)] {
        returns_inside_of_values::check(x, y).unwrap();
    }
}

/// What waits for a `break` has a name of its own beside the result.
#[differentiate]
fn waiting_value(x: f64, y: f64) -> f64 {
    let v = 'block: {
        if x > 10.0 {
            break 'block x * y;
        }
        x + y
    };
    if y > 0.5 * v { x * x } else { y * v.sin() }
}

#[test]
fn a_waiting_value_is_not_the_result() {
    for (x, y) in [(1.0, 0.5), (1.0, 2.0), (12.0, 0.2), (3.0, 5.0)] {
        waiting_value::check(x, y).unwrap();
    }
}
