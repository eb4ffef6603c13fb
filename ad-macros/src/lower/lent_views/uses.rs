//! How statements use a view that is lent, as far as that is seen on the syntax: whether they only look into it, and when they are done.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};

use crate::library::{self, macros};
use crate::lower::bindings::names;
use crate::lower::constant;
use crate::lower::syntax::may_change;

/// Whether a view by this name is used as one: by a method of views.
pub(super) fn calls_of_views(stmt: &syn::Stmt, name: &Ident) -> bool {
    struct Calls<'n>(&'n Ident, bool);
    impl<'a> Visit<'a> for Calls<'_> {
        fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
            let is_it =
                matches!(&*call.receiver, syn::Expr::Path(path) if path.path.is_ident(self.0));
            self.1 |= is_it && library::is_of_views(&call.method.to_string());
            visit::visit_expr_method_call(self, call);
        }
    }
    let mut calls = Calls(name, false);
    calls.visit_stmt(stmt);
    calls.1
}

/// Whether a name occurs.
pub(super) fn mentions(of: &impl ToTokens, name: &Ident) -> bool {
    holds(&of.to_token_stream(), &[&name.to_string()])
}

/// Whether one of these names occurs.
pub(super) fn holds(tokens: &TokenStream, names: &[&str]) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(found) => names.iter().any(|name| found == name),
        TokenTree::Group(group) => holds(&group.stream(), names),
        _ => false,
    })
}

/// All names that patterns bind.
pub(super) struct Bound(pub(super) BTreeSet<String>);

impl<'a> Visit<'a> for Bound {
    fn visit_pat(&mut self, pattern: &'a syn::Pat) {
        self.0.extend(names(pattern).iter().map(|name| name.ident.to_string()));
    }
}

/// Whether control may leave an expression before its end.
pub(super) fn may_leave(expr: &syn::Expr) -> bool {
    struct Leaves {
        depth: usize,
        found: bool,
    }
    impl<'a> Visit<'a> for Leaves {
        fn visit_expr(&mut self, expr: &'a syn::Expr) {
            let is_loop =
                matches!(expr, syn::Expr::ForLoop(_) | syn::Expr::While(_) | syn::Expr::Loop(_));
            self.found |= match expr {
                syn::Expr::Return(_) | syn::Expr::Try(_) => true,
                syn::Expr::Break(of) => of.label.is_some() || self.depth == 0,
                syn::Expr::Continue(of) => of.label.is_some() || self.depth == 0,
                // What is constant leaves nothing.
                syn::Expr::Macro(call) if call.mac.path.is_ident(macros::VEC) => {
                    holds(&call.mac.tokens, &["return", "break", "continue"])
                        || call.mac.tokens.to_string().contains('?')
                }
                syn::Expr::Macro(_) => constant::written(expr).is_none(),
                _ => false,
            };
            // What leaves a closure leaves nothing else.
            if matches!(expr, syn::Expr::Closure(_)) {
                return;
            }
            self.depth += usize::from(is_loop);
            visit::visit_expr(self, expr);
            self.depth -= usize::from(is_loop);
        }
    }
    let mut leaves = Leaves { depth: 0, found: false };
    leaves.visit_expr(expr);
    leaves.found
}

/// Whether a statement that writes to a view may evaluate where that begins before the value: the value is first in the user's code.
pub(super) fn is_in_any_order(stmt: &syn::Expr, at: &[syn::Expr]) -> bool {
    let value = match stmt {
        syn::Expr::Assign(assign) => &assign.right,
        syn::Expr::Binary(binary) => &binary.right,
        _ => return true,
    };
    let is_number = |arg: &syn::Expr| matches!(arg, syn::Expr::Lit(_));
    let is_free = !may_change(&value.to_token_stream()) && at.iter().all(is_steady);
    is_free || at.iter().all(is_number)
}

/// Whether an expression is made of variables and numbers alone.
fn is_steady(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Lit(_) | syn::Expr::Path(_) => true,
        syn::Expr::Paren(of) => is_steady(&of.expr),
        syn::Expr::Field(of) => is_steady(&of.base),
        syn::Expr::Cast(of) => is_steady(&of.expr),
        syn::Expr::Binary(of) => is_steady(&of.left) && is_steady(&of.right),
        syn::Expr::Tuple(of) => of.elems.iter().all(is_steady),
        expr => {
            let own = constant::written(expr).map(|own| syn::parse2(own.clone()));
            own.is_some_and(|own| own.is_ok_and(|own: syn::Expr| is_steady(&own)))
        }
    }
}

/// Whether a view by this name may be moved, so that it is changed by another name: anything but asked, indexed, borrowed and computed with.
pub(super) fn is_moved(stmt: &syn::Stmt, name: &Ident) -> bool {
    struct Moves<'n>(&'n Ident, bool);
    impl Moves<'_> {
        fn is_it(&self, expr: &syn::Expr) -> bool {
            matches!(expr, syn::Expr::Path(path) if path.path.is_ident(self.0))
        }
    }
    impl<'a> Visit<'a> for Moves<'_> {
        fn visit_expr(&mut self, expr: &'a syn::Expr) {
            let (looked_at, others): (Vec<&syn::Expr>, Vec<&syn::Expr>) = match expr {
                syn::Expr::MethodCall(call) => (vec![&call.receiver], call.args.iter().collect()),
                syn::Expr::Index(of) => (vec![&of.expr], vec![&of.index]),
                syn::Expr::Field(of) => (vec![&of.base], Vec::new()),
                syn::Expr::Reference(of) => (vec![&of.expr], Vec::new()),
                syn::Expr::Unary(of) => (vec![&of.expr], Vec::new()),
                syn::Expr::Binary(of) => (vec![&of.left, &of.right], Vec::new()),
                syn::Expr::Macro(call) => {
                    self.1 |= call.mac.path.is_ident(macros::VEC)
                        && holds(&call.mac.tokens, &[&self.0.to_string()]);
                    return;
                }
                expr => {
                    self.1 |= self.is_it(expr);
                    return visit::visit_expr(self, expr);
                }
            };
            let others = looked_at.into_iter().filter(|of| !self.is_it(of)).chain(others);
            others.collect::<Vec<_>>().into_iter().for_each(|of| self.visit_expr(of));
        }
    }
    let mut moves = Moves(name, false);
    moves.visit_stmt(stmt);
    moves.1
}

/// Whether a value may refer to a part that is changed through it later.
pub(super) fn may_lend(value: &syn::Expr) -> bool {
    fn holds_lent(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(name) => name == "mut" || name.to_string().ends_with("_mut"),
            TokenTree::Punct(punct) => punct.as_char() == '|',
            TokenTree::Group(group) => holds_lent(group.stream()),
            TokenTree::Literal(_) => false,
        })
    }
    holds_lent(value.to_token_stream())
}
