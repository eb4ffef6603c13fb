//! Fused loops: forward and reverse sweep of each iteration together, in one pass.
//!
//! ```text
//! for i in a..b { S; acc += e; }  …  loss = acc / n
//!
//! forward:  let seed = 1 / n;
//!           for i in a..b { S⁺; acc += e; (ē = seed) S⁻ }
//! reverse:  nothing
//! ```
//!
//! This is what a person writes by hand: nothing is stored, nothing is computed twice. It needs a
//! cotangent of the accumulator that is known before the loop, and iterations that depend on each
//! other in no other way:
//!
//! 1. the gradient is wanted with the value (not a pullback, whose seed comes later), and the
//!    loop stands at the top level of the function;
//! 2. what the loop writes of active outer variables is one scalar, by `+=`, which it doesn't read;
//! 3. the result depends on that scalar through sums, and products and quotients by
//!    constants, only;
//! 4. active outer variables that the loop reads are not written to after it began.

use std::collections::BTreeSet;

use proc_macro2::Span;

use super::snapshots::is_checkpointed;
use super::{Adjoint, Form, Level, Within};
use crate::args::Strategy;
use crate::ir::{Atom, BinOp, Block, Expr, Place, Role, Stmt, StoreOp, UnOp, Var, VarId, visit};
use crate::ir::{NotFused, Note};
use crate::kinds;
use crate::operators::{self, Factor, Sign};

/// How the result depends on an accumulator, one step at a time, from the accumulator on.
enum Step {
    Negate,
    /// Multiplied or divided by a constant.
    By(BinOp, Atom),
}

/// A loop that can be fused.
pub(super) struct Fusion {
    accumulator: VarId,
    steps: Vec<Step>,
    /// What the steps' constants are computed by, to be run before the loop.
    constants: Vec<Stmt>,
}

impl Adjoint<'_> {
    /// For each statement of the function's body, how it can be fused, or why it can't.
    pub(super) fn fusions(
        &self,
        body: &[Stmt],
        result: Option<&Atom>,
    ) -> Vec<Result<Fusion, NotFused>> {
        let none = |why: NotFused| body.iter().map(|_| Err(why)).collect();
        let (Form::Gradient, Some(Atom::Var(result))) = (self.form, result) else {
            return none(NotFused::Seedless);
        };
        if self.strategy != Strategy::Best {
            return none(NotFused::Strategy);
        }
        let chain = Chain { cx: self, body, result: *result };
        (0..body.len()).map(|i| chain.fusion(i)).collect()
    }

    /// The loop in one pass. What it adds to the cotangents of outer variables goes into shadows
    /// that are declared before it.
    pub(super) fn fused_loop(&mut self, stmt: &Stmt, fusion: Fusion) -> Vec<Stmt> {
        let span = Span::mixed_site();
        let mut forward = fusion.constants;
        let kind = self.f.var(fusion.accumulator).ty.guess.clone();
        let mut seed = Atom::number("1.0", &kind, span);
        for step in fusion.steps.iter().rev() {
            let expr = match step {
                Step::Negate => Expr::Unary(UnOp::Neg, seed),
                Step::By(op, factor) => Expr::Binary(*op, seed, factor.clone()),
            };
            seed = self.temp(&mut forward, expr, span);
        }
        let mut var = Var::new("seed", span);
        var.role = Role::Cotangent;
        var.ty.guess = kind;
        let var = self.f.add(var);
        forward.push(Stmt::Let { var, expr: Expr::Atom(seed), span });
        let views = self.enter_views(stmt);
        let before = self.shadows.insert(fusion.accumulator, var);
        self.within = Within::Fused;
        let mut stmt = stmt.clone();
        let binds = visit::binds(&stmt);
        if let Stmt::For { body, .. } | Stmt::Each { body, .. } | Stmt::While { body, .. } =
            &mut stmt
        {
            self.same_scope = Some(self.levels.len());
            let sides = self.loop_body(body, &binds);
            self.same_scope = None;
            body.stmts = vec![Stmt::Note(Note::Fused { sum: fusion.accumulator })];
            body.stmts.extend(sides.forward);
            body.stmts.extend(sides.reverse);
        }
        self.within = Within::Function;
        match before {
            Some(shadow) => self.shadows.insert(fusion.accumulator, shadow),
            None => self.shadows.remove(&fusion.accumulator),
        };
        self.declare_pending(&mut forward);
        self.borrow_views(&mut forward, views);
        forward.push(stmt);
        forward
    }

    /// Makes the shadows live that a fused loop adds to.
    pub(super) fn revive_read(&mut self, code: &mut Vec<Stmt>, stmt: &Stmt, fusion: &Fusion) {
        for base in self.outer_active(stmt) {
            if base != fusion.accumulator {
                let span = self.f.var(base).span;
                self.zero_is_here = true;
                self.shadow_place(code, &Place::whole(base), span);
                self.zero_is_here = false;
            }
        }
    }

    /// The active variables of the function's body that a statement uses, borrows looked through.
    fn outer_active(&self, stmt: &Stmt) -> BTreeSet<VarId> {
        let mut used = BTreeSet::new();
        visit::deep_stmt(stmt, &mut |use_| used.extend(visit::used_var(use_)));
        let outer = |var: &VarId| self.levels.iter().any(|level: &Level| level.owned.contains(var));
        let bases =
            used.into_iter().filter(|var| self.is_active(*var)).map(|var| self.bases[var.0]);
        bases.filter(outer).collect()
    }
}

