//! What a pattern looks at and binds nothing of: it lives as long as the `if let`, the `let else`, the loop.

use ad_runtime::prelude::*;

use super::{Timer, log};

fn noted(id: u32) -> f64 {
    log(id);
    f64::from(id)
}

#[differentiate]
fn in_a_branch(x: f64) -> f64 {
    let y = if let Some(_) = Some(Timer(1)) { noted(9) * x } else { x };
    y * noted(8)
}

#[differentiate]
fn in_neither(x: f64) -> f64 {
    let y = if let Some(_) = (x > 50.0).then(|| Timer(1)) { noted(9) * x } else { noted(7) * x };
    y * y * noted(8)
}

#[differentiate]
fn before_a_return(x: f64) -> f64 {
    if let None = Some(Timer(1)) {
        return x;
    }
    noted(9) * x
}

#[differentiate]
fn or_else(x: f64) -> f64 {
    let Some(_) = Some(Timer(1)) else { return x };
    noted(9) * x
}

#[differentiate]
fn in_loops(x: f64) -> f64 {
    let mut y = x;
    for i in 0..2 {
        if let Some(_) = Some(Timer(i)) {
            y *= x * noted(9);
        }
        if let Some(Timer(1)) = Some(Timer(i)) {
            log(6);
        }
    }
    y
}

#[differentiate]
fn of_a_variable(x: f64) -> f64 {
    let held = Some(Timer(4));
    if let Some(_) = held {
        log(5);
    }
    if let Some(_) = &held {
        log(6);
    }
    x * x * noted(8)
}

mod order {
    use super::super::logged;

    same_order! {
        in_a_branch
        in_neither
        before_a_return
        or_else
        in_loops
        of_a_variable
    }
}
