//! `x.map(|x| ..)` where nothing says what `x` is: an array, an `Option` or a `Result`, in a field or in a constant.
//!
//! A loop over what is in it, whatever that is, which rustc finds by a trait of the runtime that all three have (`private::Container`). What is made begins as one that has
//! as much in it, and each item is written over. Deliberately absent: types of the user's with a `map`, which are seen to be the user's where they have a name.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Lower;
use super::item::{Item, Mode};
use crate::ir::{
    Arg, Atom, Callee, Expr, Place, Projection, Stmt, Transform, Var, VarId, Verbatim, visit,
};
use crate::kind::Kind;
use crate::library::{self, OptionMethod};

impl Lower<'_> {
    /// What a method of `Option`s is called on: what `map` results in there is no array.
    pub(super) fn option_receiver(&mut self, receiver: &syn::Expr) -> Item {
        let is_map = |call: &syn::ExprMethodCall| {
            let method = library::option(&call.method.to_string(), call.args.len());
            method == Some(OptionMethod::Map) && !self.is_chain(&call.receiver)
        };
        self.wants_option = match super::syntax::inside(receiver) {
            syn::Expr::MethodCall(call) => is_map(call),
            _ => false,
        };
        let item = self.item(receiver);
        self.wants_option = false;
        item
    }

    /// Whether nothing says which of the three an item is.
    pub(super) fn may_be_any_container(&self, item: &Item, receiver: &syn::Expr) -> bool {
        let is_part_of_constant = || match super::constant::written(receiver) {
            Some(own) => syn::parse2(own.clone()).is_ok_and(|own| self.is_part_or_constant(&own)),
            None => false,
        };
        let (kind, is_part) = match item {
            Item::Place(place, _) => {
                let ty = &self.function.var(place.root).ty;
                let is_part = !place.projections.is_empty() || (ty.part && ty.written.is_none());
                (crate::kinds::of_place(&self.function.vars, place), is_part)
            }
            Item::Value(value) => (
                crate::kinds::of_expr(&self.function.vars, value),
                self.is_part_or_constant(receiver),
            ),
            _ => return false,
        };
        kind == Kind::Unknown && (is_part || is_part_of_constant())
    }

    /// Whether an expression is a part of something, or no variable.
    fn is_part_or_constant(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.is_part_or_constant(&inner.expr),
            syn::Expr::Group(inner) => self.is_part_or_constant(&inner.expr),
            syn::Expr::Field(_) | syn::Expr::Index(_) => true,
            syn::Expr::Path(path) => {
                path.path.get_ident().is_none_or(|name| self.binding(name).is_none())
            }
            _ => false,
        }
    }

    /// `x.map(|x| ..)` of an array, an `Option` or a `Result`.
    pub(super) fn container_map(&mut self, item: Item, call: &syn::ExprMethodCall) -> Option<Expr> {
        let span = call.method.span();
        let closure = self.callable(call.args.first()?)?;
        let from = self.item_atom(item, span);
        let from = self.temp(Expr::Atom(from), span);
        let place = self.put_together(Some(from), Whole::Any, span, |cx, index| {
            let items = Place::whole(from).then(Projection::Items);
            let item = cx.part_of_list(&items, Projection::Index(index));
            let value = cx.apply(&closure, vec![Item::Place(item, Mode::Move)], span);
            cx.item_atom(value, span)
        });
        Some(Expr::Read(place))
    }

    /// What holds as many items as another container (or as its type says), which are computed one after the other. Numbers are written over others; of what else there is,
    /// of which nobody knows another value, the items are gathered first.
    pub(super) fn put_together(
        &mut self,
        from: Option<VarId>,
        whole: Whole,
        span: Span,
        element: impl FnOnce(&mut Self, Atom) -> Atom,
    ) -> Place {
        let [like, made] = ["like", "items"]
            .map(|name| self.function.add(Var::new(name, span.resolved_at(Span::mixed_site()))));
        self.function.vars[made.0].mutable = true;
        let start = self.stmts.len();
        self.stmts.push(Stmt::Let { var: made, expr: Expr::Atom(Atom::Unit), span });
        let items = |of: VarId| match whole {
            Whole::Any => Place::whole(of).then(Projection::Items),
            Whole::Array(_) => Place::whole(of),
        };
        let (mut kind, mut is_gathered) = (Kind::Unknown, false);
        let (mut stmts, ()) = self.scoped(|cx| {
            cx.for_each_index(&items(made), span, |cx, at, index| {
                let value = element(cx, index);
                kind = cx.kind(&value);
                is_gathered = !cx.may_have_default(&cx.stmts, &value);
                match is_gathered {
                    true => cx.push(Place::whole(made), value, span),
                    false => cx.store_at(at, value, span),
                }
            });
        });
        if !is_gathered {
            // Only now it is known of what kind they are.
            let first = default_of(&kind);
            let begun = self.container_of(from, &first, span);
            self.stmts[start] = Stmt::Let { var: made, expr: Expr::Verbatim(begun), span };
            self.stmts.extend(stmts);
            self.note_whole(made, kind, whole);
            return Place::whole(made);
        }
        let none = Expr::List { items: Vec::new(), vec: true };
        self.stmts[start] = Stmt::Let { var: made, expr: none, span };
        let ty = &mut self.function.vars[made.0].ty;
        ty.guess = Kind::List(Box::new(kind.clone()));
        ty.known = Kind::List(Box::new(Kind::Unknown));
        let units = Expr::Verbatim(self.container_of(from, &quote!(()), span));
        self.stmts.push(Stmt::Let { var: like, expr: units, span });
        let ty = &mut self.function.vars[like.0].ty;
        ty.is_of(Kind::Other);
        // Its length is kept, and nothing else: what type it is of its use in the end says.
        ty.unseen = true;
        if let Some(Stmt::Let { expr: Expr::Len(place), .. }) = stmts.first_mut() {
            *place = items(like);
        }
        self.stmts.extend(stmts);
        let items = Atom::Var(self.temp(Expr::Read(Place::whole(made)), span));
        let result = self.gathered(like, items, span);
        self.note_whole(result, kind, whole);
        Place::whole(result)
    }

    /// Whether a value is taken for a number, or for what has a default as numbers have: it isn't made by code of the user's.
    fn may_have_default(&self, stmts: &[Stmt], value: &Atom) -> bool {
        let Some(var) = value.var() else { return true };
        if self.kind(value).is_of_numbers() {
            return true;
        }
        match stmts.iter().rev().find(|stmt| visit::defines(stmt).contains(&var)) {
            Some(Stmt::Let { expr, .. }) => match expr {
                Expr::Unary(..) | Expr::Binary(..) | Expr::Method { .. } => true,
                Expr::Atom(value) => self.may_have_default(stmts, value),
                Expr::Read(place) => {
                    let is_made = |stmt| visit::defines(stmt).contains(&place.root);
                    !(place.projections.is_empty() && stmts.iter().any(is_made))
                }
                Expr::List { items, .. } | Expr::Tuple(items) => {
                    items.iter().all(|item| self.may_have_default(stmts, item))
                }
                _ => false,
            },
            Some(Stmt::If { results, then, otherwise, .. }) => {
                let at = results.iter().position(|result| *result == var).unwrap_or(0);
                [then, otherwise].into_iter().all(|side| {
                    let value = side.results.get(at);
                    value.is_none_or(|value| self.may_have_default(&side.stmts, value))
                })
            }
            Some(_) => false,
            None => {
                let ty = &self.function.var(var).ty;
                !(ty.is_nominal() || ty.is_opaque())
            }
        }
    }

    /// What holds as many items as another container, or an array of as many as its type says.
    fn container_of(&self, like: Option<VarId>, item: &TokenStream, span: Span) -> Verbatim {
        let (runtime, name) = (&self.signature.runtime, mixed("like", span));
        match like {
            Some(like) => {
                let tokens = quote!(#runtime::private::container_like(&#name, || #item));
                Verbatim::made(tokens, vec![(name, like)])
            }
            None => {
                let tokens = quote!(#runtime::private::array_of(|| #item));
                Verbatim::made(tokens, Vec::new())
            }
        }
    }

    /// Items in what holds as many as another.
    fn gathered(&mut self, like: VarId, items: Atom, span: Span) -> VarId {
        let runtime = &self.signature.runtime;
        let callee = Callee::Function(syn::parse_quote!(#runtime::private::gathered));
        let result = self.result_var(Kind::Unknown, span);
        self.stmts.push(Stmt::Call {
            results: vec![result],
            callee,
            transform: Transform::Primal,
            args: vec![Arg::Value(Atom::Var(like)), Arg::Value(items)],
            dots: Vec::new(),
            span,
        });
        result
    }

    /// Notes what is seen of what was put together.
    fn note_whole(&mut self, made: VarId, item: Kind, whole: Whole) {
        let Whole::Array(written) = whole else { return };
        let kind = written.as_ref().and_then(|ty| syn::parse2(ty.clone()).ok());
        let kind = kind.map(|ty: syn::Type| self.kind_of(&ty));
        let ty = &mut self.function.vars[made.0].ty;
        ty.known = kind.unwrap_or(Kind::Array(Box::new(Kind::Unknown)));
        ty.guess = ty.known.clone();
        if ty.guess == Kind::Array(Box::new(Kind::Unknown)) {
            ty.guess = Kind::Array(Box::new(item));
        }
        ty.written = written;
    }
}

/// What is put together.
pub(super) enum Whole {
    /// An array, of a type that is written.
    Array(Option<TokenStream>),
    /// An array, an `Option` or a `Result`, which only rustc knows.
    Any,
}

/// A value of a kind: of arrays of any length too, for which std has no `Default`.
fn default_of(kind: &Kind) -> TokenStream {
    match kind {
        Kind::Array(item) => {
            let item = default_of(item);
            quote!(::core::array::from_fn(|_| #item))
        }
        Kind::Tuple(items) => {
            let items = items.iter().map(default_of);
            quote!((#(#items,)*))
        }
        _ => quote!(::core::default::Default::default()),
    }
}

fn mixed(name: &str, span: Span) -> Ident {
    Ident::new(name, span.resolved_at(Span::mixed_site()))
}
