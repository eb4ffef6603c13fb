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

programs! {
    said_by_calls(x) -> scalar at (0.7);
    said_of_literals(x) -> scalar at (0.7);
    by_views(x) -> scalar at (0.7);
}
