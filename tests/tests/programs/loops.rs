//! `for` over ranges of all kinds, `while`, nested loops, recurrences.

use ad_runtime::prelude::*;

plain_and_dual! {
    fn dot(x: &[f64], y: &[f64]) -> f64 {
        let mut sum = f64::from(0.0);
        for i in 0..x.len() {
            sum += x[i] * y[i];
        }
        sum
    }

    fn horner(coefficients: &[f64], x: f64) -> f64 {
        let mut y = f64::from(0.0);
        for i in (0..coefficients.len()).rev() {
            y = y * x + coefficients[i];
        }
        y
    }

    /// The sum of `c[k] T_k(x)` by Clenshaw's recurrence.
    fn chebyshev(c: &[f64], x: f64) -> f64 {
        let mut b1 = f64::from(0.0);
        let mut b2 = f64::from(0.0);
        for k in (1..c.len()).rev() {
            let b = 2.0 * x * b1 - b2 + c[k];
            b2 = b1;
            b1 = b;
        }
        x * b1 - b2 + c[0]
    }

    fn geometric_series(x: f64, n: usize) -> f64 {
        let mut sum = f64::from(0.0);
        let mut power = f64::from(1.0);
        for _ in 0..n {
            sum += power;
            power *= x;
        }
        sum
    }

    /// Logistic map, the state carried through and read after the loop.
    fn logistic_map(r: f64, x: f64) -> f64 {
        let mut x = x;
        for _ in 0..12 {
            x = r * x * (1.0 - x);
        }
        x
    }

    /// `b0 + a1 / (b1 + a2 / (b2 + ..))`, from the innermost out.
    fn continued_fraction(a: &[f64], b: &[f64]) -> f64 {
        let n = a.len();
        let mut value = b[n];
        for i in (0..=n - 1).rev() {
            value = b[i] + a[i] / value;
        }
        value
    }

    fn exponential_series(x: f64) -> f64 {
        let mut term = f64::from(1.0);
        let mut sum = f64::from(1.0);
        let mut n = 1;
        while term.abs() > 1e-17 {
            term *= x / f64::from(n);
            sum += term;
            n += 1;
        }
        sum
    }

    /// The rows' products are reset for each row.
    fn sum_of_products(x: &[f64], n: usize) -> f64 {
        let mut sum = f64::from(0.0);
        let mut product = f64::from(0.0);
        for i in 0..x.len() / n {
            product = f64::from(1.0);
            for j in 0..n {
                product *= x[i * n + j] + 1.0;
            }
            sum += product;
        }
        sum + product
    }

    fn pairwise_energy(x: &[f64]) -> f64 {
        let mut energy = f64::from(0.0);
        for i in 0..x.len() {
            for j in i + 1..x.len() {
                let d = x[i] - x[j];
                let s = 1.0 / (d * d + 0.1);
                energy += s * s * s - s;
            }
        }
        energy
    }

    /// Nested recurrences: the inner loop carries on from the outer one's state.
    fn ratchet(x: f64, y: f64) -> f64 {
        let mut a = x;
        let mut b = y;
        for i in 0..3 {
            for _ in 0..i + 1 {
                a = 0.5 * (a + b);
                b = (a * b).sin() + y;
            }
            b += x * a;
        }
        a * b
    }

    fn triple_nest(x: &[f64]) -> f64 {
        let mut sum = f64::from(0.0);
        for i in 0..x.len() {
            let mut inner = x[i];
            for j in (0..i).rev() {
                let mut innermost = x[j] * inner;
                for k in j..=i {
                    innermost = innermost.sin() + x[k];
                }
                inner += 0.1 * innermost;
            }
            sum += inner * inner;
        }
        sum
    }
}

