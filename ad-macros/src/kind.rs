//! Kinds: what a type is made of, as far as that is seen.
//!
//! In: a type as it is written, and the names that are known where it stands ([`Scope`]). Out: a [`Kind`]. All that is seen of a variable's type is
//! a [`Sketch`]. Deliberately absent: what uses of a variable say of its type, which is `kinds`.

mod operated;
mod scope;
mod sketch;

use std::collections::BTreeMap;

use proc_macro2::Ident;
use quote::ToTokens;

use crate::library::StdType;
use crate::ty;

pub use operated::{Operated, operated, operated_by};
pub use scope::{
    Scope, Values, bounds, is_fn, is_of_floats, is_real, is_trait_of_std, may_be_unsized,
};
pub use sketch::{Held, Sketch, Whose};

/// A best-effort sketch of a type: what the macro can see from signatures, literals and methods.
///
/// It decides how lean the emitted code is, never whether it is right: where it says
/// [`Kind::Unknown`], emitted code asks the runtime's traits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `f64` or `f32`.
    Float,
    /// A float of the type parameter with this name, `T: Real`: no literal can be written for it.
    Real(Ident),
    /// Any integer type.
    Int,
    /// `bool`.
    Bool,
    /// `()`.
    Unit,
    /// A tuple.
    Tuple(Vec<Kind>),
    /// A slice or a `Vec`, with the kind of its elements.
    List(Box<Kind>),
    /// An array, with the kind of its elements.
    Array(Box<Kind>),
    /// A map of std's, with the kind of its values.
    Map(Box<Kind>),
    /// A struct of which the kinds of some fields are known.
    Struct(BTreeMap<String, Kind>),
    /// A type that holds no floats to differentiate (`&str`, `char`, `String`, a function).
    Other,
    /// Not known to the macro.
    Unknown,
}

impl Kind {
    /// Whether a value of this kind may carry a tangent.
    pub fn may_carry_tangent(&self) -> bool {
        match self {
            Kind::Float | Kind::Real(_) | Kind::Unknown => true,
            Kind::Int | Kind::Bool | Kind::Unit | Kind::Other => false,
            Kind::Tuple(items) => items.iter().any(Kind::may_carry_tangent),
            Kind::List(item) | Kind::Array(item) | Kind::Map(item) => item.may_carry_tangent(),
            Kind::Struct(_) => true,
        }
    }

    /// Whether this is one float.
    pub fn is_float(&self) -> bool {
        matches!(self, Kind::Float | Kind::Real(_))
    }

    /// Whether this is one number.
    pub fn is_number(&self) -> bool {
        self.is_float() || *self == Kind::Int
    }

    /// The type parameter of the floats in it, if there is one.
    pub fn real(&self) -> Option<&Ident> {
        match self {
            Kind::Real(name) => Some(name),
            Kind::Tuple(items) => items.iter().find_map(Kind::real),
            Kind::List(item) | Kind::Array(item) | Kind::Map(item) => item.real(),
            _ => None,
        }
    }

    /// Whether values of this kind are certainly `Copy`.
    pub fn is_copy(&self) -> bool {
        match self {
            Kind::Float | Kind::Real(_) | Kind::Int | Kind::Bool | Kind::Unit => true,
            Kind::Tuple(items) => items.iter().all(Kind::is_copy),
            Kind::Array(item) => item.is_copy(),
            Kind::List(_) | Kind::Map(_) | Kind::Struct(_) | Kind::Other | Kind::Unknown => false,
        }
    }

    /// The kind of a value, if this is a map.
    pub fn value(&self) -> Kind {
        match self {
            Kind::Map(value) => (**value).clone(),
            _ => Kind::Unknown,
        }
    }

    /// The kind of an element, if this is a list.
    pub fn element(&self) -> Kind {
        match self {
            Kind::List(item) | Kind::Array(item) => (**item).clone(),
            _ => Kind::Unknown,
        }
    }

    /// The kind of a field.
    pub fn field(&self, member: &syn::Member) -> Kind {
        self.known_field(member).cloned().unwrap_or(Kind::Unknown)
    }

    /// The kind of a field, if it is known.
    pub fn known_field(&self, member: &syn::Member) -> Option<&Kind> {
        match (self, member) {
            (Kind::Tuple(items), syn::Member::Unnamed(index)) => items.get(index.index as usize),
            (Kind::Struct(fields), member) => fields.get(&member_name(member)),
            _ => None,
        }
    }

    /// The sketch of a type as written, where no generics are in scope.
    pub fn of(ty: &syn::Type) -> Kind {
        Kind::of_in(ty, &Scope::default())
    }

