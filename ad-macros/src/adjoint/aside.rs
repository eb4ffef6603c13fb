//! Long records of branches, kept beside those of the loop around.
//!
//! ```text
//! for i { let slot = None; if c { slot = Some((p, pullback, ..)) }; push(saved, (slot, x)) }
//!
//! for i { let is_kept = false; if c { push(slot, (p, pullback, ..)); is_kept = true }; push(saved, (is_kept, x)) }
//! ```
//!
//! In: both sweeps of a loop's body, and what an iteration saves. Out: the same, in which what a branch keeps is written only where it is taken, if it is long. What is
//! short stays in the iteration's record: a stack of its own would cost more.

use std::collections::BTreeMap;

use proc_macro2::Span;

use super::Adjoint;
use crate::ir::{Atom, Block, Expr, Place, Role, Stmt, StoreOp, Var, VarId, visit};
use crate::kind::Kind;

/// From so many numbers on, the record of a branch is long.
const LONG: usize = 8;

/// For so many numbers counts a value of a type that isn't seen, or a pullback.
const UNSEEN: usize = 4;

impl Adjoint<'_> {
    pub(super) fn put_aside(
        &mut self,
        forward: &mut Vec<Stmt>,
        reverse: &mut Vec<Stmt>,
        saved: &mut [VarId],
        span: Span,
    ) {
        let slots = self.long_slots(forward);
        let mut flags = BTreeMap::new();
        for slot in saved.iter_mut().filter(|slot| slots.contains(slot)) {
            let [flag, kept] = [true, false].map(|mutable| {
                let mut var = Var::new("is_kept", span.resolved_at(Span::mixed_site()));
                var.role = Role::Record;
                var.ty.is_of(Kind::Bool);
                var.mutable = mutable;
                self.f.add(var)
            });
            flags.insert(*slot, (flag, kept));
            self.stacks.push(*slot);
            *slot = kept;
        }
        if flags.is_empty() {
            return;
        }
        into_stacks(forward, &flags, span);
        into_stacks(reverse, &flags, span);
        forward.extend(flags.values().map(|(flag, kept)| Stmt::Let {
            var: *kept,
            expr: Expr::Read(Place::whole(*flag)),
            span,
        }));
    }

    /// The slots that a body declares and that are filled with much.
    fn long_slots(&self, forward: &[Stmt]) -> Vec<VarId> {
        let mut long = Vec::new();
        for stmt in forward {
            visit::deep_stmts_of(stmt, &mut |stmt| {
                if let Stmt::Fill { slot, values } = stmt
                    && values.iter().map(|value| self.length(value)).sum::<usize>() >= LONG
                {
                    long.push(*slot);
                }
            });
        }
        let is_slot = |stmt: &Stmt, var: VarId| matches!(stmt, Stmt::Let { var: slot, expr: Expr::Slot, .. } if *slot == var);
        long.retain(|var| forward.iter().any(|stmt| is_slot(stmt, *var)));
        long
    }

    fn length(&self, value: &Atom) -> usize {
        let kind = crate::kinds::of_atom(&self.f.vars, value);
        if kind.is_number() || kind == Kind::Bool { 1 } else { UNSEEN }
    }
}

/// Turns slots into stacks, and flags that say whether something was pushed.
fn into_stacks(code: &mut Vec<Stmt>, flags: &BTreeMap<VarId, (VarId, VarId)>, span: Span) {
    let bool = |value| Atom::Literal(syn::Lit::Bool(syn::LitBool::new(value, span)));
    for stmt in std::mem::take(code) {
        match stmt {
            Stmt::Let { var, expr: Expr::Slot, span } if flags.contains_key(&var) => {
                let expr = Expr::Atom(bool(false));
                code.push(Stmt::Let { var: flags[&var].0, expr, span });
            }
            Stmt::Fill { slot, values } if flags.contains_key(&slot) => {
                code.push(Stmt::Push { stack: slot, values });
                let (place, value) = (Place::whole(flags[&slot].0), bool(true));
                code.push(Stmt::Store { place, op: StoreOp::Set, value, span });
            }
            Stmt::Unpack { slot, vars, mut body } if flags.contains_key(&slot) => {
                into_stacks(&mut body.stmts, flags, span);
                body.stmts.insert(0, Stmt::Pop { stack: slot, vars });
                code.push(Stmt::If {
                    results: Vec::new(),
                    cond: Atom::Var(flags[&slot].1),
                    then: body,
                    otherwise: Block::default(),
                    span,
                });
            }
            mut stmt => {
                for block in visit::blocks_mut(&mut stmt) {
                    into_stacks(&mut block.stmts, flags, span);
                }
                code.push(stmt);
            }
        }
    }
}
