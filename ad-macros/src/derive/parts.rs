//! Access to the fields of one or two values, in a struct (`&self.x`) or a variant (`self_x` in a `match`).

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::spanned::Spanned;

use super::shape::{Field, Shape, Variant};

/// How a method borrows `self`.
#[derive(Clone, Copy)]
pub enum Borrow {
    /// `&self`
    Shared,
    /// `&mut self`
    Mutable,
}

/// Tokens with their place moved to a field's type, where an error about the field is to stand.
pub fn at(ty: &syn::Type, tokens: TokenStream) -> TokenStream {
    moved_to(ty.span(), tokens)
}

fn moved_to(place: Span, tokens: TokenStream) -> TokenStream {
    let moved = |mut token: TokenTree| {
        if let TokenTree::Group(group) = &token {
            let inside = moved_to(place, group.stream());
            token = TokenTree::Group(Group::new(group.delimiter(), inside));
            token.set_span(place.resolved_at(Span::mixed_site()));
        } else {
            token.set_span(token.span().located_at(place));
        }
        token
    };
    tokens.into_iter().map(moved).collect()
}

/// A field of `self` and of `other`, as expressions that are references.
pub struct Part<'a> {
    /// The field.
    pub field: &'a Field,
    /// In `self`.
    pub this: TokenStream,
    /// In `other`.
    pub other: TokenStream,
}

impl Shape {
    /// What `arm` makes of the fields of `self`.
    pub fn one(
        &self,
        borrow: Borrow,
        arm: impl Fn(&Variant, &[Part<'_>]) -> TokenStream,
    ) -> TokenStream {
        if !self.is_enum {
            return self.in_struct(borrow, arm);
        }
        let arms = self.variants.iter().map(|variant| {
            let (pattern, body) = (pattern(variant, "self"), arm(variant, &bound_parts(variant)));
            quote!(#pattern => { #body })
        });
        quote!(match self { #(#arms)* })
    }

    /// What `arm` makes of the fields of `self` and `other`, and `differ` where they are different variants.
    pub fn two(
        &self,
        borrow: Borrow,
        differ: TokenStream,
        arm: impl Fn(&Variant, &[Part<'_>]) -> TokenStream,
    ) -> TokenStream {
        if !self.is_enum {
            return self.in_struct(borrow, arm);
        }
        let arms = self.variants.iter().map(|variant| {
            let [this, other] = ["self", "other"].map(|value| pattern(variant, value));
            let body = arm(variant, &bound_parts(variant));
            quote!((#this, #other) => { #body })
        });
        let differ = (self.variants.len() > 1).then(|| quote!(_ => #differ,));
        quote!(match (self, other) { #(#arms)* #differ })
    }

    fn in_struct(
        &self,
        borrow: Borrow,
        arm: impl Fn(&Variant, &[Part<'_>]) -> TokenStream,
    ) -> TokenStream {
        let variants = self.variants.iter();
        variants.map(|variant| arm(variant, &parts_of_struct(variant, borrow))).collect()
    }
}

fn parts_of_struct<'a>(variant: &'a Variant, borrow: Borrow) -> Vec<Part<'a>> {
    let part = |field: &'a Field| {
        let Field { member, .. } = field;
        let this = match borrow {
            Borrow::Shared => quote!(&self.#member),
            Borrow::Mutable => quote!(&mut self.#member),
        };
        Part { field, this, other: quote!(&other.#member) }
    };
    variant.fields.iter().map(part).collect()
}

fn bound_parts<'a>(variant: &'a Variant) -> Vec<Part<'a>> {
    let part = |field: &'a Field| {
        let [this, other] = ["self", "other"].map(|value| bound(value, field).into_token_stream());
        Part { field, this, other }
    };
    variant.fields.iter().map(part).collect()
}

/// `Self::Circle { center: self_center, radius: self_radius }`
fn pattern(variant: &Variant, value: &str) -> TokenStream {
    let names: Vec<_> =
        variant.fields.iter().map(|field| bound(value, field).into_token_stream()).collect();
    variant.construct(&quote!(Self), &names)
}

/// A name that no constant of the user's has.
fn bound(value: &str, field: &Field) -> Ident {
    format_ident!("{value}_{}", field.plain_name(), span = Span::mixed_site())
}
