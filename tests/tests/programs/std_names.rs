//! Methods of one's own by names of std's, on variables that nothing differentiated has come into yet.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Own {
    sum: f64,
    n: usize,
    all: Vec<f64>,
}

#[differentiate]
impl Own {
    fn mul_add(&mut self, a: f64, b: f64) {
        self.sum += a * b;
    }

    fn log(&mut self, v: f64) {
        self.sum += v;
        self.n += 1;
    }

    fn max(&mut self, v: f64) {
        if v > self.sum {
            self.sum = v;
        }
    }

    fn hypot(&mut self, v: f64) -> bool {
        self.sum += v * v;
        true
    }

    fn first(&mut self) -> f64 {
        self.all[0] *= 3.0;
        self.all[0]
    }

    fn len(&self) -> usize {
        self.all.len()
    }
}

fn own() -> Own {
    Own { sum: 0.5, n: 1, all: vec![1.0] }
}

#[differentiate]
fn products(x: &[f64]) -> f64 {
    let mut own = Own { sum: 0.0, n: 0, all: vec![] };
    for i in 0..2 {
        own.mul_add(x[i], x[i + 1]);
    }
    own.sum
}

#[differentiate]
fn logged(x: &[f64]) -> f64 {
    let mut own = Own { sum: 0.0, n: 0, all: vec![] };
    for v in x {
        own.log(v * v);
    }
    own.sum / own.n as f64
}

#[differentiate]
fn largest(x: &[f64]) -> f64 {
    let mut own = Own { sum: -9.0, n: 0, all: vec![] };
    for v in x {
        own.max(*v);
    }
    own.sum * x[0]
}

#[differentiate]
fn of_results(x: &[f64]) -> f64 {
    let mut own = own();
    own.log(x[0]);
    let _ = own.hypot(x[1]);
    own.sum * x[0]
}

#[differentiate]
fn of_elements(x: &[f64]) -> f64 {
    let mut own = Own { sum: 0.0, n: 0, all: vec![x[0], x[1]] };
    let _ = own.first();
    own.all[0] * x[1] * own.len() as f64
}

#[derive(Clone, Debug, Differentiable)]
struct Level {
    v: f64,
}

#[differentiate]
impl Level {
    fn max(&mut self, by: f64) {
        self.v += by;
    }

    fn sin(&mut self) {
        self.v *= 2.0;
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Levels {
    one: Level,
    all: Vec<Level>,
}

/// What a method of the first kind changes, one of the second changes further.
#[differentiate]
fn one_after_the_other(x: f64) -> f64 {
    let mut levels = Levels { one: Level { v: 1.0 }, all: vec![Level { v: 2.0 }] };
    levels.one.max(x * x);
    levels.all[0].max(x);
    levels.one.sin();
    for level in levels.all.iter_mut() {
        level.max(x);
    }
    levels.all[0].sin();
    levels.one.v * levels.all[0].v
}

#[differentiate]
fn out_of_the_last_loop(x: f64) -> f64 {
    let mut s = x;
    'all: for i in 0..3 {
        for j in 0..3 {
            s *= x;
            if s > 5.0 + (i * j) as f64 {
                break 'all;
            }
            s += 0.1;
        }
    }
    s
}

programs! {
    products(&x) -> scalar at ([2.0, 3.0, 5.0]);
    logged(&x) -> scalar at ([2.0, 3.0]);
    largest(&x) -> scalar at ([2.0, 3.0]), ([4.0, 3.0]);
    of_results(&x) -> scalar at ([2.0, 3.0]);
    of_elements(&x) -> scalar at ([2.0, 3.0]);
    one_after_the_other(x) -> scalar at (0.7);
    out_of_the_last_loop(x) -> scalar at (0.7), (1.4), (2.0);
}
