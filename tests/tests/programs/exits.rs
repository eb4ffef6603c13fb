//! Early exits: `break`, `continue`, labels, `return` from within loops.

use ad_runtime::prelude::*;

plain_and_dual! {
    fn until_negative(x: &[f64]) -> f64 {
        let mut sum = f64::from(0.0);
        for i in 0..x.len() {
            if x[i] < 0.0 {
                break;
            }
            if x[i] > 3.0 {
                continue;
            }
            sum += x[i] * x[i] * (1.0 + sum);
        }
        sum
    }

    fn returned_from_a_loop(x: &[f64], bound: f64) -> f64 {
        let mut product = f64::from(1.0);
        for i in 0..x.len() {
            product *= x[i];
            if product > bound {
                return product * bound;
            }
        }
        product - bound
    }

    /// A `loop` that converges.
    fn fixed_point(x: f64) -> f64 {
        let mut y = x;
        loop {
            let next = (y + x).cos();
            if (next - y).abs() < 1e-14 {
                break;
            }
            y = next;
        }
        y * x
    }

    /// Leaves both loops, or goes on with the outer one.
    fn labelled(x: &[f64], n: usize) -> f64 {
        let mut sum = f64::from(1.0);
        'rows: for i in 0..x.len() / n {
            let row = &x[i * n..(i + 1) * n];
            for j in 0..n {
                if row[j] > 5.0 {
                    break 'rows;
                }
                if row[j] < 0.0 {
                    sum *= 0.5;
                    continue 'rows;
                }
                sum += row[j] * sum;
            }
            sum = sum.sin() + row[0];
        }
        sum
    }

    /// Leaves in the middle of an iteration that has changed the state already.
    fn halfway(x: &[f64]) -> f64 {
        let mut a = x.to_vec();
        let mut last = f64::from(0.3);
        for i in 0..a.len() {
            a[i] = a[i] * last;
            if a[i] < -1.0 {
                a[0] = a[0] + a[i];
                break;
            }
            last = last + a[i].exp();
            if last > 4.0 {
                last = last * 0.5;
                continue;
            }
            a[i] = a[i] - last;
        }
        a[0] * last + a[a.len() - 1]
    }
}

#[differentiate]
fn exits_in_values(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let y = if x[i] > 0.0 { x[i] * x[i] } else { return sum * 2.0 };
        let z = 1.0 + {
            if y > 5.0 {
                continue;
            }
            y * 0.5
        };
        sum += if z < 3.0 { y * z } else { break };
    }
    sum
}

#[differentiate]
fn while_with_exits(x: f64, limit: usize) -> (f64, usize) {
    let mut y = x;
    let mut n = 0;
    while y < 100.0 {
        n += 1;
        if n % 3 == 0 {
            y += 1.0;
            continue;
        }
        y *= 1.0 + x;
        if n >= limit {
            return (y * x, n);
        }
    }
    (y, n)
}

#[differentiate]
fn returned_from_two_loops(x: &[f64]) -> f64 {
    let mut total = 0.0;
    for i in 0..x.len() {
        for j in 0..i {
            total += x[i] * x[j];
            if total < -1.0 {
                if x[j] > 0.0 {
                    return total * x[j];
                }
                return total;
            }
        }
        if total > 2.0 {
            total = total.sqrt();
        } else if i > 2 {
            break;
        }
    }
    total * total
}

programs! {
    until_negative(&x) -> scalar, dual
        at (vec![0.5, 4.0, 1.2, -1.0, 2.0]), (vec![0.5, 1.5]), (vec![-1.0, 1.5]);
    returned_from_a_loop(&x, bound) -> scalar, dual
        at (vec![0.5, 1.5, 2.0, 3.0], 1.2), (vec![0.5, 1.5], 1.2), (vec![2.0, 1.5], 1.2);
    fixed_point(x) -> scalar, dual at (0.4);
    labelled(&x, const n) -> scalar, dual
        at (vec![0.5, 1.2, 0.3, -0.4, 0.8, 0.9, 0.2, 6.0, 0.7, 0.7], 2), (vec![0.5, 1.2, 0.3, 0.1], 2);
    halfway(&x) -> scalar, dual at (vec![0.5, 1.2, 0.9, -1.4, 0.7]), (vec![0.5, 1.2]);
    exits_in_values(&x) -> scalar
        at (vec![1.0, 1.5, -3.0, 1.2]), (vec![0.5, 3.0, 1.1]), (vec![0.5, 2.1, 1.1]);
    while_with_exits(x, const limit) -> vector at (0.8, 4), (0.8, 100), (200.0, 3);
    returned_from_two_loops(&x) -> scalar
        at (vec![0.5, 1.2, -2.0, 0.3]), (vec![-0.5, 1.2, 2.0]), (vec![0.5, 0.1, 0.2, 0.3, 0.4]),
           (vec![1.5, 1.2, 2.0]);
}
