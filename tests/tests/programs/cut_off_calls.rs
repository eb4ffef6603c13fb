//! Functions without derivatives in what is cut off: `#[constant] let near = neighbours(points);`, `stop_gradient(grid(&x))`. Whatever their results are, they are called once.

use std::cell::Cell;
use std::collections::HashMap;

use ad_runtime::prelude::*;

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

/// The points by the whole number below them.
fn grid(x: &[f64]) -> HashMap<i64, Vec<usize>> {
    CALLS.set(CALLS.get() + 1);
    let mut grid: HashMap<i64, Vec<usize>> = HashMap::new();
    for (i, v) in x.iter().enumerate() {
        grid.entry(v.floor() as i64).or_default().push(i);
    }
    grid
}

struct Order {
    first: usize,
    by_size: Vec<usize>,
}

impl Order {
    fn of(x: &[f64]) -> Order {
        let mut by_size: Vec<_> = (0..x.len()).collect();
        by_size.sort_by(|a, b| x[*a].total_cmp(&x[*b]));
        Order { first: by_size[0], by_size }
    }
}

#[differentiate]
fn pairs(x: &[f64], k: f64) -> f64 {
    #[constant]
    let cells = grid(x);
    let mut sum = 0.0;
    for v in x {
        for j in &cells[&(v.floor() as i64)] {
            sum += k * v * x[*j];
        }
    }
    sum
}

#[differentiate]
fn pairs_by_chains(x: &[f64], k: f64) -> f64 {
    let cells = stop_gradient(grid(x));
    let near = |v: &f64| cells[&(v.floor() as i64)].iter().map(|&j| v * x[j]).sum::<f64>();
    k * x.iter().map(near).sum::<f64>()
}

#[differentiate]
fn sorted(x: &[f64]) -> f64 {
    #[constant]
    let order = Order::of(x);
    let weighted = order.by_size.iter().enumerate().map(|(n, i)| (n + 1) as f64 * x[*i]);
    weighted.sum::<f64>() * x[order.first]
}

#[differentiate]
fn chosen(x: &[f64], k: f64) -> f64 {
    #[constant]
    let order = if x[0] > 0.0 { Order::of(x) } else { Order { first: 1, by_size: vec![0, 1] } };
    k * x[order.first] * x[order.by_size[1]]
}

programs! {
    pairs(&x, k) -> scalar at ([0.3, 1.2, 0.7, 1.9], 0.5);
    pairs_by_chains(&x, k) -> scalar at ([0.3, 1.2, 0.7, 1.9], 0.5);
    sorted(&x) -> scalar at ([0.3, -1.2, 0.7]);
    chosen(&x, k) -> scalar at ([0.3, -1.2, 0.7], 2.0), ([-0.3, -1.2, 0.7], 2.0);
}

#[test]
fn once() {
    let x = [0.3, 1.2, 0.7, 1.9];
    let derivatives: [fn(&[f64]) -> f64; 4] = [
        |x| pairs::value_and_grad(x, 0.5).0,
        |x| pairs::jvp(x, 0.5, x, 1.0).0,
        |x| pairs_by_chains::vjp(x, 0.5).1(1.0).1,
        |x| pairs_by_chains::jvp(x, 0.5, x, 1.0).0,
    ];
    for derivative in derivatives {
        CALLS.set(0);
        derivative(&x);
        assert_eq!(CALLS.get(), 1);
    }
}