#[differentiate]
fn strides(x: &[f64], k: usize) -> f64 {
    let n = x.len();
    let mut a = 1.0;
    for i in (0..n).step_by(k) {
        a = a * 0.5 + x[i];
    }
    for i in (0..n).rev().step_by(2) {
        a += a * x[i];
    }
    for i in (1..=n - 1).step_by(2) {
        a = a.sin() * x[i];
    }
    for i in (0..n).step_by(2).rev() {
        a *= x[i] + 0.5;
    }
    a
}

#[differentiate]
fn no_trips(x: &[f64], y: f64) -> f64 {
    let mut z = y;
    for i in 0..x.len() {
        z *= x[i];
    }
    for i in 5..3 {
        z += x[i];
    }
    for _ in (0..0).rev() {
        z = z.exp();
    }
    let mut i = 10;
    while i < x.len() {
        z -= x[i];
        i += 1;
    }
    z * z
}

#[differentiate]
fn active_bound(x: f64) -> f64 {
    let n = (x * 3.0) as usize;
    let mut y = x;
    for i in 0..n {
        y = y.sin() + i as f64 * x;
    }
    y
}

#[differentiate]
fn countdown(x: f64, n: usize) -> f64 {
    let mut y = x;
    let mut k = n;
    while k > 0 {
        y += (y * k as f64).cos();
        k -= if k % 3 == 0 { 2 } else { 1 };
    }
    y
}

#[differentiate]
fn signed_ranges(x: f64) -> f64 {
    let mut y = 0.0;
    for k in -3..=3 {
        y += x.powi(k) * k as f64;
    }
    for k in (-4i32..2).step_by(3) {
        y *= x + f64::from(k);
    }
    y
}

/// Collatz on the integers, beside it a float.
#[differentiate]
fn bookkeeping(x: f64, start: u32) -> f64 {
    let mut n = start;
    let mut y = x;
    let mut visited = vec![0usize; 4];
    let mut odd_steps = 0;
    while n != 1 {
        visited[(n % 4) as usize] += 1;
        if n % 2 == 0 {
            n /= 2;
            y *= 0.9;
        } else {
            n = 3 * n + 1;
            y += x * 0.1;
            odd_steps += 1;
        }
    }
    y * odd_steps as f64 + visited[0] as f64 * x
}

programs! {
    dot(&x, &y) -> scalar, dual at (vec![1.0, -2.0, 0.5], vec![0.3, 0.8, -1.4]);
    horner(&coefficients, x) -> scalar, dual at (vec![1.0, -0.5, 2.0, 0.25], 1.3);
    chebyshev(&c, x) -> scalar, dual at (vec![0.3, -0.5, 1.0, 0.25, -0.75], 0.4);
    geometric_series(x, const n) -> scalar, dual at (0.7, 10), (-1.1, 3), (0.5, 0);
    logistic_map(r, x) -> scalar, dual at (3.2, 0.3);
    continued_fraction(&a, &b) -> scalar, dual at (vec![1.0, 2.0, 3.0], vec![1.5, 2.5, 0.5, 4.0]);
    exponential_series(x) -> scalar, dual at (0.9), (-1.5);
    sum_of_products(&x, const n) -> scalar, dual at (vec![0.5, 1.0, -0.3, 2.0, 0.1, -0.7], 2);
    pairwise_energy(&x) -> scalar, dual at (vec![0.0, 1.1, -0.4, 2.5]);
    ratchet(x, y) -> scalar, dual at (0.4, 1.2), (-1.0, 0.6);
    triple_nest(&x) -> scalar, dual at (vec![0.5, -0.8, 1.2, 0.3]);
    strides(&x, const k) -> scalar at (vec![0.5, -0.8, 1.2, 0.3, 0.9], 2), (vec![0.5, 1.5], 3);
    no_trips(&x, y) -> scalar at (vec![], 1.5), (vec![2.0], 0.5);
    active_bound(x) -> scalar at (1.5), (0.1);
    countdown(x, const n) -> scalar at (0.3, 7), (0.3, 0);
    signed_ranges(x) -> scalar at (1.3), (-0.7);
    bookkeeping(x, const start) -> scalar at (1.4, 7);
}
