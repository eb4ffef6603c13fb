//! Integers that are cast from differentiated values: they are constants.

use ad_runtime::prelude::*;

#[differentiate]
fn table_lookup(t: f64, table: &[f64]) -> f64 {
    let i = (t as usize).min(table.len() - 2);
    let f = t - i as f64;
    table[i] * (1.0 - f) + table[i + 1] * f
}

#[differentiate]
fn bilinear_lookup(x: f64, y: f64, grid: &[Vec<f64>]) -> f64 {
    let (i, j) = (x.floor() as usize, y.floor() as usize);
    let (u, v) = (x - i as f64, y - j as f64);
    let at = |di: usize, dj: usize| grid[i + di][j + dj];
    at(0, 0) * (1.0 - u) * (1.0 - v)
        + at(1, 0) * u * (1.0 - v)
        + at(0, 1) * (1.0 - u) * v
        + at(1, 1) * u * v
}

#[differentiate]
fn wrapped_angle(angle: f64) -> f64 {
    let turns = (angle / 360.0) as i64;
    let rest = angle - 360.0 * turns as f64;
    if rest < 0.0 { rest + 360.0 } else { rest }
}

#[differentiate]
fn reduced_argument(x: f64) -> f64 {
    let quadrant = (x / std::f64::consts::FRAC_PI_2).round() as i32;
    let r = x - quadrant as f64 * std::f64::consts::FRAC_PI_2;
    match quadrant.rem_euclid(4) {
        0 => r.sin(),
        1 => r.cos(),
        2 => -r.sin(),
        _ => -r.cos(),
    }
}

/// An integer of another one, in a loop, as an exponent and as an argument.
#[differentiate]
fn scaled_exponential(x: f64) -> f64 {
    let k = (x / std::f64::consts::LN_2) as i32;
    let r = x - f64::from(k) * std::f64::consts::LN_2;
    let mut term = 1.0;
    let mut sum = 1.0;
    for n in 1..12 + k.min(3) {
        term *= r / n as f64;
        sum += term;
    }
    sum * 2.0_f64.powi(k)
}

fn hashed(n: i64) -> f64 {
    let n = (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((n >> 40) as f64) / ((1u64 << 24) as f64)
}

/// Value noise: the lattice is hashed by a plain function.
#[differentiate]
fn value_noise(x: f64) -> f64 {
    let cell = x.floor();
    let i = cell as i64;
    let t = x - cell;
    let s = t * t * (3.0 - 2.0 * t);
    hashed(i) * (1.0 - s) + hashed(i + 1) * s
}

/// A differentiated function that takes the integer.
#[differentiate]
fn power(x: f64, n: usize) -> f64 {
    (0..n).map(|_| x).product()
}

#[differentiate]
fn integers_as_arguments(x: f64) -> f64 {
    let n = (x * 2.0) as usize + 1;
    power(x, n) + power(0.5 * x, (x + 2.5) as usize) * n as f64
}

#[derive(Clone, Debug, Differentiable)]
struct Cell {
    index: usize,
    offset: f64,
}

#[differentiate]
fn integers_in_structs(x: f64, table: &[f64]) -> f64 {
    let index = x as usize;
    let cell = Cell { index, offset: x - index as f64 };
    table[cell.index] + cell.offset * cell.index as f64
}

#[differentiate]
fn integers_that_change(x: f64) -> f64 {
    let mut n = x as u32;
    let mut y = x;
    while n > 1 {
        n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
        y += n as f64 * x.sin();
    }
    y / (1 + n) as f64
}

programs! {
    table_lookup(t, &table) -> scalar at (1.5, [1.0, 2.0, 5.0]), (0.25, [1.0, 2.0, 5.0]), (2.5, [1.0, 2.0, 5.0]);
    bilinear_lookup(x, y, &grid) -> scalar at (0.5, 1.25, vec![vec![1.0, 2.0, 4.0], vec![3.0, 5.0, 2.0]]);
    wrapped_angle(a) -> scalar at (800.0), (-45.0), (-730.0);
    reduced_argument(x) -> scalar at (0.3), (1.7), (3.5), (5.0), (-1.2);
    scaled_exponential(x) -> scalar at (0.5), (3.0), (-0.4);
    value_noise(x) -> scalar at (0.3), (5.75), (-2.25);
    integers_as_arguments(x) -> scalar at (1.3), (0.4);
    integers_in_structs(x, &table) -> scalar at (1.25, [1.0, 2.0, 5.0]);
    integers_that_change(x) -> scalar at (6.5), (1.5);
}
