//! Iterators whose items are made by functions with effects: std makes them when it is asked for them, those that are skipped too.

use super::*;

#[differentiate]
fn skipped(x: f64) -> f64 {
    let xs = [x, 2.0, x * x, 0.5];
    xs.iter().map(|v| v * draw("skip")).skip(1).sum()
}

#[differentiate]
fn drawn(v: &f64) -> f64 {
    v * draw("by name")
}

#[differentiate]
fn skipped_of_a_name(x: f64) -> f64 {
    let xs = [x, 2.0, x * x];
    xs.iter().map(drawn).skip(1).sum()
}

#[differentiate]
fn stepped_over(x: f64) -> f64 {
    let xs = [x, 2.0, x * x, 0.5, x];
    xs.iter().map(|v| v * draw("step")).rev().skip(1).step_by(2).sum()
}

/// The second of two iterators makes as many items as there are pairs, and so does the first of equally many.
#[differentiate]
fn zipped(x: f64) -> f64 {
    let (xs, ys) = ([x, 2.0, x * x, 0.5], [x, x + 1.0]);
    let long = xs.iter().zip(ys.iter().map(|v| v + draw("second")));
    let n = ys.len();
    let even = (0..n).map(|i| xs[i] * draw("first")).zip((0..n).map(|i| ys[i] - draw("second")));
    let endless = ys.iter().map(|v| v * draw("first")).zip(1..);
    long.map(|(a, b)| a * b).sum::<f64>()
        + even.map(|(a, b)| a * b).rev().sum::<f64>()
        + endless.map(|(a, k)| a * f64::from(k)).sum::<f64>()
}

#[differentiate]
fn zipped_in_a_loop(x: f64) -> f64 {
    let mut sum = 0.0;
    for (v, k) in [x, x * x].iter().zip((0..5).map(|i| draw("second") * i as f64)) {
        sum += k * v * draw("body");
    }
    sum
}

#[differentiate]
fn found(x: f64) -> f64 {
    let (xs, ys) = ([x, 2.0, x * x, 0.5], [x, x + 1.0]);
    let pairs = xs.iter().zip(ys.iter().map(|v| v * draw("second")));
    let all = pairs.map(|(a, b)| a * b).all(|p| p < 1e3);
    if all { x * draw("all") } else { x }
}

#[differentiate]
fn ended(x: f64) -> f64 {
    let xs = [x, 2.0, x * x, 0.5, x];
    xs.iter().map(|v| v * draw("mapped")).take_while(|v| *v < 1.9).sum::<f64>()
        + xs.iter().filter(|v| draw("filtered") < **v).map(|v| v * draw("kept")).sum::<f64>()
}

/// The loop takes from the iterator what it needs, and no more.
#[differentiate]
fn partly(x: f64) -> f64 {
    let mut numbers = (1..6).map(|i| draw("made") * f64::from(i));
    let mut sum = x;
    for k in &mut numbers {
        sum = sum * x + k;
        if k > 2.0 {
            break;
        }
    }
    for k in &mut numbers {
        sum += k * x;
        break;
    }
    sum * numbers.next().unwrap_or(1.0)
}

#[differentiate]
fn replaced(x: f64) -> f64 {
    let mut xs = [x, 2.0, x * x];
    let old = std::mem::replace(&mut xs[draw("index") as usize], x * draw("value"));
    old * xs[0] * xs[1]
}

#[test]
fn items_are_made_as_often_as_by_std() {
    for x in [0.7, 1.3] {
        examine!(self::skipped, x);
        examine!(self::skipped_of_a_name, x);
        examine!(self::stepped_over, x);
        examine!(self::zipped, x);
        examine!(self::zipped_in_a_loop, x);
        examine!(self::found, x);
        examine!(self::ended, x);
        examine!(self::replaced, x);
        examine!(self::partly, x);
    }
}
