//! Conversions of one's own: several `From`s of a type, into arrays, numbers and lists, by name, by `into`, by path; and `Default`.

use std::cell::Cell;
use std::iter::Product;
use std::ops::{Add, Index, IndexMut, Rem};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct V {
    x: f64,
    y: f64,
}

#[differentiate]
impl Default for V {
    fn default() -> Self {
        V { x: 1.0, y: 2.0 }
    }
}

#[differentiate]
impl From<f64> for V {
    fn from(k: f64) -> V {
        V { x: k, y: k * k }
    }
}

#[differentiate]
impl From<(f64, f64)> for V {
    fn from(k: (f64, f64)) -> V {
        V { x: k.0, y: k.1 }
    }
}

#[differentiate]
impl From<V> for [f64; 2] {
    fn from(v: V) -> [f64; 2] {
        [v.x, v.y]
    }
}

#[differentiate]
impl Add for V {
    type Output = V;

    fn add(self, o: V) -> V {
        let mut sum = V::default();
        sum.x = self.x + o.x;
        sum.y = self.y + V::from((o.x, o.y)).y;
        sum
    }
}

#[differentiate]
impl Rem<f64> for V {
    type Output = V;

    fn rem(self, k: f64) -> V {
        V { x: self.x % k, y: self.y % k }
    }
}

#[differentiate]
impl Product for V {
    fn product<I: Iterator<Item = V>>(it: I) -> V {
        it.fold(V { x: 1.0, y: 1.0 }, |a, b| V { x: a.x * b.x, y: a.y * b.y })
    }
}

enum Axis {
    X,
    Y,
}

#[differentiate]
impl Index<Axis> for V {
    type Output = f64;

    fn index(&self, axis: Axis) -> &f64 {
        match axis {
            Axis::X => &self.x,
            Axis::Y => &self.y,
        }
    }
}

#[differentiate]
impl IndexMut<Axis> for V {
    fn index_mut(&mut self, axis: Axis) -> &mut f64 {
        match axis {
            Axis::X => &mut self.x,
            Axis::Y => &mut self.y,
        }
    }
}

#[differentiate]
fn of_vectors(x: &[f64]) -> f64 {
    let d = V::default() + V::from(x[0]) + V::from((x[0], x[1]));
    let r = d % 2.5;
    let a: [f64; 2] = r.into();
    let p: V = [d, r].iter().copied().product();
    let mut q = p + V::default();
    q[Axis::X] *= 2.0;
    a[0] * a[1] + p.x * p.y + q[Axis::X] * q[Axis::Y]
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Celsius(f64);

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Kelvin(f64);

#[differentiate]
impl From<Celsius> for f64 {
    fn from(c: Celsius) -> f64 {
        c.0 * 2.0
    }
}

#[differentiate]
impl From<Celsius> for Kelvin {
    fn from(c: Celsius) -> Self {
        Kelvin(c.0 + 273.15)
    }
}

#[differentiate]
impl From<Kelvin> for Celsius {
    fn from(k: Kelvin) -> Self {
        Self(k.0 - 273.15)
    }
}

#[differentiate]
fn of_newtypes(x: &[f64]) -> f64 {
    let c = Celsius(x[0]);
    let k: Kelvin = c.into();
    let back = Celsius::from(k);
    let v: f64 = back.into();
    let by_path = <Kelvin as From<Celsius>>::from(Celsius(x[1]));
    let all: Vec<Kelvin> = x.iter().map(|&x| Celsius(x)).map(Kelvin::from).collect();
    v * f64::from(c) + k.0 * by_path.0 + all[0].0 * all[1].0
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Poly {
    c: Vec<f64>,
}

#[differentiate]
impl From<&[f64]> for Poly {
    fn from(c: &[f64]) -> Self {
        let mut own = c.to_vec();
        own.push(1.0);
        Poly { c: own }
    }
}

#[differentiate]
impl From<Vec<f64>> for Poly {
    fn from(c: Vec<f64>) -> Self {
        Poly { c }
    }
}

#[differentiate]
impl From<&Poly> for f64 {
    fn from(p: &Poly) -> f64 {
        p.c.iter().map(|c| c * c).sum()
    }
}

#[differentiate]
fn of_lists(x: &[f64]) -> f64 {
    let p = Poly::from(x);
    let q = Poly::from(x.to_vec());
    p.c[0] * q.c[1] + f64::from(&p)
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Pair<T> {
    a: T,
    b: T,
}

#[differentiate]
impl<T: Copy + Differentiable> From<(T, T)> for Pair<T> {
    fn from(p: (T, T)) -> Self {
        Pair { a: p.0, b: p.1 }
    }
}

#[differentiate]
impl From<f64> for Pair<f64> {
    fn from(a: f64) -> Self {
        Pair { a, b: 0.0 }
    }
}

#[differentiate]
fn of_generics(x: &[f64]) -> f64 {
    let p = Pair::from((x[0], x[0] * x[1]));
    let q = Pair::from(x[1]);
    let all: Vec<Pair<f64>> = x.iter().map(|&v| Pair::from(v)).collect();
    p.a * p.b + q.a * q.a + all[0].a * all[1].a
}

thread_local! {
    static MADE: Cell<usize> = const { Cell::new(0) };
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Counted(f64);

#[differentiate]
impl From<f64> for Counted {
    fn from(x: f64) -> Self {
        counted();
        Counted(x * x)
    }
}

#[differentiate]
impl From<&Poly> for Counted {
    fn from(p: &Poly) -> Self {
        counted();
        Counted(p.c[0] * p.c[1])
    }
}

fn counted() {
    MADE.with(|made| made.set(made.get() + 1));
}

#[differentiate]
fn counts(x: &[f64]) -> f64 {
    let p = Poly::from(x);
    let mut sum = 0.0;
    for i in 0..3 {
        let a = Counted::from(x[0] * i as f64);
        sum += a.0 * Counted::from(x[1]).0 * Counted::from(&p).0;
    }
    sum
}

#[test]
fn conversions_with_effects_are_made_once() {
    examined_at!([0.7, 0.4]; counts);
    let n_made = |f: &dyn Fn() -> f64| {
        MADE.with(|made| made.set(0));
        (f(), MADE.with(Cell::get))
    };
    let x = [0.7, 0.4];
    let plain = n_made(&|| counts(&x));
    assert_eq!(plain.1, 9);
    assert_eq!(n_made(&|| counts::value_and_grad(&x).0), plain);
    assert_eq!(n_made(&|| counts::jvp(&x, &[1.0, 0.0]).0), plain);
}

#[test]
fn conversions() {
    examined_at!([0.7, 0.4]; of_vectors of_newtypes of_lists of_generics);
}
