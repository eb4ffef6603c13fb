//! `q *= p`: the left operand's bar is that of the product on entry, and its own on exit.

#![allow(refining_impl_trait, reason = "what is kept is said more exactly")]

use nalgebra::{Quaternion, Rotation, UnitQuaternion};

use super::space::Along;
use crate::crates::methods::{Bar, Tangent};
use crate::crates::nalgebra::ruled::assigned;
use crate::rules::MulAssignRule;
use crate::space::TangentSpace;

assigned! {
    MulAssignRule mul_assign_pullback mul_assign_tangent *=:
    [] Quaternion<f64>, Quaternion<f64>: |a, b|
    |bar| { bar * b.conjugate() } { a.conjugate() * bar }
    |dot| { dot * b } { a * dot }

    MulAssignRule mul_assign_pullback mul_assign_tangent *=:
    [] UnitQuaternion<f64>, UnitQuaternion<f64>: |a, b|
    |bar| { Along(bar.0 * b.quaternion().conjugate()) } { Along(a.quaternion().conjugate() * bar.0) }
    |dot| { Along(dot.0 * b.quaternion()) } { Along(a.quaternion() * dot.0) }

    MulAssignRule mul_assign_pullback mul_assign_tangent *=:
    [; const D] Rotation<f64, D>, Rotation<f64, D>: |a, b|
    |bar| { Along(bar.0 * b.matrix().transpose()) } { Along(a.matrix().transpose() * bar.0) }
    |dot| { Along(dot.0 * b.matrix()) } { Along(a.matrix() * dot.0) }
}
