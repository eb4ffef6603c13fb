#![doc = include_str!("../docs/sparse.md")]
//!
//! In the sources: `sparse/pattern.rs` is where entries may be, `sparse/probing.rs` finds it, `sparse/colouring.rs` says which columns or rows are computed together,
//! `sparse/jacobian.rs` and `sparse/hessian.rs` compute them, `sparse/entries.rs` is what both show of themselves, `sparse/conversions.rs` makes matrices of other crates of it.

mod colouring;
#[cfg(feature = "faer")]
mod conversions;
mod entries;
mod hessian;
mod jacobian;
mod pattern;
mod probing;

pub use crate::hessian::HessianTarget;
#[doc(hidden)]
pub use hessian::FreshHessian;
pub use hessian::SparseHessian;
#[doc(hidden)]
pub use jacobian::FreshJacobian;
pub use jacobian::SparseJacobian;
pub use pattern::Pattern;
