//! Operators of generic types, of types that aren't `Copy`, of units, and written by hand for a type of another crate; what they do is done once.

use std::cell::Cell;
use std::ops::{Add, Mul, Sub};

use ad_runtime::prelude::*;
use ad_runtime::rules::MulRule;

#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Complex<T> {
    re: T,
    im: T,
}

#[differentiate]
impl<T: Real> Mul for Complex<T> {
    type Output = Complex<T>;
    fn mul(self, r: Complex<T>) -> Complex<T> {
        Complex { re: self.re * r.re - self.im * r.im, im: self.re * r.im + self.im * r.re }
    }
}

#[differentiate]
impl<T: Real> Mul<T> for Complex<T> {
    type Output = Self;
    fn mul(self, k: T) -> Self {
        Complex { re: self.re * k, im: self.im * k }
    }
}

#[differentiate]
impl<T: Real> Sub for Complex<T> {
    type Output = Self;
    fn sub(self, r: Self) -> Self {
        Complex { re: self.re - r.re, im: self.im - r.im }
    }
}

#[differentiate]
fn power(z: Complex<f64>, k: f64, #[constant] n: usize) -> f64 {
    let mut w = z;
    for _ in 0..n {
        w = w * z * k;
    }
    w.re * w.im
}

#[differentiate]
fn power_of<T: Real>(z: Complex<T>, k: T, #[constant] n: usize) -> T {
    let mut w = z;
    for _ in 0..n {
        w = w * z * k - z;
    }
    w.re * w.im
}

#[differentiate]
fn power_of_singles(z: Complex<f64>, k: f64) -> f64 {
    power_of(z, k, 3) * k
}

#[derive(Clone, Debug, Differentiable)]
pub struct Matrix {
    n: usize,
    entries: Vec<f64>,
}

#[differentiate]
impl Mul<&Matrix> for &Matrix {
    type Output = Matrix;
    fn mul(self, r: &Matrix) -> Matrix {
        let n = self.n;
        let mut entries = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n {
                for k in 0..n {
                    entries[i * n + j] += self.entries[i * n + k] * r.entries[k * n + j];
                }
            }
        }
        Matrix { n, entries }
    }
}

#[differentiate]
impl Mul for Matrix {
    type Output = Matrix;
    fn mul(self, r: Matrix) -> Matrix {
        &self * &r
    }
}

#[differentiate]
impl Add for Matrix {
    type Output = Matrix;
    fn add(self, r: Matrix) -> Matrix {
        let entries = self.entries.iter().zip(&r.entries).map(|(a, b)| a + b).collect();
        Matrix { n: self.n, entries }
    }
}

#[differentiate]
impl Mul<&[f64]> for &Matrix {
    type Output = Vec<f64>;
    fn mul(self, x: &[f64]) -> Vec<f64> {
        let n = self.n;
        (0..n).map(|i| (0..n).map(|j| self.entries[i * n + j] * x[j]).sum()).collect()
    }
}

#[differentiate]
fn matrices(m: &Matrix, w: &Matrix) -> f64 {
    let p = m * w;
    let q = &p * m;
    let r = q * p + m.clone();
    let mut sum = 0.0;
    for i in 0..r.entries.len() {
        sum += r.entries[i] * (i as f64 + 1.0);
    }
    sum
}

#[differentiate]
fn powers(m: &Matrix, #[constant] n: usize) -> f64 {
    let mut p = m.clone();
    for _ in 0..n {
        p = &p * m;
    }
    p.entries[1] + p.entries[2]
}

#[differentiate]
fn applied(m: &Matrix, x: &[f64]) -> f64 {
    let y = m * x;
    y[0] * y[1]
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Metres(f64);
#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Area(f64);

#[differentiate]
impl Mul for Metres {
    type Output = Area;
    fn mul(self, r: Metres) -> Area {
        Area(self.0 * r.0)
    }
}

#[differentiate]
impl Mul<i32> for Metres {
    type Output = Metres;
    fn mul(self, k: i32) -> Metres {
        Metres(self.0 * f64::from(k))
    }
}

#[differentiate]
fn units(a: f64, b: f64) -> f64 {
    let (a, b) = (Metres(a), Metres(b));
    let area = a * 3 * b;
    area.0 * a.0
}

/// As if it were another crate's.
#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Angle {
    radians: f64,
}

impl Mul<f64> for Angle {
    type Output = Angle;
    fn mul(self, k: f64) -> Angle {
        Angle { radians: self.radians * k }
    }
}

impl MulRule<f64> for Angle {
    fn mul_pullback(
        self,
        k: f64,
    ) -> (Angle, impl FnOnce(AngleTangent, Option<&mut AngleTangent>, Option<&mut f64>)) {
        let pullback = move |y_bar: AngleTangent,
                             self_bar: Option<&mut AngleTangent>,
                             k_bar: Option<&mut f64>| {
            if let Some(self_bar) = self_bar {
                self_bar.radians += y_bar.radians * k;
            }
            if let Some(k_bar) = k_bar {
                *k_bar += y_bar.radians * self.radians;
            }
        };
        (self * k, pullback)
    }

