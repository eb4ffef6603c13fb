//! The tangents of what changes a place: stores, and the methods of lists.

use proc_macro2::Span;

use super::Tangent;
use crate::ir::{Atom, CloneBy, Expr, Mutator, Place, Role, Stmt, StoreOp, Var, VarId};

impl Tangent<'_> {
    /// A store, and that of the dot beside it.
    pub(super) fn store(
        &mut self,
        code: &mut Vec<Stmt>,
        stmt: &Stmt,
        (place, op, value): (&Place, StoreOp, &Atom),
        span: Span,
    ) {
        let dotted = self.dotted(place);
        let is_number = crate::kinds::of_place(&self.f.vars, place).is_copy();
        let is_loose = self.loose.place(&self.f.vars, place);
        let dot = match (&dotted, self.dot(value)) {
            // The tangent takes the shape of the new value.
            (Some(_), None) if op == StoreOp::Set && !is_number && !is_loose => {
                Some(self.dot_or_zero(code, value, span))
            }
            (_, dot) => dot,
        };
        code.push(stmt.clone());
        if let Some(dotted) = dotted {
            let value = match dot {
                // Where only a constant may stand, nothing is asked of the new value.
                None if op == StoreOp::Set && !is_number => {
                    let zero = Expr::Fitted(Atom::Unit, place.clone());
                    Some(self.temp(code, zero, span))
                }
                // What is referred to from now on.
                Some(dot) if self.facts.rebound.contains(&place.root) => {
                    let dot = self.copied(code, value, dot, span);
                    let of = value.var().map(Place::whole);
                    match of.filter(|of| self.loose.place(&self.f.vars, of)) {
                        Some(of) => Some(self.temp(code, Expr::Fitted(dot, of), span)),
                        None => Some(dot),
                    }
                }
                dot => dot,
            };
            let place = dotted;
            match (value, op) {
                (Some(value), _) => code.push(Stmt::Store { place, op, value, span }),
                (None, StoreOp::Set) => code.push(Stmt::Clear { place, span }),
                (None, _) => {}
            }
        }
    }

    /// The dot of a reference by value: that of one with a name, which may be used afterwards, as a copy.
    fn copied(&mut self, code: &mut Vec<Stmt>, value: &Atom, dot: Atom, span: Span) -> Atom {
        let is_named = value.var().is_some_and(|var| {
            let var = self.f.var(var);
            var.user && var.ty.is_reference() && !var.ty.guess.is_copy()
        });
        match dot.var().filter(|dot| is_named && !self.f.var(*dot).ty.is_reference()) {
            Some(dot) => {
                let expr = Expr::Clone { place: Place::whole(dot), by: CloneBy::Clone };
                self.temp(code, expr, span)
            }
            None => self.owned(code, dot, span),
        }
    }

    pub(super) fn mutate_dots(
        &mut self,
        code: &mut Vec<Stmt>,
        results: &[VarId],
        op: Mutator,
        (place, args): (Place, Vec<Atom>),
        span: Span,
    ) {
        let is_loose = self.loose.place(&self.f.vars, &place);
        let mut found = Vec::new();
        let mut fitted = Vec::new();
        for result in results {
            let dot = match self.is_active(*result) {
                true => self.add_dot(*result),
                // Nobody uses it but the derivative of this, which puts it back.
                false => {
                    let mut dot = Var { role: Role::Tangent, ..Var::new("dot", span) };
                    dot.ty.guess = self.f.var(*result).ty.guess.clone();
                    self.f.add(dot)
                }
            };
            found.push(match is_loose && self.is_active(*result) {
                true => {
                    let raw = Var { role: Role::Tangent, ..Var::new("t", span) };
                    let raw = self.f.add(raw);
                    let expr = Expr::Fitted(Atom::Var(raw), Place::whole(*result));
                    fitted.push(Stmt::Let { var: dot, expr, span });
                    raw
                }
                false => dot,
            });
        }
        code.push(Stmt::Mutate { results: found, op, place, args, span });
        code.extend(fitted);
    }

    /// The arguments of a mutator of dots: elements are replaced by their dots, indices stay.
    pub(super) fn mutator_args(
        &mut self,
        code: &mut Vec<Stmt>,
        op: Mutator,
        args: &[Atom],
        span: Span,
    ) -> Vec<Atom> {
        let mut dots = Vec::new();
        for (i, arg) in args.iter().enumerate() {
            dots.push(match op.element() == Some(i) {
                true => self.owned_dot(code, arg, span),
                false => arg.clone(),
            });
        }
        dots
    }
}
