use ad_runtime::prelude::*;

#[differentiate]
fn matches(x: f64, n: usize) -> f64 {
    match n {
        0 => x,
        _ => x * x,
    }
}

#[differentiate]
fn late(x: f64, n: usize) -> f64 {
    let y;
    if n > 0 {
        y = x;
    } else {
        y = 2.0 * x;
    }
    y
}

#[differentiate]
fn calls_with_borrows(x: f64) -> f64 {
    let mut y = x;
    let old = std::mem::replace(&mut y, 2.0);
    y * old
}

#[differentiate]
fn patterns(x: f64) -> f64 {
    let [a, b] = [x, x * x];
    a * b
}

fn main() {
    println!("{}", matches(late(patterns(calls_with_borrows(1.0)), 0), 1));
}
