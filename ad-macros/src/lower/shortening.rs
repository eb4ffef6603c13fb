//! Methods that take items out of a list, or copy parts of it.
//!
//! Items that stay are exchanged with those before them that don't, and the list is cut where the last of them is:
//! ```text
//! let mut n = 0;
//! for i in 0..v.len() { if stays(&v[i]) { v.swap(n, i); n += 1; } }
//! while v.len() > n { v.pop(); }
//! ```
//! So nothing is cloned, and what has a reverse is reversed.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::Lower;
use super::build::integer;
use super::item::{Item, Mode};
use super::scopes::Closure;
use crate::ir::{
    Atom, BinOp, Block, CloneBy, Expr, Mutator, Place, Projection, Range, Stmt, UnOp, Var, VarId,
};
use crate::kind::Kind;
use crate::unsupported;

impl Lower<'_> {
    /// `list.retain(|item| ..)`
    pub(super) fn retained(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let span = call.method.span();
        let f = self.closure_of_items(call)?;
        let place = self.changed_list(&call.receiver, span)?;
        let kept = self.count(span);
        self.for_each_index(&place, span, |cx, element, i| {
            let stays = cx.apply(&f, vec![Item::Place(element, Mode::RefMut)], span);
            let stays = cx.item_atom(stays, span);
            cx.when(stays, span, |cx| cx.keep_item(&place, kept, i, span));
        });
        Some(self.cut(place, kept, span))
    }

    /// `list.dedup_by(|item, last| ..)`, `list.dedup_by_key(|item| ..)`
    pub(super) fn without_repeats(
        &mut self,
        call: &syn::ExprMethodCall,
        by_key: bool,
    ) -> Option<Expr> {
        let span = call.method.span();
        let f = self.closure_of_items(call)?;
        let place = self.changed_list(&call.receiver, span)?;
        let (kept, is_new) = (self.count(span), self.flag(true, span));
        self.for_each_index(&place, span, |cx, element, i| {
            let n = cx.read_var(kept, span);
            let is_later = Expr::Binary(BinOp::Gt, n.clone(), integer(0, span));
            let is_later = Atom::Var(cx.temp(is_later, span));
            cx.when(is_later, span, |cx| {
                let last = Atom::Var(cx.temp(Expr::Binary(BinOp::Sub, n, integer(1, span)), span));
                let last = cx.part_of_list(&place, Projection::Index(last));
                let items = [element, last].map(|place| Item::Place(place, Mode::RefMut));
                let is_same = cx.are_same(&f, items, by_key, span);
                let differs = Atom::Var(cx.temp(Expr::Unary(UnOp::Not, is_same), span));
                cx.store_at(Place::whole(is_new), differs, span);
            });
            let stays = cx.read_var(is_new, span);
            cx.when(stays, span, |cx| cx.keep_item(&place, kept, i, span));
        });
        Some(self.cut(place, kept, span))
    }

    fn are_same(&mut self, f: &Closure, items: [Item; 2], by_key: bool, span: Span) -> Atom {
        if !by_key {
            let is_same = self.apply(f, items.into(), span);
            return self.item_atom(is_same, span);
        }
        // Keys are made twice of what stays.
        self.refuse_effects_of(f, span);
        let keys = items.map(|item| {
            let key = self.apply(f, vec![item], span);
            self.item_atom(key, span)
        });
        Atom::Var(self.verbatim_of(keys, |[a, b]: [TokenStream; 2]| quote!(#a == #b), span))
    }

    /// The closure of a method that calls it for each item.
    fn closure_of_items(&mut self, call: &syn::ExprMethodCall) -> Option<Closure> {
        let f = self.callable(&call.args[0]);
        if f.is_none() {
            self.diagnostics.error(&call.args[0], unsupported::ITERATOR_CLOSURE);
        }
        f
    }

    /// `list.swap(n, i); n += 1;`
    fn keep_item(&mut self, place: &Place, kept: VarId, i: Atom, span: Span) {
        let n = self.read_var(kept, span);
        self.exchange(place, n, i, span);
        self.step(kept, span);
    }

    fn exchange(&mut self, place: &Place, i: Atom, j: Atom, span: Span) {
        let (results, op, args) = (Vec::new(), Mutator::Swap, vec![i, j]);
        self.stmts.push(Stmt::Mutate { results, op, place: place.clone(), args, span });
    }

    /// What is left of a list are its first items.
    fn cut(&mut self, place: Place, kept: VarId, span: Span) -> Expr {
        let kept = self.read_var(kept, span);
        self.shorten(place, kept, span);
        Expr::Atom(Atom::Unit)
    }

    /// `list.drain(range)`: the items, in a list of their own.
    pub(super) fn drained(&mut self, call: &syn::ExprMethodCall) -> Option<Place> {
        let span = call.method.span();
        let syn::Expr::Range(range) = call.args.first()? else {
            self.diagnostics.error(&call.args, unsupported::RANGE_OF_DRAIN);
            return None;
        };
        let (part, start) = self.range_of(range, span);
        let place = self.changed_list(&call.receiver, span)?;
        let drained = self.copied_part(&place, part, span);
        let n = Atom::Var(self.temp(Expr::Len(drained.clone()), span));
        let from = Atom::Var(self.temp(Expr::Binary(BinOp::Add, start, n.clone()), span));
        let len = Atom::Var(self.temp(Expr::Len(place.clone()), span));
        self.for_each_number((from, len.clone()), span, |cx, i| {
            let to = Atom::Var(cx.temp(Expr::Binary(BinOp::Sub, i.clone(), n.clone()), span));
            cx.exchange(&place, to, i, span);
        });
        let left = Atom::Var(self.temp(Expr::Binary(BinOp::Sub, len, n), span));
        self.shorten(place, left, span);
        Some(drained)
    }

    /// `list.split_off(at)`
    pub(super) fn split_off(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let span = call.method.span();
        let at = self.value(&call.args[0]);
        let place = self.changed_list(&call.receiver, span)?;
        let rest = Projection::Range { start: Some(at.clone()), end: None, inclusive: false };
        let rest = self.copied_part(&place, rest, span);
        self.shorten(place, at, span);
        Some(Expr::Read(rest))
    }

    /// `list.copy_within(range, to)`
    pub(super) fn copied_within(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let span = call.method.span();
        let syn::Expr::Range(range) = &call.args[0] else {
            self.diagnostics.error(&call.args[0], unsupported::RANGE_OF_DRAIN);
            return None;
        };
        let (part, _) = self.range_of(range, span);
        let to = self.value(&call.args[1]);
        let place = self.changed_list(&call.receiver, span)?;
        let copies = self.copied_part(&place, part, span);
        self.for_each_index(&copies, span, |cx, element, i| {
            let value = cx.atom(Expr::Read(element), span);
            let at = Atom::Var(cx.temp(Expr::Binary(BinOp::Add, to.clone(), i), span));
            let target = cx.part_of_list(&place, Projection::Index(at));
            cx.store_at(target, value, span);
        });
        Some(Expr::Atom(Atom::Unit))
    }

    /// A range of a list, and where it begins.
    fn range_of(&mut self, range: &syn::ExprRange, span: Span) -> (Projection, Atom) {
        let start = range.start.as_ref().map(|start| self.value(start));
        let end = range.end.as_ref().map(|end| self.value(end));
        let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
        let begins = start.clone().unwrap_or_else(|| integer(0, span));
        (Projection::Range { start, end, inclusive }, begins)
    }

    /// `list[range].to_vec()`
    fn copied_part(&mut self, place: &Place, part: Projection, span: Span) -> Place {
        let part = self.part_of_list(place, part);
        let kind = crate::kinds::of_place(&self.function.vars, &part).element();
        let mut list = Var::new("items", span.resolved_at(Span::mixed_site()));
        list.mutable = true;
        list.ty.guess = Kind::List(Box::new(kind));
        list.ty.known = Kind::List(Box::new(Kind::Unknown));
        let list = self.function.add(list);
        let expr = Expr::Clone { place: part, by: CloneBy::ToVec };
        self.stmts.push(Stmt::Let { var: list, expr, span });
        Place::whole(list)
    }

    fn for_each_number(
        &mut self,
        (start, end): (Atom, Atom),
        span: Span,
        lower: impl FnOnce(&mut Self, Atom),
    ) {
        let mut index = Var::new("i", span.resolved_at(Span::mixed_site()));
        index.ty.is_of(Kind::Int);
        let var = self.function.add(index);
        let (stmts, ()) = self.scoped(|cx| lower(cx, Atom::Var(var)));
        let body = Block { stmts, results: Vec::new() };
        let (inclusive, step, reversed, reversed_first) = (false, None, false, false);
        let range = Range { start, end, inclusive, step, reversed, reversed_first };
        self.stmts.push(Stmt::For { var, range, body, until: None, span });
    }

    /// `while place.len() > len { place.pop(); }`
    pub(super) fn shorten(&mut self, place: Place, len: Atom, span: Span) {
        self.while_longer(&place, BinOp::Gt, len, span, |cx, place| {
            cx.popped(place, span);
        });
    }

    pub(super) fn while_longer(
        &mut self,
        place: &Place,
        op: BinOp,
        len: Atom,
        span: Span,
        lower: impl FnOnce(&mut Self, Place),
    ) {
        let (stmts, test) = self.scoped(|cx| {
            let now = Atom::Var(cx.temp(Expr::Len(place.clone()), span));
            Atom::Var(cx.temp(Expr::Binary(op, now, len), span))
        });
        let cond = Block { stmts, results: vec![test] };
        let (stmts, ()) = self.scoped(|cx| lower(cx, place.clone()));
        self.stmts.push(Stmt::While { cond, body: Block { stmts, results: Vec::new() }, span });
    }
}
