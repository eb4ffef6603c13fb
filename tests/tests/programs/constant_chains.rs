//! Chains over what constant code results in, of which no name says that it is an iterator: the user's own iterator is advanced once, as far as the user's code does.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use ad_runtime::prelude::*;

thread_local! {
    static MADE: Cell<usize> = const { Cell::new(0) };
}

fn counted<T>(run: impl FnOnce() -> T) -> (T, usize) {
    MADE.set(0);
    let value = run();
    (value, MADE.get())
}

#[derive(Clone, Debug)]
struct Log {
    events: Vec<(f64, usize)>,
}

impl Log {
    fn events(&self) -> impl Iterator<Item = &(f64, usize)> + '_ {
        self.events.iter().inspect(|_| MADE.set(MADE.get() + 1))
    }
    fn first(&self) -> Option<f64> {
        self.events.first().map(|e| e.0)
    }
}

fn log() -> Log {
    Log { events: vec![(0.3, 2), (0.9, 0), (-0.4, 1)] }
}

fn table() -> BTreeMap<String, f64> {
    BTreeMap::from([("a".to_string(), 1.5), ("bb".to_string(), 0.3)])
}

#[differentiate]
fn values(w: &[f64], #[constant] t: &BTreeMap<String, f64>) -> f64 {
    let x = w[0];
    let mut s = t.values().map(|v| v * x).sum::<f64>();
    s += t.values().zip(w).map(|(v, w)| v * w).sum::<f64>();
    s += t.values().fold(x, |a, v| a * v + s);
    s += t.values().map(|v| v * x).fold(0.0, f64::max);
    s += t.values().filter(|v| **v > x).map(|v| v * s).sum::<f64>();
    s + t.range("a".to_string()..).map(|(k, v)| v * w[k.len()]).sum::<f64>()
}

#[differentiate]
fn keys(w: &[f64], #[constant] sets: &HashMap<usize, BTreeSet<usize>>) -> f64 {
    let spread: f64 = sets.values().map(|set| set.iter().map(|&i| w[i]).product::<f64>()).sum();
    let most = sets.keys().map(|&i| w[i] * w[0]).max_by(|a, b| a.total_cmp(b)).unwrap();
    let begin = spread * most;
    let mut s = begin;
    for (i, y) in sets.keys().map(|&i| w[i] * begin).enumerate() {
        s += y * w[i];
    }
    s
}

#[differentiate]
fn events(x: f64, y: f64) -> f64 {
    #[constant]
    let log = log();
    let mut s: f64 = log.events().map(|(t, n)| (t * x).powi(*n as i32)).sum();
    s += log
        .events()
        .scan(y, |a, e| {
            *a *= e.0;
            Some(*a)
        })
        .last()
        .unwrap();
    let late: Vec<f64> = log.events().map(|e| e.0 * s).collect();
    s += late[0] * late[1];
    if log.events().any(|e| e.0 * x > 0.4) {
        s *= x;
    }
    s *= 1.0 + log.events().filter(|e| e.0 < y).count() as f64;
    s + log.first().map(|v| v * x).unwrap_or(0.0)
}

#[test]
fn chains_over_constants() {
    values::check(&[0.1, 0.2, 0.7], &table()).unwrap();
    let sets = HashMap::from([(1, BTreeSet::from([0, 2])), (2, BTreeSet::from([1]))]);
    keys::check(&[0.1, 0.2, 0.7], &sets).unwrap();
    examined!(counted: events);
}
