//! Patterns: the test whether an item matches, and the names that it binds.
//!
//! In: a pattern and an [`Item`]. Out: a condition ([`Lower::test`]), and `let`s ([`Lower::bind`]) whose values are read through
//! places, `shape.Circle.0`. So `match` and its kin become `if`, and no pass after this one knows of patterns.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;

use super::item::{Item, Mode};
use super::{Binding, Lower};
use crate::ir::paths::is_variant;
use crate::ir::{Atom, BinOp, Block, Expr, Place, Projection, Stmt, Test, Var, VarId, visit};
use crate::kind::Kind;
use crate::kinds;
use crate::unsupported;

impl Lower<'_> {
    /// Binds the names of a pattern that matches.
    pub(super) fn bind(&mut self, pattern: &syn::Pat, item: Item, ty: Option<&syn::Type>) {
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
                    let step = projection(&self.resolved(&fields.path), field.member.clone());
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

    fn bind_ident(&mut self, name: &syn::PatIdent, item: Item, ty: Option<&syn::Type>) {
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
        if let Some(sub) = super::bindings::subpattern(name) {
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

    fn bind_tuple(
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
                self.function.vars[var.0].ty = Some(quote!(#ty));
                self.function.vars[var.0].kind = Kind::of(ty);
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

    fn refuse_pattern<'a>(&mut self, guilty: &syn::Pat, all: impl Iterator<Item = &'a syn::Pat>) {
        self.diagnostics.error(guilty, unsupported::PATTERN);
        all.for_each(|pattern| self.declare_placeholders(pattern));
    }

    /// `[first, .., last]`
    fn bind_slice(&mut self, slice: &syn::PatSlice, item: Item) {
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
                        self.bind_ident(&plain, Item::Place(place.then(part), mode), None);
                    }
                    continue;
                }
                Some(rest) if i > rest => self.before_end(&place, slice.elems.len() - i, span),
                _ => integer(i, span),
            };
            let element = place.then(Projection::Index(index));
            // Several elements can't be borrowed to be changed: their names stand for them.
            let item = match (mode, pattern) {
                (Mode::RefMut, syn::Pat::Ident(_)) => Item::Part(element, mode),
                _ => Item::Place(element, mode),
            };
            self.bind(pattern, item, None);
        }
    }

    /// `place.len() - n`
    fn before_end(&mut self, place: &Place, n: usize, span: Span) -> Atom {
        let len = Atom::Var(self.temp(Expr::Len(place.clone()), span));
        Atom::Var(self.temp(Expr::Binary(BinOp::Sub, len, integer(n, span)), span))
    }

    fn bind_tuple_struct(&mut self, fields: &syn::PatTupleStruct, item: Item) {
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
            let step = projection(&self.resolved(&fields.path), member);
            self.bind(pattern, Item::Place(place.then(step), mode), None);
        }
    }

    /// `A(x) | B(x)` outside of `match`, whose arms are taken apart before: the names come out of a branch.
    fn bind_or(&mut self, or: &syn::PatOr, item: Item, ty: Option<&syn::Type>) {
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
    fn taken_apart(&mut self, item: Item, span: Span) -> (Place, Mode) {
        match item {
            Item::Place(place, Mode::Move) => {
                let root = self.function.var(place.root);
                // Only a value that is a reference itself is looked through: `self.pair` is a pair.
                let is_reference = root.reference && place.projections.is_empty();
                let mode = match (is_reference, root.exclusive) {
                    (true, true) => Mode::RefMut,
                    (true, false) => Mode::Ref,
                    (false, _) => Mode::Move,
                };
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
    pub(super) fn dereferenced(&mut self, item: Item, span: Span) -> Item {
        match item {
            Item::Place(place, Mode::Ref | Mode::RefMut) | Item::Part(place, _) => {
                Item::Place(place, Mode::Move)
            }
            Item::Borrowed(inner) => *inner,
            item => {
                let place = self.item_place(item, span);
                Item::Place(self.looked_through(place), Mode::Move)
            }
        }
    }

    fn bind_name(&mut self, name: &syn::PatIdent, expr: Expr, ty: Option<&syn::Type>) {
        if let Some(var) = self.adopted(name, &expr) {
            let kind = ty.map(|ty| self.kind_of(ty));
            let is_nominal = ty.is_some_and(|ty| self.is_nominal_type(ty));
            let var_data = &mut self.function.vars[var.0];
            var_data.name = name.ident.to_string();
            var_data.span = name.ident.span();
            var_data.user = true;
            var_data.ty = ty.map(|ty| quote!(#ty));
            var_data.nominal |= is_nominal;
            var_data.opaque &= ty.is_none();
            var_data.kind = kind.unwrap_or_else(|| var_data.kind.clone());
            self.note_usize(var, &expr, ty);
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
        var.reference = self.is_reference(&expr);
        var.exclusive = self.is_exclusive(&expr);
        var.nominal = self.is_nominal(&expr) || ty.is_some_and(|ty| self.is_nominal_type(ty));
        var.opaque = self.is_opaque(&expr) && ty.is_none();
        var.kind = match ty {
            Some(ty) => self.kind_of(ty),
            None => self.sketch(&expr),
        };
        if var.kind == Kind::Unknown {
            var.kind = self.sketch(&expr);
        }
        var.ty = ty.map(|ty| quote!(#ty));
        let var = self.function.add(var);
        self.note_usize(var, &expr, ty);
        if matches!(&expr, Expr::Verbatim(verbatim) if verbatim.complaint.is_some()) {
            self.passed.push(var);
        }
        self.stmts.push(Stmt::Let { var, expr, span: name.ident.span() });
        self.declare(&name.ident, Binding::Var(var));
    }

    /// The temporary that was made last, if it is what an immutable name is bound to: it takes the
    /// name, and there is no copy.
    fn adopted(&self, name: &syn::PatIdent, expr: &Expr) -> Option<VarId> {
        let Expr::Atom(Atom::Var(var)) = expr else { return None };
        let is_last = self.stmts.last().is_some_and(|stmt| visit::defines(stmt) == [*var]);
        let is_temporary = !self.function.var(*var).user;
        (name.mutability.is_none() && is_last && is_temporary).then_some(*var)
    }

    /// Whether an item matches a pattern; none if it always does.
    pub(super) fn test(&mut self, pattern: &syn::Pat, item: &Item) -> Option<Atom> {
        let span = pattern.span();
        if is_irrefutable(pattern) {
            return None;
        }
        match (pattern, item) {
            (syn::Pat::Paren(inner), item) => self.test(&inner.pat, item),
            (syn::Pat::Ident(name), item) if name.subpat.is_some() => {
                let (_, sub) = name.subpat.as_ref()?;
                self.test(sub, item)
            }
            (syn::Pat::Or(or), Item::Tuple(_) | Item::Optional(..)) => {
                let mut any: Option<Atom> = None;
                for case in &or.cases {
                    let (stmts, test) =
                        self.scoped(|cx| cx.test(case, item).unwrap_or(truth(true, span)));
                    any = Some(match any {
                        None => {
                            self.stmts.extend(stmts);
                            test
                        }
                        Some(before) => self.either(before, stmts, test, span),
                    });
                }
                any
            }
            (syn::Pat::Tuple(tuple), Item::Tuple(items)) => {
                let mut all = None;
                for (pattern, position) in positions(&tuple.elems, items.len()) {
                    let Some(item) = items.get(position) else { continue };
                    all = self.both(all, |cx| cx.test(pattern, item), span);
                }
                all
            }
            (syn::Pat::TupleStruct(fields), Item::Optional(is_some, some)) => {
                let inner = fields.elems.first()?;
                self.both(Some(is_some.clone()), |cx| cx.test(inner, some), span)
            }
            // `None`
            (_, Item::Optional(is_some, _)) => {
                let not = Expr::Unary(crate::ir::UnOp::Not, is_some.clone());
                Some(Atom::Var(self.temp(not, span)))
            }
            (
                syn::Pat::Reference(reference),
                Item::Place(place, Mode::Ref | Mode::RefMut) | Item::Part(place, _),
            ) => self.test(&reference.pat, &Item::Place(place.clone(), Mode::Move)),
            (pattern, item) => {
                let place = self.item_place(item.clone(), span);
                let pattern = without_names(pattern);
                Some(Atom::Var(self.temp(Expr::Is { place, test: Test::Pattern(pattern) }, span)))
            }
        }
    }

    /// `first && second`, the second being computed only if the first is true.
    pub(super) fn both(
        &mut self,
        first: Option<Atom>,
        second: impl FnOnce(&mut Self) -> Option<Atom>,
        span: Span,
    ) -> Option<Atom> {
        let Some(first) = first else { return second(self) };
        let (stmts, second) = self.scoped(second);
        let Some(second) = second else { return Some(first) };
        let then = Block { stmts, results: vec![second] };
        let otherwise = Block { stmts: Vec::new(), results: vec![truth(false, span)] };
        let result = self.result_var(Kind::Bool, span);
        self.stmts.push(Stmt::If { results: vec![result], cond: first, then, otherwise, span });
        Some(Atom::Var(result))
    }

    fn either(&mut self, first: Atom, stmts: Vec<Stmt>, second: Atom, span: Span) -> Atom {
        let then = Block { stmts: Vec::new(), results: vec![truth(true, span)] };
        let otherwise = Block { stmts, results: vec![second] };
        let result = self.result_var(Kind::Bool, span);
        self.stmts.push(Stmt::If { results: vec![result], cond: first, then, otherwise, span });
        Atom::Var(result)
    }

    /// After an error: declares the names of a pattern, so that their uses are not errors too.
    pub(super) fn declare_placeholders(&mut self, pattern: &syn::Pat) {
        for mut name in names(pattern) {
            name.mutability = Some(Default::default());
            self.bind_name(&name, Expr::Atom(Atom::Unit), None);
        }
    }
}

/// The names that a pattern binds.
pub(super) fn names(pattern: &syn::Pat) -> Vec<syn::PatIdent> {
    struct Names(Vec<syn::PatIdent>);
    impl<'a> syn::visit::Visit<'a> for Names {
        fn visit_pat_ident(&mut self, name: &'a syn::PatIdent) {
            if !is_constant_name(name) {
                self.0.push(name.clone());
            }
            syn::visit::visit_pat_ident(self, name);
        }
    }
    let mut names = Names(Vec::new());
    syn::visit::Visit::visit_pat(&mut names, pattern);
    names.0
}

/// `None` or `MAX` in a pattern: syn can't tell it from a name, but Rust's customs can.
pub(super) fn is_constant_name(name: &syn::PatIdent) -> bool {
    let is_plain = name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none();
    is_plain && name.ident.to_string().starts_with(char::is_uppercase)
}

/// The alternatives of a pattern that binds names: each is tried by itself.
pub(super) fn alternatives(pattern: &syn::Pat) -> Vec<syn::Pat> {
    match pattern {
        syn::Pat::Paren(inner) => alternatives(&inner.pat),
        syn::Pat::Or(or) if !names(pattern).is_empty() => {
            or.cases.iter().flat_map(alternatives).collect()
        }
        pattern => vec![pattern.clone()],
    }
}

/// Whether a pattern matches whatever it meets. Of a path with one name it is assumed that it is a struct's; an enum's variant
/// has a field only there, and rustc says so.
pub(super) fn is_irrefutable(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Wild(_) | syn::Pat::Rest(_) => true,
        syn::Pat::Ident(name) => match &name.subpat {
            Some((_, sub)) => is_irrefutable(sub),
            None => !is_constant_name(name),
        },
        syn::Pat::Paren(inner) => is_irrefutable(&inner.pat),
        syn::Pat::Type(typed) => is_irrefutable(&typed.pat),
        syn::Pat::Reference(reference) => is_irrefutable(&reference.pat),
        syn::Pat::Tuple(tuple) => tuple.elems.iter().all(is_irrefutable),
        syn::Pat::Struct(fields) => {
            !is_variant(&fields.path)
                && fields.fields.iter().all(|field| is_irrefutable(&field.pat))
        }
        syn::Pat::TupleStruct(fields) => {
            !is_variant(&fields.path) && fields.elems.iter().all(is_irrefutable)
        }
        _ => false,
    }
}

/// The name of what may be a variant that is imported: `Ball` of `Ball(r)`.
pub(super) fn bare_name(pattern: &syn::Pat) -> Option<&syn::Ident> {
    let path = match pattern {
        syn::Pat::Paren(inner) => return bare_name(&inner.pat),
        syn::Pat::Reference(reference) => return bare_name(&reference.pat),
        syn::Pat::TupleStruct(fields) => &fields.path,
        syn::Pat::Struct(fields) => &fields.path,
        _ => return None,
    };
    path.get_ident().filter(|_| !is_variant(path))
}

/// The way to a field that a pattern with this path names.
fn projection(path: &syn::Path, member: syn::Member) -> Projection {
    match is_variant(path) {
        true => Projection::Variant { path: path.clone(), member },
        false => Projection::Field(member),
    }
}

/// `.i`
pub(super) fn field(i: usize) -> Projection {
    Projection::Field(syn::Member::Unnamed(syn::Index::from(i)))
}

/// The patterns of a tuple with the positions that they stand for, `..` being as long as it must.
fn positions(
    patterns: &syn::punctuated::Punctuated<syn::Pat, syn::Token![,]>,
    len: usize,
) -> Vec<(&syn::Pat, usize)> {
    let rest = patterns.iter().position(|pattern| matches!(pattern, syn::Pat::Rest(_)));
    let position = |i: usize| match rest {
        Some(rest) if i > rest => (len + i).checked_sub(patterns.len()).unwrap_or(i),
        _ => i,
    };
    let all = patterns.iter().enumerate();
    all.filter(|(i, _)| Some(*i) != rest).map(|(i, pattern)| (pattern, position(i))).collect()
}

/// A pattern that matches the same and binds nothing.
fn without_names(pattern: &syn::Pat) -> TokenStream {
    struct Wipe;
    impl VisitMut for Wipe {
        fn visit_pat_mut(&mut self, pattern: &mut syn::Pat) {
            if let syn::Pat::Ident(name) = pattern {
                match &name.subpat {
                    Some((_, sub)) => *pattern = (**sub).clone(),
                    None if is_constant_name(name) => return,
                    None => {
                        *pattern = syn::Pat::Wild(syn::PatWild {
                            attrs: Vec::new(),
                            underscore_token: Default::default(),
                        });
                    }
                }
                return self.visit_pat_mut(pattern);
            }
            syn::visit_mut::visit_pat_mut(self, pattern);
        }

        fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
            // `Point { x }` is `Point { x: x }`.
            field.colon_token = Some(Default::default());
            syn::visit_mut::visit_field_pat_mut(self, field);
        }
    }
    let mut pattern = pattern.clone();
    Wipe.visit_pat_mut(&mut pattern);
    pattern.to_token_stream()
}

/// A `bool` literal.
pub(super) fn truth(value: bool, span: Span) -> Atom {
    Atom::Literal(syn::Lit::Bool(syn::LitBool::new(value, span)))
}

/// An integer literal.
pub(super) fn integer(value: usize, span: Span) -> Atom {
    Atom::Literal(syn::Lit::Int(syn::LitInt::new(&value.to_string(), span)))
}
