//! Jacobians, dense and sparse: shapes, both modes, the choice between them, and what they allocate; against closed forms, finite differences and dual numbers.

#![allow(clippy::needless_range_loop)] // The core language loops over ranges.

mod allocations;
mod changed;
mod choice;
mod hands;
mod lanes;
mod methods;
mod numbers;
mod oracle;
mod sparse;
mod sparse_hessians;
mod sparse_types;
mod targets;
mod types;
mod vectors;
