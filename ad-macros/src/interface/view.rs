//! A parameter's argument from an owned copy of it.
//!
//! In: the type of a parameter, and a place that holds the same value with every reference replaced by what
//! it points to (`Vec<f64>` for `&[f64]`). Out: an expression of the parameter's type. References to
//! lists of references (`&[&[f64]]`) need a list of references somewhere: it is a temporary of the call,
//! so there can be only one level of them.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::library::StdType;
use crate::ty::{arguments, holds_reference, peel};

/// Whether a type is that of its owned copies: the keys of a map stay as they are.
fn is_owned(ty: &syn::Type) -> bool {
    let values = match peel(ty) {
        syn::Type::Path(path) if StdType::of_path(&path.path) == Some(StdType::Map) => {
            path.path.segments.last().and_then(|last| arguments(last).nth(1))
        }
        _ => None,
    };
    !holds_reference(values.unwrap_or(ty))
}

/// An expression of type `ty` from `owned`; `None` where that would take more than temporaries.
pub fn view(ty: &syn::Type, owned: &TokenStream) -> Option<TokenStream> {
    match peel(ty) {
        ty if is_owned(ty) => Some(owned.clone()),
        syn::Type::Reference(reference) if !is_owned(&reference.elem) => {
            let viewed = match peel(&reference.elem) {
                syn::Type::Slice(slice) => {
                    let list = list(&slice.elem, owned)?;
                    quote!(#list[..])
                }
                elem => view(elem, owned)?,
            };
            Some(quote!(&#viewed))
        }
        ty => part(ty, owned),
    }
}

/// An expression of type `ty` that owns no temporary, from the place `owned`, which is only read.
fn part(ty: &syn::Type, owned: &TokenStream) -> Option<TokenStream> {
    match peel(ty) {
        ty if is_owned(ty) => {
            Some(quote_spanned!(Span::mixed_site()=> ::std::clone::Clone::clone(&#owned)))
        }
        syn::Type::Reference(reference) if is_owned(&reference.elem) => {
            Some(quote_spanned!(Span::mixed_site()=> ::std::borrow::Borrow::borrow(&#owned)))
        }
        syn::Type::Tuple(tuple) => {
            let fields = tuple.elems.iter().enumerate().map(|(index, field)| {
                let index = syn::Index::from(index);
                part(field, &quote!(#owned.#index))
            });
            let fields = fields.collect::<Option<Vec<_>>>()?;
            Some(quote!((#(#fields,)*)))
        }
        syn::Type::Array(array) => {
            let index = quote_spanned!(Span::mixed_site()=> index);
            let each = part(&array.elem, &quote!(#owned[#index]))?;
            Some(quote!(::std::array::from_fn(|#index| #each)))
        }
        syn::Type::Path(path) if StdType::of_path(&path.path) != Some(StdType::Vec) => None,
        syn::Type::Path(path) => match &path.path.segments.last()?.arguments {
            syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
                syn::GenericArgument::Type(item) => list(item, owned),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// A `Vec` of `item`s from the list `owned`.
fn list(item: &syn::Type, owned: &TokenStream) -> Option<TokenStream> {
    let name = quote_spanned!(Span::mixed_site()=> item);
    let each = part(item, &quote!((*#name)))?;
    Some(quote_spanned! {Span::mixed_site()=>
        #owned.iter().map(|#name| #each).collect::<::std::vec::Vec<_>>()
    })
}
