//! Variables that get their first value later, in a loop or in the middle of a branch: where `first_value` doesn't declare them.

use quote::quote_spanned;

use super::Lower;
use super::item::Item;
use crate::ir::{Expr, Verbatim};
use crate::ty::peel;
use crate::unsupported;

impl Lower<'_> {
    /// `let x;`: some value stands there until the first assignment, of types that have one whose making nobody notices.
    pub(super) fn uninitialized(&mut self, pattern: &syn::Pat, ty: Option<&syn::Type>) {
        let name = match pattern {
            syn::Pat::Ident(name) => name,
            syn::Pat::Paren(inner) => return self.uninitialized(&inner.pat, ty),
            syn::Pat::Type(typed) => return self.uninitialized(&typed.pat, Some(&typed.ty)),
            syn::Pat::Wild(_) | syn::Pat::Rest(_) => return,
            syn::Pat::Tuple(tuple) => {
                let types = match ty.map(peel) {
                    Some(syn::Type::Tuple(types)) => Some(&types.elems),
                    _ => None,
                };
                for (position, pattern) in tuple.elems.iter().enumerate() {
                    let ty = types.and_then(|types| types.get(position));
                    self.uninitialized(pattern, ty);
                }
                return;
            }
            syn::Pat::Slice(slice) => {
                let ty = match ty.map(peel) {
                    Some(syn::Type::Array(array)) => Some(&*array.elem),
                    _ => None,
                };
                slice.elems.iter().for_each(|pattern| self.uninitialized(pattern, ty));
                return;
            }
            pattern => {
                self.diagnostics.error(pattern, unsupported::PATTERN);
                return self.declare_placeholders(pattern);
            }
        };
        let (runtime, at) = (&self.signature.runtime, name.ident.span());
        let tokens = quote_spanned!(at=> #runtime::private::unset());
        // All of the path, where rustc tells of a type that has no such value.
        let tokens = tokens.into_iter().map(|mut token| {
            token.set_span(token.span().located_at(at));
            token
        });
        let tokens = tokens.collect();
        let verbatim = Verbatim::made(tokens, Vec::new());
        let mutable = syn::PatIdent { mutability: Some(Default::default()), ..name.clone() };
        let value = Item::Value(Expr::Verbatim(verbatim));
        self.bind(&syn::Pat::Ident(mutable), value, ty);
    }
}
