//! Translations and isometries made of vectors, angles and rotations.

use nalgebra::{
    Isometry, Isometry2, Isometry3, Point, SVector, Translation, Translation2, Translation3,
    UnitComplex, UnitQuaternion, Vector2, Vector3,
};

use super::operators::parts;
use crate::crates::constructors::{constructed, constructed_from};
use crate::crates::methods::Tangent;
use crate::crates::nalgebra::rotations::{Turn, back_of_scaled, scaled_by, turn_back, turn_by};
use crate::crates::passed::{Passed, Way};
use crate::space::Differentiable;

constructed_from! {
    [const D: usize] SVector<f64, D> => Translation<f64, D>;
    [const D: usize] Point<f64, D> => Translation<f64, D>;
}

constructed! {
    [] new(x: f64, y: f64) -> Translation2<f64> [] { Translation2::new(x, y) }
    keep () { () }
    back |kept, bar| { (bar.vector.x, bar.vector.y) }
    forth { Translation2::new(x, y) }

    [] new(x: f64, y: f64, z: f64) -> Translation3<f64> [] { Translation3::new(x, y, z) }
    keep () { () }
    back |kept, bar| { (bar.vector.x, bar.vector.y, bar.vector.z) }
    forth { Translation3::new(x, y, z) }

    [const D: usize] from(v: SVector<f64, D>) -> Translation<f64, D> [] { Translation::from(v) }
    keep () { () }
    back |kept, bar| { (bar.vector,) }
    forth { Translation::from(v) }

    [const D: usize] from(p: Point<f64, D>) -> Translation<f64, D> [] { Translation::from(p) }
    keep () { () }
    back |kept, bar| { (Point::from(bar.vector),) }
    forth { Translation::from(p) }

    [R: Turn<D> + Passed<Way: Way<Tangent = Tangent<R>>>, const D: usize] from_parts(t: Translation<f64, D>, r: R) -> Isometry<f64, R, D> [] { Isometry::from_parts(t, r) }
    keep () { () }
    back |kept, bar| { (bar.translation, bar.rotation.clone()) }
    forth { parts(r, t.vector) }

    [] translation(x: f64, y: f64, z: f64) -> Isometry3<f64> [] { Isometry3::translation(x, y, z) }
    keep () { () }
    back |kept, bar| {
        let v = bar.translation.vector;
        (v.x, v.y, v.z)
    }
    forth { parts(UnitQuaternion::identity().zero_tangent(), Vector3::new(x, y, z)) }

    [] translation(x: f64, y: f64) -> Isometry2<f64> [] { Isometry2::translation(x, y) }
    keep () { () }
    back |kept, bar| { (bar.translation.vector.x, bar.translation.vector.y) }
    forth { parts(UnitComplex::identity().zero_tangent(), Vector2::new(x, y)) }

    [] new(t: Vector3<f64>, axis: Vector3<f64>) -> Isometry3<f64> [] { Isometry3::new(t, axis) }
    keep Vector3<f64> { axis / 2.0 }
    back |kept, bar| { (bar.translation.vector, back_of_scaled(&kept, &bar.rotation)) }
    forth { parts(scaled_by(&kept, &axis), t) }

    [] rotation(axis: Vector3<f64>) -> Isometry3<f64> [] { Isometry3::rotation(axis) }
    keep Vector3<f64> { axis / 2.0 }
    back |kept, bar| { (back_of_scaled(&kept, &bar.rotation),) }
    forth { parts(scaled_by(&kept, &axis), Vector3::zeros()) }

    [] new(t: Vector2<f64>, angle: f64) -> Isometry2<f64> [] { Isometry2::new(t, angle) }
    keep f64 { angle }
    back |kept, bar| { (bar.translation.vector, turn_back(kept, &bar.rotation)) }
    forth { parts(turn_by(kept, angle), t) }

    [] rotation(angle: f64) -> Isometry2<f64> [] { Isometry2::rotation(angle) }
    keep f64 { angle }
    back |kept, bar| { (turn_back(kept, &bar.rotation),) }
    forth { parts(turn_by(kept, angle), Vector2::zeros()) }
}
