//! Loops with `#[checkpoint]`: their derivatives are those of the same loops without it, at the price of steps that theory says, in the memory of their
//! snapshots.

#![allow(clippy::possible_missing_else, clippy::assign_op_pattern, clippy::useless_vec)] // Loops as their users write them, on a line of a macro.

#[macro_use]
mod twins;

mod costs;
mod loops;
mod memory;
mod second;
mod states;
