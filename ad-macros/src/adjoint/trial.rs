//! A block that is reversed in one way and then, if that won't do, in another: what is put back between the two.

use std::collections::BTreeMap;

use super::Adjoint;
use crate::ir::VarId;

/// What a level waits to declare.
type Waiting = (Vec<VarId>, Vec<(VarId, VarId)>, Vec<(VarId, VarId)>);

/// The state of the transform before a trial, to go back to.
pub(super) struct Checkpoint {
    /// A trial adds variables, and changes only those that it adds.
    n_vars: usize,
    shadows: BTreeMap<VarId, VarId>,
    views: BTreeMap<VarId, VarId>,
    /// For each level, its `pending`, its `shapes` and its `kept`.
    pending: Vec<Waiting>,
    stacks: Vec<VarId>,
    reverse_stacks: Vec<VarId>,
    n_slots: usize,
}

impl Checkpoint {
    pub(super) fn n_stacks(&self) -> usize {
        self.stacks.len()
    }
}

impl Adjoint<'_> {
    pub(super) fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            n_vars: self.f.vars.len(),
            shadows: self.shadows.clone(),
            views: self.views.clone(),
            pending: self
                .levels
                .iter()
                .map(|level| (level.pending.clone(), level.shapes.clone(), level.kept.clone()))
                .collect(),
            stacks: self.stacks.clone(),
            reverse_stacks: self.reverse_stacks.clone(),
            n_slots: self.slots.len(),
        }
    }

    pub(super) fn restore(&mut self, before: Checkpoint) {
        self.f.vars.truncate(before.n_vars);
        self.shadows = before.shadows;
        self.views = before.views;
        self.stacks = before.stacks;
        self.reverse_stacks = before.reverse_stacks;
        self.slots.truncate(before.n_slots);
        self.arm_slots.split_off(&VarId(before.n_vars));
        for (level, pending) in self.levels.iter_mut().zip(before.pending) {
            (level.pending, level.shapes, level.kept) = pending;
        }
    }

    /// Forgets what a block was given in one way of reversing it, before another: the shadows that were declared inside it.
    /// Those that were declared around it serve both.
    pub(super) fn forget_inner(&mut self, before: &Checkpoint) {
        let is_outer = |var: &VarId| self.levels.iter().any(|level| level.owned.contains(var));
        self.shadows.retain(|var, _| before.shadows.contains_key(var) || is_outer(var));
        self.views.clone_from(&before.views);
    }
}
