//! Variants that are made by names without their enum's: where a pattern that may fail has them, they are seen to be that.

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Differentiable)]
enum Phase {
    Idle,
    Run(f64),
    Done { t: f64 },
}
use Phase::*;

#[differentiate]
fn made(x: f64) -> f64 {
    let (p, q) = (Run(x), Done { t: x });
    let a = match p {
        Idle => 0.0,
        Run(v) => v,
        Done { t } => t * 2.0,
    };
    let b = match q {
        Idle => 0.0,
        Run(v) => v,
        Done { t } => t * t,
    };
    a + b + if matches!(p, Run(_)) { x } else { 0.0 }
}

#[differentiate]
fn changed(x: f64) -> f64 {
    let mut p = Idle;
    for _ in 0..3 {
        p = match p {
            Idle => Run(x),
            Run(v) => Done { t: v * x },
            Done { t } => Run(t * t),
        };
    }
    match p {
        Idle => 0.0,
        Run(v) => v,
        Done { t } => t,
    }
}

#[differentiate]
fn asked(x: f64) -> f64 {
    let p = Done { t: x * x };
    let Done { t } = p else { return 0.0 };
    let q = Run(t);
    if let Run(v) = q { v * x } else { x }
}

/// A struct that is matched with what may fail.
#[derive(Clone, Copy, Debug, Differentiable)]
struct Secs(f64);

#[differentiate]
fn of_a_struct(x: f64) -> f64 {
    let s = Secs(x);
    match s {
        Secs(0.0) => 1.0,
        Secs(v) => v * v,
    }
}

#[test]
fn they_have_derivatives() {
    made::check(0.3).unwrap();
    changed::check(0.7).unwrap();
    asked::check(0.6).unwrap();
    of_a_struct::check(0.4).unwrap();
    assert_eq!(made::grad(0.5), 3.0);
    // x⁴
    assert!((changed::grad(0.5) - 4.0 * 0.125).abs() < 1e-12);
    assert!((asked::grad(0.5) - 3.0 * 0.25).abs() < 1e-12);
}
