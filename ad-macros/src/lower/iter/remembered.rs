//! What a search has found, once its loop is over.
//!
//! In: an item of the loop. Out: one that is the same after the loop. Of an element of a list, by reference, and of a part of one, a window or a chunk, only its place is
//! kept: its index, where it begins and ends. All else is copied into a variable.

use proc_macro2::Span;

use crate::ir::{Atom, Expr, Place, Projection, Stmt, Var, VarId};
use crate::kind::Kind;
use crate::lower::Lower;
use crate::lower::build::{integer, none, option_content};
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::Stream;
use crate::lower::seen::Seen;

/// How an item is kept.
pub enum Remembered {
    /// A copy, in an `Option`.
    Copy(VarId, Seen),
    /// A place of which the indices are in these variables.
    Part(Place, Mode, Vec<VarId>),
    /// Part by part.
    Tuple(Vec<Remembered>),
}

impl Lower<'_> {
    /// Runs a stream, whose items are kept in one place: what is done with that and with an item `each` says. None, if there is nothing to run.
    pub(super) fn remembering(
        &mut self,
        stream: &Stream,
        span: Span,
        each: &mut dyn FnMut(&mut Lower<'_>, &Remembered, Item),
    ) -> Option<Remembered> {
        // Several loops may find items of several forms.
        let outer = if stream.is_one_loop() { self.function.vars.len() } else { 0 };
        let (mut declared, mut remembered) = (Vec::new(), None);
        let (stmts, ()) = self.scoped(|cx| {
            cx.run(stream, span, &mut |cx, item| {
                cx.refuse_exclusive(&item, span);
                let item = cx.settled(item, span);
                let place = &*remembered
                    .get_or_insert_with(|| cx.place_for(&mut declared, &item, outer, span));
                each(cx, place, item);
            });
        });
        self.stmts.extend(declared);
        self.stmts.extend(stmts);
        remembered
    }

    /// Keeps an item, inside the loop; the variables are declared before it. Those before `outer` are there after it.
    pub(super) fn remember(
        &mut self,
        declared: &mut Vec<Stmt>,
        item: Item,
        outer: usize,
        span: Span,
    ) -> Remembered {
        let remembered = self.place_for(declared, &item, outer, span);
        self.keep(&remembered, item, span);
        remembered
    }

    /// What keeps such items.
    fn place_for(
        &mut self,
        declared: &mut Vec<Stmt>,
        item: &Item,
        outer: usize,
        span: Span,
    ) -> Remembered {
        match item {
            Item::Tuple(items) if items.iter().any(|item| holds_part(item, outer)) => {
                let items = items.iter().map(|item| self.place_for(declared, item, outer, span));
                Remembered::Tuple(items.collect())
            }
            Item::Place(place, mode) | Item::Part(place, mode) if is_part(place, *mode, outer) => {
                let (mut vars, mut place) = (Vec::new(), place.clone());
                indices(&mut place, &mut |_| {
                    let var = self.declared(declared, integer(0, span), Kind::Int, span);
                    self.function.vars[var.0].ty.usize = true;
                    vars.push(var);
                });
                Remembered::Part(place, *mode, vars)
            }
            item => {
                let slot = self.declared(declared, none(), Kind::Unknown, span);
                Remembered::Copy(slot, Seen::of(item))
            }
        }
    }

    /// Keeps an item there.
    pub(super) fn keep(&mut self, remembered: &Remembered, item: Item, span: Span) {
        match (remembered, item) {
            (Remembered::Tuple(parts), Item::Tuple(items)) => {
                parts.iter().zip(items).for_each(|(part, item)| self.keep(part, item, span));
            }
            (
                Remembered::Part(_, _, vars),
                Item::Place(mut place, _) | Item::Part(mut place, _),
            ) => {
                let mut vars = vars.iter();
                indices(&mut place, &mut |index| {
                    if let Some(var) = vars.next() {
                        self.store_at(Place::whole(*var), index.clone(), span);
                    }
                });
            }
            (Remembered::Copy(slot, _), item) => {
                let value = self.owned(item, span);
                self.fill_option(*slot, value, span);
            }
            _ => unreachable!("a place is for items of one form"),
        }
    }

    /// The item again, after the loop.
    pub(super) fn recalled(&mut self, remembered: &Remembered, span: Span) -> Item {
        match remembered {
            Remembered::Copy(slot, seen) => seen.item(option_content(*slot)),
            Remembered::Part(place, mode, vars) => {
                let (mut place, mut vars) = (place.clone(), vars.iter());
                indices(&mut place, &mut |index| {
                    if let Some(var) = vars.next() {
                        *index = self.read_var(*var, span);
                    }
                });
                Item::Place(place, *mode)
            }
            Remembered::Tuple(items) => {
                Item::Tuple(items.iter().map(|item| self.recalled(item, span)).collect())
            }
        }
    }

    fn declared(&mut self, into: &mut Vec<Stmt>, start: Atom, kind: Kind, span: Span) -> VarId {
        let mut var = Var::new("state", span.resolved_at(Span::mixed_site()));
        (var.ty.guess, var.mutable) = (kind, true);
        let var = self.function.add(var);
        into.push(Stmt::Let { var, expr: Expr::Atom(start), span });
        var
    }
}

/// Whether an item is a part or an element of a list, or holds one.
fn holds_part(item: &Item, outer: usize) -> bool {
    match item {
        Item::Place(place, mode) | Item::Part(place, mode) => is_part(place, *mode, outer),
        Item::Tuple(items) => items.iter().any(|item| holds_part(item, outer)),
        _ => false,
    }
}

fn is_part(place: &Place, mode: Mode, outer: usize) -> bool {
    let last = place.projections.last();
    mode == Mode::Ref
        && place.root.0 < outer
        && matches!(last, Some(Projection::Range { .. } | Projection::Index(_)))
}

/// The indices of a place that are variables.
fn indices(place: &mut Place, each: &mut dyn FnMut(&mut Atom)) {
    let mut each = |index: &mut Atom| {
        if index.var().is_some() {
            each(index);
        }
    };
    for step in &mut place.projections {
        match step {
            Projection::Index(index) => each(index),
            Projection::Range { start, end, .. } => {
                start.iter_mut().chain(end).for_each(&mut each);
            }
            _ => {}
        }
    }
}
