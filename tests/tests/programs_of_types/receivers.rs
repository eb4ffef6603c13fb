//! Receivers of methods that are borrowed meanwhile.

use ad_runtime::prelude::*;
#[derive(Clone, Debug, Differentiable)]
struct Pair {
    a: f64,
    b: f64,
}
#[differentiate]
impl Pair {
    fn measure(&self, x: f64) -> f64 {
        self.a * self.b * x
    }
    fn change(&mut self, x: f64) -> f64 {
        self.a *= x;
        self.b += x;
        self.a
    }
}
#[differentiate]
fn branch(x: f64, n: usize) -> f64 {
    let mut b = Pair { a: x, b: x * x };
    let r = &b.a;
    let y = if n == 0 { b.change(x) } else { *r * x };
    y + b.measure(x)
}
#[differentiate]
fn held(x: f64) -> f64 {
    let mut b = Pair { a: x, b: x * x };
    b.a *= x;
    let r = &b.a;
    let mut s = b.measure(x);
    for _ in 0..2 {
        s += b.measure(*r) * *r;
    }
    b.change(s)
}
#[differentiate]
fn looped(x: f64) -> f64 {
    let mut b = Pair { a: x, b: x * x };
    let mut s = 0.0;
    for i in 0..3 {
        let r = &b.a;
        s += *r * x + b.measure(*r);
        s += b.change(x) * i as f64;
    }
    let r = &mut b.a;
    *r *= x;
    s + b.measure(x)
}
#[derive(Clone, Debug, Differentiable)]
struct Twins {
    l: Pair,
    r: Pair,
}
#[differentiate]
impl Twins {
    fn both(&mut self, x: f64) -> f64 {
        let a = &self.l.a;
        let s = self.l.measure(x) * *a;
        let b = &self.r.b;
        let t = self.l.change(x) * *b;
        s + t + self.r.change(x)
    }
}
#[differentiate]
fn element(x: f64) -> f64 {
    let mut w = Twins { l: Pair { a: x, b: x * x }, r: Pair { a: 2.0 * x, b: x } };
    w.both(x) + w.both(x * x)
}
programs! {
    branch(x, const n) -> scalar at (0.7, 0), (0.7, 1);
    held(x) -> scalar at (0.8);
    looped(x) -> scalar at (0.9);
    element(x) -> scalar at (0.4);
}
