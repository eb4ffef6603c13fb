//! Assertions that call methods of one's own; methods that result in integers, as arguments of constructors, in operators' bodies and in indices.

use std::cell::Cell;
use std::iter::Sum;
use std::ops::{Add, Mul};

use ad_runtime::prelude::*;

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Mat {
    d: Vec<f64>,
    #[constant]
    r: usize,
    #[constant]
    c: usize,
}

#[differentiate]
impl Mat {
    fn rows(&self) -> usize {
        self.r
    }

    fn cols(&self) -> usize {
        self.c
    }

    fn shape(&self) -> (usize, usize) {
        (self.rows(), self.cols())
    }

    fn len(&self) -> usize {
        self.d.len()
    }

    fn is_square(&self) -> bool {
        self.rows() == self.c && self.r * self.r == self.d.len()
    }

    fn zeros(r: usize, c: usize) -> Mat {
        Mat { d: vec![0.0; r * c], r, c }
    }

    fn at(&self, i: usize, j: usize) -> f64 {
        self.d[i * self.cols() + j]
    }

    fn scaled(&self, k: f64) -> Mat {
        let mut m = Mat::zeros(self.rows(), self.cols());
        for i in 0..self.len() {
            m.d[i] = self.d[i] * k;
        }
        m
    }

    /// A column of as many as there are numbers.
    fn flat(&self) -> Mat {
        let mut m = Mat::zeros(self.d.len(), 1);
        for i in 0..m.rows() {
            m.d[i] += self.d[i] * self.d[i];
        }
        m
    }

    fn trace(&self) -> f64 {
        assert!(self.is_square(), "not square: {} by {}", self.rows(), self.cols());
        debug_assert_ne!(self.rows(), 0);
        let mut sum = 0.0;
        for i in 0..self.rows() {
            sum += self.at(i, i) * self.at(i, i);
        }
        sum
    }
}

#[differentiate]
impl Mul<&Mat> for &Mat {
    type Output = Mat;

    fn mul(self, o: &Mat) -> Mat {
        assert_eq!(self.cols(), o.rows(), "shapes {:?} and {:?}", self.shape(), o.shape());
        let mut m = Mat::zeros(self.rows(), o.cols());
        for i in 0..self.rows() {
            for j in 0..o.cols() {
                for k in 0..self.cols() {
                    m.d[i * o.cols() + j] += self.d[i * self.cols() + k] * o.d[k * o.cols() + j];
                }
            }
        }
        m
    }
}

#[differentiate]
impl Add for Mat {
    type Output = Mat;

    fn add(self, o: Mat) -> Mat {
        let (r, c) = self.shape();
        let mut m = Mat::zeros(r, c);
        for i in 0..r * c {
            m.d[i] = self.d[i] + o.d[i];
        }
        m
    }
}

#[differentiate]
fn of_matrices(x: &[f64]) -> f64 {
    let a = Mat { d: x.to_vec(), r: 2, c: 2 };
    let m = &a * &a + a.scaled(x[0]);
    let sum: f64 = m.flat().d.iter().sum();
    sum * m.trace()
}

#[test]
fn matrices() {
    examined_at!([0.3, -1.2, 0.7, 1.1]; of_matrices);
}

#[test]
#[should_panic(expected = "not square: 1 by 4")]
fn the_derivative_asserts_too() {
    Mat { d: vec![1.0; 4], r: 1, c: 4 }.trace_grad();
}

#[test]
#[should_panic(expected = "shapes (1, 4) and (1, 4)")]
fn and_an_operator_s() {
    let m = Mat { d: vec![1.0; 4], r: 1, c: 4 };
    of_one::grad(&m);
}

#[differentiate]
fn of_one(m: &Mat) -> f64 {
    (m * m).trace()
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
struct Complex<T> {
    re: T,
    im: T,
}

#[differentiate]
impl<T: Copy + Differentiable> Complex<T> {
    fn new(re: T, im: T) -> Self {
        Complex { re, im }
    }
}

#[differentiate]
impl<T: Copy + Differentiable + Add<Output = T>> Add for Complex<T> {
    type Output = Complex<T>;

    fn add(self, o: Complex<T>) -> Complex<T> {
        Complex::new(self.re + o.re, self.im + o.im)
    }
}

#[differentiate]
impl Sum for Complex<f64> {
    fn sum<I: Iterator<Item = Complex<f64>>>(it: I) -> Complex<f64> {
        let mut sum = Complex::new(0.0, 0.0);
        for z in it {
            sum = sum + z;
        }
        sum
    }
}

#[differentiate]
fn of_complex(x: &[f64]) -> f64 {
    let zs: Vec<Complex<f64>> = x.iter().map(|&x| Complex::new(x, x * x)).collect();
    let sum: Complex<f64> = zs.iter().copied().sum();
    let sum = sum + Complex::new(1.0, 2.0);
    sum.re * sum.im
}

#[test]
fn generic_constructors_in_operators() {
    examined_at!([0.4, -0.9]; of_complex);
}

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

#[derive(Clone, Debug, Differentiable)]
struct Counted {
    x: f64,
}

#[differentiate]
impl Counted {
    /// How often it was asked is counted.
    fn is_small(&self) -> bool {
        ASKED.with(|asked| asked.set(asked.get() + 1));
        self.x.abs() < 10.0
    }

    fn next(&mut self) -> f64 {
        self.x *= 2.0;
        self.x
    }
}

#[differentiate]
fn asserts_in_a_loop(x: f64) -> f64 {
    let mut c = Counted { x };
    let mut sum = 0.0;
    for i in 0..3 {
        assert!(c.is_small() || i > 1, "at {}", c.next());
        assert!(c.next() != 0.0);
        sum += c.x * c.x;
    }
    sum
}

#[test]
fn assertions_are_made_as_often() {
    let n_calls = |f: &dyn Fn() -> f64| {
        ASKED.with(|asked| asked.set(0));
        let value = f();
        (value, ASKED.with(Cell::get))
    };
    let plain = n_calls(&|| asserts_in_a_loop(1.3));
    let (value, n) = n_calls(&|| asserts_in_a_loop::value_and_grad(1.3).0);
    assert_eq!(plain, (value, n));
    assert_eq!(n_calls(&|| asserts_in_a_loop::jvp(1.3, 1.0).0), plain);
    asserts_in_a_loop::check(1.3).unwrap();
    assert_eq!(asserts_in_a_loop::grad(1.3), 2.0 * 1.3 * (4.0 + 16.0 + 64.0));
}

/// Both sides of `+=` call something.
#[differentiate]
fn both_call(x: &[f64]) -> f64 {
    let m = Mat { d: x.to_vec(), r: 2, c: 2 };
    let mut sums = vec![0.0; m.rows()];
    for i in 0..m.len() {
        sums[i / m.cols()] += m.at(i / m.cols(), i % m.cols()) * x[0];
    }
    sums[0] * sums[1]
}

#[test]
fn compound_assignments_both_sides_of_which_call() {
    examined_at!([0.3, -1.2, 0.7, 1.1]; both_call);
}
