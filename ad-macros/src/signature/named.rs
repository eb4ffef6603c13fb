//! Types that are names: whose functions can be asked for wherever the function's block stands.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::{Param, Signature};
use crate::ty::peel;

impl Param {
    /// The type, references looked through, if it is a name that means the same wherever the function's block does.
    pub fn named(&self, generics: &syn::Generics) -> Option<TokenStream> {
        named(&self.ty, generics)
    }
}

impl Signature {
    /// The paths of the types that it names, its block's among them, as they are printed.
    pub fn named_types(&self) -> BTreeSet<String> {
        let params = self.params.iter().map(|param| &param.ty);
        let all = params.chain([&self.output]).chain(&self.self_ty);
        let named = all.filter_map(|ty| named(ty, &self.generics_in_scope));
        named.map(|ty| ty.to_string()).collect()
    }
}

fn named(ty: &syn::Type, generics: &syn::Generics) -> Option<TokenStream> {
    let ty = match peel(ty) {
        syn::Type::Reference(ty) => peel(&ty.elem),
        ty => ty,
    };
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|_| path.qself.is_none())?;
    let first = path.path.segments.first()?;
    let is_own = generics.type_params().any(|param| param.ident == first.ident);
    (last.arguments.is_none() && !is_own).then(|| ty.to_token_stream())
}
