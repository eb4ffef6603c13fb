//! Constant lists that are consumed: their items are moved out once, as the user's own iterator does it, whether they can be cloned or not.

use ad_runtime::prelude::*;

use super::log;

/// It can't be cloned.
struct Held(u32);

impl Drop for Held {
    fn drop(&mut self) {
        log(self.0);
    }
}

impl Held {
    fn gain(self) -> f64 {
        1.5 + f64::from(self.0)
    }

    fn weight(&self) -> f64 {
        0.5 + f64::from(self.0)
    }
}

/// It can be, which says so.
struct Counted(u32);

impl Clone for Counted {
    fn clone(&self) -> Counted {
        log(1000);
        Counted(self.0)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        log(self.0);
    }
}

impl Counted {
    fn gain(self) -> f64 {
        1.5 + f64::from(self.0)
    }
}

fn noted() -> f64 {
    log(50);
    0.75
}

#[differentiate]
fn mapped(x: f64) -> f64 {
    let sum: f64 = vec![Held(3), Held(4)].into_iter().map(|held| held.gain() * x * noted()).sum();
    x * sum
}

#[differentiate]
fn mapped_of_a_variable(x: f64) -> f64 {
    let list = vec![Held(1), Held(2)];
    let sum: f64 = list.into_iter().map(|held| held.gain() * x * noted()).sum();
    let array = [Held(3), Held(4)];
    let other: f64 = array.into_iter().map(|held| held.weight() * x * noted()).sum();
    x * sum * other * noted()
}

#[differentiate]
fn mapped_of_clones(x: f64) -> f64 {
    let sum: f64 =
        vec![Counted(3), Counted(4)].into_iter().map(|held| held.gain() * x * noted()).sum();
    x * sum
}

#[differentiate]
fn numbered(x: f64) -> f64 {
    let mut s = 0.0;
    for (i, held) in vec![Held(4), Held(5)].into_iter().enumerate() {
        s += (i as f64 + 1.0) * held.gain() * x * noted();
    }
    s * x
}

#[differentiate]
fn looked_at_first(x: f64) -> f64 {
    let list = vec![Held(1), Held(2)];
    let mut s = x;
    for held in list.iter() {
        s *= held.weight();
    }
    for held in list {
        s += held.weight() * x;
    }
    s * noted()
}

#[differentiate]
fn left_early(x: f64) -> f64 {
    let mut s = 0.0;
    for held in [Held(1), Held(2), Held(3)] {
        s += held.weight() * x * noted();
        if s > 0.5 {
            break;
        }
    }
    s * x * noted()
}

#[differentiate]
fn in_other_ways(x: f64) -> f64 {
    let mut s = 0.0;
    for held in vec![Held(1), Held(2)].into_iter().rev() {
        s += held.weight() * x * noted();
    }
    for held in vec![Held(1), Held(2), Held(3)].into_iter().skip(1) {
        s += held.weight() * s * x * noted();
    }
    for held in vec![Held(4), Held(5), Held(6)].into_iter().filter(|held| held.weight() > 5.0) {
        s *= held.weight() * noted();
    }
    for held in vec![Some(Held(7)), None, Some(Held(8))].into_iter().flatten() {
        s += held.weight() * x;
    }
    s * noted()
}

#[differentiate]
fn beside_another(x: f64) -> f64 {
    let mut s = 0.0;
    for (k, held) in [x, x * x].iter().zip(vec![Held(1), Held(2), Held(3)]) {
        s += held.weight() * k * noted();
    }
    s * noted() * x
}

#[differentiate]
fn put_together(x: f64) -> f64 {
    let list: Vec<f64> =
        vec![Held(1), Held(2)].into_iter().map(|held| held.weight() * x * noted()).collect();
    let folded = vec![Held(3), Held(4)].into_iter().fold(x, |s, held| s * held.gain() + noted());
    list[0] * x * list[1] * folded
}

mod order {
    use super::super::logged;

    same_order! {
        mapped
        mapped_of_a_variable
        mapped_of_clones
        numbered
        looked_at_first
        left_early
        in_other_ways
        beside_another
        put_together
    }
}
