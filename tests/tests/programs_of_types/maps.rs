//! `BTreeMap` and `HashMap` with differentiated values.

use ad_runtime::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[differentiate]
fn read(m: &BTreeMap<String, f64>, k: f64) -> f64 {
    let name = "b".to_string();
    m["a"] * m[&name] * k + m.get("c").copied().unwrap_or(2.0) + m.get("zz").unwrap_or(&0.5) * k
}

#[differentiate]
fn summed(m: &HashMap<u32, f64>, k: f64) -> f64 {
    let mut s = 0.0;
    for (key, v) in m {
        s += v * v * *key as f64 * k;
    }
    for v in m.values() {
        s *= 1.0 + 0.1 * v;
    }
    if let Some(v) = m.get(&3) {
        s += v.sin();
    }
    if m.contains_key(&7) {
        s += m[&7].exp();
    }
    s + m.len() as f64 * k + m.iter().map(|(key, v)| *key as f64 * v.powi(3)).sum::<f64>()
}

#[differentiate]
fn histogram(xs: &[f64], #[constant] bins: &[u32]) -> f64 {
    let mut m: BTreeMap<u32, f64> = BTreeMap::new();
    for (x, b) in xs.iter().zip(bins) {
        *m.entry(*b).or_insert(0.0) += x * x;
    }
    let mut y = 1.0;
    for (b, v) in &m {
        y *= 1.0 + v / (1.0 + *b as f64);
    }
    y
}

#[differentiate]
fn untyped(xs: &[f64]) -> f64 {
    let mut m = HashMap::new();
    for (i, x) in xs.iter().enumerate() {
        m.insert(i % 3, x.sin());
        *m.entry(i % 2).or_insert(1.0) *= *x;
    }
    if let Some(v) = m.get_mut(&1) {
        *v *= 3.0;
    }
    let gone = m.remove(&0);
    let mut y = gone.unwrap_or(0.0);
    for v in m.values_mut() {
        *v += 0.5;
    }
    for (key, v) in &m {
        y += v * v * (*key as f64 + 1.0);
    }
    y
}

fn names() -> BTreeMap<String, f64> {
    [("a", 0.3), ("b", 0.7), ("c", 1.1)].map(|(name, v)| (name.to_string(), v)).into()
}

#[test]
fn values_by_keys() {
    read::check(&names(), 0.4).unwrap();
    let m = HashMap::from([(3, 0.3), (7, 0.2), (9, 1.3)]);
    summed::check(&m, 0.4).unwrap();
    histogram::check(&[0.3, 0.4, 0.5, 0.6], &[1, 2, 1, 4]).unwrap();
    untyped::check(&[0.3, 0.4, 0.5, 0.6]).unwrap();
}

#[derive(Clone, Debug, Differentiable)]
struct Spring {
    k: f64,
    l: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Hard,
    Soft,
}

#[derive(Clone, Debug, Differentiable)]
struct Model {
    params: BTreeMap<String, f64>,
    rows: HashMap<u32, Vec<f64>>,
    scale: f64,
}

#[differentiate]
impl Model {
    fn eval(&self, #[constant] x: &[f64]) -> f64 {
        let params: &BTreeMap<String, f64> = &self.params;
        let mut y = params["bias"];
        for (name, w) in params {
            y += w * name.len() as f64;
        }
        let rows: &HashMap<u32, Vec<f64>> = &self.rows;
        for (i, row) in rows.iter() {
            for (w, x) in row.iter().zip(x) {
                y += w * x * *i as f64;
            }
        }
        y * self.scale
    }
    fn unseen(&self) -> f64 {
        let mut s = self.params["bias"] * self.params["slope"];
        s += self.params.get("other").copied().unwrap_or(1.5);
        if let Some(v) = self.params.get("bias") {
            s += v * v;
        }
        if self.params.contains_key("slope") {
            s *= 2.0;
        }
        let name = "slope";
        s * self.params.get(&*name).copied().unwrap() * self.rows[&1][0]
    }
    fn step(&mut self, x: f64) {
        *self.params.entry("bias".to_string()).or_insert(0.0) += x;
        if let Some(v) = self.params.get_mut("slope") {
            *v *= x;
        }
        self.params.insert("new".to_string(), x * x);
    }
    fn stepped(&self, x: f64) -> f64 {
        let mut m = self.clone();
        m.step(x);
        m.step(x * 0.5);
        m.unseen() + m.params["new"]
    }
}

