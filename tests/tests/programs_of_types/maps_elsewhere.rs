//! Maps of differentiated values beside constants, in loops that are left, in functions that are called, and where making a value is counted.

use ad_runtime::prelude::*;
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

thread_local! { static CALLS: Cell<u32> = const { Cell::new(0) }; }
fn count() -> u32 {
    CALLS.with(|c| {
        c.set(c.get() + 1);
        c.get()
    })
}

// lazily made, keys counted
#[differentiate]
fn lazy(xs: &[f64]) -> f64 {
    let mut m: HashMap<u32, f64> = HashMap::new();
    for x in xs {
        let n = count();
        let e = m.entry(n % 3).or_insert_with(|| x * count() as f64);
        *e += x;
    }
    m.values().map(|v| v * v).sum()
}

// constants beside
#[differentiate]
fn constants(
    m: &HashMap<String, f64>,
    #[constant] table: &HashMap<String, f64>,
    #[constant] index: &BTreeMap<String, usize>,
) -> f64 {
    let mut s = 0.0;
    for (name, v) in m {
        s += v * table[name] + v * v * index[name.as_str()] as f64;
        if let Some(w) = table.get(name) {
            s += w * v.sin();
        }
    }
    for (name, w) in table {
        s += w * m[name];
    }
    s
}
#[differentiate]
fn integers(m: &HashMap<u32, usize>, x: f64) -> f64 {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for k in m.keys() {
        *counts.entry(*k % 2).or_insert(0) += 1;
    }
    x * counts[&0] as f64 + x * m.values().sum::<usize>() as f64
}

#[derive(Clone, Debug, Differentiable)]
struct Net {
    w: HashMap<String, f64>,
    #[constant]
    names: Vec<String>,
    #[constant]
    at: HashMap<String, usize>,
}

#[differentiate]
impl Net {
    fn weighted(&self, x: &[f64]) -> f64 {
        let mut y = 0.0;
        for (i, name) in self.names.iter().enumerate() {
            y += self.w.get(name).copied().unwrap_or(0.0) * x[i];
        }
        y
    }
    fn by_names(&self, x: f64) -> f64 {
        let w: &HashMap<String, f64> = &self.w;
        let mut y = 0.0;
        for name in &self.names {
            if !w.contains_key(name) {
                continue;
            }
            y += w[name] * x;
        }
        y.tanh()
    }
    fn set(&mut self, x: f64) {
        let w: &mut HashMap<String, f64> = &mut self.w;
        for v in w.values_mut() {
            *v *= x;
        }
        w.insert("z".to_string(), x);
        *w.entry("z".to_string()).or_default() += x * x;
    }
    fn all(&self, x: f64) -> f64 {
        let mut n = self.clone();
        n.set(x);
        let n = n;
        n.weighted(&[x, 2.0 * x]) * n.by_names(x) * n.w["z"]
    }
}

#[differentiate]
fn left_early(m: &BTreeMap<u32, f64>, limit: f64) -> f64 {
    let mut s = 0.0;
    for (k, v) in m {
        if s > limit {
            break;
        }
        if *k == 3 {
            continue;
        }
        s += v * v;
    }
    for v in m.values().rev().take(2) {
        s *= v;
    }
    s
}

#[differentiate]
fn inner_loops(xs: &[f64], n: usize) -> f64 {
    let mut m: BTreeMap<usize, f64> = BTreeMap::new();
    for step in 0..n {
        for (i, x) in xs.iter().enumerate() {
            let k = (i * step) % 4;
            let old = m.get(&k).copied().unwrap_or(0.1 * x);
            m.insert(k, old * x + 0.3);
            if step == 2 {
                if let Some(v) = m.remove(&(k + 1)) {
                    m.insert(7, v * x);
                }
            }
        }
    }
    m.values().product()
}

#[differentiate]
fn choose(m: &BTreeMap<&'static str, f64>, #[constant] name: &str) -> f64 {
    let w = match m.get(name) {
        Some(w) => w * 2.0,
        None => m["a"],
    };
    let Some(b) = m.get("b") else { return w };
    let largest = m.values().copied().fold(f64::NEG_INFINITY, f64::max);
    let (first, _) = m.iter().min_by(|a, b| a.1.partial_cmp(b.1).unwrap()).unwrap();
    w * b + largest + m[first]
}

