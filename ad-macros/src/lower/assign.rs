//! Assignments.

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;

use super::Lower;
use super::build::{field, integer};
use super::order::{self, Matters};
use crate::ir::{Atom, BinOp, Expr, Place, Projection, Stmt, StoreOp, What};
use crate::kind::Kind;
use crate::kinds;
use crate::unsupported;

impl Lower<'_> {
    pub(super) fn is_writable(&self, place: &Place) -> bool {
        let root = self.function.var(place.root);
        // What a call returned can be changed without being `mut` only if it is a `&mut`, of who knows what; a `&mut` that is seen is of
        // what it was made from.
        let is_unseen = root.ty.is_opaque() && !root.mutable && !root.ty.is_exclusive();
        !is_unseen && !root.ty.is_shared()
    }

    /// `place op= value`
    pub(super) fn compound_assign(&mut self, op: BinOp, binary: &syn::ExprBinary) -> Expr {
        let span = binary.op.span();
        let value = self.operand(&binary.right);
        let Some(place) = self.assignable(&binary.left) else {
            return Expr::Atom(Atom::Unit);
        };
        // Only of std's numbers rustc takes the value first.
        let is_number = matches!(
            kinds::known::of_place(&self.function.vars, &place),
            Kind::Float | Kind::Int | Kind::Bool
        );
        let is_of_numbers = |name: &Ident| {
            self.lookup(name).is_some_and(|var| {
                let ty = &self.function.var(var).ty;
                ty.known.is_of_numbers() && !ty.is_exclusive()
            })
        };
        let is_shared = |name: &Ident| {
            self.lookup(name).is_some_and(|var| self.function.var(var).ty.is_shared())
        };
        let names = order::Names { is_number: &is_of_numbers, is_shared: &is_shared };
        let matters = match is_number {
            true => Matters::No,
            false => order::matters(&binary.left, &binary.right, &names),
        };
        match matters {
            Matters::No => {}
            Matters::Perhaps => {
                let place = place.clone();
                self.stmts.push(Stmt::Prove { place, what: What::ValueFirst, span });
            }
            Matters::Yes => self.diagnostics.error(binary.op, unsupported::ORDER_OF_ASSIGNMENT),
        }
        self.store(place, StoreOp::by(op), value, span);
        Expr::Atom(Atom::Unit)
    }

    pub(super) fn assign(&mut self, assign: &syn::ExprAssign) -> Expr {
        let ty = self.written_type(&assign.left);
        let value = self.value_expecting(&assign.right, ty.as_ref());
        self.assign_to(&assign.left, value, assign.eq_token.span());
        Expr::Atom(Atom::Unit)
    }

    pub(super) fn assign_to(&mut self, target: &syn::Expr, value: Atom, span: Span) {
        match target {
            syn::Expr::Infer(_) => {}
            syn::Expr::Paren(inner) => self.assign_to(&inner.expr, value, span),
            syn::Expr::Tuple(targets) => {
                let var = match value.var() {
                    Some(var) => var,
                    None => self.temp(Expr::Atom(value), span),
                };
                for (i, target) in targets.elems.iter().enumerate() {
                    let place = Place::whole(var).then(field(i));
                    let item = Atom::Var(self.temp(Expr::Read(place), span));
                    self.assign_to(target, item, span);
                }
            }
            syn::Expr::Array(targets) => {
                let var = match value.var() {
                    Some(var) => var,
                    None => self.temp(Expr::Atom(value), span),
                };
                for (i, target) in targets.elems.iter().enumerate() {
                    let place = Place::whole(var).then(Projection::Index(integer(i, span)));
                    let item = Atom::Var(self.temp(Expr::Read(place), span));
                    self.assign_to(target, item, span);
                }
            }
            target => {
                if let Some(place) = self.assignable(target) {
                    self.store(place, StoreOp::Set, value, span);
                }
            }
        }
    }

    pub(super) fn store(&mut self, place: Place, op: StoreOp, value: Atom, span: Span) {
        self.stmts.push(Stmt::Store { place, op, value, span });
    }

    /// The place that an assignment writes to; complains if there is none.
    pub(super) fn assignable(&mut self, target: &syn::Expr) -> Option<Place> {
        let place = self.place(target);
        match place {
            Some(place) if self.is_writable(&place) || self.is_rebound(&place) => Some(place),
            _ => {
                self.diagnostics.error(target, unsupported::ASSIGN_TARGET);
                None
            }
        }
    }

    /// Whether a place is a `mut` variable that refers to something else from now on.
    pub(super) fn is_rebound(&self, place: &Place) -> bool {
        let root = self.function.var(place.root);
        place.projections.is_empty() && root.ty.is_reference() && root.mutable
    }
}
