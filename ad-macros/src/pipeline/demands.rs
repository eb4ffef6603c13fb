//! What a trait with derivatives demands of the types that implement it: that they have tangents, and that the types which it leaves open have some.
//!
//! ```text
//! trait System { type State; .. }      trait System: Differentiable { type State: Differentiable + Clone; .. }
//! ```
//! In: the trait, and its functions. Out: the same with these bounds. So whatever has the trait as its bound has tangents, for all to see: a type parameter of an `impl`,
//! an associated type of another trait. Of the types that the trait leaves open those are meant of which values are differentiated; they are states, which
//! derivatives keep copies of. A trait with such a supertrait has objects as before.

use proc_macro2::Ident;
use syn::visit::{self, Visit};

use crate::args::Config;
use crate::interface::beside_supertraits;
use crate::methods::{Derivatives, Method};
use crate::ty::{argument, peel};

/// Adds them.
pub fn demand(config: &Config, item: &mut syn::ItemTrait, methods: &[Method]) {
    let runtime = &config.runtime;
    item.colon_token.get_or_insert_default();
    let rules = beside_supertraits(runtime, &item.supertraits);
    item.supertraits.push(syn::parse_quote!(#runtime::Differentiable));
    item.supertraits.extend(rules);
    let mut open = Open::default();
    let with_derivatives = methods.iter().filter(|method| method.derivatives == Derivatives::Some);
    for method in with_derivatives {
        let signature = &method.signature;
        signature.wanted().for_each(|param| open.visit_type(&param.ty));
        open.visit_type(&signature.output);
    }
    for item in &mut item.items {
        if let syn::TraitItem::Type(item) = item
            && open.0.contains(&item.ident)
            && !item.bounds.iter().any(is_differentiable)
        {
            item.colon_token.get_or_insert_default();
            item.bounds.push(syn::parse_quote!(#runtime::Differentiable));
            item.bounds.push(syn::parse_quote!(::core::clone::Clone));
        }
    }
}

/// Whether the user says so, and how much: then no more is demanded.
fn is_differentiable(bound: &syn::TypeParamBound) -> bool {
    let syn::TypeParamBound::Trait(bound) = bound else { return false };
    bound.path.segments.last().is_some_and(|last| last.ident == "Differentiable")
}

/// The names of the trait's own types in others: `State` in `Vec<Self::State>`.
#[derive(Default)]
struct Open(Vec<Ident>);

impl Visit<'_> for Open {
    fn visit_type_path(&mut self, ty: &syn::TypePath) {
        let first = ty.path.segments.first();
        let of_self = match &ty.qself {
            Some(of) => matches!(peel(&of.ty), syn::Type::Path(of) if of.path.is_ident("Self")),
            None => first.is_some_and(|first| first.ident == "Self") && ty.path.segments.len() == 2,
        };
        let last = ty.path.segments.last();
        match last {
            Some(last) if of_self => self.0.push(last.ident.clone()),
            // An error is a constant.
            Some(last) if last.ident == "Result" => {
                argument(last).into_iter().for_each(|ty| self.visit_type(ty));
            }
            _ => visit::visit_type_path(self, ty),
        }
    }

    fn visit_type_fn_ptr(&mut self, _: &syn::TypeFnPtr) {}
}
