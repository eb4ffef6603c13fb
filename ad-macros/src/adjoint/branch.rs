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
use super::{Adjoint, Adjointed, uses};
use crate::ir::{Atom, Block, Expr, Place, Role, Stmt, Test, Var, VarId, visit};
use crate::kind::Kind;

impl Adjoint<'_> {
    pub(super) fn reverse_if(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::If { results, cond, then, otherwise, span } = stmt else {
            unreachable!("called on `if`")
        };
        self.revive_reshaped(stmt, *span);
        let mut reverse = Vec::new();
        let cotangents = self.cotangents(&mut reverse, results, *span);
        let mut then = self.branch_sides(then, &cotangents, *span);
        let mut otherwise = self.branch_sides(otherwise, &cotangents, *span);
        let forward = vec![Stmt::If {
            results: results.clone(),
            cond: cond.clone(),
            then: std::mem::take(&mut then.forward),
            otherwise: std::mem::take(&mut otherwise.forward),
            span: *span,
        }];
        let mut inner = std::mem::take(&mut then.outer);
        uses::unite(&mut inner, &mut otherwise.outer);
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

    /// The same for `match`. Both sweeps look at the index, so an arm costs the same wherever it stands.
    pub(super) fn reverse_match(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::Match { results, index, arms, span } = stmt else {
            unreachable!("called on `match`")
        };
        self.revive_reshaped(stmt, *span);
        let mut reverse = Vec::new();
        let cotangents = self.cotangents(&mut reverse, results, *span);
        let mut inner = BTreeSet::new();
        let (mut forward, mut backward) = (Vec::new(), Vec::new());
        for arm in arms {
            let mut side = self.branch_sides(arm, &cotangents, *span);
            uses::unite(&mut inner, &mut side.outer);
            self.arm_slots.extend(side.slot);
            inner.extend(side.slot);
            forward.push(std::mem::take(&mut side.forward));
            let stmts = match side.slot {
                Some(slot) => {
                    let body = Block { stmts: side.reverse, results: Vec::new() };
                    vec![Stmt::Unpack { slot, vars: side.saved, body }]
                }
                None => side.reverse,
            };
            backward.push(Block { stmts, results: Vec::new() });
        }
        let looked_up = |results, index: &Atom, arms| Stmt::Match {
            results,
            index: index.clone(),
            arms,
            span: *span,
        };
        let forward = vec![looked_up(results.clone(), index, forward)];
        if backward.iter().any(|arm| !arm.stmts.is_empty()) {
            let index = self.index_again(&mut reverse, index, *span);
            reverse.push(looked_up(Vec::new(), &index, backward));
        }
        Adjointed { forward, reverse, inner }
    }

    /// Which arm it was: looked up again where what it was looked up in is at hand, so that a `match` is on that.
    fn index_again(&mut self, code: &mut Vec<Stmt>, index: &Atom, span: Span) -> Atom {
        let again = index.var().and_then(|var| {
            let is_stable = self.facts.stable.get(var.0).copied().unwrap_or(false);
            let expr = self.definitions.get(var.0)?.as_ref().filter(|_| is_stable)?;
            let Expr::Is { place, test: Test::Which(patterns) } = expr else { return None };
            let is_counter =
                self.f.var(place.root).ty.guess == Kind::Int && place.projections.is_empty();
            let is_at_hand = self.f.params.contains(&place.root) || is_counter;
            let is_movable = patterns.iter().any(availability::looks_at_error);
            (is_at_hand && !is_movable).then(|| expr.clone())
        });
        let Some(expr) = again else { return index.clone() };
        let mut var = Var::new("arm", span.resolved_at(Span::mixed_site()));
        (var.role, var.ty.guess) = (Role::Record, Kind::Int);
        let var = self.f.add(var);
        code.push(Stmt::Let { var, expr, span });
        Atom::Var(var)
    }

    /// The cotangents of the values of a branch, none where they are structurally zero.
    fn cotangents(
        &mut self,
        code: &mut Vec<Stmt>,
        results: &[VarId],
        span: Span,
    ) -> Vec<Option<Atom>> {
        let mut bar = |result: &VarId| {
            let shadow = self.shadows.get(result).copied()?;
            Some(self.temp(code, Expr::Read(Place::whole(shadow)), span))
        };
        results.iter().map(&mut bar).collect()
    }

    fn branch_sides(&mut self, block: &Block, cotangents: &[Option<Atom>], span: Span) -> Side {
        let seeds = block.results.iter().zip(cotangents);
        let seeds: Vec<_> =
            seeds.filter_map(|(result, bar)| Some((result.clone(), bar.clone()?))).collect();
        let Adjointed { forward, mut reverse, inner } = self.block(block, &[], &seeds);
        let results = block.results.clone();
        let needed = uses::needed(&reverse, inner);
        let Some(plan) = self.plan(&forward, needed, &[], Policy::Store) else {
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

/// Turns slots that are filled and unpacked once in each run of an arm into stacks.
pub(super) fn slots_to_stacks(code: &mut Vec<Stmt>, slots: &BTreeSet<VarId>) {
    for stmt in std::mem::take(code) {
        match stmt {
            Stmt::Fill { slot, values } if slots.contains(&slot) => {
                code.push(Stmt::Push { stack: slot, values });
            }
            Stmt::Unpack { slot, vars, mut body } if slots.contains(&slot) => {
                // Arms stand in arms.
                slots_to_stacks(&mut body.stmts, slots);
                code.push(Stmt::Pop { stack: slot, vars });
                code.extend(body.stmts);
            }
            mut stmt => {
                for block in visit::blocks_mut(&mut stmt) {
                    slots_to_stacks(&mut block.stmts, slots);
                }
                code.push(stmt);
            }
        }
    }
}
