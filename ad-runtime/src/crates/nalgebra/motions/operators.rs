//! Products of isometries, translations and rotations, and of these with points and vectors.

use nalgebra::{
    Isometry, Point, Rotation2, Rotation3, SVector, Translation, UnitComplex, UnitQuaternion,
};

use super::IsometryTangent;
use crate::crates::methods::{Bar, Tangent};
use crate::crates::nalgebra::rotations::Turn;
use crate::crates::nalgebra::ruled::operators;
use crate::rules::MulRule;
use crate::space::{Differentiable, TangentSpace};

/// A tangent of its parts.
#[inline]
pub(super) fn parts<R, const D: usize>(
    rotation: R,
    vector: SVector<f64, D>,
) -> IsometryTangent<R, D> {
    IsometryTangent { rotation, translation: Translation::from(vector) }
}

/// A tangent whose rotation stays.
#[inline]
pub(super) fn shift<R: Turn<D>, const D: usize>(
    of: &R,
    vector: SVector<f64, D>,
) -> IsometryTangent<Tangent<R>, D> {
    parts(of.zero_tangent(), vector)
}

operators! {
    MulRule mul_pullback mul_tangent: [R: Turn<D>, const D: usize] Isometry<f64, R, D>, Isometry<f64, R, D> => Isometry<f64, R, D>
    |a, b| { a * b }
    |bar| { left_bar(a, b, &bar) } { right_bar(a, &bar) }
    |dot| { left_dot(a, b, dot) } { right_dot(a, dot) }

    MulRule mul_pullback mul_tangent: [R: Turn<D>, const D: usize] Isometry<f64, R, D>, Point<f64, D> => Point<f64, D>
    |a, p| { a * p }
    |bar| { parts(a.rotation.back_of_turned(&p.coords, &bar.coords), bar.coords) } { Point::from(a.rotation.inverse_transform_vector(&bar.coords)) }
    |dot| { Point::from(dot.translation.vector + a.rotation.turned_by(&p.coords, &dot.rotation)) } { Point::from(a.rotation.transform_vector(&dot.coords)) }

    MulRule mul_pullback mul_tangent: [R: Turn<D>, const D: usize] Isometry<f64, R, D>, SVector<f64, D> => SVector<f64, D>
    |a, v| { a * v }
    |bar| { parts(a.rotation.back_of_turned(v, &bar), SVector::zeros()) } { a.rotation.inverse_transform_vector(&bar) }
    |dot| { a.rotation.turned_by(v, &dot.rotation) } { a.rotation.transform_vector(dot) }

    MulRule mul_pullback mul_tangent: [R: Turn<D>, const D: usize] Isometry<f64, R, D>, Translation<f64, D> => Isometry<f64, R, D>
    |a, t| { a * t }
    |bar| { shifted_bar(a, t, &bar) } { Translation::from(a.rotation.inverse_transform_vector(&bar.translation.vector)) }
    |dot| { shifted_dot(a, t, dot) } { shift(&a.rotation, a.rotation.transform_vector(&dot.vector)) }

    MulRule mul_pullback mul_tangent: [R: Turn<D>, const D: usize] Translation<f64, D>, Isometry<f64, R, D> => Isometry<f64, R, D>
    |t, a| { t * a }
    |bar| { bar.translation } { bar }
    |dot| { shift(&a.rotation, dot.vector) } { dot.clone() }

    MulRule mul_pullback mul_tangent: [const D: usize] Translation<f64, D>, Translation<f64, D> => Translation<f64, D>
    |s, t| { s * t }
    |bar| { bar } { bar }
    |dot| { *dot } { *dot }

    MulRule mul_pullback mul_tangent: [const D: usize] Translation<f64, D>, Point<f64, D> => Point<f64, D>
    |t, p| { t * p }
    |bar| { Translation::from(bar.coords) } { bar }
    |dot| { Point::from(dot.vector) } { *dot }
}

