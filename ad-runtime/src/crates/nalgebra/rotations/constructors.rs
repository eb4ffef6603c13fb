//! Rotations made of axes and angles, and units made of vectors and quaternions.

use nalgebra::allocator::Allocator;
use nalgebra::{
    DefaultAllocator, Dim, Matrix2, Matrix3, OVector, Quaternion, Rotation2, Rotation3, Unit,
    UnitQuaternion, Vector3,
};

use super::methods::axial;
use super::space::Along;
use crate::crates::constructors::constructed;
use crate::crates::nalgebra::methods::across;
use crate::crates::nalgebra::products::inner;

constructed! {
    [] new(w: f64, i: f64, j: f64, k: f64) -> Quaternion<f64> [] { Quaternion::new(w, i, j, k) }
    keep () { () }
    back |kept, bar| { (bar.w, bar.i, bar.j, bar.k) }
    forth { Quaternion::new(w, i, j, k) }

    [] from_parts(w: f64, u: Vector3<f64>) -> Quaternion<f64> [] { Quaternion::from_parts(w, u) }
    keep () { () }
    back |kept, bar| { (bar.w, bar.imag()) }
    forth { Quaternion::from_parts(w, u) }

    [] from_real(w: f64) -> Quaternion<f64> [] { Quaternion::from_real(w) }
    keep () { () }
    back |kept, bar| { (bar.w,) }
    forth { Quaternion::from_real(w) }

    [] from_imag(u: Vector3<f64>) -> Quaternion<f64> [] { Quaternion::from_imag(u) }
    keep () { () }
    back |kept, bar| { (bar.imag(),) }
    forth { Quaternion::from_imag(u) }

    /// `x̄ += (ȳ − y ⟨y, ȳ⟩) / |x|`
    [D: Dim] new_normalize(x: OVector<f64, D>) -> Unit<OVector<f64, D>> [DefaultAllocator: Allocator<D>] { Unit::new_normalize(x) }
    keep OVector<f64, D> { x.clone() }
    back |kept, bar| { (across(&kept.normalize(), &bar.0) / kept.norm(),) }
    forth { Along(across(&kept.normalize(), &x) / kept.norm()) }

    [D: Dim] new_unchecked(x: OVector<f64, D>) -> Unit<OVector<f64, D>> [DefaultAllocator: Allocator<D>] { Unit::new_unchecked(x) }
    keep () { () }
    back |kept, bar| { (bar.0.clone(),) }
    forth { Along(x) }

    [] new_normalize(q: Quaternion<f64>) -> UnitQuaternion<f64> [] { UnitQuaternion::new_normalize(q) }
    keep Quaternion<f64> { q }
    back |kept, bar| { (of_normalized(&kept, bar),) }
    forth { Along(of_normalized(&kept, &q)) }

    [] from_quaternion(q: Quaternion<f64>) -> UnitQuaternion<f64> [] { UnitQuaternion::from_quaternion(q) }
    keep Quaternion<f64> { q }
    back |kept, bar| { (of_normalized(&kept, bar),) }
    forth { Along(of_normalized(&kept, &q)) }

    [] new_unchecked(q: Quaternion<f64>) -> UnitQuaternion<f64> [] { UnitQuaternion::new_unchecked(q) }
    keep () { () }
    back |kept, bar| { (bar.0,) }
    forth { Along(q) }

    /// `(cos θ/2, a sin θ/2)`
    ['l] from_axis_angle(axis: &'l Unit<Vector3<f64>>, angle: f64) -> UnitQuaternion<f64> [] { UnitQuaternion::from_axis_angle(axis, angle) }
    keep (Vector3<f64>, f64) { (axis.into_inner(), angle) }
    back |kept, bar| {
        let (axis, (sin, cos)) = (kept.0, (kept.1 / 2.0).sin_cos());
        (Along(bar.imag() * sin), (cos * bar.imag().dot(&axis) - sin * bar.w) / 2.0)
    }
    forth {
        let (sin, cos) = (kept.1 / 2.0).sin_cos();
        let u_dot = axis.0 * sin + kept.0 * (cos * angle / 2.0);
        Along(Quaternion::from_parts(-sin * angle / 2.0, u_dot))
    }

    [] from_euler_angles(roll: f64, pitch: f64, yaw: f64) -> UnitQuaternion<f64> [] { UnitQuaternion::from_euler_angles(roll, pitch, yaw) }
    keep [Quaternion<f64>; 3] { quaternions_by_angles(roll, pitch, yaw) }
    back |kept, bar| {
        let [roll, pitch, yaw] = kept.map(|by| by.dot(bar));
        (roll, pitch, yaw)
    }
    forth { Along(kept[0] * roll + kept[1] * pitch + kept[2] * yaw) }

    [] new(angle: f64) -> Rotation2<f64> [] { Rotation2::new(angle) }
    keep f64 { angle }
    back |kept, bar| { (inner(&turned(kept), bar),) }
    forth { Along(turned(kept) * angle) }

    /// `(1 − cos θ) a aᵀ + cos θ 1 + sin θ a ×`
    ['l] from_axis_angle(axis: &'l Unit<Vector3<f64>>, angle: f64) -> Rotation3<f64> [] { Rotation3::from_axis_angle(axis, angle) }
    keep (Vector3<f64>, f64) { (axis.into_inner(), angle) }
    back |kept, bar| {
        let (a, (sin, cos)) = (kept.0, kept.1.sin_cos());
        let (axial, trace) = (axial(bar), bar.trace());
        let by_axis = (bar.0 + bar.transpose()) * a * (1.0 - cos) + axial * sin;
        let along = a.dot(&(bar.0 * a));
        (Along(by_axis), sin * (along - trace) + cos * axial.dot(&a))
    }
    forth {
        let (a, (sin, cos)) = (kept.0, kept.1.sin_cos());
        let along = axis.0 * a.transpose();
        let by_axis = (along + along.transpose()) * (1.0 - cos) + axis.cross_matrix() * sin;
        let by_angle = (a * a.transpose() - Matrix3::identity()) * sin + a.cross_matrix() * cos;
        Along(by_axis + by_angle * angle)
    }

    [] from_euler_angles(roll: f64, pitch: f64, yaw: f64) -> Rotation3<f64> [] { Rotation3::from_euler_angles(roll, pitch, yaw) }
    keep [Matrix3<f64>; 3] { matrices_by_angles(roll, pitch, yaw) }
    back |kept, bar| {
        let [roll, pitch, yaw] = kept.map(|by| inner(&by, bar));
        (roll, pitch, yaw)
    }
    forth { Along(kept[0] * roll + kept[1] * pitch + kept[2] * yaw) }
}

