//! References to constants in variables that refer to something else afterwards: what was read through the first is what it was.

use ad_runtime::prelude::*;

#[differentiate]
fn an_element(#[constant] w: &[f64], #[constant] v: &[f64], x: f64) -> f64 {
    let mut list = w;
    let first = &list[0];
    list = v;
    *first * x + list[0] * x
}

#[differentiate]
fn a_part(#[constant] w: &[f64], #[constant] v: &[f64], x: f64) -> f64 {
    let mut list = w;
    let rest = &list[1..];
    list = v;
    rest[0] * x + list[0] * x
}

#[differentiate]
fn chosen(#[constant] w: &[f64], #[constant] v: &[f64], x: f64) -> f64 {
    let mut list = w;
    let k = x * 2.0;
    let one = if k > 0.5 { &list[0] } else { &list[1] };
    list = v;
    *one * x + list[0] * x
}

#[differentiate]
fn found(#[constant] w: &[f64], #[constant] v: &[f64], x: f64) -> f64 {
    let mut list = w;
    let least = list.iter().min_by(|a, b| (*a * x).total_cmp(&(*b * x))).unwrap();
    list = v;
    *least * x + list[0] * x
}

#[derive(Clone, Copy, Debug)]
struct Cursor<'a> {
    rest: &'a [f64],
    k: f64,
}

#[differentiate]
fn in_a_field(#[constant] w: &[f64], #[constant] v: &[f64], x: f64) -> f64 {
    let mut cursor = Cursor { rest: w, k: 1.0 };
    let first = &cursor.rest[0];
    cursor.rest = v;
    cursor.k = 2.0;
    *first * x + cursor.rest[0] * x * cursor.k
}

#[differentiate]
fn powers(#[constant] w: &[f64], x: f64) -> f64 {
    w.iter().enumerate().map(|(i, a)| a * x.powi(i as i32 + 1)).sum()
}

#[differentiate]
fn lent(#[constant] w: &[f64], #[constant] v: &[f64], x: f64) -> f64 {
    let mut list = w;
    let part = &list[..1];
    list = v;
    powers(part, x) * powers(list, x)
}

#[differentiate]
fn in_a_loop(#[constant] w: &[f64], #[constant] v: &[f64], x: f64) -> f64 {
    let mut list = w;
    let mut s = 1.0;
    for k in 0..4 {
        let part = &list[k % 2..];
        let first = &part[0];
        list = if k % 2 == 0 { v } else { w };
        s *= powers(part, x) + first * s + list[0];
    }
    s
}

#[derive(Clone, Debug)]
struct Node {
    v: f64,
    next: Option<Box<Node>>,
}

#[differentiate]
fn along_a_list(#[constant] first: &Node, x: f64) -> f64 {
    let mut node = first;
    let mut s = x;
    loop {
        let v = &node.v;
        match &node.next {
            Some(next) => node = next,
            None => return s * v,
        }
        s = s * v * x + s.sin();
    }
}

#[test]
fn what_was_read_is_what_it_was() {
    let (w, v) = ([0.1, 0.4], [0.7, 0.9]);
    an_element::check(&w, &v, 0.5).unwrap();
    a_part::check(&w, &v, 0.5).unwrap();
    chosen::check(&w, &v, 0.5).unwrap();
    found::check(&w, &v, 0.5).unwrap();
    in_a_field::check(&w, &v, 0.5).unwrap();
    lent::check(&w, &v, 0.5).unwrap();
    in_a_loop::check(&w, &v, 0.5).unwrap();
    assert_eq!(an_element::vjp(&w, &v, 0.5).1(1.0), an_element::grad(&w, &v, 0.5));
    let last = Node { v: 1.1, next: None };
    let node = Node { v: 0.8, next: Some(Box::new(last)) };
    along_a_list::check(&Node { v: 0.3, next: Some(Box::new(node)) }, 0.5).unwrap();
}
