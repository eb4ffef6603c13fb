//! Calls of functions and methods that may have no derivatives: what is called in the place of these.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::Emit;
use crate::ir::{Arg, Callee, VarId};
use crate::library;

impl Emit<'_> {
    /// Whether a function or method may have no derivatives.
    pub(super) fn may_be_underived(&self, result: VarId, callee: &Callee, args: &[Arg]) -> bool {
        match callee {
            Callee::Method(name, _) => self.callees.may_be_underived(name),
            Callee::Function(_) => self.f.var(result).may_be_underived,
            Callee::Associated(_) => self.callees.is_of_constants(callee, args.len()),
            Callee::Derivative(..) => false,
            Callee::Tangent(callee) => {
                self.may_be_underived(result, callee, &args[..args.len() / 2])
            }
            Callee::Operator(_) | Callee::Value | Callee::Given(..) => false,
        }
    }

    /// What is called instead of a function or method that has no derivatives; none if it certainly has.
    pub(super) fn underived(
        &mut self,
        code: &mut TokenStream,
        result: VarId,
        callee: &Callee,
        (args, dots): (&[Arg], &[Option<Arg>]),
        span: Span,
    ) -> Option<TokenStream> {
        if !self.may_be_underived(result, callee, args) {
            return None;
        }
        // The arguments and the dots are written twice.
        let twice: Vec<_> = args.iter().chain(dots.iter().flatten()).collect();
        self.settle_args(code, &twice);
        let call = self.primal_call(result, callee, args, span);
        let runtime = self.runtime;
        Some(match callee {
            Callee::Method(name, _) if library::lends_parts(&name.to_string()) => quote!({
                #[allow(unused_imports)]
                use #runtime::private::ItsOwnValue as _;
                #runtime::private::Part(#call).ad_by_value()
            }),
            _ => call,
        })
    }
}
