//! The facts that the transforms need, computed once from the function they are applied to.

pub mod activity;
pub mod loose;
pub mod stability;

use crate::ir::{Function, VarId};

/// What is known of a function's variables.
pub struct Facts {
    /// Depends on a differentiated input.
    pub varied: Vec<bool>,
    /// The output depends on it.
    pub useful: Vec<bool>,
    /// Has the same value when the reverse sweep arrives, if computed again there from the places
    /// that it was computed from (see [`stability`]).
    pub stable: Vec<bool>,
}

impl Facts {
    /// All facts, given which parameters derivatives are taken by.
    pub fn of(function: &Function, inputs: &[VarId]) -> Facts {
        let (varied, useful) = activity::activity(function, inputs);
        let stable = stability::stability(function);
        Facts { varied, useful, stable }
    }

    /// Facts for variables that were added since, which carry no derivative.
    pub fn extend(&mut self, n_vars: usize) {
        self.varied.resize(n_vars, false);
        self.useful.resize(n_vars, false);
        self.stable.resize(n_vars, false);
    }

    /// Whether a variable carries a derivative from an input to an output.
    pub fn is_active(&self, var: VarId) -> bool {
        self.varied[var.0] && self.useful[var.0]
    }
}
