//! Objects in options, arrays, tuples, and handed on.

use ad_runtime::prelude::*;

/// A layer.
#[differentiate(dyn)]
trait Layer {
    /// Applies.
    fn apply(&self, x: f64) -> f64;
}

#[derive(Clone, Debug, Differentiable)]
struct S {
    k: f64,
}

#[differentiate(dyn)]
impl Layer for S {
    fn apply(&self, x: f64) -> f64 {
        self.k * x
    }
}

#[derive(Differentiable)]
struct Net {
    a: Option<Box<dyn Layer>>,
    b: [Box<dyn Layer>; 2],
    c: (Box<dyn Layer>, f64),
}

#[differentiate]
impl Net {
    fn loss(&self, x: f64) -> f64 {
        let mut y = x;
        if let Some(a) = &self.a {
            y = a.apply(y);
        }
        y += self.b[0].apply(y) * self.b[1].apply(x);
        y + self.c.0.apply(y) * self.c.1
    }
}

#[differentiate]
fn owned(l: Box<dyn Layer>, x: f64) -> f64 {
    l.apply(x) * x
}

#[differentiate]
fn two(a: &dyn Layer, b: &dyn Layer, x: f64) -> f64 {
    one(a, b.apply(x)) * one(b, x)
}

#[differentiate]
fn one(a: &dyn Layer, x: f64) -> f64 {
    a.apply(x) * x
}

#[differentiate]
fn inner(net: &[Box<dyn Layer>], x: f64) -> f64 {
    let mut s = 0.0;
    for l in net.iter() {
        s += of_box(l, x + s);
    }
    s
}

#[differentiate]
fn of_box(a: &Box<dyn Layer>, x: f64) -> f64 {
    a.apply(x) * x
}

#[test]
fn objects_wherever_they_are() {
    let b = |k: f64| -> Box<dyn Layer> { Box::new(S { k }) };
    let n = Net { a: Some(b(0.3)), b: [b(0.1), b(0.7)], c: (b(0.9), 2.0) };
    n.loss_check(0.7).unwrap();
    owned::check(b(0.3), 0.4).unwrap();
    let step = 1e-6;
    let two_at = |x| two(&*b(0.3), &*b(0.7), x);
    let slope = (two_at(0.2 + step) - two_at(0.2 - step)) / (2.0 * step);
    assert!((two::grad(&*b(0.3), &*b(0.7), 0.2).2 - slope).abs() < 1e-8);
    inner::check(&[b(0.3), b(0.1)], 0.2).unwrap();
}
