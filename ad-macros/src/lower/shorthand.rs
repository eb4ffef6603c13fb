//! Methods of std that are several others, one after the other: `items.rfold(start, f)` is `items.rev().fold(start, f)`.
//!
//! In: a call by such a name, of what is seen to be std's. Out: the calls that it stands for. Which these are the table says.

use proc_macro2::{Ident, Span};

use super::Lower;
use crate::library::{self, Receiver};

impl Lower<'_> {
    /// The calls that a call stands for.
    pub(super) fn written_out(&self, call: &syn::ExprMethodCall) -> Option<syn::ExprMethodCall> {
        if let Some(call) = self.ended_call(call) {
            return Some(call);
        }
        let (of, others) = library::written_out(&call.method.to_string(), call.args.len())?;
        let is_it = match of {
            Receiver::Map => self.is_map(&call.receiver),
            _ => self.is_chain(&call.receiver),
        };
        let (last, before) = others.split_last().filter(|_| is_it)?;
        // What is wrong with one of them is wrong with the call.
        let span = call.method.span().resolved_at(Span::call_site());
        let named = |name: &str| Ident::new(name, span);
        let receiver = before.iter().fold((*call.receiver).clone(), |receiver, name| {
            let name = named(name);
            syn::parse_quote!(#receiver.#name())
        });
        Some(syn::ExprMethodCall {
            receiver: Box::new(receiver),
            method: named(last),
            ..call.clone()
        })
    }
}
