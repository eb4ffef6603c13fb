//! Methods of rotations and quaternions.

use nalgebra::{
    Matrix2, Matrix3, Quaternion, Rotation2, Rotation3, SMatrix, SVector, Unit, UnitQuaternion,
    Vector3,
};

use super::operators::{back_of_turned, turned_back, turned_by};
use super::space::Along;
use crate::crates::methods::{Bar, Tangent, binary, unary};
use crate::crates::nalgebra::methods::{across, direction};
use crate::crates::nalgebra::products::inner;
use crate::payload::ReceiverDot;
use crate::space::{Differentiable, TangentSpace};
use crate::underived::Marked;

unary! {
    /// The vector part of the bar changes its sign.
    ConjugateMethod[](Quaternion<f64>;)
    conjugate_value conjugate_pullback conjugate_owned_pullback conjugate_tangent conjugate_marked: |q| -> Quaternion<f64> { q.conjugate() }
    keep |y| { () }
    back |y, bar| { bar.conjugate() }
    forth |y, dot| { dot.conjugate() }

    /// The same.
    UnitConjugateMethod[](UnitQuaternion<f64>;)
    conjugate_value conjugate_pullback conjugate_owned_pullback conjugate_tangent conjugate_marked: |q| -> UnitQuaternion<f64> { q.conjugate() }
    keep |y| { () }
    back |y, bar| { Along(bar.conjugate()) }
    forth |y, dot| { Along(dot.conjugate()) }

    /// Of a unit it is the conjugate.
    UnitInverseMethod[](UnitQuaternion<f64>;)
    inverse_value inverse_pullback inverse_owned_pullback inverse_tangent inverse_marked: |q| -> UnitQuaternion<f64> { q.inverse() }
    keep |y| { () }
    back |y, bar| { Along(bar.conjugate()) }
    forth |y, dot| { Along(dot.conjugate()) }

    /// The same numbers.
    UnitQuaternionMethod[](UnitQuaternion<f64>;)
    quaternion_value quaternion_pullback quaternion_owned_pullback quaternion_tangent quaternion_marked: |q| -> Quaternion<f64> { *q.quaternion() }
    keep |y| { () }
    back |y, bar| { Along(bar) }
    forth |y, dot| { dot.0 }

    /// Of `y = 2 atan2(|u|, |w|)`; at no angle, where it has a kink, zero.
    UnitAngleMethod[](UnitQuaternion<f64>;)
    angle_value angle_pullback angle_owned_pullback angle_tangent angle_marked: |q| -> f64 { q.angle() }
    keep |y| { () }
    back |y, bar| { Along(turning(q) * bar) }
    forth |y, dot| { turning(q).coords.dot(&dot.coords) }

    /// Each entry is a sum of products of two of the four numbers.
    RotationMatrixMethod[](UnitQuaternion<f64>;)
    to_rotation_matrix_value to_rotation_matrix_pullback to_rotation_matrix_owned_pullback to_rotation_matrix_tangent to_rotation_matrix_marked: |q| -> Rotation3<f64> { q.to_rotation_matrix() }
    keep |y| { () }
    back |y, bar| { Along(back_of_matrix(q, &bar)) }
    forth |y, dot| { Along(matrix_by(q, dot)) }

    /// The same numbers.
    InnerMethod[T: Directed](Unit<T>;)
    into_inner_value into_inner_pullback into_inner_owned_pullback into_inner_tangent into_inner_marked: |u| -> T { u.clone().into_inner() }
    keep |y| { () }
    back |y, bar| { Along(bar) }
    forth |y, dot| { dot.0.clone() }

    /// The vector part's numbers.
    QuaternionImagMethod[](Quaternion<f64>;)
    imag_value imag_pullback imag_owned_pullback imag_tangent imag_marked: |q| -> Vector3<f64> { q.imag() }
    keep |y| { () }
    back |y, bar| { Quaternion::from_imag(bar) }
    forth |y, dot| { dot.imag() }

    /// One of the numbers.
    QuaternionScalarMethod[](Quaternion<f64>;)
    scalar_value scalar_pullback scalar_owned_pullback scalar_tangent scalar_marked: |q| -> f64 { q.scalar() }
    keep |y| { () }
    back |y, bar| { Quaternion::from_real(bar) }
    forth |y, dot| { dot.scalar() }

    /// `q̄ += ȳ q / |q|`, and zero at the origin.
    QuaternionNormMethod[](Quaternion<f64>;)
    norm_value norm_pullback norm_owned_pullback norm_tangent norm_marked: |q| -> f64 { q.norm() }
    keep |y| { *y }
    back |y, bar| { Quaternion::from(direction(&q.coords, *y) * bar) }
    forth |y, dot| { direction(&q.coords, *y).dot(&dot.coords) }

    /// `q̄ += 2 ȳ q`
    QuaternionNormSquaredMethod[](Quaternion<f64>;)
    norm_squared_value norm_squared_pullback norm_squared_owned_pullback norm_squared_tangent norm_squared_marked: |q| -> f64 { q.norm_squared() }
    keep |y| { () }
    back |y, bar| { q * (2.0 * bar) }
    forth |y, dot| { 2.0 * q.coords.dot(&dot.coords) }

    /// `q̄ += (ȳ − y ⟨y, ȳ⟩) / |q|`
    QuaternionNormalizeMethod[](Quaternion<f64>;)
    normalize_value normalize_pullback normalize_owned_pullback normalize_tangent normalize_marked: |q| -> Quaternion<f64> { q.normalize() }
    keep |y| { *y }
    back |y, bar| { Quaternion::from(across(&y.coords, &bar.coords)) / q.norm() }
    forth |y, dot| { Quaternion::from(across(&y.coords, &dot.coords)) / q.norm() }
}

