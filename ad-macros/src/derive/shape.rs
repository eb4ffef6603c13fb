//! A struct or an enum as the derive sees it.
//!
//! A struct is a shape with one variant, which has no name. Which of the generics the tangent keeps is
//! settled here: those that the tangents of its fields mention.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::bounds::{Asked, Ground};
use super::erase;

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
    /// Whether it is an enum.
    pub is_enum: bool,
    /// The variants of an enum; the one of a struct.
    pub variants: Vec<Variant>,
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

    /// The generics of impls for the type itself, with `more` bounds.
    pub fn value_generics(&self, more: Vec<syn::WherePredicate>) -> syn::Generics {
        with_bounds(self.generics.clone(), self.differentiable_bounds(), more)
    }

    /// The generics of the tangent: those that its fields mention, with the bounds that are about them alone.
    pub fn tangent_generics(&self, more: Vec<syn::WherePredicate>) -> syn::Generics {
        let mut generics = self.generics.clone();
        let is_mentioned = |param: &syn::GenericParam| {
            let name = param_name(param);
            self.active_fields().any(|field| erase::mentions(&field.owned, &[&name]))
        };
        let (kept, dropped): (Vec<_>, Vec<_>) = generics.params.into_iter().partition(is_mentioned);
        let dropped: Vec<_> = dropped.iter().map(param_name).collect();
        let dropped: Vec<_> = dropped.iter().map(String::as_str).collect();
        generics.params =
            kept.into_iter().map(|param| without_bounds_on(param, &dropped)).collect();
        if let Some(clause) = &mut generics.where_clause {
            let predicates = std::mem::take(&mut clause.predicates);
            let about_kept = |one: &syn::WherePredicate| !erase::mentions(one, &dropped);
            clause.predicates = predicates.into_iter().filter(about_kept).collect();
        }
        with_bounds(generics, self.differentiable_bounds(), more)
    }

    /// The tangent with its generic arguments.
    pub fn tangent_with_arguments(&self) -> TokenStream {
        let (tangent, generics) = (&self.tangent, self.tangent_generics(Vec::new()));
        let (_, arguments, _) = generics.split_for_impl();
        quote!(#tangent #arguments)
    }

    /// Whether a type mentions one of the type parameters.
    pub fn is_generic(&self, ty: &syn::Type) -> bool {
        let params: Vec<_> =
            self.generics.type_params().map(|param| param.ident.to_string()).collect();
        erase::mentions(ty, &params.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn differentiable_bounds(&self) -> Vec<syn::WherePredicate> {
        let fields = self.active_fields().map(|field| &field.owned);
        Ground::of(self, Asked::Differentiable, fields).predicates().unwrap_or_default()
    }
}

fn with_bounds(
    mut generics: syn::Generics,
    bounds: Vec<syn::WherePredicate>,
    more: Vec<syn::WherePredicate>,
) -> syn::Generics {
    if !bounds.is_empty() || !more.is_empty() {
        generics.make_where_clause().predicates.extend(bounds.into_iter().chain(more));
    }
    generics
}

/// The name of a generic parameter, as `erase::mentions` takes it: `'a` or `T`.
fn param_name(param: &syn::GenericParam) -> String {
    match param {
        syn::GenericParam::Lifetime(param) => param.lifetime.to_string(),
        syn::GenericParam::Type(param) => param.ident.to_string(),
        syn::GenericParam::Const(param) => param.ident.to_string(),
    }
}

/// A parameter without its bounds that mention `dropped` ones.
fn without_bounds_on(mut param: syn::GenericParam, dropped: &[&str]) -> syn::GenericParam {
    match &mut param {
        syn::GenericParam::Lifetime(param) => {
            let bounds = std::mem::take(&mut param.bounds);
            let is_kept = |bound: &syn::Lifetime| !dropped.contains(&&*bound.to_string());
            param.bounds = bounds.into_iter().filter(is_kept).collect();
        }
        syn::GenericParam::Type(param) => {
            let bounds = std::mem::take(&mut param.bounds);
            let is_kept = |bound: &syn::TypeParamBound| !erase::mentions(bound, dropped);
            param.bounds = bounds.into_iter().filter(is_kept).collect();
        }
        syn::GenericParam::Const(_) => {}
    }
    param
}
