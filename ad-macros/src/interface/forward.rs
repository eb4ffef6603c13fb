//! Forward mode: the hidden `tangent`, and `jvp`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;

use crate::signature::Param;

use super::docs;
use super::dot::optional_dot;
use super::header::{Header, is_scalar};
use super::made;
use super::unsizing::Objects;

/// `tangent` around `body`, and `jvp` over it.
pub fn functions(header: &Header, body: TokenStream) -> TokenStream {
    let tangent = tangent(header, body);
    let jvp = header.signature.is_asked().then(|| jvp(header));
    quote_spanned!(Span::mixed_site()=> #tangent #jvp)
}

/// `fn tangent(x, n, x_dot: Option<&[f64]>, n_dot: Option<()>) -> (f64, f64) { prelude; body }`
pub fn tangent(header: &Header, body: TokenStream) -> TokenStream {
    let signature = header.signature;
    let mut passed = header.with_lifetimes();
    let objects = Objects::take(&mut passed);
    let header = if objects.is_empty() { header } else { &passed };
    let (vis, name, parameters) =
        (header.vis(), header.name("tangent"), header.hidden_parameters());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let (output, output_dot) = (&signature.output, signature.output_tangent());
    let dots = signature.params.iter().map(Param::dot);
    let dot_types = signature.params.iter().map(|param| match objects.tangent(param) {
        Some(tangent) => quote_spanned!(Span::mixed_site()=> ::std::option::Option<&#tangent>),
        None => optional_dot((signature, header.runtime), param),
    });
    let functions = signature.params.iter().filter(|param| param.function.is_some()).map(|param| {
        let dot = param.dot();
        // Functions have their dots with them.
        quote_spanned!(Span::mixed_site()=> let #dot = ();)
    });
    let prelude = functions.chain(signature.wanted().map(|param| unwrap_dot(header, param)));
    let own_self = header.own_self(true);
    let body = match signature.is_unit() {
        true => quote_spanned!(Span::mixed_site()=> { let _ = #body; ((), ()) }),
        false => body,
    };
    let body = left_constant(header, body);
    let declaration = header.placed(quote_spanned! {Span::mixed_site()=>
        #[doc = " Forward mode, for callers that are derivatives: a dot or `None` for each parameter."]
        #[doc(hidden)]
        #[inline]
        #vis fn #name #generics(#parameters #(#dots: #dot_types,)*) -> (#output, #output_dot)
        #where_clause
    });
    let asked = header.asked(signature.params.iter().map(Param::dot));
    let given = header.given_dots();
    let (own, dots_of_objects) = (objects.objects(), objects.dots());
    let prelude = header.placed(quote_spanned! {Span::mixed_site()=>
        #own #dots_of_objects #own_self #given #(#prelude)* #asked
    });
    let body = header.body(quote_spanned!(Span::mixed_site()=> { #prelude #body }));
    quote_spanned!(Span::mixed_site()=> #declaration #body)
}

/// What is left in what was lent to a constant parameter has no dot, in the shape that it has by then.
fn left_constant(header: &Header, body: TokenStream) -> TokenStream {
    let (runtime, params) = (header.runtime, &header.signature.params);
    let cleared = params.iter().filter(|param| param.is_left_constant()).map(|param| {
        let (dot, name) = (param.dot(), header.signature.inner_name(param));
        let clear = match param.may_be_reshaped() {
            true => {
                quote_spanned!(Span::mixed_site()=> *#dot = #runtime::private::zero_like(&*#name))
            }
            false if param.has_tangent() => {
                quote_spanned!(Span::mixed_site()=> #runtime::private::set_zero(#dot))
            }
            false => quote_spanned!(Span::mixed_site()=> #runtime::private::Cleared::clear(#dot)),
        };
        quote_spanned!(Span::mixed_site()=> if let ::std::option::Option::Some(#dot) = #dot { #clear; })
    });
    let (cleared, value): (Vec<_>, _) = (cleared.collect(), made("value"));
    match cleared.is_empty() {
        true => body,
        false => quote_spanned!(Span::mixed_site()=> { let #value = #body; #(#cleared)* #value }),
    }
}

/// `let x_dot = x_dot.unwrap_or_default();`, or what it takes for other types than floats.
fn unwrap_dot(header: &Header, param: &Param) -> TokenStream {
    match param.is_self() && header.signature.lifted == 0 {
        true => unwrap_receiver(header, param),
        false => unwrap_passed(header, param),
    }
}

/// The dot of a `self` that is passed by value, from an `Option` of a reference to it.
pub fn copied(dot: &Ident, zero_like: &TokenStream) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> let #dot = #dot.cloned().unwrap_or_else(|| #zero_like);)
}

/// The dot of a parameter from an `Option` of it.
pub fn unwrap_passed(header: &Header, param: &Param) -> TokenStream {
    if header.signature.lifted > 0 && header.signature.original(param).takes_self() {
        return copied(&param.dot(), &header.zero(param));
    }
    unwrapped((param, &param.dot()), &header.zero(param))
}

/// What is passed of a parameter's type, or its zero.
pub fn unwrapped((param, dot): (&Param, &Ident), zero_like: &TokenStream) -> TokenStream {
    let (dot_type, zero) = (param.dot_type(), made("zero"));
    if is_scalar(param) {
        quote_spanned!(Span::mixed_site()=> let #dot = #dot.unwrap_or_default();)
    } else if param.is_mut_ref() {
        quote_spanned! {Span::mixed_site()=>
            let mut #zero;
            let #dot: #dot_type = match #dot {
                ::std::option::Option::Some(#dot) => #dot,
                ::std::option::Option::None => {
                    #zero = #zero_like;
                    &mut #zero
                }
            };
        }
    } else if param.is_ref() {
        quote_spanned! {Span::mixed_site()=>
            let #zero;
            let #dot: #dot_type = match #dot {
                ::std::option::Option::Some(#dot) => #dot,
                ::std::option::Option::None => {
                    #zero = #zero_like;
                    &#zero
                }
            };
        }
    } else {
        quote_spanned!(Span::mixed_site()=> let #dot = #dot.unwrap_or_else(|| #zero_like);)
    }
}

/// The dot of `self` from what a caller passed.
fn unwrap_receiver(header: &Header, param: &Param) -> TokenStream {
    let (runtime, dot) = (header.runtime, param.dot());
    let (zero, passed) = (made("zero"), made("passed"));
    let zero_like = header.zero(param);
    match (param.is_ref(), param.is_mut_ref()) {
        (_, true) => quote_spanned! {Span::mixed_site()=>
            let mut #passed = #dot;
            let mut #zero;
            let #dot = match #runtime::private::ReceiverDotMut::exclusive(&mut #passed) {
                ::std::option::Option::Some(#dot) => #dot,
                ::std::option::Option::None => {
                    #zero = #zero_like;
                    &mut #zero
                }
            };
        },
        (true, false) => quote_spanned! {Span::mixed_site()=>
            let #passed = #dot;
            let #zero;
            let #dot = match #runtime::private::ReceiverDot::shared(&#passed) {
                ::std::option::Option::Some(#dot) => #dot,
                ::std::option::Option::None => {
                    #zero = #zero_like;
                    &#zero
                }
            };
        },
        (false, false) => quote_spanned! {Span::mixed_site()=>
            let #dot = match #runtime::private::ReceiverDot::shared(&#dot) {
                ::std::option::Option::Some(#dot) => ::std::clone::Clone::clone(#dot),
                ::std::option::Option::None => #zero_like,
            };
        },
    }
}

/// `fn jvp(x, n, x_dot: &[f64]) -> (f64, f64) { Self::tangent(x, n, Some(x_dot), None) }`
fn jvp(header: &Header) -> TokenStream {
    let signature = header.signature;
    let (vis, name, tangent) = (header.vis(), header.name("jvp"), header.name("tangent"));
    let (parameters, arguments) = (header.parameters(), header.hidden_arguments());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let turbofish = header.turbofish();
    let (output, output_dot) = (&signature.output, signature.shown_output_tangent());
    let dots = signature.wanted().map(Param::dot);
    let dot_types = signature.wanted().map(Param::shown_dot_type);
    let optional_dots = signature.params.iter().map(|param| match param.differentiable {
        true => {
            let dot = param.dot();
            match param.is_self() && !param.is_ref() {
                true => quote_spanned!(Span::mixed_site()=> ::std::option::Option::Some(&#dot)),
                false => quote_spanned!(Span::mixed_site()=> ::std::option::Option::Some(#dot)),
            }
        }
        false if param.is_self() => {
            let runtime = header.runtime;
            quote_spanned!(Span::mixed_site()=> #runtime::private::NoDot)
        }
        false => quote_spanned!(Span::mixed_site()=> ::std::option::Option::None),
    });
    let call = quote_spanned! {Span::mixed_site()=>
        Self::#tangent #turbofish(#arguments #(#optional_dots,)*)
    };
    if signature.is_unit() {
        let what = format!(
            "Runs `{}` and puts its derivative in the direction of the dots into them: forward mode.",
            signature.ident
        );
        let doc = docs::of_dots(signature, &what);
        return header.placed(quote_spanned! {Span::mixed_site()=>
            #[doc = #doc]
            #[inline]
            #vis fn #name #generics(#parameters #(#dots: #dot_types,)*) #where_clause {
                #call;
            }
        });
    }
    let what = format!(
        "The value of `{}` and its derivative in the direction of the dots: forward mode.",
        signature.ident
    );
    let doc = docs::of_dots(signature, &what);
    header.placed(quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[inline]
        #vis fn #name #generics(#parameters #(#dots: #dot_types,)*) -> (#output, #output_dot)
        #where_clause
        {
            #call
        }
    })
}
