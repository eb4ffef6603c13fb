//! `pose *= step`.

#![allow(refining_impl_trait, reason = "what is kept is said more exactly")]

use nalgebra::{Isometry, Translation};

use super::operators::{left_bar, left_dot, right_bar, right_dot, shift, shifted_bar, shifted_dot};
use crate::crates::methods::{Bar, Tangent};
use crate::crates::nalgebra::rotations::Turn;
use crate::crates::nalgebra::ruled::assigned;
use crate::rules::MulAssignRule;
use crate::space::TangentSpace;

assigned! {
    MulAssignRule mul_assign_pullback mul_assign_tangent *=:
    [R: Turn<D>; const D] Isometry<f64, R, D>, Isometry<f64, R, D>: |a, b|
    |bar| { left_bar(&a, &b, &bar) } { right_bar(&a, &bar) }
    |dot| { left_dot(&a, &b, &dot) } { right_dot(&a, dot) }

    MulAssignRule mul_assign_pullback mul_assign_tangent *=:
    [R: Turn<D>; const D] Isometry<f64, R, D>, Translation<f64, D>: |a, t|
    |bar| { shifted_bar(&a, &t, &bar) } { Translation::from(a.rotation.inverse_transform_vector(&bar.translation.vector)) }
    |dot| { shifted_dot(&a, &t, &dot) } { shift(&a.rotation, a.rotation.transform_vector(&dot.vector)) }

    MulAssignRule mul_assign_pullback mul_assign_tangent *=:
    [; const D] Translation<f64, D>, Translation<f64, D>: |s, t|
    |bar| { bar } { bar }
    |dot| { dot } { *dot }
}
