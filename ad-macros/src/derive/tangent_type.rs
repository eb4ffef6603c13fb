//! The tangent type: the same fields, each of its tangent's type.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::kind::Kind;

use super::shape::{Field, Shape, Style, Variant};
use super::std_traits;

/// The type of a field of the tangent.
pub fn field_type(shape: &Shape, field: &Field) -> TokenStream {
    if field.constant {
        return shape.private("Constant");
    }
    match Kind::of(&field.owned) {
        Kind::Float => field.owned.to_token_stream(),
        Kind::Int | Kind::Bool => quote!(()),
        _ => {
            let (ty, asked) = (&field.owned, shape.asked(&field.owned));
            // The error of a type without tangents is to stand at the type.
            quote_spanned!(ty.span()=> <#ty as #asked>::Tangent)
        }
    }
}

/// The definition.
pub fn definition(shape: &Shape) -> TokenStream {
    let (vis, tangent) = (&shape.vis, &shape.tangent);
    let generics = shape.tangent_generics(Vec::new());
    let clause = &generics.where_clause;
    let doc = format!(" The tangent of a `{}`.", shape.name);
    let (derives, asked) = (std_traits::derived(shape), std_traits::asked(shape));
    // Names, visibilities and fields are those of the user's type, about which his lints have been told; which traits it has `derived` says.
    let attributes = quote! {
        #[doc = #doc]
        #derives
        #asked
        #[allow(dead_code, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(missing_copy_implementations, missing_debug_implementations)]
        #[allow(clippy::all, clippy::pedantic)]
    };
    if shape.is_enum {
        let variants = shape.variants.iter().map(|variant| enum_variant(shape, variant));
        return quote!(#attributes #vis enum #tangent #generics #clause { #(#variants,)* });
    }
    let structs = shape.variants.iter().map(|variant| {
        let fields = fields(shape, variant);
        match variant.style {
            Style::Named => quote!(#vis struct #tangent #generics #clause #fields),
            _ => quote!(#vis struct #tangent #generics #fields #clause;),
        }
    });
    quote!(#attributes #(#structs)*)
}

fn enum_variant(shape: &Shape, variant: &Variant) -> TokenStream {
    let (name, fields) = (&variant.name, fields(shape, variant));
    let doc = name.as_ref().map(|name| format!(" The tangent of a `{}::{name}`.", shape.name));
    quote!(#[doc = #doc] #name #fields)
}

fn fields(shape: &Shape, variant: &Variant) -> TokenStream {
    let fields = variant.fields.iter().map(|field| {
        let (vis, ty, name) = (&field.vis, field_type(shape, field), field.plain_name());
        let doc = match field.constant {
            true => format!(" Nothing: `{name}` is a constant."),
            false => format!(" The tangent of `{name}`."),
        };
        let name = match &field.member {
            syn::Member::Named(name) => Some(quote!(#name:)),
            syn::Member::Unnamed(_) => None,
        };
        quote!(#[doc = #doc] #vis #name #ty)
    });
    match variant.style {
        Style::Named => quote!({ #(#fields,)* }),
        Style::Tuple => quote!((#(#fields,)*)),
        Style::Unit => TokenStream::new(),
    }
}
