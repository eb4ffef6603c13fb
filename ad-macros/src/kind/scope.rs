//! Which names of types are known where a signature is read: type parameters that are floats or
//! functions, and `Self`.
//!
//! In: generics, parameters and the result. Out: a [`Scope`]. A type parameter is a float where it occurs as a
//! value (`T`, `&[T]`, `(T, usize)`) in the result or in a parameter that isn't constant, unless its bounds say that
//! it is something else: a function (`Fn(..)`), any differentiable value (`Differentiable`), whatever has some operators (`Mul<f64, Output = T>`), or a model (`models`).

mod models;

use proc_macro2::{Ident, Span};
use quote::ToTokens;

use super::Kind;
use super::operated::operated;
use crate::library::StdType;
use crate::ty::{self, peel};

pub use models::is_trait_of_std;

/// The types of the values that may be differentiated.
pub struct Values<'a> {
    /// Those of parameters that are only looked at.
    pub given: Vec<&'a syn::Type>,
    /// The result's, and those of parameters that may be changed.
    pub made: Vec<&'a syn::Type>,
    /// The results of all functions of the block around: a type parameter of the block is the same thing in all of them.
    pub made_around: &'a [syn::Type],
    /// Whether plain floats are computed with in that block.
    pub has_floats: bool,
}

impl<'a> Values<'a> {
    /// Whether values of a type parameter are made, by name.
    fn is_made(&self, name: &Ident) -> bool {
        let mut made = self.made.iter().copied().chain(self.made_around);
        made.any(|ty| ty::holds_itself(peel(ty).to_token_stream(), name))
    }

    fn all(&self) -> impl Iterator<Item = &'a syn::Type> {
        self.given.iter().chain(&self.made).copied()
    }
}

/// The names of types in scope that are more than paths.
#[derive(Clone, Default)]
pub struct Scope {
    /// The type parameters that are floats.
    pub floats: Vec<Ident>,
    /// The type parameters that are models: of a type with tangents, of which nothing else is known than what the bounds say.
    pub models: Vec<Ident>,
    /// The type parameters that are whatever has some operators, of which values are differentiated.
    pub ruled: Vec<Ident>,
    /// The type parameters that are functions.
    functions: Vec<Ident>,
    /// What `Self` stands for.
    self_kind: Option<Box<Kind>>,
    /// The type that `Self` stands for.
    self_ty: Option<syn::Type>,
    /// The names that depend on generics, if all are known.
    generic: Option<Vec<Ident>>,
}

impl Scope {
    /// The scope of a signature: its generics and those around, and the types in which a
    /// type parameter that occurs is a float.
    pub fn new(
        generics: &syn::Generics,
        self_ty: Option<&syn::Type>,
        values: &Values,
        is_of_trait: bool,
    ) -> Scope {
        let (mut occurring, mut types) = (Vec::new(), self_ty.to_token_stream());
        values.all().for_each(|ty| {
            occurrences(ty, &mut occurring);
            ty.to_tokens(&mut types);
        });
        let mut scope = Scope::default();
        let operators = operated(generics);
        let is_operated = |name: &Ident| operators.iter().any(|bound| bound.mentions(name));
        for param in generics.type_params() {
            let bounds = bounds(generics, param);
            let has = |names: &[&str]| bounds.iter().any(|bound| is_named(bound, names));
            if bounds.iter().copied().any(is_fn)
                || bounds.iter().any(|bound| gives_constants(bound))
            {
                scope.functions.push(param.ident.clone());
            } else if has(ITERATORS) {
                // An iterator is no float, whatever its items are.
            } else if !has(FLOATS)
                && (is_operated(&param.ident)
                    // A trait's own parameters are what its callers say, who are asked for no more.
                    || !is_of_trait && bounds.iter().all(|bound| is_of_any(bound)))
            {
                if ty::mentions(types.clone(), std::slice::from_ref(&param.ident)) {
                    scope.ruled.push(param.ident.clone());
                }
            } else if models::is_state(generics, &param.ident, &bounds, (values, is_of_trait)) {
                scope.ruled.push(param.ident.clone());
            } else if models::is_model(&param.ident, &bounds, (values, self_ty), is_of_trait) {
                scope.models.push(param.ident.clone());
            } else if has(&["Real", "Float"])
                || ((occurring.contains(&param.ident)
                    || (models::has_own(&bounds) && values.is_made(&param.ident)))
                    && !has(&["Differentiable", "TangentSpace"]))
            {
                scope.floats.push(param.ident.clone());
            }
        }
        let mut generic: Vec<_> = generics.type_params().map(|param| param.ident.clone()).collect();
        generic.extend(generics.const_params().map(|param| param.ident.clone()));
        // Whose generics are those of the block nobody asks.
        let is_self = |ty: &syn::Type| matches!(peel(ty), syn::Type::Path(path) if path.path.is_ident("Self"));
        if !generics.params.is_empty() || self_ty.is_some_and(is_self) {
            generic.push(Ident::new("Self", Span::call_site()));
        }
        scope.generic = Some(generic);
        scope.self_ty = self_ty.cloned();
        let self_kind = self_ty.map(|ty| Kind::of_in(ty, &scope));
        // What has a method with derivatives is asked for its tangent, be that nothing.
        scope.self_kind = self_kind.filter(Kind::may_carry_tangent).map(Box::new);
        scope
    }

