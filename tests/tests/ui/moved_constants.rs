//! A constant that an arm takes out of another would have to be cloned where a guard looks at what is differentiated: the function only moves it.

use ad_runtime::prelude::*;
use std::rc::Rc;

#[differentiate]
fn counted(x: f64, y: f64) -> f64 {
    let shared = Rc::new(1.0);
    let pair = Some((shared.clone(), 2.0)); // refused
    match pair {
        Some((inner, k)) if k > x => x * y * Rc::strong_count(&inner) as f64,
        _ => y,
    }
}

fn main() {
    println!("{}", counted(1.0, 2.0));
}
