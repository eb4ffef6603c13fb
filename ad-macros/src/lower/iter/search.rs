//! One item out of all: the best, the first that something is made of, the one of a number; and folds that may end early.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::ir::{Atom, BinOp, Block, Exit, Expr, Place, Stmt, Test, UnOp, VarId};
use crate::library::{self, Consumer};
use crate::lower::Lower;
use crate::lower::build::{integer, truth};
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::{Closure, Stream};
use crate::ty;

impl Lower<'_> {
    /// The largest or the smallest item, by a comparison or by what a closure makes of each: of equal ones the last, or the first.
    pub(super) fn extreme(
        &mut self,
        stream: &Stream,
        f: &Closure,
        (is_largest, is_by_key): (bool, bool),
        span: Span,
    ) -> Item {
        if is_by_key {
            // Of each item but the first two keys are made.
            self.refuse_effects_of(f, span);
        }
        let wanted: TokenStream = match is_largest {
            true => quote!(::core::cmp::Ordering::Less | ::core::cmp::Ordering::Equal),
            false => quote!(::core::cmp::Ordering::Greater),
        };
        let has = self.flag(false, span);
        let best = self.remembering(stream, span, &mut |cx, best, item| {
            // The first item says of which type the variable is, to rustc too.
            let (first, ()) = cx.scoped(|cx| cx.keep(best, item.clone(), span));
            let (later, ()) = cx.scoped(|cx| {
                let old = cx.recalled(best, span);
                let order = cx.order_of((f, is_by_key), (&old, &item), span);
                let is_better = Expr::Is { place: order, test: Test::Pattern(wanted.clone()) };
                let is_better = Atom::Var(cx.temp(is_better, span));
                cx.when(is_better, span, |cx| cx.keep(best, item, span));
            });
            let seen = cx.read_var(has, span);
            let cond = Atom::Var(cx.temp(Expr::Unary(UnOp::Not, seen), span));
            let block = |stmts| Block { stmts, results: Vec::new() };
            let (then, otherwise) = (block(first), block(later));
            cx.stmts.push(Stmt::If { results: Vec::new(), cond, then, otherwise, span });
            cx.store_at(Place::whole(has), truth(true, span), span);
        });
        let has = self.read_var(has, span);
        let item = match best {
            Some(best) => self.recalled(&best, span),
            None => Item::atom(Atom::Unit),
        };
        Item::Optional(has, Box::new(item))
    }

    /// How two items compare: the place of what the comparison says.
    fn order_of(
        &mut self,
        (f, is_by_key): (&Closure, bool),
        (old, new): (&Item, &Item),
        span: Span,
    ) -> Place {
        let [old, new] = [old, new].map(|item| Item::Borrowed(Box::new(item.clone())));
        let order = match is_by_key {
            true => Item::atom(self.compared_by_key(f, old, new, span)),
            false => self.apply(f, vec![old, new], span),
        };
        self.item_place(order, span)
    }

    /// What a closure makes of the first item that it makes something of.
    pub(super) fn find_map(&mut self, stream: &Stream, f: &Closure, span: Span) -> Option<Item> {
        let has = self.flag(false, span);
        self.first(stream, has, span, &mut |cx, item| {
            let made = cx.apply(f, vec![item], span);
            cx.opened(made, span)
        })
    }

    /// The first item that fulfils a condition.
    pub(super) fn find(&mut self, stream: &Stream, f: &Closure, span: Span) -> Option<Item> {
        let has = self.flag(false, span);
        self.first(stream, has, span, &mut |cx, item| {
            cx.refuse_exclusive(&item, span);
            let item = cx.settled(item, span);
            let seen = Item::Borrowed(Box::new(item.clone()));
            let value = cx.apply(f, vec![seen], span);
            (cx.item_atom(value, span), item)
        })
    }

    /// What is made of the first item of which that is said to be it: a loop that it ends.
    fn first(
        &mut self,
        stream: &Stream,
        has: VarId,
        span: Span,
        made: &mut dyn FnMut(&mut Lower<'_>, Item) -> (Atom, Item),
    ) -> Option<Item> {
        let (mut declared, mut remembered) = (Vec::new(), None);
        let outer = self.function.vars.len();
        let (stmts, ()) = self.scoped(|cx| {
            cx.run(stream, span, &mut |cx, item| {
                let (is_it, item) = made(cx, item);
                cx.when(is_it, span, |cx| {
                    cx.store_at(Place::whole(has), truth(true, span), span);
                    remembered = Some(cx.remember(&mut declared, item, outer, span));
                    cx.stmts.push(Stmt::Exit { exit: Exit::Break(0), span });
                });
            });
        });
        self.stmts.extend(declared);
        self.stmts.extend(stmts);
        let has = self.read_var(has, span);
        let item = self.recalled(&remembered?, span);
        Some(Item::Optional(has, Box::new(item)))
    }

    /// `next`, `nth` of an iterator that nobody asks again, and `try_fold`.
    pub(super) fn consumed_in_part(
        &mut self,
        call: &syn::ExprMethodCall,
        consumer: Consumer,
    ) -> Option<Item> {
        let span = call.method.span();
        if let (Some(cursor), true) = (self.cursor(&call.receiver), consumer != Consumer::TryFold) {
            return self.advanced(&cursor, call, consumer);
        }
        if let (Some(stream), Consumer::Next | Consumer::Nth) =
            (self.going_on(&call.receiver), consumer)
        {
            let index = match call.args.first() {
                Some(index) => self.operand(index),
                None => integer(0, span),
            };
            return self.nth_in_loop(&stream, index, span);
        }
        if !self.is_chain(&call.receiver) {
            return None;
        }
        match consumer {
            Consumer::TryFold => {
                let stream = self.consumed_stream(call, consumer)?;
                let [start, f] = [call.args.first()?, call.args.get(1)?];
                if !stream.is_one_loop() || makes_results(f) {
                    return None;
                }
                self.refuse_late(&stream, start);
                let start = self.value(start);
                let f = self.callable(f)?;
                Some(self.try_fold(&stream, start, &f, span))
            }
            _ if self.has_name(&call.receiver) => None,
            _ => {
                let stream = self.stream(&call.receiver)?;
                let index = match (consumer, call.args.first()) {
                    (Consumer::Nth, Some(index)) => self.operand(index),
                    (Consumer::Nth, None) => return None,
                    _ => integer(0, span),
                };
                self.nth(stream, index, span)
            }
        }
    }

    fn try_fold(&mut self, stream: &Stream, start: Atom, f: &Closure, span: Span) -> Item {
        let state = self.variable(start, span);
        let has = self.flag(true, span);
        self.run(stream, span, &mut |cx, item| {
            let old = cx.read_var(state, span);
            let option = cx.apply(f, vec![Item::atom(old), item], span);
            let (is_some, new) = cx.opened(option, span);
            cx.store_at(Place::whole(has), is_some.clone(), span);
            cx.leave_unless(is_some, span);
            let new = cx.item_atom(new, span);
            cx.store_at(Place::whole(state), new, span);
        });
        let has = self.read_var(has, span);
        Item::Optional(has, Box::new(Item::Place(Place::whole(state), Mode::Move)))
    }

    /// The item of a number, if there are so many.
    fn nth(&mut self, stream: Stream, index: Atom, span: Span) -> Option<Item> {
        // Those before it are made too.
        self.refuse_effects(&stream, span);
        match stream {
            Stream::Indexed(indexed) => {
                let Some(len) = indexed.len() else {
                    let item = self.get(&indexed, index, span);
                    return Some(Item::Optional(truth(true, span), Box::new(item)));
                };
                let has = Atom::Var(self.temp(Expr::Binary(BinOp::Lt, index.clone(), len), span));
                let item = self.get(&indexed, index, span);
                Some(Item::Optional(has, Box::new(item)))
            }
            stream if stream.is_one_loop() => self.nth_in_loop(&stream, index, span),
            stream => {
                let items = self.indexed(stream, span);
                self.nth(Stream::Indexed(items), index, span)
            }
        }
    }

    fn nth_in_loop(&mut self, stream: &Stream, index: Atom, span: Span) -> Option<Item> {
        let (has, count) = (self.flag(false, span), self.count(span));
        self.first(stream, has, span, &mut |cx, item| {
            let item = cx.settled(item, span);
            let number = cx.read_var(count, span);
            cx.step(count, span);
            let is_it = Expr::Binary(BinOp::Eq, number, index.clone());
            (Atom::Var(cx.temp(is_it, span)), item)
        })
    }

    /// Whether an iterator has a name, by which it may be asked again.
    fn has_name(&self, iterator: &syn::Expr) -> bool {
        match iterator {
            syn::Expr::Paren(inner) => self.has_name(&inner.expr),
            syn::Expr::Reference(inner) => self.has_name(&inner.expr),
            syn::Expr::MethodCall(call) => {
                let is_made_here = library::source(&call.method.to_string()).is_some();
                !is_made_here && self.has_name(&call.receiver)
            }
            syn::Expr::Path(_) => true,
            _ => false,
        }
    }
}

/// Whether a closure makes a `Result`, of which the error would be lost.
fn makes_results(f: &syn::Expr) -> bool {
    let names = ["Ok", "Err"].map(|name| Ident::new(name, Span::call_site()));
    ty::mentions(f.to_token_stream(), &names)
}
