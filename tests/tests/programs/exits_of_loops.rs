//! `return`, `break` and `continue` out of loops inside the value of a branch.

#![allow(dead_code)]

use ad_runtime::prelude::*;

#[differentiate]
fn series(x: f64) -> f64 {
    if x > 1.0 {
        let mut term = x;
        for _ in 0..50 {
            term *= 0.5;
            if term < 1e-3 {
                return term;
            }
        }
        term
    } else {
        x * x
    }
}

#[differentiate]
fn matched(x: f64, kind: usize) -> f64 {
    let start = match kind {
        0 => {
            let mut y = x;
            while y < 10.0 {
                y *= 1.5;
                if y > 7.0 && y < 8.0 {
                    return y * x;
                }
            }
            y
        }
        1 => {
            let mut y = x;
            loop {
                y += x;
                if y > 5.0 {
                    break y;
                }
                for k in 0..3 {
                    y += 0.1 * x;
                    if y > 4.9 && k == 1 {
                        return y * y;
                    }
                }
            }
        }
        _ => x.sin(),
    };
    start * 2.0 + x
}

#[differentiate]
fn nested(x: &[f64], lo: f64) -> Option<f64> {
    let scale = if let Some(first) = x.first() {
        let mut p = *first;
        for v in x {
            if *v < lo {
                return None;
            }
            let q = if *v > 2.0 {
                for w in x {
                    if w * v > 20.0 {
                        return Some(w * v * p);
                    }
                }
                p * v
            } else {
                p + v
            };
            p = q;
        }
        p
    } else {
        return None;
    };
    Some(scale * scale)
}

#[differentiate]
fn in_loops(x: f64) -> f64 {
    let mut y = x;
    'outer: for i in 0..6 {
        let step = if i % 2 == 0 {
            let mut s = 0.0;
            for k in 0..4 {
                s += x * k as f64;
                if s > 3.0 && i == 2 {
                    continue 'outer;
                }
                if s > 8.0 && i == 4 {
                    break 'outer;
                }
                if y > 50.0 {
                    return y - s;
                }
            }
            s
        } else {
            y * 0.5
        };
        y += step;
    }
    y.sqrt()
}

#[differentiate]
fn tail(x: f64, n: usize) -> Result<f64, String> {
    match n {
        0 => Err("none".into()),
        1 => Ok(x),
        n => {
            let mut t = x;
            for i in 0..n {
                if i > 3 {
                    return Err(format!("{t}"));
                }
                t = t.sin() + x;
                if t > 1.4 {
                    return Ok(t);
                }
            }
            Ok(t * x)
        }
    }
}
#[test]
fn branches_with_loops_that_are_left() {
    series::check(3.0).unwrap();
    series::check(0.3).unwrap();
    for x in [0.3, 0.9, 1.3, 2.2, 5.7] {
        for k in 0..3 {
            matched::check(x, k).unwrap();
        }
        in_loops::check(x).unwrap();
        for n in 0..6 {
            if let Ok(_) = tail(x, n) {
                tail::check(x, n).unwrap();
            }
        }
    }
    for x in [&[1.0, 2.5, 3.0][..], &[], &[5.0, 6.0], &[0.5, 0.7]] {
        if nested(x, 0.1).is_some() {
            nested::check(x, 0.1).unwrap();
        }
    }
}
