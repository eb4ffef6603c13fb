//! Operators whose bodies begin with the type's derived `Default`.

use std::iter::Sum;
use std::ops::{Add, Mul, MulAssign};

use ad_runtime::prelude::*;

#[derive(Clone, Copy, Debug, Default, PartialEq, Differentiable)]
#[differentiable(default)]
struct Vec2 {
    x: f64,
    y: f64,
}

#[differentiate]
impl Add for Vec2 {
    type Output = Vec2;

    fn add(self, other: Vec2) -> Vec2 {
        Vec2 { x: self.x + other.x, y: self.y + other.y }
    }
}

#[differentiate]
impl Mul<f64> for Vec2 {
    type Output = Vec2;

    fn mul(self, k: f64) -> Vec2 {
        Vec2 { x: self.x * k, y: self.y * k }
    }
}

#[differentiate]
impl Sum for Vec2 {
    fn sum<I: Iterator<Item = Vec2>>(iter: I) -> Vec2 {
        iter.fold(Vec2::default(), |a, b| a + b)
    }
}

#[differentiate]
impl<'a> Sum<&'a Vec2> for Vec2 {
    fn sum<I: Iterator<Item = &'a Vec2>>(iter: I) -> Vec2 {
        iter.fold(Self::default(), |a, b| a + *b)
    }
}

#[derive(Clone, Copy, Debug, Default, Differentiable)]
#[differentiable(default)]
struct Rotation {
    rows: [[f64; 2]; 2],
}

#[differentiate]
impl Mul for Rotation {
    type Output = Rotation;

    fn mul(self, other: Rotation) -> Rotation {
        let mut out = Rotation::default();
        for i in 0..2 {
            for j in 0..2 {
                for k in 0..2 {
                    out.rows[i][j] += self.rows[i][k] * other.rows[k][j];
                }
            }
        }
        out
    }
}

#[differentiate]
impl Mul<Vec2> for &Rotation {
    type Output = Vec2;

    fn mul(self, v: Vec2) -> Vec2 {
        let mut out = Vec2::default();
        out.x += self.rows[0][0] * v.x + self.rows[0][1] * v.y;
        out.y += self.rows[1][0] * v.x + self.rows[1][1] * v.y;
        out
    }
}

#[differentiate]
impl MulAssign<f64> for Rotation {
    fn mul_assign(&mut self, k: f64) {
        let zero = Rotation::default();
        for (row, of_zero) in self.rows.iter_mut().zip(&zero.rows) {
            row[0] *= k + of_zero[0];
        }
    }
}

#[differentiate]
fn centre(x: f64, y: f64) -> f64 {
    let points = [Vec2 { x, y }, Vec2 { x: y, y: 1.0 }, Vec2 { x: 2.0, y: x * y }];
    let weighted: Vec2 = points.iter().map(|p| *p * x).sum();
    let plain: Vec2 = points.iter().sum();
    weighted.x * weighted.y + plain.x * x + plain.y
}

#[differentiate]
fn turned(angle: f64, x: f64) -> f64 {
    let (s, c) = angle.sin_cos();
    let turn = Rotation { rows: [[c, -s], [s, c]] };
    let mut twice = turn * turn;
    twice *= x;
    let v = &twice * Vec2 { x, y: 1.0 };
    v.x * v.y
}

programs! {
    centre(x, y) -> scalar at (0.7, 1.3);
    turned(angle, x) -> scalar at (0.7, 1.3);
}
