//! What a reverse sweep needs and the forward sweep has long overwritten: constants, indices, bounds,
//! conditions, trip counts.

use ad_runtime::prelude::*;

use ad_tests::callees::{rotate, sum_of_squares};

#[differentiate]
fn changing_coefficient(x: &[f64]) -> f64 {
    let mut weight = 1.0;
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += weight * x[i] * x[i];
        weight *= -0.5;
    }
    weight = 100.0;
    sum * sum + weight
}

/// A linear congruential walk over the elements.
#[differentiate]
fn wandering_index(x: &[f64], steps: usize) -> f64 {
    let mut k = 1;
    let mut y = 1.0;
    for _ in 0..steps {
        y = y * x[k] + x[(k + 2) % x.len()];
        k = (k * 5 + 3) % x.len();
    }
    k = 0;
    y * x[k]
}

#[differentiate]
fn changing_bounds(x: &[f64]) -> f64 {
    let mut n = x.len();
    let mut start = 0;
    let mut y = x[0];
    for i in start..n {
        y = y.sin() + x[i];
        n = 1;
        start = 2;
    }
    let mut step = 2;
    for i in (start..x.len()).step_by(step) {
        y *= x[i];
        step += 1;
    }
    y * (n + step) as f64
}

#[differentiate]
fn changing_flags(x: &[f64]) -> f64 {
    let mut rising = true;
    let mut last = x[0];
    let mut y = 1.0;
    for i in 1..x.len() {
        if rising {
            y *= x[i];
        } else {
            y += last * y;
        }
        rising = if x[i] > last { true } else { !rising };
        last = x[i];
    }
    rising = false;
    if rising { 0.0 } else { y }
}

/// A `while` in a branch in a `for`, its trip counts different each time.
#[differentiate]
fn loops_in_branches_in_loops(x: &[f64]) -> f64 {
    let mut y = 1.0;
    let mut total = 0;
    for i in 0..x.len() {
        if x[i] > 0.0 {
            let mut z = x[i];
            let mut n = 0;
            while z < 2.0 {
                z += 0.3 * z * y;
                n += 1;
                if n % 2 == 1 {
                    y *= 0.9;
                }
            }
            y += z * x[i];
            total += n;
        } else {
            for j in 0..i {
                y -= 0.1 * x[j] * x[i] * y;
            }
        }
    }
    y * total as f64
}

#[differentiate]
fn changing_list_of_indices(x: &[f64], order: &[usize]) -> f64 {
    let mut order = order.to_vec();
    let n = order.len();
    let mut y = 0.5;
    for i in 0..n {
        y = y * x[order[i]] + 1.0;
        order[(i + 1) % n] = i;
    }
    y
}

#[differentiate]
fn changing_table_of_constants(x: &[f64]) -> f64 {
    let mut table = vec![1.0, 2.0, 3.0];
    let mut y = x[0];
    for i in 0..x.len() {
        y = y * table[i % 3] + x[i] * table[(i + 1) % 3] * y;
        table[i % 3] += 0.5;
    }
    table[0] = 0.0;
    y + table[0] * x[0]
}

#[differentiate]
fn floating_counter(x: f64, step: f64) -> f64 {
    let mut t = 0.0;
    let mut y = x;
    while t < 1.0 {
        y += step * (y * t).cos();
        t += step;
    }
    y * t
}

#[differentiate]
fn state_through_calls(x: f64, angle: f64) -> (f64, f64) {
    let mut p = (x, 1.0);
    let mut angle = angle;
    for i in 0..3 {
        p = rotate(p, angle);
        angle = angle * p.0 + i as f64;
        (p.0, p.1) = rotate((p.1, p.0), angle);
    }
    p
}

#[differentiate]
fn rows_replaced(x: &[f64]) -> f64 {
    let mut rows = vec![x.to_vec(), vec![1.0; x.len()]];
    for round in 0..3 {
        let mut row = rows[0].clone();
        for i in 0..row.len() {
            row[i] *= rows[1][i] + round as f64;
        }
        rows[1] = rows[0].clone();
        rows[0] = row;
    }
    sum_of_squares(&rows[0]) + sum_of_squares(&rows[1][1..])
}

