//! `TangentSpace` for the tangent, field by field.

use proc_macro2::TokenStream;
use quote::quote;

use super::parts::{Borrow, Part};
use super::shape::Shape;

/// The impl.
pub fn implementation(shape: &Shape) -> TokenStream {
    let (tangent, generics) = (&shape.tangent, shape.tangent_generics(Vec::new()));
    let (generics, arguments, clause) = generics.split_for_impl();
    let space = shape.private("TangentSpace");
    let differ = different_variants(shape);
    let zero_like = shape.one(Borrow::Shared, |variant, parts| {
        let zero = |part: &Part<'_>| match (part.field.constant, &part.this) {
            (true, _) => quote!(()),
            (false, value) => quote!(#space::zero_like(#value)),
        };
        variant.construct(&quote!(Self), &parts.iter().map(zero).collect::<Vec<_>>())
    });
    let set_zero = shape.one(Borrow::Mutable, |_, parts| {
        let parts = active(parts).map(|part| &part.this);
        quote!(#(#space::set_zero(#parts);)*)
    });
    let accumulate = shape.two(Borrow::Mutable, differ.clone(), |_, parts| {
        let bars = active(parts).map(|part| &part.this);
        let values = active(parts).map(|part| &part.other);
        quote!(#(#space::accumulate(#bars, #values);)*)
    });
    let scale = shape.one(Borrow::Mutable, |_, parts| {
        let parts = active(parts).map(|part| &part.this);
        quote!(#(#space::scale(#parts, factor);)*)
    });
    let dot = shape.two(Borrow::Shared, differ, |_, parts| {
        let products =
            active(parts).map(|Part { this, other, .. }| quote!(#space::dot(#this, #other)));
        match products.collect::<Vec<_>>() {
            products if products.is_empty() => quote!(0.0),
            products => quote!(#(#products)+*),
        }
    });
    quote! {
        #[automatically_derived]
        impl #generics #space for #tangent #arguments #clause {
            #[inline]
            fn zero_like(&self) -> Self { #zero_like }

            #[inline]
            fn set_zero(&mut self) { #set_zero }

            #[inline]
            fn accumulate(&mut self, other: &Self) { #accumulate }

            #[inline]
            fn scale(&mut self, factor: f64) { #scale }

            #[inline]
            fn dot(&self, other: &Self) -> f64 { #dot }
        }
    }
}

fn active<'a>(parts: &'a [Part<'a>]) -> impl Iterator<Item = &'a Part<'a>> {
    parts.iter().filter(|part| !part.field.constant)
}

/// The panic that two tangents at different points come to.
fn different_variants(shape: &Shape) -> TokenStream {
    let (panic, name) = (shape.private("different_variants"), shape.name.to_string());
    quote!(#panic(#name))
}
