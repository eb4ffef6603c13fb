//! Items inside a function move to its start, where both sweeps see them.
//!
//! An item of an inner block is in scope only there; moved, it could hide something of the same name around the block.
//! So its name may not occur outside of the block.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::Visit;

use crate::diag::Diagnostics;
use crate::library::StdType;
use crate::ty::peel;
use crate::unsupported;

use super::checkpoint::is_checkpoint;

/// Complains about items of inner blocks whose names mean something else around.
pub(super) fn refuse_hidden(diagnostics: &mut Diagnostics, body: &syn::Block) {
    let mut finder = Finder { all: body.to_token_stream(), depth: 0, found: Vec::new() };
    finder.visit_block(body);
    for name in finder.found {
        diagnostics.error(name, unsupported::HIDING_ITEM);
    }
}

/// Complains about attributes that could change what the code means.
pub(super) fn refuse_attributes(diagnostics: &mut Diagnostics, body: &syn::Block) {
    Attributes(diagnostics).visit_block(body);
}

struct Attributes<'d>(&'d mut Diagnostics);

impl<'a> Visit<'a> for Attributes<'_> {
    fn visit_local(&mut self, local: &'a syn::Local) {
        let mut local = local.clone();
        local.attrs.retain(|attribute| !crate::signature::is_constant(attribute));
        syn::visit::visit_local(self, &local);
    }

    // Items inside are copied as they are.
    fn visit_item(&mut self, _: &'a syn::Item) {}

    fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
        let harmless = ["allow", "expect", "warn", "deny", "doc", "rustfmt", "clippy"];
        let head = attribute.path().segments.first().map(|first| first.ident.to_string());
        let is_other = !head.is_some_and(|head| harmless.contains(&head.as_str()));
        // Where that one may stand `checkpoint` knows.
        if is_other && !is_checkpoint(attribute) {
            self.0.error(attribute, unsupported::ATTRIBUTE);
        }
    }
}

/// Complains about statics that may change: each derivative would have one of its own.
pub(super) fn refuse_statics(diagnostics: &mut Diagnostics, body: &syn::Block) {
    Statics(diagnostics).visit_block(body);
}

struct Statics<'d>(&'d mut Diagnostics);

impl Statics<'_> {
    fn visit_inside(&mut self, statement: &syn::Stmt) {
        Statics(self.0).visit_stmt(statement);
    }
}

impl<'a> Visit<'a> for Statics<'_> {
    fn visit_item_static(&mut self, item: &'a syn::ItemStatic) {
        if matches!(item.mutability, syn::StaticMutability::None) && !is_unchangeable(&item.ty) {
            self.0.error(item.static_token, unsupported::STATIC_THAT_CHANGES);
        }
    }

    fn visit_macro(&mut self, mac: &'a syn::Macro) {
        match super::constant::statements(mac) {
            Some(Ok(statements)) => {
                statements.iter().for_each(|statement| self.visit_inside(statement));
            }
            _ if mentions_static(mac.tokens.clone()) => {
                self.0.error(&mac.path, unsupported::STATIC_THAT_CHANGES);
            }
            _ => {}
        }
    }
}

/// Whether a type is seen to be made of numbers and texts, which don't change behind a shared reference.
fn is_unchangeable(ty: &syn::Type) -> bool {
    match peel(ty) {
        syn::Type::Reference(ty) => is_unchangeable(&ty.elem),
        syn::Type::Slice(ty) => is_unchangeable(&ty.elem),
        syn::Type::Array(ty) => is_unchangeable(&ty.elem),
        syn::Type::Tuple(ty) => ty.elems.iter().all(is_unchangeable),
        syn::Type::Path(path) => {
            let ty = path.path.get_ident().and_then(StdType::of);
            ty.is_some_and(StdType::is_primitive)
        }
        _ => false,
    }
}

/// `thread_local! { static N: Cell<u32> = .. }`
fn mentions_static(tokens: TokenStream) -> bool {
    let mut before = None;
    tokens.into_iter().any(|token| {
        let is_lifetime =
            matches!(before.replace(token.clone()), Some(TokenTree::Punct(punct)) if punct.as_char() == '\'');
        match token {
            TokenTree::Group(group) => mentions_static(group.stream()),
            TokenTree::Ident(name) => name == "static" && !is_lifetime,
            _ => false,
        }
    })
}

struct Finder {
    all: TokenStream,
    depth: usize,
    found: Vec<Ident>,
}

impl<'a> Visit<'a> for Finder {
    fn visit_block(&mut self, block: &'a syn::Block) {
        self.depth += 1;
        if self.depth > 1 {
            let items = block.stmts.iter().filter_map(|stmt| match stmt {
                syn::Stmt::Item(item) => name(item),
                _ => None,
            });
            for name in items {
                let inside = count(block.to_token_stream(), &name);
                if inside != count(self.all.clone(), &name) {
                    self.found.push(name);
                }
            }
        }
        syn::visit::visit_block(self, block);
        self.depth -= 1;
    }

    // What is inside an item is its own business.
    fn visit_item(&mut self, _: &'a syn::Item) {}
}

fn name(item: &syn::Item) -> Option<Ident> {
    match item {
        syn::Item::Const(item) => Some(item.ident.clone()),
        syn::Item::Static(item) => Some(item.ident.clone()),
        syn::Item::Fn(item) => Some(item.sig.ident.clone()),
        syn::Item::Struct(item) => Some(item.ident.clone()),
        syn::Item::Enum(item) => Some(item.ident.clone()),
        syn::Item::Type(item) => Some(item.ident.clone()),
        syn::Item::Trait(item) => Some(item.ident.clone()),
        _ => None,
    }
}

fn count(tokens: TokenStream, name: &Ident) -> usize {
    let in_tree = |token: TokenTree| match token {
        TokenTree::Group(group) => count(group.stream(), name),
        TokenTree::Ident(ident) => usize::from(ident == *name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => 0,
    };
    tokens.into_iter().map(in_tree).sum()
}
