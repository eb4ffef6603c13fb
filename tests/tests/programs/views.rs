//! Views: `let row = &x[a..b]`, views of views, views of local lists that change earlier or later.

use ad_runtime::prelude::*;

plain_and_dual! {
    /// Squared distances of all pairs of points, `n` coordinates each.
    fn distances(points: &[f64], n: usize) -> f64 {
        let count = points.len() / n;
        let mut sum = f64::from(0.0);
        for i in 0..count {
            let p = &points[i * n..(i + 1) * n];
            for j in 0..i {
                let q = &points[j * n..(j + 1) * n];
                let mut d = f64::from(0.0);
                for k in 0..n {
                    d += (p[k] - q[k]) * (p[k] - q[k]);
                }
                sum += (d + 1.0).sqrt();
            }
        }
        sum
    }

    fn views_of_views(x: &[f64]) -> f64 {
        let middle = &x[1..x.len() - 1];
        let head = &middle[..2];
        let tail = &middle[2..];
        let last = &tail[tail.len() - 1..=tail.len() - 1];
        head[0] * tail[0] + head[1] * last[0] + middle[1] * x[0]
    }

    fn layers(x: &[f64], weights: &[f64], n: usize) -> f64 {
        let mut hidden = x.to_vec();
        for layer in 0..weights.len() / (n * n) {
            let w = &weights[layer * n * n..(layer + 1) * n * n];
            let mut next = vec![f64::from(0.0); n];
            for i in 0..n {
                let row = &w[i * n..(i + 1) * n];
                let mut z = f64::from(0.0);
                for j in 0..n {
                    z += row[j] * hidden[j];
                }
                next[i] = z.tanh();
            }
            hidden = next;
        }
        let mut sum = f64::from(0.0);
        for i in 0..n {
            sum += hidden[i] * hidden[i];
        }
        sum
    }

    /// A view of a local list that was changed before, and is changed after.
    fn local_views(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        a[0] = a[1] * a[2];
        let front = &a[..2];
        let product = front[0] * front[1];
        a[1] = product.sin();
        a[0] = a[0] * a[1];
        let back = &a[1..];
        let sum = back[0] + back[1] * product;
        a[2] = sum * a[0];
        a[2] + product
    }

    fn local_views_in_loops(x: &[f64], n: usize) -> f64 {
        let mut a = x.to_vec();
        let mut sum = f64::from(0.0);
        for i in 0..a.len() / n - 1 {
            let now = &a[i * n..(i + 1) * n];
            let mut total = f64::from(0.0);
            for k in 0..n {
                total += now[k] * now[n - 1 - k];
            }
            for k in 0..n {
                a[(i + 1) * n + k] = a[(i + 1) * n + k] * total;
            }
            sum += total;
        }
        sum * a[a.len() - 1]
    }

    fn rows_of_lists(m: &Vec<Vec<f64>>, v: &[f64]) -> f64 {
        let first = &m[0];
        let mut sum = first[0] * v[0];
        for i in 0..m.len() {
            let row = &m[i];
            let part = &row[i..];
            for j in 0..part.len() {
                sum += part[j] * v[j] * row[0];
            }
        }
        sum
    }

    fn whole_views(x: &[f64], y: &[f64; 3]) -> f64 {
        let a = &x[..];
        let b = &y[..];
        let c = x;
        let mut sum = f64::from(0.0);
        for i in 0..b.len() {
            sum += a[i] * b[i] + c[i];
        }
        sum
    }

    fn overlapping(x: &[f64]) -> f64 {
        let mut sum = f64::from(0.0);
        for i in 0..x.len() - 2 {
            let window = &x[i..i + 3];
            let second = window[0] - 2.0 * window[1] + window[2];
            sum += second * second * window[1];
        }
        sum
    }
}

/// Views whose bounds depend on an active value.
#[differentiate]
fn split_at_value(x: &[f64], threshold: f64) -> f64 {
    let mut at = 0;
    while at < x.len() && x[at] < threshold {
        at += 1;
    }
    let below = &x[..at];
    let above = &x[at..];
    let mut product = threshold;
    for i in 0..below.len() {
        product *= below[i];
    }
    for i in 0..above.len() {
        product += above[i] * above[i];
    }
    product
}

programs! {
    distances(&points, const n) -> scalar, dual at (vec![0.0, 0.5, 1.0, -0.3, 0.2, 0.9, -1.1, 0.4], 2);
    views_of_views(&x) -> scalar, dual at (vec![0.5, -0.3, 1.2, 0.9, 0.7, -1.1]);
    layers(&x, &weights, const n) -> scalar, dual
        at (vec![0.5, -0.8], vec![0.1, -0.4, 0.7, 0.3, 0.2, -0.5, 0.9, 0.4], 2);
    local_views(&x) -> scalar, dual at (vec![0.5, -0.8, 1.3]);
    local_views_in_loops(&x, const n) -> scalar, dual
        at (vec![0.5, -0.8, 1.3, 0.6, 1.1, 0.9, -0.2, 0.4], 2);
    rows_of_lists(&m, &v) -> scalar, dual
        at (vec![vec![1.0, 2.0, 0.3], vec![-0.5, 0.3, 0.8]], vec![0.7, -1.2, 0.1]);
    whole_views(&x, &y) -> scalar, dual at (vec![0.5, -0.3, 1.2], [0.9, 0.7, -1.1]);
    overlapping(&x) -> scalar, dual at (vec![0.5, -0.3, 1.2, 0.9, 0.7]);
    split_at_value(&x, threshold) -> scalar at (vec![0.2, 0.4, 0.9, 0.3], 0.7), (vec![0.2], 0.5);
}
