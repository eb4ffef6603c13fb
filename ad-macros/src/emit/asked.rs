//! Receivers whose methods are asked for first, so that rustc says once what there is not.
//!
//! ```text
//! (*asked!(g, g.gam_value(x))).gam_pullback(x)
//! ```
//! Nobody makes the first call. All modes ask for the same method, and if a type has none, what is made of `g` is an error already.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Emit;
use super::call::derivative;
use crate::ir::{Arg, Callee};

impl Emit<'_> {
    /// Whether a call is of a method that nobody knows whether and where there is. What may be changed isn't asked: it can't be borrowed before the
    /// arguments are.
    pub(super) fn is_asked(&self, callee: &Callee, args: &[Arg]) -> bool {
        let Callee::Method(name) = callee else { return false };
        !matches!(args[0], Arg::BorrowMut(_)) && self.callees.is_asked(name)
    }

    /// Whether a receiver is written as a parameter that is a `&` reference, of whose type rustc would say the lifetime's name.
    pub(super) fn is_shared_parameter(&self, receiver: &Arg) -> bool {
        let Arg::Borrow(place) = receiver else { return false };
        let root = self.f.var(place.root);
        let is_param = self.f.params.contains(&place.root);
        is_param && place.projections.is_empty() && root.reference && !root.exclusive
    }

    /// The receiver of a method that is asked for first.
    pub(super) fn asked_receiver(
        &self,
        method: &Ident,
        (receiver, is_shared): (&TokenStream, bool),
        args: &[TokenStream],
        span: Span,
    ) -> TokenStream {
        let runtime = self.runtime;
        let receiver = match is_shared {
            true => quote!((*#receiver)),
            false => quote!(#receiver),
        };
        let value = derivative(method, "value");
        let value = Ident::new(&value, span.resolved_at(Span::mixed_site()));
        let value = quote_spanned!(span=> #receiver.#value(#(#args),*));
        quote!((*#runtime::asked!(#receiver, #value)))
    }
}
