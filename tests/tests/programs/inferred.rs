//! Types that only rustc infers: in a derivative it infers what it does in the function.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Mutex;

use ad_runtime::prelude::*;

#[differentiate]
fn out_of_a_map(x: f64) -> f64 {
    let table = BTreeMap::from([("a", 1.75), ("b", 0.5)]);
    let y = table["a"] * x;
    let z = x / table.get("b").unwrap();
    y.sin() + z.cos()
}

#[differentiate]
fn out_of_a_map_in_single_precision(x: f32) -> f32 {
    let table = BTreeMap::from([("a", 1.75), ("b", 0.5)]);
    let y = table["a"] * (2.0 * x);
    let z = x / table.get("b").unwrap();
    y.sin() + z.cos()
}

#[differentiate]
fn out_of_a_cell(x: f64) -> f64 {
    let list = RefCell::new(vec![0.25, 0.75]);
    let lock = Mutex::new(1.5);
    list.borrow_mut()[0] += 1.0;
    let y = list.borrow()[0] * x.cos();
    let z = *lock.lock().unwrap() - x * x;
    y.tanh() + z.powi(2)
}

#[differentiate]
fn out_of_a_closure(x: f64) -> f64 {
    let mut weight = 1.25;
    let mut next = || {
        weight *= 0.5;
        weight
    };
    let y = next() * x.exp();
    let z = next() + x;
    let w = next().max(x);
    y.ln() * z.sqrt() + w.sin()
}

#[differentiate]
fn named_constants(x: f64) -> f64 {
    let table = BTreeMap::from([("a", 1.75)]);
    let k = table["a"];
    let mut sum = 0.0;
    for _ in 0..3 {
        let y = k * x;
        sum += y.sin() + (k - sum).cos();
    }
    sum
}

#[differentiate]
fn of_any_float<T: Real>(x: T, #[constant] table: &BTreeMap<usize, T>) -> T {
    let y = table[&0] * x;
    let z = *table.get(&1).unwrap() + x;
    y.sin() * z.cos()
}

#[test]
fn constants_of_inferred_types() {
    let x = 0.7_f64;
    let slope = 1.75 * (1.75 * x).cos() - 2.0 * (2.0 * x).sin();
    assert!((out_of_a_map::grad(x) - slope).abs() < 1e-14);
    assert!(
        (f64::from(out_of_a_map_in_single_precision::grad(0.7))
            - (3.5 * (3.5 * x).cos() - 2.0 * (2.0 * x).sin()))
        .abs()
            < 1e-5
    );
    out_of_a_map::check(x).unwrap();
    out_of_a_cell::check(x).unwrap();
    out_of_a_closure::check(x).unwrap();
    named_constants::check(x).unwrap();
    of_any_float::check(x, &BTreeMap::from([(0, 1.5), (1, 0.3)])).unwrap();
}

/// Constants of all sorts that meet differentiated values: numbers, and references to them.
#[differentiate]
fn of_local_constants(x: f64, y: f64) -> f64 {
    let factors = [1.5, 2.5];
    let mut sum = x;
    for factor in &factors {
        sum = sum * factor + y;
    }
    for factor in factors.iter().rev() {
        sum += factor;
    }
    let some = Some(3.0);
    if let Some(factor) = some {
        sum *= factor;
    }
    if let Some(factor) = &some {
        sum *= factor;
    }
    let table = std::collections::BTreeMap::from([(1, 2.5), (2, 3.5)]);
    for (n, value) in &table {
        sum = sum * value + y * *n as f64;
    }
    let pair = (if y > 1.0 { 2.0 } else { factors[0] }, 3);
    let scaled = |k| x * k;
    sum * table[&2] + scaled(pair.0) * y * pair.1 as f64
}

#[differentiate]
fn of_generic_constants<T: Real>(x: T, #[constant] k: T) -> T {
    let some = Some(k);
    let mut sum = x;
    if let Some(k) = some {
        sum *= k;
    }
    if let Some(k) = &some {
        sum = sum * *k;
    }
    let table = std::collections::BTreeMap::from([(1, k)]);
    for (_, value) in &table {
        sum = (sum + *value) * *value;
    }
    sum * table[&1]
}

#[test]
fn local_constants() {
    for (x, y) in [(0.7, 1.3), (1.9, 0.6)] {
        of_local_constants::check(x, y).unwrap();
        // The map is affine in x and in y.
        let (_, (by_x, _)) = of_local_constants::value_and_grad(x, y);
        let difference = of_local_constants(x + 1.0, y) - of_local_constants(x, y);
        assert!((by_x - difference).abs() < 1e-9 * difference.abs());
    }
    // k^4 x + k^3
    assert!((of_generic_constants::grad(0.7, 1.5) - 1.5_f64.powi(4)).abs() < 1e-12);
    of_generic_constants::check(0.7, 1.5).unwrap();
}
