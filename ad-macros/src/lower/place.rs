//! Places: variables, elements, sub-slices, tuple fields, dereferences.

use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;

use super::item::{Item, Mode};
use super::{Lower, constant, lent_parts};
use crate::ir::paths::is_variant;
use crate::ir::{Atom, CloneBy, Expr, Place, Projection, Stmt, VarId};
use crate::kind::Kind;
use crate::kinds::known;
use crate::library::{self, Lowering};

impl Lower<'_> {
    /// The place that an expression denotes, if it is one that the IR knows.
    pub(super) fn place(&mut self, expr: &syn::Expr) -> Option<Place> {
        match expr {
            syn::Expr::Paren(inner) => self.place(&inner.expr),
            syn::Expr::Group(inner) => self.place(&inner.expr),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident().filter(|_| path.qself.is_none())?;
                if let Some((place, _)) = self.alias(path) {
                    return Some(place);
                }
                self.lookup(name).map(Place::whole)
            }
            syn::Expr::Field(field) => match &field.member {
                syn::Member::Unnamed(index) => {
                    let base = self.place_or_temp(&field.base)?;
                    Some(base.then(Projection::Field(syn::Member::Unnamed(index.clone()))))
                }
                member => {
                    let base = self.place_or_temp(&field.base)?;
                    Some(base.then(Projection::Field(member.clone())))
                }
            },
            syn::Expr::Index(index) if self.is_map_index(index) => self.map_index(index),
            syn::Expr::Index(index) => {
                let base = self.place_or_temp(&index.expr)?;
                if let Some((method, args)) = lent_parts::part(&index.index) {
                    return Some(self.lent_part(base, method, args));
                }
                let projection = self.index(&index.index);
                let projection = self.keyed(&base, projection, index.span());
                self.function.vars[base.root.0].indexed.written.insert(base.way());
                Some(base.then(projection))
            }
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                self.pointee(&unary.expr)
            }
            syn::Expr::MethodCall(call) => self.changed_cow(call),
            _ => None,
        }
    }

    /// The place that an expression points to.
    fn pointee(&mut self, expr: &syn::Expr) -> Option<Place> {
        match expr {
            syn::Expr::Paren(inner) => self.pointee(&inner.expr),
            syn::Expr::Reference(inner) => self.place(&inner.expr),
            expr if constant::written(expr).is_some() => {
                let value = self.value(expr);
                Some(Place::whole(value.var()?).then(Projection::Deref))
            }
            syn::Expr::MethodCall(_) | syn::Expr::Call(_) | syn::Expr::Try(_) => {
                let item = self.item(expr);
                if let Some(place) = self.unseen_place(&item, expr) {
                    return Some(place.then(Projection::Deref));
                }
                match item {
                    // What is taken out by value is a pointer, if it is dereferenced.
                    Item::Place(place, Mode::Move) => Some(place.then(Projection::Deref)),
                    item => match self.dereferenced(item, expr.span()) {
                        Item::Place(place, _) => Some(place),
                        _ => None,
                    },
                }
            }
            // `*r` of a name that stands for the place.
            syn::Expr::Path(path) if self.alias(path).is_some() => {
                self.alias(path).map(|(place, _)| place)
            }
            expr => {
                let place = self.place(expr)?;
                let is_collapsed = self.function.var(place.root).ty.collapsed;
                match is_collapsed && place.projections == [Projection::Deref] {
                    true => Some(place),
                    false if self.is_item(&place) => Some(place.then(Projection::Pointee)),
                    false => Some(place.then(Projection::Deref)),
                }
            }
        }
    }

    /// The place of an item that is, or is in, what a call returned that isn't known: whether it is a reference isn't
    /// known either.
    fn unseen_place(&mut self, item: &Item, expr: &syn::Expr) -> Option<Place> {
        match item {
            Item::Place(place, Mode::Move) if self.is_in_unknown(place) => Some(place.clone()),
            Item::Value(value) if self.is_unknown(value) => {
                let value = self.atom(value.clone(), expr.span());
                value.var().map(Place::whole)
            }
            _ => None,
        }
    }

    /// The place of an expression, or of a temporary that holds its value. `None` for paths that
    /// are not variables (constants): those are read verbatim.
    pub(super) fn place_or_temp(&mut self, expr: &syn::Expr) -> Option<Place> {
        if let Some(place) = self.place(expr) {
            return Some(place);
        }
        match expr {
            syn::Expr::Path(_) => None,
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => None,
            syn::Expr::Field(_) if self.is_constant(expr) => None,
            syn::Expr::Index(_) | syn::Expr::MethodCall(_) if self.is_constant(expr) => None,
            syn::Expr::Paren(inner) => self.place_or_temp(&inner.expr),
            expr => {
                let value = self.rhs(expr);
                Some(Place::whole(self.temp(value, expr.span())))
            }
        }
    }

    /// Whether the innermost base of an index or method chain is not a variable of the function.
    fn is_constant(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Path(path) => {
                path.path.get_ident().is_none_or(|name| self.binding(name).is_none())
            }
            syn::Expr::Index(index) => self.is_constant(&index.expr),
            syn::Expr::Field(field) => self.is_constant(&field.base),
            syn::Expr::MethodCall(call) => self.is_constant(&call.receiver),
            syn::Expr::Paren(inner) => self.is_constant(&inner.expr),
            _ => false,
        }
    }

    fn index(&mut self, index: &syn::Expr) -> Projection {
        match index {
            syn::Expr::Range(range) => Projection::Range {
                start: range.start.as_ref().map(|start| self.value(start)),
                end: range.end.as_ref().map(|end| self.value(end)),
                inclusive: matches!(range.limits, syn::RangeLimits::Closed(_)),
            },
            syn::Expr::Paren(inner) => self.index(&inner.expr),
            index => match self.range_kept(index) {
                Some(range) => self.part_of_range(range, index.span()),
                None => Projection::Index(self.value(index)),
            },
        }
    }

    /// The variable, if it is one that holds a range, or a copy of it.
    fn range_kept(&self, index: &syn::Expr) -> Option<VarId> {
        match index {
            syn::Expr::Path(path) => {
                let var = self.lookup(path.path.get_ident()?)?;
                self.function.var(var).ty.range.then_some(var)
            }
            syn::Expr::MethodCall(call)
                if library::becomes(&call.method.to_string(), Lowering::Copy(CloneBy::Clone)) =>
            {
                self.range_kept(&call.receiver)
            }
            index => {
                let own = constant::written(index)?;
                self.range_kept(&syn::parse2(own.clone()).ok()?)
            }
        }
    }

    /// `x[range]` of a range that was kept.
    fn part_of_range(&mut self, range: VarId, span: Span) -> Projection {
        let [start, end] = self.ends_of_range(range, span);
        for end in [&start, &end].into_iter().filter_map(Atom::var) {
            self.function.vars[end.0].ty.usize = true;
        }
        Projection::Range { start: Some(start), end: Some(end), inclusive: false }
    }

    /// The numbers between which a range is that was kept.
    fn ends_of_range(&mut self, range: VarId, span: Span) -> [Atom; 2] {
        ["start", "end"].map(|end| {
            let end = Projection::Field(syn::Member::Named(Ident::new(end, span)));
            let end = self.temp(Expr::Read(Place::whole(range).then(end)), span);
            self.function.vars[end.0].ty.is_of(Kind::Int);
            Atom::Var(end)
        })
    }

    /// An index that no list has, `m[(i, j)]`: what is indexed may say itself where that goes.
    fn keyed(&mut self, base: &Place, step: Projection, span: Span) -> Projection {
        let Projection::Index(Atom::Var(index)) = step else { return step };
        let sketch = &self.function.var(index).ty;
        let is_own = sketch.is_nominal() && !sketch.is_reference();
        let may_be_other = match &sketch.guess {
            Kind::Tuple(_) | Kind::Array(_) => true,
            Kind::Unknown => is_own || self.is_struct(index),
            _ => false,
        };
        let is_list =
            matches!(known::of_place(&self.function.vars, base), Kind::List(_) | Kind::Array(_));
        if !may_be_other || is_list {
            return step;
        }
        let sketch = sketch.copied();
        let key = self.temp(Expr::Key(base.clone(), Atom::Var(index), None), span);
        self.function.vars[key.0].ty = sketch;
        if !self.function.var(key).ty.known.is_settled() {
            self.function.vars[key.0].ty.is_of(Kind::Other);
        }
        Projection::Index(Atom::Var(key))
    }

    /// The part that a method lends to be changed.
    fn lent_part(
        &mut self,
        base: Place,
        method: &Ident,
        args: &Punctuated<syn::Expr, syn::Token![,]>,
    ) -> Place {
        let span = method.span();
        let args = args.iter().map(|arg| self.value(arg)).collect();
        let args = self.temp(Expr::Tuple(args), span);
        let key = Expr::Key(base.clone(), Atom::Var(args), Some(method.clone()));
        let key = self.temp(key, span);
        self.function.vars[key.0].ty.is_of(Kind::Other);
        self.function.vars[base.root.0].indexed.written.insert(base.way());
        base.then(Projection::Index(Atom::Var(key)))
    }

    /// Whether a variable was just made as a struct.
    fn is_struct(&self, var: VarId) -> bool {
        self.stmts.iter().rev().any(|stmt| match stmt {
            Stmt::Let { var: made, expr: Expr::Construct { path, .. }, .. } => {
                *made == var && !is_variant(path)
            }
            _ => false,
        })
    }

    /// An element or a part of what is taken for a list: a loop or a method is written out.
    pub(super) fn part_of_list(&mut self, list: &Place, step: Projection) -> Place {
        self.function.vars[list.root.0].indexed.made.insert(list.way());
        list.then(step)
    }

    /// The value at a place. A whole immutable variable is an atom; a reference to a scalar is
    /// looked through, as Rust's operators do.
    pub(super) fn read(&mut self, place: Place) -> Expr {
        let root = self.function.var(place.root);
        if place.projections.is_empty() && !root.mutable {
            return Expr::Atom(Atom::Var(place.root));
        }
        Expr::Read(place)
    }
}
