//! What the reverse sweep of a loop does with snapshots of its state.

use super::{Atom, Range, Repeated};

/// What is done with the snapshots of a loop's state.
#[derive(Clone, Debug)]
pub enum Act {
    /// The record is made before the loop, with the state as the first snapshot.
    Start(Box<Start>),
    /// Before a step: a snapshot, should the schedule want one; results: whether the step is to be run and not to be reversed, or none.
    Take,
    /// Results: the number of that step.
    Number,
    /// After the loop; results: the record as it is kept for the reverse sweep.
    Finish,
    /// Before the reverse loop; results: the record, to be changed, and a state.
    Resume,
    /// Before a step is reversed, the last snapshot before it; results: whether there is one.
    Restore,
}

/// How a record begins.
#[derive(Clone, Debug)]
pub struct Start {
    /// How many snapshots there may be, if that is said.
    pub snapshots: Option<Atom>,
    /// How many steps there are, if that is known.
    pub steps: Option<Range>,
    /// What compiles only if it is repeatable.
    pub callees: Vec<Repeated>,
}

impl Act {
    /// How it is called.
    pub fn name(&self) -> &'static str {
        match self {
            Act::Start(_) => "start",
            Act::Take => "step",
            Act::Number => "number",
            Act::Finish => "finish",
            Act::Resume => "resume",
            Act::Restore => "restore",
        }
    }
}
