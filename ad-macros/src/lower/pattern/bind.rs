//! The names that a pattern binds.

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::positions;
use crate::ir::paths::{is_std_variant, is_variant, resolved};
use crate::ir::{Atom, BinOp, Expr, Place, Projection, Stmt, Var, VarId, visit};
use crate::kind::Kind;
use crate::kinds;
use crate::lower::Lower;
use crate::lower::bindings::{self, is_constant_name, names};
use crate::lower::build::{field, integer};
use crate::lower::item::{Item, Mode};
use crate::lower::scopes::Binding;
use crate::unsupported;

impl Lower<'_> {
    /// Binds the names of a pattern that matches.
    pub(in crate::lower) fn bind(
        &mut self,
        pattern: &syn::Pat,
        item: Item,
        ty: Option<&syn::Type>,
    ) {
        if self.bind_own(pattern, &item) {
            return;
        }
        match pattern {
            syn::Pat::Ident(name) => self.bind_ident(name, item, ty),
            syn::Pat::Paren(inner) => self.bind(&inner.pat, item, ty),
            syn::Pat::Type(typed) => self.bind(&typed.pat, item, Some(&typed.ty)),
            syn::Pat::Wild(_) => {
                if let Item::Value(value) = item
                    && !matches!(value, Expr::Atom(_))
                {
                    self.temp(value, pattern.span());
                }
            }
            syn::Pat::Lit(_) | syn::Pat::Range(_) | syn::Pat::Path(_) | syn::Pat::Rest(_) => {}
            syn::Pat::Reference(reference) => {
                let item = self.dereferenced(item, pattern.span());
                self.bind(&reference.pat, item, ty);
            }
            syn::Pat::Tuple(tuple) => self.bind_tuple(&tuple.elems, item, ty, pattern.span()),
            syn::Pat::Slice(slice) => self.bind_slice(slice, item),
            syn::Pat::Struct(fields) => {
                let (place, mode) = self.taken_apart(item, pattern.span());
                for field in &fields.fields {
                    let step = self.field_step(&fields.path, field.member.clone());
                    self.bind(&field.pat, Item::Place(place.then(step), mode), None);
                }
            }
            syn::Pat::TupleStruct(fields) => self.bind_tuple_struct(fields, item),
            syn::Pat::Or(or) => self.bind_or(or, item, ty),
            pattern => {
                self.diagnostics.error(pattern, unsupported::PATTERN);
                self.declare_placeholders(pattern);
            }
        }
    }

    pub(in crate::lower) fn bind_ident(
        &mut self,
        name: &syn::PatIdent,
        item: Item,
        ty: Option<&syn::Type>,
    ) {
        if is_constant_name(name) {
            return;
        }
        let item = match (name.by_ref.is_some(), item) {
            (true, Item::Place(place, _)) => {
                let mode = if name.mutability.is_some() { Mode::RefMut } else { Mode::Ref };
                Item::Place(place, mode)
            }
            (_, item) => item,
        };
        if let Some(sub) = bindings::subpattern(name) {
            let item = self.settled(item.clone(), name.span());
            self.bind(sub, item, None);
        }
        // Parts of one value can't be borrowed to be changed side by side.
        let item = match item {
            Item::Place(place, Mode::RefMut) if !place.projections.is_empty() && ty.is_none() => {
                Item::Part(place, Mode::RefMut)
            }
            item => item,
        };
        if let (Item::Part(place, mode), None) = (&item, &name.mutability) {
            let (place, mode) = (place.clone(), *mode);
            return self.declare(&name.ident, Binding::Place(place, mode));
        }
        let mut plain = name.clone();
        if name.by_ref.is_some() {
            plain.mutability = None;
        }
        let value = self.item_value(item, name.ident.span());
        self.bind_name(&plain, value, ty);
    }

    pub(in crate::lower) fn bind_tuple(
        &mut self,
        patterns: &syn::punctuated::Punctuated<syn::Pat, syn::Token![,]>,
        item: Item,
        ty: Option<&syn::Type>,
        span: Span,
    ) {
        if let Item::Borrowed(inner) = &item
            && let Item::Tuple(items) = &**inner
        {
            let borrowed = |item: &Item| Item::Borrowed(Box::new(item.clone()));
            let items = items.iter().map(borrowed).collect();
            return self.bind_tuple(patterns, Item::Tuple(items), ty, span);
        }
        if let (Item::Tuple(items), None) = (&item, ty) {
            let items = items.clone();
            // All values are taken before the first name hides another one.
            let items: Vec<_> = items.into_iter().map(|item| self.settled(item, span)).collect();
            for (pattern, position) in positions(patterns, items.len()) {
                if let Some(item) = items.get(position) {
                    self.bind(pattern, item.clone(), None);
                }
            }
            return;
        }
        let item = match ty {
            Some(ty) => {
                let value = self.item_value(item, span);
                let var = self.temp(value, span);
                self.function.vars[var.0].ty.written = Some(quote!(#ty));
                let kind = self.kind_of(ty);
                self.function.vars[var.0].ty.is_of(kind);
                Item::Place(Place::whole(var), Mode::Move)
            }
            None => item,
        };
        let (place, mode) = self.taken_apart(item, span);
        let rest = patterns.iter().position(|pattern| matches!(pattern, syn::Pat::Rest(_)));
        if let Some(rest) = rest.filter(|rest| rest + 1 != patterns.len()) {
            let known = match kinds::of_place(&self.function.vars, &place) {
                Kind::Tuple(items) => Some(items.len()),
                _ => None,
            };
            let Some(len) = known else {
                return self.refuse_pattern(&patterns[rest], patterns.iter());
            };
            for (pattern, position) in positions(patterns, len) {
                self.bind(pattern, Item::Place(place.then(field(position)), mode), None);
            }
            return;
        }
        for (i, pattern) in patterns.iter().enumerate() {
            self.bind(pattern, Item::Place(place.then(field(i)), mode), None);
        }
    }

    pub(in crate::lower) fn refuse_pattern<'a>(
        &mut self,
        guilty: &syn::Pat,
        all: impl Iterator<Item = &'a syn::Pat>,
    ) {
        self.diagnostics.error(guilty, unsupported::PATTERN);
        all.for_each(|pattern| self.declare_placeholders(pattern));
    }

    /// `[first, .., last]`
    pub(in crate::lower) fn bind_slice(&mut self, slice: &syn::PatSlice, item: Item) {
        let span = slice.span();
        let (place, mode) = self.taken_apart(item, span);
        let is_rest = |pattern: &syn::Pat| match pattern {
            syn::Pat::Rest(_) => true,
            syn::Pat::Ident(name) => {
                name.subpat.as_ref().is_some_and(|(_, sub)| matches!(&**sub, syn::Pat::Rest(_)))
            }
            _ => false,
        };
        let rest = slice.elems.iter().position(is_rest);
        let after = rest.map_or(0, |rest| slice.elems.len() - rest - 1);
        let place = match place.projections.is_empty() {
            true => place,
            // What is indexed several times is borrowed once.
            false if mode != Mode::Move => {
                let borrowed = Expr::Borrow { place, mutable: mode == Mode::RefMut };
                Place::whole(self.temp(borrowed, span))
            }
            false => place,
        };
        for (i, pattern) in slice.elems.iter().enumerate() {
            let index = match rest {
                Some(rest) if i == rest => {
                    if let syn::Pat::Ident(name) = pattern {
                        let end = (after > 0).then(|| self.before_end(&place, after, span));
                        let start = (rest > 0).then(|| integer(rest, span));
                        let part = Projection::Range { start, end, inclusive: false };
                        let mode = if mode == Mode::Move { Mode::Ref } else { mode };
                        let plain = syn::PatIdent { subpat: None, ..name.clone() };
                        let part = self.part_of_list(&place, part);
                        self.bind_ident(&plain, Item::Place(part, mode), None);
                    }
                    continue;
                }
                Some(rest) if i > rest => self.before_end(&place, slice.elems.len() - i, span),
                _ => integer(i, span),
            };
            let element = self.part_of_list(&place, Projection::Index(index));
            // Several elements can't be borrowed to be changed: their names stand for them.
            let item = match (mode, pattern) {
                (Mode::RefMut, syn::Pat::Ident(_)) => Item::Part(element, mode),
                _ => Item::Place(element, mode),
            };
            self.bind(pattern, item, None);
        }
    }

    /// Binds the names of a pattern that need not match everything: a name without an enum may be that of a variant.
    pub(in crate::lower) fn bind_fallible(&mut self, pattern: &syn::Pat, item: Item) {
        let outer = std::mem::replace(&mut self.may_fail, true);
        self.bind(pattern, item, None);
        self.may_fail = outer;
    }

    /// The way to a field that a pattern with this path names.
    fn field_step(&self, path: &syn::Path, member: syn::Member) -> Projection {
        let path = resolved(path);
        match is_variant(&path) || (self.may_fail && !path.is_ident("Self")) {
            true => Projection::Variant { path, member },
            false => Projection::Field(member),
        }
    }

    /// `place.len() - n`
    pub(in crate::lower) fn before_end(&mut self, place: &Place, n: usize, span: Span) -> Atom {
        let len = Atom::Var(self.temp(Expr::Len(place.clone()), span));
        Atom::Var(self.temp(Expr::Binary(BinOp::Sub, len, integer(n, span)), span))
    }

    pub(in crate::lower) fn bind_tuple_struct(&mut self, fields: &syn::PatTupleStruct, item: Item) {
        if let (Item::Optional(_, some), Some(pattern)) = (&item, fields.elems.first()) {
            return self.bind(pattern, (**some).clone(), None);
        }
        let (place, mode) = self.taken_apart(item, fields.span());
        let has_rest = fields.elems.iter().any(|pattern| matches!(pattern, syn::Pat::Rest(_)));
        for (i, pattern) in fields.elems.iter().enumerate() {
            if has_rest && !matches!(pattern, syn::Pat::Rest(_) | syn::Pat::Wild(_)) {
                let rest = fields.elems.iter().position(|p| matches!(p, syn::Pat::Rest(_)));
                if rest.is_some_and(|rest| i > rest) {
                    return self.refuse_pattern(pattern, fields.elems.iter());
                }
            }
            let member = syn::Member::Unnamed(syn::Index::from(i));
            let step = self.field_step(&fields.path, member);
            self.bind(pattern, Item::Place(place.then(step), mode), None);
        }
    }

    /// `A(x) | B(x)` outside of `match`, whose arms are taken apart before: the names come out of a branch.
    pub(in crate::lower) fn bind_or(
        &mut self,
        or: &syn::PatOr,
        item: Item,
        ty: Option<&syn::Type>,
    ) {
        if names(&syn::Pat::Or(or.clone())).is_empty() {
            return;
        }
        match or.cases.first() {
            Some(only) if or.cases.len() == 1 => self.bind(only, item, ty),
            _ => {
                self.diagnostics.error(or, unsupported::PATTERN);
                self.declare_placeholders(&syn::Pat::Or(or.clone()));
            }
        }
    }

    /// The place that a pattern takes apart, and how its names take the parts: a reference is looked through.
    pub(in crate::lower) fn taken_apart(&mut self, item: Item, span: Span) -> (Place, Mode) {
        match item {
            Item::Place(place, Mode::Move) => {
                let mode = self.mode_of(&place);
                (place, mode)
            }
            Item::Place(place, mode) | Item::Part(place, mode) => (place, mode),
            Item::Borrowed(inner) => {
                let (place, mode) = self.taken_apart(*inner, span);
                (place, if mode == Mode::Move { Mode::Ref } else { mode })
            }
            item => {
                let place = self.item_place(item, span);
                self.taken_apart(Item::Place(place, Mode::Move), span)
            }
        }
    }

    /// `&pattern`: what a reference points to.
    pub(in crate::lower) fn dereferenced(&mut self, item: Item, span: Span) -> Item {
        match item {
            Item::Place(place, Mode::Ref | Mode::RefMut) | Item::Part(place, _) => {
                Item::Place(place, Mode::Move)
            }
            Item::Borrowed(inner) => *inner,
            item => {
                let place = self.item_place(item, span);
                // In what nobody sees there is a reference, as the pattern says.
                let root = self.function.var(place.root);
                let is_whole = place.projections.is_empty();
                // In an `Option` that was put together here there is one too.
                let is_held = root.ty.option && is_content(&place);
                let is_unseen = (!is_whole && root.ty.unseen) || is_held;
                let place = match is_unseen {
                    true => place.then(Projection::Deref),
                    false if self.is_item(&place) => place.then(Projection::Pointee),
                    false => self.looked_through(place),
                };
                Item::Place(place, Mode::Move)
            }
        }
    }

    pub(in crate::lower) fn bind_name(
        &mut self,
        name: &syn::PatIdent,
        expr: Expr,
        ty: Option<&syn::Type>,
    ) {
        let expr = self.borrowed_again(expr);
        if let Some(var) = self.adopted(name, &expr) {
            let mut sketch = self.function.var(var).ty.clone();
            // Nothing but the path of its constructor may say of what an empty list is.
            if !self.is_empty_list(&expr) {
                sketch.written = None;
            }
            if let Some(ty) = ty {
                self.annotate(&mut sketch, ty);
                sketch.guess = self.kind_of(ty);
            }
            let var_data = &mut self.function.vars[var.0];
            var_data.ty = sketch;
            var_data.name = name.ident.to_string();
            var_data.span = name.ident.span();
            var_data.user = true;
            return self.declare(&name.ident, Binding::Var(var));
        }
        let mut var = Var::new(name.ident.to_string(), name.ident.span());
        var.user = true;
        var.mutable = name.mutability.is_some();
        // A rule may be written over the result: then it needs a name that isn't written to.
        let is_operation = matches!(expr, Expr::Method { .. } | Expr::Binary(..));
        let expr = match var.mutable && is_operation {
            true => Expr::Atom(Atom::Var(self.temp(expr, name.ident.span()))),
            false => expr,
        };
        var.ty = self.sketch(&expr);
        if let Some(ty) = ty {
            self.annotate(&mut var.ty, ty);
        }
        var.ty.passed = matches!(&expr, Expr::Verbatim(verbatim) if verbatim.complaint.is_some());
        var.declared =
            matches!(&expr, Expr::Borrow { place, .. } if self.function.var(place.root).declared);
        let var = self.function.add(var);
        self.stmts.push(Stmt::Let { var, expr, span: name.ident.span() });
        self.declare(&name.ident, Binding::Var(var));
    }

    fn is_empty_list(&self, expr: &Expr) -> bool {
        let Some(Stmt::Let { var, expr: Expr::List { items, .. }, .. }) = self.stmts.last() else {
            return false;
        };
        items.is_empty() && matches!(expr, Expr::Atom(atom) if atom.var() == Some(*var))
    }

    /// A `&mut` reference by another name is a borrow of what it points to: what is written by that name is written there.
    fn borrowed_again(&self, expr: Expr) -> Expr {
        let root = match &expr {
            Expr::Atom(Atom::Var(var)) => *var,
            Expr::Read(place) if place.projections.is_empty() => place.root,
            _ => return expr,
        };
        let var = self.function.var(root);
        match var.ty.is_exclusive() && (var.user || self.function.params.contains(&root)) {
            true => {
                Expr::Borrow { place: Place::whole(root).then(Projection::Deref), mutable: true }
            }
            false => expr,
        }
    }

    /// The temporary that was made last, if it is what an immutable name is bound to: it takes the
    /// name, and there is no copy.
    pub(in crate::lower) fn adopted(&self, name: &syn::PatIdent, expr: &Expr) -> Option<VarId> {
        let Expr::Atom(Atom::Var(var)) = expr else { return None };
        let is_last = self.stmts.last().is_some_and(|stmt| visit::defines(stmt) == [*var]);
        let is_temporary = !self.function.var(*var).user;
        (name.mutability.is_none() && is_last && is_temporary).then_some(*var)
    }

    /// After an error: declares the names of a pattern, so that their uses are not errors too.
    pub(in crate::lower) fn declare_placeholders(&mut self, pattern: &syn::Pat) {
        for mut name in names(pattern) {
            name.mutability = Some(Default::default());
            self.bind_name(&name, Expr::Atom(Atom::Unit), None);
        }
    }
}

/// Whether a place is what an `Option` holds, or in a tuple there.
fn is_content(place: &Place) -> bool {
    let is_field = |step: &Projection| matches!(step, Projection::Field(_));
    match place.projections.as_slice() {
        [Projection::Variant { path, .. }, steps @ ..] => {
            is_std_variant(path) && steps.iter().all(is_field)
        }
        _ => false,
    }
}
