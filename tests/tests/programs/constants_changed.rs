//! Constants that are changed through references: items of lists and maps, temporaries; and iterators that are advanced beside
//! differentiated values.

use std::collections::{BTreeMap, HashMap};

use ad_runtime::prelude::*;

#[differentiate]
fn items(x: f64, y: f64) -> f64 {
    let mut a = [1.0, 2.0, 3.0];
    let mut s = x;
    for v in a.iter_mut() {
        *v += 1.0;
        s = s * y + *v;
    }
    for v in &mut a {
        s += *v * x;
        *v = 0.5;
    }
    for (i, v) in a.iter_mut().enumerate() {
        *v += i as f64;
    }
    s * a[2]
}

#[differentiate]
fn rows(x: f64, y: f64) -> f64 {
    let mut m = vec![vec![1.0, 2.0], vec![3.0]];
    let mut s = x;
    for row in m.iter_mut() {
        for v in row.iter_mut() {
            s = s * *v + y;
            *v *= 2.0;
            s += x * *v;
        }
        row.push(9.0);
    }
    s * m[0][2] * m.len() as f64 * m[1].iter().sum::<f64>()
}

#[differentiate]
fn entries(x: f64, y: f64) -> f64 {
    let mut map = HashMap::new();
    let mut s = x;
    for i in 0..4 {
        let c = map.entry(i % 2).or_insert(1.0);
        s = s * *c + y;
        *c += 1.5;
        *map.entry(2).or_insert(0.0) += 1.0;
    }
    s * map[&0] * map[&2]
}

struct Statistics {
    n: usize,
    sums: Vec<f64>,
}

#[differentiate]
fn fields(x: f64, y: f64) -> f64 {
    let mut all = BTreeMap::new();
    let mut s = x;
    for i in 0..3 {
        let one = all.entry(i / 2).or_insert(Statistics { n: 0, sums: vec![0.0] });
        one.n += 1;
        one.sums[0] += i as f64;
        one.sums.push(0.5);
        s = s * y + one.sums[0] * one.n as f64;
    }
    s * all.values().map(|one| one.sums.len() as f64).sum::<f64>()
}

#[differentiate]
fn temporaries(x: f64, y: f64) -> f64 {
    let w = &mut 3.0;
    *w += 1.0;
    let list = &mut vec![1.0, 2.0];
    list[1] *= 3.0;
    x * *w * y * list[1]
}

#[differentiate]
fn zipped(x: &[f64]) -> f64 {
    let mut items = vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0].into_iter();
    let sum: f64 = x.iter().zip(items.by_ref()).map(|(v, k)| v * k).sum();
    let mut s = sum * items.next().unwrap();
    for (v, k) in x.iter().zip(&mut items) {
        s = s * v + k;
        if k > 5.5 {
            break;
        }
    }
    s * items.next().unwrap()
}

/// Looked up by what isn't an integer, and beside elements of a list that is changed, at the same place.
#[differentiate]
fn looked_up(x: f64, y: f64) -> f64 {
    let map = HashMap::from([("k".to_string(), 2.0), ("l".to_string(), 3.0)]);
    let (mut sum, mut list) = (0.0, [x, y, x * y]);
    for key in ["k", "l"] {
        sum += map[key] * x;
    }
    for key in map.keys() {
        sum += map[key] * x * y;
    }
    for i in 0..list.len() {
        list[i] = nudged(&mut list[i], x);
        let numbers = HashMap::from([(1, 2.25), (2, 0.75)]);
        let z = if let Some(k) = numbers.get(&(i)) { k * list[1] } else { list[i] };
        sum += z;
    }
    sum * map["k"]
}

#[differentiate]
fn nudged(at: &mut f64, by: f64) -> f64 {
    *at += by * by;
    *at
}

programs! {
    looked_up(x, y) -> scalar at (0.7, 1.3), (-0.5, 0.4);
    items(x, y) -> scalar at (0.7, 1.3), (-0.5, 0.4);
    rows(x, y) -> scalar at (0.7, 1.3);
    entries(x, y) -> scalar at (0.7, 1.3);
    fields(x, y) -> scalar at (0.7, 1.3);
    temporaries(x, y) -> scalar at (0.5, 2.0) is [4.0 * 2.0 * 6.0, 4.0 * 0.5 * 6.0];
    zipped(&x) -> scalar at ([0.7, 1.3, -0.4]);
}
