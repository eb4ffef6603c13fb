//! The derivatives of a method of trait objects: functions of a trait that every implementation has, by which they are found behind a `dyn`.
//!
//! In: the signature of a method, as it stands in that trait. Out: its functions there, what they are for every type that implements the user's trait, and what a pointer to an object
//! has for derivatives.
//! ```text
//! fn energy_pullback_object<'a, 'all>(&'a self, x: f64)
//!     -> (f64, Box<dyn FnOnce(f64, Option<&mut DynTangent>, Option<&mut f64>) + 'all>) where 'a: 'all, Self: 'all;
//! ```
//! Their pullbacks are boxed, and so are the tangents of `self`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::dot::optional_dot;
use super::header::Header;
use super::{Bodies, Owned, made, reverse};
use crate::args::Config;
use crate::signature::{Param, Signature};

/// A method of trait objects.
#[derive(Default)]
pub struct Object {
    /// The functions of the trait behind them.
    pub declared: TokenStream,
    /// The same for a type `T` that implements the user's trait.
    pub implemented: TokenStream,
    /// The derivatives of a pointer to an object.
    pub of_pointer: Bodies,
}

/// The functions of a method, given the trait whose it is, the one behind the objects, and a pointer's object.
pub fn object(
    config: &Config,
    signature: &Signature,
    (of, behind, object): (&TokenStream, &TokenStream, &TokenStream),
) -> Object {
    let header = Header::new(config, signature);
    let this = signature.params.iter().find(|param| param.is_self()).map(|param| &param.name);
    let mut found = Object::default();
    let names = signature.params.iter().filter(|param| !param.is_self()).map(|param| &param.name);
    let arguments = quote_spanned!(Span::mixed_site()=> #(#names,)*);
    let (declaration, own) = (value(&header), signature.own_derivative("value"));
    found.declared.extend(quote_spanned!(Span::mixed_site()=> #declaration;));
    found.implemented.extend(quote_spanned! {Span::mixed_site()=>
        #declaration { <T as #of>::#own(#this, #arguments) }
    });
    if config.forward {
        let (declaration, name) = (tangent(&header), header.name("tangent"));
        let own = signature.own_derivative("tangent");
        let dots: Vec<_> = signature.params.iter().map(|param| own_dot(&header, param)).collect();
        let passed = signature.params.iter().map(|param| {
            let dot = param.dot();
            match param.differentiable {
                true => quote_spanned!(Span::mixed_site()=> ::core::option::Option::Some(#dot)),
                false => quote_spanned!(Span::mixed_site()=> ::core::option::Option::None),
            }
        });
        found.declared.extend(quote_spanned!(Span::mixed_site()=> #declaration;));
        found.implemented.extend(quote_spanned! {Span::mixed_site()=>
            #declaration { <T as #of>::#own(#this, #arguments #(#dots,)*) }
        });
        found.of_pointer.tangent = Some(quote_spanned! {Span::mixed_site()=>
            { #behind::#name(#object, #arguments #(#passed,)*) }
        });
    }
    if config.reverse {
        for name in ["pullback", "owned_pullback"] {
            let header = match name {
                "pullback" => header.with_lifetimes(),
                _ => header.owned_without_constants(&[]),
            };
            let declaration = reverse::boxed(&header, name);
            let arguments = quote_spanned!(Span::mixed_site()=> #this, #arguments);
            let body = boxed_body(&header, (&signature.own_derivative(name), of), &arguments);
            found.declared.extend(quote_spanned!(Span::mixed_site()=> #declaration;));
            found.implemented.extend(quote_spanned!(Span::mixed_site()=> #declaration #body));
        }
        let [pullback, owned] = ["pullback", "owned_pullback"].map(|name| {
            let name = header.name(name);
            quote_spanned!(Span::mixed_site()=> { #behind::#name(#object, #arguments) })
        });
        found.of_pointer.pullback = Some(pullback);
        found.of_pointer.owned = Owned::Body { body: owned, held: Vec::new() };
    }
    found
}

fn value(header: &Header) -> TokenStream {
    let (name, parameters) = (header.name("value"), header.hidden_parameters());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let output = &header.signature.output;
    quote_spanned! {Span::mixed_site()=>
        fn #name #generics(#parameters) -> #output #where_clause
    }
}

fn tangent(header: &Header) -> TokenStream {
    let signature = header.signature;
    let (name, parameters) = (header.name("tangent"), header.hidden_parameters());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let (output, output_dot) = (&signature.output, signature.output_tangent());
    let dots = signature.params.iter().map(Param::dot);
    let types =
        signature.params.iter().map(|param| optional_dot((signature, header.runtime), param));
    quote_spanned! {Span::mixed_site()=>
        fn #name #generics(#parameters #(#dots: #types,)*) -> (#output, #output_dot) #where_clause
    }
}

/// The dot of the value behind the object.
fn own_dot(header: &Header, param: &Param) -> TokenStream {
    let (runtime, dot) = (header.runtime, param.dot());
    match (param.is_self(), param.differentiable) {
        (true, true) if param.is_mut_ref() => quote_spanned! {Span::mixed_site()=>
            #dot.map(#runtime::private::DynTangent::ad_of_mut::<T>)
        },
        (true, true) => quote_spanned! {Span::mixed_site()=>
            #dot.map(#runtime::private::DynTangent::ad_of::<T>)
        },
        (true, false) => quote_spanned!(Span::mixed_site()=> #runtime::private::NoDot),
        (false, _) => dot.to_token_stream(),
    }
}

/// The value's own pullback, boxed, which finds its bar in that of the object.
fn boxed_body(
    header: &Header,
    (name, of): (&Ident, &TokenStream),
    arguments: &TokenStream,
) -> TokenStream {
    let (runtime, signature) = (header.runtime, header.signature);
    let (value, pullback, value_bar) = (made("value"), made("pullback"), signature.value_bar());
    let params = reverse::wrapping_parameters(runtime, signature);
    let bars = signature.params.iter().map(|param| {
        let bar = param.bar();
        match param.is_self() && param.differentiable {
            true => quote_spanned! {Span::mixed_site()=>
                #bar.map(#runtime::private::DynTangent::ad_of_mut::<T>)
            },
            false => bar.to_token_stream(),
        }
    });
    quote_spanned! {Span::mixed_site()=>
        {
            let (#value, #pullback) = <T as #of>::#name(#arguments);
            (#value, ::std::boxed::Box::new(move |#params| #pullback(#value_bar, #(#bars,)*)))
        }
    }
}
