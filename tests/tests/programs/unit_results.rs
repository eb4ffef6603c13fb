//! Callees that return `Result<(), E>`, and a count, beside what they change.

#![allow(dead_code)]

use ad_runtime::prelude::*;

#[derive(Debug, Clone, PartialEq)]
struct Short {
    wanted: usize,
}

#[differentiate]
fn squares(x: &[f64], out: &mut [f64]) -> Result<(), String> {
    if x.len() != out.len() {
        return Err("lengths differ".to_string());
    }
    for (o, v) in out.iter_mut().zip(x) {
        *o = v * v;
    }
    Ok(())
}

#[differentiate]
fn shifted(x: f64, out: &mut [f64]) -> Result<(), Short> {
    if out.is_empty() {
        return Err(Short { wanted: 1 });
    }
    out[0] += x * x;
    Ok(())
}

#[differentiate]
fn counted(x: f64, out: &mut f64) -> Result<usize, Short> {
    *out *= x;
    if x < 0.0 { Err(Short { wanted: 2 }) } else { Ok(3) }
}

#[differentiate]
fn questioned(x: f64) -> Result<f64, String> {
    let mut out = [0.0];
    squares(&[x], &mut out)?;
    Ok(out[0] * x)
}

#[differentiate]
fn unwrapped(x: f64) -> f64 {
    let mut out = [x];
    shifted(x * x, &mut out).unwrap();
    shifted(x, &mut out).expect("room");
    out[0]
}

#[differentiate]
fn asked(x: f64) -> f64 {
    let mut out = [x, 0.0];
    if squares(&[x, 2.0], &mut out).is_err() {
        return -x;
    }
    if squares(&[x], &mut out).is_ok() { x } else { out[0] + out[1] * x }
}

#[differentiate]
fn matched(x: f64) -> f64 {
    let mut out = [x, 0.0];
    if let Err(e) = squares(&[x], &mut out) {
        out[1] = x * x * e.len() as f64;
    }
    match shifted(x, &mut out) {
        Ok(()) => out[0] + out[1],
        Err(e) if e.wanted > 3 => -x,
        Err(e) => panic!("{e:?}"),
    }
}

#[differentiate]
fn with_count(x: f64) -> f64 {
    let mut y = x;
    let n = counted(x, &mut y).unwrap_or(7);
    let m = match counted(x + 1.0, &mut y) {
        Ok(m) => m,
        Err(_) => 1,
    };
    y * n as f64 + m as f64
}

#[differentiate]
fn kept(x: f64) -> Result<f64, Short> {
    let mut out = [x];
    let done = shifted(x, &mut out);
    done?;
    let done = shifted(out[0], &mut out);
    match done {
        Ok(()) => Ok(out[0]),
        Err(e) => Err(e),
    }
}

#[differentiate]
fn ignored(x: f64) -> f64 {
    let mut out = [x];
    let _ = shifted(x, &mut out);
    shifted(x, &mut out).ok();
    out[0]
}
#[test]
fn unit_results_are_looked_at() {
    let (v, p) = questioned::vjp(2.0);
    assert_eq!(v, Ok(8.0));
    assert_eq!(p(Ok(1.0)), 12.0);
    questioned::check(2.0).unwrap();
    kept::check(0.7).unwrap();
    assert_eq!(unwrapped::value_and_grad(1.5), (8.8125, 17.5));
    unwrapped::check(1.5).unwrap();
    asked::check(0.4).unwrap();
    matched::check(0.4).unwrap();
    with_count::check(0.4).unwrap();
    with_count::check(-0.4).unwrap();
    ignored::check(0.4).unwrap();
    assert_eq!(squares::vjp(&[1.0], &mut []).0, Err("lengths differ".to_string()));
}
