//! Automatic differentiation of ordinary Rust functions, on stable Rust.

#![forbid(unsafe_code)]

// The crate uses its own macros, whose output names `::ad_runtime`.
extern crate self as ad_runtime;

pub mod check;
pub mod prelude;
pub mod prim;
#[doc(hidden)]
pub mod private;
mod real;
mod space;

pub use ad_macros::{differentiate, primitive};
pub use prelude::stop_gradient;
pub use real::Real;
pub use space::{Differentiable, TangentSpace};

#[cfg(feature = "ndarray")]
pub use ndarray;
