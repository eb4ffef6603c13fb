//! Sums and products of one's own types: what `impl Sum` does is the user's code, for items by value and by reference.

use std::cell::Cell;
use std::iter::{Product, Sum};
use std::ops::{Add, Mul};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct V {
    x: f64,
    y: f64,
    z: f64,
}

impl V {
    const ZERO: V = V { x: 0.0, y: 0.0, z: 0.0 };
}

#[differentiate]
impl Add for V {
    type Output = V;
    fn add(self, r: V) -> V {
        V { x: self.x + r.x, y: self.y + r.y, z: self.z + r.z }
    }
}

#[differentiate]
impl Mul<f64> for V {
    type Output = V;
    fn mul(self, k: f64) -> V {
        V { x: self.x * k, y: self.y * k, z: self.z * k }
    }
}

#[differentiate]
impl Sum for V {
    fn sum<I: Iterator<Item = V>>(iter: I) -> V {
        iter.fold(V::ZERO, |a, b| a + b)
    }
}

/// Another one than that of values.
#[differentiate]
impl<'a> Sum<&'a V> for V {
    fn sum<I>(iter: I) -> Self
    where
        I: Iterator<Item = &'a V>,
    {
        let mut sum = Self::ZERO;
        for v in iter {
            sum = sum + *v * v.x;
        }
        sum
    }
}

#[differentiate]
impl Product for V {
    fn product<I: Iterator<Item = Self>>(iter: I) -> Self {
        let one = V { x: 1.0, y: 1.0, z: 1.0 };
        iter.fold(one, |a, b| V { x: a.x * b.x, y: a.y * b.y, z: a.z * b.x })
    }
}

#[differentiate]
impl Sum<f64> for V {
    fn sum<I: Iterator<Item = f64>>(iter: I) -> Self {
        iter.map(|v| V { x: v, y: v * v, z: 1.0 }).sum()
    }
}

#[differentiate]
fn many(vs: &[V], k: f64) -> f64 {
    let a = vs.iter().map(|v| *v * k).sum::<V>();
    let b: V = vs.iter().sum();
    let c = vs.iter().copied().product::<V>();
    let d: V = [k, k * k].into_iter().sum();
    (a + b + c).x * (a + c).z + b.y * d.y + d.x
}

#[differentiate]
fn total(vs: &[V]) -> V {
    vs.iter().copied().sum()
}

#[differentiate]
fn filtered(vs: &[V], k: f64) -> V {
    let mut total = V::ZERO;
    for i in 0..3 {
        let part: V = vs.iter().filter(|v| v.x > 0.1 * i as f64).sum();
        total = total * k + part;
    }
    total
}

#[differentiate]
fn mean<T: Copy + Sum + Mul<f64, Output = T>>(xs: &[T]) -> T {
    xs.iter().copied().sum::<T>() * (1.0 / xs.len() as f64)
}

#[differentiate]
fn references<T>(xs: &[T]) -> T
where
    T: for<'a> Sum<&'a T> + Product,
    for<'a> &'a T: Mul<f64, Output = T>,
{
    let a = xs.iter().sum::<T>();
    [&a * 2.0, &a * 0.5].into_iter().product::<T>()
}

#[differentiate]
impl<'a> Mul<f64> for &'a V {
    type Output = V;
    fn mul(self, k: f64) -> V {
        *self * k
    }
}

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

fn count() -> f64 {
    COUNT.set(COUNT.get() + 1);
    1.0
}

#[differentiate]
fn counted(vs: &[V]) -> V {
    vs.iter().map(|v| *v * count()).sum()
}

const VS: [V; 3] =
    [V { x: 0.3, y: 0.7, z: -0.2 }, V { x: 0.6, y: 0.1, z: 0.8 }, V { x: 0.15, y: -0.4, z: 0.5 }];

#[test]
fn of_vectors() {
    many::check(&VS, 0.6).unwrap();
    many::check(&[], 0.6).unwrap();
    total::check(&VS).unwrap();
    filtered::check(&VS, 0.4).unwrap();
    mean::check(&VS).unwrap();
    references::check(&VS).unwrap();
}

#[test]
fn of_floats() {
    mean::check(&[0.3, 0.6]).unwrap();
    references::check(&[0.3, 0.6]).unwrap();
    references::check(&[0.3, 0.0]).unwrap();
    assert_eq!(references::grad(&[1.0, 2.0]), [6.0, 6.0]);
}

#[test]
fn against_differences() {
    let (bars, k_bar) = many::grad(&VS, 0.6);
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-7, "{a} is not {b}");
    let h = 1e-6;
    near(k_bar, (many(&VS, 0.6 + h) - many(&VS, 0.6 - h)) / (2.0 * h));
    for i in 0..3 {
        let (mut after, mut before) = (VS, VS);
        after[i].x += h;
        before[i].x -= h;
        near(bars[i].x, (many(&after, 0.6) - many(&before, 0.6)) / (2.0 * h));
    }
}

/// What makes the items is called once for each.
#[test]
fn effects() {
    COUNT.set(0);
    let (_, pullback) = counted::vjp(&VS);
    assert_eq!(COUNT.get(), 3);
    let bars = pullback(VTangent { x: 1.0, y: 0.0, z: 0.0 });
    assert_eq!((COUNT.get(), bars[2].x, bars[2].y), (3, 1.0, 0.0));
}
