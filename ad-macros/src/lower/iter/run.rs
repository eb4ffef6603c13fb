//! Streams become loops around what is done with an item.

use proc_macro2::Span;

use crate::ir::{Atom, BinOp, Block, Exit, Expr, Place, Projection, Range, Source, Stmt};
use crate::ir::{StoreOp, UnOp};
use crate::ir::{Var, VarId, Verbatim, visit};
use crate::kind::Kind;
use crate::lower::Lower;
use crate::lower::build::{integer, option_content, truth};
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::{Closure, Indexed, Stream};
use crate::unsupported;

/// What is done with an item.
pub(in crate::lower) type Body<'b> = dyn FnMut(&mut Lower<'_>, Item) + 'b;

impl Lower<'_> {
    /// The loop over a stream.
    pub(in crate::lower) fn run(&mut self, stream: &Stream, span: Span, body: &mut Body) {
        match stream {
            Stream::Indexed(indexed) => self.run_indexed(indexed, span, body),
            Stream::Own(own) => self.run_own(Source::Iterator((**own).clone()), span, body),
            Stream::Steady(own) => self.run_own(Source::Steady((**own).clone()), span, body),
            Stream::Map(inner, f) => self.run(inner, span, &mut |cx, item| {
                let item = cx.apply(f, vec![item], span);
                body(cx, item);
            }),
            Stream::Copied(inner) => self.run(inner, span, &mut |cx, item| {
                let item = cx.dereferenced(item, span);
                body(cx, item);
            }),
            Stream::Inspect(inner, f) => self.run(inner, span, &mut |cx, item| {
                let seen = Item::Borrowed(Box::new(item.clone()));
                cx.apply(f, vec![seen], span);
                body(cx, item);
            }),
            Stream::Filter(inner, f) => self.run(inner, span, &mut |cx, item| {
                let item = cx.looked_at(item, span);
                let cond = cx.tested(f, &item, span);
                cx.when(cond, span, |cx| body(cx, item));
            }),
            Stream::FilterMap(inner, f) => self.run(inner, span, &mut |cx, item| {
                let option = cx.apply(f, vec![item], span);
                let (is_some, some) = cx.opened(option, span);
                cx.when(is_some, span, |cx| body(cx, some));
            }),
            Stream::MapWhile(inner, f) => self.run_ending(inner, span, &mut |cx, item| {
                let option = cx.apply(f, vec![item], span);
                let (is_some, some) = cx.opened(option, span);
                cx.leave_unless(is_some, span);
                body(cx, some);
            }),
            Stream::Held(inner, failing) => self.run_ending(inner, span, &mut |cx, item| {
                let held = cx.held_by(*failing, item, span);
                body(cx, held);
            }),
            Stream::TakeWhile(inner, f) => self.run_ending(inner, span, &mut |cx, item| {
                let item = cx.looked_at(item, span);
                let goes_on = cx.tested(f, &item, span);
                cx.leave_unless(goes_on, span);
                body(cx, item);
            }),
            Stream::SkipWhile(inner, f) => self.run_skip_while((inner, f), span, body),
            Stream::Scan(inner, start, f) => {
                let state = self.variable(start.clone(), span);
                self.run_ending(inner, span, &mut |cx, item| {
                    let seen = Item::Place(Place::whole(state), Mode::RefMut);
                    let option = cx.apply(f, vec![seen, item], span);
                    let (is_some, some) = cx.opened(option, span);
                    if !matches!(is_some, Atom::Literal(_)) {
                        cx.leave_unless(is_some, span);
                    }
                    body(cx, some);
                });
            }
            Stream::Enumerate(inner) => {
                let count = self.count(span);
                self.run(inner, span, &mut |cx, item| {
                    let index = cx.read_var(count, span);
                    cx.step(count, span);
                    body(cx, Item::Tuple(vec![Item::atom(index), item]));
                });
            }
            Stream::Skip(inner, n) => {
                let count = self.count(span);
                self.run(inner, span, &mut |cx, item| {
                    let index = cx.read_var(count, span);
                    cx.step(count, span);
                    let goes_on = Expr::Binary(BinOp::Ge, index, n.clone());
                    let goes_on = Atom::Var(cx.temp(goes_on, span));
                    cx.when(goes_on, span, |cx| body(cx, item));
                });
            }
            Stream::StepBy(inner, n) => {
                let count = self.count(span);
                self.run(inner, span, &mut |cx, item| {
                    let index = cx.read_var(count, span);
                    cx.step(count, span);
                    let left = Expr::Binary(BinOp::Rem, index, n.clone());
                    let left = Atom::Var(cx.temp(left, span));
                    let is_one = Expr::Binary(BinOp::Eq, left, integer(0, span));
                    let is_one = Atom::Var(cx.temp(is_one, span));
                    cx.when(is_one, span, |cx| body(cx, item));
                });
            }
            Stream::Take(inner, n) => {
                let count = self.count(span);
                self.run_ending(inner, span, &mut |cx, item| {
                    let index = cx.read_var(count, span);
                    let goes_on = Expr::Binary(BinOp::Lt, index, n.clone());
                    let goes_on = Atom::Var(cx.temp(goes_on, span));
                    cx.leave_unless(goes_on, span);
                    cx.step(count, span);
                    body(cx, item);
                });
            }
            Stream::Zip(inner, other) => self.run_zip((inner, other), span, body),
            Stream::ZipOwn(inner, own, is_steady) => {
                let own = if *is_steady { &self.steady(own) } else { &**own };
                self.run_beside_own(inner, own, span, body);
            }
            Stream::Rest(cursor, end) => self.run_rest((cursor, end.as_ref()), span, body),
            Stream::Successors(first, f) => self.run_successors((first, f), span, body),
            Stream::Chain(first, second) => {
                self.run(first, span, body);
                self.run(second, span, body);
            }
            Stream::FlatMap(inner, f) => self.run(inner, span, &mut |cx, item| {
                cx.inside(f, vec![item], span, &mut |cx, inner| {
                    if let Some(stream) = cx.stream(inner) {
                        cx.run(&stream, span, body);
                    }
                });
            }),
            Stream::Combinations(items, size) => self.run_combinations(items, *size, span, body),
            Stream::Flat(inner, size) => self.run(inner, span, &mut |cx, item| {
                let item = cx.flat(item, *size, span);
                body(cx, item);
            }),
            Stream::Flatten(inner) => self.run(inner, span, &mut |cx, item| {
                let item = cx.list_or_option(item, span);
                let list = cx.items_of(item, span);
                cx.run_indexed(&list, span, body);
            }),
        }
    }

    /// An iterator of the user's own that rustc sees to be std's.
    fn steady(&self, own: &Verbatim) -> Verbatim {
        let (runtime, tokens) = (&self.signature.runtime, &own.tokens);
        Verbatim { tokens: quote::quote!(#runtime::private::steady(#tokens)), ..own.clone() }
    }

    /// A stream and an iterator of the user's own, which is let go of where the loop ends.
    fn run_beside_own(&mut self, inner: &Stream, own: &Verbatim, span: Span, body: &mut Body<'_>) {
        self.in_a_branch(span, |cx| {
            let iterator = cx.own_iterator(own, span);
            cx.run_ending(inner, span, &mut |cx, item| {
                let next = cx.own_next(iterator, span);
                let (is_some, _) = cx.opened(next.clone(), span);
                cx.leave_unless(is_some, span);
                let some = cx.own_unwrapped(&next, span);
                body(cx, Item::Tuple(vec![item, some]));
            });
            Atom::Unit
        });
    }

    /// From the first item on that isn't skipped.
    fn run_skip_while(&mut self, (inner, f): (&Stream, &Closure), span: Span, body: &mut Body) {
        let skipping = self.flag(true, span);
        self.run(inner, span, &mut |cx, item| {
            let item = cx.looked_at(item, span);
            let still = cx.read_var(skipping, span);
            let skips = cx.both(Some(still), |cx| Some(cx.tested(f, &item, span)), span);
            let Some(skips) = skips else { return };
            let goes_on = Atom::Var(cx.temp(Expr::Unary(UnOp::Not, skips), span));
            cx.when(goes_on, span, |cx| {
                cx.store_at(Place::whole(skipping), truth(false, span), span);
                body(cx, item);
            });
        });
    }

    /// Each item is made of the one before it, where that is asked for.
    fn run_successors(&mut self, (first, f): (&Item, &Closure), span: Span, body: &mut Body) {
        let first = self.item_atom(first.clone(), span);
        let state = self.variable(first, span);
        let begun = self.flag(false, span);
        let cond = Block { stmts: Vec::new(), results: vec![truth(true, span)] };
        let body = self.iteration(|cx| {
            let has_begun = cx.read_var(begun, span);
            cx.when(has_begun, span, |cx| {
                let last = Item::Place(option_content(state), Mode::Move);
                let last = cx.settled(last, span);
                let next = cx.apply(f, vec![Item::Borrowed(Box::new(last))], span);
                let next = cx.item_atom(next, span);
                cx.store_at(Place::whole(state), next, span);
            });
            cx.store_at(Place::whole(begun), truth(true, span), span);
            let now = Item::Place(Place::whole(state), Mode::Move);
            let (is_some, item) = cx.opened(now, span);
            cx.leave_unless(is_some, span);
            body(cx, item);
        });
        self.stmts.push(Stmt::While { cond, body, span });
    }

    /// Beside each item that of another stream with its number.
    fn run_zip(&mut self, (inner, other): (&Stream, &Indexed), span: Span, body: &mut Body) {
        let count = self.count(span);
        self.run_ending(inner, span, &mut |cx, item| {
            let index = cx.read_var(count, span);
            if let Some(len) = other.len() {
                let goes_on = Expr::Binary(BinOp::Lt, index.clone(), len);
                let goes_on = Atom::Var(cx.temp(goes_on, span));
                cx.leave_unless(goes_on, span);
            }
            cx.step(count, span);
            let other = cx.get(other, index, span);
            body(cx, Item::Tuple(vec![item, other]));
        });
    }

    /// A stream that may end before its source does: that must be one loop.
    fn run_ending(&mut self, inner: &Stream, span: Span, body: &mut Body) {
        match inner.is_one_loop() {
            true => self.run(inner, span, body),
            false => {
                let items = self.kept(inner, span);
                self.run_indexed(&items, span, body);
            }
        }
    }

    pub(super) fn run_indexed(&mut self, indexed: &Indexed, span: Span, body: &mut Body) {
        if let Some(range) = indexed.as_loop() {
            let (var, body) = self.loop_body(span, &mut |cx, number| {
                let item = cx.at_number(indexed, number, span);
                body(cx, item);
            });
            self.stmts.push(Stmt::For { var, range, body, until: None, span });
            return;
        }
        let (inner, reversed) = match indexed {
            Indexed::Rev(inner) => (&**inner, true),
            inner => (inner, false),
        };
        let Some(end) = inner.len() else {
            return self.run_endless(inner, span, body);
        };
        let range = Range {
            start: integer(0, span),
            end,
            inclusive: false,
            step: None,
            reversed,
            reversed_first: false,
        };
        let (var, body) = self.loop_body(span, &mut |cx, index| {
            if let Some(index) = index.var() {
                cx.function.vars[index.0].ty.usize = true;
            }
            let item = cx.get(inner, index, span);
            body(cx, item);
        });
        self.stmts.push(Stmt::For { var, range, body, until: None, span });
    }

    /// An iterator without an end: a loop that is left by what is in it, which counts.
    fn run_endless(&mut self, indexed: &Indexed, span: Span, body: &mut Body) {
        let count = self.count(span);
        self.function.vars[count.0].ty.usize = true;
        let body = self.iteration(|cx| {
            let index = cx.read_var(count, span);
            if let Some(index) = index.var() {
                cx.function.vars[index.0].ty.usize = true;
            }
            // What goes on with the next item has counted this one.
            cx.step(count, span);
            let item = cx.get(indexed, index, span);
            body(cx, item);
        });
        let mut is_left = false;
        visit::deep_stmts(&body, &mut |stmt| {
            is_left |=
                matches!(stmt, Stmt::Exit { exit, .. } if !matches!(exit, Exit::Continue(0)));
        });
        if !is_left {
            self.diagnostics.error_at(span, unsupported::ENDLESS_ITERATOR);
        }
        let cond = Block { stmts: Vec::new(), results: vec![truth(true, span)] };
        self.stmts.push(Stmt::While { cond, body, span });
    }

    /// The variable and the body of a loop over a range.
    fn loop_body(
        &mut self,
        span: Span,
        body: &mut dyn FnMut(&mut Lower<'_>, Atom),
    ) -> (VarId, Block) {
        let mut index = Var::new("i", span.resolved_at(Span::mixed_site()));
        index.ty.is_of(Kind::Int);
        let var = self.function.add(index);
        (var, self.iteration(|cx| body(cx, Atom::Var(var))))
    }

    /// An item that `flatten` takes apart: where nobody can see whether it is a list or an `Option`, the runtime knows.
    fn list_or_option(&mut self, item: Item, span: Span) -> Item {
        let item = match item {
            Item::Value(value) => {
                Item::Place(self.item_place(Item::Value(value), span), Mode::Move)
            }
            item => item,
        };
        let (Item::Place(place, mode) | Item::Part(place, mode)) = &item else { return item };
        match crate::kinds::of_place(&self.function.vars, place) {
            Kind::List(_) | Kind::Array(_) => item,
            _ => {
                let (place, mode) = (place.clone(), *mode);
                let place = self.looked_through(place);
                Item::Part(place.then(Projection::Items), mode)
            }
        }
    }

    /// An item that is looked at before it is used.
    fn looked_at(&mut self, item: Item, span: Span) -> Item {
        self.settled(item, span)
    }

    /// A predicate's value: it gets the item by reference.
    fn tested(&mut self, f: &Closure, item: &Item, span: Span) -> Atom {
        let seen = Item::Borrowed(Box::new(item.clone()));
        let value = self.apply(f, vec![seen], span);
        self.item_atom(value, span)
    }

    /// `if cond { .. }`
    pub(in crate::lower) fn when(&mut self, cond: Atom, span: Span, lower: impl FnOnce(&mut Self)) {
        let (stmts, ()) = self.scoped(lower);
        let then = Block { stmts, results: Vec::new() };
        let otherwise = Block::default();
        self.stmts.push(Stmt::If { results: Vec::new(), cond, then, otherwise, span });
    }

    /// `if !cond { break; }`
    pub(in crate::lower) fn leave_unless(&mut self, cond: Atom, span: Span) {
        let fails = Atom::Var(self.temp(Expr::Unary(UnOp::Not, cond), span));
        self.when(fails, span, |cx| {
            cx.stmts.push(Stmt::Exit { exit: Exit::Break(0), span });
        });
    }

    /// A mutable variable with a start value.
    pub(in crate::lower) fn variable(&mut self, start: Atom, span: Span) -> VarId {
        let kind = self.kind(&start);
        let mut var = Var::new("state", span.resolved_at(Span::mixed_site()));
        (var.ty.guess, var.mutable) = (kind, true);
        let var = self.function.add(var);
        self.stmts.push(Stmt::Let { var, expr: Expr::Atom(start), span });
        var
    }

    pub(in crate::lower) fn flag(&mut self, value: bool, span: Span) -> VarId {
        self.variable(truth(value, span), span)
    }

    pub(in crate::lower) fn count(&mut self, span: Span) -> VarId {
        self.variable(Atom::Literal(syn::parse_quote!(0usize)), span)
    }

    pub(in crate::lower) fn step(&mut self, count: VarId, span: Span) {
        let (place, value) = (Place::whole(count), integer(1, span));
        self.stmts.push(Stmt::Store { place, op: StoreOp::Add, value, span });
    }

    pub(in crate::lower) fn read_var(&mut self, var: VarId, span: Span) -> Atom {
        Atom::Var(self.temp(Expr::Read(Place::whole(var)), span))
    }
}
