//! What the trait system is asked about fields: the `where` clauses of the impls.
//!
//! In: a question ([`Asked`]) and the types of some fields. Out: predicates on those parts of the types that the
//! macro can't see through (`T`, `Inner` in `Vec<(f64, Inner)>`), or that the answer is no. Invariant: a predicate
//! never is about the type that is derived for, which would be a circle (`struct Tree { children: Vec<Tree> }`).

use proc_macro2::TokenStream;
use quote::quote;

use crate::signature::delimited;

use crate::ty::peel;

use super::erase;
use super::place::at;
use super::shape::Shape;

/// A question about a field's type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Whether it is differentiable. Asked of type parameters only: elsewhere rustc's error is wanted.
    Differentiable,
    /// Whether its tangent has this trait of std's.
    OfTangent(StdTrait),
    /// Whether `check` can move about in its tangents.
    TangentCoordinates,
    /// `<T as Differentiable>::Tangent: Listed`
    TangentListed,
    /// `T: Listed`
    ValueListed,
    /// Whether `check` can move about in its values.
    ValueCoordinates,
    /// Whether its values can be cloned.
    ValueClone,
    /// Whether its values can be moved along its tangents.
    ValueMoved,
    /// Whether its tangents can be moved along one another.
    TangentMoved,
}

/// Those of std's traits that a tangent has if its fields do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum StdTrait {
    /// Of all tangents.
    Clone,
    /// `Copy`
    Copy,
    /// `Debug`
    Debug,
    /// `Default`
    Default,
    /// `PartialEq`
    PartialEq,
}

impl StdTrait {
    /// The trait's name.
    pub fn name(self) -> &'static str {
        match self {
            StdTrait::Clone => "Clone",
            StdTrait::Copy => "Copy",
            StdTrait::Debug => "Debug",
            StdTrait::Default => "Default",
            StdTrait::PartialEq => "PartialEq",
        }
    }

    /// The trait's path.
    pub fn path(self) -> TokenStream {
        match self {
            StdTrait::Clone => quote!(::std::clone::Clone),
            StdTrait::Copy => quote!(::std::marker::Copy),
            StdTrait::Debug => quote!(::std::fmt::Debug),
            StdTrait::Default => quote!(::std::default::Default),
            StdTrait::PartialEq => quote!(::std::cmp::PartialEq),
        }
    }
}

/// What has to be demanded for a yes.
pub struct Ground<'a> {
    shape: &'a Shape,
    asked: Asked,
    /// The types of which it is demanded.
    demands: Vec<syn::Type>,
    /// Whether the answer may be yes at all.
    possible: bool,
}

