#![doc = include_str!("../docs/jacobian.md")]
//!
//! In the sources: `jacobian/coordinated.rs` says of each type of tangents how many numbers it holds and of which shape its rows are,
//! `jacobian/inputs.rs` puts the parameters together, `jacobian/matrix.rs` has what a dense Jacobian is written into, `jacobian/sweep.rs` the two modes, `jacobian/target.rs` puts these together.

mod coordinated;
mod inputs;
mod matrix;
mod sweep;
mod target;

pub use coordinated::{Composite, Coordinated, Count, Many, One};
#[cfg(not(feature = "ndarray"))]
pub use inputs::OfNumbers;
pub use inputs::{CalledOften, Inputs, Jacobian, OneInput, SeveralNumbers};
pub use matrix::{Dense, Fresh, Matrix, Opened};
pub use sweep::{Mode, by_forward, first, no_mode};
pub use target::{Target, jacobian, jacobian_in_lanes};
