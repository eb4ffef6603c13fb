//! `Option`s as iterators: in loops, in chains, beside lists.

#![allow(for_loops_over_fallibles)]

use std::cell::Cell;

use ad_runtime::prelude::*;

#[differentiate]
fn loop_over(o: Option<f64>, x: f64) -> f64 {
    let mut s = x;
    for v in o {
        s += v * x;
        if s > 100.0 {
            break;
        }
    }
    for v in &o {
        s += v * s;
    }
    s
}
#[differentiate]
fn chain(xs: &[f64], o: Option<f64>) -> f64 {
    xs.iter().chain(o.iter()).map(|v| v * v).sum()
}
#[differentiate]
fn chain2(xs: &[f64], o: Option<f64>) -> f64 {
    xs.iter().copied().chain(o).map(|v| v * v).sum()
}
#[differentiate]
fn chain3(xs: &[f64], o: &Option<f64>) -> f64 {
    let ys: Vec<f64> = xs.iter().chain(o).copied().collect();
    ys.iter().rev().fold(1.0, |acc, y| acc * y.sin())
}
#[differentiate]
fn first(o: Option<f64>, x: f64) -> f64 {
    if let Some(v) = o.iter().next() { v * x } else { x }
}
#[differentiate]
fn mutated(mut o: Option<f64>, x: f64) -> f64 {
    for v in &mut o {
        *v *= x;
    }
    for v in o.iter_mut() {
        *v += 1.0;
        *v *= *v;
    }
    let y: f64 = o.into_iter().sum();
    o.unwrap_or(x) * y
}
#[derive(Clone, Debug, Differentiable)]
struct Node {
    v: f64,
    left: Option<Box<Node>>,
    right: Option<Box<Node>>,
}
#[differentiate]
impl Node {
    fn total(&self) -> f64 {
        let mut s = self.v;
        let left: &Option<Box<Node>> = &self.left;
        for l in left {
            s += l.total() * self.v;
        }
        let right: &Option<Box<Node>> = &self.right;
        s + right.iter().map(|r| r.total()).sum::<f64>()
    }
}
#[differentiate]
fn lists(o: Option<Vec<f64>>, p: Option<Vec<f64>>, x: f64) -> f64 {
    let mut s = 0.0;
    for xs in o.iter() {
        for v in xs {
            s += v * x;
        }
    }
    for v in p.iter().flatten() {
        s += v * v;
    }
    s += p.iter().map(|p| p.len() as f64 * x).sum::<f64>();
    for xs in &p {
        s += xs[0];
    }
    s
}

#[differentiate]
fn made(xs: &[f64]) -> f64 {
    let mut best = None;
    for &x in xs {
        if x > 0.3 {
            best = Some(x * x);
        }
    }
    let mut s = xs[0];
    for b in best {
        s += b * s;
    }
    let last = if s > 0.1 { Some(s.sin()) } else { None };
    for l in last {
        s *= l;
    }
    let first = xs.first().copied();
    for f in first {
        s += f;
    }
    s + last.into_iter().chain(best).chain(Some(s)).sum::<f64>()
}
#[differentiate]
fn sqrt(x: f64) -> Option<f64> {
    if x > 0.0 { Some(x.sqrt()) } else { None }
}
#[differentiate]
fn of_call(x: f64) -> f64 {
    let o: Option<f64> = sqrt(x);
    let s: f64 = o.into_iter().sum();
    let m: f64 = o.iter().map(|v| v * x).sum();
    s * m
}
#[test]
fn options_are_iterated_over() {
    made::check(&[0.4, 0.2, 0.5]).unwrap();
    of_call::check(0.4).unwrap();

    for o in [None, Some(0.7)] {
        loop_over::check(o, 0.4).unwrap();
        chain::check(&[0.4, 0.3], o).unwrap();
        chain2::check(&[0.4, 0.3], o).unwrap();
        chain3::check(&[0.4, 0.3], &o).unwrap();
        first::check(o, 0.3).unwrap();
        mutated::check(o, 0.3).unwrap();
    }
    let leaf = |v| Some(Box::new(Node { v, left: None, right: None }));
    let n = Node {
        v: 0.5,
        left: leaf(0.3),
        right: Some(Box::new(Node { v: 0.2, left: leaf(0.9), right: leaf(1.1) })),
    };
    n.total_check().unwrap();
    lists::check(Some(vec![0.3, 0.4]), Some(vec![0.2, 0.8]), 0.5).unwrap();
    lists::check(None, None, 0.5).unwrap();
}

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

fn counted<T>(run: impl FnOnce() -> T) -> (T, usize) {
    CALLS.set(0);
    let value = run();
    (value, CALLS.get())
}

fn drawn() -> f64 {
    CALLS.set(CALLS.get() + 1);
    0.5
}

/// What is in it is computed once, and what a loop over it does is done once.
#[differentiate]
fn once(x: f64, y: f64) -> f64 {
    let o = if x > drawn() { Some(x * drawn()) } else { None };
    let mut s = y;
    for v in o {
        if v > 100.0 {
            break;
        }
        s += v * drawn();
    }
    let list = [x, y];
    s + list.iter().chain(&o).map(|v| v * drawn()).sum::<f64>()
}

#[test]
fn what_they_do_is_done_once() {
    examined!(counted: once);
}
