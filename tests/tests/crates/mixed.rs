//! Places that have several names, and constants beside differentiated values.

use ad_runtime::nalgebra::{DMatrix, DVector, Matrix2, Vector3};
use ad_runtime::num_complex::Complex;
use ad_runtime::prelude::*;

type V = Vector3<f64>;

/// What is written by one name is read by the other.
#[differentiate]
fn names(x: f64, y: f64) -> f64 {
    let mut v = V::new(1.0, 1.0, 1.0);
    v.x = x * y;
    v[1] = v[0] * x;
    v.z = v[1];
    v[0] = v.z + v.x;
    v.y = v[0] * v[2];
    if v[1] > 0.0 {
        v.x = v[1].sin();
    } else {
        v[2] = v.y.cos();
    }
    let first = v[0];
    v.x = y;
    v[0] * first + v[1] * v[2]
}

/// Only one name is read in the end.
#[differentiate]
fn last(x: f64, y: f64) -> f64 {
    let mut m = Matrix2::new(x, y, 0.0, 1.0);
    m.m21 = m[(0, 0)] * m[1] + m[2] * y;
    m[3] = m.m21 * x;
    for i in 0..2 {
        m[(i, i)] *= m.m12 + m[(1, 0)];
        m.m11 += y;
    }
    m[3] + m[0]
}

#[derive(Clone, Debug, Differentiable)]
struct Pair {
    at: V,
    phase: Complex<f64>,
}

#[differentiate]
fn turned(pair: &mut Pair, k: f64) {
    pair.at[0] *= k * pair.at.x;
    pair.at.y += pair.at[0];
    pair.phase.im += pair.phase.re * k;
}

#[differentiate]
fn fields(x: f64, y: f64) -> f64 {
    let mut pair = Pair { at: V::new(x, y, 1.0), phase: Complex::new(x, y) };
    for _ in 0..2 {
        turned(&mut pair, y);
        let Pair { at, .. } = &pair;
        let sum = at.x + at[1];
        pair.at.z += sum;
    }
    pair.at[2] * pair.at[1] + pair.phase.norm()
}

#[differentiate]
fn among_constants(
    #[constant] m: DMatrix<f64>,
    #[constant] shift: DVector<f64>,
    #[constant] turn: Complex<f64>,
    x: f64,
    y: f64,
) -> f64 {
    let mut v = DVector::from_vec(vec![x, y]);
    let lu = m.clone().lu();
    for i in 0..3 {
        v = &m * &v + &shift * 0.5;
        v -= &shift;
        v = lu.solve(&v).unwrap() + &m * v;
        v[0] += m[(0, 1)] * shift[1] * x * i as f64;
    }
    let z = Complex::new(x, y) * turn + turn;
    v.dot(&shift) + shift.norm() * v[1] + (turn * z * 2.0).re + m.determinant() * x
}

#[differentiate]
fn constants(x: f64, y: f64) -> f64 {
    let m = DMatrix::from_vec(2, 2, vec![0.5, 0.1, 0.2, 0.7]);
    let shift = DVector::from_vec(vec![0.3, 0.4]);
    among_constants(m, shift, Complex::new(0.3, 0.1), x, y)
}

/// Constructors of one name, of one's own types and of others, with different numbers of parameters.
#[derive(Clone, Debug, Differentiable)]
struct Angle {
    degrees: f64,
}

#[differentiate]
impl Angle {
    fn new(radians: f64) -> Angle {
        Angle { degrees: radians * 57.0 }
    }

    fn norm(&self) -> f64 {
        self.degrees.abs() / 360.0
    }
}

#[differentiate]
impl From<&f64> for Angle {
    fn from(degrees: &f64) -> Angle {
        Angle { degrees: *degrees }
    }
}

#[differentiate]
fn constructors(x: f64, y: f64) -> f64 {
    let (angle, v, z) = (Angle::new(x), V::new(y, x, 1.0), Complex::new(x, y));
    let mut sum = angle.norm() + v.norm() * z.norm();
    for i in 0..3 {
        let m = Matrix2::new(x, sum, y, i as f64);
        sum += Angle::new(m.m12).norm() + Angle::from(&m.m21).degrees * V::from([x, y, sum]).z;
        sum /= 1.0 + m.norm();
    }
    sum
}

/// A constant by reference is an operand.
#[differentiate]
fn fit(
    #[constant] m: &DMatrix<f64>,
    #[constant] b: &DVector<f64>,
    x: &DVector<f64>,
    k: f64,
) -> f64 {
    let r = m * x - b;
    let mut w = x.clone();
    for _ in 0..3 {
        w = m * &w * k + b * 0.5;
        w -= b;
    }
    r.norm_squared() + w.norm()
}

#[differentiate]
fn fits(x: f64, y: f64) -> f64 {
    let m = DMatrix::from_vec(2, 2, vec![0.5, 0.1, 0.2, 0.7]);
    let b = DVector::from_vec(vec![0.3, 0.4]);
    let mut sum = 0.0;
    for i in 0..3 {
        let v = DVector::from_vec(vec![x, y * i as f64]);
        sum += fit(&m, &b, &v, y + sum / 7.0);
    }
    sum
}

#[test]
fn derivatives() {
    agree!(names last fields constants fits constructors);
}
