//! The reverse of what changes lists other than by assignment: each mutator has an inverse.
//!
//! ```text
//! x.push(v)          v̄ += x̄.pop()
//! o = x.pop()        if ō is Some(b), x̄.push(b)
//! x.insert(i, v)     v̄ += x̄.remove(i)
//! v = x.remove(i)    x̄.insert(i, v̄)
//! x.insert_entry(k, v)   v̄ += x̄.remove_entry(k), and the reverse
//! x.swap(i, j)       x̄.swap(i, j)
//! x.reverse()        x̄.reverse()
//! x.rotate_left(k)   x̄.rotate_right(k)
//! swap(x, y)         swap(x̄, ȳ)
//! ```

use proc_macro2::Span;

use super::{Adjoint, Adjointed};
use crate::ir::{Atom, Expr, Mutator, Place, Stmt, Var, VarId};

impl Adjoint<'_> {
    pub(super) fn reverse_mutate(&mut self, stmt: &Stmt) -> Adjointed {
        let Stmt::Mutate { results, op, place, args, span } = stmt else {
            unreachable!("called on a mutator")
        };
        let forward = vec![stmt.clone()];
        let mut reverse = Vec::new();
        let result = results.first().copied();
        let result_is_live = result.is_some_and(|result| self.shadows.contains_key(&result));
        if !self.is_active_place(place) || !(self.is_live(place) || result_is_live) {
            return Adjointed::new(forward, reverse);
        }
        let shadow = self.shadow_place(&mut reverse, place, *span);
        let mut invert = |results: Vec<VarId>, op, args| {
            let place = shadow.clone();
            reverse.push(Stmt::Mutate { results, op, place, args, span: *span });
        };
        match op {
            Mutator::Push | Mutator::Insert | Mutator::InsertEntry => {
                let (inverse, element, indices) = match op {
                    Mutator::Push => (Mutator::PopLast, &args[0], Vec::new()),
                    Mutator::Insert => (Mutator::Remove, &args[1], vec![args[0].clone()]),
                    _ => (Mutator::RemoveEntry, &args[1], vec![args[0].clone()]),
                };
                let mut bar = Var::new("t", *span);
                bar.role = crate::ir::Role::Cotangent;
                bar.ty.guess = crate::kinds::of_atom(&self.f.vars, element);
                let bar = self.f.add(bar);
                invert(vec![bar], inverse, indices);
                self.add(&mut reverse, element, Expr::Atom(Atom::Var(bar)), *span);
            }
            Mutator::Pop | Mutator::PopLast | Mutator::Remove | Mutator::RemoveEntry => {
                let bar = result.map(|result| self.result_bar(&mut reverse, result, *span));
                let (inverse, mut operands) = match op {
                    Mutator::Pop => (Mutator::PushSome, Vec::new()),
                    Mutator::PopLast => (Mutator::Push, Vec::new()),
                    Mutator::Remove => (Mutator::Insert, vec![args[0].clone()]),
                    _ => (Mutator::InsertEntry, vec![args[0].clone()]),
                };
                operands.extend(bar);
                let (results, place) = (Vec::new(), shadow);
                reverse.push(Stmt::Mutate {
                    results,
                    op: inverse,
                    place,
                    args: operands,
                    span: *span,
                });
            }
            Mutator::Swap | Mutator::Reverse => invert(Vec::new(), *op, args.clone()),
            Mutator::RotateLeft => invert(Vec::new(), Mutator::RotateRight, args.clone()),
            Mutator::RotateRight => invert(Vec::new(), Mutator::RotateLeft, args.clone()),
            Mutator::PushSome => unreachable!("only made here"),
        }
        Adjointed::new(forward, reverse)
    }

    /// The cotangent of a result, zero if nothing was contributed to it.
    pub(super) fn result_bar(&mut self, code: &mut Vec<Stmt>, result: VarId, span: Span) -> Atom {
        let place = Place::whole(result);
        match self.shadows.get(&result).copied() {
            Some(shadow) => self.temp(code, Expr::Read(Place::whole(shadow)), span),
            None => {
                let zero = self.zero_of(&place, span);
                self.temp(code, zero, span)
            }
        }
    }

    pub(super) fn reverse_swap(
        &mut self,
        reverse: &mut Vec<Stmt>,
        first: &Place,
        second: &Place,
        span: Span,
    ) {
        let is_active = self.is_active_place(first) && self.is_active_place(second);
        if !is_active || !(self.is_live(first) || self.is_live(second)) {
            return;
        }
        let first = self.shadow_place(reverse, first, span);
        let second = self.shadow_place(reverse, second, span);
        reverse.push(Stmt::Swap { first, second, span });
    }
}
