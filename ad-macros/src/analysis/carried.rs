//! What a loop carries from step to step, and what else its body needs to be run again.
//!
//! In: a loop of a primal function. Out: for each variable of the code around it that the body uses, how it gets to be what it was: it is there, it is
//! part of the state that snapshots hold, or a copy of it is kept from before the loop. Invariant: what the body changes is state, whole variables of it.
//! Deliberately absent: what is overwritten before it is read, which is state all the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Function, Stmt, VarId, visit};

/// What a loop needs.
pub struct Carried {
    /// What it changes.
    pub state: Vec<VarId>,
    /// What it reads and doesn't change, but may be something else, or gone, when the reverse sweep comes.
    pub kept: Vec<VarId>,
    /// References to what it changes, or may refer to something else: no part of a state.
    pub views: Vec<VarId>,
}

/// How often variables are written to, of which the references refer to others.
pub type Writes = BTreeMap<VarId, usize>;

/// What is written to in some statements, the blocks inside them included.
pub fn writes<'a>(
    function: &Function,
    bases: &[VarId],
    stmts: impl IntoIterator<Item = &'a Stmt>,
) -> Writes {
    let mut writes = Writes::new();
    let mut note = |var: VarId| *writes.entry(bases[var.0]).or_default() += 1;
    for stmt in stmts {
        visit::deep_stmts_of(stmt, &mut |stmt| {
            if let Some(verbatim) = visit::verbatim(stmt).filter(|verbatim| verbatim.writes) {
                let captured = verbatim.captures.iter().map(|(_, var)| *var);
                let is_changed = |var: &VarId| function.var(*var).may_be_changed();
                captured.filter(is_changed).for_each(&mut note);
            }
            visit::stmt(stmt, &mut |used| {
                if let visit::Use::Write(place) = used {
                    note(place.root);
                }
            });
        });
    }
    writes
}

/// What a loop needs, of a function that writes so often to its variables, where some parameters refer to what is the caller's again later.
pub fn carried(
    function: &Function,
    bases: &[VarId],
    (all, lent): (&Writes, &BTreeSet<VarId>),
    stmt: &Stmt,
) -> Carried {
    let mut used = BTreeSet::new();
    visit::deep_stmt(stmt, &mut |use_| used.extend(visit::used_var(use_)));
    visit::deep_stmts_of(stmt, &mut |stmt| {
        visit::defines(stmt).into_iter().chain(visit::binds(stmt)).for_each(|var| {
            used.remove(&var);
        });
    });
    let here = writes(function, bases, [stmt]);
    let mut carried = Carried { state: Vec::new(), kept: Vec::new(), views: Vec::new() };
    for root in used {
        let (var, base) = (function.var(root), bases[root.0]);
        let is_written = here.contains_key(&base);
        let may_change = all.contains_key(&base) || lent.contains(&base);
        let is_rebound = var.mutable && var.ty.is_shared();
        if is_rebound || (var.ty.is_exclusive() && root != base) {
            carried.views.push(root);
        } else if is_written && root == base {
            carried.state.push(root);
        } else if is_written || may_change {
            carried.kept.push(root);
        }
    }
    carried
}
