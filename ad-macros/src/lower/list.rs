//! What std's lists do to themselves: methods that write, and `std::mem`'s functions.
//!
//! Each becomes stores, loops of stores, or a [`Mutator`].

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::Lower;
use super::build::integer;
use super::item::{Item, Mode};
use crate::ir::{
    Atom, BinOp, Block, CloneBy, Expr, Mutator, Place, Projection, Range, Stmt, StoreOp, Var, What,
};
use crate::kind::{Kind, Sketch};
use crate::kinds;
use crate::library::{self, Change, Lowering, Source};

impl Lower<'_> {
    /// The place of a list that a method is called on.
    pub(super) fn list(&mut self, receiver: &syn::Expr) -> Option<Place> {
        self.place_or_temp(receiver)
    }

    /// Methods that change a list; none if the method isn't one of these.
    pub(super) fn list_method(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let name = call.method.to_string();
        let span = call.method.span();
        let unit = Some(Expr::Atom(Atom::Unit));
        if let Some(op) = library::mutator(&name).filter(|op| op.arity() == call.args.len()) {
            return self.mutated(call, op);
        }
        let is_drain = library::source(&name) == Some(Source::Drain) && call.args.len() == 1;
        if is_drain && !self.is_chain(&call.receiver) {
            self.drained(call);
            return unit;
        }
        if library::becomes(&name, Lowering::Joined) && call.args.is_empty() {
            return self.concatenated(call);
        }
        if library::becomes(&name, Lowering::Flattened) && call.args.is_empty() {
            let list = self.concatenated(call)?;
            let place = self.item_place(Item::Value(list), span);
            let all = Projection::Range { start: None, end: None, inclusive: false };
            return Some(Expr::Borrow { place: place.then(all), mutable: false });
        }
        let change = library::change(&name, call.args.len())?;
        match change {
            Change::Fill => {
                let value = self.value(&call.args[0]);
                let place = self.changed_list(&call.receiver, span)?;
                self.for_each_index(&place, span, |cx, element, _| {
                    cx.store_at(element, value.clone(), span);
                });
                unit
            }
            Change::CopyFromSlice | Change::CloneFromSlice | Change::CloneFrom => {
                let from = self.item(&call.args[0]);
                let from = self.item_place(from, span);
                let place = self.changed(&call.receiver)?;
                self.copied_from(place, &from, change, span);
                unit
            }
            Change::ExtendFromSlice => {
                let from = self.item(&call.args[0]);
                let from = self.item_place(from, span);
                let place = self.changed_list(&call.receiver, span)?;
                self.extended(&place, &from, span);
                unit
            }
            Change::Extend => {
                let Some(stream) = self.stream(&call.args[0]) else { return unit };
                let place = self.changed_list(&call.receiver, span)?;
                self.run(&stream, span, &mut |cx, item| {
                    let value = cx.item_operand(item, span);
                    cx.push(place.clone(), value, span);
                });
                unit
            }
            Change::Append => {
                let from = self.item(&call.args[0]);
                let from = self.item_place(from, span);
                let place = self.changed_list(&call.receiver, span)?;
                self.extended(&place, &from, span);
                self.shorten(from, integer(0, span), span);
                unit
            }
            Change::Truncate => {
                let len = self.value(&call.args[0]);
                let place = self.changed_list(&call.receiver, span)?;
                self.shorten(place, len, span);
                unit
            }
            Change::Clear => {
                let place = self.changed_list(&call.receiver, span)?;
                self.shorten(place, integer(0, span), span);
                unit
            }
            Change::Resize => {
                let len = self.value(&call.args[0]);
                let value = self.value(&call.args[1]);
                let place = self.changed_list(&call.receiver, span)?;
                self.shorten(place.clone(), len.clone(), span);
                self.while_longer(&place, BinOp::Lt, len, span, |cx, place| {
                    cx.push(place, value.clone(), span);
                });
                unit
            }
            Change::SwapRemove => {
                let index = self.value(&call.args[0]);
                let place = self.changed_list(&call.receiver, span)?;
                Some(self.swap_removed(place, index, span))
            }
            Change::Retain => self.retained(call),
            Change::DedupBy | Change::DedupByKey => {
                self.without_repeats(call, change == Change::DedupByKey)
            }
            Change::SplitOff => self.split_off(call),
            Change::CopyWithin => self.copied_within(call),
            Change::SortBy | Change::SortByKey => self.sorted(call, change == Change::SortByKey),
            Change::Capacity => {
                let place = self.place(&call.receiver)?;
                self.taken_for_list(&place, span);
                unit
            }
        }
    }

    /// A method that the IR has too.
    fn mutated(&mut self, call: &syn::ExprMethodCall, op: Mutator) -> Option<Expr> {
        let span = call.method.span();
        // The receiver of `v.push(v.len() as f64)` is borrowed after its argument is computed.
        let ty = self.pushed_type(&call.receiver);
        let args = call.args.iter().map(|arg| self.value_expecting(arg, ty.as_ref()));
        let args: Vec<_> = args.collect();
        let place = self.changed(&call.receiver)?;
        if op == Mutator::Pop {
            return Some(self.popped(place, span));
        }
        let result = op.has_result().then(|| {
            let kind = kinds::of_place(&self.function.vars, &place).element();
            self.function.add(Var { ty: Sketch::guessed(kind), ..Var::new("t", span) })
        });
        let results: Vec<_> = result.into_iter().collect();
        self.stmts.push(Stmt::Mutate { results, op, place, args, span });
        let result = result.map_or(Atom::Unit, Atom::Var);
        Some(Expr::Atom(result))
    }

    /// `place.copy_from_slice(from)`, and its relatives.
    fn copied_from(&mut self, place: Place, from: &Place, change: Change, span: Span) {
        if change == Change::CloneFrom {
            self.taken_for(What::StdValue, &place, span);
            let value = Expr::Clone { place: from.clone(), by: CloneBy::Clone };
            let value = self.atom(value, span);
            self.store_at(place, value, span);
            return;
        }
        self.taken_for_list(&place, span);
        self.taken_for_list(from, span);
        self.assert_same_len(&place, from, change == Change::CopyFromSlice, span);
        self.for_each_index(&place, span, |cx, element, index| {
            let value = Expr::Read(cx.part_of_list(from, Projection::Index(index)));
            let value = cx.atom(value, span);
            cx.store_at(element, value, span);
        });
    }

    /// `place.extend_from_slice(from)`
    fn extended(&mut self, place: &Place, from: &Place, span: Span) {
        self.taken_for_list(from, span);
        self.for_each_index(from, span, |cx, element, _| {
            let value = cx.atom(Expr::Read(element), span);
            cx.push(place.clone(), value, span);
        });
    }

    /// The item with a number, after the last one has taken its place.
    fn swap_removed(&mut self, place: Place, index: Atom, span: Span) -> Expr {
        let len = Atom::Var(self.temp(Expr::Len(place.clone()), span));
        let last = Expr::Binary(BinOp::Sub, len, integer(1, span));
        let last = Atom::Var(self.temp(last, span));
        let args = vec![index, last.clone()];
        let (results, op) = (Vec::new(), Mutator::Swap);
        self.stmts.push(Stmt::Mutate { results, op, place: place.clone(), args, span });
        let kind = kinds::of_place(&self.function.vars, &place).element();
        let result = self.function.add(Var { ty: Sketch::guessed(kind), ..Var::new("t", span) });
        let (results, op) = (vec![result], Mutator::Remove);
        self.stmts.push(Stmt::Mutate { results, op, place, args: vec![last], span });
        Expr::Atom(Atom::Var(result))
    }

    /// Panics as std does where two lists are of different lengths.
    fn assert_same_len(&mut self, to: &Place, from: &Place, says_both: bool, span: Span) {
        let text = match says_both {
            true => {
                "copy_from_slice: source slice length ({}) does not match destination slice length ({})"
            }
            false => "destination and source slices have different lengths",
        };
        let mut captures = Vec::new();
        for (name, place) in [("to", to), ("from", from)] {
            let len = self.temp(Expr::Len(place.clone()), span);
            let name = proc_macro2::Ident::new(name, span.resolved_at(Span::mixed_site()));
            captures.push((name, len));
        }
        let (to, from) = (&captures[0].0, &captures[1].0);
        let args = says_both.then(|| quote::quote!(, #from, #to));
        let tokens = quote::quote!(if #to != #from { ::core::panic!(#text #args) });
        let verbatim = crate::ir::Verbatim::made(tokens, captures);
        self.stmts.push(Stmt::Verbatim { verbatim, lets: None });
    }

    /// The place that a method changes, if it may.
    fn changed(&mut self, receiver: &syn::Expr) -> Option<Place> {
        let place = match receiver {
            syn::Expr::MethodCall(call) if call.args.is_empty() => {
                library::lowerings(&call.method.to_string(), 0)
                    .find(|lowering| *lowering == Lowering::View(true))?;
                self.place(&call.receiver)?
            }
            receiver => self.place(receiver)?,
        };
        self.is_writable(&place).then_some(place)
    }

    /// The place of a list that a method changes, if it may: the method is written out as what std's does.
    pub(super) fn changed_list(&mut self, receiver: &syn::Expr, span: Span) -> Option<Place> {
        let place = self.changed(receiver)?;
        self.taken_for_list(&place, span);
        Some(place)
    }

    /// Whether a type of the user's has a method of this name isn't seen: what is at the place has to be a list of std's.
    pub(super) fn taken_for_list(&mut self, place: &Place, span: Span) {
        self.taken_for(What::StdList, place, span);
    }

    /// The same of what has other methods of std's that are written out.
    pub(super) fn taken_for(&mut self, what: What, place: &Place, span: Span) {
        self.stmts.push(Stmt::Prove { place: place.clone(), what, span });
    }

    pub(super) fn store_at(&mut self, place: Place, value: Atom, span: Span) {
        self.stmts.push(Stmt::Store { place, op: StoreOp::Set, value, span });
    }

    pub(super) fn push(&mut self, place: Place, value: Atom, span: Span) {
        let (results, op, args) = (Vec::new(), Mutator::Push, vec![value]);
        self.stmts.push(Stmt::Mutate { results, op, place, args, span });
    }

    /// `for i in 0..place.len() { .. place[i] .. }`
    pub(super) fn for_each_index(
        &mut self,
        place: &Place,
        span: Span,
        lower: impl FnOnce(&mut Self, Place, Atom),
    ) {
        let len = Atom::Var(self.temp(Expr::Len(place.clone()), span));
        let range = Range {
            start: integer(0, span),
            end: len,
            inclusive: false,
            step: None,
            reversed: false,
            reversed_first: false,
        };
        let mut index = Var::new("i", span.resolved_at(Span::mixed_site()));
        index.ty.is_of(Kind::Int);
        let var = self.function.add(index);
        let (stmts, ()) = self.scoped(|cx| {
            let element = cx.part_of_list(place, Projection::Index(Atom::Var(var)));
            lower(cx, element, Atom::Var(var));
        });
        self.stmts.push(Stmt::For {
            var,
            range,
            body: Block { stmts, results: Vec::new() },
            until: None,
            span,
        });
    }

    /// `std::mem::swap`, `replace`, `take` and `drop`; none if the path is none of these.
    pub(super) fn memory(&mut self, path: &syn::Path, call: &syn::ExprCall) -> Option<Expr> {
        let mut segments = path.segments.iter().rev();
        let name = segments.next()?.ident.to_string();
        let module = segments.next();
        if name == "drop" && call.args.len() == 1 && module.is_none_or(|of| of.ident == "mem") {
            // What is differentiated is dropped when the derivative is done with it.
            self.claim_of_drop(path);
            self.item(&call.args[0]);
            return Some(Expr::Atom(Atom::Unit));
        }
        if module.is_none_or(|module| module.ident != "mem") {
            return None;
        }
        let span = call.func.span();
        match (name.as_str(), call.args.len()) {
            ("swap", 2) => {
                let first = self.borrowed(&call.args[0])?;
                let second = self.borrowed(&call.args[1])?;
                if first.root == second.root {
                    // Parts of one list can't be lent side by side.
                    let values = [&first, &second]
                        .map(|place| Atom::Var(self.temp(Expr::Read(place.clone()), span)));
                    let [value, other] = values;
                    self.store_at(first, other, span);
                    self.store_at(second, value, span);
                    return Some(Expr::Atom(Atom::Unit));
                }
                self.stmts.push(Stmt::Swap { first, second, span });
                Some(Expr::Atom(Atom::Unit))
            }
            ("replace", 2) => {
                let place = self.borrowed(&call.args[0])?;
                let value = self.value(&call.args[1]);
                let old = self.temp(Expr::Read(place.clone()), span);
                self.store_at(place, value, span);
                Some(Expr::Atom(Atom::Var(old)))
            }
            ("take", 1) => {
                let place = self.borrowed(&call.args[0])?;
                Some(self.taken(place, span))
            }
            _ => None,
        }
    }

    /// The value at a place, which is left with its type's default.
    pub(super) fn taken(&mut self, place: Place, span: Span) -> Expr {
        let old = self.temp(Expr::Read(place.clone()), span);
        let verbatim = crate::ir::Verbatim {
            tokens: quote::quote!(::core::default::Default::default()),
            captures: Vec::new(),
            complaint: None,
            writes: false,
            once: false,
        };
        let default = Atom::Var(self.temp(Expr::Verbatim(verbatim), span));
        self.store_at(place, default, span);
        Expr::Atom(Atom::Var(old))
    }

    /// What a `&mut` argument points to.
    fn borrowed(&mut self, arg: &syn::Expr) -> Option<Place> {
        if let syn::Expr::Reference(reference) = arg
            && let syn::Expr::Path(_) = &*reference.expr
            && let Some(place) = self.place(&reference.expr).filter(|place| self.is_rebound(place))
        {
            return Some(place);
        }
        match self.item(arg) {
            Item::Place(place, Mode::RefMut) => Some(place),
            Item::Place(place, Mode::Move) => {
                let root = self.function.var(place.root);
                let is_reference = place.projections.is_empty() && root.ty.is_exclusive();
                is_reference.then(|| self.looked_through(place))
            }
            _ => None,
        }
    }
}
