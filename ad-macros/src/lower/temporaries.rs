//! Temporaries of constant code that stands in a differentiated statement: `x * timer().value() * draw()`.
//!
//! In A-normal form each piece of constant code is a statement of its own, at whose end its temporaries are dropped; the user's are
//! dropped at the end of the whole statement. Who can tell is a call that comes in between: it may wait for a lock, or count.
//!
//! In: a full expression, as Rust calls what temporaries live as long as. Out: if there is such a call, a block of the expression's own, in which what
//! constant code makes on its way has a name (`let mut held = timer();`), and lives until the end of it. What std is known to make on the way
//! (iterators of lists) isn't named. Deliberately absent: temporaries among the arguments of constant calls; what macros make, which may be
//! places; and heads of loops and branches, which are asked each time, and keep the user's own tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::syntax::key_span;
use super::{Lower, constant};
use crate::ir::{Atom, Expr, Stmt, Verbatim};
use crate::library::{self, Fact};

impl Lower<'_> {
    /// A full expression.
    pub(super) fn full(&mut self, expr: &syn::Expr, ty: Option<&syn::Type>) -> Expr {
        self.until_its_end(expr, |cx| cx.expecting(expr, ty))
    }

    /// The value of a full expression.
    pub(super) fn full_value(&mut self, expr: &syn::Expr) -> Atom {
        let value = self.full(expr, None);
        self.atom(value, key_span(expr))
    }

    /// A full expression for its effects.
    pub(super) fn full_effect(&mut self, expr: &syn::Expr) {
        self.until_its_end(expr, |cx| {
            cx.effect(expr);
            Expr::Atom(Atom::Unit)
        });
    }

    fn until_its_end(&mut self, expr: &syn::Expr, lower: impl FnOnce(&mut Self) -> Expr) -> Expr {
        let holds = outlive(expr);
        let outer = std::mem::replace(&mut self.holds, holds);
        let span = key_span(expr);
        let value = match holds {
            true => self.in_a_branch(span, |cx| {
                let value = lower(cx);
                cx.atom(value, span)
            }),
            false => lower(self),
        };
        self.holds = outer;
        value
    }

    /// The value of constant code, without what it makes on its way, if that has to have names.
    pub(super) fn own_value(&mut self, tokens: &TokenStream) -> Verbatim {
        let mut expr = match syn::parse2::<syn::Expr>(tokens.clone()) {
            Ok(expr) if self.holds && makes_temporaries(&expr) => expr,
            _ => return self.own(tokens),
        };
        self.hold_in(&mut expr);
        self.own(&expr.into_token_stream())
    }

    /// Gives names to the temporaries of an expression, in the order in which they are made.
    fn hold_in(&mut self, expr: &mut syn::Expr) {
        match expr {
            syn::Expr::Paren(inner) => self.hold_in(&mut inner.expr),
            syn::Expr::Cast(cast) => self.hold_in(&mut cast.expr),
            syn::Expr::Binary(binary) if makes_temporaries(&binary.right) => {
                // What comes before is had before: it may be changed by then.
                if !matches!(&*binary.left, syn::Expr::Lit(_)) {
                    self.hold(&mut binary.left);
                }
                self.hold_in(&mut binary.right);
            }
            syn::Expr::Binary(binary) => self.hold_in(&mut binary.left),
            expr => {
                if let Some(temporary) = temporary(expr) {
                    self.hold(temporary);
                }
            }
        }
    }

    fn hold(&mut self, temporary: &mut syn::Expr) {
        let span = temporary.span().resolved_at(Span::mixed_site());
        let verbatim = self.own_value(&temporary.to_token_stream());
        let name = Ident::new(&format!("held_{}", self.function.vars.len()), span);
        let pattern = syn::parse_quote_spanned!(span=> mut #name);
        let lets = Some(self.own_pattern(&pattern, false));
        self.stmts.push(Stmt::Verbatim { verbatim, lets });
        *temporary = syn::parse_quote_spanned!(span=> #name);
    }
}

/// Whether an expression makes something that it looks into: of operators, of those that take their operands by value.
fn makes_temporaries(expr: &syn::Expr) -> bool {
    use syn::BinOp::{Add, Div, Mul, Rem, Sub};
    match expr {
        syn::Expr::Paren(inner) => makes_temporaries(&inner.expr),
        syn::Expr::Cast(cast) => makes_temporaries(&cast.expr),
        syn::Expr::Binary(binary) => {
            matches!(binary.op, Add(_) | Sub(_) | Mul(_) | Div(_) | Rem(_))
                && (makes_temporaries(&binary.left) || makes_temporaries(&binary.right))
        }
        expr => temporary(&mut expr.clone()).is_some(),
    }
}

/// What an expression makes and looks into: the receiver of a call, if that is a call's result.
fn temporary(expr: &mut syn::Expr) -> Option<&mut syn::Expr> {
    match expr {
        syn::Expr::MethodCall(call) => looked_into(&mut call.receiver),
        syn::Expr::Field(_)
        | syn::Expr::Index(_)
        | syn::Expr::Unary(_)
        | syn::Expr::Reference(_) => looked_into(expr),
        _ => None,
    }
}

fn looked_into(expr: &mut syn::Expr) -> Option<&mut syn::Expr> {
    match expr {
        syn::Expr::Paren(inner) => looked_into(&mut inner.expr),
        syn::Expr::Unary(unary) => looked_into(&mut unary.expr),
        syn::Expr::Field(field) => looked_into(&mut field.base),
        syn::Expr::Index(index) => looked_into(&mut index.expr),
        syn::Expr::Reference(reference) => looked_into(&mut reference.expr),
        expr => makes(expr).then_some(expr),
    }
}

/// Whether a call that isn't known to be std's is on the way to a value.
fn makes(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => makes(&inner.expr),
        syn::Expr::Unary(unary) => makes(&unary.expr),
        syn::Expr::Field(field) => makes(&field.base),
        syn::Expr::Index(index) => makes(&index.expr),
        syn::Expr::Reference(reference) => makes(&reference.expr),
        syn::Expr::MethodCall(call) => !is_of_std(call) || makes(&call.receiver),
        syn::Expr::Call(_) => true,
        // A macro may stand for a place, which is no temporary.
        _ => false,
    }
}