    fn mul_tangent(
        self,
        k: f64,
        self_dot: Option<&AngleTangent>,
        k_dot: Option<&f64>,
    ) -> (Angle, AngleTangent) {
        let by_self = self_dot.map_or(0.0, |dot| dot.radians * k);
        let by_k = k_dot.map_or(0.0, |dot| self.radians * dot);
        (self * k, AngleTangent { radians: by_self + by_k })
    }
}

#[differentiate]
fn by_hand(angle: Angle, k: f64) -> f64 {
    (angle * k * k).radians.sin()
}

#[differentiate]
fn matrix(x: f64, y: f64) -> Matrix {
    Matrix { n: 2, entries: vec![x, 0.2, y, x * y] }
}

#[differentiate]
fn power_at(x: f64, y: f64) -> f64 {
    power(Complex { re: x, im: y }, 1.1 - x * y, 4) + power_of_singles(Complex { re: y, im: x }, y)
}

#[differentiate]
fn matrices_at(x: f64, y: f64) -> f64 {
    matrices(&matrix(x, y), &matrix(y, 0.3)) * powers(&matrix(x, 0.3), 3)
        + applied(&matrix(0.1, y), &[x, y])
}

#[differentiate]
fn others_at(x: f64, y: f64) -> f64 {
    units(x, y) * by_hand(Angle { radians: x }, y)
}

#[test]
fn derivatives() {
    examined!(uncounted: power_at matrices_at others_at);
    matrices::check(&matrix(0.1, 0.2), &matrix(0.5, 0.7)).unwrap();
    applied::check(&matrix(0.1, 0.2), &[1.0, 2.0]).unwrap();
    power::check(Complex { re: 0.9, im: 0.3 }, 1.1, 4).unwrap();
    power_of::check(Complex { re: 0.9f32, im: 0.3 }, 1.1, 4).unwrap();
}

/// Nothing that has effects is looked at.
fn uncounted<R>(run: impl FnOnce() -> R) -> (R, ()) {
    (run(), ())
}

thread_local! {
    static PRODUCTS: Cell<usize> = const { Cell::new(0) };
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Counted(f64);

impl Mul for Counted {
    type Output = Counted;
    fn mul(self, r: Counted) -> Counted {
        PRODUCTS.set(PRODUCTS.get() + 1);
        Counted(self.0 * r.0)
    }
}

/// An operator that is counted without a rule is the user's own, on constants.
#[differentiate]
fn of_constants(x: f64, y: f64) -> f64 {
    let c = Counted(2.0) * Counted(3.0);
    let mut sum = x;
    for _ in 0..3 {
        sum = sum * y + (c * c).0;
    }
    sum
}

#[test]
fn operators_of_constants_run_once() {
    let counted = |run: &dyn Fn() -> f64| {
        PRODUCTS.set(0);
        (run(), PRODUCTS.get())
    };
    let plain = counted(&|| of_constants(0.5, 1.5));
    assert_eq!(counted(&|| of_constants::value_and_grad(0.5, 1.5).0), plain);
    assert_eq!(counted(&|| of_constants::jvp(0.5, 1.5, 1.0, 0.0).0), plain);
}

/// Twice as much by reference: which operator it is, and which derivative, the types say.
impl MulRule<Metres> for f64 {
    fn mul_pullback(
        self,
        m: Metres,
    ) -> (Metres, impl FnOnce(MetresTangent, Option<&mut f64>, Option<&mut MetresTangent>)) {
        let pullback =
            move |bar: MetresTangent, by_k: Option<&mut f64>, by_m: Option<&mut MetresTangent>| {
                if let Some(by_k) = by_k {
                    *by_k += bar.0 * m.0;
                }
                if let Some(by_m) = by_m {
                    by_m.0 += bar.0 * self;
                }
            };
        (self * m, pullback)
    }

    fn mul_tangent(
        self,
        m: Metres,
        k_dot: Option<&f64>,
        m_dot: Option<&MetresTangent>,
    ) -> (Metres, MetresTangent) {
        let by_k = k_dot.map_or(0.0, |dot| dot * m.0);
        (self * m, MetresTangent(by_k + m_dot.map_or(0.0, |dot| dot.0 * self)))
    }
}

impl Mul<Metres> for f64 {
    type Output = Metres;
    fn mul(self, m: Metres) -> Metres {
        Metres(self * m.0)
    }
}

#[differentiate]
impl Mul<Metres> for &f64 {
    type Output = Metres;
    fn mul(self, m: Metres) -> Metres {
        Metres(2.0 * *self * m.0)
    }
}

static RATES: [f64; 2] = [1.25, 0.75];

#[differentiate]
fn by_references(x: f64, y: f64) -> f64 {
    let (a, b) = (Metres(x), Metres(x * y));
    let last = RATES.last().unwrap();
    let factors = [0.5, y];
    let by_element = factors.iter().map(|k| k * a).fold(0.0, |sum, m| sum + m.0);
    let by_number = factors.iter().map(|&k| k * a).fold(0.0, |sum, m| sum + m.0);
    (last * a).0 * (*last * b).0 + by_element * by_number + last * x
}

#[test]
fn references_have_operators_of_their_own() {
    examined!(uncounted: by_references);
}
