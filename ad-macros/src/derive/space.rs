//! `TangentSpace` for the tangent, field by field; `BoxedSpace` for one that stands in a box, which has it then.

use proc_macro2::TokenStream;
use quote::quote;

use super::parts::{Borrow, Part};
use super::place::at;
use super::shape::Shape;

/// The impl.
pub fn implementation(shape: &Shape) -> TokenStream {
    let (tangent, generics) = (&shape.tangent, shape.tangent_generics(Vec::new()));
    let (generics, arguments, clause) = generics.split_for_impl();
    let space = shape.private("TangentSpace");
    let differ = different_variants(shape);
    let zero_like = shape.one(Borrow::Shared, |variant, parts| {
        let zero = |part: &Part<'_>| match (part.field.constant, &part.this) {
            (true, _) => shape.private("Constant"),
            (false, value) => at(&part.field.ty, quote!(#space::zero_like(#value))),
        };
        variant.construct(&quote!(Self), &parts.iter().map(zero).collect::<Vec<_>>())
    });
    let set_zero = shape
        .one(Borrow::Mutable, |_, parts| each(parts, |part, _| quote!(#space::set_zero(#part);)));
    let accumulate = shape.two(Borrow::Mutable, differ.clone(), |_, parts| {
        each(parts, |bar, value| quote!(#space::accumulate(#bar, #value);))
    });
    let scale = shape.one(Borrow::Mutable, |_, parts| {
        each(parts, |part, _| quote!(#space::scale(#part, factor);))
    });
    let dot = shape.two(Borrow::Shared, differ, |_, parts| {
        let products = active(parts).map(|part| {
            let (this, other) = (&part.this, &part.other);
            at(&part.field.ty, quote!(#space::dot(#this, #other)))
        });
        match products.collect::<Vec<_>>() {
            products if products.is_empty() => quote!(0.0),
            products => quote!(#(#products)+*),
        }
    });
    let implemented = match shape.is_boxed() {
        true => shape.private("BoxedSpace"),
        false => space.clone(),
    };
    quote! {
        #[automatically_derived]
        impl #generics #implemented for #tangent #arguments #clause {
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

/// What `statement` makes of each part that isn't constant, in `self` and `other`.
fn each(
    parts: &[Part<'_>],
    statement: impl Fn(&TokenStream, &TokenStream) -> TokenStream,
) -> TokenStream {
    active(parts).map(|part| at(&part.field.ty, statement(&part.this, &part.other))).collect()
}

fn active<'a>(parts: &'a [Part<'a>]) -> impl Iterator<Item = &'a Part<'a>> {
    parts.iter().filter(|part| !part.field.constant)
}

/// The panic that two tangents at different points come to.
fn different_variants(shape: &Shape) -> TokenStream {
    let (panic, name) = (shape.private("different_variants"), shape.name.to_string());
    quote!(#panic(#name))
}