/// The search for the way from an accumulator to the result.
struct Chain<'a, 'b> {
    cx: &'a Adjoint<'b>,
    body: &'a [Stmt],
    result: VarId,
}

impl Chain<'_, '_> {
    fn fusion(&self, position: usize) -> Result<Fusion, NotFused> {
        let stmt = &self.body[position];
        if is_checkpointed(stmt) {
            return Err(NotFused::Checkpointed);
        }
        let (Stmt::For { body, .. } | Stmt::Each { body, .. } | Stmt::While { body, .. }) = stmt
        else {
            return Err(NotFused::Inside);
        };
        let accumulator = self.accumulator(body).ok_or(NotFused::NoSum)?;
        if self.reads(stmt, accumulator) > 0 {
            return Err(NotFused::ReadsSum);
        }
        if !self.operands_stay(position, accumulator) {
            return Err(NotFused::Overwritten);
        }
        let mut steps = Vec::new();
        let way = self.follow_storage(accumulator, position, &mut steps);
        way.ok_or(NotFused::NotLinear)?;
        let mut constants = Vec::new();
        for step in &steps {
            if let Step::By(_, atom) = step {
                let known = self.constant(atom, position, &mut constants);
                known.ok_or(NotFused::LateConstant)?;
            }
        }
        Ok(Fusion { accumulator, steps, constants })
    }

    /// The only active outer variable that the loop writes to, by `+=`.
    fn accumulator(&self, body: &Block) -> Option<VarId> {
        let mut declared = BTreeSet::new();
        let mut found = BTreeSet::new();
        let mut only_sums = true;
        visit::deep_stmts(body, &mut |stmt| {
            declared.extend(visit::defines(stmt));
            declared.extend(visit::binds(stmt));
        });
        visit::deep_stmts(body, &mut |stmt| {
            if let Stmt::Call { .. } | Stmt::Mutate { .. } | Stmt::Swap { .. } = stmt {
                visit::stmt(stmt, &mut |use_| {
                    if let visit::Use::Write(place) = use_ {
                        let base = self.cx.bases[place.root.0];
                        only_sums &= !self.cx.is_active(base) || declared.contains(&base);
                    }
                });
            }
            let Stmt::Store { place, op, .. } = stmt else { return };
            let base = self.cx.bases[place.root.0];
            if self.cx.is_active(base) && !declared.contains(&base) {
                found.insert(base);
                let is_scalar = self.cx.f.var(base).ty.guess.is_float();
                only_sums &= *op != StoreOp::Set && place.projections.is_empty() && is_scalar;
            }
        });
        let only = found.pop_first()?;
        (found.is_empty() && only_sums).then_some(only)
    }

    /// How often a statement reads a variable. A proof is of its type, whatever its value is.
    fn reads(&self, stmt: &Stmt, var: VarId) -> usize {
        let mut reads = 0;
        visit::deep_stmt(stmt, &mut |use_| {
            let is_write = matches!(use_, visit::Use::Write(_));
            reads += usize::from(!is_write && visit::used_var(use_) == Some(var));
        });
        visit::deep_stmts_of(stmt, &mut |stmt| {
            let is_of = matches!(stmt, Stmt::Prove { place, .. } if place.root == var);
            reads -= usize::from(is_of);
        });
        reads
    }

    /// Whether the active outer variables that the loop uses keep their values from its start on.
    fn operands_stay(&self, position: usize, accumulator: VarId) -> bool {
        let used = self.cx.outer_active(&self.body[position]);
        let mut stay = true;
        for stmt in &self.body[position..] {
            visit::deep_stmt(stmt, &mut |use_| {
                if let visit::Use::Write(place) = use_ {
                    let base = self.cx.bases[place.root.0];
                    stay &= base == accumulator || !used.contains(&base);
                }
            });
        }
        stay
    }

