//! `match` on constants that its arms take apart: what is moved out is moved, not cloned, and dropped where the arm ends. Loops and
//! branches over what is behind a guard or a temporary.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Mutex;

use ad_runtime::prelude::*;

thread_local! {
    static LOG: RefCell<Vec<i32>> = const { RefCell::new(Vec::new()) };
}

fn log(n: i32) {
    LOG.with(|log| log.borrow_mut().push(n));
}

fn logged<T>(run: impl FnOnce() -> T) -> (T, Vec<i32>) {
    LOG.take();
    let value = run();
    (value, LOG.take())
}

/// It says when it is made and dropped, and has no `Clone`.
struct Noted(i32);

impl Noted {
    fn new(n: i32) -> Noted {
        log(n);
        Noted(n)
    }

    fn value(&self) -> f64 {
        f64::from(self.0)
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        log(-self.0);
    }
}

fn noted(n: i32) -> Option<Noted> {
    (n < 3).then(|| Noted::new(n))
}

fn tried(n: i32) -> Result<Noted, String> {
    noted(n).ok_or("none".to_string())
}

enum Part {
    Pair(Noted, f64),
    Named { part: Noted },
    Nothing,
}

fn part(n: i32) -> Part {
    match n {
        0 => Part::Pair(Noted::new(3), 2.0),
        1 => Part::Named { part: Noted::new(4) },
        _ => Part::Nothing,
    }
}

static LOCK: Mutex<f64> = Mutex::new(2.0);

#[differentiate]
fn guarded(x: f64, y: f64) -> f64 {
    let m = match noted(1) {
        Some(c) if c.value() > 0.5 => x * c.value(),
        Some(c) => y * c.value(),
        None => x,
    };
    log(50);
    m * y
}

#[differentiate]
fn pairs(x: f64, y: f64) -> f64 {
    let some = Some((Noted::new(1), 3.0));
    let a = match some {
        Some((noted, k)) if k > 1.0 => {
            log(50);
            x * k * noted.value()
        }
        _ => y,
    };
    log(51);
    let b = match (Noted::new(7), 2.0) {
        (_, k) if k > 3.0 => x,
        (noted, k) => {
            log(52);
            y * noted.value() * k
        }
    };
    log(53);
    a * b
}

#[differentiate]
fn enums(x: f64, y: f64) -> f64 {
    let mut s = x;
    for i in 0..3 {
        s *= match part(i) {
            Part::Pair(noted, k) => {
                log(50);
                y * noted.value() * k
            }
            Part::Named { part } if part.value() > 1.0 => {
                log(51);
                x * part.value()
            }
            Part::Named { .. } => y,
            Part::Nothing => x,
        };
        log(52);
    }
    s
}

#[differentiate]
fn results(x: f64, y: f64) -> f64 {
    let mut s = x;
    for i in 1..5 {
        s += match tried(i) {
            Ok(noted) => {
                let other = noted;
                y * other.value() * s
            }
            Err(text) if text.is_empty() => x,
            Err(text) => y * text.len() as f64,
        };
    }
    s
}

#[differentiate]
fn errors(x: f64, y: f64) -> f64 {
    let mut s = x;
    for i in 2..4 {
        s *= match tried(i) {
            Ok(noted) => {
                let other = noted;
                log(50);
                y * other.value()
            }
            Err(text) => x * text.len() as f64,
        };
        log(51);
    }
    s
}

fn parts(n: i32) -> (Noted, f64, Vec<f64>) {
    (Noted::new(n), 0.5, vec![1.0, 2.0])
}

#[differentiate]
fn leaving(x: f64, y: f64) -> f64 {
    let limit = 1.0;
    let mut s = x;
    for i in 0..4 {
        match parts(i) {
            (noted, k, mut list) if noted.value() > limit => {
                list.push(k);
                s *= list.len() as f64 * y * 0.3;
                if s > 50.0 {
                    break;
                }
            }
            (noted, k, ref list) => {
                if noted.value() > 0.5 {
                    continue;
                }
                s += (noted.value() + k) * list[0] * y;
            }
        }
    }
    s
}

