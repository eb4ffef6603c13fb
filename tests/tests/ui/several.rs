//! Everything that is wrong, in one go.

use ad_runtime::prelude::*;

#[differentiate(fast, forward, forward)]
fn several(x: &[f64], y: f64) -> f64 {
    let mut items = x.iter();
    let rounded = y as i64 as f64;
    let text = format!("{}", x[0]);
    let cell = std::cell::Cell::new(y);
    let Some(first) = items.next() else { unsafe { std::hint::unreachable_unchecked() } };
    first * text.parse::<f64>().unwrap() * cell.get() + rounded
}

fn main() {
    println!("{}", several(&[1.0], 2.0));
}
