//! Iterators become loops.
//!
//! In: a chain of adapters, `xs.iter().zip(ys).map(|(x, y)| x * y)`. Out: a [`Stream`], which [`run`](Lower::run) turns into a loop around
//! whatever the consumer does with an item. A stream is *indexed* as long as its items can be had in any order, by
//! number: then `zip`, `rev`, `skip` and their kin are arithmetic on indices, and no item is ever put together.

mod adapters;
mod called;
mod collect;
mod consume;
mod cursor;
mod effects;
mod ends;
mod fallible;
mod indexed;
mod loops;
mod remembered;
mod run;
mod search;
mod totals;
mod tuples;

use std::rc::Rc;

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::build::integer;
use super::item::{Item, Mode};

use super::scopes::{Binding, Indexed, Stream};
use super::{Lower, constant, joined};
use crate::ir::{Atom, Expr, Place, Projection, Stmt, Var};
use crate::kind::{Kind, Sketch};
use crate::library::{self, Source};
use crate::unsupported;
pub(super) use run::Body;

impl Lower<'_> {
    /// Whether an expression is an iterator that this module knows.
    pub(super) fn is_chain(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.is_chain(&inner.expr),
            syn::Expr::Range(_) => true,
            syn::Expr::Macro(_) => constant::is_iterator(expr),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident();
                let binding = name.and_then(|name| self.binding(name));
                matches!(binding, Some(Binding::Stream(_) | Binding::Cursor(_)))
            }
            syn::Expr::Reference(lent) => self.cursor(&lent.expr).is_some(),
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                // A type by a name may be another name of a list's; that of `self` isn't.
                let is_own = is_self(&call.receiver) && self.is_users(&call.receiver);
                self.is_iterator_of_self(call)
                    || (library::source(&name).is_some() && !is_own)
                    || joined::written_as(call).is_some()
                    || self.map_items(call).is_some()
                    || (library::adapter(&name).is_some() && self.is_chain(&call.receiver))
            }
            syn::Expr::Call(call) => iterator_function(call).is_some(),
            _ => false,
        }
    }

    /// The stream of an iterator, or of what can be made one; none after an error.
    pub(super) fn stream(&mut self, expr: &syn::Expr) -> Option<Stream> {
        if let Some(chain) = self.iterated_call(expr) {
            return self.stream(&chain);
        }
        match expr {
            syn::Expr::Paren(inner) => self.stream(&inner.expr),
            syn::Expr::Macro(_) => match constant::written(expr) {
                Some(tokens) => {
                    self.claim_of_joining(joined::is_macro(tokens));
                    Some(Stream::Own(Rc::new(self.own(tokens))))
                }
                None => self.list_stream(expr),
            },
            syn::Expr::Range(range) => Some(Stream::Indexed(self.range_stream(range)?)),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident();
                if let Some(Binding::Stream(stream)) = name.and_then(|name| self.binding(name)) {
                    return Some((**stream).clone());
                }
                match self.cursor(expr) {
                    Some(cursor) => Some(Stream::Indexed(self.left(&cursor, expr.span()))),
                    None => self.list_stream(expr),
                }
            }
            syn::Expr::Reference(lent) if self.cursor(&lent.expr).is_some() => {
                Some(Stream::Rest(self.cursor(&lent.expr)?, None))
            }
            syn::Expr::Call(call) if iterator_function(call).is_some() => self.called(call),
            syn::Expr::MethodCall(call) if self.is_chain(expr) => self.adapted(call),
            expr => self.list_stream(expr),
        }
    }

    /// `&xs`, `&mut xs`, `xs`: a list as an iterator.
    fn list_stream(&mut self, expr: &syn::Expr) -> Option<Stream> {
        let item = self.item(expr);
        let item = match item {
            Item::Place(place, Mode::Move) => {
                let mode = self.mode_of(&place);
                Item::Place(place, mode)
            }
            item => item,
        };
        if let Some(list) = self.iterated(&item, expr.span()) {
            return Some(Stream::Indexed(self.items_of(Item::atom(list), expr.span())));
        }
        if let (Item::Place(place, mode), true) = (&item, self.is_lent(expr)) {
            return Some(Stream::Indexed(self.elements(place.clone(), *mode, expr.span())));
        }
        let item = self.taken_before(item, expr.span());
        let item = self.option_as_list(item, expr.span());
        Some(Stream::Indexed(self.items_of(item, expr.span())))
    }

    /// What is seen to be an `Option` as the list of what it holds.
    fn option_as_list(&mut self, item: Item, span: Span) -> Item {
        let item = match item {
            Item::Value(value) if self.is_option_value(&value) => {
                Item::Place(self.item_place(Item::Value(value), span), Mode::Move)
            }
            Item::Optional(..) => Item::Place(self.item_place(item, span), Mode::Move),
            item => item,
        };
        match item {
            Item::Place(place, mode) if self.is_seen_option(&place) => {
                Item::Part(self.looked_through(place).then(Projection::Items), mode)
            }
            item => item,
        }
    }

    /// Whether a place is a variable that is an `Option`, or what one refers to.
    fn is_seen_option(&self, place: &Place) -> bool {
        let is_whole = place.projections.iter().all(|step| *step == Projection::Deref);
        is_whole && self.function.var(place.root).ty.option
    }

    /// What is iterated over and isn't known: a list, or, if it isn't differentiated, any iterator.
    fn iterated(&mut self, item: &Item, span: Span) -> Option<Atom> {
        if let Item::Place(place, _) = item
            && let Kind::List(_) | Kind::Array(_) | Kind::Map(_) =
                crate::kinds::of_place(&self.function.vars, place)
        {
            return None;
        }
        let value = match item {
            Item::Value(value) if self.is_unknown(value) => value.clone(),
            Item::Place(place, mode) if place.projections.is_empty() => {
                let root = self.function.var(place.root);
                let is_temporary =
                    root.ty.is_opaque() && !root.mutable && !root.user && !root.ty.is_reference();
                match root.ty.passed || is_temporary {
                    true => self.item_value(Item::Place(place.clone(), *mode), span),
                    false => return None,
                }
            }
            _ => return None,
        };
        let value = self.atom(value, span);
        self.note_iterated(&value);
        let mut list = Var::new("items", span.resolved_at(Span::mixed_site()));
        (list.ty, list.iterated) = (Sketch::opaque(), true);
        let list = self.function.add(list);
        self.stmts.push(Stmt::Let { var: list, expr: Expr::Atom(value), span });
        Some(Atom::Var(list))
    }

    /// Notes that what a call resulted in is iterated over.
    fn note_iterated(&mut self, value: &Atom) {
        if let Some(var) = value.var().filter(|var| self.function.var(*var).ty.is_opaque()) {
            self.function.vars[var.0].iterated = true;
        }
    }

    /// Whether a place is seen to be a list.
    fn is_list(&self, place: &Place) -> bool {
        let kind = crate::kinds::of_place(&self.function.vars, place);
        matches!(kind, Kind::List(_) | Kind::Array(_))
    }

    fn items_of(&mut self, item: Item, span: Span) -> Indexed {
        let (place, mode) = match item {
            Item::Place(place, mode) => (place, mode),
            Item::Part(place, mode) => return self.elements(place, mode, span),
            item => {
                let value = self.item_atom(item, span);
                let mode = if self.refers(&value) { Mode::Ref } else { Mode::Move };
                (self.item_place(Item::atom(value), span), mode)
            }
        };
        let place = self.view(place, mode, span);
        self.elements(place, mode, span)
    }

    fn elements(&mut self, place: Place, mode: Mode, span: Span) -> Indexed {
        if self.is_map_at(&place) {
            return self.items_of_map(place, Self::items_by(mode), span);
        }
        let len = self.length(&place, span);
        Indexed::List { place, mode, len }
    }

    /// A part of a list that is indexed in a loop is borrowed once, before it.
    fn view(&mut self, place: Place, mode: Mode, span: Span) -> Place {
        let is_part = place.projections.iter().any(|step| matches!(step, Projection::Range { .. }));
        match is_part {
            false => place,
            true => {
                let borrowed = crate::ir::Expr::Borrow { place, mutable: mode == Mode::RefMut };
                Place::whole(self.temp(borrowed, span))
            }
        }
    }

    /// `iter::once(x)`, `iter::repeat(x)`, `iter::zip(a, b)`, `iter::successors(first, f)`
    fn called(&mut self, call: &syn::ExprCall) -> Option<Stream> {
        let span = call.span();
        Some(Stream::Indexed(match iterator_function(call)? {
            "successors" => {
                let first = self.item(&call.args[0]);
                let first = self.settled(first, span);
                let f = self.callable(&call.args[1])?;
                return Some(Stream::Successors(Box::new(first), f));
            }
            "zip" => {
                let (a, b) = (self.stream(&call.args[0])?, self.stream(&call.args[1])?);
                return Some(self.zipped(a, b, span));
            }
            name => {
                let item = self.item(&call.args[0]);
                let item = self.settled(item, span);
                let one = integer(1, span);
                Indexed::Repeat { item: Box::new(item), len: (name == "once").then_some(one) }
            }
        }))
    }

    /// `xs.iter()`, `xs.windows(k)`, ..
    fn source(&mut self, call: &syn::ExprMethodCall, source: Source) -> Option<Stream> {
        let span = call.method.span();
        if source == Source::Drain {
            let drained = self.drained(call)?;
            let len = self.length(&drained, span);
            return Some(Stream::Indexed(Indexed::List { place: drained, mode: Mode::Move, len }));
        }
        let place = match self.item(&call.receiver) {
            Item::Place(place, _) => place,
            item => self.item_place(item, span),
        };
        if place.projections.is_empty() && !self.function.var(place.root).user {
            self.note_iterated(&Atom::Var(place.root));
        }
        self.note_chained(call, place.root);
        let root = self.function.var(place.root);
        if place.projections.is_empty() && root.ty.passed && !self.is_list(&place) {
            // Of a collection that isn't known.
            let expr = syn::Expr::MethodCall(call.clone());
            let message = unsupported::unknown_method(&call.method.to_string());
            let value = self.unknown(&expr, &call.method, message);
            let list = self.iterated(&Item::Value(value), span)?;
            return Some(Stream::Indexed(self.items_of(Item::atom(list), span)));
        }
        let is_reference = place.projections.is_empty() && root.ty.is_reference();
        let mode = match source {
            Source::IntoIter if is_reference && root.ty.is_exclusive() => Mode::RefMut,
            Source::IntoIter if !is_reference => Mode::Move,
            Source::IterMut | Source::ChunksMut | Source::ChunksExactMut => Mode::RefMut,
            _ => Mode::Ref,
        };
        let is_lent = self.is_lent(&call.receiver);
        if call.args.is_empty() && is_lent {
            return Some(Stream::Indexed(self.elements(place, mode, span)));
        }
        if call.args.is_empty() {
            let item = self.taken_before(Item::Place(place, mode), span);
            let item = self.option_as_list(item, span);
            return Some(Stream::Indexed(self.items_of(item, span)));
        }
        let size = self.operand(call.args.first()?);
        let place = if is_lent { place } else { self.view(place, mode, span) };
        let len = self.length(&place, span);
        Some(Stream::Indexed(self.parts(place, mode, (source, len, size), span)))
    }
}

/// Whether a call is one of `std::iter`'s functions.
fn iterator_function(call: &syn::ExprCall) -> Option<&'static str> {
    let syn::Expr::Path(path) = &*call.func else { return None };
    let mut segments = path.path.segments.iter().rev();
    let (name, module) = (segments.next()?, segments.next()?);
    let known = [("once", 1), ("repeat", 1), ("zip", 2), ("successors", 2)];
    let (name, _) = known
        .into_iter()
        .find(|(known, arity)| name.ident == known && call.args.len() == *arity)?;
    (module.ident == "iter").then_some(name)
}

pub(super) fn is_self(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_self(&inner.expr),
        syn::Expr::Path(path) => path.path.is_ident("self"),
        _ => false,
    }
}