/// A pattern binds names that are differentiated variables' outside.
#[differentiate]
fn shadowing(x: f64, y: f64) -> f64 {
    let product = x * y;
    let some = Some((1.5, Noted::new(2)));
    let r = match some {
        Some((x, noted)) if x > 1.0 => x * noted.value() * y,
        Some((x, _)) => x * y,
        None => y,
    };
    r * product
}

#[differentiate]
fn counted(x: f64, y: f64) -> f64 {
    let shared = Rc::new(2.0);
    let some = Some((shared.clone(), 3.0));
    let t = match some {
        Some((p, k)) if k > 1.0 => x * k * *p * Rc::strong_count(&p) as f64,
        _ => y,
    };
    t * y * Rc::strong_count(&shared) as f64
}

#[differentiate]
fn locked(x: f64, y: f64) -> f64 {
    let t = match LOCK.lock() {
        Ok(k) if *k > 1.0 => x * *k,
        _ => y,
    };
    t * y * *LOCK.lock().unwrap()
}

#[differentiate]
fn behind_guards(x: f64, y: f64) -> f64 {
    let cell = RefCell::new(vec![Noted::new(1), Noted::new(2)]);
    let mut s = x;
    if let Some(last) = cell.borrow().last() {
        s *= last.value() + x;
    }
    for noted in cell.borrow().iter() {
        s += noted.value() * y * s;
        log(50);
    }
    for (i, noted) in cell.borrow().iter().enumerate() {
        s += noted.value() * y * i as f64;
    }
    let t: f64 = cell.borrow().iter().map(|noted| noted.value() * x).sum();
    let u = {
        let list = cell.borrow();
        list.iter().map(|noted| noted.value() * y).sum::<f64>()
    };
    cell.borrow_mut().clear();
    log(51);
    s * t * u
}

#[differentiate]
fn captured_guards(x: f64, y: f64) -> f64 {
    let cell = RefCell::new(vec![1.0, 2.0]);
    let sum = |z: f64| {
        let mut s = z;
        for item in cell.borrow().iter() {
            s = s * y + item;
        }
        s
    };
    let a = sum(x);
    cell.borrow_mut().push(3.0);
    let first = &*cell.borrow();
    a * sum(y) * first.len() as f64
}

#[differentiate]
fn locked_maps(x: f64, y: f64) -> f64 {
    let map = Mutex::new(BTreeMap::from([(1, 2.0), (2, 3.0)]));
    let mut s = x;
    for (k, v) in map.lock().unwrap().iter() {
        s = s * v + y * f64::from(*k);
        if s > 100.0 {
            break;
        }
    }
    map.lock().unwrap().clear();
    s
}

/// A local list is borrowed in a loop, and moved in another.
#[differentiate]
fn borrowed_and_moved(x: f64, y: f64) -> f64 {
    let list = vec![Noted::new(1), Noted::new(2)];
    let mut s = x;
    for noted in &list {
        s = s * y + noted.value();
    }
    for noted in list {
        s *= noted.value();
        log(50);
    }
    s
}

#[test]
fn constants_are_moved_into_arms() {
    examined! { logged: guarded pairs enums results errors leaving shadowing counted locked }
    // 3 x 14 y
    assert_eq!(pairs::grad(0.5, 2.0), (84.0, 21.0));
}

#[test]
fn temporaries_live_as_long() {
    examined! { logged: behind_guards captured_guards locked_maps borrowed_and_moved }
}

/// `Copy`, of a type that isn't seen.
#[derive(Clone, Copy)]
struct Factor(f64);

enum Step {
    Scale(Factor),
    Shift(f64),
}

static STEPS: [Step; 3] = [Step::Scale(Factor(2.0)), Step::Shift(1.5), Step::Scale(Factor(0.5))];

#[differentiate]
fn copied_out(x: f64, y: f64) -> f64 {
    let mut s = x;
    for step in &STEPS {
        match *step {
            Step::Scale(k) if s > 0.0 => s = s * k.0 + y * s,
            Step::Scale(k) => s *= k.0,
            Step::Shift(by) => s += by * x,
        }
    }
    s
}

#[test]
fn what_is_copy_is_copied_out() {
    examined! { logged: copied_out }
}
