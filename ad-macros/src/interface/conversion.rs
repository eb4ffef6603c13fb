//! `#[differentiate] impl From<[f64; 3]> for Vec3`, `impl Default for Vec3`: that `Vec3::from` is this one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::names::name_elided_of_block;
use crate::args::Config;

/// Whether a block is of std's `From`, by its name.
fn is_conversion(block: &syn::ItemImpl) -> bool {
    is_of(block, "From")
}

/// Whether a block is of std's `Default`, by its name, which nobody can give methods with derivatives: what is known of its function is the type's own.
pub fn is_made(block: &syn::ItemImpl) -> bool {
    is_of(block, "Default")
}

fn is_of(block: &syn::ItemImpl, name: &str) -> bool {
    let last = block.trait_.as_ref().and_then(|(path, _)| path.segments.last());
    last.is_some_and(|last| last.ident == name)
}

/// What compiles only if the type's `from` (or `default`) is that of this block, and of std's trait: callers take it for that.
pub fn is_of_std(config: &Config, block: &syn::ItemImpl) -> Option<TokenStream> {
    let (module, method) = match () {
        () if is_conversion(block) => ("convert", "from"),
        () if is_made(block) => ("default", "default"),
        () => return None,
    };
    let (path, _) = block.trait_.as_ref()?;
    let (mut path, mut self_ty) = (path.clone(), (*block.self_ty).clone());
    let mut generics = block.generics.clone();
    name_elided_of_block(&mut self_ty, Some(&mut path), &mut generics);
    let (generics, _, clause) = generics.split_for_impl();
    let (runtime, place) = (&config.runtime, path.span().resolved_at(Span::mixed_site()));
    let (module, method) = (Ident::new(module, place), Ident::new(method, place));
    let last = path.segments.last()?;
    let (name, arguments) = (Ident::new(&last.ident.to_string(), place), &last.arguments);
    let same = quote_spanned! {place=>
        #runtime::private::same_function(
            <#self_ty>::#method,
            <#self_ty as ::core::#module::#name #arguments>::#method,
        )
    };
    Some(quote! {
        const _: () = {
            #[allow(dead_code, deprecated)]
            fn proofs #generics() #clause { let _ = || #same; }
        };
    })
}