impl<'a> Ground<'a> {
    /// What has to be demanded for all of `types`.
    pub fn of<'t>(
        shape: &'a Shape,
        asked: Asked,
        types: impl Iterator<Item = &'t syn::Type>,
    ) -> Ground<'a> {
        let mut ground = Ground { shape, asked, demands: Vec::new(), possible: true };
        types.for_each(|ty| ground.ask(ty));
        ground
    }

    /// The predicates; `None` if the answer is no.
    pub fn predicates(&self) -> Option<Vec<syn::WherePredicate>> {
        let predicates = self.demands.iter().map(|ty| self.predicate(ty));
        self.possible.then(|| predicates.collect())
    }

    fn predicate(&self, ty: &syn::Type) -> syn::WherePredicate {
        // What may have no size is behind a pointer.
        let differentiable = match self.shape.may_be_unsized(ty) {
            true => self.shape.private("Point"),
            false => self.shape.private("Differentiable"),
        };
        let coordinates = self.shape.private("Coordinates");
        let listed = self.shape.private("Listed");
        let moved_by = self.shape.private("MovedBy");
        let ty = &delimited(ty);
        let asked = self.shape.asked(ty);
        let tangent = match self.shape.is_generic(ty) {
            true => at(ty, quote!(<#ty as #asked>::Tangent)),
            false => quote!(<#ty as #asked>::Tangent),
        };
        // Where a field has no tangent, that is said of its type, and nothing of the rest.
        let predicate = match self.asked {
            // rustc believes no bound beside one with an error, and tells of fields that aren't `Copy`.
            Asked::OfTangent(StdTrait::Copy) if !self.shape.is_generic(ty) => {
                let copied = self.shape.private("TangentIsCopy");
                quote!(#ty: #copied)
            }
            Asked::OfTangent(name) => {
                let path = at(ty, name.path());
                quote!(#tangent: #path)
            }
            // Of two tangents that are the same type, `()`, rustc wouldn't know which bound says what is owned.
            Asked::TangentCoordinates if !self.shape.is_generic(ty) => {
                let owned = self.shape.private("OwnedCoordinates");
                quote!(#tangent: #owned)
            }
            Asked::TangentCoordinates => quote!(#tangent: #coordinates<Owned = #tangent>),
            Asked::TangentListed => quote!(#tangent: #listed),
            Asked::Differentiable => at(ty, quote!(#ty: #differentiable)),
            Asked::ValueListed => at(ty, quote!(#ty: #listed)),
            Asked::ValueCoordinates => {
                let (known, proof) = (self.shape.private("KnownCoordinates"), self.shape.proof(ty));
                quote!(#ty: #known<#proof>)
            }
            Asked::ValueClone => at(ty, quote!(#ty: ::std::clone::Clone)),
            Asked::ValueMoved => quote!(#ty: #moved_by<#tangent>),
            Asked::TangentMoved => quote!(#tangent: #moved_by<#tangent>),
        };
        match self.shape.is_generic(ty) {
            true => syn::parse_quote!(#predicate),
            // `for<'any>` keeps rustc from refusing a bound that doesn't hold.
            false => syn::parse_quote!(for<'any> #predicate),
        }
    }

    /// Demands it of a part that the macro can't see through.
    fn demand(&mut self, ty: &syn::Type) {
        let is_wanted = match self.asked {
            Asked::Differentiable => self.shape.is_generic(ty),
            Asked::OfTangent(StdTrait::Clone) => false,
            _ => true,
        };
        if is_wanted && !self.demands.contains(ty) {
            self.demands.push(ty.clone());
        }
    }

    fn ask(&mut self, ty: &syn::Type) {
        match peel(ty) {
            syn::Type::Reference(reference) => self.ask_reference(ty, reference),
            syn::Type::Tuple(tuple) => tuple.elems.iter().for_each(|elem| self.ask(elem)),
            syn::Type::Array(array) => self.ask_array(ty, array),
            // A copy of it has another type.
            syn::Type::Slice(_) if self.asked == Asked::ValueCoordinates => self.possible = false,
            syn::Type::Slice(slice) => self.ask_list(&slice.elem),
            syn::Type::FnPtr(_) if self.asked == Asked::ValueClone => {}
            syn::Type::Path(path) if path.qself.is_none() => self.ask_path(ty, &path.path),
            _ => self.demand(ty),
        }
    }

    fn ask_reference(&mut self, ty: &syn::Type, reference: &syn::TypeReference) {
        match self.asked {
            Asked::ValueClone if reference.mutability.is_none() => {}
            // A copy of a borrowed value is no borrow.
            Asked::ValueClone | Asked::ValueCoordinates => self.possible = false,
            // What is borrowed can't be changed, unless it has no coordinates.
            Asked::ValueMoved if reference.mutability.is_none() => self.demand(ty),
            _ => self.ask(&reference.elem),
        }
    }

    /// An array has a `Default` only up to 32 elements.
    fn ask_array(&mut self, ty: &syn::Type, array: &syn::TypeArray) {
        if self.asked != Asked::OfTangent(StdTrait::Default) {
            return self.ask(&array.elem);
        }
        let len = match &array.len {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(len), .. }) => len.base10_parse().ok(),
            _ => None,
        };
        match len {
            Some(0..=32_usize) => self.ask(&array.elem),
            Some(_) => self.possible = false,
            None => self.demand(ty),
        }
    }

    /// A `Vec` of tangents.
    fn ask_list(&mut self, elem: &syn::Type) {
        match self.asked {
            Asked::OfTangent(StdTrait::Copy) => self.possible = false,
            Asked::OfTangent(StdTrait::Default) => {}
            _ => self.ask(elem),
        }
    }

    fn ask_path(&mut self, ty: &syn::Type, path: &syn::Path) {
        let Some(last) = path.segments.last() else { return };
        let name = last.ident.to_string();
        match (&*name, &*type_arguments(last)) {
            ("f64" | "f32" | "bool" | "char" | "String" | "PhantomData", _) => {}
            ("u8" | "u16" | "u32" | "u64" | "u128" | "usize", []) => {}
            ("i8" | "i16" | "i32" | "i64" | "i128" | "isize", []) => {}
            ("Vec", [elem]) => self.ask_list(elem),
            ("Box" | "Cow", [syn::Type::Slice(slice)]) => self.ask_list(&slice.elem),
            ("Box", [syn::Type::TraitObject(_)]) => self.demand(ty),
            ("Box" | "Cow", [pointee]) => self.ask(pointee),
            ("Option", [_]) if self.asked == Asked::OfTangent(StdTrait::Default) => {}
            ("Option", [value]) => self.ask(value),
            ("Result", [value, error]) => self.ask_result(ty, value, error),
            _ if self.is_own(ty, last) => self.ask_own(ty),
            // A bound on an array itself would keep rustc from seeing what its tangent is.
            (_, [elem, ..]) if self.asked == Asked::Differentiable && is_ndarray(&name) => {
                self.ask(elem)
            }
            _ => self.demand(ty),
        }
    }

    fn ask_result(&mut self, ty: &syn::Type, value: &syn::Type, error: &syn::Type) {
        match self.asked {
            Asked::OfTangent(StdTrait::Default) => self.possible = false,
            Asked::ValueCoordinates => self.demand(ty),
            Asked::ValueClone => {
                self.ask(value);
                self.ask(error);
            }
            _ => self.ask(value),
        }
    }

    /// The type that is derived for, inside itself: it holds if the rest does.
    fn ask_own(&mut self, ty: &syn::Type) {
        match self.asked {
            Asked::OfTangent(StdTrait::Copy) => self.possible = false,
            Asked::ValueClone => self.demand(ty),
            _ => {}
        }
    }

    fn is_own(&self, ty: &syn::Type, last: &syn::PathSegment) -> bool {
        let circle = [&self.shape.name].into_iter().chain(&self.shape.circle);
        let names: Vec<_> = circle.map(ToString::to_string).collect();
        let mut all = vec!["Self"];
        all.extend(names.iter().map(String::as_str));
        names.iter().any(|name| last.ident == name) || erase::mentions(ty, &all)
    }
}

/// `Array2<T>`, `ArrayView<'a, T, D>` and the like.
fn is_ndarray(name: &str) -> bool {
    let name = name.trim_end_matches(|last: char| last.is_ascii_digit() || last == 'D');
    ["Array", "ArrayView", "ArrayViewMut", "ArcArray", "CowArray"].contains(&name)
}

fn type_arguments(segment: &syn::PathSegment) -> Vec<&syn::Type> {
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return Vec::new();
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}
