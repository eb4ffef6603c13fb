//! Temporaries of constant code in differentiated statements: until the ends of these, and what loops and branches look into.

use std::cell::RefCell;
use std::sync::Mutex;

use ad_runtime::prelude::*;

use super::{Timer, log, timer};

#[differentiate]
fn noted(x: f64) -> f64 {
    log(8);
    x * x
}

fn drawn() -> f64 {
    log(9);
    0.75
}

/// What statements look into lives until their ends.
#[differentiate]
fn at_the_end_of_a_statement(x: f64) -> f64 {
    let a = timer(1).gain() * noted(x);
    let b = noted(x) + timer(2).gain() * noted(x * a) * timer(3).table()[1] * drawn();
    let (c, d) = (timer(4).gain() * x, noted(b));
    let mut s = if timer(5).gain() * x > drawn() { a } else { timer(6).gain() * noted(b) };
    s += timer(7).gain() * noted(x);
    s *= match s > 0.0 {
        true => timer(11).gain() * noted(x),
        false => noted(x),
    };
    let scaled = |y: f64| timer(12).gain() * noted(y);
    s = scaled(s).sin() + scaled(x);
    for _ in 0..2 {
        s = 0.5 * (noted(s) * timer(13).gain() * noted(x)).sin();
    }
    if s > 100.0 {
        return timer(14).gain() * noted(s);
    }
    s += Timer(15).gain() * noted(x) * {
        let inner = timer(16).gain() * noted(x);
        inner
    };
    let guard = Timer(20);
    s += (guard.gain() + timer(18).gain()) * noted(x);
    s *= (0.5 + 0.25 * (timer(19).gain() * timer(21).gain() - drawn())) * noted(x);
    (a * b * c * d).sin() * s * timer(17).gain() * noted(x)
}

/// A queue that says when it is asked for.
struct Queue(Vec<f64>);

impl Queue {
    fn next(&mut self) -> Option<f64> {
        let item = QUEUE.with(|queue| queue.borrow_mut().0.pop());
        log(30);
        item
    }

    fn is_open(&self) -> bool {
        QUEUE.with(|queue| queue.borrow().0.len() > 1)
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        log(31);
    }
}

thread_local!(static QUEUE: RefCell<Queue> = const { RefCell::new(Queue(Vec::new())) });

fn queue() -> Queue {
    log(32);
    Queue(Vec::new())
}

fn filled(n: usize) {
    QUEUE.with(|queue| queue.borrow_mut().0 = (1..=n).map(|i| 0.25 * i as f64).collect());
}

/// Heads of loops and branches make what they look into each time, and let go of it when the user's do.
#[differentiate]
fn what_heads_make(x: f64) -> f64 {
    filled(5);
    let mut s = x;
    while queue().is_open() {
        let item = queue().next().unwrap();
        s = (s + item * noted(x)).sin();
    }
    filled(3);
    while let Some(item) = queue().next() {
        s += item * noted(x);
    }
    if let Some(item) = queue().next() {
        s += item * noted(x);
    } else {
        s *= noted(x);
    }
    filled(2);
    let y = if queue().is_open() && queue().next().unwrap() * noted(x) > 0.1 { s } else { x };
    let z = (if let Some(item) = queue().next() { item * noted(y) } else { noted(s) }) * noted(x);
    let items = Mutex::new(vec![0.5, 0.25]);
    while items.lock().unwrap().last().is_some() {
        s += items.lock().unwrap().pop().unwrap() * noted(z);
    }
    s * y * z
}

/// An amount by which something was changed.
struct Change(f64);

impl Change {
    fn amount(&self) -> f64 {
        self.0
    }

    fn count(&self) -> u32 {
        2
    }
}

impl Drop for Change {
    fn drop(&mut self) {
        log(40);
    }
}

fn raised(number: &mut f64) -> Change {
    *number += 3.0;
    Change(0.5)
}

#[derive(Clone, Copy)]
struct Counter(f64);

impl Counter {
    fn next(&mut self) -> f64 {
        self.0 += 1.0;
        self.0
    }
}

macro_rules! element {
    ($list:ident, $i:literal) => {
        $list[$i]
    };
}

/// What stands before a temporary is had before it is made, and a macro may stand for a place.
#[differentiate]
fn what_comes_before(x: f64) -> f64 {
    let mut n = 2.0;
    let a = (n * raised(&mut n).amount() + n) * noted(x);
    let b = raised(&mut n).count() as f64 * noted(a) - raised(&mut n).amount() * n * noted(x);
    let mut counters = [Counter(1.0), Counter(2.0)];
    let c = element!(counters, 0).next() * noted(x) * element!(counters, 0).next();
    a.sin() * b.cos() * c * counters[0].0 * n
}

static SHARED: Mutex<f64> = Mutex::new(0.5);

#[differentiate]
fn while_it_is_locked(x: f64) -> f64 {
    log(u32::from(SHARED.try_lock().is_ok()));
    x * x
}

/// Locks are held until the ends of statements.
#[differentiate]
fn locked_for_a_statement(x: f64) -> f64 {
    let a = SHARED.lock().unwrap().sin() * while_it_is_locked(x);
    let b = *SHARED.lock().unwrap() * while_it_is_locked(a);
    let list = Mutex::new(vec![0.25, 0.5]);
    let c = list.lock().unwrap()[1] * while_it_is_locked(x);
    let d = list.lock().unwrap().iter().sum::<f64>() * while_it_is_locked(x);
    a + b * while_it_is_locked(x) + c * d
}

mod order {
    use super::super::logged;

    same_order! {
        at_the_end_of_a_statement
        locked_for_a_statement
        what_heads_make
        what_comes_before
    }
}
