//! Constants that closures of chains make: they are dropped where the plain function drops them, and what the reverse sweep needs of them is kept.

use ad_runtime::prelude::*;

use super::log;

struct Held(u32);

impl Drop for Held {
    fn drop(&mut self) {
        log(self.0);
    }
}

#[differentiate]
fn in_a_loop(x: f64) -> f64 {
    let mut sum = x;
    for held in (0..3).map(|i| Held(i)) {
        sum += f64::from(held.0) * x * x;
        log(70);
    }
    sum * x
}

#[differentiate]
fn in_a_chain(x: f64) -> f64 {
    let sum: f64 = [1, 2].iter().map(|i| Held(*i)).map(|held| f64::from(held.0) * x).sum();
    sum * x
}

#[differentiate]
fn in_lists(x: f64) -> f64 {
    let mut product = x;
    for held in (1..3).map(|i| vec![Held(i)]) {
        product *= x * f64::from(held[0].0);
        log(70);
    }
    for held in (1..3).map(|i| Box::new(Held(i))) {
        product *= x * f64::from(held.0);
        log(71);
    }
    product
}

mod order {
    use super::super::logged;

    same_order! {
        in_a_loop
        in_a_chain
        in_lists
    }
}
