//! Points: `Point2`, `Point3` and those of other dimensions.
//!
//! A point's tangent is a point, so that its places are the value's, `p_bar.x`, `p_bar.coords`; what it has for coordinates are the derivatives.

mod constructors;
mod methods;
mod operators;
mod space;

/// The derivatives of methods.
pub mod traits {
    pub use super::methods::{PointHomogeneousMethod as _, PointXyMethod as _};
}
