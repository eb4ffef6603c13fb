//! Iterators with a name, which are advanced by hand: the items by number, and a count of those that are gone.
//!
//! `while let Some(v) = items.next() { .. }` is
//! ```text
//! loop { let n = at; let has = n < x.len(); if has { at += 1; } if !has { break; }  .. x[n] .. }
//! ```

use std::rc::Rc;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::ir::{Atom, BinOp, Block, Expr, Place, Stmt, StoreOp, VarId};
use crate::kind::Kind;
use crate::library::Consumer;
use crate::lower::Lower;
use crate::lower::build::{integer, truth};
use crate::lower::item::Item;
use crate::lower::scopes::{Binding, Cursor, Indexed, Stream};

use super::Body;
use super::tuples::{items_of, sized};

impl Lower<'_> {
    /// The named iterator that an expression is, if it may be advanced by hand.
    pub(super) fn cursor(&self, expr: &syn::Expr) -> Option<Rc<Cursor>> {
        match expr {
            syn::Expr::Paren(inner) => self.cursor(&inner.expr),
            syn::Expr::Path(path) => match self.binding(path.path.get_ident()?)? {
                Binding::Cursor(cursor) => Some(cursor.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// The stream that a method ends, or a search in which goes on afterwards.
    pub(super) fn consumed_stream(
        &mut self,
        call: &syn::ExprMethodCall,
        consumer: Consumer,
    ) -> Option<Stream> {
        use Consumer::{All, Any, Find, FindMap, Position, TryFold};
        self.claim_of_itertools(call);
        let goes_on = matches!(consumer, All | Any | Find | FindMap | Position | TryFold);
        match self.cursor(&call.receiver).filter(|_| goes_on) {
            Some(cursor) => Some(Stream::Rest(cursor, None)),
            None => self.stream(&sized(&call.receiver, items_of(call).as_ref())),
        }
    }

    /// An iterator that gets a name, by which it may be advanced. Nothing is made ahead of time: what skips items goes on from where it is, and what would have to
    /// remember more than that is none.
    pub(in crate::lower) fn named(&mut self, stream: Stream, span: Span) -> Option<Binding> {
        let at = self.count(span);
        let cursor = |items: &Indexed| Rc::new(Cursor { items: items.clone(), at });
        match &stream {
            Stream::Indexed(items) => Some(Binding::Cursor(cursor(items))),
            stream => {
                let rest = going_on(stream, &|items| Stream::Rest(cursor(items), None))?;
                Some(Binding::Stream(Rc::new(rest)))
            }
        }
    }

    /// The stream that a name stands for, if it goes on after the item that it is asked for.
    pub(super) fn going_on(&self, expr: &syn::Expr) -> Option<Stream> {
        let syn::Expr::Path(path) = expr else { return None };
        match self.binding(path.path.get_ident()?)? {
            Binding::Stream(stream) if stream.goes_on() => Some((**stream).clone()),
            _ => None,
        }
    }

    /// The items that are left of one, which nobody asks afterwards.
    pub(super) fn left(&mut self, cursor: &Cursor, span: Span) -> Indexed {
        let at = self.position(cursor, span);
        self.skip_indexed(cursor.items.clone(), at, span)
    }

    /// `items.by_ref().take(n)`
    pub(super) fn limited(&mut self, cursor: Rc<Cursor>, n: Atom, span: Span) -> Stream {
        let at = self.position(&cursor, span);
        let sum = |[at, n]: [TokenStream; 2]| quote!(usize::saturating_add(#at, #n));
        let end = self.integers([at, n], sum, span);
        Stream::Rest(cursor, Some(end))
    }

    /// The loop over what is left, which leaves the iterator where the loop ends.
    pub(super) fn run_rest(
        &mut self,
        (cursor, end): (&Cursor, Option<&Atom>),
        span: Span,
        body: &mut Body,
    ) {
        let cond = Block { stmts: Vec::new(), results: vec![truth(true, span)] };
        let body = self.iteration(|cx| {
            let at = cx.position(cursor, span);
            if let Some(end) = end {
                let goes_on = Expr::Binary(BinOp::Lt, at.clone(), end.clone());
                let goes_on = Atom::Var(cx.temp(goes_on, span));
                cx.leave_unless(goes_on, span);
            }
            if let Some(has) = cx.has_item(cursor, &at, span) {
                cx.leave_unless(has, span);
            }
            cx.step(cursor.at, span);
            let item = cx.get(&cursor.items, at, span);
            body(cx, item);
        });
        self.stmts.push(Stmt::While { cond, body, span });
    }

    /// `items.next()`, `items.nth(n)`, `items.peek()`
    pub(super) fn advanced(
        &mut self,
        cursor: &Cursor,
        call: &syn::ExprMethodCall,
        how: Consumer,
    ) -> Option<Item> {
        let span = call.method.span();
        let mut at = self.position(cursor, span);
        match (how, call.args.first()) {
            (Consumer::Next | Consumer::Peek, None) => {}
            (Consumer::Nth, Some(n)) => {
                self.refuse_effects(&Stream::Indexed(cursor.items.clone()), span);
                let n = self.operand(n);
                let sum = |[at, n]: [TokenStream; 2]| quote!(usize::saturating_add(#at, #n));
                at = self.integers([at, n], sum, span);
                if let Some(len) = cursor.items.len() {
                    at = self.least(at, len, span);
                }
            }
            _ => return None,
        }
        let has = self.has_item(cursor, &at, span).unwrap_or_else(|| truth(true, span));
        if how == Consumer::Peek {
            // It is made again when it is its turn, and may be another one then.
            if !cursor.items.closures().is_empty() {
                return None;
            }
            let item = self.made_if(&has, (cursor, at), span)?;
            return Some(Item::Optional(has, Box::new(Item::Borrowed(Box::new(item)))));
        }
        let next =
            Atom::Var(self.temp(Expr::Binary(BinOp::Add, at.clone(), integer(1, span)), span));
        self.moved_to(cursor.at, next, cursor.items.len(), span);
        let item = self.made_if(&has, (cursor, at), span)?;
        Some(Item::Optional(has, Box::new(item)))
    }

    /// The item; in a branch, if making one does more than to say where it is.
    fn made_if(&mut self, has: &Atom, (cursor, at): (&Cursor, Atom), span: Span) -> Option<Item> {
        if cursor.items.goes_past_end() {
            return Some(self.get(&cursor.items, at, span));
        }
        let (mut declared, mut remembered) = (Vec::new(), None);
        let outer = self.function.vars.len();
        let (stmts, ()) = self.scoped(|cx| {
            cx.when(has.clone(), span, |cx| {
                let item = cx.get(&cursor.items, at, span);
                let item = cx.settled(item, span);
                remembered = Some(cx.remember(&mut declared, item, outer, span));
            });
        });
        self.stmts.extend(declared);
        self.stmts.extend(stmts);
        Some(self.recalled(&remembered?, span))
    }

    /// `at = next`, or the number of all items, if that is less.
    fn moved_to(&mut self, at: VarId, next: Atom, len: Option<Atom>, span: Span) {
        let value = match len {
            Some(len) => self.least(next, len, span),
            None => next,
        };
        self.stmts.push(Stmt::Store { place: Place::whole(at), op: StoreOp::Set, value, span });
    }

    fn least(&mut self, a: Atom, b: Atom, span: Span) -> Atom {
        self.integers([a, b], |[a, b]: [TokenStream; 2]| quote!(usize::min(#a, #b)), span)
    }

    /// How many items are gone.
    fn position(&mut self, cursor: &Cursor, span: Span) -> Atom {
        let at = self.read_var(cursor.at, span);
        if let Some(var) = at.var() {
            self.function.vars[var.0].ty.is_of(Kind::Int);
            self.function.vars[var.0].ty.usize = true;
        }
        at
    }

    /// Whether there is an item of this number; none if there always is.
    fn has_item(&mut self, cursor: &Cursor, at: &Atom, span: Span) -> Option<Atom> {
        let len = cursor.items.len()?;
        Some(Atom::Var(self.temp(Expr::Binary(BinOp::Lt, at.clone(), len), span)))
    }
}

/// The same stream, from where a named iterator is on: nothing, if it counts or remembers what was before.
fn going_on(stream: &Stream, rest: &dyn Fn(&Indexed) -> Stream) -> Option<Stream> {
    let inner = |inner: &Stream| going_on(inner, rest).map(Rc::new);
    Some(match stream {
        Stream::Indexed(items) => rest(items),
        Stream::Map(of, f) => Stream::Map(inner(of)?, f.clone()),
        Stream::Copied(of) => Stream::Copied(inner(of)?),
        Stream::Filter(of, f) => Stream::Filter(inner(of)?, f.clone()),
        Stream::FilterMap(of, f) => Stream::FilterMap(inner(of)?, f.clone()),
        Stream::Inspect(of, f) => Stream::Inspect(inner(of)?, f.clone()),
        _ => return None,
    })
}
