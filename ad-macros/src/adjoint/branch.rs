//! The reverse of `if`.
//!
//! ```text
//! let y = if c { S; a } else { T; b };
//!
//! forward:  let y = if c { S⁺; slot = Some((saved)); a } else { T⁺; b };
//! reverse:  if let Some((saved)) = slot { ā += ȳ; S⁻ }      or, with nothing saved,  if c { .. }
//!           if !c { b̄ += ȳ; T⁻ }
//! ```
//!
//! The slots are declared before the outermost statement around, or at the head of the body of the innermost loop around: the
//! branches of a chain have theirs side by side, so that the branch taken costs the same wherever it stands in the chain.

use std::collections::BTreeSet;

use proc_macro2::Span;

use super::availability::{self, Policy};
use super::{Adjoint, Adjointed};
use crate::ir::{Atom, Block, Expr, Place, Stmt, VarId};

impl Adjoint<'_> {
    pub(super) fn reverse_if(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::If { results, cond, then, otherwise, span } = stmt else {
            unreachable!("called on `if`")
        };
        self.revive_reshaped(stmt, *span);
        let mut reverse = Vec::new();
        let cotangents: Vec<_> = results
            .iter()
            .map(|result| {
                let shadow = self.shadows.get(result).copied()?;
                Some(self.temp(&mut reverse, Expr::Read(Place::whole(shadow)), *span))
            })
            .collect();
        let mut branch = |block: &Block| {
            let seeds: Vec<_> = block
                .results
                .iter()
                .zip(&cotangents)
                .filter_map(|(result, bar)| Some((result.clone(), bar.clone()?)))
                .collect();
            self.branch_sides(block, &seeds, *span)
        };
        let mut then = branch(then);
        let mut otherwise = branch(otherwise);
        let forward = vec![Stmt::If {
            results: results.clone(),
            cond: cond.clone(),
            then: std::mem::take(&mut then.forward),
            otherwise: std::mem::take(&mut otherwise.forward),
            span: *span,
        }];
        let mut inner = std::mem::take(&mut then.outer);
        availability::unite(&mut inner, &mut otherwise.outer);
        match (then.slot.is_none(), otherwise.slot.is_none()) {
            (true, true) if then.reverse.is_empty() && otherwise.reverse.is_empty() => {}
            (true, true) => reverse.push(Stmt::If {
                results: Vec::new(),
                cond: cond.clone(),
                then: Block { stmts: then.reverse, results: Vec::new() },
                otherwise: Block { stmts: otherwise.reverse, results: Vec::new() },
                span: *span,
            }),
            _ => {
                reverse.extend(then.reversed_if(cond, true));
                reverse.extend(otherwise.reversed_if(cond, false));
            }
        }
        Adjointed { forward, reverse, inner }
    }

    fn branch_sides(&mut self, block: &Block, seeds: &[(Atom, Atom)], span: Span) -> Side {
        let Adjointed { forward, mut reverse, inner } = self.block(block, &[], seeds);
        let results = block.results.clone();
        let needed = availability::needed(&reverse, inner);
        let Some(plan) = self.plan(&forward, needed, None, Policy::Store) else {
            unreachable!("storing is always possible")
        };
        let outer = plan.outer;
        reverse.splice(0..0, plan.prologue);
        let mut forward = Block { stmts: forward, results };
        if plan.saved.is_empty() {
            return Side { forward, reverse, slot: None, saved: plan.saved, outer, span };
        }
        let slot = self.record("saved", span.resolved_at(Span::mixed_site()));
        self.f.vars[slot.0].mutable = true;
        self.slots.push(slot);
        let values = self.saved_values(&mut forward.stmts, &plan.saved, span);
        forward.stmts.push(Stmt::Fill { slot, values });
        Side { forward, reverse, slot: Some(slot), saved: plan.saved, outer, span }
    }
}

/// One branch in both sweeps.
struct Side {
    forward: Block,
    reverse: Vec<Stmt>,
    slot: Option<VarId>,
    saved: Vec<VarId>,
    /// What the reverse code uses from around the branch.
    outer: BTreeSet<VarId>,
    span: Span,
}

impl Side {
    /// `if let Some((saved)) = slot { .. }`, or `if cond { .. }` where nothing is saved.
    fn reversed_if(self, cond: &Atom, taken_if: bool) -> Option<Stmt> {
        if self.reverse.is_empty() {
            return None;
        }
        let body = Block { stmts: self.reverse, results: Vec::new() };
        Some(match self.slot {
            Some(slot) => Stmt::Unpack { slot, vars: self.saved, body },
            None => {
                let (then, otherwise) = match taken_if {
                    true => (body, Block::default()),
                    false => (Block::default(), body),
                };
                let (cond, results) = (cond.clone(), Vec::new());
                Stmt::If { results, cond, then, otherwise, span: self.span }
            }
        })
    }
}
