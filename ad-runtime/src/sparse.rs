#![doc = include_str!("../docs/sparse.md")]
//!
//! In the sources: `sparse/pattern.rs` is where entries may be, `sparse/probing.rs` finds it, `sparse/colouring.rs` says which columns or rows are computed together,
//! `sparse/jacobian.rs` and `sparse/hessian.rs` compute them, `sparse/entries.rs` is what both show of themselves, `sparse/conversions.rs` makes matrices of other crates of it.

mod colouring;
#[cfg(any(feature = "faer", feature = "sprs"))]
mod conversions;
mod entries;
mod hessian;
mod jacobian;
mod pattern;
mod probing;

pub use hessian::{FreshHessian, HessianTarget, SparseHessian, hessian_in_lanes, hessian_into};
pub use jacobian::{FreshJacobian, SparseJacobian};
pub use pattern::Pattern;
