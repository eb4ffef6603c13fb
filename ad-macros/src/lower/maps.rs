//! Maps: a value by its key is a place, as an element of a list is one by its number.
//!
//! ```text
//! m.get(&k)                        key = look up k in m;     Optional(key.is_there(), m{key})
//! *m.entry(k).or_insert(0.0)       the same, and an insertion where there is none;     m{key}
//! m.insert(k, v), m.remove(&k)     branches on whether there is one
//! for (k, v) in &m                 a loop over the keys, which are listed before; v stands for m{key}
//! ```
//!
//! A key is looked up once, in the primal; cotangents are found by what that found. What is a map is known by its type as it is written, or by what makes it. Where a method and its
//! operand are those of maps alone, `x.get("a")`, rustc says if there is none. [`methods`] has the methods, [`items`] the iterators, [`made`] what makes maps.

mod items;
mod made;
mod methods;

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::visit::Visit;

use super::Lower;
use super::item::Mode;
use super::scopes::Binding;
use crate::ir::paths::plain;
use crate::ir::{Atom, Claim, Expr, LookUp, Place, Projection, VarId};
use crate::kind::Kind;
use crate::kinds::{self, known};
use crate::library::StdType;

/// A key that was looked up: what holds it, and whether there is a value.
pub(super) struct Key {
    pub at: VarId,
    pub is_there: Atom,
}

