//! The table as code, for the runtime's tests: a list of all primitives with ways to call each.
//!
//! In: a float type and the names of further primitives of one operand, `f64; relu, sigmoid`. Out: a `Vec` of
//! `Entry`, a struct of the test's:
//! ```text
//! Entry {
//!     name: "hypot",
//!     method: |x: &[f64]| x[0].hypot(x[1]),
//!     primitive: |x: &[f64]| ::ad_runtime::prim::hypot(x[0], x[1]),
//!     partials: vec![(0, |x: &[f64], out: f64, v: f64| ::ad_runtime::prim::hypot::times_dx(x[0], out, v)), ..],
//!     jvp: |x: &[f64], x_dot: &[f64]| ::ad_runtime::prim::hypot::jvp(x[0], x[1], x_dot[0], x_dot[1]).1,
//!     vjp: |x: &[f64], y_bar: f64| { .. ::ad_runtime::prim::hypot::vjp(x[0], x[1]) .. },
//!     check: |x: &[f64]| ::ad_runtime::prim::hypot::check(x[0], x[1]),
//! }
//! ```
//! So what the tests call is what the table makes derivatives call.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Token, Type};

use super::{Partial, Primitive, Use, all};

/// The list, or an error.
pub fn listing(tokens: TokenStream) -> TokenStream {
    let parser = |input: ParseStream| {
        let float: Type = input.parse()?;
        input.parse::<Token![;]>()?;
        Ok((float, Punctuated::<Ident, Token![,]>::parse_terminated(input)?))
    };
    let (float, others) = match parser.parse2(tokens) {
        Ok(parsed) => parsed,
        Err(error) => return error.into_compile_error(),
    };
    let methods = all().iter().map(|primitive| {
        let name = Ident::new(primitive.name, Span::call_site());
        let partials =
            primitive.partials.iter().map(|partial| multiply(&float, primitive, partial));
        let operands = operands(primitive);
        let (receiver, rest) = (&operands[0], &operands[1..]);
        let method = quote!(|x: &[#float]| #receiver.#name(#(#rest),*));
        let n_floats = primitive.integer_operand.unwrap_or(primitive.arity);
        entry(&float, &name, (&operands, n_floats), method, partials.collect())
    });
    let others = others.iter().map(|name| {
        let method = quote!(|x: &[#float]| ::ad_runtime::prim::#name(x[0]));
        entry(&float, name, (&[quote!(x[0])], 1), method, Vec::new())
    });
    quote!(::std::vec![#(#methods,)* #(#others,)*])
}

/// `x[0], x[1]`, one of which may be an integer.
fn operands(primitive: &Primitive) -> Vec<TokenStream> {
    let operand = |i: usize| match primitive.integer_operand == Some(i) {
        true => quote!(x[#i] as i32),
        false => quote!(x[#i]),
    };
    (0..primitive.arity).map(operand).collect()
}

/// `(0, |x, out, v| prim::hypot::times_dx(x[0], out, v))`
fn multiply(float: &Type, primitive: &Primitive, partial: &Partial) -> TokenStream {
    let (operand, times) = (partial.operand, format_ident!("times_d{}", partial.param));
    let name = Ident::new(primitive.name, Span::call_site());
    let operands = operands(primitive);
    let uses = partial.uses.iter().map(|value| match value {
        Use::Operand(i) => operands[*i].clone(),
        Use::Out => quote!(out),
    });
    quote! {
        (#operand, |x: &[#float], out: #float, v: #float| {
            ::ad_runtime::prim::#name::#times(#(#uses,)* v)
        })
    }
}

fn entry(
    float: &Type,
    name: &Ident,
    (operands, n_floats): (&[TokenStream], usize),
    method: TokenStream,
    partials: Vec<TokenStream>,
) -> TokenStream {
    let text = name.to_string();
    let dots = 0..n_floats;
    let bars: Vec<_> = (0..n_floats).map(|i| format_ident!("bar{i}")).collect();
    quote! {
        Entry::<#float> {
            name: #text,
            method: #method,
            primitive: |x: &[#float]| ::ad_runtime::prim::#name(#(#operands),*),
            partials: ::std::vec![#(#partials),*],
            jvp: |x: &[#float], x_dot: &[#float]| {
                ::ad_runtime::prim::#name::jvp(#(#operands,)* #(x_dot[#dots]),*).1
            },
            vjp: |x: &[#float], y_bar: #float| {
                let (#(#bars),*) = ::ad_runtime::prim::#name::vjp(#(#operands),*).1(y_bar);
                ::std::vec![#(#bars),*]
            },
            check: |x: &[#float]| ::ad_runtime::prim::#name::check(#(#operands),*),
        }
    }
}
