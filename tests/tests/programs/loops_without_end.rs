//! Loops over iterators without an end, which are left by `break`, `return` or `continue` of a loop around.

use ad_runtime::prelude::*;

#[differentiate]
fn series(x: f64) -> f64 {
    let (mut s, mut t) = (1.0, 1.0);
    for i in 1.. {
        t *= x / i as f64;
        s += t;
        if t.abs() < 1e-12 {
            break;
        }
    }
    s
}
#[differentiate]
fn continued(x: f64) -> f64 {
    let mut s = 0.0;
    let mut t = 1.0;
    for i in 0.. {
        if i > 5 {
            break;
        }
        if i % 2 == 0 {
            continue;
        }
        t *= x;
        s += t * f64::from(i);
    }
    s
}
#[differentiate]
fn returned(x: &[f64], k: usize) -> f64 {
    for i in k.. {
        if x[i] > 0.4 {
            return x[i] * x[i];
        }
    }
    0.0
}
#[differentiate]
fn labelled(x: f64) -> f64 {
    let mut t = x;
    'outer: for i in (1u32..).step_by(2) {
        if i > 5 {
            break;
        }
        for j in 0.. {
            t = t.sin() + 0.1 * x;
            if j == i {
                continue 'outer;
            }
        }
    }
    t
}
#[differentiate]
fn searched(x: f64) -> f64 {
    let n = (1..).find(|i| *i as f64 * 0.3 > 2.0).unwrap();
    let s: f64 = (1..).map(|i| x.powi(i)).take_while(|t| *t > 1e-3).sum();
    s * n as f64
}
#[differentiate]
fn zipped(x: &[f64]) -> f64 {
    let mut s = 0.0;
    for (i, v) in (1..).zip(x) {
        s += v * i as f64;
    }
    for (i, v) in x.iter().cycle().enumerate() {
        if i > 7 {
            break;
        }
        s += v * v;
    }
    s
}
#[differentiate]
fn repeated(x: f64) -> f64 {
    let mut s = 0.0;
    for w in std::iter::repeat(x) {
        s += w * w;
        if s > 5.0 {
            break;
        }
    }
    s
}

#[test]
fn they_are_left() {
    series::check(0.7).unwrap();
    continued::check(0.6).unwrap();
    returned::check(&[0.1, 0.5, 0.7], 0).unwrap();
    returned::check(&[0.1, 0.5, 0.7], 2).unwrap();
    labelled::check(0.5).unwrap();
    repeated::check(0.9).unwrap();
    assert!((series::grad(0.7) - 0.7_f64.exp()).abs() < 1e-12);
}

#[test]
fn of_what_ends_by_itself() {
    searched::check(0.4).unwrap();
    zipped::check(&[0.3, 0.2]).unwrap();
}
