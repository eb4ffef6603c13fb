//! Names for what is anonymous in a signature: `impl Trait` parameters and elided lifetimes.
//!
//! In: the types of the parameters. Out: the same types with `&[f64]` become `&'a [f64]` and `impl Fn()`
//! become `Impl1`, these declared as generics. The opaque type of a pullback has to name what it
//! captures, and it can't name what is anonymous. Deliberately absent: the parameters of `fn(&f64)` and
//! `Fn(&f64)`, whose elided lifetimes are bound there, and lifetimes hidden in paths (`Model` for
//! `Model<'_>`), which tokens don't show.

use proc_macro2::{Ident, Span};
use quote::format_ident;
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};

use crate::kind::object;
use crate::signature::Param;

/// Makes a type parameter of each `impl Trait` in `types`.
pub fn name_impl_traits(types: &mut [syn::Type], generics: &mut syn::Generics) {
    let mut fresh = FreshLifetimes::new("impl", generics, types);
    let mut opaque = NameImplTraits { made: Vec::new() };
    for ty in types {
        opaque.visit_type_mut(ty);
    }
    for mut param in opaque.made {
        fresh.visit_type_param_mut(&mut param);
        generics.params.push(syn::GenericParam::Type(param));
    }
    fresh.declare(generics);
}

/// Names the elided lifetimes in `types`, which are those of `params`: one name for all shared borrows (`share`),
/// which may be as short as the shortest of them, and one for each other lifetime.
pub fn name_elided(
    (params, share): (&[Param], bool),
    types: &mut [syn::Type],
    generics: &mut syn::Generics,
    in_scope: &syn::Generics,
) {
    let mut fresh = FreshLifetimes::new("", in_scope, types);
    if share {
        fresh.share("a");
    }
    for (position, (param, ty)) in params.iter().zip(types).enumerate() {
        fresh.stem = match param.name.to_string() {
            raw if raw.starts_with("r#") => format!("p{position}"),
            this if this == "self" => "this".to_string(),
            name => name,
        };
        // A pullback holds no dots.
        let shared = fresh.shared.take_if(|_| param.dot_of.is_some());
        fresh.visit_type_mut(ty);
        fresh.shared = shared.or(fresh.shared.take());
    }
    fresh.declare(generics);
}

