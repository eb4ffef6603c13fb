//! Functions that result in iterators: their derivatives result in the list of the items.
//!
//! ```text
//! fn springs(&self) -> impl Iterator<Item = &Spring> + '_ { self.springs.iter().filter(|s| s.on) }
//! fn springs(&self) -> Vec<&Spring>                       { self.springs.iter().filter(|s| s.on).collect() }
//! ```
//!
//! In: the signature, or the body, as the user wrote it. Out: the second line, which only the derivatives are made of. The function itself stays what it is. That
//! nobody can tell, but by what it costs, what the items are made of sees to: they are repeatable (`pipeline`), and there is an end (`lower/iter/ends`).
//! Deliberately absent: functions of traits, and items to be changed, which are refused.

use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};

use crate::library;
use crate::ty::{holds_exclusive, holds_iterator, peel};

/// The same signature with a list for a result, if that is an iterator.
pub fn as_list(item: &syn::Signature) -> Option<syn::Signature> {
    let syn::ReturnType::Type(arrow, output) = &item.output else { return None };
    let items = items(output)?;
    if holds_exclusive(&items) || holds_iterator(&items) {
        return None;
    }
    let list = Box::new(syn::parse_quote!(::std::vec::Vec<#items>));
    Some(syn::Signature { output: syn::ReturnType::Type(*arrow, list), ..item.clone() })
}

/// The type of the items.
fn items(output: &syn::Type) -> Option<syn::Type> {
    match peel(output) {
        syn::Type::ImplTrait(of) => of.bounds.iter().find_map(items_of_bound),
        syn::Type::Path(path) => match library::boxed(&path.path).map(peel) {
            Some(syn::Type::TraitObject(of)) => of.bounds.iter().find_map(items_of_bound),
            Some(_) => None,
            None => library::items_of_iterator(&path.path),
        },
        _ => None,
    }
}

/// `Iterator<Item = T>`
fn items_of_bound(bound: &syn::TypeParamBound) -> Option<syn::Type> {
    let syn::TypeParamBound::Trait(of) = bound else { return None };
    if !library::bounds_iterators(bound) {
        return None;
    }
    let syn::PathArguments::AngleBracketed(of) = &of.path.segments.last()?.arguments else {
        return None;
    };
    of.args.iter().find_map(|arg| match arg {
        syn::GenericArgument::AssocType(item) if item.ident == "Item" => Some(item.ty.clone()),
        _ => None,
    })
}

/// The same body with what it results in collected.
pub fn collected(body: &syn::Block, list: &syn::Type) -> syn::Block {
    let mut body = body.clone();
    let mut collect = Collect { list };
    collect.visit_block_mut(&mut body);
    collect.block(&mut body);
    body
}

struct Collect<'a> {
    list: &'a syn::Type,
}

impl Collect<'_> {
    fn block(&mut self, block: &mut syn::Block) {
        if let Some(syn::Stmt::Expr(value, None)) = block.stmts.last_mut() {
            self.value(value);
        }
    }

    /// What a block, a branch or the function results in.
    fn value(&mut self, value: &mut syn::Expr) {
        match value {
            syn::Expr::Paren(inner) => self.value(&mut inner.expr),
            syn::Expr::Group(inner) => self.value(&mut inner.expr),
            syn::Expr::Block(inner) => self.block(&mut inner.block),
            syn::Expr::If(branch) => {
                self.block(&mut branch.then_branch);
                if let Some((_, otherwise)) = &mut branch.else_branch {
                    self.value(otherwise);
                }
            }
            syn::Expr::Match(of) => of.arms.iter_mut().for_each(|arm| self.value(&mut arm.body)),
            // It leaves.
            syn::Expr::Return(_) | syn::Expr::Loop(_) | syn::Expr::Macro(_) => {}
            syn::Expr::Call(call) if is_box(call) => {
                let mut inner = call.args[0].clone();
                self.value(&mut inner);
                *value = inner;
            }
            value => {
                let list = self.list;
                let items = value.to_token_stream();
                *value = syn::parse_quote!(#items.collect::<#list>());
            }
        }
    }
}

impl VisitMut for Collect<'_> {
    fn visit_expr_return_mut(&mut self, exit: &mut syn::ExprReturn) {
        visit_mut::visit_expr_return_mut(self, exit);
        if let Some(value) = &mut exit.expr {
            self.value(value);
        }
    }

    // Their values aren't the function's.
    fn visit_expr_closure_mut(&mut self, _: &mut syn::ExprClosure) {}
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
    fn visit_expr_async_mut(&mut self, _: &mut syn::ExprAsync) {}
}

/// `Box::new(items)`
fn is_box(call: &syn::ExprCall) -> bool {
    let syn::Expr::Path(path) = &*call.func else { return false };
    let text = quote!(#path).to_string().replace(' ', "");
    call.args.len() == 1 && (text == "Box::new" || text.ends_with("::Box::new"))
}
