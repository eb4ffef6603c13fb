//! How the reverse sweep gets the primal values that it needs.
//!
//! In: a block's forward and reverse code. Out: a [`Plan`]: which values the forward code hands over
//! (through a stack, a slot, or a closure's captures), and the forward statements that the reverse
//! code runs again to get the others. A value is
//!
//! 1. *alive* if an enclosing block declares it: nothing to do;
//! 2. *computed again* if that is cheap, or if the loop is replayed;
//! 3. *saved* otherwise.
//!
//! A read of a place that is written to later ([`crate::analysis::stability`]) can't be computed
//! again: what was read is saved. So is what an operator results in that may be one of the user's ([`known::is_of_std`]). Invariant: the prologue has no effect on variables that
//! outlive the block.

mod parts;

use std::collections::BTreeSet;

use super::Adjoint;
use crate::ir::{Expr, LookUp, Must, Role, Stmt, Test, Transform, VarId, visit};
use crate::kind::Kind;
use crate::kinds::known;
use crate::library::{self, Fact};
use crate::primitives::Trait;

/// Which values to compute again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    /// Those that are cheap.
    Store,
    /// All that can be.
    Replay,
}

/// How the values get to the reverse code.
pub(super) struct Plan {
    /// Handed over, in order of definition.
    pub saved: Vec<VarId>,
    /// Run again before the reverse code.
    pub prologue: Vec<Stmt>,
    /// What the reverse code and the prologue use of what is declared around the block.
    pub outer: BTreeSet<VarId>,
}

impl Adjoint<'_> {
    /// Plans how a block's reverse code gets what the block's forward code computes, given what it needs. `kept` are
    /// variables of the block that must be saved if they are needed. None if a replay is impossible.
    pub(super) fn plan(
        &self,
        forward: &[Stmt],
        needed: BTreeSet<VarId>,
        kept: &[VarId],
        policy: Policy,
    ) -> Option<Plan> {
        let declared: BTreeSet<_> = forward.iter().flat_map(visit::defines).collect();
        let mut slice = Slice { cx: self, policy, declared, saved: BTreeSet::new(), needed };
        slice.close(forward)?;
        let needed = |var: &VarId| slice.needed.contains(var);
        let mut saved: Vec<_> = kept.iter().copied().filter(needed).collect();
        let in_order = forward.iter().flat_map(visit::defines);
        saved.extend(in_order.filter(|var| slice.saved.contains(var)));
        let prologue = slice.extract(forward);
        let mut outer = slice.needed;
        slice.declared.iter().chain(kept).for_each(|var| {
            outer.remove(var);
        });
        Some(Plan { saved, prologue, outer })
    }
}

/// A backward slice of forward code.
struct Slice<'a, 'b> {
    cx: &'a Adjoint<'b>,
    policy: Policy,
    /// What the code declares at its top level.
    declared: BTreeSet<VarId>,
    saved: BTreeSet<VarId>,
    needed: BTreeSet<VarId>,
}

impl Slice<'_, '_> {
    /// Grows `needed` and `saved` until they are closed.
    fn close(&mut self, forward: &[Stmt]) -> Option<()> {
        loop {
            let before = (self.needed.len(), self.saved.len());
            for stmt in forward.iter().rev() {
                self.mark(stmt, true)?;
            }
            if (self.needed.len(), self.saved.len()) == before {
                return Some(());
            }
        }
    }

    fn is_wanted(&self, var: VarId) -> bool {
        self.needed.contains(&var) && !self.saved.contains(&var)
    }

    /// Marks what a statement needs, if it is wanted.
    fn mark(&mut self, stmt: &Stmt, top: bool) -> Option<()> {
        if self.policy == Policy::Replay && self.changes_wanted(stmt) {
            return None;
        }
        if let Stmt::Let { var, .. } | Stmt::Pop { stack: var, .. } = stmt {
            if !self.is_wanted(*var) {
                return Some(());
            }
        } else if !self.is_relevant(stmt) {
            return Some(());
        }
        if !self.can_repeat(stmt) {
            let is_write = match stmt {
                Stmt::Call { args, .. } => args.iter().any(|arg| match arg {
                    crate::ir::Arg::BorrowMut(place) => self.is_own_wanted(place),
                    _ => false,
                }),
                // With what isn't the code's own: `mem::swap(&mut own, &mut outer)`.
                // A loop over the user's own iterator isn't run again, whatever it writes to.
                Stmt::Swap { .. } | Stmt::Mutate { .. } | Stmt::Each { .. } => true,
                _ => false,
            };
            // What is changed step by step can't be had again from where it ended.
            let is_storage = visit::defines(stmt).iter().any(|var| self.cx.f.var(*var).mutable);
            if !top || ((is_write || is_storage) && self.policy == Policy::Replay) {
                return None;
            }
            self.saved.extend(visit::defines(stmt).iter().filter(|var| self.needed.contains(var)));
            return Some(());
        }
        visit::stmt(stmt, &mut |use_| self.needed.extend(visit::used_var(use_)));
        for block in visit::blocks(stmt).into_iter().rev() {
            let results = block.results.iter().filter_map(crate::ir::Atom::var);
            self.needed.extend(results);
            for stmt in block.stmts.iter().rev() {
                self.mark(stmt, false)?;
            }
        }
        Some(())
    }

