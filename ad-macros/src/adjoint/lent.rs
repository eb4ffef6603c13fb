//! What calls are lent: which storage an argument borrows, and what may hold borrows that nobody sees.
//!
//! In: the arguments of a call. Deliberately absent: how it is reversed for that, which `call` decides.

use super::Adjoint;
use crate::ir::{Arg, Atom, Callee, Slot, VarId};

impl Adjoint<'_> {
    /// The variable whose storage an argument borrows.
    pub(super) fn borrowed(&self, arg: &Arg) -> Option<VarId> {
        match arg {
            // A function is handed on by value.
            arg if self.f.is_given(arg) => None,
            Arg::Borrow(place) | Arg::BorrowMut(place) => Some(self.bases[place.root.0]),
            Arg::Value(Atom::Var(var)) if self.f.var(*var).ty.is_reference() => {
                Some(self.bases[var.0])
            }
            Arg::Value(_) => None,
        }
    }

    /// Whether an argument may hold borrows that nobody sees: a closure, or a constant by value. The pullback can't be kept with it,
    /// nor can it be kept for a second call.
    pub(super) fn is_holder(&self, arg: &Arg) -> bool {
        let Some(root) = arg.var() else { return false };
        let var = self.f.var(root);
        let is_active = self.facts.varied.get(root.0).copied().unwrap_or(false);
        let is_param = self.f.params.contains(&root);
        let is_value = matches!(arg, Arg::Value(_));
        let may_hold = is_param || (is_value && var.ty.unseen);
        let may_hold = may_hold && !var.ty.is_seen() && !var.ty.is_reference();
        !is_active && (var.ty.closure || may_hold)
    }

    /// Whether a call is lent a closure that is written in it, `&|x| ..`, which lives no longer than the call.
    pub(super) fn lends_closure(&self, callee: &Callee) -> bool {
        let Callee::Given(_, number) = callee else { return false };
        let is_lent = |slot: &Slot| matches!(slot, Slot::Closure { borrowed: true, .. });
        self.f.given[*number].iter().any(is_lent)
    }
}
