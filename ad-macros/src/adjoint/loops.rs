//! The reverse of `for` and `while`.
//!
//! ```text
//! store     forward:  for i in a..b { S⁺; push(saved) }
//!           reverse:  for i in (a..b).rev() { (saved) = pop(); S⁻ }
//!
//! replay    forward:  for i in a..b { S; push(carried) }
//!           reverse:  for i in (a..b).rev() { (carried) = pop(); S⁺; S⁻ }
//!
//! until     forward:  stop = b; for i in a..b until done { S⁺; push(saved); if done { stop = i + 1 } }
//!           reverse:  for i in (a..stop).rev() { (saved) = pop(); S⁻ }
//!
//! while     forward:  while c { S⁺; push(saved); trips += 1 }
//!           reverse:  for _ in 0..trips { (saved) = pop(); S⁻ }       so is a loop over the user's own iterator
//! ```
//!
//! The choice, for each loop: *replay* if the body holds a loop of its own that would have to
//! store, and if an iteration can be run again from values that are still there or are carried by
//! scalars; then memory doesn't grow with the body, for the price of one more evaluation of it.
//! Otherwise *store*, where cheap values are computed again rather than stored. Loops inside a
//! replayed one store: their records live for one iteration of it.
//!
//! A [`Strategy`] takes the choice away, for tests.

use std::collections::BTreeSet;

use proc_macro2::Span;

use super::availability::{Plan, Policy};
use super::{Adjoint, Adjointed, order};
use crate::args::Strategy;
use crate::ir::{Atom, BinOp, Block, Expr, Place, Range, Role, Stmt, StoreOp, Var, VarId, visit};
use crate::kind::Kind;

/// A loop body in both sweeps.
struct Body {
    forward: Vec<Stmt>,
    reverse: Vec<Stmt>,
}

/// How many slots of arms of `match` a record holds at most.
const MAX_ARMS: usize = 3;