#[differentiate]
fn moved_lists(x: &[f64]) -> Vec<f64> {
    let mut a = x.to_vec();
    a[0] *= a[1];
    let mut b = a;
    for i in 1..b.len() {
        b[i] = b[i - 1] * b[i];
    }
    let c = b;
    let mut d = c.clone();
    d[0] = c[c.len() - 1] * d[0];
    d
}

#[differentiate]
fn changing_view_bounds(x: &[f64]) -> f64 {
    let mut from = 0;
    let mut to = 2;
    let mut y = 1.0;
    while to <= x.len() {
        let part = &x[from..to];
        for i in 0..part.len() {
            y = y * 0.5 + part[i] * y;
        }
        y += sum_of_squares(part);
        from += 1;
        to += 1 + from % 2;
    }
    y
}

/// The accumulator feeds itself, and the loop's sum is used inside the loop.
#[differentiate]
fn feeding_itself(x: &[f64]) -> f64 {
    let mut sum = 0.1;
    let mut squares = 0.0;
    for i in 0..x.len() {
        sum += sum * x[i];
        squares += sum * sum;
        sum -= 0.1 * squares;
    }
    sum + squares
}

/// Two passes over the same variable, the second with what the first left.
#[differentiate]
fn two_passes(x: &[f64]) -> f64 {
    let n = x.len();
    let mut mean = 0.0;
    for i in 0..n {
        mean += x[i];
    }
    mean /= n as f64;
    let mut spread = 0.0;
    for i in 0..n {
        let d = x[i] - mean;
        spread += d * d * d.abs();
    }
    let mut result = 0.0;
    for i in 0..n {
        result += (x[i] - mean).tanh() / (1.0 + spread);
        mean += 0.01 * x[i];
    }
    result * mean
}

#[differentiate]
fn product_without_zero(x: &[f64]) -> f64 {
    let mut product = 1.0;
    for i in 0..x.len() {
        if x[i] == 0.0 {
            product = 1.0;
        } else {
            product *= x[i];
        }
    }
    product
}

#[differentiate]
fn reset_in_the_middle(x: &[f64]) -> f64 {
    let mut run = 0.0;
    let mut best = 0.0;
    for i in 0..x.len() {
        run += x[i] * x[i] * (1.0 + run);
        if run > 2.0 {
            best += run.ln();
            run = 0.0;
        }
    }
    best + run
}

#[differentiate]
fn mutable_counter(x: f64) -> f64 {
    let mut y = x;
    for mut i in 0..4 {
        i *= 2;
        y += (y * i as f64).sin();
        i = 0;
        y *= 1.0 + i as f64;
    }
    y
}

#[differentiate]
fn shadowed_in_loops(x: &[f64]) -> f64 {
    let y = 2.0;
    let mut sum = y;
    for i in 0..x.len() {
        let x = x[i] * y;
        let y = x * x;
        let sum_before = sum;
        for i in 0..i + 1 {
            let y = y + i as f64 * x;
            sum += y * sum_before;
        }
    }
    sum * y
}

/// What a loop's condition changes is reversed like what its body changes.
#[differentiate]
fn condition_that_changes(x: f64) -> f64 {
    let mut y = x;
    let mut i = 0;
    while {
        y = y * x;
        i += 1;
        i < 3
    } {
        y += 1.0;
    }
    y * y
}

#[differentiate]
fn oscillator(y: &[f64]) -> Vec<f64> {
    vec![y[1] * y[0], -y[0]]
}

