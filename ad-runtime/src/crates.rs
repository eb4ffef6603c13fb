//! Types of other crates: their tangents, and the rules of what is done with them. Each crate is a feature.
//!
//! A type of another crate has what a type of one's own gets from the macros, written by hand:
//!
//! - its tangent, `Differentiable`, in which a place of the value is the same place (`v_bar.x`, `m_bar[(i, j)]`);
//! - its operators' rules, the traits of [`rules`](crate::rules);
//! - its methods' derivatives: `v.norm()` is called as `v.norm_pullback()`, which rustc finds in a trait. [`methods`] writes these traits, and emitted code imports all of them,
//!   without their names, where it calls a method by one of the names in the macros' table (`library/crates.rs`);
//! - its constructors' derivatives: [`constructors`] says how rustc finds those of `Vector3::new(x, y, z)` behind what stands in for missing ones.
//!
//! What has none of these is an error, as it is of a type of one's own.

#[cfg(feature = "num-complex")]
mod complex;
pub mod constructors;
#[cfg(any(feature = "nalgebra", feature = "num-complex"))]
mod methods;
#[cfg(feature = "nalgebra")]
mod nalgebra;
pub mod parts;
mod passed;

#[cfg(feature = "nalgebra")]
pub use nalgebra::{motions::IsometryTangent, rotations::Along};

/// What emitted code imports: nothing but traits, without names.
pub mod traits {
    #[cfg(feature = "num-complex")]
    pub use super::complex::traits::*;
    #[cfg(feature = "nalgebra")]
    pub use super::nalgebra::traits::*;
}
