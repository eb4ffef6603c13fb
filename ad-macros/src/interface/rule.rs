//! The rule of an operator: an implementation of the runtime's trait beside that of std's.
//!
//! ```text
//! impl ::ad_runtime::rules::MulRule<f64> for Vec3 {
//!     fn mul_value(self, k: f64) -> Vec3 { .. }
//!     fn mul_pullback(self, k: f64)
//!         -> (Vec3, impl FnOnce(Vec3Tangent, Option<&mut Vec3Tangent>, Option<&mut f64>)) { .. }
//!     fn mul_tangent(self, k: f64, self_dot: Option<&Vec3Tangent>, k_dot: Option<&f64>) -> (Vec3, Vec3Tangent) { .. }
//! }
//! ```
//!
//! In: the operator and the bodies of both modes. Out: tokens. The bodies are those of any function; what the trait says
//! of bars and dots is made to fit here.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::header::Header;
use super::{Bodies, Proofs, forward, made};
use crate::args::Config;
use crate::overloads::{Overload, Total};
use crate::signature::{Param, Signature};

/// What an operator's rule is implemented for.
pub struct Operator<'a> {
    /// Which operator.
    pub overload: &'a Overload,
    /// The left operand's type.
    pub self_ty: &'a syn::Type,
    /// The right operand's; none of a negation.
    pub right: Option<&'a syn::Type>,
    /// The generics of both.
    pub generics: &'a syn::Generics,
    /// The operator as a function.
    pub signature: &'a Signature,
    /// What compiles only if its body may be run again.
    pub repeatable: TokenStream,
    /// Whether it may, where that is only said.
    pub said: Option<TokenStream>,
}

/// The implementation of the rule.
pub fn rule(config: &Config, operator: Operator, bodies: Bodies, proofs: Proofs) -> TokenStream {
    let header = Header::new(config, operator.signature);
    let rule = Rule { operator: &operator, header: &header };
    let pullback = bodies.pullback.map(|body| rule.pullback(body));
    let tangent = bodies.tangent.map(|body| rule.tangent(body));
    let value = rule.value(proofs);
    let (runtime, self_ty, name) = (&config.runtime, operator.self_ty, rule.name());
    let said = operator.said.iter();
    let arguments = operator.right.iter();
    let mut generics = operator.generics.clone();
    if let Some(clause) = &header.generics.where_clause {
        let predicates = clause.predicates.iter().cloned();
        generics.make_where_clause().predicates.extend(predicates);
    }
    let (generics, _, where_clause) = generics.split_for_impl();
    quote_spanned! {Span::mixed_site()=>
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, refining_impl_trait, clippy::all, clippy::pedantic)]
        impl #generics #runtime::rules::#name #(<#arguments>)* for #self_ty #where_clause {
            #(const REPEATABLE: bool = #said;)*
            #value #pullback #tangent
        }
    }
}

/// The implementation of the rule of its tangent, whose signature `operator` has.
pub fn rule_of_tangent(config: &Config, operator: Operator, bodies: Bodies) -> TokenStream {
    let header = Header::new(config, operator.signature);
    let rule = Rule { operator: &operator, header: &header };
    let pullback = bodies.pullback.map(|body| rule.pullback(body));
    let tangent = bodies.tangent.map(|body| rule.tangent(body));
    let (runtime, self_ty) = (&config.runtime, operator.self_ty);
    let name = operator.overload.rule_of_lifted(operator.signature.lifted);
    let (name, arguments) = (made(&name), operator.right.iter());
    let mut generics = operator.generics.clone();
    if let Some(clause) = &header.generics.where_clause {
        let predicates = clause.predicates.iter().cloned();
        generics.make_where_clause().predicates.extend(predicates);
    }
    let (generics, _, where_clause) = generics.split_for_impl();
    quote_spanned! {Span::mixed_site()=>
        #[allow(unused, nonstandard_style, deprecated, private_interfaces, private_bounds)]
        #[allow(non_shorthand_field_patterns, refining_impl_trait, clippy::all, clippy::pedantic)]
        impl #generics #runtime::rules::#name #(<#arguments>)* for #self_ty #where_clause {
            #pullback #tangent
        }
    }
}

