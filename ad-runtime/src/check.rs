//! Checking derivatives: forward mode against reverse mode, and both against finite differences.
//!
//! `f::check(args..)` is meant for one line in a test: `f::check(&x, w).unwrap()`. At the given point it compares
//! - the values: both modes must return what the function returns;
//! - forward mode with finite differences: central ones, with Richardson extrapolation and steps that adapt to
//!   the function, to a relative tolerance of 1e-6 beyond the differences' own error (`check/difference.rs`);
//! - reverse with forward mode: `⟨y_bar, J x_dot⟩ = ⟨Jᵀ y_bar, x_dot⟩`, to a relative 1e-10.
//!
//! Up to 64 coordinates every one of them is a direction; beyond, random directions within each parameter and
//! a sample of coordinates (`check/direction.rs`); a random direction that is off, be it by 1e-9 only, is
//! narrowed down to one coordinate.
//! What finite differences can't see is no mismatch: their error is that of the extrapolation, the rounding noise of the
//! function's own values (measured at a few places beside the point, at least two units in their last place) over the step,
//! and the curvature times the rounding of the coordinates (16 units). So a right gradient of zero passes at an optimum, whatever the scale.
//!
//! For `f32` the tolerances are wider, as its epsilon demands: where an argument or the result holds it, and where a mismatch
//! is in doubt, as the function's values show that it computes in `f32` on the way (`check/precision.rs`). A check is deterministic.

pub(crate) mod compare;
pub(crate) mod coordinates;
mod difference;
mod direction;
mod points;
mod precision;
mod problem;
mod verdict;

pub use coordinates::{Coordinates, Float, Listed, Visitor};
pub use verdict::{Cause, Mismatch, Report};