/// The state is borrowed by a call and then overwritten, in a loop that would rather be replayed.
#[differentiate]
fn stepped_by_calls(start: &[f64], steps: usize) -> f64 {
    let mut y = vec![start[0], start[1]];
    let h = 0.1;
    for _ in 0..steps {
        let k = oscillator(&y);
        for i in 0..2 {
            y[i] += h / 6.0 * k[i];
        }
    }
    y[0] + 3.0 * y[1]
}

#[differentiate]
fn squared_length(z: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..z.len() {
        sum += z[i] * z[i];
    }
    sum
}

/// A buffer that is filled again and again, borrowed by a call in between, inside a replayed loop.
#[differentiate]
fn buffer_borrowed_by_calls(w: &[f64], #[constant] x: &[f64]) -> f64 {
    let k = w.len();
    let mut terms = vec![0.0; k];
    let mut z = vec![0.0; k];
    let mut total = 0.0;
    for p in 0..x.len() {
        for c in 0..k {
            for i in 0..k {
                z[i] = x[p] - w[i];
            }
            terms[c] = w[c] - 0.5 * squared_length(&z);
        }
        total += terms[0];
    }
    total
}

/// The sum is read before the loop that adds to it, not after.
#[differentiate]
fn read_before_the_sum(x: f64, n: usize) -> f64 {
    let mut sum = -0.6;
    let before = sum / 2.1 + x;
    for _ in 0..n {
        sum += x;
    }
    before * 1.5
}

/// A condition calls a function with derivatives; only its value matters there.
#[differentiate]
fn shrunk(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    while squared_length(&v) > 1.0 {
        for i in 0..v.len() {
            v[i] *= 0.5;
        }
    }
    v[0] * v[1] + v[2]
}

programs! {
    condition_that_changes(x) -> scalar at (0.7);
    stepped_by_calls(&start, const steps) -> scalar at (vec![0.3, 0.4], 5);
    buffer_borrowed_by_calls(&w, const &x) -> scalar at (vec![1.0, 2.0, 0.5], vec![0.3, 0.7]);
    read_before_the_sum(x, const n) -> scalar at (0.4, 3);
    shrunk(&x) -> scalar at (vec![3.0, 0.4, 1.2]);
    changing_coefficient(&x) -> scalar at (vec![0.5, -1.2, 0.9]);
    wandering_index(&x, const steps) -> scalar at (vec![0.5, -1.2, 0.9, 1.4], 7);
    changing_bounds(&x) -> scalar at (vec![0.5, -1.2, 0.9, 1.4, 0.3]);
    changing_flags(&x) -> scalar at (vec![0.5, -1.2, 0.9, 1.4, 0.3, 0.2]);
    loops_in_branches_in_loops(&x) -> scalar at (vec![0.5, -1.2, 0.9, -0.3, 1.4]);
    changing_list_of_indices(&x, const &order) -> scalar at (vec![0.5, -1.2, 0.9], vec![2, 0, 1, 1]);
    changing_table_of_constants(&x) -> scalar at (vec![0.5, -1.2, 0.9, 1.4]);
    floating_counter(x, step) -> scalar at (0.4, 0.13);
    state_through_calls(x, angle) -> vector at (0.8, 0.3);
    rows_replaced(&x) -> scalar at (vec![0.5, -1.2, 0.9]);
    moved_lists(&x) -> vector at (vec![0.5, -1.2, 0.9]);
    changing_view_bounds(&x) -> scalar at (vec![0.5, -1.2, 0.9, 1.4, 0.3, 0.2]);
    feeding_itself(&x) -> scalar at (vec![0.5, -1.2, 0.9, 1.4]);
    two_passes(&x) -> scalar at (vec![0.5, -1.2, 0.9, 1.4]);
    product_without_zero(&x) -> scalar at (vec![0.5, -1.2, 0.9]), (vec![0.5, -1.2]);
    reset_in_the_middle(&x) -> scalar at (vec![0.5, -1.2, 0.9, 1.4, 0.3]);
    mutable_counter(x) -> scalar at (0.4);
    shadowed_in_loops(&x) -> scalar at (vec![0.5, -1.2, 0.9]);
}
