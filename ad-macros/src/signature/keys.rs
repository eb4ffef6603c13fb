//! Maps in a signature whose keys are references, which their tangents would have to outlive.

use syn::visit::{self, Visit};

use crate::diag::Diagnostics;
use crate::library::StdType;
use crate::ty::arguments;
use crate::unsupported;

/// Says which maps in a type have such keys.
pub fn refuse(diagnostics: &mut Diagnostics, ty: &syn::Type) {
    let mut maps = Maps(Vec::new());
    maps.visit_type(ty);
    maps.0.iter().for_each(|ty| diagnostics.error(ty, unsupported::KEYS_OF_REFERENCES));
}

/// The maps of such keys.
struct Maps<'a>(Vec<&'a syn::TypePath>);

impl<'a> Visit<'a> for Maps<'a> {
    fn visit_type_path(&mut self, ty: &'a syn::TypePath) {
        if let Some(last) = ty.path.segments.last()
            && StdType::of(&last.ident) == Some(StdType::Map)
            && let Some(key) = arguments(last).next()
        {
            let mut refers = Refers(false);
            refers.visit_type(key);
            self.0.extend(refers.0.then_some(ty));
        }
        visit::visit_type_path(self, ty);
    }
}

/// Whether there is a lifetime in a type that ends.
struct Refers(bool);

impl<'a> Visit<'a> for Refers {
    fn visit_type_reference(&mut self, ty: &'a syn::TypeReference) {
        self.0 |= ty.lifetime.is_none();
        visit::visit_type_reference(self, ty);
    }

    fn visit_lifetime(&mut self, lifetime: &'a syn::Lifetime) {
        self.0 |= lifetime.ident != "static";
    }
}
