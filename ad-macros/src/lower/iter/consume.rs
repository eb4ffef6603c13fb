//! What ends an iterator: sums, folds, searches.

use proc_macro2::Span;
use quote::{ToTokens, quote};

use crate::ir::{Atom, BinOp, Exit, Expr, Place, Stmt, StoreOp, UnOp, VarId, Verbatim, visit};
use crate::kind::Kind;
use crate::library::{self, Consumer};
use crate::lower::Lower;
use crate::lower::build::{none, option_content, some_of, truth};
use crate::lower::item::{Item, Mode};

use crate::lower::scopes::{Closure, Stream};
use crate::lower::seen::Seen;
use crate::unsupported;

impl Lower<'_> {
    /// A call that ends an iterator; none if the method isn't one that does.
    pub(in crate::lower) fn consume(
        &mut self,
        call: &syn::ExprMethodCall,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let name = call.method.to_string();
        let consumer = library::consumer(&name)?;
        let span = call.method.span();
        let failed = Some(Expr::Atom(Atom::Unit));
        if !makes_value(consumer) {
            return Some(self.consume_into_option(call, consumer));
        }
        let Some(stream) = self.consumed_stream(call, consumer) else { return failed };
        let turbofish = call.turbofish.as_ref().and_then(|generics| generics.args.first());
        let turbofish = turbofish.and_then(|arg| match arg {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        });
        let ty = turbofish.or(ty);
        if let Some(value) = self.fallible(&stream, (consumer, &call.method), ty) {
            return Some(value);
        }
        match (consumer, call.args.first()) {
            (Consumer::Sum | Consumer::Product, None) => {
                let (is_sum, method) = (consumer == Consumer::Sum, &call.method);
                Some(self.sum(&stream, (is_sum, method), ty, span))
            }
            (Consumer::Fold, Some(start)) => {
                self.refuse_late(&stream, start);
                let start = self.value(start);
                let Some(f) = call.args.get(1).and_then(|arg| self.callable(arg)) else {
                    self.diagnostics.error(&call.method, unsupported::ITERATOR_CLOSURE);
                    return failed;
                };
                Some(self.fold(&stream, start, &f, span))
            }
            (Consumer::Reduce, Some(f)) => {
                let f = self.callable(f)?;
                let (has, best) = self.best(&stream, span, &mut |cx, old, new| {
                    let value = cx.apply(&f, vec![old, new], span);
                    Some(cx.item_atom(value, span))
                });
                let item = self.found(has, best, span);
                Some(self.item_value(item, span))
            }
            (Consumer::ForEach, Some(f)) => {
                let f = self.callable(f)?;
                self.run(&stream, span, &mut |cx, item| {
                    cx.apply(&f, vec![item], span);
                });
                failed
            }
            (Consumer::Count, None) => {
                let count = self.count(span);
                self.run(&stream, span, &mut |cx, _| cx.step(count, span));
                Some(Expr::Atom(self.read_var(count, span)))
            }
            (Consumer::Collect, None) => Some(self.collect(&stream, ty, &call.method, span)),
            (Consumer::CollectVec, None) => Some(self.collect(&stream, None, &call.method, span)),
            (Consumer::Unzip, None) => Some(self.unzipped(&stream, span)),
            (Consumer::Partition, Some(f)) => {
                let f = self.callable(f)?;
                Some(self.parted(&stream, &f, span))
            }
            (Consumer::Any | Consumer::All, Some(f)) => {
                let f = self.callable(f)?;
                Some(self.any(&stream, &f, consumer == Consumer::Any, span))
            }
            _ => {
                self.diagnostics.error(&call.method, unsupported::unknown_method(&name));
                failed
            }
        }
    }

    /// The same of what results in an `Option`: the iterator is made once, with what is taken out of it.
    fn consume_into_option(&mut self, call: &syn::ExprMethodCall, consumer: Consumer) -> Expr {
        if let Some(item) = self.consumed_option(call) {
            return self.item_value(item, call.method.span());
        }
        let message = match consumer {
            Consumer::Next | Consumer::Nth | Consumer::Peek | Consumer::NextBack => {
                unsupported::ITERATOR_NEXT
            }
            _ => unsupported::unknown_method(&call.method.to_string()),
        };
        self.diagnostics.error(&call.method, message);
        Expr::Atom(Atom::Unit)
    }

    fn fold(&mut self, stream: &Stream, start: Atom, f: &Closure, span: Span) -> Expr {
        let state = self.variable(start, span);
        self.run(stream, span, &mut |cx, item| {
            let position = cx.stmts.len();
            let old = cx.read_var(state, span);
            let new = cx.apply(f, vec![Item::atom(old), item], span);
            let new = cx.item_atom(new, span);
            cx.assign_state(state, new, position, span);
        });
        Expr::Atom(self.read_var(state, span))
    }

    /// Whether any item fulfils a condition, or all do: the first that decides it ends the loop.
    fn any(&mut self, stream: &Stream, f: &Closure, ends_at: bool, span: Span) -> Expr {
        let found = self.flag(!ends_at, span);
        let is_one_loop = stream.is_one_loop();
        if !is_one_loop {
            // The second loop is run even if the first one has found something.
            self.refuse_effects(stream, span);
            self.refuse_effects_of(f, span);
        }
        self.run(stream, span, &mut |cx, item| {
            let value = cx.apply(f, vec![item], span);
            let mut value = cx.item_atom(value, span);
            if !ends_at {
                value = Atom::Var(cx.temp(Expr::Unary(UnOp::Not, value), span));
            }
            cx.when(value, span, |cx| {
                cx.store_at(Place::whole(found), truth(ends_at, span), span);
                if is_one_loop {
                    cx.stmts.push(Stmt::Exit { exit: Exit::Break(0), span });
                }
            });
        });
        Expr::Atom(self.read_var(found, span))
    }

    /// What ends an iterator in an `Option`, not put together.
    pub(in crate::lower) fn consumed_option(&mut self, call: &syn::ExprMethodCall) -> Option<Item> {
        use Consumer::{Find, FindMap, Last, MaxBy, MaxByKey, MinBy, MinByKey, Position};
        let span = call.method.span();
        let consumer = library::consumer(&call.method.to_string())?;
        let is_in_part = [Consumer::Next, Consumer::Nth, Consumer::Peek, Consumer::TryFold];
        if is_in_part.contains(&consumer) {
            return self.consumed_in_part(call, consumer);
        }
        let is_search = matches!(consumer, Find | FindMap | Position);
        let is_best = matches!(consumer, Last | MaxBy | MinBy | MaxByKey | MinByKey);
        if !(is_search || is_best) || !self.is_chain(&call.receiver) {
            return None;
        }
        let stream = self.consumed_stream(call, consumer)?;
        if !stream.is_one_loop() && is_search {
            return None;
        }
        let f = match call.args.first() {
            Some(arg) => Some(self.callable(arg)?),
            None => None,
        };
        Some(match (consumer, f) {
            (Last, None) => self.last(&stream, span)?,
            (MaxBy | MinBy | MaxByKey | MinByKey, Some(f)) => {
                let is_by_key = matches!(consumer, MaxByKey | MinByKey);
                let is_largest = matches!(consumer, MaxBy | MaxByKey);
                self.extreme(&stream, &f, (is_largest, is_by_key), span)
            }
            (FindMap, Some(f)) => self.find_map(&stream, &f, span)?,
            (Find, Some(f)) => self.find(&stream, &f, span)?,
            (Position, Some(f)) => {
                let count = self.count(span);
                let has = self.flag(false, span);
                let slot = self.option_slot(span);
                self.run(&stream, span, &mut |cx, item| {
                    let item = cx.settled(item, span);
                    let value = cx.apply(&f, vec![item], span);
                    let value = cx.item_atom(value, span);
                    let index = cx.read_var(count, span);
                    cx.when(value, span, |cx| {
                        cx.store_at(Place::whole(has), truth(true, span), span);
                        cx.fill_option(slot, index, span);
                        cx.stmts.push(Stmt::Exit { exit: Exit::Break(0), span });
                    });
                    cx.step(count, span);
                });
                self.found(has, (slot, Seen::As(Mode::Move)), span)
            }
            _ => return None,
        })
    }

    /// The last item of all.
    fn last(&mut self, stream: &Stream, span: Span) -> Option<Item> {
        let has = self.flag(false, span);
        let last = self.remembering(stream, span, &mut |cx, last, item| {
            cx.store_at(Place::whole(has), truth(true, span), span);
            cx.keep(last, item, span);
        });
        let has = self.read_var(has, span);
        let item = self.recalled(&last?, span);
        Some(Item::Optional(has, Box::new(item)))
    }

    /// What is found is a copy: it can't be changed through.
    pub(super) fn refuse_exclusive(&mut self, item: &Item, span: Span) {
        if item.is_exclusive() {
            self.diagnostics.error_at(span, unsupported::FOUND_EXCLUSIVE);
        }
    }

    /// An item put together, with what its references refer to in the place of the references.
    pub(super) fn owned(&mut self, item: Item, span: Span) -> Atom {
        match item {
            Item::Tuple(items) => {
                let atoms = items.into_iter().map(|item| self.owned(item, span)).collect();
                Atom::Var(self.temp(Expr::Tuple(atoms), span))
            }
            item => self.item_operand(item, span),
        }
    }

    /// The best of the items so far, item by item; whether there was one, and the variable that holds it, with how it is
    /// seen.
    pub(super) fn best(
        &mut self,
        stream: &Stream,
        span: Span,
        better: &mut dyn FnMut(&mut Lower<'_>, Item, Item) -> Option<Atom>,
    ) -> (VarId, (VarId, Seen)) {
        let has = self.flag(false, span);
        let slot = self.option_slot(span);
        let mut seen_as = Seen::As(Mode::Move);
        self.run(stream, span, &mut |cx, item| {
            cx.refuse_exclusive(&item, span);
            let item = cx.settled(item, span);
            seen_as = Seen::of(&item);
            // The first item says of which type the variable is, to rustc too.
            let seen = cx.read_var(has, span);
            let is_first = Atom::Var(cx.temp(Expr::Unary(UnOp::Not, seen), span));
            let old = option_content(slot);
            let (first, ()) = cx.scoped(|cx| {
                let value = cx.owned(item.clone(), span);
                cx.fill_option(slot, value, span);
            });
            let (later, ()) = cx.scoped(|cx| {
                let old = Seen::of(&item).item(old);
                let value = better(cx, old, item.clone()).unwrap_or(Atom::Unit);
                cx.fill_option(slot, value, span);
            });
            let block = |stmts| crate::ir::Block { stmts, results: Vec::new() };
            let (then, otherwise) = (block(first), block(later));
            let results = Vec::new();
            cx.stmts.push(Stmt::If { results, cond: is_first, then, otherwise, span });
            cx.store_at(Place::whole(has), truth(true, span), span);
        });
        (has, (slot, seen_as))
    }

    fn option_slot(&mut self, span: Span) -> VarId {
        self.variable(none(), span)
    }

    pub(super) fn fill_option(&mut self, slot: VarId, value: Atom, span: Span) {
        let is_item = value.var().is_some_and(|var| self.function.var(var).ty.item);
        self.function.vars[slot.0].ty.item |= is_item;
        let some = Atom::Var(self.temp(some_of(value), span));
        self.store_at(Place::whole(slot), some, span);
    }

    pub(super) fn found(&mut self, has: VarId, (slot, seen_as): (VarId, Seen), span: Span) -> Item {
        let has = self.read_var(has, span);
        Item::Optional(has, Box::new(seen_as.item(option_content(slot))))
    }

    pub(super) fn sum(
        &mut self,
        stream: &Stream,
        (is_sum, method): (bool, &proc_macro2::Ident),
        ty: Option<&syn::Type>,
        span: Span,
    ) -> Expr {
        if let Some(ty) = ty
            && self.is_nominal_type(ty)
        {
            return self.own_total(stream, is_sum, ty, span);
        }
        let mut state = crate::ir::Var::new("total", span.resolved_at(Span::mixed_site()));
        state.mutable = true;
        let state = self.function.add(state);
        let mut kind = Kind::Unknown;
        let (stmts, ()) = self.scoped(|cx| {
            cx.run(stream, span, &mut |cx, item| {
                let value = cx.item_operand(item, span);
                kind = cx.kind(&value);
                if is_sum {
                    let (place, op) = (Place::whole(state), StoreOp::Add);
                    cx.stmts.push(Stmt::Store { place, op, value, span });
                } else {
                    let old = cx.read_var(state, span);
                    let new = Atom::Var(cx.temp(Expr::Binary(BinOp::Mul, old, value), span));
                    cx.store_at(Place::whole(state), new, span);
                }
            });
        });
        let written = ty.filter(|ty| !matches!(ty, syn::Type::Infer(_)));
        if let Some(ty) = written {
            kind = self.kind_of(ty);
        }
        let method = proc_macro2::Ident::new(&method.to_string(), Span::mixed_site());
        let ty = match (written, &kind) {
            (Some(ty), _) => ty.to_token_stream(),
            (None, Kind::Int) => quote!(_),
            (None, _) => {
                let float = self.float.clone();
                kind = self.kind_of(&syn::parse_quote!(#float));
                float
            }
        };
        // Where the sum of nothing begins is std's business: it is -0.0, for floats.
        let start = match (&kind, written) {
            (Kind::Int, None) => Expr::Atom(Atom::Literal(match is_sum {
                true => syn::parse_quote!(0),
                false => syn::parse_quote!(1),
            })),
            _ => Expr::Verbatim(Verbatim {
                tokens: quote!(::core::iter::Iterator::#method::<#ty>(::core::iter::empty::<#ty>())),
                captures: Vec::new(),
                complaint: None,
                writes: false,
                once: false,
            }),
        };
        self.function.vars[state.0].ty.is_of(kind);
        self.stmts.push(Stmt::Let { var: state, expr: start, span });
        self.stmts.extend(stmts);
        Expr::Read(Place::whole(state))
    }

    /// `state = new`, or `state += e` where that is what it comes to.
    fn assign_state(&mut self, state: VarId, new: Atom, position: usize, span: Span) {
        // Of another type than a number's `+=` may be another operator.
        let is_number = self.function.var(state).ty.guess.is_number();
        if let Some(value) = self.added(new.var(), position).filter(|_| is_number) {
            self.stmts.pop();
            self.stmts.remove(position);
            let (place, op) = (Place::whole(state), StoreOp::Add);
            return self.stmts.push(Stmt::Store { place, op, value, span });
        }
        self.store_at(Place::whole(state), new, span);
    }

    /// What is added to the variable that is read at a position, if that is all that is done with it.
    fn added(&self, new: Option<VarId>, position: usize) -> Option<Atom> {
        let Some(Stmt::Let { var: old, .. }) = self.stmts.get(position) else { return None };
        let Some(Stmt::Let { var, expr: Expr::Binary(BinOp::Add, left, right), .. }) =
            self.stmts.last()
        else {
            return None;
        };
        if Some(*var) != new || left.var() != Some(*old) || right.var() == Some(*old) {
            return None;
        }
        let mut uses = 0;
        for stmt in &self.stmts[position + 1..] {
            visit::deep_stmt(stmt, &mut |use_| {
                uses += usize::from(visit::used_var(use_) == Some(*old));
            });
            for block in visit::blocks(stmt) {
                uses += block.results.iter().filter(|atom| atom.var() == Some(*old)).count();
            }
        }
        (uses == 1).then(|| right.clone())
    }
}

/// Whether what ends an iterator in this way results in no `Option`.
fn makes_value(consumer: Consumer) -> bool {
    use Consumer::{
        All, Any, Collect, CollectVec, Count, Fold, ForEach, Partition, Product, Reduce, Sum, Unzip,
    };
    matches!(
        consumer,
        All | Any
            | Collect
            | CollectVec
            | Count
            | Fold
            | ForEach
            | Partition
            | Product
            | Reduce
            | Sum
            | Unzip
    )
}
