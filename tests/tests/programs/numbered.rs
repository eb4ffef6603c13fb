//! Numbers of items, of lists that aren't seen to be any: integers, by which constant tables are looked up.

use std::collections::{BTreeSet, HashMap};

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Body {
    mass: f64,
    list: Vec<f64>,
}

#[differentiate]
fn looked_up(body: &Body, x: f64) -> f64 {
    let table = HashMap::from([(1usize, 1.25), (7, 0.75)]);
    let mut seen = BTreeSet::new();
    let mut s = body.mass;
    for (i, &item) in body.list.iter().enumerate() {
        s += item * table.get(&i).copied().unwrap_or(0.5);
        seen.insert(i + 1);
        if seen.contains(&(2 * i)) {
            s *= 2.0;
        }
    }
    for (i, item) in body.list.iter().enumerate().rev() {
        s += item * table.get(&(i % 2)).copied().unwrap_or(0.5);
    }
    s * x
        + body
            .list
            .iter()
            .enumerate()
            .map(|(i, item)| item * table.get(&i).copied().unwrap_or(0.75))
            .sum::<f64>()
        + body
            .list
            .iter()
            .zip(body.list.iter())
            .enumerate()
            .filter(|(i, _)| table.contains_key(i))
            .map(|(_, (a, b))| a * b)
            .sum::<f64>()
}

#[differentiate]
fn of_a_body(x: f64) -> f64 {
    looked_up(&Body { mass: x, list: vec![x, x * x, 0.5] }, x)
}

programs! {
    of_a_body(x) -> scalar at (0.7), (-0.3);
}
