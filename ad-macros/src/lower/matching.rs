//! `match`, `let .. else` and `?`: tests and bindings, one branch for each arm.

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::Lower;
use super::item::{Item, Mode, none};
use super::optional::error_path;
use super::pattern::{alternatives, is_irrefutable};
use crate::ir::{Atom, Expr, Place, Projection, Stmt, UnOp, Var, Verbatim};
use crate::signature::{Kind, peel};

/// One way through a `match`.
struct Way<'a> {
    pattern: syn::Pat,
    guard: Option<&'a syn::Expr>,
    body: &'a syn::Expr,
}

impl Lower<'_> {
    pub(super) fn match_expr(&mut self, expr: &syn::ExprMatch, ty: Option<&syn::Type>) -> Expr {
        let item = self.item(&expr.expr);
        let item = self.scrutinee(item, expr.expr.span());
        let ways: Vec<_> = expr
            .arms
            .iter()
            .flat_map(|arm| {
                let (pattern, guard) = match &arm.pat {
                    syn::Pat::Guard(guarded) => (&*guarded.pat, Some(&*guarded.guard)),
                    pattern => (pattern, None),
                };
                alternatives(pattern).into_iter().map(move |pattern| Way {
                    pattern,
                    guard,
                    body: &arm.body,
                })
            })
            .collect();
        Expr::Atom(self.ways(&item, &ways, ty, expr.match_token.span()))
    }

    /// A value that is looked at several times gets a variable.
    pub(super) fn scrutinee(&mut self, item: Item, span: Span) -> Item {
        match item {
            Item::Value(value @ Expr::Atom(Atom::Var(_))) => {
                Item::Place(self.item_place(Item::Value(value), span), Mode::Move)
            }
            Item::Value(value) => Item::Place(Place::whole(self.temp(value, span)), Mode::Move),
            Item::Tuple(items) => {
                Item::Tuple(items.into_iter().map(|item| self.scrutinee(item, span)).collect())
            }
            item => item,
        }
    }

    fn ways(&mut self, item: &Item, ways: &[Way], ty: Option<&syn::Type>, span: Span) -> Atom {
        let Some((way, rest)) = ways.split_first() else { return Atom::Unit };
        // The last arm needs no test: `match` is exhaustive.
        let is_last = rest.is_empty() && way.guard.is_none();
        let test = match is_last || is_irrefutable(&way.pattern) {
            true => None,
            false => self.test(&way.pattern, item),
        };
        let cond = match way.guard {
            None => test,
            Some(guard) => self.both(
                test,
                |cx| {
                    cx.scopes.push(Vec::new());
                    cx.bind(&way.pattern, item.clone(), None);
                    let value = cx.value(guard);
                    cx.scopes.pop();
                    Some(value)
                },
                span,
            ),
        };
        let arm = |cx: &mut Self| {
            cx.bind(&way.pattern, item.clone(), None);
            let value = cx.expecting(way.body, ty);
            cx.atom(value, way.body.span())
        };
        let Some(cond) = cond else {
            self.scopes.push(Vec::new());
            let value = arm(self);
            self.scopes.pop();
            return value;
        };
        let then = self.scoped(arm);
        let otherwise = self.scoped(|cx| cx.ways(item, rest, ty, span));
        let value = self.join(cond, then, otherwise, true, span);
        self.atom(value, span)
    }

    /// `let P = e else { .. };`
    pub(super) fn let_else(&mut self, pattern: &syn::Pat, init: &syn::Expr, otherwise: &syn::Expr) {
        let span = pattern.span();
        let item = self.item(init);
        let item = self.scrutinee(item, init.span());
        if let Some(matches) = self.test(pattern, &item) {
            let fails = Atom::Var(self.temp(Expr::Unary(UnOp::Not, matches), span));
            let leaves = self.scoped(|cx| {
                cx.effect(otherwise);
                Atom::Unit
            });
            self.join(fails, leaves, (Vec::new(), Atom::Unit), true, span);
        }
        self.bind(pattern, item, None);
    }

    /// `e?`
    pub(super) fn question(&mut self, expr: &syn::ExprTry) -> Item {
        let span = expr.question_token.span();
        if let Some(item) = self.question_of_error(expr, span) {
            return item;
        }
        let item = self.item(&expr.expr);
        let item = self.scrutinee(item, expr.expr.span());
        let is_option = matches!(item, Item::Optional(..)) || returns_option(&self.output);
        let (success, failure): (syn::Pat, syn::Pat) = match is_option {
            true => (
                syn::parse_quote!(::core::option::Option::Some(_)),
                syn::parse_quote!(::core::option::Option::None),
            ),
            false => (
                syn::parse_quote!(::core::result::Result::Ok(_)),
                syn::parse_quote!(::core::result::Result::Err(_)),
            ),
        };
        if let Some(fails) = self.test(&failure, &item) {
            self.leave_if(fails, span, |cx| match is_option {
                true => none(),
                false => cx.error_of(&item, span),
            });
        }
        self.payload(item, &success, span)
    }

    /// `o.ok_or(e)?`, `o.ok_or_else(f)?`: no `Result` is put together.
    fn question_of_error(&mut self, expr: &syn::ExprTry, span: Span) -> Option<Item> {
        let syn::Expr::MethodCall(call) = &*expr.expr else { return None };
        let is_lazy = match call.method.to_string().as_str() {
            "ok_or" => false,
            "ok_or_else" => true,
            _ => return None,
        };
        if call.args.len() != 1 || self.is_users(&call.receiver) {
            return None;
        }
        let item = self.item(&call.receiver);
        let item = self.scrutinee(item, call.receiver.span());
        let (is_some, some) = self.opened(item, span);
        let fails = Atom::Var(self.temp(Expr::Unary(UnOp::Not, is_some), span));
        let error = match is_lazy {
            true => Err(self.callable(&call.args[0])?),
            false => Ok(self.value(&call.args[0])),
        };
        self.leave_if(fails, span, |cx| {
            let error = match error {
                Ok(error) => error,
                Err(error) => {
                    let error = cx.apply(&error, Vec::new(), span);
                    cx.item_atom(error, span)
                }
            };
            cx.converted(error, span)
        });
        Some(some)
    }

    /// `if fails { return value; }`
    fn leave_if(&mut self, fails: Atom, span: Span, value: impl FnOnce(&mut Self) -> Atom) {
        let leaves = self.scoped(|cx| {
            let value = value(cx);
            cx.leave_with(value, span);
            Atom::Unit
        });
        self.join(fails, leaves, (Vec::new(), Atom::Unit), true, span);
    }

    /// `Err(From::from(error))`
    fn converted(&mut self, error: Atom, span: Span) -> Atom {
        let mut var = Var::new("error", span.resolved_at(Span::mixed_site()));
        var.kind = Kind::Other;
        let var = self.function.add(var);
        self.stmts.push(Stmt::Let { var, expr: Expr::Atom(error), span });
        let name = proc_macro2::Ident::new("error", span.resolved_at(Span::mixed_site()));
        let verbatim = Verbatim {
            tokens: quote!(::core::result::Result::Err(::core::convert::From::from(#name))),
            captures: vec![(name, var)],
            complaint: None,
            writes: false,
        };
        Atom::Var(self.temp(Expr::Verbatim(verbatim), span))
    }

    /// `Err(From::from(e))`
    fn error_of(&mut self, item: &Item, span: Span) -> Atom {
        let place = self.item_place(item.clone(), span);
        let step =
            Projection::Variant { path: error_path(span), member: crate::exits::some_field() };
        let mut error = Var::new("error", span.resolved_at(Span::mixed_site()));
        (error.kind, error.reference) = (Kind::Other, true);
        let error = self.function.add(error);
        let borrowed = Expr::Borrow { place: place.then(step), mutable: false };
        self.stmts.push(Stmt::Let { var: error, expr: borrowed, span });
        let name = proc_macro2::Ident::new("error", span.resolved_at(Span::mixed_site()));
        let verbatim = Verbatim {
            tokens: quote!(::core::result::Result::Err(::core::convert::From::from(
                ::core::clone::Clone::clone(#name)
            ))),
            captures: vec![(name, error)],
            complaint: None,
            writes: false,
        };
        Atom::Var(self.temp(Expr::Verbatim(verbatim), span))
    }

    /// What is inside `Some` or `Ok`.
    fn payload(&mut self, item: Item, success: &syn::Pat, span: Span) -> Item {
        match item {
            Item::Optional(_, some) => *some,
            item => {
                let place = self.item_place(item, span);
                let syn::Pat::TupleStruct(success) = success else {
                    return Item::Place(place, Mode::Move);
                };
                let path = success.path.clone();
                let step = Projection::Variant { path, member: crate::exits::some_field() };
                Item::Place(place.then(step), Mode::Move)
            }
        }
    }
}

/// Whether a type is written as an `Option`.
pub(super) fn returns_option(ty: &syn::Type) -> bool {
    match peel(ty) {
        syn::Type::Path(path) => {
            path.path.segments.last().is_some_and(|last| last.ident == "Option")
        }
        _ => false,
    }
}
