//! Matrices of other crates, entry by entry: `m.map(|x| ..)`, `m.zip_map(&n, |x, y| ..)`, `m.fold(0.0, |sum, x| ..)`, `Matrix3::from_fn(|i, j| ..)`.
//!
//! Loops over the entries in the order in which they lie, which is that of their index by one number. Whether what has the method is such a matrix rustc is asked ([`What::Mapped`]);
//! which of two methods by one name is meant, that of an `Option` or that of a matrix, is a guess. What is made begins as what the same method makes of zeros, so that it has its type and shape, and panics as it does.

use proc_macro2::{Ident, Span};
use quote::quote;
use syn::spanned::Spanned;

use super::item::{Item, Mode};
use super::scopes::Closure;
use super::{Lower, constant};
use crate::ir::{
    Arg, Atom, Callee, CloneBy, Expr, Place, Projection, Stmt, Transform, Var, VarId, Verbatim,
    What,
};
use crate::kind::{Kind, Whose};
use crate::library::{self, EntriesMethod};

/// What is looked at side by side, entry by entry.
struct Entries {
    /// The first is what the method is called on.
    of: Vec<VarId>,
    function: Closure,
    span: Span,
}

impl Lower<'_> {
    /// A method of a matrix that is given a function; none if this isn't one, as far as one can see.
    pub(super) fn entries_method(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let method = library::entries(&call.method.to_string(), call.args.len())?;
        let given = call.args.last().filter(|_| self.is_of_entries(call))?;
        let n_others = match method {
            EntriesMethod::Map(n) | EntriesMethod::Fold(n) | EntriesMethod::Apply(n) => n - 1,
            EntriesMethod::MapWithLocation => 0,
        };
        if let EntriesMethod::Apply(_) = method {
            return self.entries_changed(call, n_others);
        }
        let span = call.method.span();
        let mut of = vec![self.matrix_looked_at(&call.receiver, span)?];
        for other in call.args.iter().take(n_others) {
            of.push(self.matrix_looked_at(other, span)?);
        }
        let start = match method {
            EntriesMethod::Fold(_) => Some(self.value(&call.args[n_others])),
            _ => None,
        };
        let function = self.callable(given)?;
        let entries = Entries { of, function, span };
        Some(match start {
            Some(start) => self.entries_folded(&entries, start),
            None => {
                let is_located = method == EntriesMethod::MapWithLocation;
                Expr::Read(self.entries_mapped(&entries, &call.method, is_located))
            }
        })
    }

    /// Whether a call is taken for one of such a method: others than matrices may have it too.
    pub(super) fn is_of_entries(&self, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        let Some(method) = library::entries(&name, call.args.len()) else { return false };
        let Some(given) = call.args.last() else { return false };
        let is_of_several = library::named(&name).nth(1).is_some();
        let is_meant = match self.is_closure(given) {
            true => !is_of_several || self.has_entries(&call.receiver),
            // What has a name may be a function that a method of the user's takes as a constant.
            false => {
                let is_function =
                    self.function_name(given).is_some() || self.given_function(given).is_some();
                let changes = matches!(method, EntriesMethod::Apply(_));
                is_function && !changes && self.has_entries(&call.receiver)
            }
        };
        // Types of the user's have methods by these names too, which are given functions.
        is_meant && self.has_matrices && call.turbofish.is_none()
    }

    /// Whether a variable that is taken for a matrix is changed by a method that lists have too.
    pub(super) fn changes_entries(&self, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        let is_variable = matches!(&*call.receiver, syn::Expr::Path(_));
        let changes = library::is_of_crates(&name) && library::writes(&name, call.args.len());
        is_variable && changes && self.has_entries(&call.receiver)
    }

    /// Whether an argument is a closure that is written there, or stands for one.
    fn is_closure(&self, arg: &syn::Expr) -> bool {
        match arg {
            syn::Expr::Closure(_) => true,
            syn::Expr::Paren(inner) => self.is_closure(&inner.expr),
            syn::Expr::Reference(inner) => self.is_closure(&inner.expr),
            syn::Expr::Path(path) => {
                path.path.get_ident().is_some_and(|name| self.lookup_closure(name).is_some())
            }
            _ => false,
        }
    }

    /// `Matrix3::from_fn(|i, j| ..)`; none if the call isn't one.
    pub(super) fn entries_made(&mut self, call: &syn::ExprCall, name: &str) -> Option<Expr> {
        let function = call.args.last()?;
        let syn::Expr::Path(of) = &*call.func else { return None };
        let of = of.path.segments.iter().rev().nth(1)?.ident.to_string();
        let is_given = matches!(function, syn::Expr::Closure(_)) && library::is_matrix(&of);
        if !library::makes_from_function(name) || !is_given {
            return None;
        }
        let sizes: Vec<_> = call.args.iter().take(call.args.len() - 1).collect();
        let captures = sizes.iter().enumerate().map(|(i, size)| {
            let value = self.value(size);
            let name = Ident::new(&format!("n_{i}"), Span::mixed_site());
            (name, Expr::Atom(value))
        });
        let captures: Vec<_> = captures.collect();
        let captures: Vec<_> =
            captures.into_iter().map(|(name, size)| (name, self.temp(size, call.span()))).collect();
        let (path, names) = (&call.func, captures.iter().map(|(name, _)| name));
        let zeros = quote!(#path(#(#names,)* |_, _| 0.0));
        let function = self.callable(function)?;
        let entries = Entries { of: Vec::new(), function, span: call.span() };
        let begun = Verbatim::made(zeros, captures);
        let made = self.filled(begun, &entries, true);
        self.taken_for_matrix(made.clone(), call.func.span());
        Some(Expr::Read(made))
    }

    /// Whether a receiver is taken for a matrix, and not for an `Option` or an iterator, whose methods have names of its.
    pub(super) fn has_entries(&self, receiver: &syn::Expr) -> bool {
        match receiver {
            syn::Expr::Paren(inner) => self.has_entries(&inner.expr),
            syn::Expr::Group(inner) => self.has_entries(&inner.expr),
            syn::Expr::Reference(inner) => self.has_entries(&inner.expr),
            syn::Expr::Binary(binary) => super::operators::operator(&binary.op).is_some(),
            syn::Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Neg(_)),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident();
                let var = name.and_then(|name| self.lookup(name)).map(|var| self.function.var(var));
                var.is_some_and(|var| var.ty.entries)
            }
            syn::Expr::MethodCall(call) => {
                let (name, n_args) = (call.method.to_string(), call.args.len());
                let is_copy = matches!(
                    library::copies(&name, n_args),
                    Some(CloneBy::Clone | CloneBy::ToOwned)
                );
                let is_mapped = matches!(
                    library::entries(&name, n_args),
                    Some(EntriesMethod::Map(_) | EntriesMethod::MapWithLocation)
                );
                match is_copy {
                    true => self.has_entries(&call.receiver),
                    false if is_mapped => self.is_of_entries(call),
                    false => library::makes_entries(&name),
                }
            }
            syn::Expr::Call(call) => matches!(&*call.func, syn::Expr::Path(path)
            if path.path.segments.len() > 1 && path.path.segments.last().is_some_and(|last| {
                library::makes_itself(&last.ident.to_string())
            })),
            expr => match constant::written(expr) {
                Some(tokens) => syn::parse2(tokens.clone()).is_ok_and(|own| self.has_entries(&own)),
                None => false,
            },
        }
    }

    /// A copy of a matrix whose entries are looked at, which only matrices have: of what else there may be, rustc says that once.
    fn matrix_looked_at(&mut self, expr: &syn::Expr, span: Span) -> Option<VarId> {
        let place = match constant::written(expr) {
            // A constant stays where it is.
            Some(own) => {
                let own = Expr::Verbatim(self.own_value(&quote!(&#own)));
                Place::whole(self.temp(own, expr.span()))
            }
            None => match self.item(expr) {
                Item::Place(place, _) => place,
                item => self.item_place(item, expr.span()),
            },
        };
        Some(self.matrix_at(place, span))
    }

    /// A type of the user's may have other methods by these names.
    fn taken_for_matrix(&mut self, place: Place, span: Span) {
        self.stmts.push(Stmt::Prove { place, what: What::Mapped, span });
    }

    fn matrix_at(&mut self, place: Place, span: Span) -> VarId {
        let name = Ident::new(library::copies_matrices(), span);
        let copy = self.result_var(Kind::Unknown, span);
        self.function.vars[copy.0].ty.whose = Whose::Opaque;
        self.function.vars[copy.0].ty.entries = true;
        self.stmts.push(Stmt::Call {
            results: vec![copy],
            callee: Callee::Method(name, None),
            transform: Transform::Primal,
            args: vec![Arg::Borrow(place)],
            dots: Vec::new(),
            span,
        });
        self.taken_for_matrix(Place::whole(copy), span);
        copy
    }

    /// The entry of a number, which is a float.
    fn entry(&mut self, of: VarId, number: &Atom, span: Span) -> Item {
        let place = self.part_of_list(&Place::whole(of), Projection::Index(number.clone()));
        let entry = self.temp(Expr::Read(place), span);
        self.function.vars[entry.0].ty.is_of(Kind::Float);
        Item::atom(Atom::Var(entry))
    }

    /// `m.map(|_| 0.0)`, and then each entry.
    fn entries_mapped(&mut self, entries: &Entries, method: &Ident, is_located: bool) -> Place {
        let captures = names(&entries.of);
        let mut names = captures.iter().map(|(name, _)| name);
        let (this, others) = (names.next(), names);
        let ignored = vec![quote!(_); entries.of.len() + 2 * usize::from(is_located)];
        let zeros = quote!(#this.#method(#(&#others,)* |#(#ignored),*| 0.0));
        self.filled(Verbatim::made(zeros, captures), entries, is_located)
    }

    /// What begins so, whose entries are computed one after the other.
    fn filled(&mut self, begun: Verbatim, entries: &Entries, is_located: bool) -> Place {
        let span = entries.span;
        let mut made = Var::new("entries", span.resolved_at(Span::mixed_site()));
        made.mutable = true;
        (made.ty.whose, made.ty.entries) = (Whose::Opaque, true);
        let made = self.function.add(made);
        self.stmts.push(Stmt::Let { var: made, expr: Expr::Verbatim(begun), span });
        let place = Place::whole(made);
        self.for_each_index(&place, span, |cx, at, number| {
            let mut args = Vec::new();
            if is_located {
                args.extend(cx.location(made, &number, span).map(Item::atom));
            }
            args.extend(entries.of.iter().map(|of| cx.entry(*of, &number, span)));
            let value = cx.apply(&entries.function, args, span);
            let value = cx.item_atom(value, span);
            cx.store_at(at, value, span);
        });
        place
    }

    /// The row and the column of an entry.
    fn location(&mut self, of: VarId, number: &Atom, span: Span) -> [Atom; 2] {
        let number = self.temp(Expr::Atom(number.clone()), span);
        let captures = names(&[of, number]);
        let (of, number) = (&captures[0].0, &captures[1].0);
        let places = [quote!(#number % #of.nrows()), quote!(#number / #of.nrows())];
        places.map(|tokens| {
            let place = self.temp(Expr::Verbatim(Verbatim::made(tokens, captures.clone())), span);
            self.function.vars[place.0].ty.is_of(Kind::Int);
            self.function.vars[place.0].ty.usize = true;
            Atom::Var(place)
        })
    }

    fn entries_folded(&mut self, entries: &Entries, start: Atom) -> Expr {
        let span = entries.span;
        self.looked_at_side_by_side(&entries.of, span);
        let kind = self.kind(&start);
        let mut state = Var::new("state", span.resolved_at(Span::mixed_site()));
        (state.ty.guess, state.mutable) = (kind, true);
        let state = self.function.add(state);
        self.stmts.push(Stmt::Let { var: state, expr: Expr::Atom(start), span });
        self.for_each_index(&Place::whole(entries.of[0]), span, |cx, _, number| {
            let old = cx.atom(Expr::Read(Place::whole(state)), span);
            let mut args = vec![Item::atom(old)];
            args.extend(entries.of.iter().map(|of| cx.entry(*of, &number, span)));
            let new = cx.apply(&entries.function, args, span);
            let new = cx.item_atom(new, span);
            cx.store_at(Place::whole(state), new, span);
        });
        Expr::Read(Place::whole(state))
    }

    /// `m.apply(|x| *x *= k)`: of a copy, which is put back.
    fn entries_changed(&mut self, call: &syn::ExprMethodCall, n_others: usize) -> Option<Expr> {
        let span = call.method.span();
        let changed = self.place(&call.receiver).filter(|place| self.is_writable(place))?;
        let changed = self.looked_through(changed);
        let others = call.args.iter().take(n_others);
        let others = others.map(|other| self.matrix_looked_at(other, span));
        let others = others.collect::<Option<Vec<_>>>()?;
        let function = self.callable(call.args.last()?)?;
        let copy = self.matrix_at(changed.clone(), span);
        let mut state = self.function.var(copy).clone();
        state.mutable = true;
        let state = self.function.add(state);
        self.stmts.push(Stmt::Let { var: state, expr: Expr::Atom(Atom::Var(copy)), span });
        let of: Vec<_> = [state].into_iter().chain(others.iter().copied()).collect();
        self.looked_at_side_by_side(&of, span);
        self.for_each_index(&Place::whole(state), span, |cx, at, number| {
            let mut args = vec![Item::Place(at, Mode::RefMut)];
            args.extend(others.iter().map(|of| cx.entry(*of, &number, span)));
            cx.apply(&function, args, span);
        });
        let value = self.atom(Expr::Read(Place::whole(state)), span);
        self.store_at(changed, value, span);
        Some(Expr::Atom(Atom::Unit))
    }

    /// Panics where matrices of different shapes are looked at side by side.
    fn looked_at_side_by_side(&mut self, of: &[VarId], span: Span) {
        let captures = names(of);
        if let [(this, _), (other, _)] = captures.as_slice() {
            let fold = Ident::new(library::side_by_side(), span.resolved_at(Span::mixed_site()));
            let tokens = quote!(#this.#fold(&#other, (), |_, _, _| ()));
            let verbatim = Verbatim::made(tokens, captures);
            self.stmts.push(Stmt::Verbatim { verbatim, lets: None });
        }
    }
}

/// Names for variables in tokens of the macro's own.
fn names(of: &[VarId]) -> Vec<(Ident, VarId)> {
    let name = |i| Ident::new(&format!("m_{i}"), Span::mixed_site());
    of.iter().enumerate().map(|(i, var)| (name(i), *var)).collect()
}
