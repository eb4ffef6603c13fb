//! The calls of a Jacobian: the function's tangent in a direction, and its pullback.
//!
//! In: the header of a function. Out: closures for the runtime, which copy what the function changes, and what is left there in the end.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::pointee;
use crate::interface::check::copy;
use crate::interface::header::{Header, kept_argument, one_or_tuple};
use crate::interface::lanes::names;
use crate::interface::made;
use crate::signature::Param;

/// Statements that copy what is changed, and the arguments, for a function that takes `self` as it is written (or by reference).
fn arguments(header: &Header, is_hidden: bool) -> (TokenStream, TokenStream) {
    let signature = header.signature;
    let copied = signature.outputs().map(|param| {
        let (name, value) = (copy(param), &param.name);
        quote_spanned! {Span::mixed_site()=>
            let mut #name = ::std::borrow::ToOwned::to_owned(&*#value);
        }
    });
    let arguments = signature.params.iter().map(|param| match param.is_output() {
        true => {
            let name = copy(param);
            quote_spanned!(Span::mixed_site()=> &mut #name)
        }
        false if param.takes_self() && is_hidden => {
            let name = &param.name;
            quote_spanned!(Span::mixed_site()=> &#name)
        }
        false => kept_argument(param),
    });
    (copied.collect(), quote_spanned!(Span::mixed_site()=> #(#arguments,)*))
}

/// The result with what is changed.
fn with_changed(
    header: &Header,
    result: &Ident,
    changed: impl Iterator<Item = Ident>,
) -> TokenStream {
    let result = (!header.signature.is_unit()).then(|| result.to_token_stream());
    let all: Vec<_> = result.into_iter().chain(changed.map(Ident::into_token_stream)).collect();
    one_or_tuple(&all)
}

/// `|(x_dot,)| Self::jvp(x, n, x_dot)`
pub fn forward(header: &Header) -> TokenStream {
    let (signature, name, turbofish) = (header.signature, header.name("jvp"), header.turbofish());
    let (copied, arguments) = arguments(header, false);
    let dots: Vec<_> = signature.wanted().map(Param::dot).collect();
    let passed = signature.wanted().map(|param| {
        let dot = param.dot();
        match (param.is_output(), param.is_ref()) {
            (true, _) => quote_spanned!(Span::mixed_site()=> &mut #dot),
            (_, true) => dot.to_token_stream(),
            _ if param.kind.is_float() => quote_spanned!(Span::mixed_site()=> *#dot),
            _ => quote_spanned!(Span::mixed_site()=> ::std::clone::Clone::clone(#dot)),
        }
    });
    let call = quote_spanned! {Span::mixed_site()=>
        Self::#name #turbofish(#arguments #(#passed,)*)
    };
    if signature.outputs().next().is_none() {
        return quote_spanned!(Span::mixed_site()=> |(#(#dots,)*)| #call);
    }
    let (value, value_dot) = (made("value"), made("value_dot"));
    let copied_dots: Vec<_> = signature.outputs().map(Param::dot).collect();
    let bound = (!signature.is_unit())
        .then(|| quote_spanned!(Span::mixed_site()=> let (#value, #value_dot) =));
    let all = with_changed(header, &value, signature.outputs().map(copy));
    let all_dots = with_changed(header, &value_dot, copied_dots.iter().cloned());
    quote_spanned! {Span::mixed_site()=>
        |(#(#dots,)*)| {
            #copied
            #(let mut #copied_dots = ::std::clone::Clone::clone(#copied_dots);)*
            #bound #call;
            (#all, #all_dots)
        }
    }
}

/// `|[(x_dot,), (x_dot_1,)]| Self::jvp_lanes(x, n, [x_dot, x_dot_1])`
pub fn in_lanes(header: &Header, n: usize) -> TokenStream {
    let signature = header.signature;
    let (name, turbofish) = (header.name("jvp_lanes"), header.turbofish());
    let (copied, arguments) = arguments(header, false);
    let of_lane =
        |lane: usize| signature.wanted().map(move |param| names(&param.dot(), n)[lane].clone());
    let taken = (0..n).map(|lane| {
        let dots = of_lane(lane);
        quote_spanned!(Span::mixed_site()=> (#(#dots,)*))
    });
    let passed = signature.wanted().map(|param| {
        let dots = names(&param.dot(), n);
        match (param.is_output(), param.is_ref()) {
            (true, _) => quote_spanned!(Span::mixed_site()=> [#(&mut #dots),*]),
            (_, true) => quote_spanned!(Span::mixed_site()=> [#(#dots),*]),
            _ if param.kind.is_float() => quote_spanned!(Span::mixed_site()=> [#(*#dots),*]),
            _ => quote_spanned!(Span::mixed_site()=> [#(::std::clone::Clone::clone(#dots)),*]),
        }
    });
    let call = quote_spanned! {Span::mixed_site()=>
        Self::#name #turbofish(#arguments #(#passed,)*)
    };
    if signature.outputs().next().is_none() {
        return quote_spanned!(Span::mixed_site()=> |[#(#taken),*]| #call);
    }
    let (value, value_dots) = (made("value"), names(&made("value_dot"), n));
    let bound = (!signature.is_unit())
        .then(|| quote_spanned!(Span::mixed_site()=> let (#value, [#(#value_dots),*]) =));
    let all = with_changed(header, &value, signature.outputs().map(copy));
    let all_dots = value_dots.iter().enumerate().map(|(lane, value_dot)| {
        let dots = signature.outputs().map(|param| names(&param.dot(), n)[lane].clone());
        with_changed(header, value_dot, dots)
    });
    let copied_dots: Vec<_> =
        signature.outputs().flat_map(|param| names(&param.dot(), n)).collect();
    quote_spanned! {Span::mixed_site()=>
        |[#(#taken),*]| {
            #copied
            #(let mut #copied_dots = ::std::clone::Clone::clone(#copied_dots);)*
            #bound #call;
            (#all, [#(#all_dots),*])
        }
    }
}

/// `|seed, (x_bar,)| { let (value, pullback) = Self::pullback(x, n); pullback(seed(&value), Some(x_bar), None); value }`
pub fn reverse(header: &Header) -> TokenStream {
    let (signature, turbofish) = (header.signature, header.turbofish());
    let (name, pullback, seed) = (header.name("pullback"), made("pullback"), made("seed"));
    let (value, value_bar) = (made("value"), signature.value_bar());
    let (copied, arguments) = arguments(header, true);
    let bars = signature.wanted().map(Param::bar);
    let passed = signature.params.iter().map(|param| match param.differentiable {
        true => {
            let bar = param.bar();
            quote_spanned!(Span::mixed_site()=> ::std::option::Option::Some(#bar))
        }
        false => quote_spanned!(Span::mixed_site()=> ::std::option::Option::None),
    });
    let start = quote_spanned! {Span::mixed_site()=>
        #copied
        let (#value, #pullback) = Self::#name #turbofish(#arguments);
    };
    if signature.outputs().next().is_none() {
        return quote_spanned! {Span::mixed_site()=>
            |#seed, (#(#bars,)*)| {
                #start
                #pullback(#seed(&#value), #(#passed,)*);
                #value
            }
        };
    }
    // A bar of what is changed holds the cotangent of what it is afterwards first.
    let changed: Vec<_> = signature.outputs().map(Param::bar).collect();
    let seeds = changed.iter().map(|bar| made(&format!("{bar}_seed"))).collect::<Vec<_>>();
    let all = with_changed(header, &value, signature.outputs().map(copy));
    let all_seeds = with_changed(header, &value_bar, seeds.iter().cloned());
    let (results, passed_bar) = (
        made("results"),
        match signature.is_unit() {
            true => quote!(()),
            false => value_bar.to_token_stream(),
        },
    );
    quote_spanned! {Span::mixed_site()=>
        |#seed, (#(#bars,)*)| {
            #start
            let #results = #all;
            let #all_seeds = #seed(&#results);
            #(*#changed = #seeds;)*
            #pullback(#passed_bar, #(#passed,)*);
            #results
        }
    }
}

/// What the function leaves in its `&mut` parameters is there after its Jacobian too.
pub fn left_in_place(header: &Header, call: TokenStream) -> TokenStream {
    let signature = header.signature;
    if signature.outputs().next().is_none() {
        return call;
    }
    let (value, filled, results) = (made("value"), made("filled"), made("results"));
    let left: Vec<_> =
        signature.outputs().map(|param| made(&format!("{}_left", param.dot()))).collect();
    let all = with_changed(header, &value, left.iter().cloned());
    let puts = header.types().filter(|(param, _)| param.is_output()).zip(&left);
    let puts = puts.map(|((param, ty), left)| {
        let name = &param.name;
        match pointee(ty) {
            syn::Type::Slice(_) => {
                quote_spanned!(Span::mixed_site()=> #name.clone_from_slice(&#left);)
            }
            _ => quote_spanned!(Span::mixed_site()=> *#name = #left;),
        }
    });
    let result = match signature.is_unit() {
        true => quote!(()),
        false => value.to_token_stream(),
    };
    quote_spanned! {Span::mixed_site()=>
        let (#results, #filled) = #call;
        let #all = #results;
        #(#puts)*
        (#result, #filled)
    }
}
