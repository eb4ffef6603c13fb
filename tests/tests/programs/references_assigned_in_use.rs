//! References that are assigned while what was taken from them is still in use: parts, iterators, closures, patterns.

use ad_runtime::prelude::*;

#[differentiate]
fn halves(xs: &[f64]) -> f64 {
    let mut rest = xs;
    let (head, tail) = rest.split_at(1);
    rest = tail;
    head[0] * head[0] * rest[0] + rest[1]
}

#[differentiate]
fn firsts(xs: &[f64]) -> f64 {
    let (mut rest, mut sum) = (xs, 0.0);
    while rest.len() > 2 {
        let (first, tail) = rest.split_first().unwrap();
        rest = tail;
        sum += first * first * rest[0];
    }
    sum
}

#[differentiate]
fn firsts_or_none(xs: &[f64]) -> f64 {
    let (mut rest, mut sum) = (xs, 0.0);
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        let Some((second, _)) = rest.split_first() else { break };
        rest = &rest[..rest.len()];
        sum += first * second * second;
    }
    sum
}

#[differentiate]
fn unpacked(xs: &[f64]) -> f64 {
    let (mut params, mut h) = (xs, 0.3);
    for n in [1, 2] {
        let w = &params[..n];
        params = &params[n..];
        let b = params[0];
        params = &params[1..];
        h = (w.iter().map(|w| w * h).sum::<f64>() + b).tanh();
    }
    h
}

#[differentiate]
fn split_off(xs: &[f64]) -> f64 {
    let (mut params, mut sum) = (xs, 0.0);
    for n in [1, 2, 3] {
        let (w, rest) = params.split_at(n);
        params = rest;
        sum += w.iter().map(|w| w * w).sum::<f64>() * (n as f64 + rest.len() as f64);
    }
    sum
}

#[differentiate]
fn iterators(xs: &[f64]) -> f64 {
    let rows = [[xs[0], xs[1]], [xs[2], xs[3]], [xs[4], xs[5]]];
    let (mut cur, mut sum) = (&rows[0], 0.0);
    for row in &rows[1..] {
        let squares = cur.iter().map(|a| a * a);
        let pairs = cur.iter().zip(row);
        cur = row;
        sum += squares.sum::<f64>() * cur[0];
        for (a, b) in pairs {
            sum += a * b * cur[1];
        }
    }
    sum
}

#[differentiate]
fn by_hand(xs: &[f64]) -> f64 {
    let (mut w, mut sum) = (xs, 0.0);
    while w.len() > 2 {
        let mut it = w.iter();
        let a = it.next().unwrap();
        w = &w[1..];
        let b = it.next().unwrap();
        sum += a * a * b * w[1];
    }
    sum
}

#[differentiate]
fn closures(xs: &[f64]) -> f64 {
    let (mut w, mut sum) = (xs, 0.0);
    while w.len() > 2 {
        let total = move || w.iter().sum::<f64>();
        w = &w[1..];
        sum += total() * total() * w[0];
    }
    sum
}

#[differentiate]
fn iterated(xs: &[f64]) -> f64 {
    let (mut w, mut sum) = (xs, 0.0);
    for x in w.iter() {
        if w.len() > 1 {
            w = &w[1..];
        }
        sum += x * w[0];
    }
    sum
}

#[differentiate]
fn aliases(xs: &[f64]) -> f64 {
    let (mut w, mut sum) = (xs, 0.0);
    for i in 1..4 {
        let old = w;
        let first = &w[0];
        w = &xs[i..];
        sum += old[old.len() - 1] * w[0] * first;
    }
    sum
}

/// The largest entry, by a reference to it.
#[differentiate]
fn largest(xs: &[f64]) -> f64 {
    let mut most = &xs[0];
    for i in 1..xs.len() {
        let next = &xs[i];
        if next > most {
            most = next;
        }
    }
    most * most
}

#[test]
fn compared() {
    let xs = [1.0, 3.0, 2.0];
    largest::check(&xs).unwrap();
    assert_eq!(largest::grad(&xs), [0.0, 6.0, 0.0]);
}

#[test]
fn examined() {
    examined_at!([1.0, 0.5, 0.7, 0.2, 0.4, 0.9];
        halves firsts firsts_or_none unpacked split_off iterators by_hand closures iterated aliases);
}

#[derive(Clone, Debug, Differentiable)]
struct Node {
    value: f64,
    next: Option<Box<Node>>,
}

#[differentiate]
fn last(head: &Node) -> f64 {
    let mut node = head;
    loop {
        let next = &node.next;
        match next {
            Some(n) => node = n,
            None => return node.value * node.value * head.value,
        }
    }
}

#[differentiate]
fn chained(head: &Node) -> f64 {
    let (mut node, mut sum) = (head, 0.0);
    while let Some(next) = &node.next {
        let before = node;
        node = next;
        sum += before.value * node.value;
    }
    sum
}

#[differentiate]
fn read_through_the_pattern(head: &Node) -> f64 {
    let (mut node, mut sum) = (head, 1.0);
    while let Some(next) = &node.next {
        sum *= node.value;
        node = next;
        sum += next.value * node.value;
    }
    sum
}

#[derive(Clone, Debug, Differentiable)]
enum Shape {
    Ball(f64),
    Cube(f64),
}

#[differentiate]
fn shapes(shapes: &[Shape]) -> f64 {
    let (mut cur, mut sum) = (&shapes[0], 0.0);
    for i in 1..shapes.len() {
        let old = cur;
        cur = &shapes[i];
        sum += match old {
            Shape::Ball(r) => r * r * r,
            Shape::Cube(a) => a.exp(),
        };
        sum += match cur {
            Shape::Ball(r) => r.sin(),
            Shape::Cube(a) => a * a,
        };
    }
    sum
}

#[test]
fn of_own_types() {
    let tail = Node { value: 2.0, next: None };
    let list = Node { value: 1.5, next: Some(Box::new(tail)) };
    let list = Node { value: 0.5, next: Some(Box::new(list)) };
    last::check(&list).unwrap();
    chained::check(&list).unwrap();
    read_through_the_pattern::check(&list).unwrap();
    assert_eq!(last::grad(&list).value, 4.0);
    shapes::check(&[Shape::Ball(1.0), Shape::Cube(0.5), Shape::Ball(0.3)]).unwrap();
}
