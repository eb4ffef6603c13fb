//! What the integration tests and benchmarks share: problems with known derivatives.
//!
//! - [`accumulation`]: straight lines of numbers, whose Jacobians are accumulated in the cheapest order
//! - [`adbench`]: readers of ADBench's inputs and reference derivatives
//! - [`bundle`]: ADBench's bundle adjustment
//! - [`callees`]: differentiated functions to call from another crate
//! - [`expansions`]: functions whose derivatives have to compile without a warning
//! - [`gmm`], [`gmm_by_component`]: the Gaussian mixture objective, written in two ways
//! - [`gmm_by_hand`], [`gmm_by_hand_mirrored`]: its gradient, written by hand in two ways
//! - [`hand`]: the residuals of a posed hand, with derivatives in several directions at once
//! - [`house`]: how long files and functions are, and circles of modules
//! - [`interleaved`]: times several closures against each other in one run
//! - [`random_programs`]: writes programs, and examines their derivatives

pub mod accumulation;
pub mod adbench;
pub mod bundle;
pub mod callees;
pub mod expansions;
pub mod gmm;
pub mod gmm_by_component;
pub mod gmm_by_hand;
pub mod gmm_by_hand_mirrored;
pub mod hand;
pub mod house;
pub mod interleaved;
pub mod random_programs;

/// The README's programs compile and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
