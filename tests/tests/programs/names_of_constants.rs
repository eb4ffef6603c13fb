//! Constant code that binds names of its own, and has fields, methods and functions that are called like a differentiated parameter.

use ad_runtime::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Point {
    x: f64,
    k: f64,
}

impl Point {
    fn x(&self) -> f64 {
        self.x
    }
}

mod m {
    pub fn x(v: f64) -> f64 {
        v * 2.0
    }

    pub fn k(v: f64) -> f64 {
        v * 3.0
    }

    pub mod x {
        pub fn three() -> f64 {
            3.0
        }
    }
}

fn applied(g: impl Fn(f64) -> f64, v: f64) -> f64 {
    g(v)
}

#[differentiate]
fn energy(p: &Point, y: f64) -> f64 {
    p.x * y + p.k
}

#[differentiate]
fn fields(x: f64) -> f64 {
    let p = Point { x: 1.5, k: 2.0 };
    let Point { x: gain, k } = p;
    let other = Point { k: p.x(), ..p };
    energy(&p, x) * gain * k + other.x * x + energy(&other, x * x)
}

/// The variables have other names in the derivatives.
#[differentiate]
fn fields_of_shadowed_names(x: f64) -> f64 {
    let k = 2.0;
    let p = Point { x: k * 2.0, k };
    let k = p.k + 1.0;
    let q = Point { x: k, k: 2.0 };
    let x = x * k;
    let k = q.k * 1.5;
    let both = [Point { k, x: k }, Point { x: 1.0, k: q.k }];
    let Point { x: a, k } = both[0];
    x * p.x * q.x * both[1].x * a * k
}

#[differentiate]
fn paths(x: f64) -> f64 {
    let a = m::x(3.0);
    let b = m::x::three();
    let c = 'x: {
        if a > 1.0 {
            break 'x 2.0;
        }
        1.0
    };
    a * b * c * x
}

#[differentiate]
fn closures(x: f64) -> f64 {
    let a = applied(|x| x * 2.0, 3.0);
    let b = [1.0, 2.0].iter().map(|x| x * 2.0).sum::<f64>();
    let c = |x: f64| x + 1.0;
    let d = std::iter::repeat(2.0).take(3).map(|x: f64| x.sqrt()).fold(0.0, |x, y| x + y);
    a * b * x * c(2.0) * d
}

#[differentiate]
fn patterns(x: f64) -> f64 {
    let map: BTreeMap<u32, f64> = [(1, 2.0)].into_iter().collect();
    let a = match map.get(&1) {
        Some(x) if *x > 1.0 => *x,
        Some(_) => 0.5,
        None => 1.0,
    };
    let b = if let Some(x) = map.get(&2) { *x } else { 3.0 };
    let mut c = 0.0;
    for x in map.values() {
        c += x;
    }
    let mut halves = (0..3).map(|x| x as f64 * 0.5);
    while let Some(x) = halves.next() {
        c += x;
    }
    let d = {
        let x = 2.0;
        x * c
    };
    x * a * b * c * d
}

#[differentiate]
fn formats(x: f64) -> f64 {
    let text = format!("{x} {}", "x", x = 2.5);
    let names = ["x", "y"];
    let n = names.iter().map(|x| x.len()).sum::<usize>() + text.len();
    n as f64 * x
}

/// Names that variables get in the derivatives, bound by constant code.
#[differentiate]
fn numbered(list: &[f64], x: f64) -> f64 {
    let mut sum = 0.0;
    for (i, k) in list.iter().enumerate() {
        let z = {
            let (t0, t1, item, i_1) = (0.5, 3.0, 2.0, 4.0);
            t0 + t1 * item + i as f64 * i_1
        };
        sum += z * x * k;
    }
    let j = 2.0;
    let j = j + 1.0;
    let w = [1.0].iter().map(|j_1| j_1 * j).sum::<f64>();
    let j_1 = 7.0;
    sum * w * j_1 * {
        let j_2 = j_1;
        j + j_2
    }
}

/// Parameters of closures, and functions, by the name of a variable that has another one in the derivatives.
#[differentiate]
fn closures_in_braces(x: f64) -> f64 {
    let is_long = x.is_finite();
    let k = 2.0;
    let k = k + 1.5;
    let z = if is_long {
        let product = |a: f64, k: f64| a * k;
        product(k, 4.0)
    } else {
        1.0
    };
    let y = {
        let twice = m::k(k);
        twice + k
    };
    z * y * x * k
}

programs! {
    numbered(&list, x) -> scalar at ([1.5, 2.0], 0.7);
    closures_in_braces(x) -> scalar at (0.7);
    fields(x) -> scalar at (0.7);
    fields_of_shadowed_names(x) -> scalar at (0.7);
    paths(x) -> scalar at (0.7);
    closures(x) -> scalar at (0.7);
    patterns(x) -> scalar at (0.7);
    formats(x) -> scalar at (0.7);
}
