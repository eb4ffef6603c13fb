//! Calls of other differentiated functions: here, in other modules, in another crate.

use ad_runtime::prelude::*;
use ad_tests::callees::lists::softmax;
use ad_tests::callees::{self, logistic, offset_power, sum_of_squares};

#[differentiate]
fn product(x: f64, y: f64) -> f64 {
    x * y.sin()
}

/// Functions in a module of their own.
mod inner {
    use ad_runtime::prelude::*;

    #[differentiate]
    pub fn cubic(x: f64) -> f64 {
        super::product(x, x) * x
    }

    #[differentiate]
    pub(super) fn scaled(x: &[f64], factor: f64, n: usize, negate: bool) -> Vec<f64> {
        let mut y = x.to_vec();
        for i in 0..n {
            y[i] *= if negate { -factor } else { factor };
        }
        y
    }

    pub mod deeper {
        use ad_runtime::prelude::*;

        #[differentiate]
        pub fn moments(x: &[f64]) -> (f64, f64) {
            let n = x.len() as f64;
            let mut mean = 0.0;
            for i in 0..x.len() {
                mean += x[i] / n;
            }
            let mut variance = 0.0;
            for i in 0..x.len() {
                variance += (x[i] - mean).powi(2) / n;
            }
            (mean, variance)
        }
    }
}

#[differentiate]
fn chain(x: f64) -> f64 {
    let y = product(x, x);
    inner::cubic(product(y, 2.0)) + inner::cubic(y) * self::product(0.5, x)
}

#[differentiate]
fn in_a_loop(x: &[f64]) -> f64 {
    let mut y = 0.3;
    for i in 0..x.len() {
        y = product(y + x[i], x[i]) + logistic(y);
    }
    y
}

#[differentiate]
fn in_branches(x: f64, y: f64) -> f64 {
    if product(x, y) > 0.2 {
        product(y, x)
    } else if logistic(x) < 0.4 {
        -logistic(y)
    } else {
        inner::cubic(x) + product(x, 1.0)
    }
}

#[differentiate]
fn by_views(x: &[f64], n: usize) -> f64 {
    let mut sum = sum_of_squares(x);
    for i in 0..x.len() / n {
        let row = &x[i * n..(i + 1) * n];
        sum = sum * 0.5
            + sum_of_squares(row) * sum_of_squares(&x[..i + 1])
            + sum_of_squares(&row[1..]);
    }
    sum
}

#[differentiate]
fn dot(x: &[f64], y: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * y[i];
    }
    sum
}

/// The same slice twice, and parts of one slice.
#[differentiate]
fn same_slice_twice(x: &[f64]) -> f64 {
    let n = x.len() / 2;
    dot(x, x) + dot(&x[..n], &x[n..]) * dot(&x[..n], &x[..n])
}

/// The arguments are changed after the call.
#[differentiate]
fn changed_afterwards(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    let before = sum_of_squares(&a);
    a[0] = before * a[1];
    let between = dot(&a, x);
    for i in 0..a.len() {
        a[i] = a[i] * between;
    }
    before + between * sum_of_squares(&a[1..])
}

#[differentiate]
fn changed_in_loops(x: [f64; 3]) -> f64 {
    let mut a = x;
    let mut total = 0.0;
    for i in 0..3 {
        let norm = sum_of_squares(&a);
        a[i] = norm * x[2 - i];
        total += dot(&a, &x);
    }
    total
}

#[differentiate]
fn tuples_and_lists(x: &[f64], factor: f64) -> f64 {
    let (mean, variance) = inner::deeper::moments(x);
    let scaled = inner::scaled(x, factor * mean, 2, variance > 0.5);
    let moments = inner::deeper::moments(&scaled);
    let turned = callees::rotate((mean, moments.1), variance);
    turned.0 * scaled[0] + turned.1 * scaled[x.len() - 1] + moments.0
}

#[differentiate]
fn attention(scores: &[f64], values: &[f64]) -> f64 {
    let weights = softmax(scores);
    let mut sum = 0.0;
    for i in 0..weights.len() {
        sum += weights[i] * values[i];
    }
    let sharper = softmax(&weights);
    sum * sharper[0]
}

#[differentiate]
fn with_constants(x: f64, n: i32) -> f64 {
    const OFFSET: f64 = 0.5;
    offset_power(x, OFFSET, 3)
        + offset_power(2.0 * x, 1.5, n)
        + offset_power(x, -2.0, n + 1)
        + ad_tests::callees::logistic(-1.0) * x
}

#[differentiate]
fn ignored_results(x: &[f64], y: f64) -> f64 {
    let _ = sum_of_squares(x);
    let (mean, _) = inner::deeper::moments(x);
    let unused = product(y, y);
    if unused > 100.0 {
        println!("{unused}");
    }
    mean * y
}

#[differentiate]
fn matrix(x: f64, y: f64) -> [[f64; 2]; 2] {
    [[x, x * y], [y.cos(), 1.0]]
}

#[differentiate]
fn trace_of_square(m: [[f64; 2]; 2]) -> f64 {
    m[0][0] * m[0][0] + 2.0 * m[0][1] * m[1][0] + m[1][1] * m[1][1]
}

#[differentiate]
fn arrays_between(x: f64, y: f64) -> f64 {
    let mut m = matrix(x, y);
    let first = trace_of_square(m);
    m[0][1] *= first;
    let n = matrix(m[0][1], m[1][0]);
    trace_of_square(n) + trace_of_square([[x, 0.5], n[1]])
}

#[differentiate]
fn consumed(values: Vec<f64>, scale: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..values.len() {
        sum += values[i].sin() * scale;
    }
    sum
}

#[differentiate]
fn lists_by_value(x: &[f64]) -> f64 {
    let y = x.to_vec();
    let z = y.clone();
    consumed(y, x[0]) + consumed(x.to_vec(), 2.0) + consumed(vec![x[0], 1.0, x[1] * x[2]], z[1])
}

#[differentiate]
fn while_calling(x: f64) -> f64 {
    let mut y = x;
    let mut n = 0;
    while logistic(y) < 0.95 && n < 20 {
        y += product(0.5, y) + logistic(y);
        n += 1;
    }
    y * n as f64
}

programs! {
    chain(x) -> scalar at (0.8), (-1.7);
    in_a_loop(&x) -> scalar at (vec![0.5, -1.2, 0.9]), (vec![]);
    in_branches(x, y) -> scalar at (1.0, 0.7), (-1.0, 0.4), (0.9, -0.3);
    by_views(&x, const n) -> scalar at (vec![0.5, -1.2, 0.9, 0.3, 0.7, -0.6], 2);
    same_slice_twice(&x) -> scalar at (vec![0.5, -1.2, 0.9, 0.3]);
    changed_afterwards(&x) -> scalar at (vec![0.5, -1.2, 0.9]);
    changed_in_loops(x) -> scalar at ([0.5, -1.2, 0.9]);
    tuples_and_lists(&x, factor) -> scalar at (vec![0.5, -1.2, 1.9], 0.7), (vec![0.5, 0.2, 0.4], 1.3);
    attention(&scores, &values) -> scalar at (vec![0.5, -1.2, 1.9], vec![0.3, 0.8, -0.4]);
    with_constants(x, const n) -> scalar at (0.8, 2);
    ignored_results(&x, y) -> scalar at (vec![0.5, -1.2], 1.1);
    arrays_between(x, y) -> scalar at (0.6, -0.9);
    lists_by_value(&x) -> scalar at (vec![0.5, -1.2, 0.9]);
    while_calling(x) -> scalar at (0.2), (5.0);
}
