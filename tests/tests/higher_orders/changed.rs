//! Second derivatives of what is changed in place, and of what is lent on: lists and deques, by methods whose receivers aren't seen, references by name, enums.

use std::collections::VecDeque;

use ad_runtime::prelude::*;

use super::compared::{assert_close, product_by_differences};

#[derive(Clone, Differentiable)]
struct Window {
    values: Vec<f64>,
    weights: [f64; 3],
    #[constant]
    n: usize,
}

#[differentiate(order = 2)]
impl Window {
    /// Nobody sees that the fields are lists of std's.
    fn step(&mut self, k: f64) -> f64 {
        self.values.push(self.weights[0] * k);
        let last = self.values.pop().unwrap_or(0.0);
        self.values.insert(0, last * k);
        self.weights.swap(0, 1);
        self.weights.reverse();
        self.weights.rotate_left(1);
        self.weights.rotate_right(2);
        self.n += 1;
        let first = self.values.remove(1);
        self.values.push(first * first);
        self.values[0] * self.weights[1] * first
    }
}

#[differentiate(order = 2)]
fn lists(x: f64, y: f64) -> f64 {
    let mut window = Window { values: vec![x, y], weights: [x * y, y, x], n: 0 };
    let mut sum = 0.0;
    for i in 0..3 {
        sum += window.step(y + i as f64 * x);
    }
    sum * window.values[0] * window.weights[0] + window.values[1]
}

#[derive(Clone, Differentiable)]
struct Queue {
    items: VecDeque<f64>,
    total: f64,
}

#[differentiate(order = 2)]
impl Queue {
    fn put(&mut self, k: f64) -> f64 {
        self.items.push_back(k * self.total);
        self.items.push_front(k * k);
        if self.items.len() > 3 {
            let first = self.items.pop_front().unwrap();
            let last = self.items.pop_back().unwrap_or_default();
            self.total += first * last;
        }
        self.items.iter().map(|v| v * v).sum::<f64>() * self.total
    }
}

#[differentiate(order = 2)]
fn deques(x: f64, y: f64) -> f64 {
    let mut queue = Queue { items: VecDeque::new(), total: x };
    let mut sum = 0.0;
    for i in 0..4 {
        sum += queue.put(y + i as f64);
        queue.items.pop_back();
    }
    sum * queue.total
}

/// A deque that is seen.
#[differentiate(order = 2)]
fn local_deque(x: f64, y: f64) -> f64 {
    let mut queue = VecDeque::new();
    queue.push_back(x);
    queue.push_front(y);
    for _ in 0..3 {
        let first = queue.pop_front().unwrap();
        queue.push_back(first * x + queue[0]);
        queue[0] *= first;
    }
    queue.iter().map(|v| v * v).sum::<f64>()
}

/// What is thrown away, and what is kept of it.
#[differentiate(order = 2)]
fn shortened(x: f64, y: f64) -> f64 {
    let mut list = vec![x * y, x, y * y, x.sin()];
    list.pop();
    list.truncate(2);
    list.push(list[0] * y);
    let drained: Vec<f64> = list.drain(..1).collect();
    let value = list[0] * list[1] + drained[0] * drained[0] * list[0];
    list.clear();
    list.push(value * x);
    let mut tail = list.split_off(0);
    let mut more = vec![x, y];
    tail.append(&mut more);
    tail.retain(|v| *v < 1e6);
    tail[0] * tail[1]
}

#[differentiate(order = 2)]
fn exchange(a: &mut f64, b: &mut f64, k: f64) {
    std::mem::swap(a, b);
    *a *= k;
    *b += *a * *b;
}

#[differentiate(order = 2)]
fn exchanged(x: f64, y: f64) -> f64 {
    let (mut p, mut q) = (x * y, y);
    exchange(&mut p, &mut q, x);
    let old = std::mem::replace(&mut p, q * q);
    let taken = std::mem::take(&mut q);
    p * old + taken * taken + q
}

#[derive(Clone, Differentiable)]
enum State {
    Single(f64),
    Pair { p: f64, q: Vec<f64> },
    Empty,
}

#[differentiate(order = 2)]
fn next(state: &State, k: f64) -> State {
    match state {
        State::Single(a) => State::Pair { p: a * k, q: vec![a * a, k] },
        State::Pair { p, q } if q[0] > 0.0 => State::Single(p * q[1] * k),
        State::Pair { .. } => State::Empty,
        State::Empty => State::Single(k * k),
    }
}

#[differentiate(order = 2)]
fn states(x: f64, y: f64) -> f64 {
    let mut state = State::Single(x);
    let mut sum = 0.0;
    for i in 0..4 {
        state = next(&state, y + 0.2 * i as f64);
        if let State::Single(a) = &state {
            sum += a * a;
        } else if let State::Pair { p, q } = &state {
            sum += p * q[0];
        }
    }
    sum
}

#[differentiate(order = 2)]
fn mixed(a: &[f64], b: &[f64], c: &f64) -> f64 {
    a[0] * b[1] * b[1] + a[1] * b[0] * c
}

/// One reference for two parameters.
#[differentiate(order = 2)]
fn twice(x: f64, y: f64) -> f64 {
    let list = [x * y, y];
    let part = &list[..];
    mixed(part, part, &part[0]) * mixed(&list, part, &x)
}

/// The fields of what is lent, iterated over.
#[differentiate(order = 2)]
fn energy(window: &Window) -> f64 {
    let mut sum = 0.0;
    for v in &window.values {
        sum += v * v;
    }
    for v in window.values.iter().chain(window.weights.iter()) {
        sum += v * sum;
    }
    let pairs = window.values.iter().zip(&window.weights);
    sum + pairs.map(|(a, b)| a * b * b).sum::<f64>() * window.n as f64
}

#[differentiate(order = 2)]
fn iterated(x: f64, y: f64) -> f64 {
    let window = Window { values: vec![x, x * y], weights: [y, x, x * x], n: 2 };
    energy(&window) * x
}

#[differentiate(order = 2)]
fn force(list: &[f64], k: f64) -> Vec<f64> {
    list.iter().map(|v| -v * v * k).collect()
}

/// What is lent to be changed is lent on, to be looked at.
#[differentiate(order = 2)]
fn advance(list: &mut [f64], k: f64) -> f64 {
    let force = force(list, k);
    for i in 0..force.len() {
        list[i] += 0.5 * force[i];
    }
    list.iter().sum::<f64>() * k
}

#[differentiate(order = 2)]
fn lent_on(x: f64, y: f64) -> f64 {
    let mut list = vec![x, x * y];
    let mut sum = 0.0;
    for _ in 0..3 {
        sum += advance(&mut list, y);
    }
    sum * list[0] + list[1]
}

macro_rules! as_differences {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let gradient = |p: &[f64]| {
                    let (x_bar, y_bar) = super::$name::grad(p[0], p[1]);
                    vec![x_bar, y_bar]
                };
                for (x, v) in [([0.7, 1.2], [1.0, -0.5]), ([-0.4, 0.9], [0.3, 0.8])] {
                    let (x_product, y_product) = super::$name::hvp(x[0], x[1], v[0], v[1]);
                    let expected = super::product_by_differences(gradient, &x, &v);
                    super::assert_close(&[x_product, y_product], &expected, 1e-7);
                }
            }
        )*
    };
}

mod products {
    as_differences! {
        lists deques local_deque shortened exchanged states twice iterated lent_on
    }
}