#[differentiate]
fn polynomial(terms: &BTreeMap<Vec<u32>, f64>, x: &[f64]) -> f64 {
    terms
        .iter()
        .map(|(powers, c)| {
            c * powers.iter().zip(x).map(|(p, x)| x.powi(*p as i32)).product::<f64>()
        })
        .sum()
}

#[differentiate]
fn modified(x: f64) -> f64 {
    let mut m: BTreeMap<char, f64> = BTreeMap::new();
    for c in "hello".chars() {
        m.entry(c).and_modify(|v| *v *= x).or_insert(x + 1.0);
    }
    let l = m[&'l'];
    let old = m.insert('l', x.sin());
    m.clear();
    m.insert('q', l * old.unwrap());
    m[&'q']
}

#[differentiate]
fn sub(m: &mut BTreeMap<u32, f64>, x: f64) {
    for (k, v) in m.iter_mut() {
        *v += x * *k as f64;
    }
    m.insert(9, x);
}
#[differentiate]
fn calls(m: &BTreeMap<u32, f64>, x: f64) -> f64 {
    let mut m = m.clone();
    sub(&mut m, x);
    sub(&mut m, x * x);
    left_early(&m, 100.0) * m[&9]
}
#[differentiate]
fn generic<T: Real>(m: &BTreeMap<u32, T>, x: T) -> T {
    let mut s = x;
    for v in m.values() {
        s += *v * *v * x;
    }
    s
}

#[test]
fn maps_beside_constants_and_effects() {
    let reset = || CALLS.with(|c| c.set(0));
    reset();
    let plain = lazy(&[0.3, 0.4, 0.5, 0.6, 0.7]);
    let calls_plain = CALLS.with(|c| c.get());
    reset();
    let (value, g) = lazy::value_and_grad(&[0.3, 0.4, 0.5, 0.6, 0.7]);
    assert_eq!((value, CALLS.with(|c| c.get())), (plain, calls_plain));
    for i in 0..5 {
        let mut x = [0.3, 0.4, 0.5, 0.6, 0.7];
        x[i] += 1e-6;
        reset();
        let a = lazy(&x);
        x[i] -= 2e-6;
        reset();
        let b = lazy(&x);
        assert!(((a - b) / 2e-6 - g[i]).abs() < 1e-7, "{i}");
    }
    let names = ["a", "b", "c"];
    let m: HashMap<String, f64> =
        names.iter().zip([0.3, 0.5, 0.9]).map(|(n, v)| (n.to_string(), v)).collect();
    let t: HashMap<String, f64> =
        names.iter().zip([1.3, 2.5, 0.7]).map(|(n, v)| (n.to_string(), v)).collect();
    let ix: BTreeMap<String, usize> =
        names.iter().zip([1, 2, 3]).map(|(n, v)| (n.to_string(), v)).collect();
    constants::check(&m, &t, &ix).unwrap();
    integers::check(&HashMap::from([(1, 2), (2, 3)]), 0.4).unwrap();
    let net = Net { w: m.clone(), names: vec!["a".into(), "zz".into()], at: HashMap::new() };
    net.weighted_check(&[0.2, 0.4]).unwrap();
    net.by_names_check(0.3).unwrap();
    net.all_check(0.6).unwrap();
    let b = BTreeMap::from([(1, 0.4), (3, 0.8), (5, 1.2), (8, 0.7)]);
    left_early::check(&b, 1.0).unwrap();
    left_early::check(&b, 100.0).unwrap();
    inner_loops::check(&[0.3, 0.8, 1.1], 5).unwrap();
    let s = BTreeMap::from([("a", 0.4), ("b", 0.9), ("c", 0.6)]);
    choose::check(&s, "c").unwrap();
    choose::check(&s, "x").unwrap();
    polynomial::check(&BTreeMap::from([(vec![1, 2], 0.3), (vec![0, 3], 0.4)]), &[0.7, 0.8])
        .unwrap();
    modified::check(0.4).unwrap();
    calls::check(&b, 0.3).unwrap();
    generic::check(&b, 0.3).unwrap();
    let (value, pullback) = calls::vjp(&b, 0.3);
    let (m_bar, x_bar) = pullback(1.0);
    assert_eq!((value, (m_bar, x_bar)), calls::value_and_grad(&b, 0.3));
    assert_eq!(b.named_coordinates()[1], ("[3]".to_string(), 0.8));
    let mut c = b.clone();
    c.add_scaled(0.1, &left_early::grad(&b, 1.0).0);
}
