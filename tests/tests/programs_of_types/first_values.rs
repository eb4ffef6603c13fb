//! Variables that get their first value after their declaration: no other value is made for them.

use std::cell::Cell;

use ad_runtime::prelude::*;

thread_local!(static MADE: Cell<usize> = const { Cell::new(0) });

#[derive(Clone, Copy, Debug, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

impl Default for Point {
    fn default() -> Point {
        MADE.set(MADE.get() + 1);
        Point { x: 0.0, y: 0.0 }
    }
}

#[differentiate]
fn by_branches(p: &Point) -> f64 {
    let q: Point;
    if p.x > 0.0 {
        q = Point { x: p.x * 2.0, y: p.y };
    } else {
        q = *p;
    }
    q.x * q.y
}

#[differentiate]
fn afterwards(p: &Point) -> f64 {
    let q;
    let s = p.x * p.y;
    q = Point { x: s, y: p.y };
    q.x * q.y
}

#[differentiate]
fn by_arms(p: &Point) -> f64 {
    let q;
    let s = p.x * p.y;
    match s > 0.0 {
        true => {
            let k = s * 2.0;
            q = Point { x: k, y: p.y }
        }
        false => return s,
    }
    q.x * q.y
}

#[differentiate]
fn two(p: &Point) -> f64 {
    let (low, high);
    if p.x < p.y {
        high = p.y;
        low = p.x;
    } else {
        high = p.x;
        low = p.y
    }
    low * low * high
}

#[differentiate]
fn with_a_constant(p: &Point, n: usize) -> f64 {
    let (a, k);
    if p.x < p.y {
        a = p.x;
        k = n;
    } else {
        a = p.y * p.y;
        k = 2 * n;
    }
    a * k as f64
}

#[differentiate]
fn changed_afterwards(p: &Point) -> f64 {
    let mut a: Point;
    if p.x < p.y {
        a = *p;
    } else if p.x > 10.0 {
        a = Point { x: 1.0, y: p.x };
    } else {
        a = Point { x: p.y, y: p.x };
    }
    a.x *= 3.0;
    a = Point { x: a.x, y: a.x * a.y };
    a.x * a.y
}

#[differentiate]
fn in_loops(p: &Point) -> f64 {
    let mut sum = 0.0;
    for i in 0..3 {
        let q;
        if i == 1 {
            sum *= p.x;
            continue;
        } else {
            q = Point { x: p.y, y: p.x };
        }
        sum += q.x * q.x * q.y;
    }
    sum
}

#[differentiate]
fn one_after_another(p: &Point) -> f64 {
    let a;
    let b;
    a = p.x * 2.0;
    b = a * p.y;
    let c;
    {
        let t = a + b;
        c = t * t;
    }
    c
}

#[differentiate]
fn or_panics(p: &Point) -> f64 {
    let a;
    if let Some(v) = Some(p.x) {
        a = v * v
    } else {
        panic!("none")
    }
    a * p.y
}

#[differentiate]
fn or_never(p: &Point) -> f64 {
    let q;
    match p.y > 0.0 {
        true => q = *p,
        false => unreachable!(),
    }
    let r;
    if q.y > 1.0 {
        r = Point { x: q.y, y: q.x };
    } else {
        panic!("no {}", 1);
    }
    r.x * q.x
}

/// The first is declared where it gets its value, the second one where it stands.
#[differentiate]
fn declared_again(x: f64) -> f64 {
    let q;
    q = x * 2.0;
    let first = &q;
    let q;
    let mut i = 0;
    loop {
        i += 1;
        if i == 3 {
            q = x * x;
            break;
        }
    }
    first * q
}

#[test]
fn of_own_types() {
    for p in [Point { x: 1.5, y: 2.0 }, Point { x: 3.0, y: 2.0 }, Point { x: -1.0, y: 2.0 }] {
        by_branches::check(&p).unwrap();
        afterwards::check(&p).unwrap();
        by_arms::check(&p).unwrap();
        two::check(&p).unwrap();
        with_a_constant::check(&p, 3).unwrap();
        changed_afterwards::check(&p).unwrap();
        in_loops::check(&p).unwrap();
        one_after_another::check(&p).unwrap();
        or_panics::check(&p).unwrap();
        or_never::check(&p).unwrap();
        declared_again::check(p.x).unwrap();
    }
    assert_eq!(MADE.get(), 0);
    let gradient = two::grad(&Point { x: 3.0, y: 2.0 });
    assert_eq!((gradient.x, gradient.y), (4.0, 12.0));
}

#[differentiate]
fn reference(x: &[f64]) -> f64 {
    let a;
    a = &x[0];
    a * x[0]
}

#[differentiate]
fn reference_by_branches(x: &[f64]) -> f64 {
    let a: &f64;
    if x.len() > 2 {
        a = &x[0];
    } else {
        a = &x[1];
    }
    a * x[0]
}

#[differentiate]
fn slices(x: &[f64], y: &[f64]) -> f64 {
    let (a, b);
    if x[0] > y[0] {
        a = x;
        b = y;
    } else {
        a = y;
        b = x;
    }
    a[0] * a[0] * b[0]
}

#[differentiate]
fn of_a_reference_that_changes(x: &[f64]) -> f64 {
    let mut rest = x;
    let first: &f64;
    first = &rest[0];
    rest = &rest[1..];
    first * rest[0]
}

/// In the middle of a branch: some value stands there before, of std's types.
#[differentiate]
fn in_the_middle(x: &[f64]) -> f64 {
    let found;
    let mut i = 0;
    loop {
        i += 1;
        if i == x.len() {
            found = (x[i - 1], [x[0]; 2]);
            break;
        }
    }
    found.0 * found.0 * found.1[1]
}

#[test]
fn of_std_types() {
    for x in [&[1.0, 3.0, 2.0][..], &[3.0, 1.0]] {
        reference::check(x).unwrap();
        reference_by_branches::check(x).unwrap();
        slices::check(x, &[2.0]).unwrap();
        of_a_reference_that_changes::check(x).unwrap();
        in_the_middle::check(x).unwrap();
    }
}
