//! The functions whose derivatives a body calls, imported under names of their own.
//!
//! ```text
//! ::ad_runtime::derivatives! { geometry::norm as norm_derivative, 2; }
//! ```
//!
//! The import, and not the function's own name, is what derivatives are called by: where the
//! function has none, the runtime puts something there whose error says what to do.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::ir::{self, Function, Stmt, Transform, visit};

/// One function whose derivatives are called.
struct Callee {
    path: syn::Path,
    name: String,
    arity: usize,
}

/// All of them, in order of their first call.
pub(super) struct Callees(Vec<Callee>);

impl Callees {
    pub(super) fn of(function: &Function) -> Callees {
        let mut callees = Callees(Vec::new());
        let mut taken = BTreeSet::new();
        let mut note = |stmt: &Stmt| {
            let Stmt::Call { callee: ir::Callee::Function(path), transform, args, .. } = stmt
            else {
                return;
            };
            let is_new = callees.0.iter().all(|known| known.path != *path);
            if *transform == Transform::Primal || !is_new {
                return;
            }
            let last = path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
            let base = format!("{}_derivative", last.trim_start_matches("r#"));
            let mut name = base.clone();
            while !taken.insert(name.clone()) {
                name = format!("{base}_{}", taken.len());
            }
            callees.0.push(Callee { path: path.clone(), name, arity: args.len() });
        };
        visit::deep_stmts(&function.body, &mut note);
        if let Some(closure) = &function.closure {
            visit::deep_stmts(&closure.body, &mut note);
        }
        callees
    }

    /// The name that a function's derivatives are called by, located at the user's call.
    pub(super) fn name(&self, path: &syn::Path, span: Span) -> Ident {
        let callee = self.0.iter().find(|callee| callee.path == *path);
        let name = callee.map_or("", |callee| callee.name.as_str());
        Ident::new(name, span.resolved_at(Span::mixed_site()))
    }

    /// Whether the derivatives of a function of this name are called.
    pub(super) fn calls(&self, name: &Ident) -> bool {
        self.0.iter().any(|callee| callee.path.is_ident(name))
    }

    /// The import.
    pub(super) fn imports(&self, runtime: &syn::Path) -> TokenStream {
        if self.0.is_empty() {
            return TokenStream::new();
        }
        let imports = self.0.iter().map(|Callee { path, name, arity }| {
            let name = Ident::new(name, Span::mixed_site());
            let arity = Literal::usize_unsuffixed(*arity);
            quote!(#path as #name, #arity;)
        });
        quote!(#runtime::derivatives! { #(#imports)* })
    }
}
