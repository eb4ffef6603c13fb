//! The proof that what a call of the user's results in is an iterator, where it was taken for one: derivatives have a list in its place.
//!
//! ```text
//! if false { never(); is_iterator(&self.weights()) }
//! ```
//! Nobody makes that call, and nothing is moved into it.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::Emit;
use crate::ir::{Arg, Callee, Chained, Stmt};

impl Emit<'_> {
    pub(super) fn iterator_proof(&mut self, code: &mut TokenStream, stmt: &Stmt) {
        let Stmt::Call { results, callee, args, span, .. } = stmt else { return };
        let Some(how) = self.f.var(results[0]).chained else { return };
        if matches!(callee, Callee::Given(..) | Callee::Value | Callee::Operator(_)) {
            return;
        }
        let all: Vec<&Arg> = args.iter().collect();
        self.settle_args(code, &all);
        let call = self.written_call(callee, args, *span);
        let runtime = self.runtime;
        let at = span.resolved_at(proc_macro2::Span::mixed_site());
        let proof = match how {
            Chained::Lazily => quote_spanned!(at=> #runtime::private::iterator_in(&#call);),
            Chained::Anyhow => quote_spanned!(at=> #runtime::iterated!(&#call);),
        };
        code.extend(quote_spanned! {at=>
            #[allow(unreachable_code)]
            if false {
                #runtime::private::never();
                #proof
            }
        });
    }
}
