//! Lists made of items: `collect`, `array::from_fn`, `[T; N]::map`, `try_into` of a list into an array.

use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::ir::{Atom, BinOp, Block, Expr, Place, Projection, Stmt, Var, VarId};
use crate::kind::Kind;
use crate::kinds;
use crate::library::{self, Lowering, StdType};
use crate::lower::Lower;
use crate::lower::build::integer;
use crate::lower::containers::Whole;
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::{Closure, Indexed, Stream};
use crate::lower::seen::Seen;
use crate::ty::{mentions, peel};
use crate::unsupported;

impl Lower<'_> {
    /// `collect()` into a `Vec`.
    pub(super) fn collect(
        &mut self,
        stream: &Stream,
        ty: Option<&syn::Type>,
        guilty: &dyn ToTokens,
        span: Span,
    ) -> Expr {
        if let Some(map) = ty.and_then(|ty| self.collected_map(stream, ty, span)) {
            return map;
        }
        let alias = ty.filter(|ty| !is_of_std(ty) && self.is_nominal_type(ty));
        if ty.is_some_and(|ty| !is_vec(ty)) && alias.is_none() {
            self.diagnostics.error(guilty.to_token_stream(), unsupported::COLLECT_TYPE);
        }
        if self.signature.collects && !stream.ends() {
            self.diagnostics
                .error(guilty.to_token_stream(), unsupported::ITERATOR_RESULT_WITHOUT_END);
            return Expr::Atom(Atom::Unit);
        }
        let place = self.collected(stream, span);
        if let Some(ty) = alias {
            self.function.vars[place.root.0].ty.written = Some(self.list_by_alias(ty));
        }
        let ty = ty.filter(|ty| !matches!(ty, syn::Type::Infer(_)));
        if let Some(ty) = ty.filter(|ty| is_vec(ty)) {
            self.function.vars[place.root.0].ty.written = Some(ty.to_token_stream());
        }
        Expr::Read(place)
    }

    /// The type of a list by what may be an alias of it; what isn't one makes an error of the list.
    fn list_by_alias(&self, ty: &syn::Type) -> TokenStream {
        let runtime = &self.signature.runtime;
        let span = ty.span().resolved_at(Span::mixed_site());
        let params = self.signature.generics_in_scope.type_params();
        let mut params: Vec<_> = params.map(|param| param.ident.clone()).collect();
        params.push(Ident::new("Self", span));
        let known = quote_spanned!(span=> <#ty as #runtime::private::Collected>::KNOWN);
        match mentions(ty.to_token_stream(), &params) {
            true => quote_spanned!(span=> <#ty as #runtime::private::Collected>::List),
            // In a type, a constant that can't be made out is an error of its own, after which rustc is silent.
            false => quote_spanned!(span=> <#ty as #runtime::private::HasList<{ #known }>>::List),
        }
    }

    /// The items in a `Vec`: written by number where there are as many numbers as are known before, else pushed.
    pub(super) fn collected(&mut self, stream: &Stream, span: Span) -> Place {
        let mut list = Var::new("items", span.resolved_at(Span::mixed_site()));
        list.mutable = true;
        let list = self.function.add(list);
        let len = match stream {
            Stream::Indexed(indexed) => indexed.len(),
            _ => None,
        };
        let mut numbers = false;
        let mut element = Kind::Unknown;
        let (stmts, ()) = self.scoped(|cx| match (stream, &len) {
            (Stream::Indexed(indexed), Some(len)) => {
                let (body, value) = cx.scoped_item(indexed, span, &mut numbers);
                element = cx.kind(&value);
                cx.finish_collected(list, (indexed, len.clone()), body, value, numbers, span);
            }
            _ => cx.run(stream, span, &mut |cx, item| {
                let value = cx.item_atom(item, span);
                element = cx.kind(&value);
                cx.push(Place::whole(list), value, span);
            }),
        });
        let start = match (&len, numbers) {
            (Some(len), true) => {
                Expr::Repeat { item: Atom::float("0.0", span), len: len.clone(), vec: true }
            }
            _ => Expr::List { items: Vec::new(), vec: true },
        };
        self.function.vars[list.0].ty.guess = Kind::List(Box::new(element));
        self.function.vars[list.0].ty.known = Kind::List(Box::new(Kind::Unknown));
        self.stmts.push(Stmt::Let { var: list, expr: start, span });
        self.stmts.extend(stmts);
        Place::whole(list)
    }

    /// `unzip()`: the first of each pair in a list, the second in another.
    pub(super) fn unzipped(&mut self, stream: &Stream, span: Span) -> Expr {
        self.in_two_lists(stream, span, &mut |cx, item, [first, second]| {
            let (a, b) = match item {
                Item::Tuple(mut items) if items.len() == 2 => {
                    let b = items.remove(1);
                    (items.remove(0), b)
                }
                item => {
                    let place = cx.item_place(item, span);
                    let part = |i: usize| {
                        let member = syn::Member::Unnamed(i.into());
                        Item::Place(place.clone().then(Projection::Field(member)), Mode::Move)
                    };
                    (part(0), part(1))
                }
            };
            for (list, item) in [(first, a), (second, b)] {
                let value = cx.item_atom(item, span);
                cx.push_first(list, value, span);
            }
        })
    }

    /// `partition(f)`: the items of which something is true, and the others.
    pub(super) fn parted(&mut self, stream: &Stream, f: &Closure, span: Span) -> Expr {
        self.in_two_lists(stream, span, &mut |cx, item, [first, second]| {
            let item = cx.settled(item, span);
            let seen = Item::Borrowed(Box::new(item.clone()));
            let is_first = cx.apply(f, vec![seen], span);
            let cond = cx.item_atom(is_first, span);
            let value = cx.item_atom(item, span);
            let blocks = [first, second].map(|list| {
                let (stmts, ()) = cx.scoped(|cx| cx.push_first(list, value.clone(), span));
                Block { stmts, results: Vec::new() }
            });
            let [then, otherwise] = blocks;
            cx.stmts.push(Stmt::If { results: Vec::new(), cond, then, otherwise, span });
        })
    }

    fn in_two_lists(
        &mut self,
        stream: &Stream,
        span: Span,
        sorted: &mut dyn FnMut(&mut Lower<'_>, Item, [VarId; 2]),
    ) -> Expr {
        let lists = [(); 2].map(|()| {
            let mut list = Var::new("items", span.resolved_at(Span::mixed_site()));
            list.mutable = true;
            let var = self.function.add(list);
            let expr = Expr::List { items: Vec::new(), vec: true };
            self.stmts.push(Stmt::Let { var, expr, span });
            self.function.vars[var.0].ty.known = Kind::List(Box::new(Kind::Unknown));
            var
        });
        self.run(stream, span, &mut |cx, item| sorted(cx, item, lists));
        let lists = lists.map(|list| Atom::Var(self.temp(Expr::Read(Place::whole(list)), span)));
        Expr::Tuple(lists.into())
    }

    /// Pushes a value on a list of which nothing else says what it holds.
    fn push_first(&mut self, list: VarId, value: Atom, span: Span) {
        self.function.vars[list.0].ty.guess = Kind::List(Box::new(self.kind(&value)));
        self.push(Place::whole(list), value, span);
    }

    /// `lists.concat()`
    pub(in crate::lower) fn concatenated(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let span = call.method.span();
        let items = match &*call.receiver {
            // Lists that need not be put together.
            syn::Expr::Array(lists) => {
                let mut chain = None;
                for list in &lists.elems {
                    let list = Rc::new(self.stream(list)?);
                    chain = Some(match chain.take() {
                        Some(before) => Rc::new(Stream::Chain(before, list)),
                        None => list,
                    });
                }
                chain?
            }
            receiver => Rc::new(Stream::Flatten(Rc::new(self.stream(receiver)?))),
        };
        let items = Stream::Copied(items);
        Some(Expr::Read(self.collected(&items, span)))
    }

    /// The items in a list of the macro's own: copies of what is `Copy`, which are seen as the items were.
    pub(super) fn kept(&mut self, stream: &Stream, span: Span) -> Indexed {
        self.refuse_effects(stream, span);
        let mut list = Var::new("items", span.resolved_at(Span::mixed_site()));
        list.mutable = true;
        let list = self.function.add(list);
        let (mut element, mut seen) = (Kind::Unknown, Seen::As(Mode::Move));
        let (stmts, ()) = self.scoped(|cx| {
            cx.run(stream, span, &mut |cx, item| {
                let value;
                (value, seen) = cx.copied_item(item, span);
                element = cx.kind(&value);
                cx.push(Place::whole(list), value, span);
            });
        });
        self.function.vars[list.0].ty.guess = Kind::List(Box::new(element));
        self.function.vars[list.0].ty.known = Kind::List(Box::new(Kind::Unknown));
        let expr = Expr::List { items: Vec::new(), vec: true };
        self.stmts.push(Stmt::Let { var: list, expr, span });
        self.stmts.extend(stmts);
        let place = Place::whole(list);
        let len = self.length(&place, span);
        Indexed::Kept { place, seen, len }
    }

    /// An item put together, with copies in the place of references to what is `Copy`.
    fn copied_item(&mut self, item: Item, span: Span) -> (Atom, Seen) {
        match item {
            Item::Tuple(items) => {
                let parts = items.into_iter().map(|item| self.copied_item(item, span));
                let (atoms, seen) = parts.unzip();
                (Atom::Var(self.temp(Expr::Tuple(atoms), span)), Seen::Tuple(seen))
            }
            Item::Place(place, Mode::Ref) | Item::Part(place, Mode::Ref)
                if crate::kinds::of_place(&self.function.vars, &place).is_copy() =>
            {
                (self.item_operand(Item::Place(place, Mode::Ref), span), Seen::As(Mode::Ref))
            }
            item => (self.item_atom(item, span), Seen::As(Mode::Move)),
        }
    }

    fn scoped_item(
        &mut self,
        indexed: &Indexed,
        span: Span,
        numbers: &mut bool,
    ) -> ((VarId, crate::ir::Block), Atom) {
        let mut index = Var::new("i", span.resolved_at(Span::mixed_site()));
        index.ty.is_of(Kind::Int);
        let index = self.function.add(index);
        let mut value = Atom::Unit;
        let body = self.iteration(|cx| {
            let item = cx.get(indexed, Atom::Var(index), span);
            value = cx.item_atom(item, span);
        });
        *numbers = self.is_surely(&value, &Kind::Float) && !self.refers(&value);
        ((index, body), value)
    }

    fn finish_collected(
        &mut self,
        list: VarId,
        (_, end): (&Indexed, Atom),
        (index, mut body): (VarId, crate::ir::Block),
        value: Atom,
        numbers: bool,
        span: Span,
    ) {
        let (stmts, ()) = self.scoped(|cx| match numbers {
            true => {
                let element = Projection::Index(Atom::Var(index));
                cx.store_at(Place::whole(list).then(element), value, span);
            }
            false => cx.push(Place::whole(list), value, span),
        });
        body.stmts.extend(stmts);
        let range = crate::ir::Range {
            start: integer(0, span),
            end,
            inclusive: false,
            step: None,
            reversed: false,
            reversed_first: false,
        };
        self.stmts.push(Stmt::For { var: index, range, body, until: None, span });
    }

    /// `array::from_fn(|i| ..)`
    pub(in crate::lower) fn array_from_fn(
        &mut self,
        call: &syn::ExprCall,
        path: &syn::Path,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let span = call.span();
        let closure = self.callable(&call.args[0])?;
        let written = path.segments.last().and_then(|last| match &last.arguments {
            syn::PathArguments::AngleBracketed(generics) => {
                let mut args = generics.args.iter();
                let (item, len) = (args.next()?, args.next()?);
                Some(quote!([#item; #len]))
            }
            _ => None,
        });
        let ty = written.or_else(|| ty.map(ToTokens::to_token_stream));
        let place = self.put_together(None, Whole::Array(ty), span, |cx, index| {
            let value = cx.apply(&closure, vec![Item::atom(index)], span);
            cx.item_atom(value, span)
        });
        Some(Expr::Read(place))
    }

    /// `array.map(|x| ..)`
    pub(in crate::lower) fn array_map(
        &mut self,
        item: Item,
        call: &syn::ExprMethodCall,
    ) -> Option<Expr> {
        let span = call.method.span();
        let closure = self.callable(call.args.first()?)?;
        let from = self.item_atom(item, span);
        let from = from.var()?;
        let place = self.put_together(Some(from), Whole::Array(None), span, |cx, index| {
            let from = cx.part_of_list(&Place::whole(from), Projection::Index(index));
            let value = cx.apply(&closure, vec![Item::Place(from, Mode::Move)], span);
            cx.item_atom(value, span)
        });
        Some(Expr::Read(place))
    }

    /// `list.try_into().unwrap()` where an array is expected: its elements, after a look at their number.
    pub(in crate::lower) fn array_of_list(
        &mut self,
        call: &syn::ExprMethodCall,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let is_taken_out = library::unwraps(&call.method.to_string(), call.args.len());
        let syn::Expr::MethodCall(conversion) = &*call.receiver else { return None };
        let is_converted = library::becomes(&conversion.method.to_string(), Lowering::TryInto);
        if !is_taken_out || !is_converted {
            return None;
        }
        let (ty, is_borrowed) = match ty? {
            syn::Type::Reference(reference) if reference.mutability.is_none() => {
                (&*reference.elem, true)
            }
            ty => (ty, false),
        };
        let syn::Type::Array(array) = ty else { return None };
        let from = self.place_or_temp(&conversion.receiver)?;
        let kind = kinds::of_place(&self.function.vars, &from);
        if !matches!(kind, Kind::List(_) | Kind::Array(_)) {
            return None;
        }
        let span = call.span();
        let wanted = self.value(&array.len);
        let given = Atom::Var(self.temp(Expr::Len(from.clone()), span));
        let fits = Atom::Var(self.temp(Expr::Binary(BinOp::Eq, given, wanted), span));
        let message = "called `Result::unwrap()` on an `Err` value: TryFromSliceError(())";
        self.panic_unless(fits, call, message, span);
        let whole = Whole::Array(Some(ty.to_token_stream()));
        let place = self.put_together(None, whole, span, |cx, index| {
            let item = Item::Place(cx.part_of_list(&from, Projection::Index(index)), Mode::Move);
            cx.item_atom(item, span)
        });
        Some(match is_borrowed {
            true => Expr::Borrow { place, mutable: false },
            false => Expr::Read(place),
        })
    }
}

/// Whether a type has the name of one of std's.
fn is_of_std(ty: &syn::Type) -> bool {
    match peel(ty) {
        syn::Type::Infer(_) => true,
        syn::Type::Path(path) => StdType::of_path(&path.path).is_some(),
        _ => false,
    }
}

/// Whether a type may be a `Vec`, as far as it is written.
fn is_vec(ty: &syn::Type) -> bool {
    match peel(ty) {
        syn::Type::Infer(_) => true,
        syn::Type::Path(path) => StdType::of_path(&path.path) == Some(StdType::Vec),
        _ => false,
    }
}