    /// Whether the user's own code, which is never run again, may change storage that is wanted.
    fn changes_wanted(&self, stmt: &Stmt) -> bool {
        let verbatim = visit::verbatim(stmt).filter(|verbatim| verbatim.writes);
        let mut captures = verbatim.into_iter().flat_map(|verbatim| &verbatim.captures);
        let inner = visit::blocks(stmt).into_iter().flat_map(|block| &block.stmts);
        captures.any(|(_, var)| {
            let base = self.base(*var);
            let is_storage = self.cx.f.var(*var).mutable || self.cx.f.var(base).mutable;
            is_storage && self.declares(base) && (self.is_wanted(base) || self.is_wanted(*var))
        }) || inner.into_iter().any(|stmt| self.changes_wanted(stmt))
    }

    /// Whether a statement defines, or writes to, something wanted.
    fn is_relevant(&self, stmt: &Stmt) -> bool {
        if visit::defines(stmt).iter().any(|var| self.is_wanted(*var)) {
            return true;
        }
        if self.policy == Policy::Store {
            return false;
        }
        let own = match stmt {
            Stmt::Store { place, .. } | Stmt::Mutate { place, .. } => self.is_own_wanted(place),
            Stmt::Swap { first, second, .. } => {
                self.is_own_wanted(first) || self.is_own_wanted(second)
            }
            Stmt::Call { args, .. } => args.iter().any(|arg| match arg {
                crate::ir::Arg::BorrowMut(place) => self.is_own_wanted(place),
                _ => false,
            }),
            Stmt::Push { stack: var, .. } | Stmt::Fill { slot: var, .. } => self.is_wanted(*var),
            _ => false,
        };
        let inner = visit::blocks(stmt).into_iter().flat_map(|block| &block.stmts);
        own || inner.into_iter().any(|stmt| match stmt {
            // What an inner block declares matters only through what it writes to or results in.
            Stmt::Let { .. } => false,
            stmt => self.is_relevant(stmt),
        })
    }

    /// Whether a place is in storage that the code being sliced declares, and that is wanted.
    fn is_own_wanted(&self, place: &crate::ir::Place) -> bool {
        let base = self.base(place.root);
        (self.is_wanted(base) || self.is_wanted(place.root)) && self.declares(base)
    }

    /// Whether the code being sliced, not the code around it, declares a variable. Inner blocks'
    /// variables are reached only through wanted statements of theirs.
    fn declares(&self, var: VarId) -> bool {
        self.declared.contains(&var) || !self.is_outer(var)
    }

    /// The variable whose storage a variable borrows, itself if none.
    fn base(&self, var: VarId) -> VarId {
        self.cx.bases.get(var.0).copied().unwrap_or(var)
    }

    fn is_outer(&self, var: VarId) -> bool {
        let params = self.cx.f.params.contains(&var);
        params || self.cx.levels.iter().any(|level| level.owned.contains(&var))
    }

    /// Whether a statement may be run again in the reverse sweep.
    fn can_repeat(&self, stmt: &Stmt) -> bool {
        let replay = self.policy == Policy::Replay;
        match stmt {
            Stmt::Let { var, expr, .. } => {
                let worth_it = replay || (!self.cx.f.var(*var).mutable && self.is_cheap(expr));
                worth_it && self.repeats(*var, expr)
            }
            Stmt::Mutate { place, .. } => replay && self.declares(self.base(place.root)),
            Stmt::Swap { first, second, .. } => {
                replay
                    && self.declares(self.base(first.root))
                    && self.declares(self.base(second.root))
            }
            Stmt::Call { args, .. }
                if args.iter().any(|arg| matches!(arg, crate::ir::Arg::BorrowMut(_))) =>
            {
                false
            }
            Stmt::Call { results, args, .. } if self.cx.is_cheap_operator(stmt) => {
                // What is overwritten later isn't had again from how it began.
                let worth_it = replay || !self.cx.f.var(results[0]).mutable;
                (worth_it && self.is_stable(results[0])) || (replay && self.reads_only_own(args))
            }
            Stmt::Call { transform, results, args, .. } => {
                let pure = *transform != Transform::Primal
                    || results.iter().any(|result| self.cx.is_active(*result));
                let stable = self.is_stable(results[0]);
                replay && pure && (stable || self.reads_only_own(args))
            }
            Stmt::Each { .. }
            | Stmt::Pop { .. }
            | Stmt::Pull { .. }
            | Stmt::Prove { .. }
            | Stmt::Verbatim { .. }
            | Stmt::Exit { .. } => false,
            _ => replay,
        }
    }

