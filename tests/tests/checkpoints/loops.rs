//! Kinds of loops.

use ad_runtime::prelude::*;

twins! {
    counted counted_plain (x: f64, w: f64, n: usize) -> f64 {
        { let mut h = x; let mut s = 0.0; }
        (checkpoint(snapshots = 3))
        { for i in 0..n { h = (w * h).sin() + 0.01 * i as f64; s += h * h; } }
        { s + h }
    }
    by_roots by_roots_plain (x: f64, w: f64, n: usize) -> f64 {
        { let mut h = x; }
        (checkpoint)
        { for i in (1..=n).rev() { h = (w * h).sin() * (1.0 + 1.0 / i as f64); } }
        { h }
    }
    stepped stepped_plain (x: f64, w: f64, n: usize) -> f64 {
        { let mut h = x; }
        (checkpoint(snapshots = 2))
        { for i in (0..n).step_by(3) { h = (w * h).cos() + 0.1 * i as f64; } }
        { h }
    }
    of_other_integers of_other_integers_plain (x: f64, w: f64, n: i32) -> f64 {
        { let mut h = x; }
        (checkpoint(snapshots = 2))
        { for i in -n..n { h = (w * h).cos() + 0.1 * i as f64; } }
        { h }
    }
    conditional conditional_plain (x: f64, w: f64) -> f64 {
        { let mut h = x; let mut steps = 0; }
        (checkpoint(snapshots = 4))
        { while h < 100.0 { h = h * (1.02 + w * w) + 0.1; steps += 1; } }
        { h * h + f64::from(steps) }
    }
    conditional_by_roots conditional_by_roots_plain (x: f64, w: f64) -> f64 {
        { let mut h = x; let mut t = 0.0; }
        (checkpoint)
        { while t < 1.0 { h += 0.02 * (w - h * h); t += 0.02; } }
        { h }
    }
    endless endless_plain (x: f64, w: f64) -> f64 {
        { let mut h = x; }
        (checkpoint(snapshots = 3))
        { loop { h = h * (1.02 + w * w) + 0.1; if h > 50.0 { break; } } }
        { h.ln() }
    }
    left_early left_early_plain (x: f64, w: f64, n: usize) -> f64 {
        { let mut h = x; }
        (checkpoint(snapshots = 3))
        { for i in 0..n { if i % 4 == 3 { continue; } h = h * w + 0.1; if h > 20.0 { break; } h += 0.01 * h; } }
        { h * h }
    }
    returned returned_plain (x: f64, w: f64, n: usize) -> f64 {
        { let mut h = x; }
        (checkpoint)
        { for _ in 0..n { h = h * w + 0.1; if h > 20.0 { return h * x; } } }
        { h * h }
    }
    labelled labelled_plain (x: f64, w: f64, n: usize) -> f64 {
        { let mut h = x; }
        (checkpoint(snapshots = 2))
        { 'outer: for i in 0..n { for j in 0..4 { h = (h * w).sin() + 0.2; if i + j == 7 { continue 'outer; } if i * j == 20 { break 'outer; } } h += 0.1; } }
        { h * h }
    }
    of_items of_items_plain (xs: &[f64], w: f64) -> f64 {
        { let mut h = 0.5; }
        (checkpoint(snapshots = 3))
        { for x in xs { h = (w * h + x).tanh(); } }
        { h * h }
    }
    of_pairs of_pairs_plain (xs: &[f64], ys: &[f64], w: f64) -> f64 {
        { let mut h = 0.5; let mut e = 0.0; }
        (checkpoint)
        { for (x, y) in xs.iter().zip(ys) { h = (w * h + x).tanh(); e += (h - y).powi(2); } }
        { e }
    }
    within within_plain (xs: &[f64], w: f64, n: usize) -> f64 {
        { let mut e = 0.0; }
        (checkpoint(snapshots = 2))
        { for x in xs { let mut h = *x; for _ in 0..n { h = (w * h).sin() + 0.1; } e = 0.5 * e + h * e.cos(); } }
        { e }
    }
}

/// How many steps a loop is tried with.
const NUMBERS: [usize; 10] = [0, 1, 2, 3, 4, 7, 9, 16, 33, 60];

#[test]
fn counted_loops() {
    for n in NUMBERS {
        alike!(counted counted_plain(0.3, 0.9, n));
        alike!(by_roots by_roots_plain(0.3, 0.9, n));
        alike!(stepped stepped_plain(0.3, 0.9, n));
        alike!(of_other_integers of_other_integers_plain(0.3, 0.9, n as i32 / 4));
    }
}

#[test]
fn loops_of_unknown_length() {
    for (x, w) in [(0.5, 0.5), (0.5, 0.1), (500.0, 0.3), (90.0, 0.2)] {
        alike!(conditional conditional_plain(x, w));
        alike!(endless endless_plain(x, w));
    }
    alike!(conditional_by_roots conditional_by_roots_plain(0.2, 1.5));
}

#[test]
fn loops_that_are_left() {
    for n in NUMBERS {
        alike!(left_early left_early_plain(0.3, 1.2, n));
        alike!(returned returned_plain(0.3, 1.1, n));
        alike!(labelled labelled_plain(0.3, 1.1, n));
    }
}

#[test]
fn loops_over_lists() {
    for n in NUMBERS {
        let xs: Vec<_> = (0..n).map(|i| (0.3 * i as f64).sin()).collect();
        let ys: Vec<_> = (0..n).map(|i| 0.5 * (0.3 * i as f64).cos()).collect();
        alike!(of_items of_items_plain(&xs, 0.7));
        alike!(of_pairs of_pairs_plain(&xs, &ys, 0.7));
        alike!(within within_plain(&xs, 1.2, 5));
    }
}

/// Inside one another, each with its own snapshots; the inner one in a loop that isn't checkpointed, and in a branch.
#[differentiate]
fn nested(x: f64, w: f64, n: usize) -> f64 {
    let mut h = x;
    let mut s = 0.0;
    #[checkpoint(snapshots = 2)]
    for i in 0..n {
        let mut g = h * h;
        #[checkpoint]
        for j in 0..=i {
            g = (w * g).sin() + 0.1 * (j as f64);
        }
        h = h.cos() * g;
        s += h;
    }
    for i in 0..3 {
        if i != 1 {
            #[checkpoint(snapshots = 3)]
            for _ in 0..n {
                h = (h * w).sin();
            }
        }
        s += h * s.sin();
    }
    s
}

#[differentiate]
fn nested_plain(x: f64, w: f64, n: usize) -> f64 {
    let mut h = x;
    let mut s = 0.0;
    for i in 0..n {
        let mut g = h * h;
        for j in 0..=i {
            g = (w * g).sin() + 0.1 * (j as f64);
        }
        h = h.cos() * g;
        s += h;
    }
    for i in 0..3 {
        if i != 1 {
            for _ in 0..n {
                h = (h * w).sin();
            }
        }
        s += h * s.sin();
    }
    s
}

/// A loop that is the last expression of a block, and of the function.
#[differentiate]
fn last(u: &mut [f64], w: f64, n: usize) {
    {
        #[checkpoint(snapshots = 2)]
        for _ in 0..n {
            u[0] = (w * u[0]).sin() + u[1];
        }
    }
    #[checkpoint]
    for i in 0..n {
        let j = i % u.len();
        u[j] *= (w * u[1]).cos();
    }
}

#[differentiate]
fn of_last(x: f64, w: f64, n: usize) -> f64 {
    let mut u = [x, 0.3 * x, 0.2];
    last(&mut u, w, n);
    u[0] + 2.0 * u[1] * u[2]
}

#[test]
fn loops_in_loops() {
    for n in [0, 1, 2, 5, 9] {
        alike!(nested nested_plain(0.4, 1.3, n));
        of_last::check(0.6, 1.1, n).expect("derivatives agree");
    }
}
