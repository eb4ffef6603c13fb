//! The facts that the transforms need, computed once from the function they are applied to.

pub mod activity;
pub mod carried;
pub mod copied;
pub mod elsewhere;
pub mod errors;
pub mod fading;
pub mod looks;
pub mod loose;
pub mod handed_on;
pub mod held;
pub mod overlap;
pub mod repeatable;
pub mod rebound;
pub mod returned;
mod selects;
pub mod stability;
pub mod storage;
pub mod steep;
pub mod stopped;
pub mod used;
pub mod writes;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

use crate::ir::{Function, VarId};
use stability::Stability;

/// What is known of a function's variables.
#[derive(Clone)]
pub struct Facts {
    /// Depends on a differentiated input.
    pub varied: Vec<bool>,
    /// The output depends on it.
    pub useful: Vec<bool>,
    /// Has the same value when the reverse sweep arrives, if computed again there from the places
    /// that it was computed from (see [`stability`]).
    pub stable: Vec<bool>,
    /// For each call, by its result: the variables that it reads and that are written to later.
    pub changing: BTreeMap<VarId, BTreeSet<VarId>>,
    /// Variables that hold references to what may not be there when the reverse sweep arrives.
    pub passing: BTreeSet<VarId>,
    /// Parameters that refer to what is the caller's again when the reverse sweep arrives.
    pub lent: BTreeSet<VarId>,
    /// Constants that are only lent to others, whose types need have no tangent.
    pub handed_on: BTreeSet<VarId>,
    /// References that have tangents of their own (see [`rebound`]).
    pub rebound: BTreeSet<VarId>,
    /// What is taken to be `Copy` (see [`copied`]).
    pub copied: BTreeSet<VarId>,
    /// The types of parameters, references looked through, where they have names (see [`repeatable`]).
    pub types: BTreeMap<VarId, TokenStream>,
    /// The paths of types that the signature names: what is called by them is no trait's (see [`repeatable`]).
    pub named: BTreeSet<String>,
    /// By its name alone, the type that it stands for whatever its arguments are: `Matrix<R, C>`, over generics of the function's.
    pub instances: BTreeMap<String, TokenStream>,
    /// What is a float of std's by its name: what such a type makes of literals is the same each time.
    pub floats: BTreeSet<String>,
}

impl Facts {
    /// All facts, given which parameters derivatives are taken by.
    pub fn of(function: &Function, inputs: &[VarId]) -> Facts {
        let (varied, useful) = activity::activity(function, inputs);
        let Stability { stable, changing, passing, lent } = stability::stability(function);
        let bases = stability::bases(function);
        let handed_on = handed_on::handed_on(function, inputs, &bases, &varied);
        let (rebound, copied) = (rebound::rebound(function), copied::copied(function));
        let (types, named) = (BTreeMap::new(), BTreeSet::new());
        let (instances, floats) = (BTreeMap::new(), BTreeSet::new());
        Facts {
            varied,
            useful,
            stable,
            changing,
            passing,
            lent,
            handed_on,
            rebound,
            copied,
            types,
            named,
            instances,
            floats,
        }
    }

    /// The same where what the function is lent may change before the reverse sweep comes.
    pub fn owned(&self, function: &Function) -> Facts {
        let Stability { stable, changing, passing, lent } = stability::owned(function);
        Facts { stable, changing, passing, lent, ..self.clone() }
    }

    /// The same of a closure, where its arguments may change before the reverse sweep comes, but not what it captures.
    pub fn given(&self, function: &Function, n_captures: usize) -> Facts {
        let Stability { stable, changing, passing, lent } = stability::given(function, n_captures);
        Facts { stable, changing, passing, lent, ..self.clone() }
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
