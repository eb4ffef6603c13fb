//! `Differentiable` for the type and for its tangent.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::parts::{Borrow, Part};
use super::place::at;
use super::shape::Shape;

/// Both impls.
pub fn impls(shape: &Shape) -> TokenStream {
    let (value, tangent) = (of_value(shape), of_tangent(shape));
    quote!(#value #tangent)
}

fn of_value(shape: &Shape) -> TokenStream {
    let (name, generics) = (&shape.name, shape.value_generics(Vec::new()));
    let (generics, arguments, clause) = generics.split_for_impl();
    let (differentiable, tangent) = (shape.private("Differentiable"), &shape.tangent);
    let tangent_type = shape.tangent_with_arguments();
    let zero = shape.one(Borrow::Shared, |variant, parts| {
        let zeros = parts.iter().map(|part| zero_of(shape, part));
        shape.made(variant.construct(&quote!(#tangent), &zeros.collect::<Vec<_>>()))
    });
    let (one_shape, same_shape) = (one_shape(shape), same_shape(shape));
    quote! {
        #[automatically_derived]
        impl #generics #differentiable for #name #arguments #clause {
            type Tangent = #tangent_type;

            #[inline]
            fn zero_tangent(&self) -> Self::Tangent { #zero }

            #one_shape

            #[inline]
            fn same_shape(&self, other: &Self) -> bool { #same_shape }
        }
    }
}

fn zero_of(shape: &Shape, part: &Part<'_>) -> TokenStream {
    if part.field.constant {
        return shape.private("Constant");
    }
    let (ty, asked) = (&part.field.owned, shape.asked(&part.field.owned));
    let value = at(&part.field.ty, part.this.clone());
    quote_spanned!(ty.span()=> <_ as #asked>::zero_tangent(#value))
}

fn of_tangent(shape: &Shape) -> TokenStream {
    let (tangent, generics) = (&shape.tangent, shape.tangent_generics(Vec::new()));
    let (generics, arguments, clause) = generics.split_for_impl();
    let differentiable = shape.private("Differentiable");
    let space = shape.private(if shape.is_boxed() { "BoxedSpace" } else { "TangentSpace" });
    let zero = shape.made(quote!(#space::zero_like(self)));
    let itself = match shape.is_boxed() {
        true => shape.tangent_with_arguments(),
        false => quote!(Self),
    };
    let (one_shape, same_shape) = (one_shape(shape), same_shape(shape));
    quote! {
        #[automatically_derived]
        impl #generics #differentiable for #tangent #arguments #clause {
            type Tangent = #itself;

            #[inline]
            fn zero_tangent(&self) -> #itself { #zero }

            #one_shape

            #[inline]
            fn same_shape(&self, other: &Self) -> bool { #same_shape }
        }
    }
}

/// Of a struct: if all its fields have. Which variant an enum's tangent has depends on the value.
fn one_shape(shape: &Shape) -> TokenStream {
    if shape.is_enum {
        return TokenStream::new();
    }
    let has = shape.one(Borrow::Shared, |_, parts| {
        let active = parts.iter().filter(|part| !part.field.constant);
        let each = active.map(|part| {
            let (ty, asked) = (&part.field.owned, shape.asked(&part.field.owned));
            let value = at(ty, part.this.clone());
            quote_spanned!(ty.span()=> <_ as #asked>::has_one_shape(#value))
        });
        let each: Vec<_> = each.collect();
        match each.is_empty() {
            true => quote!(true),
            false => quote!(#(#each)&&*),
        }
    });
    quote! {
        #[inline]
        fn has_one_shape(&self) -> bool { #has }
    }
}

fn same_shape(shape: &Shape) -> TokenStream {
    shape.two(Borrow::Shared, quote!(false), |_, parts| {
        let active = parts.iter().filter(|part| !part.field.constant);
        let same = active.map(|part| {
            let (ty, asked) = (&part.field.owned, shape.asked(&part.field.owned));
            let [this, other] = [&part.this, &part.other].map(|value| at(ty, value.clone()));
            quote_spanned!(ty.span()=> <_ as #asked>::same_shape(#this, #other))
        });
        let same: Vec<_> = same.collect();
        match same.is_empty() {
            true => quote!(true),
            false => quote!(#(#same)&&*),
        }
    })
}

/// For an enum of unit variants, whose tangent is `()`.
pub fn of_unit_variants(shape: &Shape) -> TokenStream {
    let name = &shape.name;
    let (generics, arguments, clause) = shape.generics.split_for_impl();
    let differentiable = shape.private("Differentiable");
    quote! {
        #[automatically_derived]
        impl #generics #differentiable for #name #arguments #clause {
            type Tangent = ();

            #[inline]
            fn zero_tangent(&self) {}

            #[inline]
            fn same_shape(&self, _: &Self) -> bool { true }
        }
    }
}