impl Lower<'_> {
    /// What is known of the place that an expression is, before it is lowered.
    fn kind_at(&self, expr: &syn::Expr) -> Kind {
        match expr {
            syn::Expr::Paren(inner) => self.kind_at(&inner.expr),
            syn::Expr::Group(inner) => self.kind_at(&inner.expr),
            syn::Expr::Reference(inner) => self.kind_at(&inner.expr),
            syn::Expr::Unary(inner) if matches!(inner.op, syn::UnOp::Deref(_)) => {
                self.kind_at(&inner.expr)
            }
            syn::Expr::Path(_) => match self.binding_of(expr) {
                Some(Binding::Var(var)) => self.function.var(*var).ty.known.clone(),
                Some(Binding::Place(place, _)) => known::of_place(&self.function.vars, place),
                _ => Kind::Unknown,
            },
            syn::Expr::Field(field) => self.kind_at(&field.base).field(&field.member),
            syn::Expr::Index(index) => match self.kind_at(&index.expr) {
                Kind::Map(value) => *value,
                kind => kind.element(),
            },
            _ => Kind::Unknown,
        }
    }

    /// What a name stands for.
    fn binding_of(&self, expr: &syn::Expr) -> Option<&Binding> {
        let syn::Expr::Path(path) = expr else { return None };
        self.binding(path.path.get_ident()?)
    }

    /// Whether an expression is known to be a map.
    pub(super) fn is_map(&self, expr: &syn::Expr) -> bool {
        matches!(self.kind_at(expr), Kind::Map(_))
    }

    /// Whether a place is known to be a map.
    pub(super) fn is_map_at(&self, place: &Place) -> bool {
        matches!(known::of_place(&self.function.vars, place), Kind::Map(_))
    }

    /// Whether an expression is taken for a map if a value of it is found by this: no list is indexed by a reference or a text.
    pub(super) fn has_keys(&self, expr: &syn::Expr, key: &syn::Expr) -> bool {
        self.is_map(expr) || (self.may_be_map(expr) && self.is_key(key))
    }

    /// Whether nothing says if it is a list or a map in which a value is sought by this.
    fn may_have_keys(&self, expr: &syn::Expr, key: &syn::Expr) -> bool {
        let is_guessed = match self.binding_of(key) {
            Some(Binding::Var(var)) => self.function.var(*var).ty.guess != Kind::Unknown,
            Some(Binding::Place(place, _)) => {
                kinds::of_place(&self.function.vars, place) != Kind::Unknown
            }
            _ => true,
        };
        let is_place = matches!(expr, syn::Expr::Field(_) | syn::Expr::Path(_));
        is_place && self.may_be_map(expr) && !self.is_unseen(expr) && !is_guessed
    }

    /// Whether an expression may be a map, as far as is known.
    fn may_be_map(&self, expr: &syn::Expr) -> bool {
        let is_list = matches!(self.kind_at(expr), Kind::List(_) | Kind::Array(_));
        !is_list && !self.is_users(expr)
    }

    /// Whether an expression is a part of a constant, of whatever type that is: that stays as the user wrote it.
    fn is_in_constant(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.is_in_constant(&inner.expr),
            syn::Expr::Group(inner) => self.is_in_constant(&inner.expr),
            syn::Expr::Reference(inner) => self.is_in_constant(&inner.expr),
            syn::Expr::Unary(inner) => self.is_in_constant(&inner.expr),
            syn::Expr::Field(field) => self.is_in_constant(&field.base),
            syn::Expr::Index(index) => self.is_in_constant(&index.expr),
            syn::Expr::MethodCall(call) => self.is_in_constant(&call.receiver),
            syn::Expr::Lit(_) => true,
            syn::Expr::Path(path) if path.path.get_ident().is_some() => {
                self.binding_of(expr).is_none_or(|binding| self.is_of_constant(binding))
            }
            expr => super::constant::written(expr).is_some(),
        }
    }

    fn is_of_constant(&self, binding: &Binding) -> bool {
        let root = match binding {
            Binding::Var(var) => *var,
            Binding::Place(place, _) => place.root,
            _ => return false,
        };
        let mut params = self.signature.params.iter().zip(&self.function.params);
        let is_constant = params.any(|(param, var)| *var == root && !param.differentiable);
        is_constant || self.function.var(root).ty.unseen
    }

    /// Whether an operand is a key of a map where it is no number: `&name`, `"mass"`, a text.
    fn is_key(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.is_key(&inner.expr),
            syn::Expr::Reference(reference) => reference.mutability.is_none(),
            syn::Expr::Lit(literal) => matches!(literal.lit, syn::Lit::Str(_)),
            syn::Expr::Path(_) => match self.binding_of(expr) {
                Some(Binding::Var(var)) => {
                    let ty = &self.function.var(*var).ty;
                    ty.is_reference() && ty.known == Kind::Other
                }
                Some(Binding::Place(place, mode)) => {
                    *mode != Mode::Move
                        && known::of_place(&self.function.vars, place) == Kind::Other
                }
                _ => false,
            },
            expr => match super::constant::written(expr) {
                Some(own) => syn::parse2(own.to_token_stream()).is_ok_and(|own| self.is_key(&own)),
                None => false,
            },
        }
    }

    /// Whether it is `map[&key]`. What is constant altogether stays as the user wrote it, whatever its type is.
    pub(super) fn is_map_index(&self, index: &syn::ExprIndex) -> bool {
        let is_constant = self.is_in_constant(&index.expr) && self.is_in_constant(&index.index);
        self.has_keys(&index.expr, &index.index) && !is_constant
    }

    /// `map[&key]`
    pub(super) fn map_index(&mut self, index: &syn::ExprIndex) -> Option<Place> {
        let span = syn::spanned::Spanned::span(&*index.index);
        let map = self.place_or_temp(&index.expr)?;
        let key = self.key(&map, &index.index, span);
        Some(map.then(Projection::Entry(key.at)))
    }

    /// Looks up a key that is borrowed.
    fn key(&mut self, map: &Place, key: &syn::Expr, span: Span) -> Key {
        let key = self.value(key);
        self.looked_up(map, LookUp::Borrowed(key), span)
    }

    fn looked_up(&mut self, map: &Place, by: LookUp, span: Span) -> Key {
        let map = self.looked_through(map.clone());
        let at = self.temp(Expr::LookUp(map, by), span);
        let is_there = Expr::LookUp(Place::whole(at), LookUp::IsThere);
        Key { at, is_there: Atom::Var(self.temp(is_there, span)) }
    }

    /// Notes that the names in a type that are taken for those of maps have to be.
    pub(super) fn claim_maps(&mut self, ty: &syn::Type) {
        let mut maps = Maps(Vec::new());
        maps.visit_type(ty);
        maps.0.iter().for_each(|path| self.claim_map(path));
    }

    fn claim_map(&mut self, path: &syn::Path) {
        let Some(last) = path.segments.last() else { return };
        let (name, path) = (&last.ident, plain(path));
        let claim = Claim::Type {
            std: quote!(::std::collections::#name<(), ()>),
            path: quote!(#path<(), ()>),
        };
        let text = |claim: &Claim| match claim {
            Claim::Type { path, .. } => path.to_string(),
            _ => String::new(),
        };
        if !self.function.claims.iter().any(|known| text(known) == text(&claim)) {
            self.function.claims.push(claim);
        }
    }
}

/// The paths of maps in a type.
struct Maps(Vec<syn::Path>);

impl<'a> Visit<'a> for Maps {
    fn visit_type_path(&mut self, ty: &'a syn::TypePath) {
        let is_map = StdType::of_path(&ty.path) == Some(StdType::Map);
        if is_map && ty.qself.is_none() {
            self.0.push(ty.path.clone());
        }
        syn::visit::visit_type_path(self, ty);
    }
}
