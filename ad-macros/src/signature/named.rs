//! Types that are names: whose functions can be asked for wherever the function's block stands.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::{Param, Signature};
use crate::ty::{holds_opaque, mentions, peel};

impl Param {
    /// The type, references looked through, if it is a name that means the same wherever the function's block does.
    pub fn named(&self, signature: &Signature) -> Option<TokenStream> {
        named(&self.ty, &signature.generics, &signature.own_generics)
    }
}

impl Signature {
    /// The paths of the types that it names, its block's among them, as they are printed.
    pub fn named_types(&self) -> BTreeSet<String> {
        let params = self.params.iter().map(|param| &param.ty);
        let all = params.chain([&self.output]).chain(&self.self_ty);
        let generics = &self.generics_in_scope;
        let named = all.filter_map(|ty| named(ty, generics, &self.own_generics));
        named.map(|ty| ty.to_string()).collect()
    }
}

/// The function's own generics mean nothing outside of it.
fn named(ty: &syn::Type, generics: &syn::Generics, own: &syn::Generics) -> Option<TokenStream> {
    let ty = match peel(ty) {
        syn::Type::Reference(ty) => peel(&ty.elem),
        ty => ty,
    };
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|_| path.qself.is_none())?;
    let first = path.path.segments.first()?;
    let is_own = generics.type_params().any(|param| param.ident == first.ident);
    let own = own.params.iter().map(|param| match param {
        syn::GenericParam::Type(param) => param.ident.clone(),
        syn::GenericParam::Const(param) => param.ident.clone(),
        syn::GenericParam::Lifetime(param) => param.lifetime.ident.clone(),
    });
    let is_inside = mentions(last.arguments.to_token_stream(), &own.collect::<Vec<_>>());
    let is_opaque = holds_opaque(ty);
    (!is_own && !is_inside && !is_opaque).then(|| ty.to_token_stream())
}
