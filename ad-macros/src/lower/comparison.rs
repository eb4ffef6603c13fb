//! `a.partial_cmp(b)` and `a.total_cmp(b)`, over values that are computed before: a closure's parameters are items, of which only `lower` knows whether they are references.

use quote::{ToTokens, quote};

use super::Lower;
use super::syntax::may_change;
use crate::ir::{Atom, Expr};
use crate::kinds;
use crate::primitives;

impl Lower<'_> {
    /// How two values compare, where they are floats or are computed there; and whether they are seen to be floats.
    pub(super) fn ordering(&mut self, call: &syn::ExprMethodCall) -> Option<(Expr, bool)> {
        if self.is_comparison(call) {
            return Some((self.comparison(call), true));
        }
        let is_arithmetic = is_arithmetic(&call.receiver);
        // What is compared is computed by code of the user's.
        let is_users = may_change(&call.to_token_stream()) && is_computed(&call.receiver);
        (is_arithmetic || is_users).then(|| (self.comparison(call), false))
    }

    /// Whether `a.partial_cmp(b)` is about two floats that have names here: those of items of a loop, say, of which only the
    /// macro knows whether they are references.
    fn is_comparison(&mut self, call: &syn::ExprMethodCall) -> bool {
        [&*call.receiver, pointee(&call.args[0])].into_iter().all(|operand| {
            let base = match operand {
                syn::Expr::Field(field) => &*field.base,
                operand => operand,
            };
            matches!(base, syn::Expr::Path(_))
                && self
                    .place(operand)
                    .is_some_and(|place| kinds::of_place(&self.function.vars, &place).is_float())
        })
    }

    /// `a.partial_cmp(b)` over the floats themselves.
    fn comparison(&mut self, call: &syn::ExprMethodCall) -> Expr {
        let operands = [self.operand(&call.receiver), self.operand(pointee(&call.args[0]))];
        let (method, span) = (&call.method, call.method.span());
        let ordering = self.verbatim_of(operands, |[a, b]| quote!(#a.#method(&#b)), span);
        Expr::Atom(Atom::Var(ordering))
    }
}

/// Whether an expression is computed by operators, and methods of floats.
fn is_arithmetic(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_arithmetic(&inner.expr),
        syn::Expr::Binary(_) => true,
        syn::Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Neg(_)),
        syn::Expr::MethodCall(call) => {
            primitives::method(&call.method.to_string()).is_some() && is_arithmetic(&call.receiver)
        }
        _ => false,
    }
}

/// Whether an expression is a value that is computed there.
fn is_computed(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_computed(&inner.expr),
        expr => matches!(
            expr,
            syn::Expr::MethodCall(_)
                | syn::Expr::Call(_)
                | syn::Expr::Binary(_)
                | syn::Expr::Unary(_)
        ),
    }
}

/// `x` of `&x`.
fn pointee(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::Reference(reference) => &reference.expr,
        expr => expr,
    }
}
