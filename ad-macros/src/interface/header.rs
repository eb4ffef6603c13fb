//! What the generated functions have in common: generics, parameters, arguments.
//!
//! In: the configuration and a [`Signature`]. Out: the pieces that `forward`, `reverse` and `check`
//! assemble.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use crate::args::Config;
use crate::signature::{Kind, Param, Signature};

use super::names;

/// A function's generics and parameters, as its derivatives declare them.
#[derive(Clone)]
pub struct Header<'a> {
    /// The function.
    pub signature: &'a Signature,
    /// The runtime's path.
    pub runtime: &'a syn::Path,
    /// The generics, with a type parameter for each `impl Trait`.
    pub generics: syn::Generics,
    /// The types of the parameters, over these generics.
    types: Vec<syn::Type>,
}

impl<'a> Header<'a> {
    /// The header of the derivatives of a function.
    pub fn new(config: &'a Config, signature: &'a Signature) -> Header<'a> {
        let mut generics = signature.generics.clone();
        let mut types: Vec<_> = signature.params.iter().map(|param| param.ty.clone()).collect();
        names::name_impl_traits(&mut types, &mut generics);
        Header { signature, runtime: &config.runtime, generics, types }
    }

    /// The same with a name for each elided lifetime, for functions that return a closure.
    pub fn with_lifetimes(&self) -> Header<'a> {
        let mut named = self.clone();
        names::name_elided(&self.signature.params, &mut named.types, &mut named.generics);
        named
    }

    /// `use<'x, T, N>`: what an opaque return type captures, which is everything.
    pub fn captures(&self) -> TokenStream {
        let names = self.generics.params.iter().map(|param| match param {
            syn::GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
            syn::GenericParam::Type(param) => param.ident.to_token_stream(),
            syn::GenericParam::Const(param) => param.ident.to_token_stream(),
        });
        quote_spanned!(Span::mixed_site()=> use<#(#names),*>)
    }

    /// `x: &[f64], n: usize,`
    pub fn parameters(&self) -> TokenStream {
        let names = self.signature.params.iter().map(|param| &param.name);
        let types = &self.types;
        quote_spanned!(Span::mixed_site()=> #(#names: #types,)*)
    }

    /// `x, n,`, each moved.
    pub fn arguments(&self) -> TokenStream {
        let names = self.signature.params.iter().map(|param| &param.name);
        quote_spanned!(Span::mixed_site()=> #(#names,)*)
    }

    /// `::<T, N>` for a call of a derivative; nothing without generic types and constants.
    pub fn turbofish(&self) -> TokenStream {
        turbofish(&self.generics)
    }

    /// The name of the function itself with its generic arguments, for a call.
    ///
    /// Resolved as the macro's own name, so that a parameter of the same name is no obstacle.
    pub fn function(&self) -> TokenStream {
        function(self.signature)
    }

    /// The types of the parameters.
    pub fn types(&self) -> impl Iterator<Item = (&'a Param, &syn::Type)> {
        self.signature.params.iter().zip(&self.types)
    }
}

/// The name of a function with its generic arguments, for a call.
pub fn function(signature: &Signature) -> TokenStream {
    let mut ident = signature.ident.clone();
    ident.set_span(ident.span().resolved_at(Span::mixed_site()));
    let turbofish = turbofish(&signature.generics);
    quote_spanned!(Span::mixed_site()=> #ident #turbofish)
}

/// `::<T, N>`; nothing without generic types and constants.
pub fn turbofish(generics: &syn::Generics) -> TokenStream {
    let names: Vec<&Ident> = generics
        .params
        .iter()
        .filter_map(|param| match param {
            syn::GenericParam::Lifetime(_) => None,
            syn::GenericParam::Type(param) => Some(&param.ident),
            syn::GenericParam::Const(param) => Some(&param.ident),
        })
        .collect();
    match names.is_empty() {
        true => TokenStream::new(),
        false => quote_spanned!(Span::mixed_site()=> ::<#(#names),*>),
    }
}

/// An argument that is needed again later: moved if that copies, else cloned.
pub fn kept_argument(param: &Param) -> TokenStream {
    let name = &param.name;
    match param.is_ref() || param.kind.is_copy() {
        true => name.to_token_stream(),
        false => quote_spanned!(Span::mixed_site()=> ::std::clone::Clone::clone(&#name)),
    }
}

/// `x` of a parameter `x: &[f64]`, `&w` of `w: f64`: an argument for the runtime's functions that
/// take any value by reference.
pub fn reference(param: &Param) -> TokenStream {
    let name = &param.name;
    match param.is_ref() {
        true => name.to_token_stream(),
        false => quote_spanned!(Span::mixed_site()=> &#name),
    }
}

/// Whether a parameter is one float by value.
pub fn is_scalar(param: &Param) -> bool {
    param.kind == Kind::Float && !param.is_ref()
}

/// `(a, b)`, or `a` alone.
pub fn one_or_tuple(items: &[TokenStream]) -> TokenStream {
    match items {
        [only] => only.clone(),
        _ => quote_spanned!(Span::mixed_site()=> (#(#items),*)),
    }
}
