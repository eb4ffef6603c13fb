//! Parameters that are functions: what stands for them in the derivatives.
//!
//! ```text
//! fn simpson(f: impl Fn(f64) -> f64, a: f64)
//!     → fn pullback<Given1>(f: Given1, a: f64) where Given1: ad_runtime::Function1<f64, f64, f64, Output = f64>
//! fn rk4(f: &dyn Fn(f64, &[f64]) -> Vec<f64>)
//!     → fn pullback<Given1, Kept1>(f: Given1)
//!       where Given1: for<'x> ad_runtime::Function2<f64, f64, f64, &'x [f64], [f64], &'x [f64], Output = Vec<f64>, Owned = Kept1>
//! ```
//! One body serves all kinds of such parameters. A pullback that borrows nothing is of one type for all lifetimes, which has to be named.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::args::Config;
use crate::kind::is_fn;
use crate::signature::{Argument, FunctionType, Signature};
use crate::ty::peel;

/// Puts the types of functions in the place of what was declared.
pub fn bind(
    config: &Config,
    signature: &Signature,
    types: &mut [syn::Type],
    generics: &mut syn::Generics,
) {
    for (i, param) in signature.params.iter().enumerate() {
        let Some(function) = &param.function else { continue };
        let name = &function.name;
        let kept = format_ident!("Kept{}", i + 1, span = Span::mixed_site());
        match generics.type_params().any(|param| param.ident == *name) {
            true => unbind(generics, name),
            false => {
                let others = other_bounds(&param.ty).into_iter().map(as_clone);
                generics.params.push(syn::parse_quote!(#name: #(#others+)* ::std::marker::Sized));
            }
        }
        let (bound, owned) = bound(config, signature, function, &kept);
        types[i] = syn::parse_quote!(#name);
        let predicates = &mut generics.make_where_clause().predicates;
        predicates.push(syn::parse_quote!(#name: #bound));
        if let Some(owned) = owned {
            predicates.push(syn::parse_quote!(#kept: #owned));
            generics.params.push(syn::parse_quote!(#kept));
        }
    }
}

/// The function's bound; and that of its pullback, if it has a name.
fn bound(
    config: &Config,
    signature: &Signature,
    function: &FunctionType,
    kept: &Ident,
) -> (TokenStream, Option<TokenStream>) {
    let runtime = &config.runtime;
    let (arguments, elided) = signature.arguments(function.inputs.iter(), runtime);
    let of = format_ident!("Function{}", arguments.len(), span = Span::mixed_site());
    let parameters = arguments.iter().map(Argument::of_trait);
    let lifetimes = function.declared(&elided);
    let (name, output) = (&function.name, &function.output);
    if lifetimes.is_empty() {
        return (quote!(#runtime::#of<#(#parameters,)* Output = #output>), None);
    }
    let tangent = signature.tangent(output, runtime);
    let targets = arguments.iter().map(|argument| &argument.bar);
    let bound = quote_spanned! {Span::mixed_site()=>
        for<#(#lifetimes),*> #runtime::#of<#(#parameters,)* Output = #output, Owned = #kept>
    };
    let owned = quote_spanned! {Span::mixed_site()=>
        ::std::ops::FnOnce(
            #tangent,
            ::std::option::Option<&mut <#name as #runtime::FunctionValue>::Captured>
            #(, ::std::option::Option<&mut #targets>)*
        )
    };
    (bound, Some(owned))
}

/// A call of the function itself that nobody makes: without it rustc would call the function dead where the user wants only derivatives. What it is
/// given are closures, which are of any type of functions, unless more is asked of that.
pub fn mention(signature: &Signature, function: &TokenStream, this: &Ident) -> TokenStream {
    let arguments = signature.params.iter().map(|param| {
        let Some(function) = &param.function else {
            let name = if param.takes_self() { this } else { &param.name };
            return quote_spanned!(Span::mixed_site()=> #name);
        };
        let ignored = function.inputs.iter().map(|_| quote!(_));
        let closure = quote_spanned! {Span::mixed_site()=>
            |#(#ignored),*| ::core::unreachable!("nobody calls it")
        };
        match peel(&param.ty) {
            syn::Type::Reference(_) => quote_spanned!(Span::mixed_site()=> &#closure),
            _ => closure,
        }
    });
    let is_std = |bound: &syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            let names = ["Fn", "FnMut", "FnOnce", "Copy", "Clone", "Send", "Sync", "Sized"];
            let last = bound.path.segments.last();
            last.is_some_and(|last| names.iter().any(|name| last.ident == name))
        }
        _ => true,
    };
    let of_params = signature.params.iter().filter(|param| param.function.is_some());
    let others = of_params.flat_map(|param| bounds_of(&param.ty, &signature.generics));
    if !others.into_iter().all(is_std) {
        return TokenStream::new();
    }
    let output = &signature.output;
    quote_spanned! {Span::mixed_site()=>
        if false {
            let _: #output = #function(#(#arguments),*);
            ::core::unreachable!("nobody calls it")
        }
    }
}

/// All that is asked of the type of a function.
fn bounds_of<'a>(ty: &'a syn::Type, generics: &'a syn::Generics) -> Vec<&'a syn::TypeParamBound> {
    match peel(ty) {
        syn::Type::Reference(ty) => bounds_of(&ty.elem, generics),
        syn::Type::ImplTrait(ty) => ty.bounds.iter().collect(),
        syn::Type::Path(ty) => {
            let mut params = generics.type_params();
            let param = params.find(|param| ty.path.is_ident(&param.ident));
            param.map(|param| crate::kind::bounds(generics, param)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// Takes away what says that a type parameter is a closure.
fn unbind(generics: &mut syn::Generics, name: &Ident) {
    let without = |bounds: &mut syn::punctuated::Punctuated<syn::TypeParamBound, _>| {
        let others = bounds.iter().filter(|bound| !is_fn(bound));
        *bounds = others.map(as_clone).collect();
    };
    for param in generics.type_params_mut().filter(|param| param.ident == *name) {
        without(&mut param.bounds);
        if param.bounds.is_empty() {
            param.colon_token = None;
        }
    }
    let Some(clause) = &mut generics.where_clause else { return };
    for predicate in &mut clause.predicates {
        if let syn::WherePredicate::Type(predicate) = predicate
            && matches!(peel(&predicate.bounded_ty), syn::Type::Path(ty) if ty.path.is_ident(name))
        {
            without(&mut predicate.bounds);
        }
    }
}

/// `Clone` for `Copy`: where a function is used again the derivatives clone it, so that a closure may own a copy of a list that it captures.
fn as_clone(bound: &syn::TypeParamBound) -> syn::TypeParamBound {
    match bound {
        syn::TypeParamBound::Trait(of)
            if of.path.segments.last().is_some_and(|last| last.ident == "Copy") =>
        {
            syn::parse_quote_spanned!(of.span()=> ::core::clone::Clone)
        }
        bound => bound.clone(),
    }
}

/// What else is asked of an `impl Fn(..) + Copy`.
fn other_bounds(ty: &syn::Type) -> Vec<&syn::TypeParamBound> {
    match peel(ty) {
        syn::Type::Reference(ty) => other_bounds(&ty.elem),
        syn::Type::ImplTrait(ty) => ty.bounds.iter().filter(|bound| !is_fn(bound)).collect(),
        _ => Vec::new(),
    }
}
