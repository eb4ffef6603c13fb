//! `#[differentiable(default)]`: the type's `Default`, which another derive writes, gives the same each time and does nothing else. So operators' bodies may call it, which derivatives
//! may run twice.

use proc_macro2::TokenStream;
use quote::quote;

use super::shape::Shape;

/// What says so, as `#[differentiate] impl Default` does.
pub fn repeatable(shape: &Shape) -> TokenStream {
    if !shape.repeats_default {
        return TokenStream::new();
    }
    let (name, (generics, arguments, clause)) = (&shape.name, shape.generics.split_for_impl());
    quote! {
        #[automatically_derived]
        impl #generics #name #arguments #clause {
            #[doc(hidden)]
            pub const default_REPEATABLE: bool = true;
        }
    }
}
