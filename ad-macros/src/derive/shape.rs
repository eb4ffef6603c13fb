//! A struct or an enum as the derive sees it.
//!
//! A struct is a shape with one variant, which has no name.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;

use super::{erase, place};
use crate::kind::may_be_unsized;
use crate::known::{self, doubtful, having_tangents};
use crate::library::StdType;
use crate::signature::delimited;
use crate::ty::{peel, std_argument};

/// A struct or an enum.
pub struct Shape {
    /// Its name.
    pub name: Ident,
    /// The name of its tangent.
    pub tangent: Ident,
    /// Its visibility, and the tangent's.
    pub vis: syn::Visibility,
    /// Its generics as written.
    pub generics: syn::Generics,
    /// The runtime's path.
    pub runtime: syn::Path,
    /// What the user derives for the tangent.
    pub derives: Vec<syn::Path>,
    /// The operators that act by component, and where that is said.
    pub acting: Vec<(Acting, Span)>,
    /// Whether its `Default` is said to give the same each time.
    pub repeats_default: bool,
    /// The types that are said to contain it again: what holds of it holds of them.
    pub circle: Vec<Ident>,
    /// Whether it is an enum.
    pub is_enum: bool,
    /// The variants of an enum; the one of a struct.
    pub variants: Vec<Variant>,
}

/// An operator that acts by component.
#[derive(Clone)]
pub enum Acting {
    /// `+`, `+=`
    Add,
    /// `-`, `-=`
    Sub,
    /// `-v`
    Neg,
    /// `*`, `/`, `*=` and `/=` with a number of this type.
    Scale(Box<syn::Type>),
}

impl Acting {
    /// The option's name.
    pub fn name(&self) -> &'static str {
        match self {
            Acting::Add => "add",
            Acting::Sub => "sub",
            Acting::Neg => "neg",
            Acting::Scale(_) => "scale",
        }
    }
}

/// A variant of an enum, or all of a struct.
pub struct Variant {
    /// Its name; none for a struct.
    pub name: Option<Ident>,
    /// Its brackets.
    pub style: Style,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// How fields are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `{ x: f64 }`
    Named,
    /// `(f64)`
    Tuple,
    /// Nothing.
    Unit,
}

/// A field.
pub struct Field {
    /// `x` or `0`.
    pub member: syn::Member,
    /// Its visibility.
    pub vis: syn::Visibility,
    /// Its type as written.
    pub ty: syn::Type,
    /// The same without borrows, as the tangent names it.
    pub owned: syn::Type,
    /// Whether it carries no derivative: marked so, or a `PhantomData`.
    pub constant: bool,
}

impl Field {
    /// `x` or `0`, for names and documentation.
    pub fn plain_name(&self) -> String {
        match &self.member {
            syn::Member::Named(name) => name.to_string().trim_start_matches("r#").to_string(),
            syn::Member::Unnamed(index) => index.index.to_string(),
        }
    }
}