/// Names the lifetimes of what is behind references to objects, `&(dyn Layer + 'layer)`, where they are left to be those of the references: a pullback may hold
/// what is behind without holding the reference.
pub fn name_objects(
    types: &mut [syn::Type],
    generics: &mut syn::Generics,
    in_scope: &syn::Generics,
) {
    let mut fresh = FreshLifetimes::new("object", in_scope, types);
    for ty in types.iter_mut().filter(|ty| object(ty).is_some()) {
        let syn::Type::Reference(reference) = ty else { continue };
        let elem = match &*reference.elem {
            syn::Type::Paren(inner) => &inner.elem,
            elem => elem,
        };
        let syn::Type::TraitObject(of) = elem else { continue };
        if of.bounds.iter().any(|bound| matches!(bound, syn::TypeParamBound::Lifetime(_))) {
            continue;
        }
        let mut of = of.clone();
        of.bounds.push(syn::TypeParamBound::Lifetime(fresh.next()));
        *reference.elem = syn::parse_quote!((#of));
    }
    fresh.declare(generics);
}

/// Names the elided lifetimes of an `impl` block's type and trait.
pub fn name_elided_of_block(
    self_ty: &mut syn::Type,
    self_trait: Option<&mut syn::Path>,
    generics: &mut syn::Generics,
) {
    let mut fresh = FreshLifetimes::new("this", generics, std::slice::from_ref(self_ty));
    fresh.visit_type_mut(self_ty);
    if let Some(path) = self_trait {
        fresh.visit_path_mut(path);
    }
    fresh.declare(generics);
}

/// A lifetime that all `lifetimes` and the values of all `types` outlive, declared in `generics`.
pub fn common_lifetime(
    lifetimes: &[syn::Lifetime],
    types: &[Ident],
    generics: &mut syn::Generics,
    in_scope: &syn::Generics,
) -> syn::Lifetime {
    let mut fresh = FreshLifetimes::new("all", in_scope, &[]);
    fresh.taken.extend(lifetimes.iter().map(|lifetime| lifetime.ident.to_string()));
    let all = fresh.next();
    fresh.declare(generics);
    let predicates = &mut generics.make_where_clause().predicates;
    for lifetime in lifetimes {
        predicates.push(syn::parse_quote!(#lifetime: #all));
    }
    for ty in types {
        predicates.push(syn::parse_quote!(#ty: #all));
    }
    all
}

/// Whether a lifetime is written in a type.
pub fn holds_lifetime(ty: &syn::Type) -> bool {
    let mut lifetimes = Lifetimes::default();
    lifetimes.visit_type(ty);
    !lifetimes.names.is_empty()
}

/// Replaces each `impl Trait` by a type parameter.
struct NameImplTraits {
    made: Vec<syn::TypeParam>,
}

impl VisitMut for NameImplTraits {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        visit_mut::visit_type_mut(self, ty);
        if let syn::Type::ImplTrait(opaque) = ty {
            let name = format_ident!("Impl{}", self.made.len() + 1, span = Span::mixed_site());
            let bounds = &opaque.bounds;
            self.made.push(syn::parse_quote!(#name: #bounds));
            *ty = syn::parse_quote!(#name);
        }
    }
}

/// Gives each elided lifetime a name: `'x`, then `'x1`, `'x2`, ..
struct FreshLifetimes {
    stem: String,
    taken: Vec<String>,
    made: Vec<syn::Lifetime>,
    /// The stem of the name that shared borrows have in common.
    shared_stem: Option<&'static str>,
    shared: Option<syn::Lifetime>,
}

impl FreshLifetimes {
    fn new(stem: &str, generics: &syn::Generics, types: &[syn::Type]) -> FreshLifetimes {
        let mut taken = Lifetimes::default();
        taken.visit_generics(generics);
        types.iter().for_each(|ty| taken.visit_type(ty));
        FreshLifetimes {
            stem: stem.to_string(),
            taken: taken.names,
            made: Vec::new(),
            shared_stem: None,
            shared: None,
        }
    }

    fn share(&mut self, stem: &'static str) {
        self.shared_stem = Some(stem);
    }

    /// The name for a shared borrow.
    fn next_shared(&mut self) -> syn::Lifetime {
        let Some(stem) = self.shared_stem else { return self.next() };
        if let Some(shared) = &self.shared {
            return shared.clone();
        }
        let outer = std::mem::replace(&mut self.stem, stem.to_string());
        let shared = self.next();
        self.stem = outer;
        self.shared = Some(shared.clone());
        shared
    }

    fn next(&mut self) -> syn::Lifetime {
        let numbered = (1..).map(|n| format!("{}{n}", self.stem));
        let mut names = std::iter::once(self.stem.clone()).chain(numbered);
        let name = names.find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.push(name.clone());
        let ident = format_ident!("{name}", span = Span::mixed_site());
        let lifetime = syn::Lifetime { apostrophe: Span::mixed_site(), ident };
        self.made.push(lifetime.clone());
        lifetime
    }

    /// Declares the names, before all other generics.
    fn declare(self, generics: &mut syn::Generics) {
        for (position, lifetime) in self.made.into_iter().enumerate() {
            generics.params.insert(position, syn::parse_quote!(#lifetime));
        }
    }
}

impl VisitMut for FreshLifetimes {
    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        let is_shared = reference.mutability.is_none();
        if reference.lifetime.is_none() {
            reference.lifetime = Some(if is_shared { self.next_shared() } else { self.next() });
        }
        // What stands behind a `&mut` can't be shortened.
        let stem = self.shared_stem.take_if(|_| !is_shared);
        visit_mut::visit_type_reference_mut(self, reference);
        self.shared_stem = self.shared_stem.or(stem);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut syn::Lifetime) {
        if lifetime.ident == "_" {
            *lifetime = self.next();
        }
    }

    fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}

    fn visit_parenthesized_generic_arguments_mut(
        &mut self,
        _: &mut syn::ParenthesizedGenericArguments,
    ) {
    }
}

/// The names of lifetimes.
#[derive(Default)]
pub struct Lifetimes {
    /// In order of their occurrence.
    pub names: Vec<String>,
}

impl Visit<'_> for Lifetimes {
    fn visit_lifetime(&mut self, lifetime: &syn::Lifetime) {
        self.names.push(lifetime.ident.to_string());
    }
}
