//! Type parameters that only constants have: `F` of `fn f<F: Fn(f64) -> f64>(x: f64, #[constant] g: F) -> f64`.
//!
//! An opaque type captures all type parameters, and with them what they borrow: the locals that a closure captures, say. An owned
//! pullback holds nothing of these constants, so it is boxed, and callers may go on with what they lent.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;

use crate::signature::{Param, Signature};

/// The type parameters of the function's own that only occur in the types of constants.
pub fn types_of_constants<'a>(
    signature: &Signature,
    generics: &syn::Generics,
    types: impl Iterator<Item = (&'a Param, &'a syn::Type)>,
) -> Vec<Ident> {
    let Signature { output, scope, .. } = signature;
    let of_others = types.filter(|(param, _)| param.differentiable || param.function.is_some());
    let mut others = output.to_token_stream();
    of_others.for_each(|(_, ty)| ty.to_tokens(&mut others));
    // What a function's pullback is, is kept.
    let is_pullback = |name: &Ident| name.to_string().starts_with("Kept");
    let own = generics.type_params().map(|param| &param.ident).filter(|name| !is_pullback(name));
    own.filter(|name| !scope.floats.contains(name) && !mentions(others.clone(), name))
        .cloned()
        .collect()
}

fn mentions(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Ident(ident) => ident == *name,
        _ => false,
    })
}
