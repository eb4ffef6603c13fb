//! Operators that somebody else's macro writes, of which is said that they act by component.

use std::cell::Cell;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use ad_runtime::prelude::*;

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

/// As another crate's derive writes them: of the fields, by value and by reference.
macro_rules! by_field {
    ($V:ident { $($x:tt)* }: $K:ty) => {
        by_field!(@binary $V { $($x)* } Add add $V, |a, b, x| [a.x + b.x]);
        by_field!(@binary $V { $($x)* } Sub sub $V, |a, b, x| [a.x - b.x]);
        by_field!(@binary $V { $($x)* } Mul mul $K, |a, k, x| [a.x * k]);
        by_field!(@binary $V { $($x)* } Div div $K, |a, k, x| [a.x / k]);
        impl Neg for $V {
            type Output = $V;
            fn neg(self) -> $V {
                $V { $($x: -self.$x),* }
            }
        }
        impl Neg for &$V {
            type Output = $V;
            fn neg(self) -> $V {
                $V { $($x: -self.$x.clone()),* }
            }
        }
        impl Mul<$V> for $K {
            type Output = $V;
            fn mul(self, v: $V) -> $V {
                v * self
            }
        }
        impl<'a> Mul<&'a $V> for &$K {
            type Output = $V;
            fn mul(self, v: &'a $V) -> $V {
                v.clone() * *self
            }
        }
        impl AddAssign for $V {
            fn add_assign(&mut self, r: $V) {
                *self = self.clone() + r;
            }
        }
        impl<'a> SubAssign<&'a $V> for $V {
            fn sub_assign(&mut self, r: &'a $V) {
                *self = self.clone() - r.clone();
            }
        }
        impl MulAssign<$K> for $V {
            fn mul_assign(&mut self, k: $K) {
                *self = self.clone() * k;
            }
        }
        impl<'a> DivAssign<&'a $K> for $V {
            fn div_assign(&mut self, k: &'a $K) {
                *self = self.clone() / *k;
            }
        }
    };
    (@binary $V:ident { $($x:tt)* } $Op:ident $op:ident $R:ty, |$a:ident, $b:ident, $y:ident| [$($expr:tt)*]) => {
        impl $Op<$R> for $V {
            type Output = $V;
            fn $op(self, right: $R) -> $V {
                CALLS.set(CALLS.get() + 1);
                $V { $($x: by_field!(@field self right $x $op)),* }
            }
        }
        impl<'a> $Op<&'a $R> for &$V {
            type Output = $V;
            fn $op(self, right: &'a $R) -> $V {
                self.clone().$op(right.clone())
            }
        }
    };
    (@field $a:ident $b:ident $x:tt add) => { $a.$x + $b.$x };
    (@field $a:ident $b:ident $x:tt sub) => { $a.$x - $b.$x };
    (@field $a:ident $b:ident $x:tt mul) => { $a.$x * $b };
    (@field $a:ident $b:ident $x:tt div) => { $a.$x / $b };
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
#[differentiable(add, sub, neg, scale)]
pub struct Vec2 {
    x: f64,
    y: f64,
}
by_field!(Vec2 { x y }: f64);

#[derive(Clone, Debug, Differentiable)]
#[differentiable(add, sub, neg, scale)]
pub struct State(Vec2, f64);
by_field!(State { 0 1 }: f64);

#[derive(Clone, Copy, Debug, Differentiable)]
#[differentiable(add, sub, neg, scale(f32))]
pub struct Single {
    x: f32,
    y: f32,
}
by_field!(Single { x y }: f32);

#[differentiate]
fn by_value(x: f64, y: f64) -> f64 {
    let (a, b) = (Vec2 { x, y }, Vec2 { x: y * y, y: 0.5 });
    let c = (a + b) * y - a / x * 2.0 + x * b;
    let d = -c * c.x;
    d.x * d.y + d.x
}

#[differentiate]
fn by_reference(x: f64, y: f64) -> f64 {
    let (a, b) = (Vec2 { x, y }, Vec2 { x: y * y, y: 0.5 });
    let (k, h) = (x * y, y);
    let sum = &(&a + &b) * &k;
    let difference = &sum - &(&k * &b);
    let last = -&(&difference / &h);
    last.x * last.y * sum.y
}

#[differentiate]
fn changed(x: f64, y: f64) -> f64 {
    let mut a = Vec2 { x, y };
    let b = Vec2 { x: x * y, y: 0.5 };
    let h = y;
    for i in 0..3 {
        a += b;
        a *= y;
        a -= &b;
        a /= &h;
        if i == 1 {
            a *= 2.0;
        }
    }
    a.x * a.y
}

/// A part of a variable, nested.
#[differentiate]
fn nested(x: f64, y: f64) -> f64 {
    let mut states = vec![State(Vec2 { x, y }, x), State(Vec2 { x: 0.5, y }, x * y)];
    for i in 0..2 {
        let step = states[1 - i].clone() * x;
        states[i] += step / y;
        states[i].0 *= x;
        states[i].1 *= y;
    }
    let total = states[0].clone() - states[1].clone();
    let total = -(y * total);
    total.0.x * total.0.y + total.1
}

#[differentiate]
fn singles(v: Single, k: f32) -> f32 {
    let w = (v * k + k * v - v / k) * 0.5;
    w.x * w.y
}

#[derive(Clone, Copy, Debug, Differentiable)]
#[differentiable(add, sub, neg, scale(T))]
pub struct Complex<T> {
    re: T,
    im: T,
}

impl<T: Add<Output = T>> Add for Complex<T> {
    type Output = Complex<T>;
    fn add(self, r: Complex<T>) -> Complex<T> {
        Complex { re: self.re + r.re, im: self.im + r.im }
    }
}

impl<T: SubAssign> SubAssign for Complex<T> {
    fn sub_assign(&mut self, r: Complex<T>) {
        self.re -= r.re;
        self.im -= r.im;
    }
}

impl<T: Mul<K, Output = T>, K: Copy> Mul<K> for Complex<T> {
    type Output = Complex<T>;
    fn mul(self, k: K) -> Complex<T> {
        Complex { re: self.re * k, im: self.im * k }
    }
}

#[differentiate]
fn of_any<T: Real>(a: Complex<T>, b: Complex<T>, k: T) -> T {
    let mut c = a * k + b;
    c -= b * k * k;
    c.re * c.im
}

#[differentiate]
fn generic(x: f64, y: f64) -> f64 {
    let (a, b) = (Complex { re: x, im: y }, Complex { re: y, im: x * y });
    let c = (a + b) * x;
    of_any(c, a, y) * (c + c).im
}

/// Lists, arrays and constants in it; operators of the fields are none of std's.
#[derive(Clone, Debug, Differentiable)]
#[differentiable(add, scale)]
pub struct Layer<const N: usize> {
    weights: Vec<(f64, [f64; N])>,
    bias: Option<Box<f64>>,
    #[constant]
    name: &'static str,
}

impl<const N: usize> Add<&Layer<N>> for Layer<N> {
    type Output = Layer<N>;
    fn add(mut self, r: &Layer<N>) -> Layer<N> {
        for (w, v) in self.weights.iter_mut().zip(&r.weights) {
            w.0 += v.0;
            w.1.iter_mut().zip(&v.1).for_each(|(w, v)| *w += v);
        }
        self.bias = self.bias.zip(r.bias.clone()).map(|(a, b)| Box::new(*a + *b));
        self
    }
}

impl<const N: usize> Div<f64> for &Layer<N> {
    type Output = Layer<N>;
    fn div(self, k: f64) -> Layer<N> {
        let weights = self.weights.iter().map(|w| (w.0 / k, w.1.map(|w| w / k))).collect();
        Layer { weights, bias: self.bias.as_ref().map(|b| Box::new(**b / k)), name: self.name }
    }
}

#[differentiate]
fn layers(x: f64, y: f64) -> f64 {
    let layer =
        Layer { weights: vec![(x, [y, x * y]), (y, [x, 1.0])], bias: Some(Box::new(x)), name: "a" };
    let mean = (&layer / y).clone() + &layer;
    let mean = &mean / x;
    mean.weights[0].0 * mean.weights[1].1[0] + mean.weights[0].1[1] * mean.bias.map_or(0.0, |b| *b)
}

fn uncounted<R>(run: impl FnOnce() -> R) -> (R, ()) {
    (run(), ())
}

#[test]
fn derivatives() {
    examined!(uncounted: by_value by_reference changed nested generic layers);
    singles::check(Single { x: 0.5, y: 1.5 }, 0.75).unwrap();
    of_any::check(Complex { re: 0.5f32, im: 1.5 }, Complex { re: 0.25, im: 2.0 }, 0.75).unwrap();
}

#[differentiate]
fn once(a: Vec2, b: Vec2) -> f64 {
    let c = a + b;
    c.x * c.y
}

#[test]
fn values_are_the_operators_own() {
    let (a, b) = (Vec2 { x: 1.0, y: 2.0 }, Vec2 { x: 3.0, y: 4.0 });
    let counted = |run: &dyn Fn() -> f64| {
        CALLS.set(0);
        (run(), CALLS.get())
    };
    assert_eq!(counted(&|| once::value_and_grad(a, b).0), (24.0, 1));
    assert_eq!(counted(&|| once::vjp(a, b).0), (24.0, 1));
}

/// What isn't used contributes nothing, also where the factor is infinite.
#[differentiate]
fn half_used(v: Vec2, k: f64) -> f64 {
    let w = v * k;
    let u = v / k;
    if k > 1e300 { u.x } else { w.y }
}

#[test]
fn what_is_not_used_is_zero() {
    let v = Vec2 { x: 1.0, y: f64::INFINITY };
    let (v_bar, k_bar) = half_used::grad(v, f64::INFINITY);
    assert_eq!((v_bar.x, v_bar.y, k_bar), (0.0, 0.0, 0.0));
    let (v_bar, k_bar) = half_used::grad(Vec2 { x: f64::INFINITY, y: 2.0 }, 3.0);
    assert_eq!((v_bar.x, v_bar.y, k_bar), (0.0, 3.0, 2.0));
}
