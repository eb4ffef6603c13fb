//! One parameter: its name, its type and those of its tangent, its dot and its bar.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};

use super::functions::FunctionType;
use super::types::Types;
use crate::kind::Kind;
use crate::ty::peel;

/// One parameter of a differentiated function.
#[derive(Clone)]
pub struct Param {
    /// Its name; a pattern (`(a, b): (f64, f64)`) gets a name of the macro's.
    pub name: Ident,
    /// What the names of its dot and its bar begin with.
    pub(super) stem: String,
    /// The pattern, where it is more than a name.
    pub pattern: Option<syn::Pat>,
    /// `mut x: ..`
    pub mutable: bool,
    /// The type as written; `&Self` for `&self`.
    pub ty: syn::Type,
    /// The sketch of the type, references looked through.
    pub kind: Kind,
    /// Whether derivatives with respect to it are wanted: its type carries a tangent, and neither
    /// `#[constant]` nor `wrt(..)` makes it a constant.
    pub differentiable: bool,
    /// Neither `#[constant]` nor `wrt(..)` says that it is a constant.
    pub is_open: bool,
    /// What it is called with, if it is a function that is called with differentiated values: a value whose tangent is that of what
    /// it captures.
    pub function: Option<FunctionType>,
    /// Of how many tangents, one of the other, it is a parameter.
    pub lifted: usize,
    /// It is the dot of the parameter of this number, in the signature of a tangent.
    pub dot_of: Option<usize>,
    /// The types of its tangent, its dot and its bar.
    pub(super) types: Types,
    /// The same types as people read them.
    pub(super) shown: Types,
}

impl Param {
    /// Whether the parameter is a reference.
    pub fn is_ref(&self) -> bool {
        self.function.is_none() && matches!(peel(&self.ty), syn::Type::Reference(_))
    }

    /// Whether the parameter is a `&mut` reference.
    pub fn is_mut_ref(&self) -> bool {
        matches!(peel(&self.ty), syn::Type::Reference(ty) if ty.mutability.is_some())
    }

    /// Whether it is an integer, a text, a closure or the like, by value: its tangent is nothing, if it has one.
    pub fn holds_nothing(&self) -> bool {
        !self.is_ref() && matches!(self.kind, Kind::Int | Kind::Bool | Kind::Other)
    }

    /// Whether it is input and output at once: a differentiable `&mut`.
    pub fn is_output(&self) -> bool {
        self.differentiable && self.is_mut_ref()
    }

    /// Whether the parameter is `self`.
    pub fn is_self(&self) -> bool {
        self.name == "self"
    }

    /// Whether the parameter is `self` by value.
    pub fn takes_self(&self) -> bool {
        self.is_self() && self.ty.to_token_stream().to_string() == "Self"
    }

    /// Whether the parameter's type carries a tangent that callers know of, wanted or not.
    pub fn has_tangent(&self) -> bool {
        self.differentiable || (self.kind.is_settled() && self.kind.may_carry_tangent())
    }

    /// Whether what it refers to may have another shape after the call, of a type that is known to have tangents.
    pub fn may_be_reshaped(&self) -> bool {
        let is_slice = matches!(peel(&self.ty), syn::Type::Reference(ty) if matches!(peel(&ty.elem), syn::Type::Slice(_)));
        self.has_tangent() && !is_slice && !matches!(self.kind, Kind::Float | Kind::Array(_))
    }

    /// Whether it is a constant that callers lend to be changed: what is left there is a constant for them too.
    pub fn is_left_constant(&self) -> bool {
        !self.differentiable && self.is_mut_ref() && !self.is_self()
    }

    /// The owned tangent: `Vec<f64>` for `&[f64]`.
    pub fn tangent(&self) -> TokenStream {
        self.types.tangent.clone()
    }

    /// The type of a dot: mirrors the parameter's (`&[f64]` for `&[f64]`).
    pub fn dot_type(&self) -> TokenStream {
        self.types.dot.clone()
    }

    /// What a bar points to: `[f64]` for a list of unknown length, else the tangent.
    pub fn bar_target(&self) -> TokenStream {
        self.types.bar.clone()
    }

    /// The owned tangent, in what is read by people.
    pub fn shown_tangent(&self) -> TokenStream {
        self.shown.tangent.clone()
    }

    /// The type of a dot, in what is read by people.
    pub fn shown_dot_type(&self) -> TokenStream {
        self.shown.dot.clone()
    }

    /// What a bar points to, in what is read by people.
    pub fn shown_bar_target(&self) -> TokenStream {
        self.shown.bar.clone()
    }

    /// The name of its tangent.
    pub fn dot(&self) -> Ident {
        match self.lifted {
            0 => format_ident!("{}_dot", self.stem, span = self.made_span()),
            // The first one's name is taken.
            n => format_ident!("{}_dot{}", self.stem, n + 1, span = self.made_span()),
        }
    }

    /// The name of its cotangent.
    pub fn bar(&self) -> Ident {
        format_ident!("{}_bar", self.stem, span = self.made_span())
    }

    fn made_span(&self) -> Span {
        self.name.span().resolved_at(Span::mixed_site())
    }
}
