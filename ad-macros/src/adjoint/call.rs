//! The reverse of a call.
//!
//! ```text
//! let y = f(&x, w);
//!
//! linked     forward:  let (y, pullback) = f::pullback(&x, w);
//!            reverse:  pullback(ȳ, Some(&mut x̄), Some(&mut w̄));
//!
//! owned      forward:  let (y, pullback) = f::owned_pullback(&x, w);
//!            reverse:  pullback(ȳ, Some(&mut x̄), Some(&mut w̄));
//!
//! recalled   forward:  let y = f(&x, w);
//!            reverse:  let (_, pullback) = f::pullback(&x, w);
//!                      pullback(ȳ, Some(&mut x̄), Some(&mut w̄));
//! ```
//!
//! A pullback borrows what it is given by reference (and not what it is given by `&mut`), so it can be kept only if that lives as
//! long as the pullback and is not written to meanwhile. Else the call is made again, from a copy if need be,
//! where that is harmless; and where it isn't, or where something may be changed by it, the pullback is one that keeps a copy of
//! all that it reads. Which of the two rustc decides ([`crate::analysis::repeatable`]). So no function that has an effect is
//! called twice, and none that changes what it is lent.

use proc_macro2::Span;

use super::bars::Bars;
use super::way::{Call, Way};
use super::{Adjoint, Adjointed};
use crate::ir::{
    Arg, Atom, Block, Callee, CloneBy, Expr, Note, Place, Projection, Repeated, Stmt, StoreOp,
};
use crate::ir::{Transform, Var, VarId};

