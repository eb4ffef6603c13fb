//! Which integers are certainly `usize`: lengths, numbers of items, and what is computed from them.
//!
//! The items of a pipeline are had by their numbers, which are `usize`. A range in it may be one of another type, which
//! only rustc knows: where nothing says that it is `usize` its items must not be computed with their numbers.

use quote::ToTokens;

use super::Lower;
use crate::ir::{Atom, Expr};
use crate::kind::Kind;
use crate::signature::Signature;
use crate::ty::peel;

impl Lower<'_> {
    /// Notes what the signature says.
    pub(super) fn note_usize_parameters(&mut self, signature: &Signature) {
        let constants = signature.generics_in_scope.const_params();
        let constants = constants.filter(|param| is_usize_type(&param.ty));
        self.usize_constants = constants.map(|param| param.ident.to_string()).collect();
        for (param, var) in signature.params.iter().zip(&self.function.params) {
            if is_usize_type(&param.ty) {
                self.function.vars[var.0].ty.usize = true;
            }
        }
    }

    /// Whether an integer is certainly a `usize`.
    pub(super) fn is_usize(&self, atom: &Atom) -> bool {
        match atom {
            Atom::Var(var) => self.function.var(*var).ty.usize,
            Atom::Literal(syn::Lit::Int(literal)) => literal.suffix() == "usize",
            Atom::Constant(path) => path
                .get_ident()
                .is_some_and(|name| self.usize_constants.contains(&name.to_string())),
            Atom::Length(_) => true,
            Atom::Literal(_) | Atom::Number { .. } | Atom::Unit => false,
        }
    }

    /// Notes of what `vec![item; n]` is so long as that it is a `usize`: another `n` doesn't compile there.
    pub(super) fn is_count(&mut self, len: &Atom) {
        let Some(var) = len.var() else { return };
        let ty = &mut self.function.vars[var.0].ty;
        if ty.known == Kind::Unknown {
            (ty.known, ty.guess, ty.usize) = (Kind::Int, Kind::Int, true);
        }
    }

    /// Whether an expression's value is certainly one.
    pub(super) fn is_usize_value(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Len(_) => true,
            Expr::Atom(atom) => self.is_usize(atom),
            Expr::Read(place) => {
                place.projections.is_empty() && self.function.var(place.root).ty.usize
            }
            Expr::Binary(op, left, right) => {
                let is_arithmetic = !op.is_comparison() && !op.is_shift();
                is_arithmetic && (self.is_usize(left) || self.is_usize(right))
            }
            Expr::Method { path: Some(path), .. } => {
                path.segments.first().is_some_and(|first| first.ident == "usize")
            }
            Expr::Cast(_, ty) => is_usize_type(ty),
            _ => false,
        }
    }
}

/// Whether a type is `usize`, or a reference to one.
pub(super) fn is_usize_type(ty: &syn::Type) -> bool {
    match peel(ty) {
        syn::Type::Reference(reference) => is_usize_type(&reference.elem),
        ty => ty.to_token_stream().to_string() == "usize",
    }
}
