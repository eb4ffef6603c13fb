//! Functions of many shapes, whose derivatives must compile without a warning.

use ad_runtime::prelude::*;

/// Straight-line code.
#[differentiate]
#[inline]
#[must_use]
pub fn rosenbrock(x: f64, y: f64) -> f64 {
    (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2)
}

/// Branches and early returns; conditions that derivatives don't need.
#[differentiate]
pub fn piecewise(x: f64, y: f64) -> f64 {
    if x < 0.0 {
        return y;
    }
    let mut z = if x > 1.0 && y != 0.0 { x / y } else { x * y };
    if z > 2.0 {
        z -= 1.0;
    }
    z.sqrt() + y.abs().max(x)
}

/// Loops that store, replay and recompute.
#[differentiate]
pub fn smoothed(x: &[f64], rate: f64, n: usize) -> f64 {
    let mut state = x.to_vec();
    let mut total = 0.0;
    for _ in 0..n {
        for i in (1..state.len()).rev() {
            state[i] = rate * state[i] + (1.0 - rate) * state[i - 1].sin();
        }
        total += state[0] * state[state.len() - 1];
    }
    total
}

/// A `while` whose trip count depends on the data.
#[differentiate]
pub fn square_root(a: f64) -> f64 {
    let mut x = a;
    let mut n = 0;
    while (x * x - a).abs() > 1e-12 && n < 50 {
        x = 0.5 * (x + a / x);
        n += 1;
    }
    x
}

/// A tuple of everything.
#[differentiate]
pub fn summary(x: &[f64], scale: &f64) -> (f64, [f64; 2], Vec<f64>, usize) {
    let first = x[0] * scale;
    let scaled = vec![first, x[x.len() - 1]];
    (first * first, [first, *scale], scaled, x.len())
}

/// Calls, views, and arguments that are used twice.
#[differentiate]
pub fn calls(x: &[f64], n: usize) -> f64 {
    let mut sum = square_root(x[0] * x[0] + 1.0);
    for i in 0..x.len() / n {
        let row = &x[i * n..(i + 1) * n];
        sum += smoothed(row, 0.5, 2) * rosenbrock(row[0], row[0]);
        let (_, pair, list, _) = summary(row, &sum);
        sum += pair[1] * list[0];
    }
    sum
}

/// Parameters without derivatives, unused ones, mutable ones, patterns.
#[differentiate]
pub fn parameters(
    mut x: f64,
    #[constant] scale: &[f64],
    (a, b): (f64, f64),
    _unused: f64,
    flag: bool,
    name: &str,
) -> f64 {
    assert!(!name.is_empty(), "no name for {x}");
    x *= scale[0];
    if flag { x * a } else { x - b }
}

/// Some parameters only, some values frozen.
#[differentiate(wrt(w))]
pub fn frozen(x: &[f64; 2], w: [f64; 2]) -> f64 {
    #[constant]
    let norm = w[0] * w[0] + w[1] * w[1];
    let residual = x[0] * w[0] + x[1] * w[1] - stop_gradient(w[0]);
    residual * residual / norm
}

/// Single precision, casts, integers.
#[differentiate]
pub fn single(x: f32, n: u8) -> f64 {
    let mut y = f64::from(x) * 0.5;
    for i in 0..n {
        y += (x * x) as f64 / (f64::from(i) + 1.0);
    }
    y
}

/// Names that the derivatives use too.
#[differentiate]
pub fn names(value: f64, x: f64, x_bar: f64, y_dot: f64) -> f64 {
    let t0 = value * x;
    let saved = t0.exp() + x_bar;
    let value_bar = saved * y_dot;
    value_bar * t0
}

/// Matrices, overwritten in place.
#[differentiate]
pub fn determinant(a: &Vec<Vec<f64>>, shift: [[f64; 2]; 2]) -> f64 {
    let mut m = a.clone();
    for i in 0..2 {
        for j in 0..2 {
            m[i][j] += shift[i][j];
        }
    }
    let factor = m[1][0] / m[0][0];
    m[1][1] -= factor * m[0][1];
    m[0][0] * m[1][1]
}

/// One mode only.
#[differentiate(forward)]
pub fn forward_only(x: f64) -> f64 {
    x.tanh()
}

/// The other.
#[differentiate(reverse)]
pub fn reverse_only(x: &[f64]) -> f64 {
    let mut product = 1.0;
    for i in 0..x.len() {
        product *= x[i];
    }
    product
}

/// A rule of one's own.
#[primitive(partials(x = out * (1.0 - out)))]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Functions in functions.
pub fn nested(x: f64) -> (f64, f64) {
    #[differentiate]
    fn inner(x: f64) -> f64 {
        logistic(x) * 2.0
    }
    inner::value_and_grad(x)
}

/// Jacobians by elimination: by numbers.
#[differentiate(jacobian = "markowitz")]
pub fn polar(x: f64, y: f64) -> (f64, f64) {
    let square = x * x + y * y;
    (square.sqrt(), y.atan2(x))
}

/// The same by lists, with a call, and names that the macro might take.
#[differentiate(jacobian = "markowitz", crate = ::ad_runtime)]
pub fn stretched(entries: &[f64; 3], value: f64, block: &[f64], n: usize) -> [f64; 2] {
    let c = entries[1] * value;
    [c * block[0] - entries[0], logistic(c) * n as f64]
}
