//! What a transform has decided, and why: for whoever reads the derivative.
//!
//! A note is data beside the code: it uses nothing and defines nothing, so no analysis sees it, and no code is made of it. It stands before the statement that it
//! is about, and goes with it. Variables in it are those of the forward sweep.

use super::VarId;

/// What is noted.
#[derive(Clone, Debug)]
pub enum Note {
    /// A loop whose two sweeps are one pass: what it adds to, of which the cotangent is known before it.
    Fused { sum: VarId },
    /// A loop of the forward sweep that has a reverse elsewhere.
    Loop(Reversal),
    /// The reverse of one.
    Reverse(Reversal),
    /// A loop that no derivative goes through: it has no reverse.
    Constant,
    /// A call, of what is called by this name.
    Call { name: String, way: Reversed },
    /// Any of these, put into words.
    Words(Vec<String>),
}

/// How a loop is reversed.
#[derive(Clone, Debug)]
pub struct Reversal {
    /// Why its sweeps aren't one pass.
    pub not_fused: NotFused,
    /// Why what its reverse needs is stored, and no iteration run again from what is carried; none if it is.
    pub not_replayed: Option<NotReplayed>,
    /// What an iteration of the forward loop hands over to its reverse.
    pub kept: Vec<VarId>,
    /// What the reverse of an iteration computes again.
    pub again: Vec<VarId>,
}

/// Why the two sweeps of a loop aren't one pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFused {
    /// It isn't known before the loop what the result's cotangent is.
    Seedless,
    /// Something else was asked for.
    Strategy,
    /// It has checkpoints.
    Checkpointed,
    /// It stands inside of something.
    Inside,
    /// What it writes to isn't one sum of numbers.
    NoSum,
    /// It reads what it adds to.
    ReadsSum,
    /// What it reads is written to later.
    Overwritten,
    /// The result depends on the sum in another way than by sums, and products with constants.
    NotLinear,
    /// By such constants, but one of them isn't known before the loop.
    LateConstant,
}

/// Why an iteration isn't run again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotReplayed {
    /// Something else was asked for.
    Strategy,
    /// It is inside of a loop that is, or that is fused: its records live for one iteration of that.
    Inside,
    /// Nothing inside of it has to store: a record is of one size.
    Flat,
    /// An iteration can't be run again from what is there or can be kept.
    Impossible,
    /// It calls what may not be called again.
    Once,
}

/// How a call is reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reversed {
    /// Its pullback is kept.
    Linked,
    /// Its pullback is kept, which holds copies of what it borrows.
    Owned,
    /// It is made again in the reverse sweep if that is harmless; else as before.
    Recalled,
    /// It is made again in the reverse sweep.
    Repeated,
}
