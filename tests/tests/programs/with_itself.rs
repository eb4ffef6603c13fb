//! Methods that are given a part of what they are called on.

use ad_runtime::prelude::*;

#[derive(Clone, Debug, Differentiable)]
struct Pair {
    a: f64,
    all: Vec<f64>,
}

#[differentiate]
impl Pair {
    fn dot(&self, other: &Pair) -> f64 {
        self.a * other.a + self.all[0] * other.all[1]
    }

    fn with(&mut self, list: &[f64]) -> f64 {
        self.a += list[0];
        self.a * list[1]
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Pairs {
    one: Pair,
    other: Pair,
    more: Vec<Pair>,
    list: Vec<f64>,
}

#[differentiate]
impl Pairs {
    fn all(&mut self) -> f64 {
        self.one.a *= 2.0;
        let products = self.one.dot(&self.one) + self.one.dot(&self.other);
        products + self.more[0].dot(&self.more[1]) + self.one.with(&self.list) * self.one.a
    }
}

#[differentiate]
fn with_itself(x: f64) -> f64 {
    let mut one = Pair { a: x, all: vec![x, 2.0 * x] };
    one.a *= x;
    let y = one.dot(&one);
    one.all.push(x);
    let (other, more) = (one.clone(), vec![one.clone(), one.clone()]);
    let mut pairs = Pairs { one, other, more, list: vec![x, x * x] };
    y * pairs.all() + pairs.all()
}

programs! {
    with_itself(x) -> scalar at (0.7), (-1.1);
}