/// Rotations and isometries or translations, for which nalgebra has an implementation for each kind of rotation.
macro_rules! by_rotations {
    ($($R:ident $d:literal;)*) => {
        operators! {$(
            MulRule mul_pullback mul_tangent: [] Isometry<f64, $R<f64>, $d>, $R<f64> => Isometry<f64, $R<f64>, $d>
            |a, r| { a * r }
            |bar| { parts(Turn::times(&bar.rotation, &r.inverse()), bar.translation.vector) } { a.rotation.inverse().times_dot(&bar.rotation) }
            |dot| { parts(Turn::times(&dot.rotation, r), dot.translation.vector) } { parts(a.rotation.times_dot(dot), SVector::zeros()) }

            MulRule mul_pullback mul_tangent: [] $R<f64>, Isometry<f64, $R<f64>, $d> => Isometry<f64, $R<f64>, $d>
            |r, a| { r * a }
            |bar| { turned_bar(r, a, &bar) } { parts(r.inverse().times_dot(&bar.rotation), r.inverse_transform_vector(&bar.translation.vector)) }
            |dot| { parts(Turn::times(dot, &a.rotation), r.turned_by(&a.translation.vector, dot)) } { parts(r.times_dot(&dot.rotation), r.transform_vector(&dot.translation.vector)) }

            MulRule mul_pullback mul_tangent: [] Translation<f64, $d>, $R<f64> => Isometry<f64, $R<f64>, $d>
            |t, r| { t * r }
            |bar| { bar.translation } { bar.rotation }
            |dot| { shift(r, dot.vector) } { parts(*dot, SVector::zeros()) }

            MulRule mul_pullback mul_tangent: [] $R<f64>, Translation<f64, $d> => Isometry<f64, $R<f64>, $d>
            |r, t| { r * t }
            |bar| { moved_bar(r, t, &bar) } { Translation::from(r.inverse_transform_vector(&bar.translation.vector)) }
            |dot| { parts(*dot, r.turned_by(&t.vector, dot)) } { shift(r, r.transform_vector(&dot.vector)) }
        )*}
    };
}

by_rotations! {
    UnitQuaternion 3;
    Rotation3 3;
    UnitComplex 2;
    Rotation2 2;
}

type Of<R, const D: usize> = IsometryTangent<Tangent<R>, D>;

/// What comes of the bar of `a b` for `a`.
pub(super) fn left_bar<R: Turn<D>, const D: usize>(
    a: &Isometry<f64, R, D>,
    b: &Isometry<f64, R, D>,
    bar: &Of<R, D>,
) -> Of<R, D> {
    let mut rotation = R::times(&bar.rotation, &b.rotation.inverse());
    let moved = a.rotation.back_of_turned(&b.translation.vector, &bar.translation.vector);
    rotation.accumulate(&moved);
    parts(rotation, bar.translation.vector)
}

/// What comes of it for `b`.
pub(super) fn right_bar<R: Turn<D>, const D: usize>(
    a: &Isometry<f64, R, D>,
    bar: &Of<R, D>,
) -> Of<R, D> {
    let rotation = a.rotation.inverse().times_dot(&bar.rotation);
    parts(rotation, a.rotation.inverse_transform_vector(&bar.translation.vector))
}

/// Of a dot of `a`.
pub(super) fn left_dot<R: Turn<D>, const D: usize>(
    a: &Isometry<f64, R, D>,
    b: &Isometry<f64, R, D>,
    dot: &Of<R, D>,
) -> Of<R, D> {
    let moved = a.rotation.turned_by(&b.translation.vector, &dot.rotation);
    parts(R::times(&dot.rotation, &b.rotation), dot.translation.vector + moved)
}

/// Of a dot of `b`.
pub(super) fn right_dot<R: Turn<D>, const D: usize>(
    a: &Isometry<f64, R, D>,
    dot: &Of<R, D>,
) -> Of<R, D> {
    let rotation = a.rotation.times_dot(&dot.rotation);
    parts(rotation, a.rotation.transform_vector(&dot.translation.vector))
}

/// What comes of the bar of `a t` for `a`.
pub(super) fn shifted_bar<R: Turn<D>, const D: usize>(
    a: &Isometry<f64, R, D>,
    t: &Translation<f64, D>,
    bar: &Of<R, D>,
) -> Of<R, D> {
    let mut rotation = bar.rotation.clone();
    rotation.accumulate(&a.rotation.back_of_turned(&t.vector, &bar.translation.vector));
    parts(rotation, bar.translation.vector)
}

/// Of a dot of `a`.
pub(super) fn shifted_dot<R: Turn<D>, const D: usize>(
    a: &Isometry<f64, R, D>,
    t: &Translation<f64, D>,
    dot: &Of<R, D>,
) -> Of<R, D> {
    let moved = a.rotation.turned_by(&t.vector, &dot.rotation);
    parts(dot.rotation.clone(), dot.translation.vector + moved)
}

/// What comes of the bar of `r a` for `r`.
fn turned_bar<R: Turn<D>, const D: usize>(
    r: &R,
    a: &Isometry<f64, R, D>,
    bar: &Of<R, D>,
) -> Tangent<R> {
    let mut rotation = R::times(&bar.rotation, &a.rotation.inverse());
    rotation.accumulate(&r.back_of_turned(&a.translation.vector, &bar.translation.vector));
    rotation
}

/// What comes of the bar of `r t` for `r`.
fn moved_bar<R: Turn<D>, const D: usize>(
    r: &R,
    t: &Translation<f64, D>,
    bar: &Of<R, D>,
) -> Tangent<R> {
    let mut rotation = bar.rotation.clone();
    rotation.accumulate(&r.back_of_turned(&t.vector, &bar.translation.vector));
    rotation
}