impl Variant {
    /// A value of this variant: `head { x: .. }`, `head(..)` or `head`.
    pub fn construct(&self, head: &TokenStream, values: &[TokenStream]) -> TokenStream {
        let head = match &self.name {
            Some(name) => quote!(#head::#name),
            None => head.clone(),
        };
        let members = self.fields.iter().map(|field| &field.member);
        match self.style {
            Style::Named => quote!(#head { #(#members: #values,)* }),
            Style::Tuple => quote!(#head(#(#values),*)),
            Style::Unit => head,
        }
    }
}

impl Shape {
    /// Whether there is a tangent type; `()` is that of an enum of unit variants.
    pub fn has_tangent_type(&self) -> bool {
        !self.is_enum || self.variants.iter().any(|variant| variant.style != Style::Unit)
    }

    /// All fields.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.variants.iter().flat_map(|variant| &variant.fields)
    }

    /// Whether a value is held by one of the same type through a pointer, with nothing around that may be empty without it: in a tree,
    /// `Option<Box<Node>>`. The tangent of what a pointer points to holds no pointer, so that its own tangent has to be one.
    pub fn is_boxed(&self) -> bool {
        self.active_fields().any(|field| self.points_to_itself(&field.ty))
    }

    fn points_to_itself(&self, ty: &syn::Type) -> bool {
        match peel(ty) {
            syn::Type::Array(ty) => self.points_to_itself(&ty.elem),
            syn::Type::Tuple(ty) => ty.elems.iter().any(|item| self.points_to_itself(item)),
            syn::Type::Path(path) => match std_argument(path) {
                Some((StdType::Option, item)) => self.points_to_itself(item),
                Some((StdType::Box | StdType::Counted | StdType::Cow, item)) => {
                    self.is_itself(item) || self.points_to_itself(item)
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn is_itself(&self, ty: &syn::Type) -> bool {
        let syn::Type::Path(ty) = peel(ty) else { return false };
        let is_it = |segment: &syn::PathSegment| {
            let mut circle = [&self.name].into_iter().chain(&self.circle);
            segment.ident == "Self" || circle.any(|name| segment.ident == *name)
        };
        ty.qself.is_none() && ty.path.segments.last().is_some_and(is_it)
    }

    /// A tangent as it is, from its fields.
    pub fn made(&self, fields: TokenStream) -> TokenStream {
        match self.is_boxed() {
            true => quote!(::std::boxed::Box::new(#fields)),
            false => fields,
        }
    }

    /// The fields that carry derivatives.
    pub fn active_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields().filter(|field| !field.constant)
    }

    /// An item of the runtime's `private` module.
    pub fn private(&self, name: &str) -> TokenStream {
        let (runtime, name) =
            (&self.runtime, syn::Ident::new(name, proc_macro2::Span::mixed_site()));
        quote!(#runtime::private::#name)
    }

    /// What a field's type is asked for its tangent by.
    pub fn asked(&self, ty: &syn::Type) -> TokenStream {
        let doubtful = self.doubtful(ty);
        match doubtful.is_empty() && !self.may_be_unsized(ty) {
            // Of a type that contains itself no more may be asked.
            true => place::at(ty, self.private("Differentiable")),
            false => having_tangents(&doubtful, &self.runtime, ty.span()),
        }
    }

    /// Whether it is a list, a text, an object, or a type parameter that is `?Sized`.
    pub fn may_be_unsized(&self, ty: &syn::Type) -> bool {
        if let syn::Type::Slice(_) | syn::Type::TraitObject(_) = peel(ty) {
            return true;
        }
        if matches!(peel(ty), syn::Type::Path(path) if path.path.is_ident("str")) {
            return true;
        }
        let is_it = |param: &&syn::TypeParam| matches!(peel(ty), syn::Type::Path(path) if path.path.is_ident(&param.ident));
        let mut params = self.generics.type_params().filter(is_it);
        params.any(|param| may_be_unsized(&self.generics, param))
    }

    /// The constant, true, that a field's type has a tangent, where rustc can make that out.
    pub fn proof(&self, ty: &syn::Type) -> TokenStream {
        known::proof(&self.doubtful(ty), &self.runtime)
    }

    fn doubtful(&self, ty: &syn::Type) -> Vec<syn::Type> {
        let params = self.generics.params.iter().filter_map(|param| match param {
            syn::GenericParam::Lifetime(_) => None,
            syn::GenericParam::Type(param) => Some(param.ident.to_string()),
            syn::GenericParam::Const(param) => Some(param.ident.to_string()),
        });
        let mut names: Vec<_> = params.collect();
        names.push("Self".to_string());
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let parts = doubtful(ty).into_iter().filter(|part| !erase::mentions(part, &names));
        // No constant may mention a lifetime either.
        parts.map(|part| delimited(&erase::owned(part, &[]))).collect()
    }

    /// Whether a type mentions one of the type parameters.
    pub fn is_generic(&self, ty: &syn::Type) -> bool {
        let params: Vec<_> =
            self.generics.type_params().map(|param| param.ident.to_string()).collect();
        erase::mentions(ty, &params.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

/// Whether a type is one of the type parameters.
pub fn is_type_parameter(generics: &syn::Generics, ty: &syn::Type) -> bool {
    let syn::Type::Path(syn::TypePath { qself: None, path, .. }) = peel(ty) else { return false };
    path.get_ident().is_some_and(|name| generics.type_params().any(|param| param.ident == *name))
}
