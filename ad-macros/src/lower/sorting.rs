//! Lists that are sorted by a closure.
//!
//! The runtime asks which of two items comes first, for one pair after the other, and says in the end which items are exchanged:
//! ```text
//! let mut sorting = Sorting::of(v.len());
//! while sorting.asks() {
//!     let (i, j) = (sorting.left(), sorting.right());
//!     sorting.answer(v[i].total_cmp(&v[j]));        the closure's body
//! }
//! let exchanges = sorting.exchanges();
//! for k in 0..v.len() { v.swap(k, exchanges[k]); }
//! ```
//! The order carries no derivative, and the exchanges are reversed as any others are. How often std compares nobody knows, so a comparison may change nothing; what it calls may be called more or less often.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::Lower;
use crate::ir::{Atom, Block, Expr, Mutator, Place, Projection, Stmt, Var, VarId, Verbatim};
use crate::kind::{Kind, Sketch};
use crate::unsupported;

use super::item::{Item, Mode};
use super::scopes::Closure;

impl Lower<'_> {
    /// `list.sort_by(|a, b| ..)`, `list.sort_by_key(|a| ..)`, and what doesn't keep the order of equal items.
    pub(super) fn sorted(&mut self, call: &syn::ExprMethodCall, by_key: bool) -> Option<Expr> {
        let span = call.method.span();
        let Some(f) = self.callable(&call.args[0]) else {
            self.diagnostics.error(&call.args[0], unsupported::ITERATOR_CLOSURE);
            return Some(Expr::Atom(Atom::Unit));
        };
        self.refuse_changes_of(&f, span);
        let place = self.changed_list(&call.receiver, span)?;
        let seen = |element| Item::Place(element, Mode::Ref);
        self.sorted_at((&place, &seen), (&f, by_key), span);
        Some(Expr::Atom(Atom::Unit))
    }

    /// Sorts the list at a place, whose elements the closure is given so.
    pub(super) fn sorted_at(
        &mut self,
        (place, seen): (&Place, &dyn Fn(Place) -> Item),
        (f, by_key): (&Closure, bool),
        span: Span,
    ) {
        let sorting = self.sorting_of(place, span);
        let cond = self.block_of(|cx| vec![cx.said(sorting, "asks", span)]);
        let body = self.iteration(|cx| {
            let [left, right] = ["left", "right"].map(|side| {
                let index = cx.said(sorting, side, span);
                cx.is_index(&index);
                seen(cx.part_of_list(place, Projection::Index(index)))
            });
            let ordering = match by_key {
                true => cx.compared_by_key(f, left, right, span),
                false => {
                    let ordering = cx.apply(f, vec![left, right], span);
                    cx.item_atom(ordering, span)
                }
            };
            cx.answer(sorting, ordering, span);
        });
        self.stmts.push(Stmt::While { cond, body, span });
        let exchanges = self.said(sorting, "exchanges", span);
        if let Some(var) = exchanges.var() {
            self.function.vars[var.0].ty.is_of(Kind::List(Box::new(Kind::Int)));
            self.exchanged(place, var, span);
        }
    }

    /// `Ord::cmp(&key(left), &key(right))`
    pub(super) fn compared_by_key(
        &mut self,
        f: &Closure,
        left: Item,
        right: Item,
        span: Span,
    ) -> Atom {
        let keys = [left, right].map(|item| {
            let key = self.apply(f, vec![item], span);
            self.item_atom(key, span)
        });
        let compared = |[a, b]: [TokenStream; 2]| quote!(::core::cmp::Ord::cmp(&#a, &#b));
        Atom::Var(self.verbatim_of(keys, compared, span))
    }

    /// The variable that asks.
    fn sorting_of(&mut self, place: &Place, span: Span) -> VarId {
        let len = self.temp(Expr::Len(place.clone()), span);
        let mut var = Var::new("sorting", span.resolved_at(Span::mixed_site()));
        (var.mutable, var.ty) = (true, Sketch::opaque());
        let sorting = self.function.add(var);
        let (name, runtime) = (mixed("n", span), &self.signature.runtime);
        let tokens = quote!(#runtime::private::Sorting::of(#name));
        let expr = Expr::Verbatim(made(tokens, vec![(name, len)]));
        self.stmts.push(Stmt::Let { var: sorting, expr, span });
        sorting
    }

    /// What it says.
    fn said(&mut self, sorting: VarId, what: &str, span: Span) -> Atom {
        let (name, what) = (mixed("sorting", span), mixed(what, span));
        let verbatim = made(quote!(#name.#what()), vec![(name, sorting)]);
        Atom::Var(self.temp(Expr::Verbatim(verbatim), span))
    }

    /// It is told.
    fn answer(&mut self, sorting: VarId, ordering: Atom, span: Span) {
        let (name, said) = (mixed("sorting", span), mixed("ordering", span));
        let (said, captured) = match ordering {
            Atom::Var(var) => (said.to_token_stream(), Some((said, var))),
            Atom::Constant(path) => (path.to_token_stream(), None),
            _ => return,
        };
        let captures = [(name.clone(), sorting)].into_iter().chain(captured).collect();
        let verbatim = made(quote!(#name.answer(#said)), captures);
        self.stmts.push(Stmt::Verbatim { verbatim, lets: None });
    }

    /// `for k in 0..list.len() { list.swap(k, exchanges[k]); }`
    fn exchanged(&mut self, place: &Place, exchanges: VarId, span: Span) {
        self.for_each_index(place, span, |cx, _, k| {
            let other = Place::whole(exchanges).then(Projection::Index(k.clone()));
            let other = Atom::Var(cx.temp(Expr::Read(other), span));
            cx.is_index(&other);
            let (results, op, args) = (Vec::new(), Mutator::Swap, vec![k, other]);
            cx.stmts.push(Stmt::Mutate { results, op, place: place.clone(), args, span });
        });
    }

    fn is_index(&mut self, index: &Atom) {
        if let Some(var) = index.var() {
            let ty = &mut self.function.vars[var.0].ty;
            ty.is_of(Kind::Int);
            ty.usize = true;
        }
    }

    fn block_of(&mut self, lower: impl FnOnce(&mut Self) -> Vec<Atom>) -> Block {
        let (stmts, results) = self.scoped(lower);
        Block { stmts, results }
    }
}

/// What is run once, where it stands.
fn made(tokens: TokenStream, captures: Vec<(Ident, VarId)>) -> Verbatim {
    Verbatim { writes: true, once: true, ..Verbatim::made(tokens, captures) }
}

fn mixed(name: &str, span: Span) -> Ident {
    Ident::new(name, span.resolved_at(Span::mixed_site()))
}
