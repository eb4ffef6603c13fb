//! `match`, `let .. else` and `?`: tests and bindings, one branch for each arm.

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;

use super::Lower;
use super::bindings::names;
use super::build::{none, truth};
use super::constant;
use super::item::{Item, Mode};
use super::pattern::{alternatives, bare_name, is_irrefutable};
use crate::ir::paths::{error_path, names_error};
use crate::ir::{Atom, Expr, Place, Projection, Stmt, UnOp, Var, Verbatim};
use crate::kind::Kind;
use crate::library::{self, OptionMethod, StdType};
use crate::ty::peel;

/// The ways through a `match` that are left, and whether a name without an enum may be a variant's.
#[derive(Clone, Copy)]
pub(super) struct Ways<'w, 'a> {
    pub(super) ways: &'w [Way<'a>],
    pub(super) may_fail: bool,
}

/// One way through a `match`.
pub(super) struct Way<'a> {
    pub(super) pattern: syn::Pat,
    pub(super) guard: Option<&'a syn::Expr>,
    pub(super) body: &'a syn::Expr,
}

impl Lower<'_> {
    pub(super) fn match_expr(&mut self, expr: &syn::ExprMatch, ty: Option<&syn::Type>) -> Expr {
        if let Some(value) = self.own_match(expr, ty) {
            return value;
        }
        if let Some(scrutinee) = self.matched_before(expr) {
            let before = syn::ExprMatch { expr: Box::new(scrutinee), ..expr.clone() };
            return self.match_expr(&before, ty);
        }
        let held = self.own_scrutinee(expr);
        let of_item = |cx: &mut Self| {
            let item = match held {
                Some(tokens) => cx.held_scrutinee(tokens, expr.expr.span()),
                None => cx.item(&expr.expr),
            };
            let item = cx.scrutinee(item, expr.expr.span());
            cx.match_item(expr, item, ty)
        };
        // What a name is bound to, a guard perhaps, is dropped where the `match` ends.
        let binds = expr.arms.iter().any(|arm| !names(&arm.pat).is_empty());
        if held.is_none() && !(binds && makes_constants(&expr.expr)) {
            return of_item(self);
        }
        let span = expr.match_token.span();
        self.in_a_branch(span, |cx| {
            let value = of_item(cx);
            cx.atom(value, span)
        })
    }

    /// The same, of what is looked at.
    pub(super) fn match_item(
        &mut self,
        expr: &syn::ExprMatch,
        item: Item,
        ty: Option<&syn::Type>,
    ) -> Expr {
        if let Some(value) = self.own_arms(expr, &item, ty) {
            return value;
        }
        let patterns = expr.arms.iter().flat_map(|arm| cases(&arm.pat));
        let bare: BTreeSet<_> = patterns.map(bare_name).collect();
        // Of one struct there is one name, and it fits in the end.
        let is_struct = bare.len() == 1 && bare.iter().all(Option::is_some);
        let may_fail = expr.arms.len() > 1 && !is_struct;
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
        let takes_error = ways.iter().any(|way| match &way.pattern {
            syn::Pat::TupleStruct(fields) => {
                names_error(&fields.path) && !names(&way.pattern).is_empty()
            }
            _ => false,
        });
        let looked_at = match takes_error && matches!(item, Item::Place(..)) {
            true => self.outcome(&item, expr.expr.span()),
            false => item.clone(),
        };
        let ways = Ways { ways: &ways, may_fail };
        if !takes_error && let Some(value) = self.choice(&item, ways, ty, expr.match_token.span()) {
            return Expr::Atom(value);
        }
        Expr::Atom(self.ways((&looked_at, &item), ways, ty, expr.match_token.span()))
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

    /// The branches for these ways. Errors are looked for in the second item, which is that of the user.
    fn ways(
        &mut self,
        items: (&Item, &Item),
        Ways { ways, may_fail }: Ways,
        ty: Option<&syn::Type>,
        span: Span,
    ) -> Atom {
        let Some((way, rest)) = ways.split_first() else { return Atom::Unit };
        let bind = |cx: &mut Self, item: &Item| match may_fail {
            true => cx.bind_fallible(&way.pattern, item.clone()),
            false => cx.bind(&way.pattern, item.clone(), None),
        };
        let item = if looks_at_error(&way.pattern) { items.1 } else { items.0 };
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
                    bind(cx, item);
                    let value = cx.value(guard);
                    cx.scopes.pop();
                    Some(value)
                },
                span,
            ),
        };
        if is_question(way, rest) {
            return cond.unwrap_or_else(|| truth(true, span));
        }
        let arm = |cx: &mut Self| {
            bind(cx, item);
            cx.side(way.body, ty)
        };
        let Some(cond) = cond else {
            self.scopes.push(Vec::new());
            let value = arm(self);
            self.scopes.pop();
            return value;
        };
        let then = self.scoped(arm);
        let rest = Ways { ways: rest, may_fail };
        let otherwise = self.scoped(|cx| cx.ways(items, rest, ty, span));
        let value = self.join(cond, then, otherwise, true, span);
        self.atom(value, span)
    }

    /// `let P = e else { .. };`
    pub(super) fn let_else(&mut self, pattern: &syn::Pat, init: &syn::Expr, otherwise: &syn::Expr) {
        let span = pattern.span();
        let (pattern, item) = match self.own_outcome(pattern, init) {
            Some((pattern, item)) => (&pattern.clone(), item),
            None => (pattern, self.item(init)),
        };
        let item = self.scrutinee(item, init.span());
        if let Some(matches) = self.test(pattern, &item) {
            let fails = Atom::Var(self.temp(Expr::Unary(UnOp::Not, matches), span));
            let leaves = self.scoped(|cx| {
                cx.effect(otherwise);
                Atom::Unit
            });
            self.join(fails, leaves, (Vec::new(), Atom::Unit), true, span);
        }
        self.bind_fallible(pattern, item);
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
        if !is_option && !returns_result(&self.output) {
            return self.question_of_unseen(&item, span);
        }
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
        let outcome = match is_option {
            true => item.clone(),
            false => self.outcome(&item, span),
        };
        if let Some(fails) = self.test(&failure, &outcome) {
            self.leave_if(fails, span, |cx| match is_option {
                true => none(),
                false => cx.error_of(&item, span),
            });
        }
        self.payload(outcome, &success, span)
    }

    /// The same in a function whose result has another name: which of the two it is the runtime knows.
    fn question_of_unseen(&mut self, item: &Item, span: Span) -> Item {
        let outcome = self.outcome(item, span);
        let (is_some, some) = self.opened(outcome, span);
        let fails = Atom::Var(self.temp(Expr::Unary(UnOp::Not, is_some), span));
        self.leave_if(fails, span, |cx| {
            let value = match item.clone() {
                Item::Place(place, Mode::Ref | Mode::RefMut) => {
                    Expr::Borrow { place, mutable: false }
                }
                item => Expr::Read(cx.item_place(item, span)),
            };
            let runtime = cx.signature.runtime.clone();
            cx.made_of(value, span, |value| quote!(#runtime::private::failed(#value)))
        });
        some
    }

    /// What a derivative looks at instead of a `Result` whose error is moved out.
    pub(super) fn outcome(&mut self, item: &Item, span: Span) -> Item {
        let Item::Place(place, Mode::Move) = item else { return item.clone() };
        let root = self.function.var(place.root);
        if !place.projections.is_empty() || root.mutable || root.ty.is_reference() {
            return item.clone();
        }
        let outcome = self.temp(Expr::Outcome(place.clone()), span);
        Item::Place(Place::whole(outcome), Mode::Move)
    }

    /// `o.ok_or(e)?`, `o.ok_or_else(f)?`: no `Result` is put together.
    fn question_of_error(&mut self, expr: &syn::ExprTry, span: Span) -> Option<Item> {
        let syn::Expr::MethodCall(call) = &*expr.expr else { return None };
        let is_lazy = match library::option(&call.method.to_string(), call.args.len())? {
            OptionMethod::OkOr => false,
            OptionMethod::OkOrElse => true,
            _ => return None,
        };
        if self.is_users(&call.receiver) {
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
            cx.converted(Expr::Atom(error), span)
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
    fn converted(&mut self, error: Expr, span: Span) -> Atom {
        let error = self.made_of(error, span, |name| quote!(::core::convert::From::from(#name)));
        let fields = vec![(crate::ir::paths::some_field(), error)];
        let expr = Expr::Construct { path: error_path(span), fields, like: None };
        Atom::Var(self.temp(expr, span))
    }

    /// What code makes of an error.
    fn made_of(
        &mut self,
        error: Expr,
        span: Span,
        code: impl FnOnce(&proc_macro2::Ident) -> TokenStream,
    ) -> Atom {
        let mut var = Var::new("error", span.resolved_at(Span::mixed_site()));
        var.ty.is_of(Kind::Other);
        let var = self.function.add(var);
        self.stmts.push(Stmt::Let { var, expr: error, span });
        let name = proc_macro2::Ident::new("error", span.resolved_at(Span::mixed_site()));
        let verbatim = Verbatim {
            tokens: code(&name),
            captures: vec![(name, var)],
            complaint: None,
            writes: false,
            once: false,
        };
        Atom::Var(self.temp(Expr::Verbatim(verbatim), span))
    }

    /// `Err(From::from(e))`
    fn error_of(&mut self, item: &Item, span: Span) -> Atom {
        let place = self.item_place(item.clone(), span);
        let step =
            Projection::Variant { path: error_path(span), member: crate::ir::paths::some_field() };
        self.converted(Expr::Read(place.then(step)), span)
    }

    /// What is inside `Some` or `Ok`.
    fn payload(&mut self, item: Item, success: &syn::Pat, span: Span) -> Item {
        match item {
            Item::Optional(_, some) => *some,
            item => {
                // What is in an `Option` that is looked at by reference, `o.as_ref()?`, is looked at so too.
                let (place, mode) = match item {
                    Item::Place(place, mode) => (place, mode),
                    item => (self.item_place(item, span), Mode::Move),
                };
                let syn::Pat::TupleStruct(success) = success else {
                    return Item::Place(place, mode);
                };
                let path = success.path.clone();
                let step = Projection::Variant { path, member: crate::ir::paths::some_field() };
                Item::Place(place.then(step), mode)
            }
        }
    }
}

/// Whether the last two arms only say if the first one fits: `P => true, _ => false`.
fn is_question(way: &Way, rest: &[Way]) -> bool {
    let is = |expr: &syn::Expr, value: bool| matches!(expr, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Bool(of), .. }) if of.value == value);
    let [last] = rest else { return false };
    let is_rest = matches!(last.pattern, syn::Pat::Wild(_)) && last.guard.is_none();
    is_rest && is(way.body, true) && is(last.body, false)
}

/// Whether a pattern looks at what is in an `Err`, or may.
fn looks_at_error(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::TupleStruct(fields) if names_error(&fields.path) => {
            !matches!(fields.elems.first(), Some(syn::Pat::Wild(_) | syn::Pat::Rest(_)))
        }
        syn::Pat::TupleStruct(fields) => {
            fields.path.segments.last().is_none_or(|last| last.ident != "Ok")
        }
        syn::Pat::Paren(inner) => looks_at_error(&inner.pat),
        pattern => !matches!(pattern, syn::Pat::Wild(_)),
    }
}

/// Whether a type is written as a `Result`, or as whatever has no other name.
fn returns_result(ty: &syn::Type) -> bool {
    match peel(ty) {
        syn::Type::Path(path) => {
            path.path.segments.last().is_none_or(|last| last.ident == "Result")
        }
        _ => true,
    }
}

/// Whether a type is written as an `Option`.
pub(super) fn returns_option(ty: &syn::Type) -> bool {
    match peel(ty) {
        syn::Type::Path(path) => StdType::of_path(&path.path) == Some(StdType::Option),
        _ => false,
    }
}

/// The patterns that a pattern offers to choose from.
fn cases(pattern: &syn::Pat) -> Vec<&syn::Pat> {
    match pattern {
        syn::Pat::Or(or) => or.cases.iter().flat_map(cases).collect(),
        syn::Pat::Guard(guarded) => cases(&guarded.pat),
        pattern => vec![pattern],
    }
}

/// Whether constant code makes something in an expression.
fn makes_constants(expr: &syn::Expr) -> bool {
    struct Finder(bool);
    impl<'a> syn::visit::Visit<'a> for Finder {
        fn visit_expr(&mut self, expr: &'a syn::Expr) {
            self.0 |= constant::written(expr).is_some();
            syn::visit::visit_expr(self, expr);
        }
        fn visit_expr_closure(&mut self, _: &'a syn::ExprClosure) {}
    }
    let mut finder = Finder(false);
    syn::visit::Visit::visit_expr(&mut finder, expr);
    finder.0
}
