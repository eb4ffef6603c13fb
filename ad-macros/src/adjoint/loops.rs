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
//! An iteration that calls functions is run again only if that is harmless, which rustc knows: then both ways are emitted,
//! `if const { f::REPEATABLE } { replay } else { store }`, in both sweeps. The calls in the first may then be made again,
//! without being asked one by one.
//!
//! A [`Strategy`] takes the choice away, for tests.

use std::collections::BTreeSet;

use proc_macro2::Span;

use super::availability::{Plan, Policy};
use super::branch::slots_to_stacks;
use super::replay::{is_of_operators, with_shapes};
use super::trips::Trips;
use super::{Adjoint, Adjointed, Within, order};
use crate::analysis::repeatable;
use crate::args::Strategy;
use crate::ir::{Atom, BinOp, Block, Expr, Place, Range, Repeated, Role, Stmt, StoreOp};
use crate::ir::{NotFused, NotReplayed, Note, Reversal};
use crate::ir::{Var, VarId, visit};
use crate::kind::{Kind, Sketch};

/// A loop body in both sweeps.
struct Body {
    forward: Vec<Stmt>,
    reverse: Vec<Stmt>,
}

/// How many slots of arms of `match` a record holds at most.
const MAX_ARMS: usize = 3;

/// The ways in which a loop is reversed.
enum Ways {
    /// One.
    Only(Body),
    /// Replayed if these may be called again, else stored.
    Either(Vec<Repeated>, [Body; 2]),
}

/// Why a loop isn't reversed in a better way.
type Why = (NotFused, Option<NotReplayed>);

/// Where a loop ends that may end early.
struct Stop {
    /// Before the loop: the end of its range.
    before: Stmt,
    /// Where it ends, as it runs.
    stop: VarId,
    /// Where it ended.
    end: VarId,
    /// After the loop: the end is there.
    after: Stmt,
}

/// A loop that no derivative goes through.
fn untouched(stmt: &Stmt) -> Adjointed {
    let mut stmt = stmt.clone();
    if let Some(body) = visit::blocks_mut(&mut stmt).pop() {
        body.stmts.insert(0, Stmt::Note(Note::Constant));
    }
    Adjointed::new(vec![stmt], Vec::new())
}

