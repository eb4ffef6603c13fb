//! The types of tangents, dots and bars, as tokens.
//!
//! In: the type of a parameter or result. Out: tokens that mirror it, as the runtime's `Differentiable` does:
//! the tangent of a `Vec<usize>` inside a tuple is a `Vec<()>`. A type that the macro can't see through has
//! the tangent `<Type as Differentiable>::Tangent`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};

use crate::kind::{Kind, Scope};
use crate::known::{doubtful, having_tangents, shown_proof};
use crate::library::StdType;
use crate::spans::marked;
use crate::ty::{argument, holds_inferred, peel, std_argument};

/// The types that go with a parameter.
#[derive(Clone, Default)]
pub struct Types {
    /// The owned tangent.
    pub tangent: TokenStream,
    /// What a dot is: mirrors the parameter.
    pub dot: TokenStream,
    /// What a bar points to.
    pub bar: TokenStream,
}

/// What writes them.
pub struct Writer<'a> {
    /// The runtime's path.
    pub runtime: &'a syn::Path,
    /// The names of types that are known.
    pub scope: &'a Scope,
    /// Whether people read them: then a type's tangent is a `Tangent<Model, { .. }>`, which is a shorter name for the same.
    pub shown: bool,
}

impl Writer<'_> {
    /// The types that go with a parameter of type `ty`.
    pub fn types(&self, ty: &syn::Type) -> Types {
        let (dot, bar) = match peel(ty) {
            syn::Type::Reference(reference) => {
                let pointee = self.pointee(&reference.elem);
                match reference.mutability {
                    // What it points to may change its length.
                    Some(_) => (quote!(&mut #pointee), pointee),
                    None => (quote!(& #pointee), self.list(&reference.elem)),
                }
            }
            ty => (self.tangent(ty), self.list(ty)),
        };
        Types { tangent: self.tangent(ty), dot, bar }
    }

    /// Those of a type parameter that stands for this type.
    pub fn types_of_argument(&self, ty: &syn::Type) -> Types {
        Types { bar: self.tangent(ty), ..self.types(ty) }
    }

    /// Those of the receiver of a trait object.
    pub fn types_of_object(&self, receiver: &syn::Type) -> Types {
        let runtime = self.runtime;
        let tangent = quote!(#runtime::private::DynTangent);
        let dot = match receiver {
            syn::Type::Reference(ty) if ty.mutability.is_some() => quote!(&mut #tangent),
            _ => quote!(&#tangent),
        };
        Types { dot, bar: tangent.clone(), tangent }
    }

    /// The owned tangent.
    pub fn tangent(&self, ty: &syn::Type) -> TokenStream {
        match peel(ty) {
            syn::Type::Reference(reference) => self.tangent(&reference.elem),
            syn::Type::Slice(slice) => {
                let item = self.tangent(&slice.elem);
                quote!(::std::vec::Vec<#item>)
            }
            syn::Type::Array(array) => {
                let (item, len) = (self.tangent(&array.elem), &array.len);
                quote!([#item; #len])
            }
            syn::Type::Tuple(tuple) => {
                let items = tuple.elems.iter().map(|ty| self.tangent(ty));
                quote!((#(#items,)*))
            }
            syn::Type::Path(path) => match std_argument(path) {
                Some((StdType::Vec, item)) => {
                    let item = self.tangent(item);
                    quote!(::std::vec::Vec<#item>)
                }
                Some((StdType::Option, item)) if self.is_seen(item) => {
                    let item = self.tangent(item);
                    quote!(::std::option::Option<#item>)
                }
                Some((StdType::Box | StdType::Counted | StdType::Cow, item))
                    if self.is_seen(item) =>
                {
                    self.tangent(item)
                }
                _ => match in_result(path).filter(|_| self.is_seen(ty)) {
                    Some(item) => {
                        let item = self.tangent(item);
                        quote!(::std::result::Result<#item, ()>)
                    }
                    None => self.leaf(ty),
                },
            },
            ty => self.leaf(ty),
        }
    }

    /// `f64` for `f64`, `()` for `usize`, `<Model as Differentiable>::Tangent` for `Model`; `_` for what is inferred.
    fn leaf(&self, ty: &syn::Type) -> TokenStream {
        let kind = Kind::of_in(ty, self.scope);
        // `Self` of an `impl` for `Vec<M>`.
        let is_seen = !kind.may_carry_tangent() || kind.is_float();
        match if is_seen { kind } else { Kind::Unknown } {
            Kind::Unknown if holds_inferred(ty) => quote!(_),
            Kind::Unknown => {
                let (runtime, parts, mut ty) = (self.runtime, self.doubtful(ty), ty.clone());
                StaticLifetimes.visit_type_mut(&mut ty);
                // Where the type stands, so that it is underlined if it has no tangent.
                let span = ty.span().resolved_at(Span::mixed_site());
                let ty = marked(delimited(&ty).to_token_stream());
                if self.shown && !parts.is_empty() {
                    let proof = shown_proof(&parts, runtime);
                    return quote_spanned!(span=> #runtime::Tangent<#ty, #proof>);
                }
                let asked = having_tangents(&parts, runtime, span);
                quote_spanned!(span=> <#ty as #asked>::Tangent)
            }
            kind if kind.may_carry_tangent() => ty.to_token_stream(),
            _ => quote!(()),
        }
    }

    /// The parts of a type that may have no tangents and depend on no generics.
    pub fn doubtful(&self, ty: &syn::Type) -> Vec<syn::Type> {
        let is_written = |part: &&syn::Type| !holds_inferred(part) && self.scope.is_definite(part);
        let parts = doubtful(ty).into_iter().filter(is_written);
        let parts = parts.map(|part| self.scope.named(part).clone());
        let without_borrows = parts.map(|mut part| {
            StaticLifetimes.visit_type_mut(&mut part);
            delimited(&part)
        });
        without_borrows.collect()
    }

    /// Whether nothing in a type has to be asked for.
    fn is_seen(&self, ty: &syn::Type) -> bool {
        match peel(ty) {
            syn::Type::Reference(ty) => self.is_seen(&ty.elem),
            syn::Type::Path(path) => match std_argument(path) {
                Some((_, item)) => self.is_seen(item),
                None => Kind::of_in(ty, self.scope).is_settled(),
            },
            ty => Kind::of_in(ty, self.scope).is_settled(),
        }
    }

    /// Like [`Writer::tangent`], but a slice stays a slice.
    pub fn pointee(&self, ty: &syn::Type) -> TokenStream {
        match peel(ty) {
            syn::Type::Slice(slice) => {
                let item = self.tangent(&slice.elem);
                quote!([#item])
            }
            ty => self.tangent(ty),
        }
    }

    /// Like [`Writer::tangent`], but a slice or a `Vec` is a slice.
    fn list(&self, ty: &syn::Type) -> TokenStream {
        match peel(ty) {
            syn::Type::Path(path) => match std_argument(path) {
                Some((StdType::Vec, item)) if Kind::of_in(ty, self.scope).may_carry_tangent() => {
                    let item = self.tangent(item);
                    quote!([#item])
                }
                _ => self.tangent(ty),
            },
            ty => self.pointee(ty),
        }
    }
}

/// What is in a `Result`.
fn in_result(path: &syn::TypePath) -> Option<&syn::Type> {
    let is_result = |last: &&syn::PathSegment| StdType::of(&last.ident) == Some(StdType::Result);
    argument(path.path.segments.last().filter(is_result)?)
}

/// A type that can stand where it is followed by something: `(f64 +)`.
pub fn delimited(ty: &syn::Type) -> syn::Type {
    match ty {
        syn::Type::TraitObject(_) | syn::Type::ImplTrait(_) => syn::Type::Paren(syn::TypeParen {
            attrs: Vec::new(),
            paren_token: Default::default(),
            elem: Box::new(ty.clone()),
        }),
        ty => ty.clone(),
    }
}

/// The types in a type that the macro can't see through.
pub fn unseen(ty: &syn::Type, scope: &Scope) -> Vec<syn::Type> {
    match peel(ty) {
        syn::Type::Reference(ty) => unseen(&ty.elem, scope),
        syn::Type::Slice(ty) => unseen(&ty.elem, scope),
        syn::Type::Array(ty) => unseen(&ty.elem, scope),
        syn::Type::Tuple(ty) => ty.elems.iter().flat_map(|ty| unseen(ty, scope)).collect(),
        syn::Type::Path(path) if std_argument(path).is_some() => match std_argument(path) {
            Some((_, item)) if !matches!(peel(item), syn::Type::TraitObject(_)) => {
                unseen(item, scope)
            }
            _ => vec![ty.clone()],
        },
        ty if Kind::of_in(ty, scope) == Kind::Unknown => vec![ty.clone()],
        _ => Vec::new(),
    }
}

/// A tangent doesn't depend on the lifetimes of its point, and in a result they can't be elided.
struct StaticLifetimes;

impl VisitMut for StaticLifetimes {
    fn visit_lifetime_mut(&mut self, lifetime: &mut syn::Lifetime) {
        *lifetime = syn::Lifetime::new("'static", lifetime.span());
    }

    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        reference.lifetime.get_or_insert_with(|| syn::parse_quote!('static));
        visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}
}
