//! What a search has found, once its loop is over.
//!
//! In: an item of the loop. Out: one that is the same after the loop. Numbers and the like are copied into a variable;
//! of a part of a list, a window or a chunk, only its place is kept: where it begins and ends.

use proc_macro2::Span;

use crate::ir::{Atom, Expr, Place, Projection, Stmt, Var, VarId};
use crate::kind::Kind;
use crate::lower::Lower;
use crate::lower::build::{integer, none, option_content};
use crate::lower::item::{Item, Mode};
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
    /// Keeps an item, inside the loop; the variables are declared before it.
    pub(super) fn remember(
        &mut self,
        declared: &mut Vec<Stmt>,
        item: Item,
        span: Span,
    ) -> Remembered {
        match item {
            Item::Tuple(items) if items.iter().any(holds_part) => {
                let items = items.into_iter().map(|item| self.remember(declared, item, span));
                Remembered::Tuple(items.collect())
            }
            Item::Place(place, mode) | Item::Part(place, mode) if is_part(&place, mode) => {
                let mut vars = Vec::new();
                let mut place = place;
                indices(&mut place, &mut |index| {
                    let var = self.declared(declared, integer(0, span), Kind::Int, span);
                    self.function.vars[var.0].ty.usize = true;
                    self.store_at(Place::whole(var), index.clone(), span);
                    vars.push(var);
                });
                Remembered::Part(place, mode, vars)
            }
            item => {
                let seen = Seen::of(&item);
                let slot = self.declared(declared, none(), Kind::Unknown, span);
                let value = self.owned(item, span);
                self.fill_option(slot, value, span);
                Remembered::Copy(slot, seen)
            }
        }
    }

    /// The item again, after the loop.
    pub(super) fn recalled(&mut self, remembered: Remembered, span: Span) -> Item {
        match remembered {
            Remembered::Copy(slot, seen) => seen.item(option_content(slot)),
            Remembered::Part(mut place, mode, vars) => {
                let mut vars = vars.into_iter();
                indices(&mut place, &mut |index| {
                    if let Some(var) = vars.next() {
                        *index = self.read_var(var, span);
                    }
                });
                Item::Place(place, mode)
            }
            Remembered::Tuple(items) => {
                Item::Tuple(items.into_iter().map(|item| self.recalled(item, span)).collect())
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

/// Whether an item is a part of a list, or holds one.
fn holds_part(item: &Item) -> bool {
    match item {
        Item::Place(place, mode) | Item::Part(place, mode) => is_part(place, *mode),
        Item::Tuple(items) => items.iter().any(holds_part),
        _ => false,
    }
}

fn is_part(place: &Place, mode: Mode) -> bool {
    mode == Mode::Ref && matches!(place.projections.last(), Some(Projection::Range { .. }))
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
