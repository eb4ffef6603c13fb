//! Local arrays and `Vec`s whose elements are overwritten, swapped, accumulated, read later.

use ad_runtime::prelude::*;

plain_and_dual! {
    fn recurrence(x: &[f64]) -> f64 {
        let mut a = vec![f64::from(1.0); x.len() + 1];
        for i in 1..a.len() {
            a[i] = a[i - 1] * x[i - 1] + a[i - 1].sin();
        }
        a[x.len()]
    }

    /// Each element is read after its right neighbour has been overwritten.
    fn smoothed(x: &[f64]) -> f64 {
        let mut y = x.to_vec();
        for _ in 0..3 {
            for i in 1..y.len() - 1 {
                y[i] = 0.25 * y[i - 1] + 0.5 * y[i] * y[i] + 0.25 * y[i + 1];
            }
        }
        let mut sum = f64::from(0.0);
        for i in 0..y.len() {
            sum += y[i] * x[i];
        }
        sum
    }

    fn element_assignments(x: f64, y: f64) -> f64 {
        let mut a = [x, y, x * y];
        a[0] += a[1];
        a[1] *= a[2];
        a[2] -= a[0] / a[1];
        a[0] = a[2];
        a[2] = a[1] * a[0];
        a[1] /= 2.0 + a[0] * a[0];
        a[0] * a[1] + a[2]
    }

    fn bubble_sorted(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        let n = a.len();
        for pass in 0..n {
            for i in 0..n - 1 - pass {
                if a[i] > a[i + 1] {
                    let t = a[i];
                    a[i] = a[i + 1];
                    a[i + 1] = t;
                }
            }
        }
        let mut weighted = f64::from(0.0);
        for i in 0..n {
            weighted = 0.5 * weighted + a[i] * a[i];
        }
        weighted
    }

    fn destructured_swap(x: &[f64; 3]) -> [f64; 3] {
        let mut a = *x;
        (a[0], a[2]) = (a[2] * a[1], a[0]);
        (a[1], a[0]) = (a[0] + a[1], a[1].exp());
        a
    }

    /// Edit distance of two sequences of numbers.
    fn time_warping(x: &[f64], y: &[f64]) -> f64 {
        let (n, m) = (x.len(), y.len());
        let mut table = vec![vec![f64::from(1e3); m + 1]; n + 1];
        table[0][0] = f64::from(0.0);
        for i in 1..=n {
            for j in 1..=m {
                let cost = (x[i - 1] - y[j - 1]).powi(2);
                let mut best = table[i - 1][j - 1];
                if table[i - 1][j] < best {
                    best = table[i - 1][j];
                }
                if table[i][j - 1] < best {
                    best = table[i][j - 1];
                }
                table[i][j] = cost + best;
            }
        }
        table[n][m]
    }

    fn ring_buffer(x: &[f64]) -> f64 {
        let mut last = [f64::from(0.1); 3];
        let mut sum = f64::from(0.0);
        for i in 0..x.len() {
            let slot = i % 3;
            sum += last[slot] * x[i];
            last[slot] = x[i] * last[(i + 1) % 3];
        }
        sum + last[0] * last[1] * last[2]
    }

    fn rows_of_a_table(x: f64, y: f64) -> f64 {
        let mut table = [[x, y, 1.0 + x], [y, x * y, 2.0 * y]];
        for j in 0..3 {
            table[1][j] *= table[0][2 - j];
            table[0][j] += table[1][j];
        }
        table[0] = [table[1][0], table[0][1].sin(), table[1][2]];
        let row = table[0];
        row[0] * row[1] + row[2] * table[1][1]
    }

    /// Copies of a `Vec` at different times.
    fn snapshots(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        let before = a.clone();
        for i in 0..a.len() {
            a[i] = a[i] * before[a.len() - 1 - i];
        }
        let between = a.clone();
        a[0] = f64::from(0.0);
        a[1] += between[0];
        a[0] * before[0] + a[1] * between[1] + between[2].sin()
    }

    /// A whole list is replaced inside a loop.
    fn replaced_lists(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        for round in 0..3 {
            let mut b = vec![f64::from(0.0); a.len()];
            for i in 0..a.len() {
                b[(i + round) % a.len()] = a[i] * a[(i + 1) % a.len()] + 0.1;
            }
            a = b;
        }
        a[0] - a[1] * a[2]
    }
}

/// The largest element so far, and where it was.
#[differentiate]
fn running_max(x: &[f64]) -> (f64, usize) {
    let mut best = x[0];
    let mut at = 0;
    let mut total = 0.0;
    for i in 1..x.len() {
        if x[i] > best {
            best = x[i];
            at = i;
        }
        total += best * best;
    }
    (total + x[at], at)
}

