//! `impl Energy` parameters: type parameters without a name, which get one.
//!
//! In: the parameters that may be differentiated. Out: `ImplModel1` in the place of each `impl Trait` by a trait that isn't std's, and these as generics. Deliberately
//! absent: functions and iterators, which are no models.

use proc_macro2::Span;
use quote::format_ident;
use syn::visit_mut::{self, VisitMut};

use super::Param;
use crate::kind::is_trait_of_std;

/// Names the models among the parameters.
pub fn name_models(params: &mut [Param], generics: &mut syn::Generics) {
    let mut models = Models { made: Vec::new() };
    for param in params.iter_mut().filter(|param| param.differentiable) {
        models.visit_type_mut(&mut param.ty);
    }
    generics.params.extend(models.made.into_iter().map(syn::GenericParam::Type));
}

struct Models {
    made: Vec<syn::TypeParam>,
}

impl VisitMut for Models {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        visit_mut::visit_type_mut(self, ty);
        let syn::Type::ImplTrait(opaque) = ty else { return };
        let is_own = |bound: &syn::TypeParamBound| match bound {
            syn::TypeParamBound::Trait(bound) => {
                bound.path.segments.last().is_some_and(|last| !is_trait_of_std(&last.ident))
            }
            _ => true,
        };
        if opaque.bounds.iter().all(is_own) {
            let name = format_ident!("ImplModel{}", self.made.len() + 1, span = Span::mixed_site());
            let bounds = &opaque.bounds;
            self.made.push(syn::parse_quote!(#name: #bounds));
            *ty = syn::parse_quote!(#name);
        }
    }
}