impl Adjoint<'_> {
    pub(super) fn reverse_for(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::For { var, range, body, until, span } = stmt else {
            unreachable!("called on `for`")
        };
        // Stepped ranges can't be reversed for all integer types: they keep the counter instead.
        let counted = range.step.is_some();
        let binds: &[VarId] = if counted { &[] } else { std::slice::from_ref(var) };
        let kept: &[VarId] = if counted { std::slice::from_ref(var) } else { &[] };
        let Some(mut sides) = self.body(body, binds, kept, *span) else {
            return Adjointed::new(vec![stmt.clone()], Vec::new());
        };
        let looped = |range, stmts, until| {
            let body = Block { stmts, results: Vec::new() };
            Stmt::For { var: *var, range, body, until, span: *span }
        };
        if counted {
            let forward = |stmts| looped(range.clone(), stmts, *until);
            return self.counted(sides, forward, *span);
        }
        let reversed = range.reversed == order::is_free(&self.f, *var, &sides.reverse);
        let mut backwards = Range { reversed, ..range.clone() };
        let (before, after) = match until {
            Some(until) => {
                let var = (*var, *until);
                self.note_stop(&mut sides.forward, var, range, &mut backwards, *span)
            }
            None => (Vec::new(), Vec::new()),
        };
        let mut forward = before;
        forward.push(looped(range.clone(), sides.forward, *until));
        forward.extend(after);
        Adjointed::new(forward, vec![looped(backwards, sides.reverse, None)])
    }

    /// Notes where a loop ended that may end early, so that the reverse loop, which runs `backwards`, begins there: what goes
    /// before the loop, and what goes after it.
    fn note_stop(
        &mut self,
        body: &mut Vec<Stmt>,
        (var, until): (VarId, VarId),
        range: &Range,
        backwards: &mut Range,
        span: Span,
    ) -> (Vec<Stmt>, Vec<Stmt>) {
        let span = span.resolved_at(Span::mixed_site());
        if self.f.var(var).name == "_" {
            self.f.vars[var.0].name = "i".to_string();
        }
        let mut record = |name, kind, mutable| {
            let role = Role::Record;
            self.f.add(Var { role, kind, mutable, ..Var::new(name, span) })
        };
        let (stop, end) = (record("stop", Kind::Int, true), record("end", Kind::Int, false));
        let (is_done, next) = (record("t", Kind::Bool, false), record("t", Kind::Int, false));
        let (place, bound) = (
            Place::whole(stop),
            match range.reversed {
                false => &mut backwards.end,
                true => &mut backwards.start,
            },
        );
        let first = Expr::Atom(std::mem::replace(bound, Atom::Var(end)));
        let before = vec![Stmt::Let { var: stop, expr: first, span }];
        // The last value that was met: the bound itself, but for the end of a range that it isn't in.
        let mut last = Expr::Atom(Atom::Var(var));
        if !range.reversed && !range.inclusive {
            let one = Atom::Literal(syn::Lit::Int(syn::LitInt::new("1", span)));
            last = Expr::Binary(BinOp::Add, Atom::Var(var), one);
        }
        let then = vec![
            Stmt::Let { var: next, expr: last, span },
            Stmt::Store { place: place.clone(), op: StoreOp::Set, value: Atom::Var(next), span },
        ];
        body.push(Stmt::Let { var: is_done, expr: Expr::Read(Place::whole(until)), span });
        body.push(Stmt::If {
            results: Vec::new(),
            cond: Atom::Var(is_done),
            then: Block { stmts: then, results: Vec::new() },
            otherwise: Block::default(),
            span,
        });
        (before, vec![Stmt::Let { var: end, expr: Expr::Read(place), span }])
    }

    /// Both sweeps of a loop of which only the number of iterations is kept.
    fn counted(
        &mut self,
        mut sides: Body,
        looped: impl FnOnce(Vec<Stmt>) -> Stmt,
        span: Span,
    ) -> Adjointed {
        let (mut forward, trips, after) = self.count_trips(&mut sides.forward, span);
        forward.push(looped(sides.forward));
        forward.push(after);
        let reverse = vec![self.repeat(trips, sides.reverse, span)];
        Adjointed::new(forward, reverse)
    }

    /// A loop over the user's own iterator: what the reverse sweep needs of its items is kept.
    pub(super) fn reverse_each(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::Each { pattern, source, body, until, span } = stmt else {
            unreachable!("called on a loop over an iterator")
        };
        let Some(sides) = self.body(body, &pattern.ids(), &pattern.ids(), *span) else {
            return Adjointed::new(vec![stmt.clone()], Vec::new());
        };
        let looped = |stmts| Stmt::Each {
            pattern: pattern.clone(),
            source: source.clone(),
            body: Block { stmts, results: Vec::new() },
            until: *until,
            span: *span,
        };
        self.counted(sides, looped, *span)
    }

    pub(super) fn reverse_while(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::While { cond, body, span } = stmt else { unreachable!("called on `while`") };
        let Some(sides) = self.body(body, &[], &[], *span) else {
            return Adjointed::new(vec![stmt.clone()], Vec::new());
        };
        let looped = |stmts| {
            let body = Block { stmts, results: Vec::new() };
            Stmt::While { cond: cond.clone(), body, span: *span }
        };
        self.counted(sides, looped, *span)
    }

    /// Both sweeps of a loop's body; none if no derivative goes through it. `kept` are counters and items
    /// that the reverse loop doesn't give again.
    fn body(&mut self, body: &Block, binds: &[VarId], kept: &[VarId], span: Span) -> Option<Body> {
        self.revive_written(body, span);
        if !self.replaying && self.strategy != Strategy::Store {
            // The outermost loop that can be replayed is: so try that first, with what is inside storing.
            let before = self.checkpoint();
            self.replaying = true;
            let sides = self.loop_body(body, binds);
            self.replaying = false;
            let stores = self.stacks.len() > before.n_stacks();
            let is_wanted = stores || self.strategy == Strategy::Replay;
            if sides.reverse.is_empty() || !is_wanted {
                return self.store(sides, kept, span);
            }
            // What is carried must be there in the plain loop: not a snapshot that the transform made.
            let plain: Vec<_> =
                body.stmts.iter().flat_map(visit::defines).chain(kept.iter().copied()).collect();
            let plan = self.plan(&sides.forward, sides.needed(), kept, Policy::Replay);
            let plan = plan.filter(|plan| plan.saved.iter().all(|var| plain.contains(var)));
            if let Some(plan) = plan {
                // Its records are made and used within one iteration of the reverse loop.
                let inner = self.stacks.split_off(before.n_stacks());
                self.reverse_stacks.extend(inner);
                return Some(self.assemble(body.stmts.clone(), sides.reverse, plan, span));
            }
            self.restore(before);
        }
        let sides = self.loop_body(body, binds);
        self.store(sides, kept, span)
    }

    fn store(&mut self, sides: Adjointed, kept: &[VarId], span: Span) -> Option<Body> {
        if sides.reverse.is_empty() {
            return None;
        }
        let Some(plan) = self.plan(&sides.forward, sides.needed(), kept, Policy::Store) else {
            unreachable!("storing is always possible")
        };
        Some(self.assemble(sides.forward, sides.reverse, plan, span))
    }

    fn assemble(
        &mut self,
        mut forward: Vec<Stmt>,
        reverse: Vec<Stmt>,
        plan: Plan,
        span: Span,
    ) -> Body {
        let Plan { mut saved, prologue, .. } = plan;
        let mut reverse = reverse;
        let arms: BTreeSet<_> =
            saved.iter().copied().filter(|var| self.arm_slots.contains(var)).collect();
        if arms.len() > MAX_ARMS {
            // A record with room for each arm would be long: each arm has a stack of its own.
            saved.retain(|var| !arms.contains(var));
            forward.retain(|stmt| !matches!(stmt, Stmt::Let { var, .. } if arms.contains(var)));
            slots_to_stacks(&mut forward, &arms);
            slots_to_stacks(&mut reverse, &arms);
            self.stacks.extend(&arms);
        }
        let mut backward = Vec::new();
        if !saved.is_empty() {
            let stack = self.record("saved", span.resolved_at(Span::mixed_site()));
            self.f.vars[stack.0].mutable = true;
            self.stacks.push(stack);
            let values = self.saved_values(&mut forward, &saved, span);
            forward.push(Stmt::Push { stack, values });
            backward.push(Stmt::Pop { stack, vars: saved });
        }
        backward.extend(prologue);
        backward.extend(reverse);
        Body { forward, reverse: backward }
    }

    /// A loop writes to it and may read what the iteration before wrote: its shadow must live
    /// before the first iteration is reversed.
    fn revive_written(&mut self, body: &Block, span: Span) {
        let mut declared = Vec::new();
        let mut written = Vec::new();
        visit::deep_stmts(body, &mut |stmt| {
            declared.extend(visit::defines(stmt));
            if let Stmt::Let { .. } = stmt {
                return;
            }
            visit::stmt(stmt, &mut |use_| {
                if let visit::Use::Write(place) = use_ {
                    written.push(self.bases[place.root.0]);
                }
            });
        });
        for var in written {
            if !declared.contains(&var) {
                self.revive(var, span);
            }
        }
    }

    /// Counts the iterations of a loop: what goes before it, the count, what goes after it.
    fn count_trips(&mut self, body: &mut Vec<Stmt>, span: Span) -> (Vec<Stmt>, VarId, Stmt) {
        let span = span.resolved_at(Span::mixed_site());
        let mut counter = Var::new("trips", span);
        counter.role = Role::Record;
        counter.kind = Kind::Int;
        counter.mutable = true;
        let mut total = counter.clone();
        total.mutable = false;
        total.name = "n_trips".to_string();
        let (counter, total) = (self.f.add(counter), self.f.add(total));
        let int = |text| Atom::Literal(syn::Lit::Int(syn::LitInt::new(text, span)));
        let start = Stmt::Let { var: counter, expr: Expr::Atom(int("0usize")), span };
        let place = Place::whole(counter);
        let value = int("1");
        body.push(Stmt::Store { place: place.clone(), op: StoreOp::Add, value, span });
        let after = Stmt::Let { var: total, expr: Expr::Read(place), span };
        (vec![start], total, after)
    }

    fn repeat(&mut self, trips: VarId, stmts: Vec<Stmt>, span: Span) -> Stmt {
        let mut var = Var::new("_", span.resolved_at(Span::mixed_site()));
        var.kind = Kind::Int;
        let var = self.f.add(var);
        let start = Atom::Literal(syn::Lit::Int(syn::LitInt::new("0", span)));
        let range = Range {
            start,
            end: Atom::Var(trips),
            inclusive: false,
            step: None,
            reversed: false,
            reversed_first: false,
        };
        Stmt::For { var, range, body: Block { stmts, results: Vec::new() }, until: None, span }
    }

    /// The values of saved variables, as atoms: what mutable ones hold at the end of the block.
    pub(super) fn saved_values(
        &mut self,
        code: &mut Vec<Stmt>,
        saved: &[VarId],
        span: Span,
    ) -> Vec<Atom> {
        let mut value = |var: &VarId| {
            if !self.f.var(*var).mutable {
                return Atom::Var(*var);
            }
            let mut copy = self.f.var(*var).clone();
            copy.mutable = false;
            copy.user = false;
            let copy = self.f.add(copy);
            code.push(Stmt::Let { var: copy, expr: Expr::Read(Place::whole(*var)), span });
            Atom::Var(copy)
        };
        saved.iter().map(&mut value).collect()
    }
}

/// Turns slots that are filled and unpacked once in each run of an arm into stacks.
fn slots_to_stacks(code: &mut Vec<Stmt>, slots: &BTreeSet<VarId>) {
    for stmt in std::mem::take(code) {
        match stmt {
            Stmt::Fill { slot, values } if slots.contains(&slot) => {
                code.push(Stmt::Push { stack: slot, values });
            }
            Stmt::Unpack { slot, vars, body } if slots.contains(&slot) => {
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