impl Adjoint<'_> {
    pub(super) fn reverse_for(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::For { var, range, body, until, span } = stmt else {
            unreachable!("called on `for`")
        };
        // Stepped ranges can't be reversed for all integer types: they keep the counter instead.
        let counted = range.step.is_some();
        let binds: &[VarId] = if counted { &[] } else { std::slice::from_ref(var) };
        let kept: &[VarId] = if counted { std::slice::from_ref(var) } else { &[] };
        let Some(ways) = self.body(body, binds, kept, *span) else {
            return untouched(stmt);
        };
        let looped = |range, stmts, until| {
            let body = Block { stmts, results: Vec::new() };
            Stmt::For { var: *var, range, body, until, span: *span }
        };
        if counted {
            let forward = |stmts| looped(range.clone(), stmts, *until);
            return self.counted(ways, &forward, *span);
        }
        let Some(until) = *until else {
            return self.chosen(ways, *span, |cx, sides| {
                let reversed = range.reversed == order::is_free(&cx.f, *var, &sides.reverse);
                let backwards = Range { reversed, ..range.clone() };
                Body {
                    forward: vec![looped(range.clone(), sides.forward, None)],
                    reverse: vec![looped(backwards, sides.reverse, None)],
                }
            });
        };
        let stop = self.stop(*var, range, *span);
        let mut adjointed = self.chosen(ways, *span, |cx, mut sides| {
            let reversed = range.reversed == order::is_free(&cx.f, *var, &sides.reverse);
            let mut backwards = Range { reversed, ..range.clone() };
            cx.note_stop(&mut sides.forward, (*var, until), (&stop, range), &mut backwards, *span);
            Body {
                forward: vec![looped(range.clone(), sides.forward, Some(until))],
                reverse: vec![looped(backwards, sides.reverse, None)],
            }
        });
        adjointed.forward.insert(0, stop.before);
        adjointed.forward.push(stop.after);
        adjointed
    }

    /// Where a loop ends that may end early.
    fn stop(&mut self, var: VarId, range: &Range, span: Span) -> Stop {
        let span = span.resolved_at(Span::mixed_site());
        if self.f.var(var).name == "_" {
            self.f.vars[var.0].name = "i".to_string();
        }
        let mut record = |name, mutable| {
            let (role, kind) = (Role::Record, Kind::Int);
            self.f.add(Var { role, ty: Sketch::guessed(kind), mutable, ..Var::new(name, span) })
        };
        let (stop, end) = (record("stop", true), record("end", false));
        let bound = if range.reversed { &range.start } else { &range.end };
        let before = Stmt::Let { var: stop, expr: Expr::Atom(bound.clone()), span };
        let after = Stmt::Let { var: end, expr: Expr::Read(Place::whole(stop)), span };
        Stop { before, stop, end, after }
    }

    /// Notes where a loop ended, so that the reverse loop, which runs `backwards`, begins there.
    fn note_stop(
        &mut self,
        body: &mut Vec<Stmt>,
        (var, until): (VarId, VarId),
        (stop, range): (&Stop, &Range),
        backwards: &mut Range,
        span: Span,
    ) {
        let span = span.resolved_at(Span::mixed_site());
        let mut record = |kind| {
            let role = Role::Record;
            self.f.add(Var { role, ty: Sketch::guessed(kind), ..Var::new("t", span) })
        };
        let (is_done, next) = (record(Kind::Bool), record(Kind::Int));
        match range.reversed {
            false => backwards.end = Atom::Var(stop.end),
            true => backwards.start = Atom::Var(stop.end),
        }
        // The last value that was met: the bound itself, but for the end of a range that it isn't in.
        let mut last = Expr::Atom(Atom::Var(var));
        if !range.reversed && !range.inclusive {
            let one = Atom::Literal(syn::Lit::Int(syn::LitInt::new("1", span)));
            last = Expr::Binary(BinOp::Add, Atom::Var(var), one);
        }
        let (place, value) = (Place::whole(stop.stop), Atom::Var(next));
        let then = vec![
            Stmt::Let { var: next, expr: last, span },
            Stmt::Store { place, op: StoreOp::Set, value, span },
        ];
        body.push(Stmt::Let { var: is_done, expr: Expr::Read(Place::whole(until)), span });
        body.push(Stmt::If {
            results: Vec::new(),
            cond: Atom::Var(is_done),
            then: Block { stmts: then, results: Vec::new() },
            otherwise: Block::default(),
            span,
        });
    }

    /// A loop over the user's own iterator: what the reverse sweep needs of its items is kept.
    pub(super) fn reverse_each(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::Each { pattern, source, body, until, span } = stmt else {
            unreachable!("called on a loop over an iterator")
        };
        let Some(ways) = self.body(body, &pattern.ids(), &pattern.ids(), *span) else {
            return untouched(stmt);
        };
        let looped = |stmts| Stmt::Each {
            pattern: pattern.clone(),
            source: source.clone(),
            body: Block { stmts, results: Vec::new() },
            until: *until,
            span: *span,
        };
        self.counted(ways, &looped, *span)
    }

    pub(super) fn reverse_while(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::While { cond, body, span } = stmt else { unreachable!("called on `while`") };
        let Some(ways) = self.body(body, &[], &[], *span) else {
            return untouched(stmt);
        };
        let looped = |stmts| {
            let body = Block { stmts, results: Vec::new() };
            Stmt::While { cond: cond.clone(), body, span: *span }
        };
        self.counted(ways, &looped, *span)
    }

    /// A loop that counts its iterations, reversed by as many.
    fn counted(&mut self, ways: Ways, looped: &dyn Fn(Vec<Stmt>) -> Stmt, span: Span) -> Adjointed {
        let Trips { before, step, total, after } = self.count_trips(span);
        let mut adjointed = self.chosen(ways, span, |cx, mut sides| {
            sides.forward.push(step.clone());
            let reverse = vec![cx.repeat(total, sides.reverse, span)];
            Body { forward: vec![looped(sides.forward)], reverse }
        });
        adjointed.forward.insert(0, before);
        adjointed.forward.push(after);
        adjointed
    }

    /// The loop in the one way, or in the one that rustc chooses.
    fn chosen(
        &mut self,
        ways: Ways,
        span: Span,
        looped: impl Fn(&mut Self, Body) -> Body,
    ) -> Adjointed {
        let (callees, bodies) = match ways {
            Ways::Only(body) => {
                let Body { forward, reverse } = looped(self, body);
                return Adjointed::new(forward, reverse);
            }
            Ways::Either(callees, bodies) => (callees, bodies),
        };
        let span = span.resolved_at(Span::mixed_site());
        let repeatable = self.record("repeatable", span);
        self.f.vars[repeatable.0].ty.guess = Kind::Bool;
        self.own(repeatable);
        let expr = Expr::Repeatable(callees);
        let chosen = Stmt::Let { var: repeatable, expr, span };
        let either = |[then, otherwise]: [Vec<Stmt>; 2]| {
            let [then, otherwise] =
                [then, otherwise].map(|stmts| Block { stmts, results: Vec::new() });
            let (cond, results) = (Atom::Var(repeatable), Vec::new());
            Stmt::If { results, cond, then, otherwise, span }
        };
        let [replay, store] = bodies.map(|body| looped(self, body));
        Adjointed::new(
            vec![chosen, either([replay.forward, store.forward])],
            vec![either([replay.reverse, store.reverse])],
        )
    }

    /// Both sweeps of a loop's body; none if no derivative goes through it. `kept` are counters and items
    /// that the reverse loop doesn't give again.
    fn body(&mut self, body: &Block, binds: &[VarId], kept: &[VarId], span: Span) -> Option<Ways> {
        self.revive_written(body, span);
        let not_fused = std::mem::replace(&mut self.not_fused, NotFused::Inside);
        let mut why = (not_fused, self.never_replayed(body));
        if why.1.is_none() {
            // The outermost loop that can be replayed is: so try that first, with what is inside storing.
            let before = self.checkpoint();
            let around = std::mem::replace(&mut self.within, Within::Replayed);
            self.assumed = Some(Vec::new());
            let sides = self.loop_body(body, binds);
            self.within = around;
            let assumed = self.assumed.take().unwrap_or_default();
            let stores = self.stacks.len() > before.n_stacks();
            let is_wanted = stores || self.strategy == Strategy::Replay || is_of_operators(body);
            if sides.reverse.is_empty() || (!is_wanted && assumed.is_empty()) {
                why.1 = Some(NotReplayed::Flat);
                return self.store(sides, (kept, why), span).map(Ways::Only);
            }
            // What is carried must be there in the plain loop, with the shapes of what it assigns to: not a snapshot that the transform made.
            let plain_body = with_shapes(&body.stmts, &sides.forward);
            let plain: Vec<_> =
                plain_body.iter().flat_map(visit::defines).chain(kept.iter().copied()).collect();
            let plan = self.plan(&sides.forward, sides.needed(), kept, Policy::Replay);
            let is_plain = |plan: &Plan| plan.saved.iter().all(|var| plain.contains(var));
            let plan = plan.filter(|plan| is_wanted && is_plain(plan));
            why.1 = Some(match (is_wanted, &plan) {
                (false, _) => NotReplayed::Flat,
                (true, None) => NotReplayed::Impossible,
                (true, Some(_)) => NotReplayed::Once,
            });
            let again =
                |plan: &Plan| repeatable::of_calls(&self.f, self.facts, &plan.prologue, assumed);
            let callees = plan.as_ref().and_then(again);
            if let (Some(plan), Some(callees)) = (plan, callees) {
                // Its records are made and used within one iteration of the reverse loop.
                let inner = self.stacks.split_off(before.n_stacks());
                self.reverse_stacks.extend(inner);
                let replay =
                    self.assemble(plain_body, sides.reverse, (plan, (not_fused, None)), span);
                if callees.is_empty() {
                    return Some(Ways::Only(replay));
                }
                self.forget_inner(&before);
                let sides = self.loop_body(body, binds);
                let store = self.store(sides, (kept, why), span)?;
                return Some(Ways::Either(callees, [replay, store]));
            }
            self.restore(before);
        }
        let sides = self.loop_body(body, binds);
        self.store(sides, (kept, why), span).map(Ways::Only)
    }

    /// Why it isn't worth trying to run a loop again, if it isn't. In a fused one nothing is run again but operators.
    fn never_replayed(&self, body: &Block) -> Option<NotReplayed> {
        match self.within {
            _ if self.strategy == Strategy::Store => Some(NotReplayed::Strategy),
            Within::Function => None,
            Within::Fused if is_of_operators(body) => None,
            Within::Fused | Within::Replayed => Some(NotReplayed::Inside),
        }
    }

    fn store(
        &mut self,
        sides: Adjointed,
        (kept, why): (&[VarId], Why),
        span: Span,
    ) -> Option<Body> {
        if sides.reverse.is_empty() {
            return None;
        }
        let Some(plan) = self.plan(&sides.forward, sides.needed(), kept, Policy::Store) else {
            unreachable!("storing is always possible")
        };
        Some(self.assemble(sides.forward, sides.reverse, (plan, why), span))
    }

    fn assemble(
        &mut self,
        mut forward: Vec<Stmt>,
        reverse: Vec<Stmt>,
        (plan, (not_fused, not_replayed)): (Plan, Why),
        span: Span,
    ) -> Body {
        let Plan { mut saved, prologue, .. } = plan;
        let again = prologue.iter().flat_map(visit::defines).collect();
        let reversal = Reversal { not_fused, not_replayed, kept: saved.clone(), again };
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
        self.put_aside(&mut forward, &mut reverse, &mut saved, span);
        forward.insert(0, Stmt::Note(Note::Loop(reversal.clone())));
        let mut backward = vec![Stmt::Note(Note::Reverse(reversal))];
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
    pub(super) fn revive_written(&mut self, body: &Block, span: Span) {
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
