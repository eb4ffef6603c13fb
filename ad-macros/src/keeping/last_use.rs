//! Where a value is kept: after its last use, as what it refers to may be changed then.
//!
//! In: the statements of a block, and a value that the reverse sweep wants. Out: the same, in which it is kept. Where the last use is in a branch that changes something,
//! each of its sides keeps it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};
use quote::quote;

use super::{Keeping, is_content};
use crate::analysis::returned::may_refer;
use crate::ir::{Arg, Atom, Block, Expr, Role, Stmt, StoreOp, Var, VarId, Verbatim, visit};

impl Keeping<'_> {
    /// Keeps a value after it was used for the last time: what it refers to may be changed then.
    pub(super) fn keep(&mut self, var: VarId, code: &mut Vec<Stmt>) -> VarId {
        let kept = self.record(var);
        let end = code.len();
        self.put((kept, var), &BTreeSet::from([var]), (code, end));
        kept
    }

    /// What keeps a value.
    fn record(&mut self, var: VarId) -> VarId {
        let span = self.f.var(var).span;
        let mut kept = Var::new("kept", span.resolved_at(Span::mixed_site()));
        kept.role = Role::Record;
        let kept = self.f.add(kept);
        self.kept.insert(kept, var);
        kept
    }

    /// Keeps it where neither it nor what may refer to it is used any more; where a branch comes before that which changes something, in each of its sides.
    fn put(
        &mut self,
        (kept, var): (VarId, VarId),
        into: &BTreeSet<VarId>,
        (code, otherwise): (&mut Vec<Stmt>, usize),
    ) {
        let last_use = |code: &[Stmt]| self.after_last_use((var, otherwise), into.clone(), code);
        let (at, all) = last_use(code);
        let before = last_use(&code[..at.saturating_sub(1)]).1;
        if let Some(branch) = at.checked_sub(1).and_then(|last| code.get_mut(last))
            && self.is_kept_inside(branch, var, &before)
        {
            let n_results = match branch {
                Stmt::If { results, .. } | Stmt::Match { results, .. } => results.len(),
                _ => 0,
            };
            // A side without results never comes to its end.
            let sides = visit::blocks_mut(branch);
            for side in sides.into_iter().filter(|side| side.results.len() == n_results) {
                let own = self.record(var);
                self.put((own, var), &before, (&mut side.stmts, 0));
                side.results.push(Atom::Var(own));
            }
            if let Stmt::If { results, .. } | Stmt::Match { results, .. } = branch {
                results.push(kept);
            }
            return;
        }
        let (runtime, span) = (self.runtime, self.f.var(var).span);
        let name = |of: &str| Ident::new(of, span.resolved_at(Span::mixed_site()));
        let value = name("value");
        // What is read of what may refer to it is read before.
        let others = all.into_iter().filter(|other| *other != var);
        let others = others.map(|other| (name("before"), other));
        let captures = std::iter::once((value.clone(), var)).chain(others).collect();
        let verbatim = Verbatim::made(quote!(#runtime::kept_result!(#value)), captures);
        code.insert(at, Stmt::Let { var: kept, expr: Expr::Verbatim(verbatim), span });
    }

    /// Whether a statement is a branch in which something is changed, and out of which nothing comes that may refer to what is kept.
    fn is_kept_inside(&self, stmt: &Stmt, var: VarId, into: &BTreeSet<VarId>) -> bool {
        if !matches!(stmt, Stmt::If { .. } | Stmt::Match { .. }) {
            return false;
        }
        let mut changes = false;
        visit::deep_stmts_of(stmt, &mut |stmt| {
            changes |= match stmt {
                Stmt::Store { .. } | Stmt::Swap { .. } | Stmt::Mutate { .. } => true,
                Stmt::Call { args, .. } => args.iter().any(|arg| matches!(arg, Arg::BorrowMut(_))),
                _ => false,
            };
        });
        let refers = |side: &Block| {
            let (_, into) = self.after_last_use((var, 0), into.clone(), &side.stmts);
            side.results.iter().filter_map(Atom::var).any(|result| into.contains(&result))
        };
        changes && !visit::blocks(stmt).into_iter().any(refers)
    }

    /// Where neither a value nor what may refer to it is used any more; and which these are.
    /// Where it is used nowhere, that is given.
    fn after_last_use(
        &self,
        (var, mut after): (VarId, usize),
        mut into: BTreeSet<VarId>,
        code: &[Stmt],
    ) -> (usize, BTreeSet<VarId>) {
        for (i, stmt) in code.iter().enumerate() {
            let mut is_used = visit::defines(stmt).contains(&var);
            // What it may point into is kept later.
            if let Stmt::Let { var, .. } = stmt
                && self.kept.get(var).is_some_and(|var| !into.contains(var))
            {
                continue;
            }
            visit::deep_stmt(stmt, &mut |use_| {
                is_used |= visit::used_var(use_).is_some_and(|var| into.contains(&var));
            });
            if is_used {
                after = i + 1;
                // What a loop binds isn't there after it.
                let defined = visit::defines(stmt).into_iter();
                // A tangent is a value like others where it is differentiated.
                let is_value = |role| matches!(role, Role::Primal | Role::Tangent);
                let refers =
                    |var: &VarId| is_value(self.f.var(*var).role) && may_refer(&self.f, *var);
                into.extend(defined.filter(|var| refers(var) && hands_on(stmt)));
                into.extend(assigned(stmt).into_iter().filter(refers));
            }
        }
        (after, into)
    }
}

/// The variables from before a statement that are assigned to in it, which may refer to what it uses from then on.
fn assigned(stmt: &Stmt) -> BTreeSet<VarId> {
    let (mut assigned, mut inside) = (BTreeSet::new(), BTreeSet::new());
    visit::deep_stmts_of(stmt, &mut |stmt| {
        inside.extend(visit::defines(stmt));
        inside.extend(visit::binds(stmt));
        match stmt {
            Stmt::Store { place, op: StoreOp::Set, value: Atom::Var(_), .. } => {
                assigned.insert(place.root);
            }
            Stmt::Swap { first, second, .. } => assigned.extend([first.root, second.root]),
            _ => {}
        }
    });
    &assigned - &inside
}

/// Whether what a statement results in may refer to what it uses: what is computed doesn't, nor what is copied out of a part that isn't what an `Option` or a tuple holds.
fn hands_on(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Let { expr: Expr::Read(place) | Expr::Clone { place, .. }, .. } => {
            place.projections.iter().all(is_content)
        }
        Stmt::Let { expr, .. } => matches!(
            expr,
            Expr::Atom(_)
                | Expr::Borrow { .. }
                | Expr::Tuple(_)
                | Expr::Construct { .. }
                | Expr::Verbatim(_)
        ),
        Stmt::Call { callee, .. } if callee.is_operator() => false,
        _ => true,
    }
}
