//! What is made of `Option`s or `Result`s as long as these hold something: `collect::<Result<Vec<_>, _>>()`, `sum::<Option<f64>>()`.
//!
//! The first that holds nothing ends the loop, and is what comes of it. Deliberately absent: what else `collect` makes.

use std::rc::Rc;

use proc_macro2::{Ident, Span};

use crate::ir::paths::some_field;
use crate::ir::{Atom, Exit, Expr, Place, UnOp};
use crate::library::{Consumer, StdType};
use crate::lower::Lower;
use crate::lower::build::{none, some_of, truth};
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::{Failing, Stream};
use crate::ty::{argument, peel};

impl Lower<'_> {
    /// A list or a total of what the items hold, where the type that comes of it says that there may be none.
    pub(super) fn fallible(
        &mut self,
        stream: &Stream,
        (consumer, method): (Consumer, &Ident),
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let syn::Type::Path(path) = peel(ty?) else { return None };
        if !matches!(consumer, Consumer::Collect | Consumer::Sum | Consumer::Product) {
            return None;
        }
        let last = path.path.segments.last()?;
        let (of, span) = (StdType::of(&last.ident)?, method.span());
        let inner = argument(last)?.clone();
        let failing = match of {
            StdType::Option => Failing::Option(self.flag(true, span)),
            StdType::Result => {
                let fields = vec![(some_field(), Atom::Unit)];
                let ok = Expr::Construct { path: ok_path(span), fields, like: None };
                let ok = Atom::Var(self.temp(ok, span));
                Failing::Result(self.variable(ok, span), self.flag(true, span))
            }
            _ => return None,
        };
        let held = Stream::Held(Rc::new(stream.clone()), failing);
        let value = match consumer {
            Consumer::Collect => self.collect(&held, Some(&inner), method, span),
            _ => {
                let is_sum = consumer == Consumer::Sum;
                self.sum(&held, (is_sum, method), Some(&inner), span)
            }
        };
        let value = self.atom(value, span);
        Some(match failing {
            Failing::Option(has) => {
                let has = self.read_var(has, span);
                let some = |cx: &mut Self| Atom::Var(cx.temp(some_of(value), span));
                self.either_value(has, some, |_| none(), span)
            }
            Failing::Result(outcome, has) => {
                let place = Place::whole(outcome);
                let is_ok = self.read_var(has, span);
                let ok = |cx: &mut Self| {
                    let fields = vec![(some_field(), value)];
                    let ok = Expr::Construct { path: ok_path(span), fields, like: None };
                    Atom::Var(cx.temp(ok, span))
                };
                let error =
                    |cx: &mut Self| Atom::Var(cx.temp(Expr::Failure { place, moved: true }, span));
                self.either_value(is_ok, ok, error, span)
            }
        })
    }

    /// What an item holds; an item that holds nothing ends the loop, and is noted.
    pub(super) fn held_by(&mut self, failing: Failing, item: Item, span: Span) -> Item {
        let item = match item {
            Item::Value(value) => {
                Item::Place(self.item_place(Item::Value(value), span), Mode::Move)
            }
            item => item,
        };
        let whole = match &item {
            Item::Place(place, mode) => {
                let is_own = *mode == Mode::Move && place.projections.is_empty();
                Some((self.looked_through(place.clone()), is_own))
            }
            _ => None,
        };
        // An error is moved on, and need not be `Clone`.
        let looked_at = match failing {
            Failing::Result(..) => self.outcome(&item, span),
            Failing::Option(_) => item,
        };
        let (is_some, some) = self.opened(looked_at, span);
        match (failing, whole) {
            (Failing::Result(outcome, has), Some((place, moved))) => {
                let fails = Atom::Var(self.temp(Expr::Unary(UnOp::Not, is_some), span));
                self.when(fails, span, |cx| {
                    let failure = Atom::Var(cx.temp(Expr::Failure { place, moved }, span));
                    cx.store_at(Place::whole(outcome), failure, span);
                    cx.store_at(Place::whole(has), truth(false, span), span);
                    cx.stmts.push(crate::ir::Stmt::Exit { exit: Exit::Break(0), span });
                });
            }
            (Failing::Option(has) | Failing::Result(_, has), _) => {
                let fails = Atom::Var(self.temp(Expr::Unary(UnOp::Not, is_some), span));
                self.when(fails, span, |cx| {
                    cx.store_at(Place::whole(has), truth(false, span), span);
                    cx.stmts.push(crate::ir::Stmt::Exit { exit: Exit::Break(0), span });
                });
            }
        }
        some
    }
}

/// `Ok`
fn ok_path(span: Span) -> syn::Path {
    syn::parse_quote_spanned!(span=> ::core::result::Result::Ok)
}
