//! Whose storage variables read: that of what they borrow, and of what the references in them refer to.
//!
//! In: a function. Out: the variables that mustn't be written to between the place where a value was read and the one where it is wanted.

use std::collections::{BTreeMap, BTreeSet};

use super::{rebound, stability};
use crate::ir::{Function, VarId};

/// Whose storage is read by a variable's name.
pub struct Storage {
    bases: Vec<VarId>,
    held: BTreeMap<VarId, BTreeSet<VarId>>,
}

impl Storage {
    /// Of all variables of a function.
    pub fn of(function: &Function) -> Storage {
        Storage { bases: stability::bases(function), held: rebound::held(function) }
    }

    /// The variable that one borrows from, itself if none.
    pub fn base(&self, var: VarId) -> VarId {
        self.bases[var.0]
    }

    /// The same, with what the references in it may refer to.
    pub fn all(&self, var: VarId) -> impl Iterator<Item = VarId> {
        let held = self.held.get(&var).into_iter().flatten();
        std::iter::once(self.base(var)).chain(held.map(|held| self.base(*held)))
    }

    /// Notes a variable that was added since, which holds nothing.
    pub fn push(&mut self, var: VarId) {
        self.bases.push(var);
    }
}
