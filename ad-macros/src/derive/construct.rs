//! A tuple struct as a function of its fields, for callers that can't tell `Secs(x)` from a call of a function.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::shape::{Shape, Style};
use super::tangent_type::field_type;

/// `impl TupleStruct for Secs { .. }`; nothing for other shapes.
pub fn implementation(shape: &Shape) -> TokenStream {
    let variant = match shape.variants.as_slice() {
        [variant] if !shape.is_enum && variant.style == Style::Tuple => variant,
        _ => return TokenStream::new(),
    };
    let generics = shape.value_generics(Vec::new());
    let (generics, arguments, clause) = generics.split_for_impl();
    let (name, tangent) = (&shape.name, &shape.tangent);
    let (tuple_struct, derivatives) = (shape.private("TupleStruct"), shape.private("Derivatives"));
    let types = variant.fields.iter().map(|field| &field.ty);
    let tangents = variant.fields.iter().map(|field| field_type(shape, field));
    let members: Vec<_> = variant.fields.iter().map(|field| &field.member).collect();
    let names: Vec<_> = (0..members.len()).map(|i| format_ident!("field_{i}")).collect();
    quote! {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        #[doc(hidden)]
        impl #generics #derivatives for #name #arguments #clause {}

        #[automatically_derived]
        impl #generics #tuple_struct for #name #arguments #clause {
            type Fields = (#(#types,)*);
            type Tangents = (#(#tangents,)*);
            #[inline]
            fn build((#(#names,)*): Self::Fields) -> Self {
                #name(#(#names),*)
            }
            #[inline]
            fn apart(tangent: Self::Tangent) -> Self::Tangents {
                (#(tangent.#members,)*)
            }
            #[inline]
            fn together((#(#names,)*): Self::Tangents) -> Self::Tangent {
                #tangent(#(#names),*)
            }
        }
    }
}
