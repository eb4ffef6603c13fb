//! When things are dropped: guards, timers, temporaries, in the order of the plain function, in both modes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Mutex;

use ad_runtime::prelude::*;

thread_local!(static LOG: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) });

fn log(n: u32) {
    LOG.with(|log| log.borrow_mut().push(n));
}

/// Says when it is dropped.
struct Timer(u32);

struct Span {
    id: u32,
}

impl Timer {
    fn gain(&self) -> f64 {
        1.5 + f64::from(self.0)
    }

    fn id(&self) -> Option<&u32> {
        Some(&self.0)
    }

    fn table(&self) -> Vec<f64> {
        vec![0.5, self.gain()]
    }
}

fn timer(id: u32) -> Timer {
    Timer(id)
}

impl Drop for Timer {
    fn drop(&mut self) {
        log(self.0);
    }
}

impl Drop for Span {
    fn drop(&mut self) {
        log(self.id);
    }
}

#[differentiate]
fn at_the_end_of_a_block(x: f64) -> f64 {
    let mut y = x;
    {
        let guard = Timer(1);
        y *= guard.gain();
        log(3);
    }
    log(2);
    y.sin()
}

#[differentiate]
fn at_the_end_of_a_value(x: f64) -> f64 {
    let y = {
        let guard = Timer(1);
        let scaled = x * guard.gain();
        log(3);
        scaled * scaled
    };
    log(2);
    y * y
}

#[differentiate]
fn bound_by_an_arm(x: f64) -> f64 {
    let y = match timer(1) {
        held => x * held.gain(),
    };
    log(2);
    let z = match (y, timer(4)) {
        (y, held) => y * held.gain(),
    };
    log(3);
    z * x
}

#[differentiate]
fn unused_until_the_end(x: f64) -> f64 {
    let _first = Timer(1);
    let _span = Span { id: 7 };
    let y = x * x;
    let _second = Timer(2);
    log(3);
    y.sin()
}

#[differentiate]
fn at_the_end_of_a_closure(x: f64) -> f64 {
    let f = |y: f64| {
        let guard = Timer(1);
        log(5);
        y * guard.gain() * x
    };
    let a = f(x);
    log(2);
    a * f(a)
}

#[differentiate]
fn at_the_end_of_an_arm(x: f64) -> f64 {
    let y = match (x > 0.5, x) {
        (true, z) => {
            let guard = Timer(1);
            z * guard.gain()
        }
        (_, z) => {
            let _guard = Span { id: 4 };
            z
        }
    };
    log(2);
    y * y
}

#[differentiate]
fn in_loops(x: f64) -> f64 {
    let mut sum = x;
    for i in 0..3 {
        let first = Timer(i);
        sum = sum * first.gain() * 0.3 + sum.sin();
        if i == 1 {
            continue;
        }
        let _second = Timer(10 + i);
        log(20 + i);
    }
    log(2);
    sum
}

#[differentiate]
fn when_it_is_shadowed_and_moved(x: f64) -> f64 {
    let y = {
        let guard = Timer(1);
        let y = x * guard.gain();
        let guard = Timer(2);
        let z = y * guard.gain();
        drop(guard);
        log(3);
        z.sin()
    };
    log(4);
    y
}

#[differentiate]
fn out_of_a_block_early(x: f64) -> f64 {
    {
        let guard = Timer(1);
        log(3);
        if x * guard.gain() > 0.0 {
            return x * x;
        }
    }
    x
}

#[differentiate]
fn what_a_match_looks_at(x: f64) -> f64 {
    let y = match Timer(1).id() {
        Some(1) => {
            log(5);
            x * x
        }
        Some(_) => x,
        None => x.sin(),
    };
    log(2);
    y
}

#[differentiate]
fn what_an_if_let_looks_at(x: f64) -> f64 {
    let y = if let Some(1) = Timer(1).id() {
        log(5);
        x * x
    } else {
        x
    };
    log(2);
    y
}

#[differentiate]
fn what_a_let_else_looks_at(x: f64) -> f64 {
    let Some(id) = Timer(1).id().copied() else { return x.sin() };
    log(2);
    x * f64::from(id)
}

#[differentiate]
fn what_a_loop_runs_over(x: f64) -> f64 {
    let mut sum = 0.0;
    for scale in Timer(1).table().iter().copied() {
        let scale: f64 = scale;
        log(5);
        sum += (scale * x).sin();
    }
    log(2);
    sum
}

/// Locks, which are let go of before they are taken again.
#[differentiate]
fn locked(x: f64, #[constant] map: &Mutex<HashMap<&'static str, f64>>) -> f64 {
    let y = if let Some(scale) = map.lock().unwrap().get("scale") { x * scale } else { x.sin() };
    let z = match *map.lock().unwrap().get("power").unwrap_or(&0.0) {
        2.0 => y * y,
        power if power > 2.0 => y.powf(power),
        _ => y.cos(),
    };
    let Some(offset) = map.lock().unwrap().get("offset").copied() else { return z };
    let offset: f64 = offset;
    z + offset * x
}

#[differentiate]
fn positive(a: f64, b: f64) -> Option<f64> {
    if a > b { Some(a * b) } else { None }
}

/// Nobody can tell that `item` lends nothing of the cell to a call, though nobody wants what comes of it.
#[differentiate]
fn beside_unwanted_calls(x: f64) -> f64 {
    let cell = RefCell::new(vec![0.25, 0.75]);
    {
        let mut guard = cell.borrow_mut();
        for _ in 0..2 {
            let item = guard[0];
            let _unwanted = positive((if x < 1.0 { 2.0 } else { item }).tanh(), x);
        }
        guard[1] *= 0.5;
        log(2);
    }
    log(3);
    x * x * cell.borrow()[1]
}

/// Whether a derivative does what the function does, in the same order, and is right.
macro_rules! same_order {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                use super::$name;
                let plain = logged(|| {
                    $name(0.7);
                });
                assert!(!plain.is_empty());
                assert_eq!(logged(|| { $name::value_and_grad(0.7); }), plain);
                assert_eq!(logged(|| { $name::vjp(0.7).1(1.0); }), plain);
                assert_eq!(logged(|| { $name::jvp(0.7, 1.0); }), plain);
                $name::check(0.7).unwrap();
            }
        )*
    };
}

fn logged(f: impl FnOnce()) -> Vec<u32> {
    LOG.take();
    f();
    LOG.take()
}

mod consumed;
mod looked_at;
mod made;
mod spelled;
mod temporaries;

mod order {
    use super::logged;

    same_order! {
        at_the_end_of_a_block
        at_the_end_of_a_value
        unused_until_the_end
        bound_by_an_arm
        at_the_end_of_a_closure
        at_the_end_of_an_arm
        in_loops
        when_it_is_shadowed_and_moved
        out_of_a_block_early
        what_a_match_looks_at
        what_an_if_let_looks_at
        what_a_let_else_looks_at
        what_a_loop_runs_over
        beside_unwanted_calls
    }
}

#[test]
fn locks_are_let_go_of() {
    for entries in
        [vec![], vec![("scale", 3.0), ("power", 2.0)], vec![("power", 3.0), ("offset", 0.5)]]
    {
        let map = Mutex::new(entries.into_iter().collect());
        locked::check(0.7, &map).unwrap();
    }
}