binary! {
    /// As of vectors of four numbers.
    QuaternionDotMethod[](Quaternion<f64>;)
    dot_value dot_pullback dot_owned_pullback dot_tangent dot_marked: |q, p: &Quaternion<f64>| -> f64 { q.dot(p) }
    keep |y| { () }
    back |y, bar| { p * bar } { q * bar }
    forth |y, dot| { dot.coords.dot(&p.coords) } { q.coords.dot(&dot.coords) }

    /// As of `q * v`.
    UnitTransformMethod[](UnitQuaternion<f64>;)
    transform_vector_value transform_vector_pullback transform_vector_owned_pullback transform_vector_tangent transform_vector_marked: |q, v: &Vector3<f64>| -> Vector3<f64> { q.transform_vector(v) }
    keep |y| { () }
    back |y, bar| { Along(back_of_turned(q, v, &bar)) } { turned_back(q, &bar) }
    forth |y, dot| { turned_by(q, v, dot) } { q * dot }

    /// As of `q.inverse() * v`.
    UnitInverseTransformMethod[](UnitQuaternion<f64>;)
    inverse_transform_vector_value inverse_transform_vector_pullback inverse_transform_vector_owned_pullback inverse_transform_vector_tangent inverse_transform_vector_marked: |q, v: &Vector3<f64>| -> Vector3<f64> { q.inverse_transform_vector(v) }
    keep |y| { () }
    back |y, bar| { Along(back_of_turned(&q.conjugate(), v, &bar).conjugate()) } { q * bar }
    forth |y, dot| { turned_by(&q.conjugate(), v, &dot.conjugate()) } { q.inverse_transform_vector(dot) }
}

/// What may be a unit.
pub trait Directed: Differentiable<Tangent = Self> + TangentSpace + Bar {}

impl<T: Differentiable<Tangent = T> + TangentSpace + Bar> Directed for T {}

/// Of rotations in so many dimensions.
macro_rules! rotations {
    ($(
        $Rotation:ident $d:literal:
        $Inverse:ident $Transpose:ident $Matrix:ident $Inner:ident $Angle:ident $Transform:ident $InverseTransform:ident
    )*) => {$(
        unary! {
            /// The transposed bar.
            $Inverse[]($Rotation<f64>;)
            inverse_value inverse_pullback inverse_owned_pullback inverse_tangent inverse_marked: |r| -> $Rotation<f64> { r.inverse() }
            keep |y| { () }
            back |y, bar| { Along(bar.transpose()) }
            forth |y, dot| { Along(dot.transpose()) }

            /// The same.
            $Transpose[]($Rotation<f64>;)
            transpose_value transpose_pullback transpose_owned_pullback transpose_tangent transpose_marked: |r| -> $Rotation<f64> { r.transpose() }
            keep |y| { () }
            back |y, bar| { Along(bar.transpose()) }
            forth |y, dot| { Along(dot.transpose()) }

            /// The same numbers.
            $Matrix[]($Rotation<f64>;)
            matrix_value matrix_pullback matrix_owned_pullback matrix_tangent matrix_marked: |r| -> SMatrix<f64, $d, $d> { *r.matrix() }
            keep |y| { () }
            back |y, bar| { Along(bar) }
            forth |y, dot| { dot.0 }

            /// The same numbers.
            $Inner[]($Rotation<f64>;)
            into_inner_value into_inner_pullback into_inner_owned_pullback into_inner_tangent into_inner_marked: |r| -> SMatrix<f64, $d, $d> { r.into_inner() }
            keep |y| { () }
            back |y, bar| { Along(bar) }
            forth |y, dot| { dot.0 }

            /// By the entries that nalgebra makes it of.
            $Angle[]($Rotation<f64>;)
            angle_value angle_pullback angle_owned_pullback angle_tangent angle_marked: |r| -> f64 { r.angle() }
            keep |y| { () }
            back |y, bar| { Along(r.turning() * bar) }
            forth |y, dot| { inner(&r.turning(), dot) }
        }

        binary! {
            /// As of `r * v`.
            $Transform[]($Rotation<f64>;)
            transform_vector_value transform_vector_pullback transform_vector_owned_pullback transform_vector_tangent transform_vector_marked: |r, v: &SVector<f64, $d>| -> SVector<f64, $d> { r.transform_vector(v) }
            keep |y| { () }
            back |y, bar| { Along(bar * v.transpose()) } { r.matrix().tr_mul(&bar) }
            forth |y, dot| { dot.0 * v } { r.matrix() * dot }

            /// As of `r.inverse() * v`.
            $InverseTransform[]($Rotation<f64>;)
            inverse_transform_vector_value inverse_transform_vector_pullback inverse_transform_vector_owned_pullback inverse_transform_vector_tangent inverse_transform_vector_marked: |r, v: &SVector<f64, $d>| -> SVector<f64, $d> { r.inverse_transform_vector(v) }
            keep |y| { () }
            back |y, bar| { Along(v * bar.transpose()) } { r.matrix() * bar }
            forth |y, dot| { dot.tr_mul(v) } { r.matrix().tr_mul(dot) }
        }
    )*};
}

