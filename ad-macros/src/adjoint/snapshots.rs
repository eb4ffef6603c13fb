//! The reverse of loops with `#[checkpoint]`: some states are kept, the others computed again.
//!
//! ```text
//! forward:  start(state); for i in a..b { take(state); S }; finish
//! reverse:  resume → state; while restore(state) {
//!               while take(state) { i = (a..b).nth(number); S }
//!               i = (a..b).nth(number); S⁺; S⁻
//!           }
//! ```
//!
//! Which states are kept is the runtime's to say (`ad_runtime::checkpoint`): `take` keeps one if it is of use, and says in the reverse sweep whether the step is
//! still one to be run forward. In the reverse sweep the state is a set of variables of its own, so that nothing around the loop is changed. What the body
//! reads and doesn't change is there; or else a copy is kept from before the loop (`analysis/carried`).
//!
//! In: a marked loop, of which the gate has seen that it may be run again. Deliberately absent: a plan of what is saved, as all of an iteration is run again.

use proc_macro2::Span;

use super::{Adjoint, Adjointed, Within};
use crate::analysis::carried::{Carried, carried};
use crate::ir::rename::{Renaming, renamed};
use crate::ir::{Act, Atom, Block, CloneBy, Expr, Place, Projection, Range, Repeated, Start, Stmt};
use crate::ir::{Var, VarId, visit};
use crate::kind::{Held, Kind};

/// Whether a loop is reversed by snapshots.
pub(super) fn is_checkpointed(stmt: &Stmt) -> bool {
    Looped::of(stmt).is_some()
}

/// A marked loop.
struct Looped<'a> {
    counter: Option<(VarId, &'a Range)>,
    /// The body, without the mark.
    body: Block,
    snapshots: Option<Atom>,
    /// How many steps there are, if that is known.
    steps: Option<Range>,
    callees: Vec<Repeated>,
    span: Span,
}

impl Looped<'_> {
    fn of(stmt: &Stmt) -> Option<Looped<'_>> {
        let (counter, body) = match stmt {
            Stmt::For { var, range, body, .. } => (Some((*var, range)), body),
            Stmt::While { body, .. } => (None, body),
            _ => return None,
        };
        let is_mark = |stmt: &&Stmt| matches!(stmt, Stmt::Checkpointed { .. });
        let mark = body.stmts.iter().find(is_mark)?;
        let Stmt::Checkpointed { snapshots, callees, span } = mark else { return None };
        let stmts = body.stmts.iter().filter(|stmt| !is_mark(stmt)).cloned().collect();
        let body = Block { stmts, results: Vec::new() };
        let (snapshots, callees) = (snapshots.clone(), callees.clone());
        let steps = match stmt {
            Stmt::For { range, until: None, .. } => Some(range.clone()),
            _ => None,
        };
        let span = span.resolved_at(Span::mixed_site());
        Some(Looped { counter, body, snapshots, steps, callees, span })
    }
}

/// The state in the forward sweep and in the reverse sweep, and what is kept beside it.
#[derive(Default)]
struct Again {
    /// What snapshots are taken of.
    state: Vec<Place>,
    /// The same in the reverse sweep.
    again: Vec<Place>,
    /// What is restored.
    restored: Vec<VarId>,
    /// References to that, made for each step.
    lent: Vec<Stmt>,
    /// The names of all that in the reverse sweep.
    names: Renaming,
    /// Copies that are made before the loop.
    before: Vec<Stmt>,
    /// References to these, in the reverse sweep.
    borrowed: Vec<Stmt>,
}

