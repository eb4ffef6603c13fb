//! Calls of associated functions' derivatives, behind which something may stand.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Emit;
use crate::ir::{Arg, Callee};
use crate::library;

impl Emit<'_> {
    /// The call of an associated function's derivative, behind which something may stand.
    pub(super) fn found_call(
        &self,
        callee: &Callee,
        arity: usize,
        call: TokenStream,
        span: Span,
    ) -> TokenStream {
        if !self.callees.may_be_missing(callee) {
            return call;
        }
        let runtime = self.runtime;
        let made = |name: &str| Ident::new(name, span.resolved_at(Span::mixed_site()));
        let [found, it] = ["ad_found", "ad_it"].map(made);
        let call = quote_spanned!(span=> #runtime::private::Called(#call).#found().#it());
        match self.callees.behind_call(callee, arity, runtime) {
            Some(behind) => quote!({ #behind #call }),
            None => call,
        }
    }

    /// How many parameters what is called has.
    pub(super) fn arity(&self, callee: &Callee, args: &[Arg]) -> usize {
        match callee {
            Callee::Given(_, call) => self.f.given[*call].len(),
            _ => args.len(),
        }
    }

    /// Whether the first argument of an associated function may be a receiver that is passed by value.
    pub(super) fn is_given_by_value(&self, callee: &Callee, args: &[Arg]) -> bool {
        // A constructor has no receiver, and what it is given may say of which type it is.
        matches!(callee.itself(), Callee::Associated(_))
            && !library::is_constructor(&callee.name())
            && !self.callees.is_of_constants(callee, args.len())
            && args.first().is_some_and(|arg| {
                self.may_be_receiver(arg) || (is_of_trait(callee) && arg.var().is_some())
            })
    }
}

/// `<f64 as Energy>::energy`: a trait's method, the receiver of which may be a number.
fn is_of_trait(callee: &Callee) -> bool {
    match callee.itself() {
        Callee::Associated(path) => path.qself.as_ref().is_some_and(|of| of.as_token.is_some()),
        _ => false,
    }
}
