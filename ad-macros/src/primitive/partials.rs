//! The short form: both modes from the partial derivatives of a scalar function.
//!
//! In: a signature of floats and constants, and a partial for each float. Out: the derivatives, and for
//! each partial the function that multiplies by it. For `partials(x = (1.0 + out) * (1.0 - out))`:
//! ```text
//! pub fn times_dx(out: f64, v: f64) -> f64 {
//!     if private::is_zero(v) { return v; }
//!     let partial: f64 = (1.0 + out) * (1.0 - out);
//!     private::times(partial, v)
//! }
//! ```
//! It takes those of the parameters, and then `out`, that the partial is written over. The two tests for zero
//! are the policy on corners, which the runtime's `prim` states.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote_spanned};

use crate::args::Config;
use crate::interface::{
    Bodies, Proofs, function, interface_with, kept_argument, made, over_copies,
    pullback_parameters, turbofish,
};
use crate::signature::{Param, Signature};

use super::Partial;

/// The item beside the function.
pub fn derivatives(
    config: &Config,
    signature: &Signature,
    partials: &[Partial],
    (repeatable, (proofs, more)): (TokenStream, (Proofs, TokenStream)),
) -> TokenStream {
    let bodies = Bodies {
        tangent: Some(tangent(signature, partials)),
        pullback: Some(pullback(config, signature, partials, TokenStream::new())),
        owned: over_copies(config, signature, |rebound| {
            pullback(config, signature, partials, rebound)
        }),
        gradient: Some(gradient(config, signature, partials)),
        repeatable,
        ..Bodies::default()
    };
    let times = partials.iter().map(|partial| times(config, signature, partial));
    let more = quote_spanned!(Span::mixed_site()=> #(#times)* #more);
    interface_with(config, signature, bodies, (proofs, more))
}

/// What a partial is written over: parameters, and perhaps `out`.
struct Uses<'a> {
    params: Vec<&'a Param>,
    out: Option<Ident>,
}

impl<'a> Uses<'a> {
    fn of(partial: &Partial, signature: &'a Signature) -> Uses<'a> {
        let mut names = Vec::new();
        collect_names(partial.expr.to_token_stream(), &mut names);
        let params = signature.params.iter().filter(|param| names.contains(&param.name)).collect();
        Uses { params, out: names.into_iter().find(|name| name == "out") }
    }

    fn is_empty(&self) -> bool {
        self.params.is_empty() && self.out.is_none()
    }
}

/// The user's name for the result, if a partial mentions it.
pub fn out_of(partial: &Partial, signature: &Signature) -> Option<Ident> {
    Uses::of(partial, signature).out
}

fn collect_names(tokens: TokenStream, names: &mut Vec<Ident>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => names.push(name),
            TokenTree::Group(group) => collect_names(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// `fn times_dx(x: f64, out: f64, v: f64) -> f64`
fn times(config: &Config, signature: &Signature, partial: &Partial) -> TokenStream {
    let uses = Uses::of(partial, signature);
    let (vis, name, v, dy_dx) = (&signature.vis, times_name(partial), made("v"), made("partial"));
    let (names, types): (Vec<_>, Vec<_>) =
        uses.params.iter().map(|param| (&param.name, &param.ty)).unzip();
    let (out, output) = (uses.out.iter(), &signature.output);
    let (runtime, expr) = (&config.runtime, &partial.expr);
    let (generics, _, where_clause) = signature.generics.split_for_impl();
    // A partial that is written over nothing is a finite constant.
    let zero_stays_zero = (!uses.is_empty()).then(|| {
        quote_spanned! {Span::mixed_site()=>
            if #runtime::private::is_zero(#v) {
                return #v;
            }
        }
    });
    let doc = format!(" The partial derivative by `{}`, times `v`.", partial.param);
    quote_spanned! {Span::mixed_site()=>
        #[doc = #doc]
        #[doc(hidden)]
        #[inline]
        #vis fn #name #generics(#(#names: #types,)* #(#out: #output,)* #v: #output) -> #output
        #where_clause
        {
            #zero_stays_zero
            let #dy_dx: #output = #expr;
            #runtime::private::times(#dy_dx, #v)
        }
    }
}

fn times_name(partial: &Partial) -> Ident {
    let param = partial.param.to_string();
    format_ident!("times_d{}", param.trim_start_matches("r#"), span = Span::mixed_site())
}

/// `Self::times_dx(x, value, v)`
fn call_times(signature: &Signature, partial: &Partial, v: impl ToTokens) -> TokenStream {
    let uses = Uses::of(partial, signature);
    let (name, turbofish) = (times_name(partial), turbofish(&signature.generics));
    let arguments = uses.params.iter().map(|param| kept_argument(param));
    let out = uses.out.iter().map(|_| made("value"));
    quote_spanned!(Span::mixed_site()=> Self::#name #turbofish(#(#arguments,)* #(#out,)* #v))
}

/// `let value = f(x, p);`, which keeps what a partial is written over.
fn evaluate(signature: &Signature, partials: &[Partial]) -> TokenStream {
    let (value, function) = (made("value"), function(signature));
    let used = partials.iter().flat_map(|partial| Uses::of(partial, signature).params);
    let used: Vec<&Ident> = used.map(|param| &param.name).collect();
    let arguments = signature.params.iter().map(|param| match used.contains(&&param.name) {
        true => kept_argument(param),
        false => param.name.to_token_stream(),
    });
    quote_spanned!(Span::mixed_site()=> let #value = #function(#(#arguments),*);)
}

/// `{ let value = f(x, p); (value, times_dx(.., x_dot) + times_dp(.., p_dot)) }`
fn tangent(signature: &Signature, partials: &[Partial]) -> TokenStream {
    let (value, evaluate) = (made("value"), evaluate(signature, partials));
    let terms = signature
        .wanted()
        .zip(partials)
        .map(|(param, partial)| call_times(signature, partial, param.dot()));
    quote_spanned!(Span::mixed_site()=> { #evaluate (#value, #(#terms)+*) })
}

/// `{ let value = f(x, p); (value, move |value_bar, ..| { if let Some(x_bar) = x_bar { .. } }) }`
fn pullback(
    config: &Config,
    signature: &Signature,
    partials: &[Partial],
    rebound: TokenStream,
) -> TokenStream {
    let (value, value_bar) = (made("value"), made("value_bar"));
    let (evaluate, parameters) =
        (evaluate(signature, partials), pullback_parameters(config, signature));
    let terms = signature.wanted().zip(partials).map(|(param, partial)| {
        let (bar, term) = (param.bar(), call_times(signature, partial, &value_bar));
        quote_spanned! {Span::mixed_site()=>
            if let ::std::option::Option::Some(#bar) = #bar {
                *#bar += #term;
            }
        }
    });
    quote_spanned! {Span::mixed_site()=>
        { #evaluate (#value, move |#parameters| { #rebound #(#terms)* }) }
    }
}

/// `{ let value = f(x, p); *x_bar += times_dx(.., 1); value }`
fn gradient(config: &Config, signature: &Signature, partials: &[Partial]) -> TokenStream {
    let (value, evaluate, runtime) =
        (made("value"), evaluate(signature, partials), &config.runtime);
    let one = quote_spanned!(Span::mixed_site()=> #runtime::private::one());
    let terms = signature.wanted().zip(partials).map(|(param, partial)| {
        let (bar, term) = (param.bar(), call_times(signature, partial, &one));
        quote_spanned!(Span::mixed_site()=> *#bar += #term;)
    });
    quote_spanned!(Span::mixed_site()=> { #evaluate #(#terms)* #value })
}
