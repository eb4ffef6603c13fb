//! A `break` or a `continue` in a macro leaves a loop whose iterations the reverse sweep has to know: it is refused.

use ad_runtime::prelude::*;

macro_rules! stop {
    () => {
        break
    };
}

macro_rules! next {
    ($item:expr) => {
        match $item {
            Some(item) => item,
            None => continue,
        }
    };
}

macro_rules! leave {
    ($label:lifetime) => {
        break $label
    };
}

#[differentiate]
fn stopped(x: f64) -> f64 {
    let mut s = x;
    for i in 0..4 {
        if i == 2 {
            stop!();
        }
        s += x * i as f64;
    }
    s
}

#[differentiate]
fn skipped(x: f64) -> f64 {
    let mut s = x;
    let mut items = [1.0, 2.0].iter();
    for _ in 0..4 {
        let k = next!(items.next());
        s *= x * k;
    }
    s
}

#[differentiate]
fn left(x: f64) -> f64 {
    let mut s = x;
    'outer: for i in 0..4 {
        for j in 0..4 {
            if j > i {
                leave!('outer);
            }
            s *= x;
        }
    }
    s
}

fn main() {
    println!("{}", stopped(skipped(left(1.0))));
}
