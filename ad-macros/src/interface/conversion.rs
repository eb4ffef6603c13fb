//! `#[differentiate] impl From<[f64; 3]> for Vec3`: that `Vec3::from` is this one.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::names::name_elided_of_block;
use crate::args::Config;

/// Whether a block is of std's `From`, by its name, which nobody can give methods with derivatives: they are the type's own.
pub fn is_conversion(block: &syn::ItemImpl) -> bool {
    let last = block.trait_.as_ref().and_then(|(path, _)| path.segments.last());
    last.is_some_and(|last| last.ident == "From")
}

/// What compiles only if the type's `from` is that of this block, and of std's trait: callers take it for that.
pub fn is_of_std(config: &Config, block: &syn::ItemImpl) -> TokenStream {
    let Some((path, _)) = &block.trait_ else { return TokenStream::new() };
    let (mut path, mut self_ty) = (path.clone(), (*block.self_ty).clone());
    let mut generics = block.generics.clone();
    name_elided_of_block(&mut self_ty, Some(&mut path), &mut generics);
    let (generics, _, clause) = generics.split_for_impl();
    let (runtime, place) = (&config.runtime, path.span().resolved_at(Span::mixed_site()));
    let arguments = path.segments.last().map(|last| &last.arguments);
    let same = quote_spanned! {place=>
        #runtime::private::same_function(
            <#self_ty>::from,
            <#self_ty as ::core::convert::From #arguments>::from,
        )
    };
    quote! {
        const _: () = {
            #[allow(dead_code, deprecated)]
            fn proofs #generics() #clause { let _ = || #same; }
        };
    }
}
