//! Types that are names: whose functions can be asked for wherever the function's block stands.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::visit::{self, Visit};

use super::{Param, Signature};
use crate::kind::{bounds, is_trait_of_std};
use crate::ty::{self, peel};

impl Param {
    /// The type, references looked through, if it is a name that means the same wherever the function's block does.
    pub fn named(&self, signature: &Signature) -> Option<TokenStream> {
        named(&self.ty, &signature.generics, &signature.own_generics)
    }
}

impl Signature {
    /// The paths of the types that it names, its block's among them, as they are printed: none that only the function knows.
    pub fn named_types(&self) -> BTreeSet<String> {
        let mut own: Vec<_> = self.own_generics.type_params().map(|param| &param.ident).collect();
        own.extend(self.own_generics.const_params().map(|param| &param.ident));
        let own: Vec<_> = own.into_iter().cloned().collect();
        let all = self.nominal_types().into_iter();
        let all = all.filter(|path| !ty::mentions(path.to_token_stream(), &own));
        let alone = |path: &syn::Path| {
            let of = |param: &syn::TypeParam| path.is_ident(&param.ident);
            self.generics_in_scope.type_params().any(of)
        };
        all.filter(|path| !alone(path)).map(|path| printed(&path)).collect()
    }

    /// The types that it names whose arguments are generics alone, each another one: what such a type has for all of these it has for all others too.
    pub fn instances(&self) -> BTreeMap<String, TokenStream> {
        let generics = &self.generics_in_scope.params;
        let is_generic = |name: &Ident| {
            generics.iter().any(|param| match param {
                syn::GenericParam::Lifetime(_) => false,
                syn::GenericParam::Type(param) => param.ident == *name,
                syn::GenericParam::Const(param) => param.ident == *name,
            })
        };
        let mut found = BTreeMap::new();
        for path in self.nominal_types() {
            let [segment] = path.segments.iter().collect::<Vec<_>>()[..] else { continue };
            let names = ty::arguments(segment).map(|ty| match peel(ty) {
                syn::Type::Path(path) => path.path.get_ident().filter(|name| is_generic(name)),
                _ => None,
            });
            let Some(names) = names.collect::<Option<Vec<_>>>() else { continue };
            let is_any = !names.is_empty()
                && names.iter().enumerate().all(|(i, name)| !names[..i].contains(name));
            if is_any {
                found.entry(segment.ident.to_string()).or_insert_with(|| path.to_token_stream());
            }
        }
        found
    }

    /// The names of floats of std's: `f64`, and type parameters whose bounds are all of std's or of `num_traits`.
    pub fn floats_of_std(&self) -> BTreeSet<String> {
        let is_of_std = |param: &&syn::TypeParam| {
            self.scope.floats.contains(&param.ident)
                && bounds(&self.generics_in_scope, param).iter().all(|bound| match bound {
                    syn::TypeParamBound::Trait(bound) => {
                        let last = bound.path.segments.last();
                        last.is_some_and(|last| is_trait_of_std(&last.ident))
                    }
                    _ => true,
                })
        };
        let params = self.generics_in_scope.type_params().filter(is_of_std);
        params
            .map(|param| param.ident.to_string())
            .chain(["f64", "f32"].map(String::from))
            .collect()
    }

    /// The generic arguments of the block's type, for a path that begins with its name alone, `Complex::new`: if that type is the only one of this name here.
    pub fn arguments_of(&self, path: &syn::Path) -> Option<syn::AngleBracketedGenericArguments> {
        let [first, _] = path.segments.iter().collect::<Vec<_>>()[..] else { return None };
        let Some(syn::Type::Path(own)) = self.self_ty.as_ref().map(peel) else { return None };
        let own = own.path.get_ident().is_none().then(|| own.path.segments.first()).flatten()?;
        let is_it = own.ident == first.ident && first.arguments.is_none();
        let syn::PathArguments::AngleBracketed(arguments) = &own.arguments else { return None };
        let mut same = self.nominal_types().into_iter();
        let is_only = same.all(|other| {
            let last = other.segments.last();
            last.is_none_or(|last| last.ident != first.ident || last.arguments == own.arguments)
        });
        let colon2_token = Some(<syn::Token![::]>::default());
        (is_it && is_only)
            .then(|| syn::AngleBracketedGenericArguments { colon2_token, ..arguments.clone() })
    }

    /// The paths that stand for types in it.
    fn nominal_types(&self) -> Vec<syn::Path> {
        let params = self.params.iter().map(|param| &param.ty);
        let mut paths = Paths::default();
        params.chain([&self.output]).chain(&self.self_ty).for_each(|ty| paths.visit_type(ty));
        paths.0
    }
}

#[derive(Default)]
struct Paths(Vec<syn::Path>);

impl Visit<'_> for Paths {
    fn visit_type_path(&mut self, ty: &syn::TypePath) {
        self.0.extend(ty.qself.is_none().then(|| ty.path.clone()));
        visit::visit_type_path(self, ty);
    }
}

/// A type's path, be it written as a type or in front of a function's name.
pub fn printed(path: &syn::Path) -> String {
    let mut path = path.clone();
    for segment in &mut path.segments {
        if let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
            arguments.colon2_token = None;
        }
    }
    path.to_token_stream().to_string()
}

/// The function's own generics mean nothing outside of it.
fn named(ty: &syn::Type, generics: &syn::Generics, own: &syn::Generics) -> Option<TokenStream> {
    let ty = match peel(ty) {
        syn::Type::Reference(ty) => peel(&ty.elem),
        ty => ty,
    };
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|_| path.qself.is_none())?;
    let first = path.path.segments.first()?;
    let is_own = generics.type_params().any(|param| param.ident == first.ident);
    let own = own.params.iter().map(|param| match param {
        syn::GenericParam::Type(param) => param.ident.clone(),
        syn::GenericParam::Const(param) => param.ident.clone(),
        syn::GenericParam::Lifetime(param) => param.lifetime.ident.clone(),
    });
    let is_inside = ty::mentions(last.arguments.to_token_stream(), &own.collect::<Vec<_>>());
    let is_opaque = ty::holds_opaque(ty);
    (!is_own && !is_inside && !is_opaque).then(|| ty.to_token_stream())
}
