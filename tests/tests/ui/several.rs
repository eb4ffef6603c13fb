//! Everything that is wrong, in one go.

use ad_runtime::prelude::*;

#[differentiate(fast, forward, forward)]
fn several(x: &[f64], y: f64) -> f64 {
    let mut sum = x.iter().sum::<f64>();
    for x in x {
        sum += x;
    }
    let rounded = y as i64 as f64;
    match x.to_vec().pop() {
        Some(largest) => sum += largest,
        None => {}
    }
    let [a, b] = [x[0], x[1]];
    a * b.next_power() + sum * rounded
}

trait Power {
    fn next_power(self) -> Self;
}

impl Power for f64 {
    fn next_power(self) -> f64 {
        self * 2.0
    }
}

fn main() {
    println!("{}", several(&[1.0], 2.0));
}