struct Rule<'a> {
    operator: &'a Operator<'a>,
    header: &'a Header<'a>,
}

impl Rule<'_> {
    fn name(&self) -> Ident {
        Ident::new(&self.operator.overload.rule(), Span::mixed_site())
    }

    /// The name of one of its functions.
    fn form(&self, form: &str) -> Ident {
        let form = format!("{}{form}", "tangent_".repeat(self.operator.signature.lifted));
        Ident::new(&self.operator.overload.form(&form), Span::mixed_site())
    }

    fn params(&self) -> &[Param] {
        &self.operator.signature.params
    }

    /// `self, k: f64`
    fn parameters(&self) -> TokenStream {
        let params = self.params().iter().map(|param| {
            let name = &param.name;
            match (param.is_self(), param.is_mut_ref()) {
                (true, true) => quote_spanned!(Span::mixed_site()=> &mut #name),
                (true, false) => name.to_token_stream(),
                _ if param.dot_of.is_some() => {
                    let dot = self.dot_type(param);
                    quote_spanned!(Span::mixed_site()=> #name: ::core::option::Option<#dot>)
                }
                _ => {
                    let ty = &param.ty;
                    quote_spanned!(Span::mixed_site()=> #name: #ty)
                }
            }
        });
        quote_spanned!(Span::mixed_site()=> #(#params,)*)
    }

    /// A dot as rules take it.
    fn dot_type(&self, param: &Param) -> TokenStream {
        let tangent = self.tangent_of(param);
        match self.operator.signature.original(param).is_mut_ref() {
            true => quote_spanned!(Span::mixed_site()=> &mut #tangent),
            false => quote_spanned!(Span::mixed_site()=> &#tangent),
        }
    }

    /// A dot out of its `Option`.
    fn unwrapped(&self, param: &Param, dot: &Ident) -> TokenStream {
        let zero = self.header.zero(self.operator.signature.original(param));
        let unwrapped = forward::unwrapped((param, dot), &zero);
        match param.is_ref() {
            true => unwrapped,
            false => quote_spanned! {Span::mixed_site()=>
                let #dot = #dot.cloned();
                #unwrapped
            },
        }
    }

    /// The dots that a tangent is passed.
    fn given_dots(&self) -> TokenStream {
        let params = self.params().iter().filter(|param| param.dot_of.is_some());
        let params = params.filter(|param| param.differentiable);
        params.map(|param| self.unwrapped(param, &param.name)).collect()
    }

    /// The tangent of an operand, be it differentiated or not.
    fn tangent_of(&self, param: &Param) -> TokenStream {
        if param.differentiable {
            return param.tangent();
        }
        let runtime = self.header.runtime;
        let param = self.operator.signature.original(param);
        let ty = match param.is_self() {
            true => self.operator.self_ty,
            false => &param.ty,
        };
        quote_spanned!(Span::mixed_site()=> <#ty as #runtime::Differentiable>::Tangent)
    }

    /// The operator itself, and what is proved of its operands.
    fn value(&self, Proofs { of_types, of_values }: Proofs) -> TokenStream {
        let signature = self.operator.signature;
        let (parameters, output) = (self.parameters(), &signature.output);
        let names = self.params().iter().map(|param| &param.name);
        let name = self.form("value");
        let function = match self.operator.overload {
            Overload::Total(Total { of_references, .. }) => {
                let each = if *of_references { quote!(iter) } else { quote!(into_iter) };
                let (function, self_trait) =
                    (made(self.operator.overload.method()), signature.self_trait.iter());
                let call =
                    quote_spanned!(Span::mixed_site()=> <Self #(as #self_trait)*>::#function);
                return quote_spanned! {Span::mixed_site()=>
                    #[inline]
                    fn #name(#parameters) -> #output {
                        #of_types #of_values #call(#(#names.#each()),*)
                    }
                };
            }
            _ => self.header.function(),
        };
        quote_spanned! {Span::mixed_site()=>
            #[inline]
            fn #name(#parameters) -> #output {
                #of_types #of_values #function(#(#names),*)
            }
        }
    }

    fn pullback(&self, body: TokenStream) -> TokenStream {
        let signature = self.operator.signature;
        let (parameters, output) = (self.parameters(), &signature.output);
        let name = self.form("pullback");
        let (value_bar, output_bar) = (signature.value_bar(), signature.output_tangent());
        let bars: Vec<_> = self.params().iter().map(Param::bar).collect();
        let types: Vec<_> = self.params().iter().map(|param| self.tangent_of(param)).collect();
        let captures = match self.operator.overload {
            Overload::Assigning(_) => {
                let captured = self.header.captures();
                Some(quote_spanned!(Span::mixed_site()=> + #captured))
            }
            // Nothing is held of the dots.
            _ if signature.lifted > 0 => {
                let captured = self.header.captures();
                Some(quote_spanned!(Span::mixed_site()=> + #captured))
            }
            _ => None,
        };
        let is_as_it_is = |param: &Param| param.differentiable && self.is_same_target(param);
        let body = match self.params().iter().all(is_as_it_is) {
            true => body,
            false => {
                let (value, pullback) = (made("value"), made("pullback"));
                let passed = self.params().iter().map(|param| {
                    let bar = param.bar();
                    match (param.differentiable, self.is_same_target(param)) {
                        (false, _) => {
                            quote_spanned!(Span::mixed_site()=> ::core::option::Option::None)
                        }
                        (true, true) => bar.to_token_stream(),
                        // A slice of the list.
                        (true, false) => {
                            quote_spanned!(Span::mixed_site()=> #bar.map(|bar| &mut bar[..]))
                        }
                    }
                });
                quote_spanned! {Span::mixed_site()=>
                    {
                        #[allow(unused_mut)]
                        let (#value, mut #pullback) = #body;
                        (#value, move |
                            #value_bar: #output_bar,
                            #(#bars: ::core::option::Option<&mut #types>),*
                        | #pullback(#value_bar, #(#passed),*))
                    }
                }
            }
        };
        let repeatable = &self.operator.repeatable;
        let given = self.given_dots();
        quote_spanned! {Span::mixed_site()=>
            #[inline]
            fn #name(#parameters) -> (#output, impl ::core::ops::FnOnce(
                #output_bar #(, ::core::option::Option<&mut #types>)*
            ) #captures) {
                #repeatable
                #given
                #body
            }
        }
    }

    /// Whether the body's bar of an operand is what the rule says: the operand's tangent.
    fn is_same_target(&self, param: &Param) -> bool {
        self.tangent_of(param).to_string() == param.bar_target().to_string()
    }

    fn tangent(&self, body: TokenStream) -> TokenStream {
        let signature = self.operator.signature;
        let (parameters, output) = (self.parameters(), &signature.output);
        let (name, output_dot) = (self.form("tangent"), signature.output_tangent());
        let dots = self.params().iter().map(Param::dot);
        let dot_types = self.params().iter().map(|param| self.dot_type(param));
        let prelude = self.params().iter().filter(|param| param.differentiable);
        let prelude = prelude.map(|param| self.unwrapped(param, &param.dot()));
        let given = self.given_dots();
        let body = match signature.is_unit() {
            true => quote_spanned!(Span::mixed_site()=> { let _ = #body; ((), ()) }),
            false => body,
        };
        quote_spanned! {Span::mixed_site()=>
            #[inline]
            fn #name(
                #parameters #(#dots: ::core::option::Option<#dot_types>),*
            ) -> (#output, #output_dot) {
                #given
                #(#prelude)*
                #body
            }
        }
    }
}
