//! Types without their borrows, since tangents are owned.
//!
//! In: a field's type. Out: a type with the same tangent that mentions fewer lifetimes: `[f64]` for `&'a [f64]`,
//! `Vec<Box<T>>` for `Vec<&'a T>`, `Model<'static>` for `Model<'a>`. A lifetime stays beside a type parameter
//! in a type that the macro doesn't know (`View<'a, T>`), where `'static` would be too much to ask of `T`.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};

use crate::library::StdType;

/// The type without borrows. `type_params` are those in scope.
pub fn owned(ty: &syn::Type, type_params: &[&str]) -> syn::Type {
    let mut ty = ty.clone();
    // References around everything are looked through: `<[f64] as Differentiable>` is fine.
    while let syn::Type::Reference(reference) = ty {
        ty = *reference.elem;
    }
    Erase { type_params }.visit_type_mut(&mut ty);
    ty
}

/// The type with its own name for `Self`, which is another one in the tangent.
pub fn named(ty: &syn::Type, itself: &syn::Type) -> syn::Type {
    let mut ty = ty.clone();
    Name { itself }.visit_type_mut(&mut ty);
    ty
}

struct Name<'a> {
    itself: &'a syn::Type,
}

impl VisitMut for Name<'_> {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        match ty {
            syn::Type::Path(path) if path.path.is_ident("Self") => *ty = self.itself.clone(),
            ty => visit_mut::visit_type_mut(self, ty),
        }
    }
}

struct Erase<'a> {
    type_params: &'a [&'a str],
}

impl VisitMut for Erase<'_> {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        match ty {
            syn::Type::Reference(reference) => {
                self.visit_type_mut(&mut reference.elem);
                let pointee = &reference.elem;
                *ty = syn::parse_quote!(::std::boxed::Box<#pointee>);
            }
            syn::Type::Tuple(_) | syn::Type::Array(_) | syn::Type::Slice(_) => {
                visit_mut::visit_type_mut(self, ty);
            }
            syn::Type::Paren(_) | syn::Type::Group(_) => visit_mut::visit_type_mut(self, ty),
            syn::Type::Path(path) if is_known(&path.path) => visit_mut::visit_type_mut(self, ty),
            _ if mentions(&*ty, self.type_params) => {}
            _ => Static.visit_type_mut(ty),
        }
    }

    fn visit_expr_mut(&mut self, _: &mut syn::Expr) {}
}

/// Replaces every lifetime by `'static`.
struct Static;

impl VisitMut for Static {
    fn visit_lifetime_mut(&mut self, lifetime: &mut syn::Lifetime) {
        lifetime.ident = syn::Ident::new("static", lifetime.ident.span());
    }

    // What is bound inside stays.
    fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}
    fn visit_trait_bound_mut(&mut self, _: &mut syn::TraitBound) {}
}

/// Whether a path is one of std's containers, as far as its name tells.
fn is_known(path: &syn::Path) -> bool {
    StdType::of_path(path).is_some_and(StdType::is_around)
}

/// Whether tokens mention one of `names`, each `T` or `'a`; not as a part of a path such as `a::T`.
pub fn mentions(tokens: impl ToTokens, names: &[&str]) -> bool {
    mentions_in(tokens.to_token_stream(), names)
}

fn mentions_in(tokens: TokenStream, names: &[&str]) -> bool {
    // The two characters before a name: `::` of a path, `'` of a lifetime.
    let mut before = [' '; 2];
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                if mentions_in(group.stream(), names) {
                    return true;
                }
                before = [' '; 2];
            }
            TokenTree::Ident(name) => {
                let name = match before {
                    [_, '\''] => format!("'{name}"),
                    _ => name.to_string(),
                };
                if before != [':', ':'] && names.contains(&&*name) {
                    return true;
                }
                before = [' '; 2];
            }
            TokenTree::Punct(punct) => before = [before[1], punct.as_char()],
            TokenTree::Literal(_) => before = [' '; 2],
        }
    }
    false
}
