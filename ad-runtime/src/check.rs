//! Checking derivatives.

pub(crate) mod compare;
pub(crate) mod coordinates;
mod points;

pub use compare::{Mismatch, Report};
pub use coordinates::{Coordinates, Float, Visitor};
