//! Differentiated values in messages and errors, which are constants.

#![allow(dead_code)]

use ad_runtime::prelude::*;
#[derive(Debug, Clone, PartialEq)]
enum Failure {
    Diverged { at: f64, steps: usize },
    Text(String),
    Small(f64),
}

#[differentiate]
fn root(x: f64) -> Result<f64, String> {
    let mut r = x;
    for _ in 0..20 {
        r = 0.5 * (r + x / r);
        if !r.is_finite() {
            return Err(format!("diverged at {r}"));
        }
    }
    Ok(r)
}

#[differentiate]
fn newton(x: f64, tol: f64) -> Result<f64, Failure> {
    let mut r = x;
    for steps in 0..50 {
        let f = r * r - x;
        if f.abs() < tol {
            return Ok(r);
        }
        r -= f / (2.0 * r);
        if r > 1e6 {
            return Err(Failure::Diverged { at: r, steps });
        }
        if r < 0.0 {
            return Err(Failure::Text(format!("negative: {:.3} of {x}", r * 2.0)));
        }
    }
    if r == 0.0 {
        Err(Failure::Small(r))
    } else {
        Err(Failure::Text(format!("no root of {}", x + r)))
    }
}

#[differentiate]
fn both(x: f64) -> Result<f64, String> {
    let r = root(x).map_err(|e| format!("{e} of {x}"))?;
    let s = newton(r, 1e-13).map_err(|e| format!("{e:?} at {r}"))?;
    if s > 100.0 {
        Err(format!("{s} is too large"))?
    }
    let mut list = vec![r, s];
    list.push(r * s);
    let t = list.last().ok_or_else(|| format!("empty, {r}"))?;
    let u = list.iter().copied().find(|v| *v > 0.0).ok_or(format!("{:?}", list))?;
    Ok(t + s * r + u)
}
#[test]
fn errors_are_constants() {
    let (value, pullback) = root::vjp(4.0);
    assert_eq!(value, Ok(2.0));
    assert_eq!(pullback(Ok(1.0)), 0.25);
    newton::check(4.0, 1e-14).unwrap();
    both::check(4.0).unwrap();
    assert_eq!(newton::vjp(-4.0, 1e-14).0, newton(-4.0, 1e-14));
}

macro_rules! note {
    ($($text:tt)*) => {
        let _ = format!($($text)*);
    };
}

/// The letters of a text are no names.
#[differentiate]
fn noted(x: f64) -> f64 {
    let s = x * x;
    note!("loss {}", stop_gradient(s));
    s * x
}

#[test]
fn texts_hold_no_names() {
    noted::check(1.5).unwrap();
}
