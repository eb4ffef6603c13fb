//! Rotations: `Rotation2`, `Rotation3`, `Quaternion`, `UnitQuaternion`, `UnitComplex`, and unit vectors.
//!
//! A value of one of these types lies on a surface in a space of numbers: a rotation among the matrices, a unit quaternion among the quaternions, a unit vector among the vectors. Its tangent
//! is one of that space, and derivatives are those of nalgebra's formulas, taken as functions of all of the space's numbers. A dot that comes of rules lies along the surface, if those that it comes of do. A cotangent is
//! determined but for a part across the surface, which no such dot sees; where a rotation is a parameter itself, its gradient has that part, as the formulas have it, and `check` compares it with
//! differences that change one number at a time, off the surface, with the same formulas. `q.add_scaled(step, &gradient)` takes the value back to the surface.
//!
//! With the Hamilton product the cotangents of `y = a b` are `ā = ȳ b*` and `b̄ = a* ȳ`, for `a*` the conjugate.

mod assigning;
mod constructors;
mod methods;
mod operators;
mod plane;
mod space;
mod turn;

pub use constructors::{back_of_scaled, scaled_by};
pub use plane::{turn_back, turn_by};
pub use space::Along;
pub use turn::Turn;

/// The derivatives of methods.
pub mod traits {
    pub use super::methods::{
        Angle2Method as _, Angle3Method as _, ConjugateMethod as _, Inner2Method as _,
        Inner3Method as _, InnerMethod as _, Inverse2Method as _, Inverse3Method as _,
        InverseTransform2Method as _, InverseTransform3Method as _, Matrix2Method as _,
        Matrix3Method as _, QuaternionDotMethod as _, QuaternionImagMethod as _,
        QuaternionNormMethod as _, QuaternionNormSquaredMethod as _,
        QuaternionNormalizeMethod as _, QuaternionScalarMethod as _, RotationMatrixMethod as _,
        Transform2Method as _, Transform3Method as _, Transpose2Method as _, Transpose3Method as _,
        UnitAngleMethod as _, UnitConjugateMethod as _, UnitInverseMethod as _,
        UnitInverseTransformMethod as _, UnitQuaternionMethod as _, UnitTransformMethod as _,
    };
    pub use super::plane::{
        ComplexAngleMethod as _, ComplexConjugateMethod as _, ComplexInverseMethod as _,
        ComplexInverseTransformMethod as _, ComplexMatrixMethod as _, ComplexTransformMethod as _,
    };
}
