#![doc = include_str!("../docs/jacobian.md")]
//!
//! In the sources: `jacobian/coordinated.rs` says of each type of tangents how many numbers it holds and of which shape its rows are,
//! `jacobian/inputs.rs` puts the parameters together, `jacobian/matrix.rs` has what a Jacobian is written into, `jacobian/sweep.rs` the two modes.

mod coordinated;
mod inputs;
mod matrix;
mod sweep;

pub use coordinated::{Composite, Coordinated, Count, Many, One};
#[cfg(not(feature = "ndarray"))]
pub use inputs::OfNumbers;
pub use inputs::{CalledOften, Inputs, Jacobian, OneInput, SeveralNumbers};
pub use matrix::{Fresh, Matrix, Opened, Target};
pub use sweep::{Mode, jacobian, jacobian_in_lanes, no_mode};