/// Of an axis whose length is the angle.
macro_rules! scaled_axes {
    ($($name:ident)*) => {
        constructed! {$(
            /// `(cos |v|/2, v/2 sin(|v|/2) / (|v|/2))`
            [] $name(v: Vector3<f64>) -> UnitQuaternion<f64> [] { UnitQuaternion::$name(v) }
            keep Vector3<f64> { v / 2.0 }
            back |kept, bar| { (back_of_scaled(&kept, bar),) }
            forth { scaled_by(&kept, &v) }

            /// `1 + a v × + b (v vᵀ − |v|² 1)`, for `a` and `b` as [`rates`] has them.
            [] $name(v: Vector3<f64>) -> Rotation3<f64> [] { Rotation3::$name(v) }
            keep Vector3<f64> { v }
            back |kept, bar| {
                let [a, b, a_slope, b_slope] = rates(kept.norm());
                let (axial, trace) = (axial(bar), bar.trace());
                let symmetric = (bar.0 + bar.transpose()) * kept - kept * (2.0 * trace);
                let second = kept.dot(&(bar.0 * kept)) - kept.norm_squared() * trace;
                (axial * a + symmetric * b + kept * (a_slope * axial.dot(&kept) + b_slope * second),)
            }
            forth {
                let [a, b, a_slope, b_slope] = rates(kept.norm());
                let along = kept.dot(&v);
                let product = v * kept.transpose();
                let first = v.cross_matrix() * a + kept.cross_matrix() * (a_slope * along);
                let symmetric = product + product.transpose() - Matrix3::from_diagonal_element(2.0 * along);
                let second = kept * kept.transpose() - Matrix3::from_diagonal_element(kept.norm_squared());
                Along(first + symmetric * b + second * (b_slope * along))
            }
        )*}
    };
}

