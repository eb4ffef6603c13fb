//! Maps, sets and texts in fields that are constants, used through `self`: their tangent ignores what is done at a key.

use ad_runtime::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
#[derive(Clone, Debug, Differentiable)]
struct Model {
    #[constant]
    table: BTreeMap<u32, f64>,
    #[constant]
    hashed: HashMap<String, f64>,
    #[constant]
    set: BTreeSet<u32>,
    #[constant]
    name: String,
    #[constant]
    rows: BTreeMap<u32, Vec<f64>>,
    k: f64,
}
#[differentiate]
impl Model {
    fn got(&self, x: f64, key: u32) -> f64 {
        x * self.table.get(&key).copied().unwrap_or(1.0) * self.k
    }
    fn matched(&self, x: f64, key: u32) -> f64 {
        match self.table.get(&key) {
            Some(v) => x * v * self.k,
            None => x,
        }
    }
    fn if_let(&self, x: f64, key: u32) -> f64 {
        if let Some(v) = self.table.get(&key) { x * v * self.k + *v } else { x }
    }
    fn indexed(&self, x: f64, key: u32) -> f64 {
        self.table[&key] * x * self.k
    }
    fn text(&self, x: f64) -> f64 {
        self.hashed["a"] * x + self.hashed.get("b").unwrap() * self.k
    }
    fn row(&self, x: f64, key: u32) -> f64 {
        self.rows[&key][1] * x + self.rows.get(&key).unwrap()[0] * self.k
    }
    fn looped(&self, x: f64) -> f64 {
        let table: &BTreeMap<u32, f64> = &self.table;
        let mut sum = 0.0;
        for (k, v) in table {
            sum += v * x * *k as f64 * self.k;
        }
        for v in table.values() {
            sum += v * x * self.k;
        }
        sum
    }
    fn contains(&self, x: f64, key: u32) -> f64 {
        if self.set.contains(&key) {
            x * self.k
        } else if self.table.contains_key(&key) {
            x
        } else {
            1.0
        }
    }
    fn formatted(&self, x: f64) -> f64 {
        let label = format!("{}-{}", self.name, 3);
        x * label.len() as f64 * self.k
    }
    fn text_used(&self, x: f64) -> f64 {
        if self.name == "abc" {
            x * self.k
        } else if self.name.starts_with("x") {
            x
        } else {
            2.0 * x * self.name.len() as f64
        }
    }
    fn counted(&self, x: f64) -> f64 {
        x * self.table.len() as f64 * self.k + if self.set.is_empty() { x } else { 0.0 }
    }
    fn called(&self, x: f64) -> f64 {
        helper(&self.table, x) * self.k + scaled(*self.table.get(&1).unwrap(), x)
    }
}
#[differentiate]
fn helper(#[constant] table: &BTreeMap<u32, f64>, x: f64) -> f64 {
    let mut s = 0.0;
    for (_, v) in table {
        s += x * v;
    }
    s
}
#[differentiate]
fn scaled(a: f64, x: f64) -> f64 {
    a * x
}

#[test]
fn used_through_self() {
    let m = Model {
        table: [(1, 0.5), (2, 0.7)].into(),
        hashed: [("a".to_string(), 0.3), ("b".to_string(), 0.9)].into(),
        set: [1, 3].into(),
        name: "abc".into(),
        k: 0.7,
        rows: [(1, vec![0.2, 0.4])].into(),
    };
    m.got_check(0.4, 1).unwrap();
    m.matched_check(0.4, 1).unwrap();
    m.if_let_check(0.4, 1).unwrap();
    m.indexed_check(0.4, 1).unwrap();
    m.text_check(0.4).unwrap();
    m.row_check(0.4, 1).unwrap();
    m.looped_check(0.4).unwrap();
    m.contains_check(0.4, 1).unwrap();
    m.formatted_check(0.4).unwrap();
    m.text_used_check(0.4).unwrap();
    m.counted_check(0.4).unwrap();
    m.called_check(0.4).unwrap();
}
