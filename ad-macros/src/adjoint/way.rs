//! The way in which a call is reversed (see [`super::call`]).
//!
//! In: a call and what is known of what it is lent. Out: whether its pullback is kept, and which, or the call made again.

use proc_macro2::Span;

use super::{Adjoint, Form};
use crate::analysis::{copied::is_copied, repeatable};
use crate::ir::{Arg, Atom, Callee, HandedOn, Place, Repeated, Reversed, Stmt, Transform};
use crate::ir::{Var, VarId};
use crate::kind::Whose;
use crate::overloads::Overload;

/// A call that is reversed: what it was in the forward sweep.
pub(super) struct Call<'a> {
    pub(super) stmt: &'a Stmt,
    pub(super) result: VarId,
    pub(super) callee: &'a Callee,
    /// The same, of which the pullback is.
    pub(super) reversed: Callee,
    pub(super) args: &'a [Arg],
    pub(super) span: Span,
}

impl Call<'_> {
    /// The call as one that returns a pullback.
    pub(super) fn derived(
        &self,
        results: [VarId; 2],
        transform: Transform,
        args: Vec<Arg>,
    ) -> Stmt {
        Stmt::Call {
            results: results.to_vec(),
            callee: self.reversed.clone(),
            transform,
            args,
            dots: Vec::new(),
            span: self.span,
        }
    }

    /// The arguments that its pullback may hold: no dots.
    pub(super) fn held_args(&self) -> &[Arg] {
        let (lifted, _) = self.callee.lifted();
        &self.args[..self.args.len() >> lifted]
    }

    /// Whether it is a method that is lent nothing but a receiver to be changed.
    pub(super) fn only_changes_its_receiver(&self) -> bool {
        let is_method = self.callee.is_method();
        let [Arg::BorrowMut(_), others @ ..] = self.args else { return false };
        is_method && others.iter().all(|arg| matches!(arg, Arg::Value(_)))
    }

    /// The call as it stands, with another result.
    pub(super) fn plain(&self, result: VarId) -> Stmt {
        let mut plain = self.stmt.clone();
        if let Stmt::Call { results, callee, transform, .. } = &mut plain {
            *results = vec![result];
            if callee.is_method() {
                // The method itself might take its receiver away.
                *transform = Transform::Value;
            }
        }
        plain
    }
}

/// How a call is reversed.
pub(super) enum Way {
    /// By the pullback that the forward sweep keeps.
    Linked(Transform),
    /// By making it again, if that is harmless; else by an owned pullback.
    Recalled(Repeated),
    /// By making it again, which is harmless: an operator by its rule.
    Repeated,
}

impl Way {
    /// In a word; in a loop that is run again only if the calls in it may be made again, they are.
    pub(super) fn noted(&self, is_assumed: bool) -> Reversed {
        match self {
            Way::Linked(Transform::Owned) => Reversed::Owned,
            Way::Linked(_) => Reversed::Linked,
            Way::Recalled(_) if !is_assumed => Reversed::Recalled,
            Way::Recalled(_) | Way::Repeated => Reversed::Repeated,
        }
    }
}

/// Whether the receiver that a variable is has to be asked whether it has derivatives.
fn is_unseen_as_a_whole(var: &Var) -> bool {
    var.ty.whose != Whose::Nominal || var.handed_on.is_some()
}