scaled_axes!(new from_scaled_axis);

/// What comes of the bar of a unit quaternion for the axis that it was made of, whose length is the angle, given half of that.
pub fn back_of_scaled(half: &Vector3<f64>, bar: &Along<Quaternion<f64>>) -> Vector3<f64> {
    let [a, _, a_slope, _] = rates(half.norm());
    let u_bar = bar.imag();
    (u_bar * a + half * (a_slope * u_bar.dot(half) - a * bar.w)) / 2.0
}

/// The same, given a dot.
pub fn scaled_by(half: &Vector3<f64>, dot: &Vector3<f64>) -> Along<Quaternion<f64>> {
    let [a, _, a_slope, _] = rates(half.norm());
    let (u_dot, along) = (dot / 2.0, half.dot(dot) / 2.0);
    Along(Quaternion::from_parts(-a * along, u_dot * a + half * (a_slope * along)))
}

/// Of an angle `t`: `a = sin t / t`, `b = (1 − cos t) / t²`, and the derivatives of both, over `t`; of small angles by their series.
fn rates(t: f64) -> [f64; 4] {
    let squared = t * t;
    if squared < 1e-4 {
        return [
            1.0 - squared / 6.0 * (1.0 - squared / 20.0),
            0.5 - squared / 24.0 * (1.0 - squared / 30.0),
            -1.0 / 3.0 + squared / 30.0 * (1.0 - squared / 28.0),
            -1.0 / 12.0 + squared / 180.0 * (1.0 - squared / 37.333_333_333_333_336),
        ];
    }
    let (sin, cos) = t.sin_cos();
    let (a, b) = (sin / t, (1.0 - cos) / squared);
    [a, b, (cos - a) / squared, (a - 2.0 * b) / squared]
}

/// Of `q / |q|` what comes of a bar or a dot.
fn of_normalized(q: &Quaternion<f64>, by: &Quaternion<f64>) -> Quaternion<f64> {
    Quaternion::from(across(&q.normalize().coords, &by.coords)) / q.norm()
}

/// The derivative of a rotation in the plane by its angle.
fn turned(angle: f64) -> Matrix2<f64> {
    let (sin, cos) = angle.sin_cos();
    Matrix2::new(-sin, -cos, cos, -sin)
}

/// The derivatives of `z(yaw) y(pitch) x(roll)` by the three angles.
fn quaternions_by_angles(roll: f64, pitch: f64, yaw: f64) -> [Quaternion<f64>; 3] {
    let turned = |angle: f64, axis: Vector3<f64>| {
        let (sin, cos) = (angle / 2.0).sin_cos();
        let by_angle = Quaternion::from_parts(-sin / 2.0, axis * (cos / 2.0));
        (Quaternion::from_parts(cos, axis * sin), by_angle)
    };
    let (x, by_roll) = turned(roll, Vector3::x());
    let (y, by_pitch) = turned(pitch, Vector3::y());
    let (z, by_yaw) = turned(yaw, Vector3::z());
    [z * y * by_roll, z * by_pitch * x, by_yaw * y * x]
}

/// The same of matrices.
fn matrices_by_angles(roll: f64, pitch: f64, yaw: f64) -> [Matrix3<f64>; 3] {
    let turned = |angle: f64, axis: Unit<Vector3<f64>>| {
        let matrix = Rotation3::from_axis_angle(&axis, angle).into_inner();
        (matrix, axis.cross_matrix() * matrix)
    };
    let (x, by_roll) = turned(roll, Vector3::x_axis());
    let (y, by_pitch) = turned(pitch, Vector3::y_axis());
    let (z, by_yaw) = turned(yaw, Vector3::z_axis());
    [z * y * by_roll, z * by_pitch * x, by_yaw * y * x]
}