    /// What the transform itself defined (a snapshot of a call's argument, a count) reads what changes.
    fn is_stable(&self, var: VarId) -> bool {
        self.cx.facts.stable.get(var.0).copied().unwrap_or(false)
    }

    fn reads_only_own(&self, args: &[crate::ir::Arg]) -> bool {
        args.iter().all(|arg| match arg {
            crate::ir::Arg::Borrow(place) | crate::ir::Arg::BorrowMut(place) => {
                self.declares(self.base(place.root))
            }
            crate::ir::Arg::Value(_) => true,
        })
    }

    /// Whether evaluating the expression in the reverse sweep gives the same value: it reads only
    /// places that are not written to later, or (in a replay) places that are themselves replayed.
    fn repeats(&self, var: VarId, expr: &Expr) -> bool {
        if let Expr::Proof(must, of) = expr {
            // What an iteration takes of what is made around the loop can be copied, and an operand holds no borrow.
            let is_around = of.captures.first().is_some_and(|(_, var)| !self.declares(*var));
            return self.policy == Policy::Replay && *must == Must::Operand && is_around;
        }
        // A map need not have its keys in the same order a second time, nor is it cheap to find one.
        if let Expr::LookUp(_, by) = expr
            && !matches!(by, LookUp::KeyOf | LookUp::IsThere)
        {
            return false;
        }
        // What holds the items of a list that isn't seen may borrow it: its length is kept, not the list.
        if let Expr::Len(place) = expr {
            let list = self.cx.f.var(place.root);
            // So is that of a reference to a constant of the function's own, which is gone by then.
            let is_own = !self.cx.f.params.contains(&place.root);
            let is_lent = list.ty.is_shared() && is_own && !self.cx.is_active(place.root);
            if list.iterated || list.ty.unseen || is_lent {
                return false;
            }
        }
        if let Expr::Verbatim(verbatim) = expr {
            if verbatim.once {
                return false;
            }
            // What the macro writes itself, over nothing, is a constant.
            let is_constant = verbatim.captures.is_empty() && verbatim.complaint.is_none();
            if is_constant {
                return true;
            }
            if !is_simple(&verbatim.tokens) {
                return false;
            }
        }
        let is_active = |var| self.cx.is_active(var);
        if self.cx.f.var(var).role == Role::Primal
            && !known::is_of_std(&self.cx.f.vars, expr, &is_active)
        {
            return false;
        }
        // A borrow is needed for its shape only, or to read what is stable: but of what a reference refers to that refers to something else later.
        let is_elsewhere = self.cx.facts.rebound.contains(&var);
        let is_borrow = matches!(expr, Expr::Borrow { .. }) && !is_elsewhere;
        if self.is_stable(var) || is_borrow || matches!(expr, Expr::Repeatable(_)) {
            return true;
        }
        let mut own = self.policy == Policy::Replay;
        visit::expr(expr, &mut |use_| {
            let root = match use_ {
                visit::Use::Place(place) => place.root,
                visit::Use::Name(var) => var,
                _ => return,
            };
            own &= self.declares(self.base(root));
        });
        own
    }

