//! What begins as the result of an operator and is overwritten.

use ad_runtime::prelude::*;
use std::ops::*;

#[derive(Clone, Copy, Debug, Differentiable)]
struct V {
    a: f64,
}

#[differentiate]
impl Neg for V {
    type Output = V;
    fn neg(self) -> V {
        V { a: -self.a }
    }
}

#[differentiate]
impl Add for V {
    type Output = V;
    fn add(self, k: V) -> V {
        V { a: self.a + k.a }
    }
}

#[differentiate]
impl AddAssign for V {
    fn add_assign(&mut self, k: V) {
        self.a += k.a;
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct W {
    a: f64,
    b: f64,
}

#[differentiate]
impl Neg for W {
    type Output = W;
    fn neg(self) -> W {
        W { a: -self.a, b: -self.b }
    }
}

#[differentiate]
impl Sub for W {
    type Output = W;
    fn sub(self, o: W) -> W {
        W { a: self.a - o.a, b: self.b - o.b }
    }
}

#[differentiate]
impl Mul<f64> for W {
    type Output = W;
    fn mul(self, k: f64) -> W {
        W { a: self.a * k, b: self.b * k }
    }
}

#[differentiate]
fn g(v: V, y: f64) -> f64 {
    let mut d = -v;
    d = v;
    d.a * y
}

#[differentiate]
fn overwritten(x: f64, y: f64) -> f64 {
    g(V { a: x }, y)
}

#[differentiate]
fn overwritten_in_a_loop(x: f64, y: f64) -> f64 {
    let mut s = 0.0;
    for k in 0..3 {
        let a = V { a: x * k as f64 + s };
        let mut t = -a;
        t += a;
        t += a;
        s += t.a * y * 0.5;
    }
    s
}

#[differentiate]
fn refl(v: W, n: W) -> W {
    let mut m = -n;
    let d = v.a * m.a + v.b * m.b;
    if d > 0.0 {
        m = n;
    }
    v - m * (2.0 * d)
}

#[differentiate]
fn reflected(x: f64, y: f64) -> f64 {
    let r = refl(W { a: x, b: y }, W { a: y * 0.6, b: -0.8 * x });
    let q = refl(W { a: -x, b: y }, W { a: y * 0.6, b: 0.8 * x });
    r.a * r.b + q.a * q.b * q.b
}

#[differentiate]
fn negated_again(x: f64, y: f64) -> f64 {
    let c = V { a: x };
    let mut d = -c;
    if d.a < c.a {
        d = -d;
    }
    let mut e = -(c + d);
    let r = e.a * e.a;
    e = c;
    r * d.a * y * e.a
}

#[differentiate]
fn in_an_open_loop(x: f64, y: f64) -> f64 {
    let mut s = 0.0;
    let mut i = 0;
    while i < 3 {
        let c = V { a: x + s };
        let mut d = -c + c;
        d = -d + c;
        s += d.a * y;
        d = -c;
        s += d.a * d.a;
        i += 1;
    }
    s
}

#[differentiate]
fn ap(g: impl Fn(f64) -> f64, x: f64) -> f64 {
    g(x)
}

#[differentiate]
fn counted_by_a_closure(x: f64, y: f64) -> f64 {
    let n = std::rc::Rc::new(std::cell::Cell::new(0.0));
    let l = vec![x, y];
    let a = ap(
        |z| {
            n.set(n.get() + 1.0);
            z * y * l[0]
        },
        x,
    );
    a * n.get()
}

fn uncounted<R>(run: impl FnOnce() -> R) -> (R, ()) {
    (run(), ())
}

#[test]
fn results_of_operators_are_overwritten() {
    examined!(uncounted: overwritten overwritten_in_a_loop reflected negated_again in_an_open_loop);
}

#[test]
fn what_is_shared_is_captured() {
    examined!(uncounted: counted_by_a_closure);
}
