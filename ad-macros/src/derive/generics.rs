//! The generics of impls: the type's own, and those of them that the tangent keeps, which the tangents of its fields mention.

use proc_macro2::TokenStream;
use quote::quote;

use super::bounds::{Asked, Ground};
use super::erase;
use super::shape::Shape;

impl Shape {
    /// The generics of impls for the type itself, with `more` bounds.
    pub fn value_generics(&self, more: Vec<syn::WherePredicate>) -> syn::Generics {
        with_bounds(self.generics.clone(), self.differentiable_bounds(), more)
    }

    /// The generics of the tangent: those that its fields mention, with the bounds that are about them alone.
    pub fn tangent_generics(&self, more: Vec<syn::WherePredicate>) -> syn::Generics {
        let mut generics = self.generics.clone();
        let is_mentioned = |param: &syn::GenericParam| {
            let name = param_name(param);
            self.active_fields().any(|field| erase::mentions(&field.owned, &[&name]))
        };
        let (kept, dropped): (Vec<_>, Vec<_>) = generics.params.into_iter().partition(is_mentioned);
        let dropped: Vec<_> = dropped.iter().map(param_name).collect();
        let dropped: Vec<_> = dropped.iter().map(String::as_str).collect();
        generics.params =
            kept.into_iter().map(|param| without_bounds_on(param, &dropped)).collect();
        if let Some(clause) = &mut generics.where_clause {
            let predicates = std::mem::take(&mut clause.predicates);
            let about_kept = |one: &syn::WherePredicate| !erase::mentions(one, &dropped);
            clause.predicates = predicates.into_iter().filter(about_kept).collect();
        }
        with_bounds(generics, self.differentiable_bounds(), more)
    }

    /// The tangent with its generic arguments.
    pub fn tangent_with_arguments(&self) -> TokenStream {
        let fields = self.fields_of_tangent();
        match self.is_boxed() {
            true => quote!(::std::boxed::Box<#fields>),
            false => fields,
        }
    }

    /// The type that has the tangent's fields, with its generic arguments.
    pub fn fields_of_tangent(&self) -> TokenStream {
        let (tangent, generics) = (&self.tangent, self.tangent_generics(Vec::new()));
        let (_, arguments, _) = generics.split_for_impl();
        quote!(#tangent #arguments)
    }

    fn differentiable_bounds(&self) -> Vec<syn::WherePredicate> {
        let fields = self.active_fields().map(|field| &field.owned);
        Ground::of(self, Asked::Differentiable, fields).predicates().unwrap_or_default()
    }
}

fn with_bounds(
    mut generics: syn::Generics,
    bounds: Vec<syn::WherePredicate>,
    more: Vec<syn::WherePredicate>,
) -> syn::Generics {
    if !bounds.is_empty() || !more.is_empty() {
        generics.make_where_clause().predicates.extend(bounds.into_iter().chain(more));
    }
    generics
}

/// The name of a generic parameter, as `erase::mentions` takes it: `'a` or `T`.
fn param_name(param: &syn::GenericParam) -> String {
    match param {
        syn::GenericParam::Lifetime(param) => param.lifetime.to_string(),
        syn::GenericParam::Type(param) => param.ident.to_string(),
        syn::GenericParam::Const(param) => param.ident.to_string(),
    }
}

/// A parameter without its bounds that mention `dropped` ones.
fn without_bounds_on(mut param: syn::GenericParam, dropped: &[&str]) -> syn::GenericParam {
    match &mut param {
        syn::GenericParam::Lifetime(param) => {
            let bounds = std::mem::take(&mut param.bounds);
            let is_kept = |bound: &syn::Lifetime| !dropped.contains(&&*bound.to_string());
            param.bounds = bounds.into_iter().filter(is_kept).collect();
        }
        syn::GenericParam::Type(param) => {
            let bounds = std::mem::take(&mut param.bounds);
            let is_kept = |bound: &syn::TypeParamBound| !erase::mentions(bound, dropped);
            param.bounds = bounds.into_iter().filter(is_kept).collect();
        }
        syn::GenericParam::Const(_) => {}
    }
    param
}
