//! An arm of a `match`: what it reads of the variant first is bound by its pattern, as a person writes it.
//!
//! ```text
//! Shape::Rect { w: _, h: _ } => { let w = &(*match s { .. }); let h = &(*match s { .. }); .. }
//!     ⟶   Shape::Rect { w, h } => { .. }
//! ```

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::Emit;
use crate::ir::{Block, CloneBy, Expr, Place, Projection, Role, Stmt, VarId};

impl<'a> Emit<'a> {
    /// `pattern => { .. }`, with what is looked at; and whether its pattern binds something.
    pub(super) fn arm(
        &mut self,
        subject: &Place,
        pattern: &TokenStream,
        arm: &'a Block,
    ) -> (TokenStream, bool) {
        let variant = syn::parse::Parser::parse2(syn::Pat::parse_single, pattern.clone()).ok();
        let mut bound = Vec::new();
        let mut rest = Vec::new();
        if let Some(path) = variant.as_ref().and_then(open_variant) {
            for stmt in &arm.stmts {
                match self.field(subject, path, stmt) {
                    Some(field) => bound.push(field),
                    // Proofs of what is bound stay behind it.
                    None if matches!(stmt, Stmt::Prove { .. }) => rest.push(stmt),
                    None => break,
                }
            }
        }
        let mut fields: BTreeMap<String, TokenStream> = BTreeMap::new();
        for (var, member) in &bound {
            if fields.insert(member.to_token_stream().to_string(), self.binding(*var)).is_some() {
                // Twice the same field: one of them is read in the block.
                fields.clear();
                break;
            }
        }
        if fields.is_empty() {
            let block = self.block(arm);
            return (quote!(#pattern => { #block }), false);
        }
        let pattern = variant.map(|pattern| with_fields(pattern, &fields));
        let tail = &arm.stmts[bound.len() + rest.len()..];
        let bound: Vec<_> = bound.into_iter().map(|(var, _)| var).collect();
        let types = self.types_of(&bound);
        let block = self.lines(rest.into_iter().chain(tail), &arm.results);
        (quote!(#pattern => { #types #block }), true)
    }

    /// What a statement defines, and the field, if it reads a field of this variant of what is looked at.
    fn field(
        &self,
        subject: &Place,
        variant: &syn::Path,
        stmt: &'a Stmt,
    ) -> Option<(VarId, &'a syn::Member)> {
        let root = self.f.var(subject.root);
        let Stmt::Let { var, expr, .. } = stmt else { return None };
        // Through a reference a pattern binds references, else copies of numbers.
        let is_borrowed = root.ty.is_reference() || !subject.projections.is_empty();
        let place = match expr {
            Expr::Borrow { place, mutable: false } if is_borrowed => place,
            Expr::Read(place) | Expr::Clone { place, by: CloneBy::Read }
                if !is_borrowed && self.f.var(*var).ty.guess.is_float() =>
            {
                place
            }
            _ => return None,
        };
        let Some((Projection::Variant { path, member }, before)) = place.projections.split_last()
        else {
            return None;
        };
        let is_seen = before == subject.projections && place.root == subject.root;
        let is_plain = root.role == Role::Primal && !root.ty.is_exclusive();
        let is_new = !self.f.var(*var).mutable && self.f.var(*var).ty.written.is_none();
        (is_seen && is_plain && is_new && path == variant).then_some((*var, member))
    }
}

/// The path of a variant's pattern that looks at no field.
fn open_variant(pattern: &syn::Pat) -> Option<&syn::Path> {
    let is_open = |pattern: &syn::Pat| matches!(pattern, syn::Pat::Wild(_) | syn::Pat::Rest(_));
    match pattern {
        syn::Pat::TupleStruct(tuple) => {
            Some(&tuple.path).filter(|_| tuple.elems.iter().all(is_open))
        }
        syn::Pat::Struct(fields) => {
            Some(&fields.path).filter(|_| fields.fields.iter().all(|field| is_open(&field.pat)))
        }
        _ => None,
    }
}

/// The pattern with names for some of the fields.
fn with_fields(pattern: syn::Pat, fields: &BTreeMap<String, TokenStream>) -> TokenStream {
    match pattern {
        syn::Pat::TupleStruct(tuple)
            if !tuple.elems.iter().any(|elem| matches!(elem, syn::Pat::Rest(_))) =>
        {
            let path = &tuple.path;
            let elems = (0..tuple.elems.len())
                .map(|i| fields.get(&i.to_string()).cloned().unwrap_or_else(|| quote!(_)));
            quote!(#path(#(#elems),*))
        }
        syn::Pat::Struct(pattern) => {
            let (path, mut rest) = (&pattern.path, pattern.rest.is_some());
            let mut named = Vec::new();
            for field in &pattern.fields {
                let member = &field.member;
                match fields.get(&member.to_token_stream().to_string()) {
                    Some(name) if name.to_string() == member.to_token_stream().to_string() => {
                        named.push(name.clone());
                    }
                    Some(name) => named.push(quote!(#member: #name)),
                    None => rest = true,
                }
            }
            let rest = rest.then(|| quote!(..));
            quote!(#path { #(#named,)* #rest })
        }
        syn::Pat::TupleStruct(syn::PatTupleStruct { path, .. }) => {
            let named = fields.iter().map(|(member, name)| {
                let member: TokenStream = member.parse().unwrap_or_default();
                quote!(#member: #name)
            });
            quote!(#path { #(#named,)* .. })
        }
        pattern => pattern.to_token_stream(),
    }
}
