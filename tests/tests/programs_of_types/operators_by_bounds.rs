//! Operators of type parameters, by their bounds: for floats, and for types of one's own whose operators have rules.

use std::ops::{Add, AddAssign, Mul, Neg, Sub};

use ad_runtime::prelude::*;
use ad_runtime::rules::{AddRule, MulRule};

#[derive(Clone, Copy, Debug, PartialEq, Default, Differentiable)]
struct V {
    x: f64,
    y: f64,
}

#[differentiate]
impl Add for V {
    type Output = V;
    fn add(self, r: V) -> V {
        V { x: self.x + r.x, y: self.y + r.y }
    }
}

#[differentiate]
impl AddAssign for V {
    fn add_assign(&mut self, r: V) {
        self.x += r.x;
        self.y += r.y;
    }
}

#[differentiate]
impl Mul<f64> for V {
    type Output = V;
    fn mul(self, k: f64) -> V {
        V { x: self.x * k, y: self.y * k }
    }
}

#[differentiate]
impl Mul<V> for f64 {
    type Output = V;
    fn mul(self, v: V) -> V {
        v * self
    }
}

/// Of complex numbers.
#[differentiate]
impl Mul for V {
    type Output = V;
    fn mul(self, r: V) -> V {
        V { x: self.x * r.x - self.y * r.y, y: self.x * r.y + self.y * r.x }
    }
}

#[differentiate]
impl Neg for V {
    type Output = V;
    fn neg(self) -> V {
        V { x: -self.x, y: -self.y }
    }
}

/// Another one than that of values would be.
#[differentiate]
impl Sub<&V> for &V {
    type Output = V;
    fn sub(self, r: &V) -> V {
        V { x: self.x - r.x, y: self.y - r.y * self.x }
    }
}

#[differentiate]
fn blend<S: Mul<f64, Output = S> + Add<Output = S> + Copy>(a: S, b: S, k: f64) -> S {
    a * k + b * (1.0 - k)
}

#[differentiate]
fn weighted<S>(xs: &[S], ks: &[f64], start: S) -> S
where
    S: Copy + AddAssign + Neg<Output = S>,
    f64: Mul<S, Output = S>,
{
    let mut sum = start;
    for (x, k) in xs.iter().zip(ks) {
        sum += *k * *x;
        if *k > 0.5 {
            sum = -sum;
        }
    }
    sum
}

#[differentiate]
fn apart<S: Clone>(a: &S, b: &S) -> S
where
    for<'a> &'a S: Sub<&'a S, Output = S>,
{
    let d = a - b;
    &d - b
}

#[differentiate]
fn polynomial<T>(coefficients: &[T], x: T) -> T
where
    T: Copy + Default + Add<Output = T> + Mul<Output = T>,
{
    coefficients.iter().fold(T::default(), |sum, &c| sum * x + c)
}

#[differentiate]
fn squares<T: Copy + Default + AddAssign + Mul<Output = T>>(xs: &[T]) -> T {
    let mut sum = T::default();
    for &x in xs.iter() {
        sum += x * x;
    }
    sum
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Pair<T> {
    a: T,
    b: T,
}

#[differentiate]
impl<T: Copy + Mul<f64, Output = T> + Add<Output = T>> Pair<T> {
    fn mean(&self, w: f64) -> T {
        self.a * w + self.b * (1.0 - w)
    }

    fn twice(&self, w: f64) -> T {
        self.mean(w) * w
    }
}

#[differentiate]
impl<T: Add<Output = T>> Add for Pair<T> {
    type Output = Pair<T>;
    fn add(self, r: Pair<T>) -> Pair<T> {
        Pair { a: self.a + r.a, b: self.b + r.b }
    }
}

/// A trait of one's own that has the rules as supertraits.
trait Space: Copy + Differentiable + AddRule<Output = Self> + MulRule<f64, Output = Self> {}

impl Space for f64 {}
impl Space for V {}

#[differentiate]
fn middle<S: Space + Differentiable>(a: S, b: S) -> S {
    (a + b) * 0.5
}

#[differentiate]
fn of_vectors(a: V, b: V, k: f64) -> f64 {
    let c = blend(a, b, k);
    let d = weighted(&[c, a], &[k, 0.7], b);
    let e = apart(&d, &a);
    let pair = Pair { a: e, b: c } + Pair { a, b };
    let f = polynomial(&[a, pair.twice(k)], middle(c, e)) + squares(&[a, e]);
    f.x * f.x + f.y * k
}

#[test]
fn of_floats() {
    let (value, grad) = blend::value_and_grad(1.0, 2.0, 0.25);
    assert_eq!((value, grad), (1.75, (0.25, 0.75, -1.0)));
    assert_eq!(blend::grad(1.0_f64, 2.0, 0.25).2, -1.0);
    blend::check(1.0, 2.0, 0.25).unwrap();
    weighted::check(&[1.0, 2.0], &[0.3, 0.6], 0.5).unwrap();
    apart::check(&1.0, &2.0).unwrap();
    polynomial::check(&[1.0, 2.0, -0.5], 0.3).unwrap();
    squares::check(&[1.0, 2.0]).unwrap();
    middle::check(1.0, 2.0).unwrap();
    let pair = Pair { a: 1.0, b: 2.0 };
    pair.twice_check(0.3).unwrap();
    assert_eq!(squares::grad(&[1.0, 2.0]), [2.0, 4.0]);
    assert_eq!(squares::jvp(&[1.0_f32, 2.0], &[1.0, 1.0]), (5.0, 6.0));
}

#[test]
fn of_vectors_of_ones_own() {
    let (a, b) = (V { x: 0.3, y: 0.7 }, V { x: -0.6, y: 0.2 });
    blend::check(a, b, 0.25).unwrap();
    weighted::check(&[a, b, a], &[0.3, 0.6, 0.1], b).unwrap();
    apart::check(&a, &b).unwrap();
    polynomial::check(&[a, b, a], b).unwrap();
    squares::check(&[a, b]).unwrap();
    middle::check(a, b).unwrap();
    Pair { a, b }.twice_check(0.3).unwrap();
    of_vectors::check(a, b, 0.6).unwrap();
    // (a²)' = 2a: of complex numbers.
    let list = [a];
    let (_, pullback) = squares::vjp(&list);
    assert_eq!(pullback(VTangent { x: 1.0, y: 0.0 })[0], VTangent { x: 0.6, y: -1.4 });
}

/// By differences that nothing of this library makes.
#[test]
fn against_differences() {
    let f = |c: [f64; 5]| of_vectors(V { x: c[0], y: c[1] }, V { x: c[2], y: c[3] }, c[4]);
    let at = [0.3, 0.7, -0.6, 0.2, 0.6];
    let (a, b, k) = of_vectors::grad(V { x: 0.3, y: 0.7 }, V { x: -0.6, y: 0.2 }, 0.6);
    for (i, found) in [a.x, a.y, b.x, b.y, k].into_iter().enumerate() {
        let h = 1e-6;
        let (mut after, mut before) = (at, at);
        after[i] += h;
        before[i] -= h;
        let expected = (f(after) - f(before)) / (2.0 * h);
        assert!((found - expected).abs() < 1e-7, "{i}: {found} is not {expected}");
    }
}