#[differentiate]
fn structs(m: &BTreeMap<Kind, Spring>, x: f64) -> f64 {
    let mut e = 0.0;
    for s in m.values() {
        e += 0.5 * s.k * (x - s.l).powi(2);
    }
    e + m[&Kind::Hard].k * x + m.get(&Kind::Soft).map(|s| s.l * x).unwrap_or(0.0)
}

#[differentiate]
fn nested(m: &BTreeMap<u32, BTreeMap<u32, f64>>) -> f64 {
    let mut s = m[&1][&2];
    for (i, row) in m {
        for (j, v) in row {
            s += v * v * (*i as f64 - *j as f64);
        }
    }
    s
}

#[differentiate]
fn changed(m: &mut HashMap<(i32, i32), f64>, x: f64) -> f64 {
    for v in m.values_mut() {
        *v = v.sin() * x;
    }
    m.insert((0, 0), x * x);
    m.remove(&(1, 1));
    for (k, v) in m.iter_mut() {
        *v += x * k.0 as f64;
    }
    m[&(0, 0)]
}

#[differentiate]
fn groups(xs: &[f64], #[constant] names: &[&str]) -> f64 {
    let mut m: HashMap<&str, Vec<f64>> = HashMap::new();
    for (x, n) in xs.iter().zip(names) {
        m.entry(n).or_default().push(x * 2.0);
    }
    let mut s = 0.0;
    for (_, v) in &m {
        let mean = v.iter().sum::<f64>() / v.len() as f64;
        s += v.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
    }
    s
}

#[differentiate]
fn made(x: f64, y: f64) -> BTreeMap<&'static str, f64> {
    let mut m = BTreeMap::from([("x", x * x), ("y", y.sin())]);
    m.insert("z", x * y);
    m
}

#[differentiate]
fn uses_made(x: f64, y: f64) -> f64 {
    let m: BTreeMap<&str, f64> = made(x, y);
    m["x"] * m["y"] + m["z"]
}

#[differentiate]
fn collected(xs: &[f64]) -> f64 {
    let m: BTreeMap<usize, f64> = xs.iter().enumerate().map(|(i, x)| (i % 3, x * x)).collect();
    let n: HashMap<_, _> = m.iter().map(|(k, v)| (*k, v.exp())).collect::<HashMap<usize, f64>>();
    let mut o = n.clone();
    o.extend(m.into_iter().map(|(k, v)| (k + 10, v)));
    o.retain(|k, _| *k != 1);
    let big: f64 = o.values().copied().fold(0.0, f64::max);
    big * o[&0] + o.into_values().sum::<f64>()
}

#[test]
fn maps_in_structs_and_made() {
    let params: BTreeMap<String, f64> =
        [("bias", 0.3), ("slope", 0.7), ("c", 1.1)].map(|(n, v)| (n.to_string(), v)).into();
    let model = Model {
        params,
        rows: HashMap::from([(1, vec![0.2, 0.4]), (2, vec![0.5, 0.3])]),
        scale: 0.7,
    };
    model.eval_check(&[0.3, 0.9]).unwrap();
    model.unseen_check().unwrap();
    model.stepped_check(0.4).unwrap();
    let m = BTreeMap::from([
        (Kind::Hard, Spring { k: 2.0, l: 0.5 }),
        (Kind::Soft, Spring { k: 0.3, l: 0.1 }),
    ]);
    structs::check(&m, 0.3).unwrap();
    nested::check(&BTreeMap::from([
        (1, BTreeMap::from([(2, 0.3), (5, 0.7)])),
        (4, BTreeMap::from([(2, 0.6)])),
    ]))
    .unwrap();
    changed::check(&mut HashMap::from([((1, 1), 0.3), ((2, 3), 0.5)]), 0.4).unwrap();
    groups::check(&[0.3, 0.4, 0.9, 0.1], &["a", "b", "a", "b"]).unwrap();
    made::check(0.3, 0.4).unwrap();
    uses_made::check(0.3, 0.4).unwrap();
    collected::check(&[0.3, 0.4, 0.9, 0.1, 0.5]).unwrap();
}
