//! Which names are those of types, as far as a function shows.
//!
//! In: a signature and a body. Out: the names that stand where only a type, a struct or a variant can.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
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
