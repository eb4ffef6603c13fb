//! Generics that only the call says, and views of fields that are only lent.

use ad_runtime::prelude::*;

#[differentiate]
fn power<const K: usize, const N: usize>(x: &[f64; N]) -> f64 {
    x[K].powi(K as i32 + 1)
}

#[differentiate]
fn powers<const K: usize>(x: f64) -> f64 {
    let a = [x, x * x, 2.0];
    power::<K, 3>(&a) * power::<2, 3>(&a)
}

#[differentiate]
fn raised<T: Real, const K: i32>(x: T) -> T {
    x.powi(K)
}

#[differentiate]
fn of_both<T: Real>(x: T) -> T {
    raised::<T, 3>(x) * raised::<_, 2>(x)
}

#[differentiate]
fn said_by_calls(x: f64) -> f64 {
    let mut sum = powers::<1>(x) + powers::<0>(x * x);
    for _ in 0..3 {
        sum += of_both::<f64>(x) * raised::<f64, 1>(sum + x);
    }
    sum
}

#[differentiate]
fn scaled<T: Real, U: Into<f64>>(x: T, #[constant] by: U) -> T {
    x * T::from_f64(by.into())
}

/// `0.1` is another number in the other type.
#[differentiate]
fn said_of_literals(x: f64) -> f64 {
    scaled::<f64, f32>(x * x, 0.1) + scaled::<_, f32>(x, 0.1 * 3.0)
}

#[derive(Clone, Debug, Differentiable)]
struct Inner {
    w: f64,
}

#[differentiate]
impl Inner {
    fn bump(&mut self, k: f64) {
        self.w += k * k;
    }
}

#[derive(Clone, Debug, Differentiable)]
struct Outer {
    inner: Inner,
    all: Vec<f64>,
}

#[differentiate]
impl Outer {
    fn add(&mut self, k: f64) {
        let all = &mut self.all;
        all.push(k);
        let inner = &mut self.inner;
        inner.bump(k);
    }
}

#[differentiate]
fn bumped(outer: &mut Outer, k: f64) {
    let inner = &mut outer.inner;
    inner.bump(k);
}

#[differentiate]
fn by_views(x: f64) -> f64 {
    let mut outer = Outer { inner: Inner { w: x }, all: vec![x] };
    outer.add(x * x);
    bumped(&mut outer, x);
    let inner = &mut outer.inner;
    inner.bump(x);
    outer.inner.w * outer.all[0] * outer.all[1]
}

fn picked(n: usize) -> Vec<f64> {
    vec![n as f64; 3]
}

fn outer() -> Outer {
    Outer { inner: Inner { w: 1.0 }, all: vec![2.0] }
}

/// Views of what functions without derivatives returned.
#[differentiate]
fn of_what_was_returned(x: f64) -> f64 {
    let mut list = picked(2);
    list[0] = x;
    let view = &mut list;
    view[1] = x * x;
    view.push(x);
    let part = &mut list[1..];
    part[0] *= x;
    let mut outer = outer();
    let view = &mut outer;
    view.inner.w = x * x;
    let all = &mut view.all;
    all[0] *= x;
    list[0] * list[1] * list[3] * outer.inner.w * outer.all[0]
}

fn outers() -> Vec<Outer> {
    vec![outer(), outer()]
}

/// Views of views.
#[differentiate]
fn of_views(x: f64) -> f64 {
    let mut all = outers();
    let r = &mut all;
    let one = &mut r[0];
    one.inner.bump(x);
    let inner = &mut one.inner;
    inner.bump(inner.w * x);
    let mut other = outer();
    let r = &mut other;
    let inner = &mut r.inner;
    inner.bump(x);
    all[0].inner.w * other.inner.w
}

programs! {
    of_views(x) -> scalar at (0.7);
    of_what_was_returned(x) -> scalar at (0.7);
    said_by_calls(x) -> scalar at (0.7);
    said_of_literals(x) -> scalar at (0.7);
    by_views(x) -> scalar at (0.7);
}