    /// Whether computing it again costs less than keeping it.
    fn is_cheap(&self, expr: &Expr) -> bool {
        match expr {
            // What isn't a number would be there twice.
            Expr::Stop(atom) => crate::kinds::of_atom(&self.cx.f.vars, atom).is_number(),
            Expr::Atom(_)
            | Expr::Unary(..)
            | Expr::Cast(..)
            | Expr::Borrow { .. }
            | Expr::Len(_)
            | Expr::Key(..)
            | Expr::LookUp(_, LookUp::KeyOf | LookUp::IsThere)
            | Expr::Verbatim(_)
            | Expr::Proof(..)
            | Expr::Slot
            | Expr::Repeatable(_) => true,
            // An error that is looked at may be moved away.
            Expr::Is { test: Test::Success, .. } => true,
            Expr::Is { test: Test::Pattern(pattern), .. } => !looks_at_error(pattern),
            Expr::Is { test: Test::Which(patterns), .. } => !patterns.iter().any(looks_at_error),
            Expr::Binary(op, left, _) => {
                let is_int = crate::kinds::of_atom(&self.cx.f.vars, left) == Kind::Int;
                is_int || op.is_cheap()
            }
            Expr::Method { method, args, .. } => {
                let is_int = crate::kinds::of_atom(&self.cx.f.vars, &args[0]) == Kind::Int;
                is_int || method.is(Trait::Cheap)
            }
            // Elements of what this block declares: keep a scalar rather than all of it, but an
            // aggregate rather than its elements.
            Expr::Read(place) if is_behind_a_part(place) => false,
            // A pullback that borrows nothing keeps what is read, not by what.
            Expr::Read(place) if self.is_chosen(place.root) => false,
            // A constant of the user's is dropped where the plain function drops it.
            Expr::Read(place) if self.may_be_dropped(place) => false,
            Expr::Read(place) => {
                let root = self.base(place.root);
                let is_scalar = self.cx.f.var(root).ty.guess.is_copy();
                !(self.declared.contains(&root) && self.cx.f.var(root).mutable && is_scalar)
            }
            Expr::Tuple(_) => true,
            Expr::Clone { .. }
            | Expr::Construct { .. }
            | Expr::Boxed { .. }
            | Expr::Erased(_)
            | Expr::Regained(..)
            | Expr::Success(_)
            | Expr::Failure { .. }
            | Expr::Outcome(_)
            | Expr::Taken(_)
            | Expr::Shape { .. }
            | Expr::Wanted(_)
            | Expr::List { .. }
            | Expr::Repeat { .. }
            | Expr::ZeroLike(_)
            | Expr::Unwanted(_)
            | Expr::Plain(_)
            | Expr::Partial { .. }
            | Expr::PartialTangent { .. }
            | Expr::CastLike(..)
            | Expr::Fitted(..)
            | Expr::Kept(_)
            | Expr::Refitted(..)
            | Expr::Rule { .. }
            | Expr::LookUp(..)
            | Expr::Step(..)
            | Expr::Stack { .. } => false,
        }
    }

    /// The wanted statements.
    fn extract(&self, forward: &[Stmt]) -> Vec<Stmt> {
        forward.iter().filter_map(|stmt| self.extract_stmt(stmt)).collect()
    }

    fn extract_stmt(&self, stmt: &Stmt) -> Option<Stmt> {
        let keep = match stmt {
            Stmt::Let { var, .. } => self.is_wanted(*var),
            Stmt::Call { results, .. } => results.iter().any(|var| self.is_wanted(*var)),
            Stmt::Mutate { results, .. } if self.policy == Policy::Store => {
                results.iter().any(|var| self.is_wanted(*var))
            }
            stmt => self.is_relevant(stmt),
        };
        if !keep || matches!(stmt, Stmt::Prove { .. } | Stmt::Verbatim { .. } | Stmt::Exit { .. }) {
            return None;
        }
        let mut stmt = stmt.clone();
        for block in visit::blocks_mut(&mut stmt) {
            block.stmts = self.extract(&block.stmts);
        }
        if self.policy == Policy::Store {
            // Nothing is written to: what was a `&mut` borrow only reads here.
            if let Stmt::Let { expr: Expr::Borrow { mutable, .. }, .. } = &mut stmt {
                *mutable = false;
            }
        }
        Some(stmt)
    }
}

/// Whether a pattern looks at what is in an `Err`.
pub(super) fn looks_at_error(pattern: &proc_macro2::TokenStream) -> bool {
    let pattern = pattern.to_string().replace(' ', "");
    pattern.contains("Err(") && !pattern.ends_with("Err(_)")
}

/// Whether a place is behind a reference that is a part of a value: the value may borrow what doesn't live as long as the
/// reverse sweep.
fn is_behind_a_part(place: &crate::ir::Place) -> bool {
    place.projections.iter().skip(1).any(|step| matches!(step, crate::ir::Projection::Deref))
}

/// Whether tokens are names, fields, elements and operators only: no calls but those that counts are computed by.
fn is_simple(tokens: &proc_macro2::TokenStream) -> bool {
    let mut is_call = true;
    tokens.clone().into_iter().all(|token| match token {
        proc_macro2::TokenTree::Group(group) => {
            let is_open = group.delimiter() == proc_macro2::Delimiter::Bracket || is_call;
            is_open && is_simple(&group.stream())
        }
        proc_macro2::TokenTree::Ident(name) => {
            is_call = library::is(&name.to_string(), Fact::Counts);
            true
        }
        proc_macro2::TokenTree::Punct(punct) => punct.as_char() != '!' && punct.as_char() != '|',
        _ => true,
    })
}
