//! Rotations of the plane as complex numbers, `UnitComplex`.

use nalgebra::{Complex, Rotation2, UnitComplex, Vector2};

use super::space::Along;
use super::turn::Turn;
use crate::crates::constructors::constructed;
use crate::crates::methods::{Bar, Tangent, binary, unary};
use crate::crates::nalgebra::ruled::{assigned, operators};
use crate::payload::ReceiverDot;
use crate::rules::{MulAssignRule, MulRule};
use crate::space::{Differentiable, TangentSpace};
use crate::underived::Marked;

/// `e^(iθ)`
macro_rules! of_angles {
    ($($name:ident)*) => {
        constructed! {$(
            [] $name(angle: f64) -> UnitComplex<f64> [] { UnitComplex::$name(angle) }
            keep f64 { angle }
            back |kept, bar| { (turn_back(kept, bar),) }
            forth { turn_by(kept, angle) }
        )*}
    };
}

of_angles!(new from_angle);

/// What comes of the bar of `e^(iθ)` for the angle.
pub fn turn_back(angle: f64, bar: &Along<Complex<f64>>) -> f64 {
    let (sin, cos) = angle.sin_cos();
    cos * bar.im - sin * bar.re
}

/// The same, given a dot.
pub fn turn_by(angle: f64, dot: f64) -> Along<Complex<f64>> {
    let (sin, cos) = angle.sin_cos();
    Along(Complex::new(-sin * dot, cos * dot))
}

operators! {
    MulRule mul_pullback mul_tangent: [] UnitComplex<f64>, UnitComplex<f64> => UnitComplex<f64>
    |a, b| { a * b }
    |bar| { Along(bar.0 * b.complex().conj()) } { Along(a.complex().conj() * bar.0) }
    |dot| { Along(dot.0 * b.complex()) } { Along(a.complex() * dot.0) }

    MulRule mul_pullback mul_tangent: [] UnitComplex<f64>, Vector2<f64> => Vector2<f64>
    |q, v| { q * v }
    |bar| { q.back_of_turned(v, &bar) } { q.conjugate() * bar }
    |dot| { q.turned_by(v, dot) } { q * dot }
}

assigned! {
    MulAssignRule mul_assign_pullback mul_assign_tangent *=:
    [] UnitComplex<f64>, UnitComplex<f64>: |a, b|
    |bar| { Along(bar.0 * b.complex().conj()) } { Along(a.complex().conj() * bar.0) }
    |dot| { Along(dot.0 * b.complex()) } { Along(a.complex() * dot.0) }
}

unary! {
    /// The imaginary part of the bar changes its sign.
    ComplexConjugateMethod[](UnitComplex<f64>;)
    conjugate_value conjugate_pullback conjugate_owned_pullback conjugate_tangent conjugate_marked: |q| -> UnitComplex<f64> { q.conjugate() }
    keep |y| { () }
    back |y, bar| { Along(bar.conj()) }
    forth |y, dot| { Along(dot.conj()) }

    /// Of a unit it is the conjugate.
    ComplexInverseMethod[](UnitComplex<f64>;)
    inverse_value inverse_pullback inverse_owned_pullback inverse_tangent inverse_marked: |q| -> UnitComplex<f64> { q.inverse() }
    keep |y| { () }
    back |y, bar| { Along(bar.conj()) }
    forth |y, dot| { Along(dot.conj()) }

    /// Of `atan2(im, re)`.
    ComplexAngleMethod[](UnitComplex<f64>;)
    angle_value angle_pullback angle_owned_pullback angle_tangent angle_marked: |q| -> f64 { q.angle() }
    keep |y| { () }
    back |y, bar| { Along(Complex::new(-q.im, q.re) * (bar / q.norm_sqr())) }
    forth |y, dot| { (q.re * dot.im - q.im * dot.re) / q.norm_sqr() }

    /// `[re, −im; im, re]`
    ComplexMatrixMethod[](UnitComplex<f64>;)
    to_rotation_matrix_value to_rotation_matrix_pullback to_rotation_matrix_owned_pullback to_rotation_matrix_tangent to_rotation_matrix_marked: |q| -> Rotation2<f64> { q.to_rotation_matrix() }
    keep |y| { () }
    back |y, bar| { Along(Complex::new(bar.m11 + bar.m22, bar.m21 - bar.m12)) }
    forth |y, dot| { Along(nalgebra::Matrix2::new(dot.re, -dot.im, dot.im, dot.re)) }
}

binary! {
    /// As of `q * v`.
    ComplexTransformMethod[](UnitComplex<f64>;)
    transform_vector_value transform_vector_pullback transform_vector_owned_pullback transform_vector_tangent transform_vector_marked: |q, v: &Vector2<f64>| -> Vector2<f64> { q.transform_vector(v) }
    keep |y| { () }
    back |y, bar| { q.back_of_turned(v, &bar) } { q.conjugate() * bar }
    forth |y, dot| { q.turned_by(v, dot) } { q * dot }

    /// As of `q.inverse() * v`.
    ComplexInverseTransformMethod[](UnitComplex<f64>;)
    inverse_transform_vector_value inverse_transform_vector_pullback inverse_transform_vector_owned_pullback inverse_transform_vector_tangent inverse_transform_vector_marked: |q, v: &Vector2<f64>| -> Vector2<f64> { q.inverse_transform_vector(v) }
    keep |y| { () }
    back |y, bar| { Along(q.conjugate().back_of_turned(v, &bar).conj()) } { q * bar }
    forth |y, dot| { q.conjugate().turned_by(v, &Along(dot.conj())) } { q.conjugate() * dot }
}
