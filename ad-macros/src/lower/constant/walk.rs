//! The walk over expressions: which of them may hold a derivative, and which are constant.

use quote::ToTokens;
use syn::visit_mut::VisitMut;

use super::names::{Given, Name, Names};
use super::{Seen, cleaned, kinds, span_of, tokens_of, wrapped};
use crate::ir::paths::is_std_variant;
use crate::kind::{Kind, Scope};
use crate::lower::{joined, syntax};
use crate::signature::Signature;

/// One walk.
pub(super) struct Walk<'a> {
    pub(super) names: &'a mut Names,
    signature: &'a Signature,
    /// Whether constant code is wrapped now.
    pub(super) marks: bool,
}

impl<'a> Walk<'a> {
    pub fn new(names: &'a mut Names, signature: &'a Signature, marks: bool) -> Walk<'a> {
        Walk { names, signature, marks }
    }

    pub(super) fn scope(&self) -> &Scope {
        &self.signature.scope
    }

    /// The function's body.
    pub fn body(&mut self, body: &mut syn::Block) {
        for param in &self.signature.params {
            let lends = param.is_mut_ref();
            let known = Name {
                tainted: param.differentiable || param.function.is_some(),
                mutable: param.mutable || lends,
                fixed: !param.differentiable && param.function.is_none(),
                lends,
                refers: param.is_ref(),
                kind: Some(param.kind.clone()).filter(|kind| *kind != Kind::Unknown),
                ..Name::default()
            };
            match &param.pattern {
                Some(pattern) => self.pattern(&pattern.clone(), &known),
                None => vec![self.names.declare(&param.name, known)],
            };
        }
        self.block(body);
    }

    /// An expression; wrapped if it is constant and more than plain.
    pub(super) fn expr(&mut self, expr: &mut syn::Expr) -> Seen {
        let seen = self.parts(expr);
        if seen.is_code && !seen.is_chain {
            self.wrap(expr, &seen);
        }
        seen
    }

    /// An expression that is passed to a function: iterators too.
    pub(super) fn argument(&mut self, expr: &mut syn::Expr) -> Seen {
        let seen = self.parts(expr);
        if seen.is_code || (seen.may_be_dropped() && is_constructed(expr)) {
            self.wrap(expr, &seen);
        }
        seen
    }

    /// Wraps an expression if it is constant, whatever else it is.
    pub(super) fn wrap(&mut self, expr: &mut syn::Expr, seen: &Seen) {
        // What is lent to be changed is changed where it is, not in a copy.
        let is_value = match expr {
            syn::Expr::Closure(_) | syn::Expr::Range(_) => false,
            syn::Expr::Reference(reference) => {
                reference.mutability.is_none() || self.is_behind_a_call(&reference.expr)
            }
            _ => true,
        };
        if let syn::Expr::Paren(syn::ExprParen { expr: inner, .. })
        | syn::Expr::Group(syn::ExprGroup { expr: inner, .. }) = expr
        {
            return self.wrap(inner, seen);
        }
        if is_value {
            self.wrap_all(expr, seen);
        }
    }

    /// Whether a place is no local's: `cell.borrow_mut()[0]`.
    fn is_behind_a_call(&self, place: &syn::Expr) -> bool {
        match place {
            syn::Expr::Paren(inner) => self.is_behind_a_call(&inner.expr),
            syn::Expr::Field(field) => is_made(&field.base) || self.is_behind_a_call(&field.base),
            syn::Expr::Index(index) => is_made(&index.expr) || self.is_behind_a_call(&index.expr),
            syn::Expr::Unary(unary) => is_made(&unary.expr) || self.is_behind_a_call(&unary.expr),
            syn::Expr::Macro(call) => tokens_of(&call.mac).is_some_and(|code| {
                syn::parse2(code.clone()).is_ok_and(|place| self.is_behind_a_call(&place))
            }),
            _ => false,
        }
    }

    /// The same of what a loop runs over, which may as well be lent to be changed: the loop is the user's own.
    pub(super) fn wrap_all(&mut self, expr: &mut syn::Expr, seen: &Seen) {
        let is_written =
            !matches!(expr, syn::Expr::MethodCall(call) if joined::written_as(call).is_some());
        if self.marks && seen.is_constant() && !seen.diverges && is_written {
            let span = syntax::key_span(expr);
            *expr = wrapped(cleaned(expr, |clean, expr| clean.visit_expr_mut(expr)), span);
        }
    }

    /// The same without a wrap around the whole.
    pub(super) fn parts(&mut self, expr: &mut syn::Expr) -> Seen {
        match expr {
            syn::Expr::Paren(inner) => self.parts(&mut inner.expr),
            syn::Expr::Group(inner) => self.parts(&mut inner.expr),
            syn::Expr::Lit(literal) => self.literal(literal),
            syn::Expr::Path(path) => self.path(path),
            syn::Expr::Unary(unary) => self.unary(unary),
            syn::Expr::Cast(cast) => {
                let inner = self.expr(&mut cast.expr);
                let kind = Kind::of_in(&cast.ty, self.scope());
                // An integer holds no derivative.
                let tainted = inner.tainted && kind.may_carry_tangent();
                let refers = matches!(&*cast.ty, syn::Type::Reference(_));
                Seen { tainted, kind: Some(kind), refers, is_chain: false, lends: false, ..inner }
            }
            syn::Expr::Binary(binary) => self.binary(binary),
            syn::Expr::Assign(assign) => {
                let value = self.expr(&mut assign.right);
                self.stored(&mut assign.left, &value)
            }
            syn::Expr::Index(index) => self.index(index),
            syn::Expr::Field(field) => {
                let base = self.expr(&mut field.base);
                let kind = kinds::field(&base, &field.member);
                Seen { kind, refers: false, is_chain: false, ..base }
            }
            syn::Expr::Reference(reference) => self.reference(reference),
            syn::Expr::Range(range) => self.range(range),
            syn::Expr::Tuple(tuple) => {
                let seen = self.all(tuple.elems.iter_mut());
                let kinds = seen.1.into_iter().map(|kind| kind.unwrap_or(Kind::Unknown));
                Seen { kind: Some(Kind::Tuple(kinds.collect())), ..seen.0 }
            }
            syn::Expr::Array(array) => {
                let (seen, kinds) = self.all(array.elems.iter_mut());
                let item = kinds::of_items(kinds);
                Seen { kind: Some(Kind::Array(Box::new(item))), ..seen }
            }
            syn::Expr::Repeat(repeat) => {
                let (seen, kinds) = self.all([&mut *repeat.expr, &mut *repeat.len].into_iter());
                let item = kinds::of_items(kinds);
                Seen { kind: Some(Kind::Array(Box::new(item))), ..seen }
            }
            syn::Expr::Struct(value) => {
                let mut seen = self.all(value.fields.iter_mut().map(|field| &mut field.expr)).0;
                if let Some(rest) = &mut value.rest {
                    // `..Default::default()` is of the type that is wanted.
                    seen.add_value(&self.parts(rest));
                }
                seen.is_of_items = true;
                seen
            }
            syn::Expr::Call(call) => self.call(call),
            syn::Expr::MethodCall(call) => self.method_call(call),
            syn::Expr::Closure(closure) => self.closure(closure, &Given::default()),
            syn::Expr::Macro(_) => self.macro_expr(expr),
            expr => self.flow(expr),
        }
    }

    fn unary(&mut self, unary: &mut syn::ExprUnary) -> Seen {
        let inner = self.expr(&mut unary.expr);
        let is_deref = matches!(unary.op, syn::UnOp::Deref(_));
        let is_code = inner.is_code || (!is_deref && inner.is_unseen_reference());
        // What is behind a reference may be one again.
        let refers = is_deref && inner.kind.is_none();
        Seen { is_code, refers, diverges: false, is_chain: false, ..inner }
    }

    fn reference(&mut self, reference: &mut syn::ExprReference) -> Seen {
        let inner = self.expr(&mut reference.expr);
        let lends = inner.lends || reference.mutability.is_some();
        let is_temporary = reference.mutability.is_some() && !is_place(&reference.expr);
        let is_code =
            inner.is_code || is_temporary || self.is_another_reference(&reference.expr, &inner);
        let kind = inner.kind.clone().filter(|_| !is_temporary);
        Seen { lends, is_code, kind, refers: true, is_chain: false, diverges: false, ..inner }
    }

    fn index(&mut self, index: &mut syn::ExprIndex) -> Seen {
        let base = self.expr(&mut index.expr);
        let at = self.expr(&mut index.index);
        let is_range = matches!(&*index.index, syn::Expr::Range(_));
        let kind = if is_range { base.kind.clone() } else { kinds::item(&base) };
        // What is indexed by a reference is no list; and what isn't seen to be one, by what isn't seen to be an integer, may be none:
        // that is left as it was written.
        let is_of_list = base.is_list() || is_range || at.kind == Some(Kind::Int);
        let is_code = matches!(&*index.index, syn::Expr::Reference(_)) || !is_of_list;
        let mut seen = Seen { kind, is_code, ..Seen::default() };
        seen.add_value(&base);
        // An element may refer to what its list does, but not to its place there.
        seen.add(&Seen { roots: Vec::new(), ..at });
        seen.refers = false;
        seen
    }

    fn range(&mut self, range: &mut syn::ExprRange) -> Seen {
        let mut seen = Seen::default();
        for bound in range.start.iter_mut().chain(&mut range.end) {
            let bound = self.expr(bound);
            seen.add_value(&bound);
        }
        seen.is_chain = true;
        seen.kind = Some(Kind::List(Box::new(Kind::Int)));
        seen
    }

    /// Values that are put together.
    pub(super) fn all<'e>(
        &mut self,
        exprs: impl Iterator<Item = &'e mut syn::Expr>,
    ) -> (Seen, Vec<Option<Kind>>) {
        let (mut seen, mut kinds) = (Seen::default(), Vec::new());
        for expr in exprs {
            let part = self.expr(expr);
            seen.add_value(&part);
            // In it nobody sees that a part is a `&mut` reference.
            kinds.push(part.kind.filter(|_| !part.lends));
        }
        (seen, kinds)
    }

    fn literal(&mut self, literal: &syn::ExprLit) -> Seen {
        let kind = match &literal.lit {
            syn::Lit::Float(_) => Kind::Float,
            syn::Lit::Int(int) if int.suffix().starts_with('f') => Kind::Float,
            syn::Lit::Int(_) => Kind::Int,
            syn::Lit::Bool(_) => Kind::Bool,
            _ => Kind::Other,
        };
        Seen { kind: Some(kind), ..Seen::default() }
    }

    fn path(&mut self, path: &syn::ExprPath) -> Seen {
        let name = path.path.get_ident().filter(|_| path.qself.is_none());
        let Some(id) = name.and_then(|name| self.names.find(name)) else {
            return Seen { is_of_items: !is_std_variant(&path.path), ..Seen::default() };
        };
        let name = self.names.get(id);
        Seen {
            tainted: name.tainted,
            mentions: name.tainted,
            lends: name.lends,
            refers: name.refers,
            roots: vec![id],
            kind: name.kind.clone(),
            params: name.params.clone(),
            ..Seen::default()
        }
    }

    fn binary(&mut self, binary: &mut syn::ExprBinary) -> Seen {
        if syntax::compound(&binary.op).is_some() {
            let value = self.expr(&mut binary.right);
            let mut seen = self.stored(&mut binary.left, &value);
            seen.is_code |= value.is_unseen_reference();
            return seen;
        }
        let (left, right) = (self.expr(&mut binary.left), self.expr(&mut binary.right));
        let mut seen = Seen::default();
        seen.add_value(&left);
        seen.add_value(&right);
        seen.is_code |= left.is_unseen_reference() || right.is_unseen_reference();
        seen.refers = false;
        use syn::BinOp::{And, Eq, Ge, Gt, Le, Lt, Ne, Or};
        if matches!(binary.op, And(_) | Or(_) | Eq(_) | Ne(_) | Lt(_) | Le(_) | Gt(_) | Ge(_)) {
            // Of any type, these are `bool`.
            (seen.tainted, seen.kind) = (false, Some(Kind::Bool));
        } else if left.kind == right.kind {
            seen.kind = left.kind;
        }
        // What an operator results in refers to nothing.
        seen.lends = false;
        seen.roots.clear();
        seen
    }

    /// A value is stored at a place.
    fn stored(&mut self, place: &mut syn::Expr, value: &Seen) -> Seen {
        let is_whole = matches!(place, syn::Expr::Path(_));
        let is_elsewhere = !is_whole && self.is_in_unseen(place);
        let place = self.place(place);
        if value.tainted {
            for root in &place.roots {
                match is_whole {
                    true => self.names.taint(*root),
                    false => self.names.write(*root),
                }
            }
        }
        let mut seen = Seen { is_code: is_elsewhere, ..Seen::default() };
        seen.add(&place);
        seen.add(value);
        seen
    }

    /// A place that is written to: what it is in isn't taken out of it.
    fn place(&mut self, place: &mut syn::Expr) -> Seen {
        match place {
            syn::Expr::Paren(inner) => self.place(&mut inner.expr),
            syn::Expr::Field(field) => self.place(&mut field.base),
            syn::Expr::Unary(unary) => self.place(&mut unary.expr),
            syn::Expr::Index(index) => {
                let mut seen = self.place(&mut index.expr);
                let at = self.expr(&mut index.index);
                seen.add(&Seen { roots: Vec::new(), ..at });
                seen
            }
            place => self.parts(place),
        }
    }
}

/// Code that no mark can stand in the place of.
pub(super) fn wrapped_statement<T: ToTokens + Clone>(
    code: &T,
    clean: impl FnOnce(&mut super::tokens::Clean, &mut T),
) -> syn::Expr {
    wrapped(cleaned(code, clean), span_of(code))
}

/// Whether an expression is a value that a constructor makes, perhaps, or a reference to one.
pub(super) fn is_constructed(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_constructed(&inner.expr),
        syn::Expr::Reference(lent) => is_constructed(&lent.expr),
        syn::Expr::Call(_) | syn::Expr::Struct(_) => true,
        _ => false,
    }
}

/// Whether an expression is what a call returns.
fn is_made(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_made(&inner.expr),
        syn::Expr::Macro(call) => tokens_of(&call.mac)
            .is_some_and(|code| syn::parse2(code.clone()).is_ok_and(|made| is_made(&made))),
        expr => matches!(expr, syn::Expr::Call(_) | syn::Expr::MethodCall(_)),
    }
}

/// Whether an expression is a place, and no temporary.
fn is_place(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_place(&inner.expr),
        syn::Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)),
        syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Index(_) => true,
        _ => false,
    }
}
