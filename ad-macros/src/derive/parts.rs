//! Access to the fields of one or two values, in a struct (`&self.x`) or a variant (`self_x` in a `match`).

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::shape::{Field, Shape, Variant};

/// How a method borrows `self`.
#[derive(Clone, Copy)]
pub enum Borrow {
    /// `&self`
    Shared,
    /// `&mut self`
    Mutable,
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
            let (pattern, body) =
                (pattern(variant, &quote!(Self), "self"), arm(variant, &bound_parts(variant)));
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
        self.two_of(borrow, &quote!(Self), differ, arm)
    }

    /// The same, `other` being of the type `head` whose variants and fields have the same names: the tangent.
    pub fn two_of(
        &self,
        borrow: Borrow,
        head: &TokenStream,
        differ: TokenStream,
        arm: impl Fn(&Variant, &[Part<'_>]) -> TokenStream,
    ) -> TokenStream {
        if !self.is_enum {
            return self.in_struct(borrow, arm);
        }
        let arms = self.variants.iter().map(|variant| {
            let this = pattern(variant, &quote!(Self), "self");
            let other = pattern(variant, head, "other");
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
fn pattern(variant: &Variant, head: &TokenStream, value: &str) -> TokenStream {
    let names: Vec<_> =
        variant.fields.iter().map(|field| bound(value, field).into_token_stream()).collect();
    variant.construct(head, &names)
}

/// A name that no constant of the user's has.
fn bound(value: &str, field: &Field) -> Ident {
    format_ident!("{value}_{}", field.plain_name(), span = Span::mixed_site())
}
