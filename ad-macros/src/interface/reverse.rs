//! Reverse mode: the hidden `pullback` and `vjp`; for a scalar result also `accumulate_grad`,
//! `grad_into`, `value_and_grad` and `grad`.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use crate::args::Config;
use crate::signature::{Kind, Param, Signature};

use super::header::{Header, one_or_tuple, reference};
use super::made;

/// The parameters of the closure that a pullback's body evaluates to:
/// `value_bar: f64, mut x_bar: Option<&mut [f64]>, n_bar: Option<&mut ()>`.
pub fn pullback_parameters(config: &Config, signature: &Signature) -> TokenStream {
    let (value_bar, value_bar_type) = (signature.value_bar(), signature.output_tangent());
    let bars = signature.params.iter().map(|param| {
        let (bar, ty) = (param.bar(), optional_bar(&config.runtime, param));
        match param.differentiable {
            true => quote_spanned!(Span::mixed_site()=> mut #bar: #ty),
            false => quote_spanned!(Span::mixed_site()=> #bar: #ty),
        }
    });
    quote_spanned!(Span::mixed_site()=> #value_bar: #value_bar_type #(, #bars)*)
}

/// `Option<&mut [f64]>`
fn optional_bar(runtime: &syn::Path, param: &Param) -> TokenStream {
    let target = match param.kind {
        _ if param.has_tangent() => param.bar_target(),
        Kind::Unknown => quote_spanned!(Span::mixed_site()=> dyn #runtime::private::Ignored),
        _ => quote_spanned!(Span::mixed_site()=> ()),
    };
    quote_spanned!(Span::mixed_site()=> ::std::option::Option<&mut #target>)
}

/// `pullback` with `body`, and `vjp` over it.
pub fn functions(header: &Header, body: TokenStream) -> TokenStream {
    let header = header.with_lifetimes();
    let pullback = pullback(&header, body);
    let vjp = vjp(&header);
    quote_spanned!(Span::mixed_site()=> #pullback #vjp)
}

/// `fn pullback<'x>(x: &'x [f64], n) -> (f64, impl FnOnce(f64, ..) + use<'x>) body`
fn pullback(header: &Header, body: TokenStream) -> TokenStream {
    let signature = header.signature;
    let (vis, name, parameters) = (&signature.vis, made("pullback"), header.parameters());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let (output, output_bar) = (&signature.output, signature.output_tangent());
    let bars = signature.params.iter().map(|param| optional_bar(header.runtime, param));
    let captures = header.captures();
    quote_spanned! {Span::mixed_site()=>
        #[doc = " Reverse mode, for callers that are derivatives: a bar or `None` for each parameter."]
        #[doc(hidden)]
        #[inline]
        #vis fn #name #generics(#parameters)
            -> (#output, impl ::std::ops::FnOnce(#output_bar #(, #bars)*) + #captures)
        #where_clause
        #body
    }
}

/// `fn vjp<'x>(x: &'x [f64], n) -> (f64, impl FnOnce(f64) -> Vec<f64> + use<'x>)`
fn vjp(header: &Header) -> TokenStream {
    let signature = header.signature;
    let (vis, name, pullback) = (&signature.vis, made("vjp"), made("pullback"));
    let (value, value_bar) = (made("value"), signature.value_bar());
    let (parameters, arguments) = (header.parameters(), header.arguments());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let (turbofish, captures) = (header.turbofish(), header.captures());
    let (output, output_bar) = (&signature.output, signature.output_tangent());
    let (grad_type, zero_bars, grad) = (signature.grad_type(), zero_bars(header), grad_of(header));
    let optional_bars = signature.params.iter().map(|param| match param.differentiable {
        true => {
            let bar = param.bar();
            quote_spanned!(Span::mixed_site()=> ::std::option::Option::Some(&mut #bar))
        }
        false => quote_spanned!(Span::mixed_site()=> ::std::option::Option::None),
    });
    let doc = format!(
        " The value of `{}` and its pullback, from the result's cotangent to the arguments': reverse mode.",
        signature.ident
    );
    quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
        #vis fn #name #generics(#parameters)
            -> (#output, impl ::std::ops::FnOnce(#output_bar) -> #grad_type + #captures)
        #where_clause
        {
            #zero_bars
            let (#value, #pullback) = Self::#pullback #turbofish(#arguments);
            (#value, move |#value_bar: #output_bar| {
                #pullback(#value_bar, #(#optional_bars,)*);
                #grad
            })
        }
    }
}

/// `accumulate_grad` with `body`, and `grad_into`, `value_and_grad` and `grad` over it.
pub fn gradient_functions(header: &Header, body: TokenStream) -> TokenStream {
    let accumulate_grad = accumulate_grad(header, body);
    let grad_into = grad_into(header);
    let value_and_grad = value_and_grad(header);
    let grad = grad(header);
    quote_spanned!(Span::mixed_site()=> #value_and_grad #grad #grad_into #accumulate_grad)
}

/// `fn accumulate_grad(x, n, x_bar: &mut [f64]) -> f64 body`
fn accumulate_grad(header: &Header, body: TokenStream) -> TokenStream {
    let doc = format!(
        " The value of `{}`; its gradient is added to the bars. Allocates nothing for the result.",
        header.signature.ident
    );
    let declaration = declaration(header, "accumulate_grad");
    quote_spanned!(Span::mixed_site()=> #[doc = #doc] #declaration #body)
}

/// `fn grad_into(x, n, x_bar: &mut [f64]) -> f64`: `accumulate_grad` into zeroed bars
fn grad_into(header: &Header) -> TokenStream {
    let (runtime, accumulate_grad) = (header.runtime, made("accumulate_grad"));
    let (arguments, turbofish) = (header.arguments(), header.turbofish());
    let bars: Vec<_> = header.signature.wanted().map(Param::bar).collect();
    let doc = format!(
        " The value of `{}`; its gradient is written over the bars.",
        header.signature.ident
    );
    let declaration = declaration(header, "grad_into");
    quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
        #declaration {
            #(#runtime::private::set_zero(#bars);)*
            Self::#accumulate_grad #turbofish(#arguments #(#bars,)*)
        }
    }
}

/// `fn name(x, n, x_bar: &mut [f64]) -> f64`
fn declaration(header: &Header, name: &str) -> TokenStream {
    let signature = header.signature;
    let (vis, name, parameters) = (&signature.vis, made(name), header.parameters());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let bars = signature.wanted().map(Param::bar);
    let targets = signature.wanted().map(Param::bar_target);
    let output = &signature.output;
    quote_spanned! {Span::mixed_site()=>
        #vis fn #name #generics(#parameters #(#bars: &mut #targets,)*) -> #output
        #where_clause
    }
}

/// `fn value_and_grad(x, n) -> (f64, Vec<f64>)`: `accumulate_grad` into fresh bars
fn value_and_grad(header: &Header) -> TokenStream {
    let signature = header.signature;
    let (vis, name) = (&signature.vis, made("value_and_grad"));
    let (value, accumulate_grad) = (made("value"), made("accumulate_grad"));
    let (parameters, arguments) = (header.parameters(), header.arguments());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let turbofish = header.turbofish();
    let (output, grad_type) = (&signature.output, signature.grad_type());
    let (zero_bars, grad) = (zero_bars(header), grad_of(header));
    let bars = signature.wanted().map(Param::bar);
    let doc = format!(" The value of `{}` and its gradient.", signature.ident);
    quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
        #vis fn #name #generics(#parameters) -> (#output, #grad_type) #where_clause {
            #zero_bars
            let #value = Self::#accumulate_grad #turbofish(#arguments #(&mut #bars,)*);
            (#value, #grad)
        }
    }
}

/// `fn grad(x, n) -> Vec<f64>`
fn grad(header: &Header) -> TokenStream {
    let signature = header.signature;
    let (vis, name, value_and_grad) = (&signature.vis, made("grad"), made("value_and_grad"));
    let (parameters, arguments) = (header.parameters(), header.arguments());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let (turbofish, grad_type) = (header.turbofish(), signature.grad_type());
    let doc = format!(" The gradient of `{}`.", signature.ident);
    quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
        #vis fn #name #generics(#parameters) -> #grad_type #where_clause {
            Self::#value_and_grad #turbofish(#arguments).1
        }
    }
}

/// `let mut x_bar = private::zero_like(x);`
fn zero_bars(header: &Header) -> TokenStream {
    let runtime = header.runtime;
    let bars = header.signature.wanted().map(Param::bar);
    let types = header.signature.wanted().map(Param::tangent);
    let values = header.signature.wanted().map(reference);
    quote_spanned! {Span::mixed_site()=>
        #(let mut #bars: #types = #runtime::private::zero_like(#values);)*
    }
}

/// `(x_bar, w_bar)`
fn grad_of(header: &Header) -> TokenStream {
    let bars = header.signature.wanted().map(Param::bar);
    let bars: Vec<_> = bars.map(|bar| quote_spanned!(Span::mixed_site()=> #bar)).collect();
    one_or_tuple(&bars)
}
