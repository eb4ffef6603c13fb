//! `return f(x)` of a `Result` out of loops, whose error can't be copied.

use ad_runtime::prelude::*;

#[derive(Debug, PartialEq)]
enum Wrong {
    Negative(String),
    None,
}

#[differentiate]
fn root(x: f64) -> Result<f64, Wrong> {
    if x < 0.0 { Err(Wrong::Negative(format!("{x}"))) } else { Ok(x.sqrt()) }
}

#[differentiate]
fn first_above(xs: &[f64], limit: f64) -> Result<f64, Wrong> {
    for row in 0..2 {
        for &x in xs {
            if x.abs() > limit + row as f64 {
                return root(x * limit);
            }
        }
        if row == 1 {
            return root(limit);
        }
    }
    Err(Wrong::None)
}

#[derive(Clone, Debug, Differentiable)]
struct Solver {
    k: f64,
}

#[differentiate]
impl Solver {
    fn step(&self, x: f64) -> Result<f64, Wrong> {
        if x == 0.0 { Err(Wrong::None) } else { root(x * x + self.k * x) }
    }

    fn run(&self, x: f64) -> Result<f64, Wrong> {
        let mut x = x;
        loop {
            x *= 0.5;
            if x < 1.0 {
                return self.step(x);
            }
        }
    }
}

#[test]
fn results() {
    first_above::check(&[0.5, 3.0], 2.0).unwrap();
    first_above::check(&[0.5, 1.0], 2.0).unwrap();
    let (value, pullback) = first_above::vjp(&[0.5, 3.0], 2.0);
    assert_eq!(value, Ok(6.0_f64.sqrt()));
    let (xs_bar, limit_bar) = pullback(Ok(1.0));
    let slope = 0.5 / 6.0_f64.sqrt();
    assert!((xs_bar[1] - 2.0 * slope).abs() < 1e-15 && xs_bar[0] == 0.0);
    assert!((limit_bar - 3.0 * slope).abs() < 1e-15);
    assert_eq!(first_above::vjp(&[0.5, -3.0], 2.0).0, Err(Wrong::Negative("-6".into())));
    Solver { k: 0.7 }.run_check(3.0).unwrap();
}