    /// From a mutable scalar, after the statement at a position, to the result: from there on it is
    /// written to by sums only, and read once.
    fn follow_storage(&self, storage: VarId, after: usize, steps: &mut Vec<Step>) -> Option<()> {
        let mut sums = true;
        let mut reader = None;
        for stmt in &self.body[after + 1..] {
            let reads_all = match stmt {
                Stmt::Let { var, expr: Expr::Read(place), .. } => {
                    Some(*var).filter(|_| place == &Place::whole(storage))
                }
                _ => None,
            };
            match reads_all {
                Some(var) if reader.is_none() => reader = Some(var),
                Some(_) => return None,
                None if self.reads(stmt, storage) > 0 => return None,
                None => {}
            }
            let mut note = |stmt: &Stmt| {
                if let Stmt::Store { place, op: StoreOp::Set, .. } = stmt {
                    sums &= place.root != storage;
                }
            };
            note(stmt);
            visit::blocks(stmt).into_iter().for_each(|block| visit::deep_stmts(block, &mut note));
        }
        match (sums, reader) {
            (true, Some(reader)) => self.follow(reader, steps),
            _ => None,
        }
    }

    /// From an immutable value to the result.
    fn follow(&self, value: VarId, steps: &mut Vec<Step>) -> Option<()> {
        let uses: Vec<_> =
            (0..self.body.len()).filter(|i| self.reads(&self.body[*i], value) > 0).collect();
        if value == self.result {
            return uses.is_empty().then_some(());
        }
        let [position] = uses.as_slice() else { return None };
        let only = &self.body[*position];
        if self.reads(only, value) != 1 {
            return None;
        }
        match only {
            Stmt::Let { var, expr, .. } if !self.cx.f.var(*var).mutable => {
                steps.extend(self.steps(value, expr)?);
                self.follow(*var, steps)
            }
            Stmt::Store { place, op, .. }
                if place.projections.is_empty() && *op != StoreOp::Set =>
            {
                steps.extend((op.sign() == Sign::Minus).then_some(Step::Negate));
                self.follow_storage(place.root, *position, steps)
            }
            _ => None,
        }
    }

    /// The steps by which an operation depends on a value that it is given once.
    fn steps(&self, value: VarId, expr: &Expr) -> Option<Vec<Step>> {
        let (partial, shared, operands) = match expr {
            Expr::Atom(_) => return Some(Vec::new()),
            Expr::Unary(op, operand) => (op.partial()?, None, [operand, operand]),
            Expr::Binary(op, left, right) => {
                let rule = op.rule()?;
                let side = usize::from(left.var() != Some(value));
                (&rule.by[side], rule.shared, [left, right])
            }
            _ => return None,
        };
        let by = |step: operators::Step| match step.factor {
            Factor::Operand(side) if !self.cx.is_active_atom(operands[side]) => {
                Some(Step::By(step.op, operands[side].clone()))
            }
            _ => None,
        };
        let negated = (partial.sign == Sign::Minus).then_some(Step::Negate);
        let multiplied: Option<Vec<_>> =
            [partial.step, shared].into_iter().flatten().map(by).collect();
        Some(multiplied?.into_iter().chain(negated).collect())
    }

    /// Makes sure that a constant is there before the loop: known by then, or computed from what
    /// is by an operation that can be done twice.
    fn constant(&self, atom: &Atom, position: usize, code: &mut Vec<Stmt>) -> Option<()> {
        let Some(var) = atom.var() else { return Some(()) };
        let defines = |stmt: &Stmt| visit::defines(stmt).contains(&var);
        let Some(at) = self.body.iter().position(defines) else { return Some(()) };
        if at < position || code.iter().any(defines) {
            return Some(());
        }
        let Stmt::Let { expr, .. } = &self.body[at] else { return None };
        match expr {
            Expr::Atom(a) | Expr::Unary(_, a) | Expr::Cast(a, _) => {
                self.constant(a, position, code)?;
            }
            Expr::Binary(_, a, b) if kinds::of_atom(&self.cx.f.vars, a).is_float() => {
                self.constant(a, position, code)?;
                self.constant(b, position, code)?;
            }
            // The length of a list that nothing is written to.
            Expr::Len(place) if !self.cx.f.var(place.root).mutable => {}
            _ => return None,
        }
        code.push(self.body[at].clone());
        Some(())
    }
}
