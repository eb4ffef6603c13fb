//! `Listed` and `Coordinates` for the type and for its tangent: what `check` needs.
//!
//! A field that is a reference is copied to memory that is never freed, for there is nobody who could own it. Absent for a
//! type that holds other borrows of differentiable values (`Vec<&[f64]>`, `&mut f64`), of which there is no copy.

use proc_macro2::TokenStream;
use quote::quote;

use super::bounds::{Asked, Ground};
use super::parts::{Borrow, Part};
use super::place::at;
use super::shape::Shape;
use crate::ty::peel;

/// Both impls, where they can be had.
pub fn impls(shape: &Shape) -> TokenStream {
    let value = of_value(shape);
    let tangent = of_tangent(shape);
    let listed = [listed_value(shape), listed_tangent(shape)];
    quote!(#(#listed)* #value #tangent)
}

fn of_value(shape: &Shape) -> Option<TokenStream> {
    let active = shape.active_fields().filter_map(|field| match view(shape, &field.ty) {
        Some(View::Slice(item) | View::Value(item)) => Some(item),
        Some(View::Text) => None,
        None => Some(&field.ty),
    });
    let constant = shape.fields().filter(|field| field.constant).map(|field| &field.ty);
    let mut bounds = Ground::of(shape, Asked::ValueCoordinates, active).predicates()?;
    bounds.extend(Ground::of(shape, Asked::ValueClone, constant).predicates()?);
    let generics = shape.value_generics(bounds);
    let replaced = replaced(shape, true, |part| {
        let value = &part.this;
        quote!(::std::clone::Clone::clone(#value))
    });
    let (generics, arguments, clause) = generics.split_for_impl();
    let (name, coordinates) = (&shape.name, shape.private("Coordinates"));
    Some(quote! {
        #[automatically_derived]
        impl #generics #coordinates for #name #arguments #clause {
            type Owned = Self;

            #replaced
        }
    })
}

fn of_tangent(shape: &Shape) -> Option<TokenStream> {
    let active = shape.active_fields().map(|field| &field.owned);
    let bounds = Ground::of(shape, Asked::TangentCoordinates, active).predicates()?;
    let generics = shape.tangent_generics(bounds);
    let replaced = replaced(shape, false, |_| shape.private("Constant"));
    let (generics, arguments, clause) = generics.split_for_impl();
    let (tangent, coordinates) = (&shape.tangent, shape.private("Coordinates"));
    Some(quote! {
        #[automatically_derived]
        impl #generics #coordinates for #tangent #arguments #clause {
            type Owned = Self;

            #replaced
        }
    })
}

fn listed_value(shape: &Shape) -> TokenStream {
    let active = shape.active_fields().map(|field| &field.ty);
    let bounds = Ground::of(shape, Asked::ValueListed, active).predicates().unwrap_or_default();
    listed(shape, &shape.name, &shape.value_generics(bounds))
}

fn listed_tangent(shape: &Shape) -> TokenStream {
    let active = shape.active_fields().map(|field| &field.owned);
    let bounds = Ground::of(shape, Asked::TangentListed, active).predicates().unwrap_or_default();
    listed(shape, &shape.tangent, &shape.tangent_generics(bounds))
}

/// `Listed` for the type or for its tangent.
fn listed(shape: &Shape, name: &syn::Ident, generics: &syn::Generics) -> TokenStream {
    let visitor = shape.private("Visitor");
    let listed = shape.private("Listed");
    let looks = shape.one(Borrow::Shared, |_, parts| {
        let parts = parts.iter().filter(|part| !part.field.constant).map(|part| {
            let (value, place) = (&part.this, format!(".{}", part.field.plain_name()));
            at(&part.field.ty, quote!(visitor.look(::std::format_args!(#place), #value);))
        });
        quote!({ #(#parts)* })
    });
    let (generics, arguments, clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #listed for #name #arguments #clause {
            fn listed(&self, visitor: &mut #visitor<'_>) { #looks }
        }
    }
}

/// A field that borrows what it holds.
enum View<'a> {
    /// `&[T]`
    Slice(&'a syn::Type),
    /// `&T`
    Value(&'a syn::Type),
    /// `&str`, which has no coordinates.
    Text,
}

fn view<'a>(shape: &Shape, ty: &'a syn::Type) -> Option<View<'a>> {
    match peel(ty) {
        syn::Type::Reference(reference) if reference.mutability.is_none() => {
            match peel(&reference.elem) {
                syn::Type::Slice(slice) => Some(View::Slice(&slice.elem)),
                syn::Type::Path(path) if path.path.is_ident("str") => Some(View::Text),
                ty if may_be_unsized(shape, ty) => None,
                ty => Some(View::Value(ty)),
            }
        }
        _ => None,
    }
}

/// Whether a type is a parameter with the bound `?Sized`.
fn may_be_unsized(shape: &Shape, ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = ty else { return false };
    let mut params = shape.generics.type_params().filter(|param| path.path.is_ident(&param.ident));
    let is_relaxed = |bound: &syn::TypeParamBound| {
        matches!(bound, syn::TypeParamBound::Trait(bound)
            if bound.maybe.is_some())
    };
    params.any(|param| param.bounds.iter().any(is_relaxed))
}

/// The method of the type or of its tangent, given what becomes of a constant field.
fn replaced(
    shape: &Shape,
    is_value: bool,
    constant: impl Fn(&Part<'_>) -> TokenStream,
) -> TokenStream {
    let visitor = shape.private("Visitor");
    let replaced = shape.one(Borrow::Shared, |variant, parts| {
        let parts = parts.iter().map(|part| match part.field.constant {
            true => constant(part),
            false => {
                let (value, place) = (&part.this, format!(".{}", part.field.plain_name()));
                let is_named = !is_value && !shape.is_generic(&part.field.owned);
                let visit = if is_named { quote!(part_in) } else { quote!(part) };
                let copy = quote!(visitor.#visit(::std::format_args!(#place), #value));
                let copy = match view(shape, &part.field.ty).filter(|_| is_value) {
                    Some(View::Slice(_)) => quote!(::std::vec::Vec::leak(#copy)),
                    Some(View::Value(_)) => {
                        quote!(::std::boxed::Box::leak(::std::boxed::Box::new(#copy)))
                    }
                    Some(View::Text) => quote!(*#value),
                    None => copy,
                };
                at(&part.field.ty, copy)
            }
        });
        variant.construct(&quote!(Self), &parts.collect::<Vec<_>>())
    });
    quote!(fn replaced(&self, visitor: &mut #visitor<'_>) -> Self { #replaced })
}

/// For an enum of unit variants, whose tangent is `()`.
pub fn of_unit_variants(shape: &Shape) -> TokenStream {
    let (name, coordinates) = (&shape.name, shape.private("Coordinates"));
    let (visitor, listed) = (shape.private("Visitor"), shape.private("Listed"));
    let (generics, arguments, clause) = shape.generics.split_for_impl();
    let copy = match shape.variants.is_empty() {
        true => quote!(match *self {}),
        false => shape.one(Borrow::Shared, |variant, _| variant.construct(&quote!(Self), &[])),
    };
    quote! {
        #[automatically_derived]
        impl #generics #listed for #name #arguments #clause {
            fn listed(&self, _: &mut #visitor<'_>) {}
        }

        #[automatically_derived]
        impl #generics #coordinates for #name #arguments #clause {
            type Owned = Self;

            fn replaced(&self, _: &mut #visitor<'_>) -> Self { #copy }
        }
    }
}
