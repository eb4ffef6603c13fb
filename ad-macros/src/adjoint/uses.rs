//! What reverse code uses and doesn't define, so that it must be handed over or computed again.
//!
//! Each block's set is made once and handed to the block around, smaller sets into larger ones: nested branches cost no more than
//! branches in a row.

use std::collections::BTreeSet;

use super::Adjointed;
use crate::ir::{Stmt, VarId, visit};

impl Adjointed {
    /// What the reverse code uses and doesn't define.
    pub(super) fn needed(&self) -> BTreeSet<VarId> {
        needed(&self.reverse, self.inner.clone())
    }
}

/// What code uses and doesn't define, given that of the blocks inside it.
pub(super) fn needed(code: &[Stmt], inner: BTreeSet<VarId>) -> BTreeSet<VarId> {
    let mut used = inner;
    for stmt in code {
        visit::stmt(stmt, &mut |use_| used.extend(visit::used_var(use_)));
    }
    for var in code.iter().flat_map(visit::defines) {
        used.remove(&var);
    }
    used
}

/// What the blocks inside code use and don't define.
pub(super) fn used_inside(code: &[Stmt]) -> BTreeSet<VarId> {
    let mut used = BTreeSet::new();
    for stmt in code {
        for block in visit::blocks(stmt) {
            let mut inner = needed(&block.stmts, used_inside(&block.stmts));
            inner.extend(block.results.iter().filter_map(crate::ir::Atom::var));
            visit::binds(stmt).iter().for_each(|var| {
                inner.remove(var);
            });
            unite(&mut used, &mut inner);
        }
    }
    used
}

/// Adds the smaller set to the larger one.
pub(super) fn unite(all: &mut BTreeSet<VarId>, other: &mut BTreeSet<VarId>) {
    if all.len() < other.len() {
        std::mem::swap(all, other);
    }
    all.extend(std::mem::take(other));
}
