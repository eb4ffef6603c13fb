//! Owned pullbacks that keep copies of what is passed by `&`.
//!
//! In: a signature, and the body of a pullback. Out: how its owned one is made.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::reverse::kept_name;
use super::{Owned, made};
use crate::args::Config;
use crate::signature::{Param, Signature};

/// An owned pullback, of which `body` makes the body, with statements at the beginning of its closure that put copies in the
/// place of the arguments.
pub fn over_copies(
    config: &Config,
    signature: &Signature,
    body: impl Fn(TokenStream) -> TokenStream,
) -> Owned {
    // What stands for the dot of a constant is nothing.
    let is_dot_of_constant = |param: &Param| param.dot_of.is_some() && !param.differentiable;
    let is_shared =
        |param: &&Param| param.is_ref() && !param.is_mut_ref() && !is_dot_of_constant(param);
    let shared: Vec<_> = signature.params.iter().filter(is_shared).map(|p| &p.name).collect();
    if shared.is_empty() {
        return Owned::Same;
    }
    let kept: Vec<_> = shared.iter().map(|name| kept_name(name)).collect();
    let (runtime, owned) = (&config.runtime, made("owned"));
    let names = signature.params.iter().filter(is_shared).map(|param| match param.is_self() {
        true => made("this"),
        false => param.name.clone(),
    });
    let body = body(quote_spanned! {Span::mixed_site()=>
        let (#(#kept,)*) = &#owned;
        #(let #names = #kept.get();)*
    });
    Owned::Cloned(quote_spanned! {Span::mixed_site()=>
        {
            let #owned = (#(#runtime::private::Kept::of(#shared),)*);
            #body
        }
    })
}
