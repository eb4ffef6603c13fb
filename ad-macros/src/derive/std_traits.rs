//! `Clone`, `Copy`, `Debug`, `Default` and `PartialEq` for the tangent, as far as its fields have them.
//!
//! What the fields surely have is derived; what depends on other types is written out, because a derive would ask
//! it of the type parameters (`T: Copy`) and not of their tangents.

use proc_macro2::TokenStream;
use quote::quote;

use super::bounds::{Asked, Ground, StdTrait};
use super::parts::Borrow;
use super::place::at;
use super::shape::{Shape, Style};

const ALL: [StdTrait; 5] =
    [StdTrait::Clone, StdTrait::Copy, StdTrait::Debug, StdTrait::Default, StdTrait::PartialEq];

/// `#[derive(..)]` of what needs no `where` clause.
pub fn derived(shape: &Shape) -> Option<TokenStream> {
    let derived = ALL.into_iter().filter(|name| is_derived(shape, *name));
    let paths: Vec<_> = derived.map(StdTrait::path).collect();
    (!paths.is_empty()).then(|| quote!(#[derive(#(#paths),*)]))
}

/// `#[derive(..)]` of what the user wants, but for what the tangent has anyway.
pub fn asked(shape: &Shape) -> Option<TokenStream> {
    let asked: Vec<_> = shape.derives.iter().filter(|path| !is_had(shape, path)).collect();
    (!asked.is_empty()).then(|| quote!(#[derive(#(#asked),*)]))
}

/// Whether it is one of std's traits that the tangent may have. Of one that it can't have the user's derive says why.
fn is_had(shape: &Shape, path: &syn::Path) -> bool {
    let mut had = ALL.into_iter().filter(|name| bounds(shape, *name).is_some());
    path.get_ident().is_some_and(|name| had.any(|one| *name == one.name()))
}

/// The impls of the others.
pub fn impls(shape: &Shape) -> TokenStream {
    let written = ALL.into_iter().filter(|name| !is_derived(shape, *name));
    written.filter_map(|name| implementation(shape, name)).collect()
}

fn is_derived(shape: &Shape, name: StdTrait) -> bool {
    let is_certain = |name| bounds(shape, name).is_some_and(|bounds| bounds.is_empty());
    // A derive asks `T: Clone` of a type parameter, and puts the errors of fields without tangents elsewhere.
    shape.tangent_generics(Vec::new()).type_params().next().is_none()
        && is_certain(name)
        && is_certain(StdTrait::Debug)
}

/// What has to hold; `None` if the tangent can't have the trait.
fn bounds(shape: &Shape, name: StdTrait) -> Option<Vec<syn::WherePredicate>> {
    if name == StdTrait::Default && shape.is_enum {
        return None;
    }
    let fields = shape.active_fields().map(|field| &field.owned);
    Ground::of(shape, Asked::OfTangent(name), fields).predicates()
}

fn implementation(shape: &Shape, name: StdTrait) -> Option<TokenStream> {
    let generics = shape.tangent_generics(bounds(shape, name)?);
    let (generics, arguments, clause) = generics.split_for_impl();
    let (tangent, path, method) = (&shape.tangent, name.path(), method(shape, name));
    Some(quote! {
        #[automatically_derived]
        impl #generics #path for #tangent #arguments #clause { #method }
    })
}

fn method(shape: &Shape, name: StdTrait) -> TokenStream {
    match name {
        StdTrait::Copy => TokenStream::new(),
        StdTrait::Clone => {
            let clone = shape.one(Borrow::Shared, |variant, parts| {
                let clones = parts.iter().map(|part| {
                    let this = &part.this;
                    at(&part.field.ty, quote!(::std::clone::Clone::clone(#this)))
                });
                variant.construct(&quote!(Self), &clones.collect::<Vec<_>>())
            });
            quote!(#[inline] fn clone(&self) -> Self { #clone })
        }
        StdTrait::Default => {
            let default = shape.one(Borrow::Shared, |variant, parts| {
                let default = quote!(::std::default::Default::default());
                let defaults = parts.iter().map(|part| at(&part.field.ty, default.clone()));
                variant.construct(&quote!(Self), &defaults.collect::<Vec<_>>())
            });
            quote!(#[inline] fn default() -> Self { #default })
        }
        StdTrait::PartialEq => {
            let equal = shape.two(Borrow::Shared, quote!(false), |_, parts| {
                let equal = parts.iter().map(|part| {
                    let (this, other) = (&part.this, &part.other);
                    at(&part.field.ty, quote!(::std::cmp::PartialEq::eq(#this, #other)))
                });
                match equal.collect::<Vec<_>>() {
                    equal if equal.is_empty() => quote!(true),
                    equal => quote!(#(#equal)&&*),
                }
            });
            quote!(#[inline] fn eq(&self, other: &Self) -> bool { #equal })
        }
        StdTrait::Debug => debug(shape),
    }
}

fn debug(shape: &Shape) -> TokenStream {
    let fmt = shape.one(Borrow::Shared, |variant, parts| {
        let name = variant.name.as_ref().unwrap_or(&shape.tangent).to_string();
        let values = parts.iter().map(|part| at(&part.field.ty, part.this.clone()));
        match variant.style {
            Style::Named => {
                let names = variant.fields.iter().map(|field| field.plain_name());
                quote!(formatter.debug_struct(#name)#(.field(#names, #values))*.finish())
            }
            _ => quote!(formatter.debug_tuple(#name)#(.field(#values))*.finish()),
        }
    });
    quote! {
        fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { #fmt }
    }
}