    /// The sketch of a type as written.
    pub fn of_in(ty: &syn::Type, scope: &Scope) -> Kind {
        let of = |ty: &syn::Type| Kind::of_in(ty, scope);
        match ty {
            syn::Type::Paren(ty) => of(&ty.elem),
            syn::Type::Group(ty) => of(&ty.elem),
            syn::Type::Reference(ty) => of(&ty.elem),
            syn::Type::Slice(ty) => Kind::List(Box::new(of(&ty.elem))),
            syn::Type::Array(ty) => Kind::Array(Box::new(of(&ty.elem))),
            syn::Type::Tuple(ty) if ty.elems.is_empty() => Kind::Unit,
            syn::Type::Tuple(ty) => Kind::Tuple(ty.elems.iter().map(of).collect()),
            syn::Type::FnPtr(_) | syn::Type::ImplTrait(_) => Kind::Other,
            syn::Type::TraitObject(ty) if ty.bounds.iter().any(scope::is_fn) => Kind::Other,
            syn::Type::Path(ty) if ty.qself.is_none() => Kind::of_path(&ty.path, scope),
            _ => Kind::Unknown,
        }
    }

    fn of_path(path: &syn::Path, scope: &Scope) -> Kind {
        let Some(last) = path.segments.last() else { return Kind::Unknown };
        if let Some(kind) = path.get_ident().and_then(|name| scope.kind(name)) {
            return kind;
        }
        match StdType::of(&last.ident) {
            Some(StdType::Float) => Kind::Float,
            Some(StdType::Int) => Kind::Int,
            Some(StdType::Bool) => Kind::Bool,
            Some(StdType::Text | StdType::String) => Kind::Other,
            Some(StdType::Vec) => match ty::argument(last) {
                Some(item) => Kind::List(Box::new(Kind::of_in(item, scope))),
                None if last.arguments.is_empty() => Kind::List(Box::new(Kind::Unknown)),
                None => Kind::Unknown,
            },
            Some(
                StdType::Option | StdType::Box | StdType::Counted | StdType::Cow | StdType::Result,
            ) if ty::arguments(last).next().is_some() => {
                let mut kinds = ty::arguments(last).map(|ty| Kind::of_in(ty, scope));
                match kinds.all(|kind| kind.is_settled() && !kind.may_carry_tangent()) {
                    true => Kind::Other,
                    false => Kind::Unknown,
                }
            }
            Some(StdType::Map) => match ty::arguments(last).nth(1).map(|ty| Kind::of_in(ty, scope))
            {
                Some(value) if value.is_settled() && !value.may_carry_tangent() => Kind::Other,
                value => Kind::Map(Box::new(value.unwrap_or(Kind::Unknown))),
            },
            // The user may have a type of this name: only of integers is it taken for std's.
            Some(StdType::Range) if ty::is_of_integers(last) => Kind::Other,
            _ => Kind::Unknown,
        }
    }

    /// What two sketches of one type say together; where they disagree, the first.
    pub fn merged(&self, second: &Kind) -> Kind {
        match (self, second) {
            (Kind::Unknown, second) => second.clone(),
            (Kind::Array(first), Kind::List(second) | Kind::Array(second)) => {
                Kind::Array(Box::new(first.merged(second)))
            }
            (Kind::List(first), Kind::List(second) | Kind::Array(second)) => {
                Kind::List(Box::new(first.merged(second)))
            }
            (Kind::Map(first), Kind::Map(second)) => Kind::Map(Box::new(first.merged(second))),
            (Kind::Tuple(first), Kind::Tuple(second)) if first.len() == second.len() => {
                Kind::Tuple(
                    first.iter().zip(second).map(|(first, second)| first.merged(second)).collect(),
                )
            }
            (Kind::Struct(first), Kind::Struct(second)) => {
                let mut fields = first.clone();
                for (name, kind) in second {
                    let known = fields.entry(name.clone()).or_insert(Kind::Unknown);
                    *known = known.merged(kind);
                }
                Kind::Struct(fields)
            }
            (first, _) => first.clone(),
        }
    }

    /// Whether it is made of numbers, as far down as one looks.
    pub fn is_of_numbers(&self) -> bool {
        match self {
            Kind::Float | Kind::Real(_) | Kind::Int | Kind::Bool => true,
            Kind::Tuple(items) => items.iter().all(Kind::is_of_numbers),
            Kind::List(item) | Kind::Array(item) => item.is_of_numbers(),
            _ => false,
        }
    }

    /// Whether the macro sees all of the type.
    pub fn is_settled(&self) -> bool {
        match self {
            Kind::Unknown => false,
            Kind::Tuple(items) => items.iter().all(Kind::is_settled),
            Kind::List(item) | Kind::Array(item) | Kind::Map(item) => item.is_settled(),
            Kind::Struct(_) => false,
            _ => true,
        }
    }
}

/// The name of the trait, of a type that is a reference to a trait object, `&dyn Layer`, which is no function.
pub fn object(ty: &syn::Type) -> Option<String> {
    let syn::Type::Reference(ty) = ty::peel(ty) else { return None };
    let syn::Type::TraitObject(ty) = ty::peel(&ty.elem) else { return None };
    if ty.bounds.iter().any(scope::is_fn) {
        return None;
    }
    let mut traits = ty.bounds.iter().filter_map(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    });
    Some(traits.next()?.ident.to_string())
}

/// The name of a field, `mass` or `0`.
fn member_name(member: &syn::Member) -> String {
    member.to_token_stream().to_string()
}

impl Kind {
    /// A struct of which one field is known.
    pub fn with_field(member: &syn::Member, kind: Kind) -> Kind {
        Kind::Struct(BTreeMap::from([(member_name(member), kind)]))
    }
}
