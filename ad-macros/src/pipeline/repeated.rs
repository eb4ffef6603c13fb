//! What the steps of loops with `#[checkpoint]` call must be repeatable: asserted once, beside the derivatives.
//!
//! In: a function. Out: the assertions, and the function without them. Where there are generics, which no item may mention, each derivative
//! asserts for itself.

use std::slice::from_ref;

use proc_macro2::TokenStream;
use quote::quote;

use crate::args::Config;
use crate::ir::{Function, Repeated};
use crate::signature::Signature;
use crate::{checkpoints, emit, interface, spans};

/// Takes the assertions out of a function.
pub fn asserted(config: &Config, signature: &Signature, function: &mut Function) -> TokenStream {
    let is_item = signature.generics_in_scope.params.is_empty() && !signature.stands.is_of_trait();
    if !config.reverse || !is_item {
        return TokenStream::new();
    }
    let callees = checkpoints::take_callees(function);
    assertions(config, signature, callees, "repeatable_step")
}

/// That each of these is repeatable, by a function of the runtime's.
pub fn assertions(
    config: &Config,
    signature: &Signature,
    callees: Vec<Repeated>,
    by: &str,
) -> TokenStream {
    let (runtime, by) = (&config.runtime, interface::made(by));
    let callees = callees.into_iter().map(|callee| {
        let callee = match &signature.self_ty {
            Some(of) => callee.with_self(of),
            None => callee,
        };
        let is_repeatable = emit::repeatable(Some(from_ref(&callee)), runtime);
        let asserted = quote!(const _: () = #runtime::private::#by(#is_repeatable););
        spans::at(callee.span(), asserted)
    });
    callees.collect()
}