    /// The type itself, for `Self`.
    pub fn named<'t>(&'t self, ty: &'t syn::Type) -> &'t syn::Type {
        let is_self = matches!(peel(ty), syn::Type::Path(path) if path.path.is_ident("Self"));
        self.self_ty.as_ref().filter(|_| is_self).unwrap_or(ty)
    }

    /// Whether a type surely depends on no generics, lifetimes aside.
    pub fn is_definite(&self, ty: &syn::Type) -> bool {
        let is_opaque = ty::holds_opaque(ty);
        let generic = self.generic.as_ref().filter(|_| !is_opaque);
        generic.is_some_and(|names| !ty::mentions(ty.to_token_stream(), names))
    }

    /// The kind of the type with this name, if the name is one of the scope's.
    pub fn kind(&self, name: &Ident) -> Option<Kind> {
        match name {
            name if self.floats.contains(name) => Some(Kind::Real(name.clone())),
            name if self.functions.contains(name) => Some(Kind::Other),
            name if name == "Self" => self.self_kind.as_deref().cloned(),
            _ => None,
        }
    }
}

/// Whether a bound says no more of a type than that it can be copied or shown: its values are only handed on.
fn is_of_any(bound: &syn::TypeParamBound) -> bool {
    matches!(bound, syn::TypeParamBound::Lifetime(_))
        || is_named(bound, &["Clone", "Copy", "Debug", "Send", "Sync"])
}

/// All bounds of a type parameter.
pub fn bounds<'a>(
    generics: &'a syn::Generics,
    param: &'a syn::TypeParam,
) -> Vec<&'a syn::TypeParamBound> {
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let in_where = predicates.filter_map(|predicate| match predicate {
        syn::WherePredicate::Type(predicate) => match peel(&predicate.bounded_ty) {
            syn::Type::Path(ty) if ty.path.is_ident(&param.ident) => Some(&predicate.bounds),
            _ => None,
        },
        _ => None,
    });
    param.bounds.iter().chain(in_where.flatten()).collect()
}

/// Whether a bound says that a type is a float.
pub fn is_of_floats(bound: &syn::TypeParamBound) -> bool {
    is_named(bound, FLOATS)
}

/// Whether a type parameter is `?Sized`.
pub fn may_be_unsized(generics: &syn::Generics, param: &syn::TypeParam) -> bool {
    let is_maybe = |bound: &&syn::TypeParamBound| matches!(bound, syn::TypeParamBound::Trait(bound) if bound.maybe.is_some());
    bounds(generics, param).iter().any(is_maybe)
}

/// Whether a type parameter has the bound `Real`, which is taken for this library's.
pub fn is_real(generics: &syn::Generics, name: &Ident) -> bool {
    let own = |bound: &syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            let foreign = ["num_traits", "num", "real"];
            let mut segments = bound.path.segments.iter();
            !segments.any(|segment| foreign.iter().any(|name| segment.ident == name))
        }
        _ => false,
    };
    let mut params = generics.type_params().filter(|param| param.ident == *name);
    params.any(|param| {
        bounds(generics, param).iter().any(|bound| is_named(bound, &["Real"]) && own(bound))
    })
}

/// The traits that only floats have.
const FLOATS: &[&str] = &["Real", "Float", "FloatCore", "FloatConst"];

/// The traits of iterators.
const ITERATORS: &[&str] =
    &["Iterator", "IntoIterator", "DoubleEndedIterator", "ExactSizeIterator"];

/// Whether a bound says that a type gives items that hold nothing to differentiate: `IntoIterator<Item = usize>`.
fn gives_constants(bound: &syn::TypeParamBound) -> bool {
    let syn::TypeParamBound::Trait(path) = bound else { return false };
    let Some(last) = path.path.segments.last() else { return false };
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else { return false };
    is_named(bound, ITERATORS)
        && arguments.args.iter().any(|argument| match argument {
            syn::GenericArgument::AssocType(item) if item.ident == "Item" => {
                let kind = Kind::of(&item.ty);
                kind.is_settled() && !kind.may_carry_tangent()
            }
            _ => false,
        })
}

/// Whether a bound is one of the traits of functions.
pub fn is_fn(bound: &syn::TypeParamBound) -> bool {
    is_named(bound, &["Fn", "FnMut", "FnOnce"])
}

fn is_named(bound: &syn::TypeParamBound, names: &[&str]) -> bool {
    match bound {
        syn::TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| names.iter().any(|name| last.ident == name))
        }
        _ => false,
    }
}

/// The names that occur as types of values in a type.
fn occurrences(ty: &syn::Type, found: &mut Vec<Ident>) {
    match peel(ty) {
        syn::Type::Reference(ty) => occurrences(&ty.elem, found),
        syn::Type::Slice(ty) => occurrences(&ty.elem, found),
        syn::Type::Array(ty) => occurrences(&ty.elem, found),
        syn::Type::Tuple(ty) => ty.elems.iter().for_each(|ty| occurrences(ty, found)),
        syn::Type::Path(ty) => {
            if let Some(name) = ty.path.get_ident() {
                found.push(name.clone());
            } else if let Some(last) = ty.path.segments.last()
                && StdType::stands_around(last)
            {
                ty::arguments(last).for_each(|ty| occurrences(ty, found));
            }
        }
        _ => {}
    }
}
