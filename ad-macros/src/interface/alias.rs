//! The function by the name that its derivatives have, where that is another one: `#[differentiate(name = energy_ad)]`.
//!
//! In: a [`Signature`] and the function. Out: `fn energy_ad(..)` of the same parameters, which calls `energy`. What calls a function with
//! derivatives finds these by the function's name, and nothing by that name can lead to a type of another. So who wants derivatives
//! calls `energy_ad`, and one `use` brings both.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote_spanned};

use crate::signature::Signature;

use super::header::function;

/// Nothing where the name is the function's own.
pub fn alias(signature: &Signature, item: &syn::ItemFn) -> Option<TokenStream> {
    let (ident, beside) = (&signature.ident, &signature.beside);
    if ident == beside {
        return None;
    }
    let mut sig = item.sig.clone();
    sig.ident = beside.clone();
    let mut arguments = Vec::new();
    for (i, input) in sig.inputs.iter_mut().enumerate() {
        let syn::FnArg::Typed(input) = input else { return None };
        input.attrs.clear();
        let name = match &*input.pat {
            syn::Pat::Ident(name) if name.subpat.is_none() => name.ident.clone(),
            _ => format_ident!("argument{i}", span = Span::mixed_site()),
        };
        *input.pat = syn::parse_quote!(#name);
        arguments.push(name);
    }
    let (vis, function) = (&signature.vis, function(signature));
    let doc = format!(" `{ident}`, by the name that its derivatives have.");
    Some(quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(clippy::all, clippy::pedantic)]
        #vis #sig {
            #function(#(#arguments),*)
        }
    })
}
