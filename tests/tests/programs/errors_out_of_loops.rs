//! `return Err(e)` out of loops, of errors that can't be copied: each is made once, and moved to the caller.

use ad_runtime::prelude::*;

/// No `Clone`.
#[derive(Debug, PartialEq)]
enum Failure {
    TooFar(f64),
    NotConverged { iterations: usize },
}

/// Newton's method for Kepler's equation.
#[differentiate]
fn anomaly(mean: f64, e: f64) -> Result<f64, Failure> {
    if !(0.0..1.0).contains(&e) {
        return Err(Failure::TooFar(e));
    }
    let mut at = mean;
    for _ in 0..20 {
        let step = (at - e * at.sin() - mean) / (1.0 - e * at.cos());
        at -= step;
        if at.abs() > 100.0 {
            return Err(Failure::TooFar(at));
        }
        if step.abs() < 1e-13 {
            return Ok(at);
        }
    }
    Err(Failure::NotConverged { iterations: 20 })
}

#[differentiate]
fn anomaly_or(mean: f64, e: f64) -> f64 {
    match anomaly(mean, e) {
        Ok(at) => at * at,
        Err(Failure::TooFar(_)) => mean * e,
        Err(Failure::NotConverged { iterations }) => iterations as f64 * mean,
    }
}

/// Out of two loops at once, with a list as what is returned, and by `?`.
#[differentiate]
fn first_row(rows: &[[f64; 2]], least: f64) -> Result<Vec<f64>, Failure> {
    for row in rows {
        for v in row {
            let root = root_of(*v)?;
            if root * root > least {
                return Ok(vec![root, row[0] * row[1]]);
            }
        }
        if row[0] > 50.0 {
            return Err(Failure::TooFar(row[0]));
        }
    }
    Err(Failure::NotConverged { iterations: rows.len() })
}

#[differentiate]
fn root_of(v: f64) -> Result<f64, Failure> {
    if v < 0.0 { Err(Failure::TooFar(v)) } else { Ok(v.sqrt() * v) }
}

#[differentiate]
fn of_first_row(x: f64, y: f64) -> f64 {
    let rows = [[x * y, y], [x, 3.0 * y], [y, x]];
    let Ok(row) = first_row(&rows, 1.0) else { return x };
    row[0] + 2.0 * row[1]
}

#[differentiate]
fn of_no_row(x: f64, y: f64) -> f64 {
    let rows = [[x * y, -y]];
    let Ok(row) = first_row(&rows, 1.0) else { return x * x };
    row[0]
}

/// Nothing but errors is returned out of the loop, and nothing but `Ok(())`.
#[differentiate]
fn keep_positive(x: &mut [f64]) -> Result<(), Failure> {
    for v in x.iter_mut() {
        if *v < 0.0 {
            return Err(Failure::TooFar(*v));
        }
        *v = v.sqrt();
    }
    Ok(())
}

#[differentiate]
fn until_negative(x: &mut [f64], k: f64) -> Result<(), Failure> {
    let mut i = 0;
    loop {
        if i == x.len() || x[i] < 0.0 {
            return Ok(());
        }
        x[i] *= k;
        i += 1;
    }
}

#[differentiate]
fn changed(x: f64, y: f64) -> f64 {
    let mut list = [x, y, x * y];
    let ended = keep_positive(&mut list).is_ok();
    if until_negative(&mut list, y).is_err() || !ended {
        return x;
    }
    list[0] * list[1] + list[2]
}

programs! {
    anomaly_or(mean, e) -> scalar at (0.7, 0.2), (0.7, 1.5);
    of_first_row(x, y) -> scalar at (0.7, 0.4), (0.7, 0.9);
    of_no_row(x, y) -> scalar at (0.7, 0.4);
    changed(x, y) -> scalar at (0.7, 0.4), (0.7, -0.4);
}

/// The pullback of an error has nothing to give back.
#[test]
fn an_error() {
    let (value, pullback) = anomaly::vjp(0.7, 1.5);
    assert_eq!(value, Err(Failure::TooFar(1.5)));
    assert_eq!(pullback(Err(())), (0.0, 0.0));
    let (value, value_dot) = first_row::jvp(&[[60.0, 1.0]], 1e9, &[[1.0, 1.0]], 0.0);
    assert_eq!((value, value_dot), (Err(Failure::TooFar(60.0)), Err(())));
}
