//! What is seen of the type of an expression's value, at once.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use super::Lower;
use crate::ir::paths::is_variant;
use crate::ir::{Atom, CloneBy, Expr, Var};
use crate::kind::Kind;
use crate::kinds;
use crate::library::StdType;
use crate::signature::Signature;

/// The float type of a signature: its type parameter, or `f32` where no other is mentioned.
pub(super) fn float_of(signature: &Signature) -> TokenStream {
    let types = signature.params.iter().map(|param| &param.ty).chain([&signature.output]);
    let text: String = types.map(|ty| format!(" {} ", ty.to_token_stream())).collect();
    let mentions = |name: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
    let generic = signature.generics.type_params().find(|param| mentions(&param.ident.to_string()));
    match generic {
        Some(param) => param.ident.to_token_stream(),
        None if mentions("f32") && !mentions("f64") => quote::quote!(f32),
        None => quote::quote!(f64),
    }
}

impl Lower<'_> {
    /// The sketch of a type.
    pub(super) fn kind_of(&self, ty: &syn::Type) -> Kind {
        Kind::of_in(ty, &self.scope)
    }

    /// Whether a type is the user's, as far as one can see: a path that std doesn't have.
    pub(super) fn is_nominal_type(&self, ty: &syn::Type) -> bool {
        let ty = match crate::ty::peel(ty) {
            syn::Type::Reference(reference) => crate::ty::peel(&reference.elem),
            ty => ty,
        };
        let syn::Type::Path(path) = ty else { return false };
        let Some(last) = path.path.segments.last() else { return false };
        let is_std = StdType::of(&last.ident).is_some_and(StdType::is_around);
        !is_std && Kind::of_in(ty, &self.scope) == Kind::Unknown
    }

    /// Whether an expression's value is of a type of the user's.
    pub(super) fn is_nominal(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Construct { path, .. } => !is_variant(path),
            expr => self.original(expr).is_some_and(|var| var.nominal),
        }
    }

    /// Whether an expression's value is what a call of the user's returned.
    pub(super) fn is_opaque(&self, expr: &Expr) -> bool {
        self.original(expr).is_some_and(|var| var.opaque)
    }

    /// Whether it is that, or the value of tokens that are passed through.
    pub(super) fn is_unknown(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Verbatim(verbatim) => verbatim.complaint.is_some(),
            Expr::Read(place) => self.is_in_unknown(place),
            Expr::Atom(Atom::Var(var)) if self.passed.contains(var) => true,
            expr => self.is_opaque(expr),
        }
    }

    /// Whether a place is such a value or in it.
    pub(super) fn is_in_unknown(&self, place: &crate::ir::Place) -> bool {
        self.function.var(place.root).opaque || self.passed.contains(&place.root)
    }

    /// The variable that an expression copies or borrows as a whole.
    pub(super) fn original(&self, expr: &Expr) -> Option<&Var> {
        match expr {
            Expr::Atom(Atom::Var(var)) => Some(self.function.var(*var)),
            Expr::Read(place)
            | Expr::Clone {
                place,
                by: CloneBy::Clone | CloneBy::Same | CloneBy::Kept | CloneBy::ToOwned,
            }
            | Expr::Borrow { place, .. } => {
                place.projections.is_empty().then(|| self.function.var(place.root))
            }
            _ => None,
        }
    }

    /// Whether an expression's value is a `&mut` reference.
    pub(super) fn is_exclusive(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Borrow { mutable, .. } => *mutable,
            Expr::Atom(Atom::Var(var)) => self.function.var(*var).exclusive,
            Expr::Read(place) => {
                place.projections.is_empty() && self.function.var(place.root).exclusive
            }
            _ => false,
        }
    }

    /// Whether an expression's value is a reference.
    pub(super) fn is_reference(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Borrow { .. } => true,
            Expr::Atom(Atom::Var(var)) | Expr::Stop(Atom::Var(var)) => {
                self.function.var(*var).reference
            }
            Expr::Read(place) => {
                place.projections.is_empty() && self.function.var(place.root).reference
            }
            Expr::Verbatim(verbatim) => {
                let first = verbatim.tokens.clone().into_iter().next();
                let may_be =
                    matches!(first, Some(TokenTree::Punct(punct)) if punct.as_char() == '&');
                // `&a * b` begins like that too.
                may_be
                    && matches!(syn::parse2(verbatim.tokens.clone()), Ok(syn::Expr::Reference(_)))
            }
            _ => false,
        }
    }

    /// The sketch of the type of an expression's value. What only floats have is of the generic float, where there is one.
    pub(super) fn sketch(&self, expr: &Expr) -> Kind {
        let kind = kinds::of_expr(&self.function.vars, expr);
        let is_seen = match expr {
            Expr::Method { path: None, args, .. } => self.kind(&args[0]) != Kind::Unknown,
            Expr::Method { path: Some(path), .. } => {
                let of = path.segments.iter().rev().nth(1);
                of.is_some_and(|of| StdType::of(&of.ident) == Some(StdType::Float))
            }
            _ => true,
        };
        match self.scope.floats.as_slice() {
            [float] if kind == Kind::Float && !is_seen => Kind::Real(float.clone()),
            _ => kind,
        }
    }

    /// The kind of an atom.
    pub(super) fn kind(&self, atom: &Atom) -> Kind {
        kinds::of_atom(&self.function.vars, atom)
    }
}