impl Adjoint<'_> {
    pub(super) fn reverse_call(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::Call { results, callee, args, span, .. } = stmt else {
            unreachable!("called on a call")
        };
        let result = results[0];
        let reversed = match callee {
            Callee::Operator(overload) if self.steep.contains(&result) => {
                Callee::Operator(overload.of_steep())
            }
            callee => callee.clone(),
        };
        let call = Call { stmt, result, callee, reversed, args, span: *span };
        let shadow = self.shadows.get(&result).copied().filter(|_| self.is_active(result));
        let writes = args.iter().any(|arg| match arg {
            Arg::BorrowMut(place) => self.is_active_place(place) && self.is_live(place),
            _ => false,
        });
        if shadow.is_none() && !writes {
            return Adjointed::new(vec![stmt.clone()], Vec::new());
        }
        let way = match shadow.is_none() && call.only_changes_its_receiver() {
            // It keeps no borrow anyway, and can be asked for.
            true => Way::Linked(Transform::Owned),
            false => self.way(&call),
        };
        // What the forward sweep does after the call, and the reverse sweep.
        let mut sweeps = Adjointed::new(Vec::new(), Vec::new());
        let cotangent = self.result_bar(&mut sweeps.reverse, result, *span);
        let Bars { places: bars, parts } = self.bars(&mut sweeps, (callee, args), *span);
        let steep = self.steep.contains(&result) && is_split_off(callee, args);
        let pull = |pullback| Stmt::Pull {
            pullback,
            cotangent: cotangent.clone(),
            bars: bars.clone(),
            dots: None,
            given: match callee {
                Callee::Given(_, given) => Some(*given),
                _ => None,
            },
            steep,
            span: *span,
        };
        let Adjointed { forward: after, mut reverse, .. } = sweeps;
        let reversed = way.noted(self.assumed.is_some());
        let mut forward = vec![Stmt::Note(Note::Call { name: callee.name(), way: reversed })];
        forward.extend(match way {
            Way::Linked(transform) => {
                let pullback = self.pullback(&call);
                reverse.push(pull(pullback));
                vec![call.derived([result, pullback], transform, args.clone())]
            }
            Way::Recalled(callee) => self.recall(&call, callee, &pull, &mut reverse),
            Way::Repeated => self.repeat_call(&call, &pull, &mut reverse),
        });
        forward.extend(after);
        for (part, place, is_lent) in parts {
            if is_lent {
                let place = self.shadow_place(&mut reverse, &place, *span);
                reverse.push(Stmt::Clear { place, span: *span });
            }
            let value = self.temp(&mut reverse, Expr::Read(Place::whole(part)), *span);
            self.contribute(&mut reverse, &place, StoreOp::Add, Expr::Atom(value), *span);
        }
        Adjointed::new(forward, reverse)
    }

    /// The pullback of a call, as a variable.
    fn pullback(&mut self, call: &Call) -> VarId {
        self.record(&pullback_name(call.callee), call.span.resolved_at(Span::mixed_site()))
    }

    /// ```text
    /// forward:  let y = if repeatable(f) { let kept = x.to_owned(); again = Some(kept); f(&x) }
    ///                   else { let (y, pullback) = f::owned_pullback(&x); saved = Some(pullback); y };
    /// reverse:  if let Some(kept) = again { let (_, pullback) = f::pullback(&kept); pullback(..) }
    ///           if let Some(pullback) = saved { pullback(..) }
    /// ```
    /// Without anything to keep for the second call, `if repeatable(f)` is asked once more. In a loop's variant for
    /// repeatable calls nothing is asked:
    /// ```text
    /// forward:  let kept = x.to_owned(); let y = f(&x);
    /// reverse:  let (_, pullback) = f::pullback(&kept); pullback(..)
    /// ```
    fn recall(
        &mut self,
        call: &Call,
        callee: Repeated,
        pull: &dyn Fn(VarId) -> Stmt,
        reverse: &mut Vec<Stmt>,
    ) -> Vec<Stmt> {
        let span = call.span.resolved_at(Span::mixed_site());
        if let Some(assumed) = &mut self.assumed {
            assumed.push(callee);
            return self.repeat_call(call, pull, reverse);
        }
        let repeatable = self.record("repeatable", span);
        let expr = Expr::Repeatable(vec![callee]);
        let mut forward = vec![Stmt::Let { var: repeatable, expr, span }];
        self.f.vars[repeatable.0].ty.guess = crate::kind::Kind::Bool;
        self.own(repeatable);
        let [plain, linked] = [(), ()].map(|()| {
            let value = self.f.var(call.result).clone();
            self.f.add(Var { user: false, ..value })
        });
        let mut then = Vec::new();
        let (again, kept) = self.snapshots(&mut then, call);
        then.push(call.plain(plain));
        let repeated = self.repeated(call, again, pull).into();
        if kept.is_empty() {
            let then = Block { stmts: repeated, results: Vec::new() };
            let (cond, results) = (Atom::Var(repeatable), Vec::new());
            reverse.push(Stmt::If { results, cond, then, otherwise: Block::default(), span });
        } else {
            let slot = self.slot("again", span);
            let values = kept.iter().copied().map(Atom::Var).collect();
            then.push(Stmt::Fill { slot, values });
            let body = Block { stmts: repeated, results: Vec::new() };
            reverse.push(Stmt::Unpack { slot, vars: kept, body });
        }
        let (slot, pullback) = (self.slot("saved", span), self.pullback(call));
        let otherwise = vec![
            call.derived([linked, pullback], Transform::Owned, call.args.to_vec()),
            Stmt::Fill { slot, values: vec![Atom::Var(pullback)] },
        ];
        let body = Block { stmts: vec![pull(pullback)], results: Vec::new() };
        reverse.push(Stmt::Unpack { slot, vars: vec![pullback], body });
        forward.push(Stmt::If {
            results: vec![call.result],
            cond: Atom::Var(repeatable),
            then: Block { stmts: then, results: vec![Atom::Var(plain)] },
            otherwise: Block { stmts: otherwise, results: vec![Atom::Var(linked)] },
            span,
        });
        forward
    }

    /// ```text
    /// forward:  let kept = x.to_owned(); let y = f(&x);
    /// reverse:  let (_, pullback) = f::pullback(&kept); pullback(..)
    /// ```
    fn repeat_call(
        &mut self,
        call: &Call,
        pull: &dyn Fn(VarId) -> Stmt,
        reverse: &mut Vec<Stmt>,
    ) -> Vec<Stmt> {
        let mut forward = Vec::new();
        let changed = self.changed_again(&mut forward, reverse, call);
        let (mut again, _) = self.snapshots(&mut forward, call);
        changed.into_iter().for_each(|(i, arg)| again[i] = arg);
        forward.push(call.plain(call.result));
        reverse.extend(self.repeated(call, again, pull));
        forward
    }

    /// What an operator changes, to be changed once more: copies of what it was before.
    fn changed_again(
        &mut self,
        forward: &mut Vec<Stmt>,
        reverse: &mut Vec<Stmt>,
        call: &Call,
    ) -> Vec<(usize, Arg)> {
        let span = call.span.resolved_at(Span::mixed_site());
        let mut changed = Vec::new();
        for (i, arg) in call.args.iter().enumerate() {
            let Arg::BorrowMut(place) = arg else { continue };
            let mut copy = Var::new("kept", span);
            copy.role = self.f.var(place.root).role;
            copy.ty.guess = crate::kinds::of_place(&self.f.vars, place);
            let again = Var { name: "again".to_string(), mutable: true, ..copy.clone() };
            let (copy, again) = (self.f.add(copy), self.f.add(again));
            let expr = Expr::Clone { place: place.clone(), by: CloneBy::ToOwned };
            forward.push(Stmt::Let { var: copy, expr, span });
            reverse.push(Stmt::Let { var: again, expr: Expr::Atom(Atom::Var(copy)), span });
            changed.push((i, Arg::BorrowMut(Place::whole(again))));
        }
        changed
    }

    /// The call once more, in the reverse sweep.
    fn repeated(
        &mut self,
        call: &Call,
        again: Vec<Arg>,
        pull: &dyn Fn(VarId) -> Stmt,
    ) -> [Stmt; 2] {
        let span = call.span.resolved_at(Span::mixed_site());
        let (ignored, pullback) = (self.f.add(Var::new("_", span)), self.pullback(call));
        [call.derived([ignored, pullback], Transform::Pullback, again), pull(pullback)]
    }

    /// A slot, which is declared with those of the branches around.
    fn slot(&mut self, name: &str, span: Span) -> VarId {
        let slot = self.record(name, span);
        self.f.vars[slot.0].mutable = true;
        self.slots.push(slot);
        slot
    }

    /// Notes a variable that the forward sweep of the block at hand declares.
    pub(super) fn own(&mut self, var: VarId) {
        if let Some(level) = self.levels.last_mut() {
            level.owned.insert(var);
        }
    }

    /// The arguments for a call in the reverse sweep: borrowed ones are copied if they change. And the copies.
    fn snapshots(&mut self, forward: &mut Vec<Stmt>, call: &Call) -> (Vec<Arg>, Vec<VarId>) {
        let span = call.span;
        let changing = self.facts.changing.get(&call.result).cloned().unwrap_or_default();
        let mut kept = Vec::new();
        let mut again = Vec::new();
        for arg in call.args {
            let place = match arg {
                Arg::Borrow(place) | Arg::BorrowMut(place) if self.borrowed(arg).is_some() => {
                    place.clone()
                }
                Arg::Value(Atom::Var(var)) if self.f.var(*var).ty.is_reference() => {
                    Place::whole(*var)
                }
                _ => {
                    again.push(arg.clone());
                    continue;
                }
            };
            if !changing.contains(&self.bases[place.root.0]) {
                again.push(arg.clone());
                continue;
            }
            let mut copy = Var::new("kept", span.resolved_at(Span::mixed_site()));
            if call.callee.is_operator() {
                // Which operator it is depends on what the reference refers to: a list isn't a slice.
                let copy = self.f.add(copy);
                let expr = Expr::Clone { place, by: CloneBy::Lent };
                forward.push(Stmt::Let { var: copy, expr, span });
                again.push(Arg::Borrow(Place::whole(copy).then(Projection::Deref)));
                kept.push(copy);
                continue;
            }
            copy.ty.guess = crate::kinds::of_place(&self.f.vars, &place);
            let copy = self.f.add(copy);
            let by = match place.projections.is_empty() && self.f.var(place.root).is_own() {
                true => CloneBy::Kept,
                false => CloneBy::ToOwned,
            };
            forward.push(Stmt::Let { var: copy, expr: Expr::Clone { place, by }, span });
            again.push(Arg::Borrow(Place::whole(copy)));
            kept.push(copy);
        }
        (again, kept)
    }
}

/// Whether a cotangent that may be infinite is split off, so that the pullback has a finite one. Operators' rules have a form for it; a bar that is lent holds
/// more than what is added to it.
fn is_split_off(callee: &Callee, args: &[Arg]) -> bool {
    let is_plain = !callee.is_operator() && !matches!(callee, Callee::Given(..));
    is_plain && !args.iter().any(|arg| matches!(arg, Arg::BorrowMut(_)))
}

/// `norm_pullback` for `geometry::norm`.
fn pullback_name(callee: &Callee) -> String {
    let name = callee.name();
    format!("{}_pullback", name.trim_start_matches("r#"))
}
