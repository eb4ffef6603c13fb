//! The long form: each mode calls the user's function for it.
//!
//! In: a signature and the paths of `bprop` or `jvp`. Out: the bodies of the derivatives. The calling convention:
//! scalars go by value, references as they are, everything else by reference; first the arguments, then the
//! result, then the cotangent (`bprop`) or the tangents of the differentiable parameters (`jvp`).
//! ```text
//! bprop(x: &[f64], w: f64, y: f64, y_bar: f64) -> (Vec<f64>, f64)
//! jvp(x: &[f64], w: f64, y: f64, x_dot: &[f64], w_dot: f64) -> f64
//! ```

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};

use crate::args::Config;
use crate::interface::pullback_parameters;
use crate::interface::{Owned, function, kept_argument, made, one_or_tuple, over_copies};
use crate::kind::Kind;
use crate::signature::{Param, Signature};

/// `{ let value = f(..); let value_dot = jvp(x, w, value, x_dot, w_dot); (value, value_dot) }`
pub fn tangent(signature: &Signature, jvp: &syn::Path) -> TokenStream {
    let (value, value_dot, evaluate) = (made("value"), made("value_dot"), evaluate(signature));
    let arguments = signature.params.iter().map(argument);
    let result = passed(&signature.output_kind, &value);
    let dots = signature.wanted().map(|param| match param.is_ref() {
        true => param.dot().into_token_stream(),
        false => passed(&param.kind, &param.dot()),
    });
    quote_spanned! {Span::mixed_site()=>
        {
            #evaluate
            let #value_dot = #jvp(#(#arguments,)* #result #(, #dots)*);
            (#value, #value_dot)
        }
    }
}

/// The same with a closure that borrows nothing: what is passed by `&` is copied.
pub fn owned(config: &Config, signature: &Signature, bprop: &syn::Path) -> Owned {
    over_copies(config, signature, |rebound| pullback_over(config, signature, bprop, rebound))
}

/// `{ let value = f(..); (value, move |..| { let (..) = bprop(..); private::accumulate(..); }) }`
pub fn pullback(config: &Config, signature: &Signature, bprop: &syn::Path) -> TokenStream {
    pullback_over(config, signature, bprop, TokenStream::new())
}

/// The same with `rebound` at the beginning of the closure.
fn pullback_over(
    config: &Config,
    signature: &Signature,
    bprop: &syn::Path,
    rebound: TokenStream,
) -> TokenStream {
    let (value, kept, value_bar) = (made("value"), made("kept"), signature.value_bar());
    let (evaluate, parameters) = (evaluate(signature), pullback_parameters(config, signature));
    let keep = match signature.output_kind.is_copy() {
        true => value.to_token_stream(),
        false => quote_spanned!(Span::mixed_site()=> ::std::clone::Clone::clone(&#value)),
    };
    let value_bar = passed(&signature.output_kind, &value_bar);
    let call = call_bprop(signature, bprop, passed(&signature.output_kind, &kept), value_bar);
    let (cotangents, bars) = (cotangents(signature), bars(signature));
    let (grad, runtime) = (one_or_tuple(&cotangents), &config.runtime);
    quote_spanned! {Span::mixed_site()=>
        {
            #evaluate
            let #kept = #keep;
            (#value, move |#parameters| {
                #rebound
                if #(#bars.is_some())||* {
                    let #grad = #call;
                    #(if let ::std::option::Option::Some(#bars) = #bars {
                        #runtime::private::accumulate(#bars, #cotangents);
                    })*
                }
            })
        }
    }
}

/// `{ let value = f(..); let (..) = bprop(x, w, value, 1); private::accumulate(..); value }`
pub fn gradient(config: &Config, signature: &Signature, bprop: &syn::Path) -> TokenStream {
    let (value, evaluate, runtime) = (made("value"), evaluate(signature), &config.runtime);
    let one = quote_spanned!(Span::mixed_site()=> #runtime::private::one());
    let call = call_bprop(signature, bprop, value.to_token_stream(), one);
    let (cotangents, bars) = (cotangents(signature), bars(signature));
    let grad = one_or_tuple(&cotangents);
    quote_spanned! {Span::mixed_site()=>
        {
            #evaluate
            let #grad = #call;
            #(#runtime::private::accumulate(#bars, #cotangents);)*
            #value
        }
    }
}

/// `let value = f(x, w);`
fn evaluate(signature: &Signature) -> TokenStream {
    let (value, function) = (made("value"), function(signature));
    let arguments = signature.params.iter().map(kept_argument);
    quote_spanned!(Span::mixed_site()=> let #value = #function(#(#arguments),*);)
}

/// `bprop(x, w, value, value_bar)`
fn call_bprop(
    signature: &Signature,
    bprop: &syn::Path,
    value: TokenStream,
    value_bar: TokenStream,
) -> TokenStream {
    let arguments = signature.params.iter().map(argument);
    quote_spanned!(Span::mixed_site()=> #bprop(#(#arguments,)* #value, #value_bar))
}

/// An argument of a rule.
fn argument(param: &Param) -> TokenStream {
    match param.is_ref() {
        true => param.name.to_token_stream(),
        false => passed(&param.kind, &param.name),
    }
}

/// Scalars by value, everything else by reference.
fn passed(kind: &Kind, name: &syn::Ident) -> TokenStream {
    match kind {
        Kind::Float | Kind::Real(_) | Kind::Int | Kind::Bool => name.to_token_stream(),
        _ => quote_spanned!(Span::mixed_site()=> &#name),
    }
}

/// The names of what `bprop` returns.
fn cotangents(signature: &Signature) -> Vec<TokenStream> {
    let names = (0..signature.wanted().count())
        .map(|i| format_ident!("cotangent{i}", span = Span::mixed_site()));
    names.map(ToTokens::into_token_stream).collect()
}

fn bars(signature: &Signature) -> Vec<syn::Ident> {
    signature.wanted().map(Param::bar).collect()
}
