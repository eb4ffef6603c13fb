//! Functions of one's own types that make constants, in operators: by the constructor of a tuple struct, and by one another.

use ad_runtime::prelude::*;
use std::ops::{Add, Mul};

#[derive(Clone, Copy, Debug, Differentiable)]
struct Matrix([[f64; 2]; 2]);

#[differentiate]
impl Matrix {
    fn zeros() -> Self {
        Matrix([[0.0; 2]; 2])
    }
}

#[differentiate]
impl Mul for Matrix {
    type Output = Matrix;
    fn mul(self, other: Matrix) -> Matrix {
        let mut product = Matrix::zeros();
        for i in 0..2 {
            for j in 0..2 {
                for k in 0..2 {
                    product.0[i][j] += self.0[i][k] * other.0[k][j];
                }
            }
        }
        product
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Pair(f64, f64);

#[differentiate]
impl Pair {
    fn of(_k: usize) -> Pair {
        Pair(1.0, 0.5)
    }

    fn first() -> Pair {
        Pair::of(3)
    }

    fn one() -> Pair {
        Self::first()
    }
}

#[differentiate]
impl Add for Pair {
    type Output = Pair;
    fn add(self, other: Pair) -> Pair {
        let mut sum = Pair::one();
        sum.0 += self.0 * other.0;
        sum.1 *= self.1 + other.1;
        sum
    }
}

#[differentiate]
fn product(a: Matrix, b: Matrix) -> f64 {
    let c = a * b;
    c.0[0][1] * (c * a).0[1][1]
}

#[differentiate]
fn sum(a: Pair, b: Pair) -> f64 {
    let c = a + b;
    c.0 * c.1
}

#[test]
fn constants_in_operators() {
    let (a, b) = (Matrix([[0.3, 0.4], [0.5, 0.6]]), Matrix([[0.7, 0.2], [0.1, 0.9]]));
    product::check(a, b).unwrap();
    sum::check(Pair(0.2, 0.3), Pair(0.4, 0.5)).unwrap();
    assert_eq!(product::vjp(a, b).0, product(a, b));
    assert_eq!(sum::vjp(Pair(0.2, 0.3), Pair(0.4, 0.5)).0, sum(Pair(0.2, 0.3), Pair(0.4, 0.5)));
}