/// Whether a method is one that std's lists and iterators have, and numbers.
fn is_of_std(call: &syn::ExprMethodCall) -> bool {
    library::is(&call.method.to_string(), Fact::Pure)
}

/// Whether temporaries of constant code must outlive a call that comes later in a full expression.
pub(super) fn outlive(expr: &syn::Expr) -> bool {
    let mut calls = Calls { made: false, later: false, inside: 0 };
    calls.visit_expr(expr);
    calls.later
}

/// Calls in the order in which they are made.
struct Calls {
    /// There is a temporary.
    made: bool,
    /// There is a call after it.
    later: bool,
    /// How many blocks are around, whose temporaries are their own.
    inside: usize,
}

impl Calls {
    fn within(&mut self, visit: impl FnOnce(&mut Self)) {
        self.inside += 1;
        visit(self);
        self.inside -= 1;
    }
}

impl<'a> Visit<'a> for Calls {
    fn visit_expr(&mut self, expr: &'a syn::Expr) {
        let Some(tokens) = constant::written(expr) else {
            return visit::visit_expr(self, expr);
        };
        let Ok(code) = syn::parse2::<syn::Expr>(tokens.clone()) else { return };
        let mut found = Calls { made: self.made, later: self.later, inside: 1 };
        found.visit_expr(&code);
        self.later = found.later;
        self.made |= self.inside == 0 && makes_temporaries(&code);
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        visit::visit_expr_call(self, call);
        let is_constructor = match &*call.func {
            syn::Expr::Path(path) => {
                let last = path.path.segments.last().map(|last| last.ident.to_string());
                last.is_some_and(|last| last.starts_with(char::is_uppercase))
            }
            _ => false,
        };
        self.later |= self.made && !is_constructor;
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        visit::visit_expr_method_call(self, call);
        self.later |= self.made && !is_of_std(call);
    }

    fn visit_macro(&mut self, _: &'a syn::Macro) {
        self.later |= self.made;
    }

    fn visit_expr_binary(&mut self, binary: &'a syn::ExprBinary) {
        match binary.op {
            syn::BinOp::And(_) | syn::BinOp::Or(_) => {
                self.within(|calls| visit::visit_expr_binary(calls, binary));
            }
            _ => visit::visit_expr_binary(self, binary),
        }
    }

    // The heads of these let go of what they make themselves, or are the user's own.
    fn visit_expr_if(&mut self, branch: &'a syn::ExprIf) {
        self.within(|calls| visit::visit_expr_if(calls, branch));
    }

    fn visit_expr_while(&mut self, expr: &'a syn::ExprWhile) {
        self.within(|calls| visit::visit_expr_while(calls, expr));
    }

    fn visit_expr_for_loop(&mut self, expr: &'a syn::ExprForLoop) {
        self.within(|calls| visit::visit_expr_for_loop(calls, expr));
    }

    fn visit_block(&mut self, block: &'a syn::Block) {
        self.within(|calls| visit::visit_block(calls, block));
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        self.within(|calls| visit::visit_arm(calls, arm));
    }

    fn visit_expr_closure(&mut self, closure: &'a syn::ExprClosure) {
        self.within(|calls| visit::visit_expr_closure(calls, closure));
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}
}
