//! Loops with `#[checkpoint]`: their derivatives are those of the same loops without it, at the price of steps that theory says, in the memory of their
//! snapshots.

#[macro_use]
mod twins;

mod costs;
mod loops;
mod memory;
mod second;
mod states;
