//! Programs: ordinary numeric functions, whose derivatives have to agree with every oracle.
//!
//! See [`harness`] for what is compared and for how to add one.

// People write programs in every way, not only in the best one.
#![allow(clippy::all, unused_assignments)]

#[warn(clippy::all)]
#[macro_use]
mod harness;

mod branches;
mod calls;
mod constants;
mod dynamics;
mod kinks;
mod linear_algebra;
mod loops;
mod methods;
mod mutation;
mod parameters;
mod precision;
mod reversal;
mod scalars;
mod views;
