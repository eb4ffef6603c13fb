//! Reverse mode: the hidden `pullback` and `vjp`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};

use crate::args::Config;
use crate::signature::{Param, Signature};

use crate::ir::names;

use super::docs;
use super::header::{Header, kept_argument, one_or_tuple};
use super::unsizing::Objects;
use super::written::begun;
use super::{Owned, made};

/// The parameters of the closure that a pullback's body evaluates to:
/// `value_bar: f64, mut x_bar: Option<&mut [f64]>, n_bar: Option<&mut ()>`.
pub fn pullback_parameters(config: &Config, signature: &Signature) -> TokenStream {
    closure_parameters(&config.runtime, signature)
}

fn closure_parameters(runtime: &syn::Path, signature: &Signature) -> TokenStream {
    let (value_bar, value_bar_type) = (signature.value_bar(), signature.output_tangent());
    let bars = signature.params.iter().map(|param| {
        let (bar, ty) = (param.bar(), optional_bar(runtime, param));
        match param.differentiable || param.function.is_some() {
            true => quote_spanned!(Span::mixed_site()=> mut #bar: #ty),
            false => quote_spanned!(Span::mixed_site()=> #bar: #ty),
        }
    });
    quote_spanned!(Span::mixed_site()=> #value_bar: #value_bar_type #(, #bars)*)
}

/// The parameters of a closure that hands the bars on.
pub fn wrapping_parameters(runtime: &syn::Path, signature: &Signature) -> TokenStream {
    let (value_bar, value_bar_type) = (signature.value_bar(), signature.output_tangent());
    let bars = signature.params.iter().map(|param| {
        let (bar, ty) = (param.bar(), optional_bar(runtime, param));
        quote_spanned!(Span::mixed_site()=> #bar: #ty)
    });
    quote_spanned!(Span::mixed_site()=> #value_bar: #value_bar_type #(, #bars)*)
}

/// `Option<&mut [f64]>`
pub fn optional_bar(runtime: &syn::Path, param: &Param) -> TokenStream {
    let target = match () {
        _ if param.function.is_some() => {
            let name = param.function.as_ref().map(|function| &function.name);
            quote_spanned!(Span::mixed_site()=> <#name as #runtime::FunctionValue>::Captured)
        }
        _ if param.has_tangent() => param.bar_target(),
        // What callers lend of it they may give a bar of whatever type.
        _ if param.is_left_constant() => {
            quote_spanned!(Span::mixed_site()=> dyn #runtime::private::Cleared)
        }
        _ if !param.holds_nothing() => {
            quote_spanned!(Span::mixed_site()=> dyn #runtime::private::Ignored)
        }
        _ => quote_spanned!(Span::mixed_site()=> ()),
    };
    quote_spanned!(Span::mixed_site()=> ::std::option::Option<&mut #target>)
}

/// The same of what callers pass for an object.
fn bar_of(runtime: &syn::Path, param: &Param, objects: &Objects) -> TokenStream {
    match objects.tangent(param) {
        Some(tangent) => {
            quote_spanned!(Span::mixed_site()=> ::std::option::Option<&mut #tangent>)
        }
        None => optional_bar(runtime, param),
    }
}

/// The parameters of a closure that hands on the bars of what callers pass for objects.
fn parameters_of(header: &Header, objects: &Objects) -> TokenStream {
    let signature = header.signature;
    let (value_bar, value_bar_type) = (signature.value_bar(), signature.output_tangent());
    let bars = signature.params.iter().map(|param| {
        let (bar, ty) = (param.bar(), bar_of(header.runtime, param, objects));
        quote_spanned!(Span::mixed_site()=> #bar: #ty)
    });
    quote_spanned!(Span::mixed_site()=> #value_bar: #value_bar_type #(, #bars)*)
}

/// `pullback` with `body`, and `vjp` over it.
pub fn functions(header: &Header, body: TokenStream, owned: Owned) -> TokenStream {
    let owned_header = match &owned {
        Owned::Body { held, .. } => header.owned_without_constants(held),
        _ => header.owned(&[]),
    };
    let owned = owned_pullback(&owned_header, owned);
    let header = header.with_lifetimes();
    let pullback = pullback(&header, "pullback", body);
    let vjp = header.signature.is_asked().then(|| vjp(&header));
    quote_spanned!(Span::mixed_site()=> #pullback #owned #vjp)
}

/// `pullback` and `owned_pullback` alone.
pub fn hidden(header: &Header, body: TokenStream, owned: Owned) -> TokenStream {
    let owned_header = match &owned {
        Owned::Body { held, .. } => header.owned_without_constants(held),
        _ => header.owned(&[]),
    };
    let owned = owned_pullback(&owned_header, owned);
    let pullback = pullback(&header.with_lifetimes(), "pullback", body);
    quote_spanned!(Span::mixed_site()=> #pullback #owned)
}

/// `fn owned_pullback(x: &[f64], n) -> (f64, impl FnOnce(f64, ..) + use<>)`: for callers that can't lend the
/// arguments for so long, and call the function no second time.
fn owned_pullback(header: &Header, owned: Owned) -> TokenStream {
    let signature = header.signature;
    let (inner, turbofish) = (header.name("pullback"), header.turbofish());
    let arguments = header.arguments();
    let body = match owned {
        Owned::Same => {
            let body = quote_spanned! {Span::mixed_site()=>
                { Self::#inner #turbofish(#arguments) }
            };
            return quote_with(header, "owned_pullback", body);
        }
        Owned::Body { body, .. } => body,
        Owned::Cloned(body) => {
            let mut header = header.clone();
            header.bind_copies();
            return pullback(&header, "owned_pullback", body);
        }
        Owned::Copied => {
            let (function, runtime) = (header.function(), header.runtime);
            let now = signature.params.iter().map(kept_argument);
            let shared: Vec<_> =
                signature.params.iter().filter(|param| param.is_ref()).map(|p| &p.name).collect();
            let kept: Vec<_> = shared.iter().map(|name| kept_name(name)).collect();
            let (value, pullback, value_bar) =
                (made("value"), made("pullback"), signature.value_bar());
            let bars = signature.params.iter().map(Param::bar);
            let params = closure_parameters(header.runtime, signature);
            quote_spanned! {Span::mixed_site()=>
                {
                    #(let #kept = #runtime::private::Kept::of(#shared);)*
                    let #value = #function(#(#now),*);
                    (#value, move |#params| {
                        #(let #shared = #kept.get();)*
                        let (_, #pullback) = Self::#inner #turbofish(#arguments);
                        #pullback(#value_bar, #(#bars),*)
                    })
                }
            }
        }
    };
    pullback(header, "owned_pullback", body)
}

/// The name of a copy of an argument.
pub fn kept_name(name: &Ident) -> Ident {
    format_ident!("kept_{}", names::stem(&name.to_string()), span = Span::mixed_site())
}

/// `fn pullback<'x>(x: &'x [f64], n) -> (f64, impl FnOnce(f64, ..) + use<'x>) body`
///
/// What is lent to be changed to a constant parameter has no cotangent before the call, in the shape that it had then.
pub fn pullback(header: &Header, name: &str, body: TokenStream) -> TokenStream {
    let body = left_constant(header, body);
    let (own_self, asked) = (header.own_self(true), header.asked([]));
    let dots = header.given_dots();
    let body = begun(quote_spanned!(Span::mixed_site()=> #own_self #dots #asked), body);
    let body = match header.boxed {
        false => body,
        true => {
            let (value, pullback) = (made("value"), made("pullback"));
            quote_spanned! {Span::mixed_site()=>
                {
                    let (#value, #pullback) = #body;
                    (#value, ::std::boxed::Box::new(#pullback))
                }
            }
        }
    };
    quote_with(header, name, body)
}

fn left_constant(header: &Header, body: TokenStream) -> TokenStream {
    let (runtime, signature) = (header.runtime, header.signature);
    let constants: Vec<_> = signature.params.iter().filter(|p| p.is_left_constant()).collect();
    if constants.is_empty() {
        return body;
    }
    let reshaped = constants.iter().filter(|param| param.may_be_reshaped());
    let zeros = reshaped.map(|param| {
        let (zero, name) = (zero_name(param), signature.inner_name(param));
        quote_spanned!(Span::mixed_site()=> let #zero = #runtime::private::zero_like(&*#name);)
    });
    let cleared = constants.iter().map(|param| {
        let bar = param.bar();
        let clear = match param.may_be_reshaped() {
            true => {
                let zero = zero_name(param);
                quote_spanned!(Span::mixed_site()=> *#bar = #zero)
            }
            false if param.has_tangent() => {
                quote_spanned!(Span::mixed_site()=> #runtime::private::set_zero(#bar))
            }
            false => quote_spanned!(Span::mixed_site()=> #runtime::private::Cleared::clear(#bar)),
        };
        quote_spanned!(Span::mixed_site()=> if let ::std::option::Option::Some(#bar) = #bar { #clear; })
    });
    let passed = signature.params.iter().map(|param| match param.is_left_constant() {
        true => quote_spanned!(Span::mixed_site()=> ::std::option::Option::None),
        false => {
            let bar = param.bar();
            quote_spanned!(Span::mixed_site()=> #bar)
        }
    });
    let (value, pullback, value_bar) = (made("value"), made("pullback"), signature.value_bar());
    let params = wrapping_parameters(runtime, signature);
    // Calling the inner closure changes it, unless it captures nothing that it changes.
    quote_spanned! {Span::mixed_site()=>
        {
            #(#zeros)*
            #[allow(unused_mut)]
            let (#value, mut #pullback) = #body;
            (#value, move |#params| {
                #(#cleared)*
                #pullback(#value_bar, #(#passed),*)
            })
        }
    }
}

fn zero_name(param: &Param) -> Ident {
    format_ident!("zero_{}", param.bar(), span = Span::mixed_site())
}

/// A hidden function that returns the value and a pullback, with a body that does.
fn quote_with(header: &Header, name: &str, body: TokenStream) -> TokenStream {
    let mut header = header.clone();
    let objects = Objects::take(&mut header);
    let header = &header;
    let body = match objects.is_empty() {
        true => body,
        false => {
            let params = parameters_of(header, &objects);
            let boxed = header.boxed.then(|| boxed_type(header, &Objects::default()));
            header.around_objects(&objects, (&params, boxed), &body)
        }
    };
    let closure = closure_type(header, &objects);
    let returned = match header.boxed {
        false => {
            let captures = header.captures();
            quote_spanned!(Span::mixed_site()=> impl #closure + #captures)
        }
        true => boxed_type(header, &objects),
    };
    let vis = header.vis();
    let declaration = declaration_of_pullback(header, name, returned);
    let declaration = header.placed(quote_spanned! {Span::mixed_site()=>
        #[doc = " Reverse mode, for callers that are derivatives: a bar or `None` for each parameter."]
        #[doc(hidden)]
        #[inline]
        #vis #declaration
    });
    let body = header.body(body);
    quote_spanned!(Span::mixed_site()=> #declaration #body)
}

/// The declaration of a pullback that is boxed.
pub fn boxed(header: &Header, name: &str) -> TokenStream {
    declaration_of_pullback(header, name, boxed_type(header, &Objects::default()))
}

fn declaration_of_pullback(header: &Header, name: &str, returned: TokenStream) -> TokenStream {
    let (name, parameters) = (header.name(name), header.hidden_parameters());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let output = &header.signature.output;
    quote_spanned! {Span::mixed_site()=>
        fn #name #generics(#parameters) -> (#output, #returned) #where_clause
    }
}

fn boxed_type(header: &Header, objects: &Objects) -> TokenStream {
    let (closure, all) = (closure_type(header, objects), &header.all);
    quote_spanned!(Span::mixed_site()=> ::std::boxed::Box<dyn #closure + #all>)
}

fn closure_type(header: &Header, objects: &Objects) -> TokenStream {
    let signature = header.signature;
    let output_bar = signature.output_tangent();
    let bars = signature.params.iter().map(|param| bar_of(header.runtime, param, objects));
    quote_spanned! {Span::mixed_site()=>
        ::std::ops::FnOnce(#output_bar #(, #bars)*)
    }
}

/// `fn vjp<'a>(x: &'a [f64], n) -> (f64, impl FnOnce(f64) -> Vec<f64> + use<'a>)`
///
/// The bars of outputs are parameters of the pullback, which it changes in place.
fn vjp(header: &Header) -> TokenStream {
    let signature = header.signature;
    let (vis, name) = (header.vis(), header.name("vjp"));
    let (hidden, pullback) = (header.name("pullback"), made("pullback"));
    let (value, value_bar) = (made("value"), signature.value_bar());
    let (parameters, arguments) = (header.parameters(), header.hidden_arguments());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let (turbofish, captures) = (header.turbofish(), header.captures());
    let (output, output_bar) = (&signature.output, signature.shown_output_tangent());
    let zero_bars = zero_bars(header, &signature.inputs().collect::<Vec<_>>());
    let grad = grad_of(signature.inputs());
    let optional_bars = signature.params.iter().map(|param| {
        let bar = param.bar();
        match param.differentiable {
            true if param.is_output() => {
                quote_spanned!(Span::mixed_site()=> ::std::option::Option::Some(#bar))
            }
            true => quote_spanned!(Span::mixed_site()=> ::std::option::Option::Some(&mut #bar)),
            false => quote_spanned!(Span::mixed_site()=> ::std::option::Option::None),
        }
    });
    let outputs: Vec<_> = signature.outputs().map(Param::bar).collect();
    let targets = signature.outputs().map(Param::shown_bar_target);
    let mut types = vec![output_bar.clone()];
    types.extend(targets.map(|target| quote_spanned!(Span::mixed_site()=> &mut #target)));
    let mut names = vec![value_bar.clone()];
    names.extend(outputs);
    let unit = match signature.is_unit() {
        true => {
            types.remove(0);
            names.remove(0);
            Some(quote_spanned!(Span::mixed_site()=> ()))
        }
        false => None,
    };
    let passed = unit.unwrap_or_else(|| quote_spanned!(Span::mixed_site()=> #value_bar));
    let returned = signature.inputs().next().map(|_| {
        let vjp_type = signature.vjp_type();
        quote_spanned!(Span::mixed_site()=> -> #vjp_type)
    });
    let doc = docs::of_pullback(signature);
    header.placed(quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
        #vis fn #name #generics(#parameters)
            -> (#output, impl ::std::ops::FnOnce(#(#types),*) #returned + #captures)
        #where_clause
        {
            #zero_bars
            let (#value, #pullback) = Self::#hidden #turbofish(#arguments);
            (#value, move |#(#names: #types),*| {
                #pullback(#passed, #(#optional_bars,)*);
                #grad
            })
        }
    })
}

/// `let mut x_bar = private::zero_like(x);`
pub fn zero_bars(header: &Header, params: &[&Param]) -> TokenStream {
    let bars = params.iter().map(|param| param.bar());
    let types = params.iter().map(|param| param.tangent());
    let zeros = params.iter().map(|param| header.zero(param));
    quote_spanned!(Span::mixed_site()=> #(let mut #bars: #types = #zeros;)*)
}

/// `(x_bar, w_bar)`; nothing without parameters.
pub fn grad_of<'a>(params: impl Iterator<Item = &'a Param>) -> TokenStream {
    let bars: Vec<_> =
        params.map(Param::bar).map(|bar| quote_spanned!(Span::mixed_site()=> #bar)).collect();
    match bars.is_empty() {
        true => TokenStream::new(),
        false => one_or_tuple(&bars),
    }
}
