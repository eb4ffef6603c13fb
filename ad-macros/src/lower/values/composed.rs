//! A closure with the local closures that it calls inside of it, so that it sees nothing but variables.
//!
//! ```text
//! let theta = |u| u * k;   simpson(|u| theta(u).cos(), ..)   →   |u| { let theta = |u| u * k; theta(u).cos() }
//! ```
//! In: a closure, and the names that it sees. Out: the same without calls of others; none if one of these would see another variable there than where it
//! was written.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;

use crate::hygiene;
use crate::lower::scopes::{Binding, Callable, Closure, Scopes, lookup};
use crate::lower::uses::{Use, uses};
use crate::lower::{Lower, constant};

/// How deep closures may call closures.
const MAX_DEPTH: usize = 8;

impl Lower<'_> {
    /// The closure, without marks, with those that it calls.
    pub(super) fn composed(
        &self,
        closure: &syn::ExprClosure,
        scopes: &Scopes,
        depth: usize,
    ) -> Option<syn::ExprClosure> {
        let clean = constant::cleaned(closure, |clean, closure| {
            clean.visit_expr_closure_mut(closure);
        });
        let mut closure: syn::ExprClosure = syn::parse2(clean).ok()?;
        let params: Vec<_> =
            closure.inputs.iter().filter_map(named).map(|(name, _)| name).collect();
        let mut within: Vec<syn::Stmt> = Vec::new();
        for name in free(closure.to_token_stream())? {
            let Some(called) = self.closure_of(&name, scopes) else { continue };
            if depth == MAX_DEPTH {
                return None;
            }
            let value = match called.callable() {
                Callable::Path(path) => path.clone(),
                Callable::Closure { closure: written, scopes: seen } => {
                    let called = self.composed(written, seen, depth + 1)?;
                    let is_same = |name: &Ident| {
                        is_same(lookup(seen, name), lookup(scopes, name))
                            && !hygiene::is_among(name, &params)
                    };
                    if !free(called.to_token_stream())?.iter().all(is_same) {
                        return None;
                    }
                    syn::Expr::Closure(called)
                }
            };
            within.push(syn::parse_quote!(let #name = #value;));
        }
        if !within.is_empty() {
            let body = &closure.body;
            closure.body = syn::parse_quote!({ #(#within)* #body });
        }
        Some(closure)
    }

    /// Whether a closure sees local closures or iterators, which are no values.
    pub(in crate::lower) fn calls_closures(&self, closure: &syn::ExprClosure) -> bool {
        let clean = constant::cleaned(closure, |clean, closure| {
            clean.visit_expr_closure_mut(closure);
        });
        let is_none = |name: &Ident| {
            let binding = self.binding(name);
            matches!(binding, Some(Binding::Closure(_) | Binding::Stream(_) | Binding::Cursor(_)))
        };
        free(clean).is_some_and(|names| names.iter().any(is_none))
    }

    /// The closure that a name stands for.
    fn closure_of(&self, name: &Ident, scopes: &Scopes) -> Option<Closure> {
        match lookup(scopes, name)? {
            Binding::Closure(closure) => Some(closure.clone()),
            Binding::Var(var) => self.own_closures.get(var).cloned(),
            Binding::Stream(_) | Binding::Cursor(_) | Binding::Place(..) => None,
        }
    }
}

/// The name that a pattern is, and its type if that is written.
pub(super) fn named(pattern: &syn::Pat) -> Option<(Ident, Option<syn::Type>)> {
    match pattern {
        syn::Pat::Ident(name)
            if name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none() =>
        {
            Some((name.ident.clone(), None))
        }
        syn::Pat::Wild(wild) => Some((
            Ident::new("_unused", wild.underscore_token.span().resolved_at(Span::mixed_site())),
            None,
        )),
        syn::Pat::Type(typed) => {
            let (name, _) = named(&typed.pat)?;
            Some((name, Some((*typed.ty).clone())))
        }
        _ => None,
    }
}

/// Whether a name means the same in both places.
pub(super) fn is_same(then: Option<&Binding>, now: Option<&Binding>) -> bool {
    match (then, now) {
        (Some(Binding::Var(then)), Some(Binding::Var(now))) => then == now,
        (None, None) => true,
        _ => false,
    }
}

/// The names that a closure may see around it, each once.
fn free(code: TokenStream) -> Option<Vec<Ident>> {
    let mut names: Vec<Ident> = Vec::new();
    for found in uses(&code)? {
        let mut all = Vec::new();
        match found {
            Use::Name(name) => all.push(name),
            Use::Macro { tokens, bound, .. } => {
                idents(tokens, &mut all);
                all.retain(|name| !hygiene::is_among(name, &bound));
            }
        }
        for name in all {
            if !hygiene::is_among(&name, &names) {
                names.push(name);
            }
        }
    }
    Some(names)
}

/// All names in tokens.
pub(super) fn idents(tokens: TokenStream, found: &mut Vec<Ident>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => idents(group.stream(), found),
            TokenTree::Ident(name) => found.push(name),
            _ => {}
        }
    }
}
