//! `Option`s: those that std's lists hand out, which are never put together; [`methods`] has the methods of all, [`lent`] puts them together where one of a reference is wanted.
//!
//! `xs.first()` is the item *Optional(0 < xs.len(), xs[0])*; `if let`, `?`, `unwrap` and their kin look into it.

mod lent;
mod methods;

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::Lower;
use super::build::{integer, none, some_of};
use super::item::{Item, Mode};
use crate::ir::Verbatim;
use crate::ir::{
    Atom, BinOp, Block, Exit, Expr, Mutator, Place, Projection, Stmt, Test, UnOp, Var, What,
};
use crate::kind::Kind;
use crate::library::{self, Element, Lowering, OptionMethod};
use crate::unsupported;

impl Lower<'_> {
    /// The `Option` that a method of a list returns, not put together; none if the method isn't one of these.
    pub(super) fn optional(&mut self, call: &syn::ExprMethodCall) -> Option<Item> {
        let name = call.method.to_string();
        let span = call.method.span();
        if let Some((element, mutable)) = library::element(&name, call.args.len())
            && (element != Element::Last || !self.is_chain(&call.receiver))
        {
            let before = self.stmts.len();
            let item = self.element(call, element, mutable);
            if item.is_none() {
                // Whoever lowers the call then evaluates its parts, once.
                self.stmts.truncate(before);
            }
            return item;
        }
        let lowering = library::lowerings(&name, call.args.len()).find(|lowering| {
            let is_copied = *lowering == Lowering::Option(OptionMethod::Copied);
            is_copied || matches!(lowering, Lowering::Ok | Lowering::Lend { .. })
        })?;
        match lowering {
            Lowering::Ok => {
                let item = self.item(&call.receiver);
                let item = match item {
                    Item::Value(value) => {
                        Item::Place(self.item_place(Item::Value(value), span), Mode::Move)
                    }
                    item => item,
                };
                let (is_some, some) = self.opened(item, span);
                Some(Item::Optional(is_some, Box::new(some)))
            }
            Lowering::Lend { mutable, target } => {
                let place = self.place(&call.receiver)?;
                let what = if target { What::StdOption } else { What::StdValue };
                self.taken_for(what, &place, span);
                Some(Item::Place(place, if mutable { Mode::RefMut } else { Mode::Ref }))
            }
            _ => match self.item_of_option(&call.receiver)? {
                Item::Optional(is_some, some) => {
                    let some = self.dereferenced(*some, span);
                    Some(Item::Optional(is_some, Box::new(some)))
                }
                item => {
                    let place = self.item_place(item, span);
                    self.taken_for(What::StdOption, &place, span);
                    if !self.holds_references(&place) {
                        return Some(Item::Place(place, Mode::Move));
                    }
                    // What a call returned holds a reference, or it couldn't be copied out.
                    let (is_some, some) = self.opened(Item::Place(place, Mode::Move), span);
                    let some = match some {
                        Item::Place(some, _) => {
                            Item::Place(some.then(Projection::Deref), Mode::Move)
                        }
                        some => some,
                    };
                    Some(Item::Optional(is_some, Box::new(some)))
                }
            },
        }
    }

    /// An element of a list, or a part, if it is there.
    fn element(
        &mut self,
        call: &syn::ExprMethodCall,
        element: Element,
        mutable: bool,
    ) -> Option<Item> {
        let span = call.method.span();
        let place = self.list(&call.receiver)?;
        let (is_some, index) = match (element, call.args.first()) {
            (Element::First, _) => {
                (self.is_longer(&place, integer(0, span), span), integer(0, span))
            }
            (Element::Last, _) => {
                let is_some = self.is_longer(&place, integer(0, span), span);
                // One less than the length, or nothing that anybody looks at.
                let len = Atom::Var(self.temp(Expr::Len(place.clone()), span));
                (is_some, self.wrapping_before(len, span))
            }
            (Element::Get, Some(syn::Expr::Range(range))) => {
                return Some(self.range_option(place, range, mutable));
            }
            (Element::Get, index) => {
                let index = self.operand(index?);
                let is_literal = matches!(index, Atom::Literal(_));
                if !is_literal && !matches!(self.kind(&index), Kind::Int | Kind::Unknown) {
                    return None;
                }
                (self.is_longer(&place, index.clone(), span), index)
            }
        };
        let element = self.part_of_list(&place, Projection::Index(index));
        Some(element_option(is_some, element, mutable))
    }

    /// `xs.get(a..b)`: a part of a list, if it is in it.
    fn range_option(&mut self, list: Place, range: &syn::ExprRange, mutable: bool) -> Item {
        let span = range.span();
        let bound = |cx: &mut Self, bound: &Option<Box<syn::Expr>>| {
            bound.as_ref().map(|bound| cx.operand(bound))
        };
        let (start, end) = (bound(self, &range.start), bound(self, &range.end));
        let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
        let len = Atom::Var(self.temp(Expr::Len(list.clone()), span));
        let mut compared = |op, a, b| Atom::Var(self.temp(Expr::Binary(op, a, b), span));
        let fits = match (&end, inclusive) {
            (Some(end), true) => compared(BinOp::Lt, end.clone(), len),
            (Some(end), false) => compared(BinOp::Le, end.clone(), len),
            (None, _) => compared(BinOp::Le, start.clone().unwrap_or(integer(0, span)), len),
        };
        let is_some = match (&start, &end) {
            (Some(start), Some(end)) => {
                // `a..=b` may begin one after its end.
                let end = match inclusive {
                    true => compared(BinOp::Add, end.clone(), integer(1, span)),
                    false => end.clone(),
                };
                let is_ordered = compared(BinOp::Le, start.clone(), end);
                compared(BinOp::BitAnd, fits, is_ordered)
            }
            _ => fits,
        };
        let part = self.part_of_list(&list, Projection::Range { start, end, inclusive });
        element_option(is_some, part, mutable)
    }

    /// The item of a receiver that may be an `Option`: not an iterator.
    fn item_of_option(&mut self, receiver: &syn::Expr) -> Option<Item> {
        (!self.is_chain(receiver)).then(|| self.item(receiver))
    }

    fn is_longer(&mut self, place: &Place, index: Atom, span: Span) -> Atom {
        let len = Atom::Var(self.temp(Expr::Len(place.clone()), span));
        Atom::Var(self.temp(Expr::Binary(BinOp::Lt, index, len), span))
    }

    /// `len.wrapping_sub(1)`
    pub(super) fn wrapping_before(&mut self, len: Atom, span: Span) -> Atom {
        let name = proc_macro2::Ident::new("n", span.resolved_at(Span::mixed_site()));
        let Some(var) = len.var() else { return len };
        let verbatim = Verbatim {
            tokens: quote::quote!(#name.wrapping_sub(1)),
            captures: vec![(name, var)],
            complaint: None,
            writes: false,
            once: false,
        };
        let last = self.temp(Expr::Verbatim(verbatim), span);
        self.function.vars[last.0].ty.is_of(Kind::Int);
        Atom::Var(last)
    }

    /// `cond.then(|| value)`, `cond.then_some(value)`
    pub(super) fn bool_method(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let span = call.method.span();
        let arg = call.args.first()?;
        let is_lazy = library::then(&call.method.to_string())?;
        if is_lazy && !matches!(arg, syn::Expr::Closure(_)) {
            return None;
        }
        let cond = self.operand(&call.receiver);
        let value = match is_lazy {
            true => Err(self.callable(arg)?),
            false => Ok(self.value(arg)),
        };
        let some = |cx: &mut Self| {
            let value = match value {
                Ok(value) => value,
                Err(value) => {
                    let value = cx.apply(&value, Vec::new(), span);
                    cx.item_atom(value, span)
                }
            };
            Atom::Var(cx.temp(some_of(value), span))
        };
        Some(self.either_value(cond, some, |_| none(), span))
    }

    /// What `unwrap` and `expect` take out, not put together; none if the call isn't one of these.
    pub(super) fn unwrapped(&mut self, call: &syn::ExprMethodCall) -> Option<Item> {
        let name = call.method.to_string();
        let is_known = library::unwraps(&name, call.args.len());
        if !is_known || self.is_chain(&call.receiver) || self.is_users(&call.receiver) {
            return None;
        }
        let span = call.method.span();
        let item = match self.item(&call.receiver) {
            Item::Value(value) => {
                Item::Place(self.item_place(Item::Value(value), span), Mode::Move)
            }
            item => item,
        };
        // The message is computed only where it is needed.
        if let Some(message) = call.args.first().filter(|_| self.have_effects(&call.args)) {
            self.diagnostics.error(message, unsupported::EFFECTS_IN_MESSAGE);
        }
        let (is_some, some) = self.opened(item, span);
        self.panic_unless(is_some, call, "called `Option::unwrap()` on a `None` value", span);
        Some(some)
    }

    /// Whether an `Option` (or a `Result`) holds something, and what.
    pub(super) fn opened(&mut self, item: Item, span: Span) -> (Atom, Item) {
        match item {
            Item::Optional(is_some, some) => (is_some, *some),
            item => {
                let mode = match &item {
                    Item::Place(_, mode) => *mode,
                    _ => Mode::Move,
                };
                let place = self.item_place(item, span);
                let place = self.looked_through(place);
                let is_some = Expr::Is { place: place.clone(), test: Test::Success };
                let is_some = self.temp(is_some, span);
                (Atom::Var(is_some), Item::Place(place.then(Projection::Payload), mode))
            }
        }
    }

    /// `unwrap` and `expect` panic as they do, the first with a message.
    pub(super) fn panic_unless(
        &mut self,
        is_some: Atom,
        call: &syn::ExprMethodCall,
        message: &str,
        span: Span,
    ) {
        let tokens = match call.args.first() {
            Some(text) => quote::quote!(::core::panic!("{}", #text)),
            None => quote::quote!(::core::panic!(#message)),
        };
        self.panic_unless_with(is_some, tokens, span);
    }

    /// The same, by the code that panics.
    pub(super) fn panic_unless_with(
        &mut self,
        is_some: Atom,
        tokens: proc_macro2::TokenStream,
        span: Span,
    ) {
        let fails = Atom::Var(self.temp(Expr::Unary(UnOp::Not, is_some), span));
        let verbatim = self.verbatim(tokens, None, false);
        let stmts =
            vec![Stmt::Verbatim { verbatim, lets: None }, Stmt::Exit { exit: Exit::Diverge, span }];
        let then = Block { stmts, results: Vec::new() };
        let otherwise = Block::default();
        self.stmts.push(Stmt::If { results: Vec::new(), cond: fails, then, otherwise, span });
    }

    /// `if cond { a } else { b }`
    pub(super) fn either_value(
        &mut self,
        cond: Atom,
        then: impl FnOnce(&mut Self) -> Atom,
        otherwise: impl FnOnce(&mut Self) -> Atom,
        span: Span,
    ) -> Expr {
        let then = self.scoped(then);
        let otherwise = self.scoped(otherwise);
        self.join(cond, then, otherwise, true, span)
    }

    /// `list.pop()` and what it returns.
    pub(super) fn popped(&mut self, place: Place, span: Span) -> Expr {
        let result = self.function.add(Var::new("t", span));
        let (results, op, args) = (vec![result], Mutator::Pop, Vec::new());
        self.stmts.push(Stmt::Mutate { results, op, place, args, span });
        Expr::Atom(Atom::Var(result))
    }
}

fn element_option(is_some: Atom, element: Place, mutable: bool) -> Item {
    let mode = if mutable { Mode::RefMut } else { Mode::Ref };
    Item::Optional(is_some, Box::new(Item::Place(element, mode)))
}
