//! Algebra on derivative code, never on the primal, which stays bit for bit.
//!
//! In: a function that a transform made. Out: an equal one, leaner. The order of the rewrites is the
//! list [`PASSES`]; each is one bounded sweep.

mod algebra;
mod clear;
mod dead;
mod definitions;
mod moves;
mod notes;
mod propagate;
pub mod real;

pub use moves::moves;

use crate::ir::Function;

type Pass = (&'static str, fn(Function) -> Function);

/// In this order.
pub const PASSES: &[Pass] = &[
    ("definitions", definitions::unique), // first: the others need one definition for each variable
    ("propagate", propagate::propagate),  // exposes `1.0 * x`
    ("algebra", algebra::algebra),        // makes copies
    ("propagate", propagate::propagate),  // follows them
    ("clear", clear::clear),              // before `dead`: a clearing may be the last use
    ("dead", dead::dead),                 // the others leave unread variables
    ("moves", moves),                     // last: it must see every use
];

/// Runs all passes.
pub fn simplify(mut function: Function) -> Function {
    notes::strip(&mut function);
    simplify_noted(function)
}

/// Gives each definition a name of its own, and does no more.
pub fn unsimplified(function: Function) -> Function {
    definitions::unique(real::returned(function))
}

/// Runs all passes, and keeps what was noted.
pub fn simplify_noted(function: Function) -> Function {
    PASSES.iter().fold(real::returned(function), |function, (_, pass)| pass(function))
}
