//! The gradient of a scalar result: `accumulate_grad`, `grad_into`, `value_and_grad` and `grad`.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use crate::signature::Param;

use super::docs;
use super::header::Header;
use super::made;
use super::reverse::{grad_of, zero_bars};
use super::written::begun;

/// `accumulate_grad` with `body`, and `grad_into`, `value_and_grad` and `grad` over it.
pub fn of_body(header: &Header, body: TokenStream) -> TokenStream {
    let own_self = header.own_self(false);
    let asked = header.asked(header.signature.wanted().map(Param::bar));
    let body = begun(quote_spanned!(Span::mixed_site()=> #own_self #asked), body);
    functions_of_gradient(header, body)
}

fn functions_of_gradient(header: &Header, body: TokenStream) -> TokenStream {
    let accumulate_grad = accumulate_grad(header, body);
    let grad_into = grad_into(header);
    let value_and_grad = value_and_grad(header);
    let grad = grad(header);
    quote_spanned!(Span::mixed_site()=> #value_and_grad #grad #grad_into #accumulate_grad)
}

/// The same of a function whose result isn't seen to be one float. Where it is another name for one, they are made of its
/// pullback; where it isn't, their bound says what to call instead.
pub fn of_pullback(header: &Header) -> TokenStream {
    let (runtime, signature) = (header.runtime, header.signature);
    let (output, output_bar) = (&signature.output, signature.shown_output_tangent());
    let mut header = header.clone();
    let bound: syn::WherePredicate = syn::parse_quote_spanned! {Span::mixed_site()=>
        for<'any> #output: #runtime::private::OneFloat<#output_bar>
    };
    header.generics.make_where_clause().predicates.push(bound);
    let (pullback, turbofish) = (made("pullback"), header.turbofish());
    let (hidden, arguments) = (header.name("pullback"), header.hidden_arguments());
    let (value, bars) = (
        made("value"),
        signature.params.iter().map(|param| {
            let bar = param.bar();
            match param.differentiable {
                true => quote_spanned!(Span::mixed_site()=> ::std::option::Option::Some(#bar)),
                false => quote_spanned!(Span::mixed_site()=> ::std::option::Option::None),
            }
        }),
    );
    let body = quote_spanned! {Span::mixed_site()=>
        {
            let (#value, #pullback) = Self::#hidden #turbofish(#arguments);
            #pullback(#runtime::private::OneFloat::seed(&#value), #(#bars,)*);
            #value
        }
    };
    functions_of_gradient(&header, body)
}

/// `fn accumulate_grad(x, n, x_bar: &mut [f64]) -> f64 body`
fn accumulate_grad(header: &Header, body: TokenStream) -> TokenStream {
    let what = format!(
        "The value of `{}`; its gradient is added to the bars. Allocates nothing for the result.",
        header.signature.ident
    );
    let doc = docs::of_bars(header.signature, &what, true);
    let declaration = declaration(header, "accumulate_grad");
    quote_spanned!(Span::mixed_site()=> #[doc = #doc] #declaration #body)
}

/// `fn grad_into(x, n, x_bar: &mut [f64]) -> f64`: `accumulate_grad` into zeroed bars
fn grad_into(header: &Header) -> TokenStream {
    let (runtime, accumulate_grad) = (header.runtime, header.name("accumulate_grad"));
    let (arguments, turbofish) = (header.arguments(), header.turbofish());
    let bars: Vec<_> = header.signature.wanted().map(Param::bar).collect();
    let overwritten = header.signature.inputs().map(Param::bar);
    let what = format!(
        "The value of `{}`; its gradient is written over the bars. Allocates nothing for the result.",
        header.signature.ident
    );
    let doc = docs::of_bars(header.signature, &what, false);
    let declaration = declaration(header, "grad_into");
    let body = header.placed(quote_spanned! {Span::mixed_site()=>
        {
            #(#runtime::private::set_zero(#overwritten);)*
            Self::#accumulate_grad #turbofish(#arguments #(#bars,)*)
        }
    });
    quote_spanned!(Span::mixed_site()=> #[doc = #doc] #[inline] #declaration #body)
}

/// `fn name(x, n, x_bar: &mut [f64]) -> f64`
fn declaration(header: &Header, name: &str) -> TokenStream {
    let signature = header.signature;
    let (vis, name, parameters) = (header.vis(), header.name(name), header.parameters());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let bars = signature.wanted().map(Param::bar);
    let targets = signature.wanted().map(Param::shown_bar_target);
    let output = &signature.output;
    header.placed(quote_spanned! {Span::mixed_site()=>
        #vis fn #name #generics(#parameters #(#bars: &mut #targets,)*) -> #output
        #where_clause
    })
}

/// `fn value_and_grad(x, n) -> (f64, Vec<f64>)`: `accumulate_grad` into fresh bars
fn value_and_grad(header: &Header) -> TokenStream {
    let signature = header.signature;
    let (vis, name) = (header.vis(), header.name("value_and_grad"));
    let (value, accumulate_grad) = (made("value"), header.name("accumulate_grad"));
    let (parameters, arguments) = (header.parameters(), header.arguments());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let turbofish = header.turbofish();
    let (output, grad_type) = (&signature.output, signature.grad_type());
    let zero_bars = zero_bars(header, &signature.wanted().collect::<Vec<_>>());
    let grad = grad_of(signature.wanted());
    let bars = signature.wanted().map(Param::bar);
    let doc = docs::of_gradient(signature, "The value and the gradient");
    header.placed(quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
        #vis fn #name #generics(#parameters) -> (#output, #grad_type) #where_clause {
            #zero_bars
            let #value = Self::#accumulate_grad #turbofish(#arguments #(&mut #bars,)*);
            (#value, #grad)
        }
    })
}

/// `fn grad(x, n) -> Vec<f64>`
fn grad(header: &Header) -> TokenStream {
    let signature = header.signature;
    let (vis, name, value_and_grad) =
        (header.vis(), header.name("grad"), header.name("value_and_grad"));
    let (parameters, arguments) = (header.parameters(), header.arguments());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let (turbofish, grad_type) = (header.turbofish(), signature.grad_type());
    let doc = docs::of_gradient(signature, "The gradient");
    header.placed(quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
        #vis fn #name #generics(#parameters) -> #grad_type #where_clause {
            Self::#value_and_grad #turbofish(#arguments).1
        }
    })
}
