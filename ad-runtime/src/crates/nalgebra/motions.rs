//! Rigid motions: `Translation2`, `Translation3`, `Isometry2`, `Isometry3`, by rotations of whichever kind.
//!
//! A motion takes `p` to `R p + t`. Its tangent has a rotation's tangent and a translation, [`IsometryTangent`], and with the product of rotations being linear in each factor its rules are the chain rule:
//! of `y = R p + t` the cotangents are those of `R p` and `t̄ = ȳ`.

mod assigning;
mod constructors;
mod methods;
mod operators;
mod space;

pub use space::IsometryTangent;

/// The derivatives of methods.
pub mod traits {
    pub use super::methods::{
        InvMulMethod as _, InverseTransformPointMethod as _, InverseTransformVectorMethod as _,
        InvertedMethod as _, TransformPointMethod as _, TransformVectorMethod as _,
    };
}
