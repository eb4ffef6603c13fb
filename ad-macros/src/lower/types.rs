//! Which names are those of types, as far as a function shows.
//!
//! In: a signature and a body. Out: the names that stand where only a type, a struct or a variant can.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};

use crate::library;
use crate::signature::Signature;

pub(super) fn named(signature: &Signature, body: &syn::Block) -> BTreeSet<String> {
    let mut names = Names::default();
    let types = signature.params.iter().map(|param| &param.ty);
    let types = types.chain([&signature.output]).chain(&signature.self_ty);
    types.for_each(|ty| names.visit_type(ty));
    names.visit_block(body);
    names.0
}

/// The names alone of patterns that may fail: a struct's always matches what there is, so these are variants', which are imported.
pub(super) fn variants(body: &syn::Block) -> BTreeSet<Ident> {
    let mut variants = Variants::default();
    variants.visit_block(body);
    variants.0
}

/// Whether a name of a matrix's type occurs.
pub(super) fn mention_matrices(signature: &Signature, body: &syn::Block) -> bool {
    let types = signature.params.iter().map(|param| &param.ty);
    let types = types.chain([&signature.output]).chain(&signature.self_ty);
    types.map(ToTokens::to_token_stream).chain([body.to_token_stream()]).any(holds_matrices)
}

fn holds_matrices(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => holds_matrices(group.stream()),
        TokenTree::Ident(name) => library::is_matrix(&name.to_string()),
        _ => false,
    })
}

#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn add(&mut self, path: &syn::Path) {
        self.0.extend(path.segments.last().map(|last| last.ident.to_string()));
    }
}

impl<'a> Visit<'a> for Names {
    fn visit_type_path(&mut self, ty: &'a syn::TypePath) {
        self.add(&ty.path);
        visit::visit_type_path(self, ty);
    }

    fn visit_pat_tuple_struct(&mut self, pattern: &'a syn::PatTupleStruct) {
        self.add(&pattern.path);
        visit::visit_pat_tuple_struct(self, pattern);
    }

    fn visit_pat_struct(&mut self, pattern: &'a syn::PatStruct) {
        self.add(&pattern.path);
        visit::visit_pat_struct(self, pattern);
    }

    fn visit_expr_struct(&mut self, value: &'a syn::ExprStruct) {
        self.add(&value.path);
        visit::visit_expr_struct(self, value);
    }

    fn visit_item_struct(&mut self, item: &'a syn::ItemStruct) {
        self.0.insert(item.ident.to_string());
    }
}

#[derive(Default)]
struct Variants(BTreeSet<Ident>);

impl Variants {
    fn name(&mut self, path: &syn::Path) {
        self.0.extend(path.get_ident().filter(|name| *name != "Self").cloned());
    }

    fn add(&mut self, pattern: &syn::Pat) {
        match pattern {
            syn::Pat::TupleStruct(fields) => self.name(&fields.path),
            syn::Pat::Struct(fields) => self.name(&fields.path),
            syn::Pat::Or(or) => or.cases.iter().for_each(|case| self.add(case)),
            syn::Pat::Paren(inner) => self.add(&inner.pat),
            syn::Pat::Reference(inner) => self.add(&inner.pat),
            syn::Pat::Ident(name) => name.subpat.iter().for_each(|(_, inner)| self.add(inner)),
            syn::Pat::Tuple(items) => items.elems.iter().for_each(|item| self.add(item)),
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for Variants {
    fn visit_expr_match(&mut self, expr: &'a syn::ExprMatch) {
        if expr.arms.len() > 1 {
            expr.arms.iter().for_each(|arm| self.add(&arm.pat));
        }
        visit::visit_expr_match(self, expr);
    }

    fn visit_expr_let(&mut self, condition: &'a syn::ExprLet) {
        self.add(&condition.pat);
        visit::visit_expr_let(self, condition);
    }

    fn visit_local(&mut self, local: &'a syn::Local) {
        if local.init.as_ref().is_some_and(|init| init.diverge.is_some()) {
            self.add(&local.pat);
        }
        visit::visit_local(self, local);
    }
}