impl Adjoint<'_> {
    /// How a call is reversed.
    pub(super) fn way(&self, call: &Call) -> Way {
        // What stands in for a method without derivatives is one of the reference to an object, which is a local variable.
        let is_object =
            |arg: &Arg| arg.var().is_some_and(|var| self.f.var(var).ty.object.is_some());
        let is_of_object = call.callee.is_method()
            && is_object(&call.args[0])
            && self.f.var(call.result).may_be_underived;
        let holds = call.held_args().iter().any(|arg| self.is_holder(arg));
        if is_of_object || holds || self.lends_closure(call.callee) {
            return Way::Linked(Transform::Owned);
        }
        if self.is_cheap_operator(call.stmt) {
            return Way::Repeated;
        }
        let is_operator = call.callee.is_operator();
        let may_hold = call.held_args().iter().any(|arg| self.may_be_reference(arg));
        if may_hold && !is_operator {
            return Way::Linked(Transform::Owned);
        }
        let borrows = may_hold || call.held_args().iter().any(|arg| self.borrowed(arg).is_some());
        let keeps = self.form != Form::Owned && !may_hold && self.can_keep_pullback(call);
        if !borrows || (keeps && !self.may_be_underived(call)) {
            return Way::Linked(Transform::Pullback);
        }
        let is_lent = call.args.iter().any(|arg| matches!(arg, Arg::BorrowMut(_)));
        if call.callee.is_operator() {
            // What it changes its rule keeps no borrow of.
            let is_held = |arg: &Arg| {
                !matches!(arg, Arg::BorrowMut(_))
                    && (self.borrowed(arg).is_some() || self.may_be_reference(arg))
            };
            return match call.held_args().iter().any(is_held) {
                true => Way::Repeated,
                false => Way::Linked(Transform::Pullback),
            };
        }
        if self.form == Form::Owned || is_lent || self.changes_unseen(call) {
            return Way::Linked(Transform::Owned);
        }
        match repeatable::of_call(&self.f, self.facts, call.stmt) {
            Some(callee) => Way::Recalled(callee),
            None => Way::Linked(Transform::Owned),
        }
    }

    /// Whether a pullback may not hold what a function resulted in, or a parameter of a closure whose type nobody wrote: it may be a reference.
    fn may_be_reference(&self, arg: &Arg) -> bool {
        let Arg::Value(Atom::Var(var)) = arg else { return false };
        let ty = &self.f.var(*var).ty;
        let is_unsaid = self.f.params.contains(var) && !ty.is_nominal() && !ty.known.is_settled();
        let is_unsaid = is_unsaid && self.form == Form::Owned;
        is_unsaid || (self.form.is_closure() && self.returned.contains(var))
    }

    /// Whether a statement is an operator on what is taken to be `Copy`: it is run again rather than kept.
    pub(super) fn is_cheap_operator(&self, stmt: &Stmt) -> bool {
        let Stmt::Call { callee: Callee::Operator(overload), args, .. } = stmt else {
            return false;
        };
        // Nobody has asked whether a conversion may be made twice.
        !matches!(overload, Overload::From(_))
            && args.iter().all(|arg| is_copied(&self.f.vars, &self.facts.copied, arg))
    }

    /// Whether the method of a constant may have no derivatives, and its receiver may be a pointer: it is borrowed to be changed, as nobody
    /// knows that it isn't. So is a part of a variable that may be changed, and a variable of a type that isn't seen.
    fn may_be_underived(&self, call: &Call) -> bool {
        let receiver = call.args.first().filter(|_| call.callee.is_method());
        if let Some(Arg::BorrowMut(place)) = receiver
            && (!place.projections.is_empty() || is_unseen_as_a_whole(self.f.var(place.root)))
            && !self.f.params.contains(&self.bases[place.root.0])
        {
            return true;
        }
        let is_unseen = |place: &Place| {
            let root = self.f.var(self.bases[place.root.0]);
            root.handed_on == Some(HandedOn::Unseen)
        };
        receiver.and_then(Arg::place).is_some_and(is_unseen)
    }

    /// Whether the call is lent a constant that changes and of which a copy isn't as good: it may be a generator.
    fn changes_unseen(&self, call: &Call) -> bool {
        let Some(changing) = self.facts.changing.get(&call.result) else { return false };
        call.args.iter().any(|arg| {
            let place = match arg {
                Arg::Value(Atom::Var(var)) => Place::whole(*var),
                arg => match arg.place() {
                    Some(place) => place.clone(),
                    None => return false,
                },
            };
            let changes = self.borrowed(arg).is_some_and(|base| changing.contains(&base));
            let is_of_numbers = crate::kinds::of_place(&self.f.vars, &place).is_of_numbers();
            changes && !is_of_numbers && !self.is_active_place(&place)
        })
    }

    /// Whether everything that the call borrows outlives the whole adjoint unchanged.
    fn can_keep_pullback(&self, call: &Call) -> bool {
        if !self.facts.stable[call.result.0] {
            return false;
        }
        if self.same_scope == Some(self.levels.len() - 1) {
            return true;
        }
        let is_method = call.callee.is_method();
        let by_name = self.f.lent_by_name.contains(&call.result);
        let borrowed = call.held_args().iter().enumerate().filter_map(|(i, arg)| match arg {
            // A method may borrow its receiver and not change it.
            Arg::BorrowMut(place) => {
                ((is_method && i == 0) || by_name).then(|| self.bases[place.root.0])
            }
            arg => self.borrowed(arg),
        });
        borrowed.into_iter().all(|base| {
            let is_param = self.f.params.contains(&base) && self.f.var(base).ty.is_reference();
            let in_body = self.levels[0].owned.contains(&base);
            is_param || (self.form == Form::Gradient && in_body)
        })
    }
}
