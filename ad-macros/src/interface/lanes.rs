//! The tangent in several directions at once, for Jacobians, and the product of the Hessian with several.
//!
//! In: a signature, and a body that reads the dots of the later lanes by names of their own. Out: tokens.
//! ```text
//! fn jvp_lanes(x: &[f64], n: usize, x_dot: [&[f64]; 2]) -> (f64, [f64; 2])    // hidden
//! fn accumulate_hvp_lanes(x: &[f64], n: usize, x_dot: [&[f64]; 2], x_bar: [&mut [f64]; 2])
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};

use super::header::Header;
use super::made;
use super::written::begun;
use crate::args::Config;
use crate::lanes;
use crate::signature::{Param, Signature};

/// The names of what a parameter has one of for each lane: `x_dot`, `x_dot_1`, ..
pub fn names(first: &Ident, n: usize) -> Vec<Ident> {
    let text = first.to_string();
    (0..n).map(|lane| format_ident!("{}", lanes::name(&text, lane), span = first.span())).collect()
}

/// The function around its body.
pub fn jvp(config: &Config, signature: &Signature, body: TokenStream, n: usize) -> TokenStream {
    let header = Header::new(config, signature);
    let (vis, name, parameters) = (header.vis(), header.name("jvp_lanes"), header.parameters());
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let (output, output_dot) = (&signature.output, signature.shown_output_tangent());
    let dots: Vec<_> = signature.wanted().map(Param::dot).collect();
    let dot_types = signature.wanted().map(Param::shown_dot_type);
    let of_lanes = dots.iter().map(|dot| {
        let lanes = names(dot, n);
        quote_spanned!(Span::mixed_site()=> let [#(#lanes),*] = #dot;)
    });
    let own_self = header.own_self(false);
    let asked = header.asked(dots.iter().flat_map(|dot| names(dot, n)));
    let start = quote_spanned!(Span::mixed_site()=> #(#of_lanes)* #own_self #asked);
    let (value, value_dot) = (made("value"), names(&made("value_dot"), n));
    let body = match signature.is_unit() {
        true => quote_spanned!(Span::mixed_site()=> { #start let _ = #body; }),
        false => {
            let body = begun(start, body);
            quote_spanned! {Span::mixed_site()=>
                {
                    let (#value, #(#value_dot),*) = #body;
                    (#value, [#(#value_dot),*])
                }
            }
        }
    };
    let returned = match signature.is_unit() {
        true => TokenStream::new(),
        false => quote_spanned!(Span::mixed_site()=> -> (#output, [#output_dot; #n])),
    };
    header.placed(quote_spanned! {Span::mixed_site()=>
        #[doc = " Forward mode in several directions at once."]
        #[doc(hidden)]
        #[inline]
        #vis fn #name #generics(#parameters #(#dots: [#dot_types; #n],)*) #returned #where_clause
            #body
    })
}

/// `fn accumulate_hvp_lanes(x: &[f64], n: usize, x_dot: [&[f64]; 2], x_bar: [&mut [f64]; 2])`, around its body.
pub fn hvp(config: &Config, signature: &Signature, body: TokenStream, n: usize) -> TokenStream {
    let header = Header::new(config, signature);
    let (vis, name) = (header.vis(), header.name("accumulate_hvp_lanes"));
    let (generics, _, where_clause) = header.generics.split_for_impl();
    let parameters = header.parameters();
    let dots: Vec<_> = signature.wanted().map(Param::dot).collect();
    let bars: Vec<_> = signature.wanted().map(Param::bar).collect();
    let dot_types = signature.wanted().map(Param::shown_dot_type);
    let targets = signature.wanted().map(Param::shown_bar_target);
    let of_lanes = dots.iter().chain(&bars).map(|first| {
        let lanes = names(first, n);
        quote_spanned!(Span::mixed_site()=> let [#(#lanes),*] = #first;)
    });
    let own_self = header.own_self(false);
    let asked = header.asked(dots.iter().chain(&bars).flat_map(|first| names(first, n)));
    let start = quote_spanned!(Span::mixed_site()=> #(#of_lanes)* #own_self #asked);
    let body = begun(start, body);
    header.placed(quote_spanned! {Span::mixed_site()=>
        #[doc = " The products of the Hessian with several directions at once, added to the bars."]
        #[doc(hidden)]
        #vis fn #name #generics(
            #parameters #(#dots: [#dot_types; #n],)* #(#bars: [&mut #targets; #n],)*
        ) #where_clause { let _ = #body; }
    })
}
