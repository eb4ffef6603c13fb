//! Expressions: each kind of `syn::Expr` is a decision here.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;

use super::scopes::Binding;
use super::syntax::key_span;
use super::{Lower, constant};
use crate::ir::paths::{self, resolved};
use crate::ir::{Atom, Expr, Place, Projection, Stmt, StoreOp, Var};
use crate::kind::Kind;
use crate::library::macros::{self, never_returns};
use crate::message::Message;
use crate::ty::{is_boxed_object, item_type, peel};
use crate::unsupported;

impl Lower<'_> {
    /// Lowers an expression to an atom; its steps go before it.
    pub(super) fn value(&mut self, expr: &syn::Expr) -> Atom {
        let lowered = self.rhs(expr);
        self.atom(lowered, key_span(expr))
    }

    /// The same, of a type that is known from around it.
    pub(super) fn value_expecting(&mut self, expr: &syn::Expr, ty: Option<&syn::Type>) -> Atom {
        let lowered = self.expecting(expr, ty);
        self.atom(lowered, key_span(expr))
    }

    /// Lowers an expression for its effects.
    pub(super) fn effect(&mut self, expr: &syn::Expr) {
        if let Some(tokens) = constant::written(expr) {
            return self.own_statement(tokens);
        }
        match self.rhs(expr) {
            Expr::Atom(value) => self.drop_result(&value),
            Expr::Verbatim(verbatim) => {
                self.stmts.push(Stmt::Verbatim { verbatim, lets: None });
            }
            other => {
                let value = self.temp(other, expr.span());
                self.function.vars[value.0].dropped = true;
            }
        }
    }

    /// What a call resulted in that is made for its effects.
    fn drop_result(&mut self, value: &Atom) {
        if let (Some(Stmt::Call { results, .. }), Some(var)) = (self.stmts.last(), value.var())
            && results.contains(&var)
        {
            self.function.vars[var.0].dropped = true;
        }
    }

    /// Lowers an expression whose type is known from around it, which some sums need.
    pub(super) fn expecting(&mut self, expr: &syn::Expr, ty: Option<&syn::Type>) -> Expr {
        match expr {
            syn::Expr::Paren(inner) => self.expecting(&inner.expr, ty),
            syn::Expr::Group(inner) => self.expecting(&inner.expr, ty),
            syn::Expr::Block(block) if !is_left(block) => self.inner_block(&block.block, ty),
            syn::Expr::If(branch) => self.branch(branch, ty),
            syn::Expr::Match(expr) => self.match_expr(expr, ty),
            syn::Expr::Reference(reference) => match self.literals_lent(reference, ty) {
                Some(list) => Expr::Atom(list),
                None => self.rhs(expr),
            },
            syn::Expr::MethodCall(call) => self.method_call(call, ty),
            syn::Expr::Call(call) => self.call(call, ty),
            syn::Expr::Macro(call) if call.mac.path.is_ident(macros::VEC) => {
                self.vec(&call.mac, ty.and_then(item_type))
            }
            syn::Expr::Array(array) => {
                let items = self.items(array.elems.iter(), ty.and_then(item_type));
                Expr::List { items, vec: false }
            }
            syn::Expr::Tuple(tuple) if !tuple.elems.is_empty() => {
                let types = match ty.map(peel) {
                    Some(syn::Type::Tuple(types)) => types.elems.iter().map(Some).collect(),
                    _ => vec![None; tuple.elems.len()],
                };
                let items = tuple.elems.iter().zip(types);
                Expr::Tuple(items.map(|(item, ty)| self.value_expecting(item, ty)).collect())
            }
            expr => self.rhs(expr),
        }
    }

    /// `Particle { mass, speed: 0.0, ..other }`
    fn construct(&mut self, value: &syn::ExprStruct) -> Expr {
        let span = value.path.span();
        let fields: Vec<_> = value
            .fields
            .iter()
            .map(|field| (field.member.clone(), self.value(&field.expr)))
            .collect();
        let path = resolved(&value.path);
        let Some(base) = &value.rest else {
            return Expr::Construct { path, fields, like: None };
        };
        // The rest first, then the fields over it.
        let rest = self.value(base);
        let mut whole = Var::new("t", span);
        whole.mutable = true;
        if let syn::Expr::Call(_) = &**base {
            // `Default::default()` is of the type that is wanted.
            let path = &value.path;
            whole.ty.written = Some(quote::quote!(#path));
        }
        let whole = self.function.add(whole);
        self.stmts.push(Stmt::Let { var: whole, expr: Expr::Atom(rest), span });
        for (member, value) in fields {
            let place = Place::whole(whole).then(Projection::Field(member));
            self.store(place, StoreOp::Set, value, span);
        }
        Expr::Read(Place::whole(whole))
    }

    /// Lowers an expression to the operation that is its last step.
    pub(super) fn rhs(&mut self, expr: &syn::Expr) -> Expr {
        match expr {
            syn::Expr::Paren(inner) => self.rhs(&inner.expr),
            syn::Expr::Group(inner) => self.rhs(&inner.expr),
            syn::Expr::Lit(literal) => self.literal(literal),
            syn::Expr::Path(path) => self.path(path),
            syn::Expr::Unary(unary) => self.unary(unary),
            syn::Expr::Binary(binary) => self.binary(binary),
            syn::Expr::Assign(assign) => self.assign(assign),
            syn::Expr::Cast(cast) if is_boxed_object(&cast.ty) => {
                self.expecting(&cast.expr, Some(&cast.ty))
            }
            syn::Expr::Cast(cast) => {
                if let syn::Type::Ptr(pointer) = crate::ty::peel(&cast.ty) {
                    self.diagnostics.error(pointer, unsupported::RAW_POINTER);
                    return Expr::Atom(Atom::Unit);
                }
                let operand = self.operand(&cast.expr);
                Expr::Cast(operand, cast.ty.clone())
            }
            syn::Expr::Index(_) | syn::Expr::Field(_) => match self.place(expr) {
                Some(place) => self.read(place),
                None => self.unknown(expr, expr, unsupported::FIELD),
            },
            syn::Expr::Reference(reference) => self.reference(reference),
            syn::Expr::Tuple(tuple) if tuple.elems.is_empty() => Expr::Atom(Atom::Unit),
            syn::Expr::Tuple(tuple) => {
                Expr::Tuple(tuple.elems.iter().map(|item| self.value(item)).collect())
            }
            syn::Expr::Array(array) => {
                Expr::List { items: self.items(array.elems.iter(), None), vec: false }
            }
            syn::Expr::Repeat(repeat) => {
                let item = self.value(&repeat.expr);
                // The length of an array is a constant expression: it can't mention variables.
                let len = match &*repeat.len {
                    syn::Expr::Lit(len) => Atom::Literal(len.lit.clone()),
                    syn::Expr::Path(len) => Atom::Constant(len.path.clone()),
                    len if is_value(len) => Atom::Length(Box::new(len.clone())),
                    len => self.value(len),
                };
                Expr::Repeat { item, len, vec: false }
            }
            syn::Expr::Block(block) if !is_left(block) => self.inner_block(&block.block, None),
            syn::Expr::If(branch) => self.branch(branch, None),
            syn::Expr::Match(expr) => self.match_expr(expr, None),
            syn::Expr::Try(expr) => {
                let item = self.question(expr);
                self.item_value(item, expr.question_token.span())
            }
            syn::Expr::Struct(value) => self.construct(value),
            syn::Expr::Block(_)
            | syn::Expr::ForLoop(_)
            | syn::Expr::While(_)
            | syn::Expr::Loop(_)
            | syn::Expr::Return(_)
            | syn::Expr::Break(_)
            | syn::Expr::Continue(_) => self.flow(expr),
            syn::Expr::Call(call) => self.call(call, None),
            syn::Expr::MethodCall(call) => self.method_call(call, None),
            syn::Expr::Macro(call) => match constant::written(expr) {
                Some(tokens) => self.own_operand(tokens),
                None => self.macro_value(&call.mac),
            },
            syn::Expr::Closure(closure) if self.calls_closures(closure) => {
                self.diagnostics.error(&closure.body, unsupported::CLOSURE);
                Expr::Atom(Atom::Unit)
            }
            syn::Expr::Closure(closure) => {
                let value = self.unknown(expr, &closure.body, unsupported::CLOSURE);
                let captures = matches!(&value, Expr::Verbatim(code) if !code.captures.is_empty());
                let var = self.temp(value, closure.span());
                self.function.vars[var.0].ty.closure = captures;
                Expr::Atom(Atom::Var(var))
            }
            syn::Expr::Range(range) => self.range_value(range),
            other => {
                self.refuse(other);
                Expr::Atom(Atom::Unit)
            }
        }
    }

    /// `a..b` of what may be differentiated, which has two ends; any other range is a constant.
    fn range_value(&mut self, range: &syn::ExprRange) -> Expr {
        let before = self.stmts.len();
        let value = match (&range.start, &range.end, range.limits) {
            (Some(start), Some(end), syn::RangeLimits::HalfOpen(_)) => {
                let ends = [self.value(start), self.value(end)];
                let is_written = [start, end].into_iter().all(|end| is_written(end));
                let is_integer = ends.iter().any(|end| self.kind(end) == Kind::Int) && is_written;
                let is_seen = is_integer || ends.iter().all(|end| end.var().is_none());
                (!is_seen).then_some(ends)
            }
            _ => None,
        };
        let Some([start, end]) = value else {
            self.stmts.truncate(before);
            let whole = syn::Expr::Range(range.clone());
            return self.unknown(&whole, range.limits, unsupported::RANGE_VALUE);
        };
        let fields = [("start", start), ("end", end)]
            .map(|(name, value)| (syn::Member::Named(Ident::new(name, Span::mixed_site())), value));
        Expr::Construct { path: paths::range(), fields: fields.into(), like: None }
    }

    /// The value of a macro, if it has one: `panic!` never returns.
    fn macro_value(&mut self, mac: &syn::Macro) -> Expr {
        match self.macro_expr(mac) {
            Expr::Verbatim(verbatim) if never_returns(mac) => {
                self.stmts.push(Stmt::Verbatim { verbatim, lets: None });
                self.diverge(mac);
                Expr::Atom(Atom::Unit)
            }
            value => value,
        }
    }

    /// What no differentiated function may hold.
    fn refuse(&mut self, expr: &syn::Expr) {
        match expr {
            syn::Expr::Unsafe(block) => {
                self.diagnostics.error(block.unsafe_token, unsupported::UNSAFE_BLOCK);
            }
            syn::Expr::Async(block) => {
                self.diagnostics.error(block.async_token, unsupported::ASYNC_BLOCK);
            }
            syn::Expr::Await(expr) => self.diagnostics.error(expr.await_token, unsupported::AWAIT),
            syn::Expr::Yield(expr) => self.diagnostics.error(expr.yield_token, unsupported::YIELD),
            syn::Expr::RawAddr(expr) => {
                self.diagnostics.error(expr, unsupported::RAW_POINTER);
            }
            other => self.diagnostics.error(other, unsupported::EXPRESSION),
        }
    }

    /// An expression that no derivative goes through: fine unless something active is in it.
    pub(super) fn unknown(
        &mut self,
        expr: &syn::Expr,
        guilty: impl ToTokens,
        message: Message,
    ) -> Expr {
        let complaint = Some((guilty.to_token_stream(), message));
        Expr::Verbatim(self.verbatim(expr.to_token_stream(), complaint, true))
    }

    fn literal(&mut self, literal: &syn::ExprLit) -> Expr {
        match &literal.lit {
            syn::Lit::Int(_) | syn::Lit::Float(_) | syn::Lit::Bool(_) => {
                Expr::Atom(Atom::Literal(literal.lit.clone()))
            }
            _ => Expr::Verbatim(self.verbatim(literal.to_token_stream(), None, false)),
        }
    }

    fn path(&mut self, path: &syn::ExprPath) -> Expr {
        if let Some((place, mode)) = self.alias(path) {
            return self.borrow(place, mode == super::item::Mode::RefMut);
        }
        let binding = path.path.get_ident().and_then(|name| self.binding(name));
        if let Some(Binding::Stream(_) | Binding::Cursor(_)) = binding {
            // It is a loop where it ends, and no value that can be handed on.
            self.diagnostics.error(path, unsupported::CLOSURE_IN_VERBATIM);
            return Expr::Atom(Atom::Unit);
        }
        let variable = path
            .path
            .get_ident()
            .filter(|_| path.qself.is_none())
            .and_then(|name| self.lookup(name));
        match variable {
            Some(var) if self.lent.contains(&var) => {
                self.read(Place::whole(var).then(Projection::Deref))
            }
            Some(var) => self.read(Place::whole(var)),
            None if path.qself.is_none() => Expr::Atom(Atom::Constant(path.path.clone())),
            None => Expr::Verbatim(self.verbatim(path.to_token_stream(), None, false)),
        }
    }

    pub(super) fn reference(&mut self, reference: &syn::ExprReference) -> Expr {
        if reference.mutability.is_some() {
            return self.exclusive_reference(reference);
        }
        match self.place_or_temp(&reference.expr) {
            Some(place) => self.borrow_written(place, reference),
            None => {
                let complaint = Some((reference.expr.to_token_stream(), unsupported::EXPRESSION));
                Expr::Verbatim(self.verbatim(reference.to_token_stream(), complaint, false))
            }
        }
    }

    /// `&place`. A reference to a reference is a reference; `**x` is taken for `*x` then (see `place`).
    fn borrow_written(&mut self, place: Place, reference: &syn::ExprReference) -> Expr {
        let is_name = matches!(&*reference.expr, syn::Expr::Path(_));
        match self.borrow(place, false) {
            Expr::Atom(Atom::Var(var)) if is_name => {
                let collapsed = self.temp(Expr::Atom(Atom::Var(var)), reference.and_token.span());
                self.function.vars[collapsed.0].ty.collapsed = true;
                Expr::Atom(Atom::Var(collapsed))
            }
            borrowed => borrowed,
        }
    }

    /// `&mut place`, of storage of the function's own.
    fn exclusive_reference(&mut self, reference: &syn::ExprReference) -> Expr {
        match self.place(&reference.expr) {
            Some(place) if self.is_writable(&place) => Expr::Borrow { place, mutable: true },
            _ => {
                let expr = syn::Expr::Reference(reference.clone());
                self.unknown(&expr, reference.mutability, unsupported::BORROW_MUT)
            }
        }
    }

    /// A variable for the result of a branch.
    pub(super) fn result_var(&mut self, kind: Kind, span: Span) -> crate::ir::VarId {
        let mut var = crate::ir::Var::new("t", span);
        var.ty.guess = kind;
        self.function.add(var)
    }
}

/// Whether something in a block mentions its label.
fn is_left(block: &syn::ExprBlock) -> bool {
    fn mentions(tokens: TokenStream, label: &Ident) -> bool {
        let mut is_label = false;
        tokens.into_iter().any(|token| {
            let is_found = match &token {
                TokenTree::Group(group) => mentions(group.stream(), label),
                TokenTree::Ident(name) => is_label && name == label,
                _ => false,
            };
            is_label = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
            is_found
        })
    }
    let label = block.label.as_ref().map(|label| &label.name.ident);
    label.is_some_and(|label| mentions(block.block.to_token_stream(), label))
}

/// Whether an expression can stand as a length: `let a = b && c` parses, but is no value.
fn is_value(len: &syn::Expr) -> bool {
    syn::parse2::<syn::GenericArgument>(quote::quote!({ #len })).is_ok()
}

/// Whether an expression is a literal or a name.
fn is_written(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::Lit(_) | syn::Expr::Path(_))
}