rotations! {
    Rotation2 2: Inverse2Method Transpose2Method Matrix2Method Inner2Method Angle2Method Transform2Method InverseTransform2Method
    Rotation3 3: Inverse3Method Transpose3Method Matrix3Method Inner3Method Angle3Method Transform3Method InverseTransform3Method
}

/// The derivative of the angle by the entries.
trait Turning {
    /// The type of the entries.
    type Entries;

    /// By the entries.
    fn turning(&self) -> Self::Entries;
}

/// Of `atan2(r21, r11)`.
impl Turning for Rotation2<f64> {
    type Entries = Matrix2<f64>;

    fn turning(&self) -> Matrix2<f64> {
        let (cos, sin) = (self[(0, 0)], self[(1, 0)]);
        let squared = cos * cos + sin * sin;
        Matrix2::new(-sin / squared, 0.0, cos / squared, 0.0)
    }
}

/// Of `acos((tr r − 1) / 2)`; at no angle, and at half a turn, where it has a kink, zero.
impl Turning for Rotation3<f64> {
    type Entries = Matrix3<f64>;

    fn turning(&self) -> Matrix3<f64> {
        let cos = (self.matrix().trace() - 1.0) / 2.0;
        match cos.abs() < 1.0 {
            true => Matrix3::from_diagonal_element(-0.5 / (1.0 - cos * cos).sqrt()),
            false => Matrix3::zeros(),
        }
    }
}

/// The derivative of a unit quaternion's angle.
fn turning(q: &UnitQuaternion<f64>) -> Quaternion<f64> {
    let (u, w) = (q.imag(), q.w);
    let (sine, squared) = (u.norm(), q.norm_squared());
    let by_w = if w == 0.0 { 0.0 } else { -sine * w.signum() };
    Quaternion::from_parts(by_w, direction(&u, sine) * w.abs()) * (2.0 / squared)
}

/// The numbers with which a matrix meets that of `a ×`: `⟨m, a ×⟩ = ⟨axial m, a⟩`.
pub(super) fn axial(m: &Matrix3<f64>) -> Vector3<f64> {
    Vector3::new(m.m32 - m.m23, m.m13 - m.m31, m.m21 - m.m12)
}

/// Of `(w² − |u|²) 1 + 2 u uᵀ + 2 w u ×`.
fn back_of_matrix(q: &UnitQuaternion<f64>, bar: &Matrix3<f64>) -> Quaternion<f64> {
    let (u, w) = (q.imag(), q.w);
    let (trace, axial) = (bar.trace(), axial(bar));
    let by_w = w * trace + axial.dot(&u);
    let by_u = (bar + bar.transpose()) * u - u * trace + axial * w;
    Quaternion::from_parts(by_w, by_u) * 2.0
}

/// The same, given a dot.
fn matrix_by(q: &UnitQuaternion<f64>, dot: &Quaternion<f64>) -> Matrix3<f64> {
    let (u, w, u_dot) = (q.imag(), q.w, dot.imag());
    let along = u_dot * u.transpose();
    let straight = Matrix3::from_diagonal_element(w * dot.w - u.dot(&u_dot));
    let turn = (u * dot.w + u_dot * w).cross_matrix();
    (straight + along + along.transpose() + turn) * 2.0
}