/// Insertion into a sorted list, the place found by a `while`.
#[differentiate]
fn insertion_sorted(x: &[f64]) -> f64 {
    let mut a = x.to_vec();
    for i in 1..a.len() {
        let moved = a[i];
        let mut j = i;
        while j > 0 && a[j - 1] > moved {
            a[j] = a[j - 1];
            j -= 1;
        }
        a[j] = moved;
    }
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += a[i] * (i + 1) as f64 * a[i];
    }
    sum
}

/// Bins by value: the index depends on an active value.
#[differentiate]
fn histogram(x: &[f64], width: f64) -> [f64; 4] {
    let mut bins = [0.0; 4];
    for i in 0..x.len() {
        let bin = (x[i] / width) as usize;
        bins[if bin < 4 { bin } else { 3 }] += x[i] * x[i];
    }
    bins
}

#[differentiate]
fn permuted(x: &[f64], order: &[usize]) -> f64 {
    let mut y = vec![0.0; x.len()];
    for i in 0..order.len() {
        y[order[i]] += x[i] * (i as f64 + 1.0);
    }
    let mut product = 1.0;
    for i in 0..y.len() {
        product *= y[i] + 0.1 * x[order[i]];
    }
    product
}

#[differentiate]
fn prefix_sums(x: &[f64]) -> Vec<f64> {
    let mut sums = x.to_vec();
    for i in 1..sums.len() {
        sums[i] += sums[i - 1];
    }
    sums
}

/// A knapsack-like table of one row, overwritten in place from the right.
#[differentiate]
fn elementary_symmetric(x: &[f64]) -> Vec<f64> {
    let mut e = vec![0.0; x.len() + 1];
    e[0] = 1.0;
    for i in 0..x.len() {
        for k in (1..=i + 1).rev() {
            e[k] += x[i] * e[k - 1];
        }
    }
    e
}

programs! {
    prefix_sums(&x) -> vector at (vec![0.5, 1.5, -2.0, 0.3]);
    recurrence(&x) -> scalar, dual at (vec![0.5, 1.5, -0.7]);
    smoothed(&x) -> scalar, dual at (vec![0.5, 0.9, -0.7, 1.2, 0.1]);
    element_assignments(x, y) -> scalar, dual at (1.2, 0.7);
    bubble_sorted(&x) -> scalar, dual at (vec![0.7, -0.2, 1.5, 0.1, -1.0]);
    destructured_swap(&x) -> vector, dual at ([0.4, -0.9, 1.6]);
    time_warping(&x, &y) -> scalar, dual at (vec![0.1, 1.0, 2.2, 1.3], vec![0.3, 2.0, 1.1]);
    elementary_symmetric(&x) -> vector at (vec![0.5, -1.5, 2.0, 0.8]);
    ring_buffer(&x) -> scalar, dual at (vec![0.5, 0.9, -0.7, 1.2, 2.1, -0.4, 0.8]);
    rows_of_a_table(x, y) -> scalar, dual at (0.6, 1.3);
    snapshots(&x) -> scalar, dual at (vec![0.6, 1.3, -0.8]);
    replaced_lists(&x) -> scalar, dual at (vec![0.6, 1.3, -0.8]);
    running_max(&x) -> vector at (vec![0.3, 0.1, 1.2, 0.9, 1.4]);
    insertion_sorted(&x) -> scalar at (vec![0.7, -0.2, 1.5, 0.1, -1.0]);
    histogram(&x, width) -> vector at (vec![0.35, 1.7, 2.45, 5.1, 1.2], 1.0);
    permuted(&x, const &order) -> scalar at (vec![0.7, -0.2, 1.5, 0.1], vec![2, 0, 2, 3]);
}

#[differentiate]
fn repeated_array(x: f64) -> f64 {
    let mut a = [(0.25
        * (-(match x > 1.1 {
            true => x,
            false => 2.0 * x,
        })))
    .cos(); 3];
    a.swap(0, 1);
    a[0] * a[1]
}

#[differentiate]
fn repeated_list(x: f64, y: f64) -> f64 {
    let mut a = vec![f64::max(x, if x > y { y } else { x }).tanh(); 3];
    a.pop();
    let mut b = [f64::max(x, y).tanh(); 3].to_vec();
    b.insert(0, x);
    a[0] * a[1] * b[0] * b[1]
}

/// What is repeated has the type that it has, not that of how often it is.
#[test]
fn repeated_items() {
    repeated_array::check(0.7).unwrap();
    repeated_array::check(1.7).unwrap();
    repeated_list::check(0.7, 0.3).unwrap();
    repeated_list::check(0.3, 0.7).unwrap();
}
