//! `scale`: products with a number, and what they ask of the components.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::super::parts::Borrow;
use super::super::place::at;
use super::super::shape::{Shape, is_type_parameter};
use super::{EACH, Operand, Rules, Said, Taken, operand};
use crate::operators::BinOp;
use crate::overloads::Overload;

impl Rules<'_> {
    /// `v * k`, `k * v`, `v / k`, `v *= k` and `v /= k`.
    pub(super) fn products(&self, by: &syn::Type) -> TokenStream {
        let number =
            |taken, lifetime| operand(by.to_token_stream(), by.to_token_stream(), taken, lifetime);
        // Nobody may implement an operator for a type parameter.
        let is_on_the_left = !is_type_parameter(&self.shape.generics, by);
        let pairs = EACH.into_iter().flat_map(|left| EACH.map(|right| (left, right)));
        let rules = pairs.map(|(left_taken, right_taken)| {
            let [left, right] = ["'left_operand", "'right_operand"];
            let (value, factor) = (self.own(left_taken, left), number(right_taken, right));
            let said = |op| self.product(by, op, left_taken, right_taken);
            let [times, over] = [BinOp::Mul, BinOp::Div]
                .map(|op| self.plain(&Overload::Binary(op), &value, &factor, said(op)));
            let on_the_left = is_on_the_left.then(|| {
                let (factor, value) = (number(left_taken, left), self.own(right_taken, right));
                let said = self.product_from_the_left(by, left_taken, right_taken);
                self.plain(&Overload::Binary(BinOp::Mul), &factor, &value, said)
            });
            let changing = (left_taken == Taken::Value).then(|| self.changes(by, &value, &factor));
            quote!(#times #over #on_the_left #changing)
        });
        rules.collect()
    }

    fn product(&self, by: &syn::Type, op: BinOp, value: Taken, number: Taken) -> Said {
        let (this, factor) = (self.this(), self.factor(op == BinOp::Div));
        let number = said_number(&quote!(right), number);
        let direction = self.direction(&quote!(self), value);
        Said {
            before: quote!(#number #direction),
            pulled: quote!(#factor.add_bars::<#this>(value_bar, left_bar, right_bar, direction)),
            dotted: quote!(#factor.dot::<#this>(
                left_dot.cloned(), right_dot.copied(), direction()
            )),
            bounds: self.bounds(by),
        }
    }

    fn product_from_the_left(&self, by: &syn::Type, number: Taken, value: Taken) -> Said {
        let (this, factor) = (self.this(), self.factor(false));
        let number = said_number(&quote!(self), number);
        let direction = self.direction(&quote!(right), value);
        Said {
            before: quote!(#number #direction),
            pulled: quote!(#factor.add_bars::<#this>(value_bar, right_bar, left_bar, direction)),
            dotted: quote!(#factor.dot::<#this>(
                right_dot.cloned(), left_dot.copied(), direction()
            )),
            bounds: self.bounds(by),
        }
    }

    /// `v *= k` and `v /= k`
    fn changes(&self, by: &syn::Type, value: &Operand, factor: &Operand) -> TokenStream {
        let this = self.this();
        let taken = if factor.lifetime.is_some() { Taken::Reference } else { Taken::Value };
        let changes = [BinOp::Mul, BinOp::Div].map(|op| {
            let scaling = self.factor(op == BinOp::Div);
            let number = said_number(&quote!(right), taken);
            let direction = self.direction(&quote!(*self), Taken::Value);
            let said = Said {
                before: quote!(#number #direction),
                pulled: quote!(#scaling.change_bar::<#this>(left_bar, right_bar, direction)),
                dotted: quote!(#scaling.change_dot::<#this>(
                    left_dot, right_dot.copied(), direction
                )),
                bounds: self.bounds(by),
            };
            self.changing(&Overload::Assigning(op), value, factor, said)
        });
        let [times, over] = changes;
        quote!(#times #over)
    }

    fn factor(&self, is_divisor: bool) -> TokenStream {
        let module = self.module();
        quote!(#module::Factor::new(number, #is_divisor))
    }

    /// What gives the value as a tangent: of a value that the operator takes, as it was before.
    fn direction(&self, value: &TokenStream, taken: Taken) -> TokenStream {
        let components = components_trait(self.shape);
        match taken {
            Taken::Value => quote! {
                let direction = #components::direction(&#value);
                let direction = move || direction;
            },
            Taken::Reference => quote!(let direction = move || #components::direction(#value);),
        }
    }

    /// What is asked of type parameters; a bound on a type that is known would keep rustc from seeing its tangent.
    fn bounds(&self, by: &syn::Type) -> Vec<syn::WherePredicate> {
        let runtime = &self.shape.runtime;
        let real = self.shape.is_generic(by).then(|| syn::parse_quote!(#by: #runtime::Real));
        bounds_on_fields(self.shape).into_iter().chain(real).collect()
    }
}

/// What its components are multiplied by, as the products of what holds it ask.
pub fn components(shape: &Shape) -> TokenStream {
    let (path, module) = (components_trait(shape), shape.private("components"));
    let generics = shape.value_generics(bounds_on_fields(shape));
    let (generics, arguments, clause) = generics.split_for_impl();
    let (name, tangent) = (&shape.name, &shape.tangent);
    let direction = shape.one(Borrow::Shared, |variant, parts| {
        let directions = parts.iter().map(|part| match (part.field.constant, &part.this) {
            (true, _) => shape.private("Constant"),
            (false, value) => {
                let ty = &part.field.owned;
                at(&part.field.ty, quote!(<#ty as #path>::direction(#value)))
            }
        });
        shape.made(variant.construct(&quote!(#tangent), &directions.collect::<Vec<_>>()))
    });
    let fields = || shape.active_fields().map(|field| (&field.owned, &field.member));
    let scaled = fields()
        .map(|(ty, member)| at(ty, quote!(<#ty as #path>::scale_by(&mut tangent.#member, by);)));
    let paired = fields().map(|(ty, member)| {
        at(ty, quote!(<#ty as #path>::pairing(&bar.#member, &direction.#member)))
    });
    quote! {
        #[automatically_derived]
        impl #generics #path for #name #arguments #clause {
            #[inline]
            fn direction(&self) -> Self::Tangent { #direction }

            #[inline]
            fn scale_by(tangent: &mut Self::Tangent, by: #module::By) { #(#scaled)* }

            #[inline]
            fn pairing(bar: &Self::Tangent, direction: &Self::Tangent) -> f64 {
                0.0 #(+ #paired)*
            }
        }
    }
}

fn bounds_on_fields(shape: &Shape) -> Vec<syn::WherePredicate> {
    let path = components_trait(shape);
    let fields = shape.active_fields().filter(|field| shape.is_generic(&field.owned));
    let bounds = fields.map(|field| {
        let ty = &field.owned;
        syn::parse_quote!(#ty: #path)
    });
    bounds.collect()
}

fn components_trait(shape: &Shape) -> TokenStream {
    let module = shape.private("components");
    quote!(#module::Components)
}

fn said_number(number: &TokenStream, taken: Taken) -> TokenStream {
    match taken {
        Taken::Value => quote!(let number = #number;),
        Taken::Reference => quote!(let number = *#number;),
    }
}
