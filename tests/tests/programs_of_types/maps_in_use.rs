//! Functions over maps as they are written: sparse vectors and matrices, tables, graphs, caches.

use ad_runtime::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[differentiate]
fn keys_first(m: &HashMap<u32, f64>) -> f64 {
    let mut keys: Vec<u32> = m.keys().copied().collect();
    keys.sort();
    let mut s = 1.0;
    for k in &keys {
        s = s * 0.5 + m[k];
    }
    for k in keys.iter().rev() {
        s *= m.get(k).unwrap();
    }
    s + m.keys().count() as f64 * s
}
#[differentiate]
fn sorted_pairs(m: &HashMap<String, f64>) -> f64 {
    let mut pairs: Vec<(String, f64)> = m.iter().map(|(k, v)| (k.clone(), *v)).collect();
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    let mut s = 0.0;
    for (k, v) in pairs.iter() {
        s = s * v + k.len() as f64;
    }
    s
}
#[differentiate]
fn softmax(logits: &HashMap<String, f64>) -> HashMap<String, f64> {
    let max = logits.values().cloned().fold(f64::NEG_INFINITY, f64::max);
    let exps: BTreeMap<String, f64> =
        logits.iter().map(|(k, v)| (k.clone(), (v - max).exp())).collect();
    let total: f64 = exps.values().sum();
    exps.into_iter().map(|(k, v)| (k, v / total)).collect()
}
#[differentiate]
fn loss(logits: &HashMap<String, f64>, #[constant] target: &str) -> f64 {
    let p: HashMap<String, f64> = softmax(logits);
    -p[target].ln()
}
#[differentiate]
fn dot(a: &BTreeMap<u32, f64>, b: &BTreeMap<u32, f64>) -> f64 {
    a.iter().filter_map(|(k, v)| b.get(k).map(|w| v * w)).sum()
}
#[differentiate]
fn spmv(a: &BTreeMap<(usize, usize), f64>, x: &[f64]) -> Vec<f64> {
    let mut y = vec![0.0; x.len()];
    for (&(i, j), v) in a {
        y[i] += v * x[j];
    }
    y
}
#[differentiate]
fn graph(edges: &HashMap<u32, Vec<(u32, f64)>>, start: u32) -> f64 {
    let mut cost: BTreeMap<u32, f64> = BTreeMap::new();
    cost.insert(start, 0.0);
    let mut at = start;
    for _ in 0..3 {
        let Some(next) = edges.get(&at) else { break };
        let mut best = at;
        for (to, w) in next {
            let c = cost[&at] + w * w;
            let known = cost.get(to).copied().unwrap_or(f64::INFINITY);
            if c < known {
                cost.insert(*to, c);
                best = *to;
            }
        }
        if best == at {
            break;
        }
        at = best;
    }
    cost.values().sum::<f64>()
}
#[differentiate]
fn memo(n: u32, x: f64) -> f64 {
    let mut cache: HashMap<u32, f64> = HashMap::from([(0, 1.0), (1, x)]);
    for i in 2..=n {
        let v = 2.0 * x * cache[&(i - 1)] - cache[&(i - 2)];
        cache.insert(i, v);
    }
    cache[&n]
}
#[differentiate]
fn opt(m: &BTreeMap<&'static str, f64>) -> Option<f64> {
    let a = m.get("a")?;
    let b = m.get("b").copied().filter(|b| *b > 0.0)?;
    Some(a * b)
}
#[differentiate]
fn any(m: &BTreeMap<u32, f64>, x: f64) -> f64 {
    if m.is_empty() {
        return x;
    }
    let n = m.len();
    let mean = m.values().sum::<f64>() / n as f64;
    let var = m.values().map(|v| (v - mean).powi(2)).sum::<f64>() / (n as f64 - 1.0);
    if m.values().any(|v| *v > 1.0) { var * x } else { mean * x }
}
#[differentiate]
fn swapped(a: &BTreeMap<u32, f64>, b: &BTreeMap<u32, f64>) -> f64 {
    let (mut p, mut q) = (a.clone(), b.clone());
    std::mem::swap(&mut p, &mut q);
    let r = std::mem::take(&mut p);
    q.extend(r.into_iter());
    let mut total = 0.0;
    while let Some(v) = q.remove(&(q.len() as u32)) {
        total = total * 0.3 + v * v;
    }
    total
}
#[derive(Clone, Debug, Differentiable)]
enum Node {
    Leaf(f64),
    Table(BTreeMap<u32, f64>),
}
#[differentiate]
fn node(n: &Node, k: u32) -> f64 {
    match n {
        Node::Leaf(x) => x * x,
        Node::Table(m) => m.get(&k).map_or(0.0, |v| v.sin()),
    }
}
#[differentiate]
fn branch(a: &BTreeMap<u32, f64>, b: &BTreeMap<u32, f64>, x: f64) -> f64 {
    let m = if x > 0.0 { a } else { b };
    m[&1] * x
}
type Params = HashMap<String, f64>;
#[differentiate]
fn alias(p: &Params, x: f64) -> f64 {
    let p: &HashMap<String, f64> = p;
    p["a"] * x
}
#[differentiate]
fn twice(m: &mut HashMap<String, f64>, k: &str, x: f64) -> f64 {
    let v = m.entry(k.to_string()).or_insert_with(|| x * 2.0);
    *v += x;
    let w = *v;
    m.insert(format!("{k}{k}"), w * w);
    w
}
#[test]
fn maps_in_many_functions() {
    let h = HashMap::from([(1, 0.4), (3, 0.8), (5, 1.2), (8, 0.7)]);
    keys_first::check(&h).unwrap();
    let hs: HashMap<String, f64> = h.iter().map(|(k, v)| (format!("{k}"), *v)).collect();
    sorted_pairs::check(&hs).unwrap();
    softmax::check(&hs).unwrap();
    loss::check(&hs, "3").unwrap();
    let b = BTreeMap::from([(1, 0.4), (3, 0.8), (5, 1.2), (8, 0.7)]);
    let c = BTreeMap::from([(1, 0.6), (2, 0.8), (5, 1.1), (3, 0.3), (4, 0.9)]);
    dot::check(&b, &c).unwrap();
    spmv::check(&BTreeMap::from([((0, 1), 0.3), ((1, 1), 0.7), ((2, 0), 0.2)]), &[0.3, 0.4, 0.9])
        .unwrap();
    graph::check(
        &HashMap::from([(1, vec![(2, 0.3), (3, 0.7)]), (3, vec![(4, 0.9)]), (2, vec![(3, 0.1)])]),
        1,
    )
    .unwrap();
    memo::check(6, 0.3).unwrap();
    opt::check(&BTreeMap::from([("a", 0.4), ("b", 0.8)])).unwrap();
    any::check(&b, 0.3).unwrap();
    swapped::check(&b, &c).unwrap();
    node::check(&Node::Table(b.clone()), 3).unwrap();
    branch::check(&b, &c, 0.4).unwrap();
    alias::check(
        &hs.iter().map(|(k, v)| (if k == "1" { "a".to_string() } else { k.clone() }, *v)).collect(),
        0.3,
    )
    .unwrap();
    twice::check(&mut hs.clone(), "1", 0.3).unwrap();
    twice::check(&mut hs.clone(), "7", 0.3).unwrap();
}
