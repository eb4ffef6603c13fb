//! `MovedBy` for the type and for its tangent: steps along tangents and new coordinates, in place.
//!
//! In: a shape. Out: for `struct Model { weights: Vec<f64>, #[constant] name: String }`
//! ```text
//! impl MovedBy<ModelTangent> for Model {
//!     fn move_along(&mut self, factor: f64, other: &ModelTangent) -> Result<(), Misfit> { .. }
//!     fn change_coordinates(&mut self, change: &mut impl FnMut(f64) -> f64) { .. }
//! }
//! impl MovedBy<ModelTangent> for ModelTangent { .. }
//! impl Composite for ModelTangent {}
//! ```
//! A type with a field that can't be changed, `&[f64]`, hasn't it: the bounds say so.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::bounds::{Asked, Ground};
use super::parts::{Borrow, Part};
use super::place::at;
use super::shape::Shape;
use super::tangent_type::field_type;

/// Both impls.
pub fn impls(shape: &Shape) -> TokenStream {
    let value = {
        let types = shape.active_fields().map(|field| &field.ty);
        let bounds = Ground::of(shape, Asked::ValueMoved, types).predicates().unwrap_or_default();
        implementation(shape, &shape.name, shape.value_generics(bounds))
    };
    let tangent = {
        let types = shape.active_fields().map(|field| &field.owned);
        let bounds = Ground::of(shape, Asked::TangentMoved, types).predicates().unwrap_or_default();
        implementation(shape, &shape.tangent, shape.tangent_generics(bounds))
    };
    let composite = composite(shape);
    quote!(#value #tangent #composite)
}

/// That the tangent's numbers are rows and columns of Jacobians.
fn composite(shape: &Shape) -> TokenStream {
    let (composite, name) = (shape.private("Composite"), &shape.tangent);
    let generics = shape.tangent_generics(Vec::new());
    let (generics, arguments, clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #composite for #name #arguments #clause {}
    }
}

fn implementation(shape: &Shape, name: &syn::Ident, generics: syn::Generics) -> TokenStream {
    let (moved_by, misfit) = (shape.private("MovedBy"), shape.private("Misfit"));
    let (tangent, types_name) = (shape.tangent_with_arguments(), shape.name.to_string());
    let fields = shape.fields_of_tangent();
    let unboxed = shape.is_boxed().then(|| quote!(let other: &#fields = other;));
    let differ = quote!(::std::result::Result::Err(#misfit::variants(#types_name)));
    let head = shape.tangent.to_token_stream();
    let moves = shape.two_of(Borrow::Mutable, &head, differ, |_, parts| {
        let moves = active(parts).map(|part| {
            let (this, other) = (&part.this, &part.other);
            let (of, place) = (trait_of(shape, part), format!(".{}", part.field.plain_name()));
            let moved = at(
                &part.field.ty,
                quote! {
                    ::move_along(#this, factor, #other)
                        .map_err(|misfit| misfit.within(::std::format_args!(#place)))?;
                },
            );
            // Where the tangent's own error stands is left as it is: rustc says it once then.
            quote!(#of #moved)
        });
        quote!(#(#moves)* ::std::result::Result::Ok(()))
    });
    let changes = shape.one(Borrow::Mutable, |_, parts| {
        let changes = active(parts).map(|part| {
            let (this, of) = (&part.this, trait_of(shape, part));
            let changed = at(&part.field.ty, quote!(::change_coordinates(#this, change);));
            quote!(#of #changed)
        });
        quote!(#(#changes)*)
    });
    let (generics, arguments, clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #moved_by<#tangent> for #name #arguments #clause {
            #[inline]
            fn move_along(
                &mut self,
                factor: f64,
                other: &#tangent,
            ) -> ::std::result::Result<(), #misfit> {
                #unboxed
                #moves
            }

            #[inline]
            fn change_coordinates(&mut self, change: &mut impl ::std::ops::FnMut(f64) -> f64) {
                #changes
            }
        }
    }
}

/// The trait as a field has it: which tangents move the field the call of a closure doesn't say.
fn trait_of(shape: &Shape, part: &Part<'_>) -> TokenStream {
    let (moved_by, tangent) = (shape.private("MovedBy"), field_type(shape, part.field));
    quote_spanned!(part.field.ty.span()=> <_ as #moved_by<#tangent>>)
}

fn active<'a>(parts: &'a [Part<'a>]) -> impl Iterator<Item = &'a Part<'a>> {
    parts.iter().filter(|part| !part.field.constant)
}

/// For an enum of unit variants, whose tangent is `()`.
pub fn of_unit_variants(shape: &Shape) -> TokenStream {
    let (moved_by, misfit) = (shape.private("MovedBy"), shape.private("Misfit"));
    let name = &shape.name;
    let (generics, arguments, clause) = shape.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #moved_by<()> for #name #arguments #clause {
            #[inline]
            fn move_along(&mut self, _: f64, _: &()) -> ::std::result::Result<(), #misfit> {
                ::std::result::Result::Ok(())
            }

            #[inline]
            fn change_coordinates(&mut self, _: &mut impl ::std::ops::FnMut(f64) -> f64) {}
        }
    }
}