impl Adjoint<'_> {
    pub(super) fn reverse_checkpointed(&mut self, stmt: &Stmt) -> Adjointed {
        let Some(looped) = Looped::of(stmt) else { unreachable!("called on a marked loop") };
        let span = looped.span;
        self.revive_written(&looped.body, span);
        let within = std::mem::replace(&mut self.within, Within::Replayed);
        // All that is called may be called again.
        let assumed = self.assumed.replace(Vec::new());
        let n_stacks = self.stacks.len();
        let sides = self.loop_body(&looped.body, &visit::binds(stmt));
        (self.within, self.assumed) = (within, assumed);
        // Records of loops inside are made and used within one iteration of the reverse loop.
        let inner = self.stacks.split_off(n_stacks);
        self.reverse_stacks.extend(inner);
        if sides.reverse.is_empty() {
            return Adjointed::new(vec![with_body(stmt, looped.body.stmts)], Vec::new());
        }
        let carried = carried(&self.f, &self.bases, (&self.writes, &self.facts.lent), stmt);
        let again = self.again(&carried, span);
        let [record, taken, resumed] = ["snapshots", "taken", "again"].map(|name| {
            let record = self.record(name, span);
            self.own(record);
            record
        });
        (self.f.vars[record.0].mutable, self.f.vars[resumed.0].mutable) = (true, true);
        let act = |act, record, state: &[Place], results| {
            let state = state.to_vec();
            Stmt::Snapshot { act, record, state, results, span }
        };
        let (snapshots, steps) = (looped.snapshots.clone(), looped.steps.clone());
        let callees = looped.callees.clone();
        let start = Act::Start(Box::new(Start { snapshots, steps, callees }));
        let mut body = vec![act(Act::Take, record, &again.state, Vec::new())];
        body.extend(looped.body.stmts.iter().cloned());
        let mut forward = again.before.clone();
        forward.push(act(start, record, &again.state, Vec::new()));
        forward.push(with_body(stmt, body));
        forward.push(act(Act::Finish, record, &[], vec![taken]));
        let results = [resumed].into_iter().chain(again.restored.iter().copied()).collect();
        let mut reverse = again.borrowed.clone();
        reverse.push(act(Act::Resume, taken, &[], results));
        reverse.push(self.reverse_loop(&looped, resumed, &again, sides));
        Adjointed::new(forward, reverse)
    }

    /// One iteration for each step, from the last on.
    fn reverse_loop(
        &mut self,
        looped: &Looped<'_>,
        record: VarId,
        again: &Again,
        sides: Adjointed,
    ) -> Stmt {
        let span = looped.span;
        // The plain body has names of its own, as it stands beside the other one.
        let mut names = again.names.clone();
        let mut declared: Vec<_> = looped.counter.iter().map(|(var, _)| *var).collect();
        visit::deep_stmts(&looped.body, &mut |stmt| {
            declared.extend(visit::defines(stmt).into_iter().chain(visit::binds(stmt)));
        });
        for var in declared {
            let copy = self.f.add_copy(var);
            names.insert(var, Atom::Var(copy));
        }
        let mut plain = self.counter(looped, record, &names);
        plain.extend(renamed(&looped.body.stmts, &names));
        let forward = self.while_asked((Act::Take, record), &again.again, plain, span);
        let mut body = again.lent.clone();
        body.push(forward);
        body.extend(self.counter(looped, record, &Renaming::new()));
        body.extend(renamed(&sides.forward, &again.names));
        body.extend(renamed(&sides.reverse, &again.names));
        let restored: Vec<_> = again.restored.iter().copied().map(Place::whole).collect();
        self.while_asked((Act::Restore, record), &restored, body, span)
    }

    /// `while record.act(state) { stmts }`
    fn while_asked(
        &mut self,
        (act, record): (Act, VarId),
        state: &[Place],
        stmts: Vec<Stmt>,
        span: Span,
    ) -> Stmt {
        let goes_on = self.record("goes_on", span);
        self.f.vars[goes_on.0].ty.guess = Kind::Bool;
        let (state, results) = (state.to_vec(), vec![goes_on]);
        let asked = Stmt::Snapshot { act, record, state, results, span };
        let cond = Block { stmts: vec![asked], results: vec![Atom::Var(goes_on)] };
        Stmt::While { cond, body: Block { stmts, results: Vec::new() }, span }
    }

    /// The loop's variable at the step at hand, by the name that it has there.
    fn counter(&mut self, looped: &Looped<'_>, record: VarId, names: &Renaming) -> Vec<Stmt> {
        let Some((var, range)) = looped.counter else { return Vec::new() };
        let mut is_used = false;
        visit::deep(&looped.body, &mut |use_| is_used |= visit::used_var(use_) == Some(var));
        if !is_used {
            return Vec::new();
        }
        let span = looped.span;
        let number = self.record("step", span);
        self.f.vars[number.0].ty.guess = Kind::Int;
        let results = vec![number];
        let asked = Stmt::Snapshot { act: Act::Number, record, state: Vec::new(), results, span };
        let expr = Expr::Step(range.clone(), Atom::Var(number));
        let var = names.get(&var).and_then(Atom::var).unwrap_or(var);
        vec![asked, Stmt::Let { var, expr, span }]
    }

    /// What stands for the variables around a loop in the reverse sweep.
    fn again(&mut self, carried: &Carried, span: Span) -> Again {
        let mut again = Again::default();
        for var in &carried.state {
            let primal = self.f.var(*var).clone();
            let refers = primal.ty.is_exclusive();
            let name = self.f.add(Var {
                user: false,
                span,
                ty: primal.ty.copied(),
                mutable: !refers,
                ..primal.clone()
            });
            again.names.insert(*var, Atom::Var(name));
            if !refers {
                again.state.push(Place::whole(*var));
                again.again.push(Place::whole(name));
                again.restored.push(name);
                continue;
            }
            // A copy of what the reference refers to.
            let mut held = Var { mutable: true, ..Var::new("held", span) };
            held.ty.guess = primal.ty.guess.clone();
            let held = self.f.add(held);
            let place = Place::whole(held).then(Projection::Deref);
            let expr = Expr::Borrow { place, mutable: true };
            again.lent.push(Stmt::Let { var: name, expr, span });
            again.state.push(Place::whole(*var).then(Projection::Deref));
            again.again.push(Place::whole(name).then(Projection::Deref));
            again.restored.push(held);
        }
        for var in &carried.kept {
            self.keep(&mut again, *var, span);
        }
        again
    }

    /// Keeps a copy of what a loop reads.
    fn keep(&mut self, again: &mut Again, var: VarId, span: Span) {
        let primal = self.f.var(var).clone();
        let copied = Var { user: false, span, ty: primal.ty.copied(), mutable: false, ..primal };
        if !copied.ty.is_reference() {
            let kept = self.f.add(copied);
            self.own(kept);
            again.before.push(Stmt::Let { var: kept, expr: Expr::Read(Place::whole(var)), span });
            again.names.insert(var, Atom::Var(kept));
            return;
        }
        let mut kept = Var::new("kept", span);
        kept.ty.guess = copied.ty.guess.clone();
        let kept = self.f.add(kept);
        self.own(kept);
        let place = Place::whole(var).then(Projection::Deref);
        let expr = Expr::Clone { place, by: CloneBy::ToOwned };
        again.before.push(Stmt::Let { var: kept, expr, span });
        let name = self.f.add(copied);
        self.f.vars[name.0].ty.held = Held::Reference;
        let expr = Expr::Borrow { place: Place::whole(kept), mutable: false };
        again.borrowed.push(Stmt::Let { var: name, expr, span });
        again.names.insert(var, Atom::Var(name));
    }
}

/// The loop with other statements in its body.
fn with_body(stmt: &Stmt, stmts: Vec<Stmt>) -> Stmt {
    let mut stmt = stmt.clone();
    if let Stmt::For { body, .. } | Stmt::While { body, .. } = &mut stmt {
        body.stmts = stmts;
    }
    stmt
}
