//! Constant code, as the user wrote it (see `constant`): statements, values, and loops over constant iterators.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;

use super::bindings::names;
use super::item::Item;
use super::scopes::{Binding, Callable, Closure};
use super::{Lower, constant, stays};
use crate::ir::{Atom, Expr, Pattern, Place, Source, Stmt, Var, VarId, Verbatim};
use crate::kind::Sketch;
use crate::unsupported;

impl Lower<'_> {
    /// Constant code, with the variables that it mentions.
    pub(super) fn own(&mut self, tokens: &TokenStream) -> Verbatim {
        self.own_code(tokens, true)
    }

    /// Constant code that stands as a statement.
    pub(super) fn own_statement(&mut self, tokens: &TokenStream) {
        let verbatim = self.own_code(tokens, false);
        self.stmts.push(Stmt::Verbatim { verbatim, lets: None });
    }

    fn own_code(&mut self, tokens: &TokenStream, has_value: bool) -> Verbatim {
        let mut captures = Vec::new();
        self.scan_own(tokens.clone(), &mut captures);
        let complaint = Some((tokens.clone(), unsupported::CALLEE));
        let tokens = match self.is_in_loop() {
            true => stays::staying(tokens, has_value),
            false => tokens.clone(),
        };
        Verbatim { tokens, captures, complaint, writes: true, once: true }
    }

    /// Constant code that is a value. What it makes and lends, `&Vec3::new(..)`, has a variable: that can be kept, where a reference to it can't.
    pub(super) fn own_operand(&mut self, tokens: &TokenStream) -> Expr {
        match syn::parse2(tokens.clone()) {
            Ok(syn::Expr::Reference(lent)) if lent.mutability.is_none() && makes(&lent.expr) => {
                let value = Expr::Verbatim(self.own_value(&lent.expr.to_token_stream()));
                let place = Place::whole(self.temp(value, lent.and_token.span()));
                Expr::Borrow { place, mutable: false }
            }
            Ok(syn::Expr::Paren(inner)) => self.own_operand(&inner.expr.into_token_stream()),
            _ => Expr::Verbatim(self.own_value(tokens)),
        }
    }

    /// `let pattern = constant;`
    pub(super) fn own_let(&mut self, local: &syn::Local, tokens: &TokenStream) {
        let verbatim = self.own(tokens);
        let is_open = tokens.is_empty();
        let scopes = self.scopes.clone();
        let has_entries = syn::parse2(tokens.clone()).is_ok_and(|own| self.has_entries(&own));
        let lets = self.own_pattern(&local.pat, is_open);
        if let [(_, var)] = *lets.vars {
            self.function.vars[var.0].ty.range =
                matches!(local.pat, syn::Pat::Ident(_)) && is_range(tokens);
            self.function.vars[var.0].ty.entries = has_entries;
        }
        let is_declared = local.attrs.iter().any(crate::signature::is_constant);
        lets.ids().into_iter().for_each(|var| self.function.vars[var.0].declared = is_declared);
        if let Ok(syn::Expr::Closure(closure)) = syn::parse2(tokens.clone()) {
            lets.vars.iter().for_each(|(_, var)| self.function.vars[var.0].ty.closure = true);
            let closure = Closure::new(Callable::Closure { closure, scopes });
            let unchanged = lets.ids().into_iter().filter(|var| !self.function.var(*var).mutable);
            let unchanged: Vec<_> = unchanged.collect();
            self.own_closures.extend(unchanged.into_iter().map(|var| (var, closure.clone())));
        }
        self.stmts.push(Stmt::Verbatim { verbatim, lets: Some(lets) });
    }

    /// A pattern that is emitted as it stands; its names are in scope from now on.
    pub(super) fn own_pattern(&mut self, pattern: &syn::Pat, is_open: bool) -> Pattern {
        let ty = match pattern {
            syn::Pat::Type(typed) if matches!(&*typed.pat, syn::Pat::Ident(_)) => Some(&*typed.ty),
            _ => None,
        };
        let mut vars: Vec<(proc_macro2::Ident, VarId)> = Vec::new();
        for name in names(pattern) {
            // The alternatives of a pattern bind the same names.
            if crate::hygiene::is_among(&name.ident, vars.iter().map(|(known, _)| known)) {
                continue;
            }
            let mut var = Var::new(name.ident.to_string(), name.ident.span());
            var.user = true;
            var.ty = ty.map_or_else(Sketch::opaque, |ty| self.annotated(ty));
            var.mutable = is_open || (name.mutability.is_some() && name.by_ref.is_none());
            // What is known to be a number, or to hold nothing but numbers, is what it is.
            let is_seen = var.ty.is_seen() && !var.ty.is_reference();
            var.ty.unseen = !is_seen || var.mutable;
            var.ty.passed = true;
            let var = self.function.add(var);
            self.declare(&name.ident, Binding::Var(var));
            vars.push((name.ident, var));
        }
        let clean =
            |clean: &mut constant::Clean, pattern: &mut syn::Pat| clean.visit_pat_mut(pattern);
        Pattern { tokens: constant::cleaned(pattern, clean), vars }
    }

    /// What constant code makes and lends to be changed, `&mut Rng::new(3)`: a variable like one of the user's, `let mut rng = Rng::new(3)`, which may be
    /// given something to keep.
    pub(super) fn own_lent(&mut self, expr: &syn::Expr) -> Option<VarId> {
        let made: syn::Expr = syn::parse2(constant::written(expr)?.clone()).ok()?;
        matches!(made, syn::Expr::Call(_)).then_some(())?;
        let span = expr.span().resolved_at(Span::mixed_site());
        let value = self.rhs(&made);
        let mut var = Var::new("lent", span);
        (var.ty, var.user, var.mutable) = (self.sketch(&value), true, true);
        let var = self.function.add(var);
        self.stmts.push(Stmt::Let { var, expr: value, span });
        Some(var)
    }

    /// Binds the names of a pattern to an item of the user's own iterator, of which nobody sees what it is, or to its parts: the pattern is the user's
    /// own too, and what it moves is moved. False if it is another item.
    pub(super) fn bind_own(&mut self, pattern: &syn::Pat, item: &Item) -> bool {
        let Item::Value(Expr::Atom(Atom::Var(item))) = item else { return false };
        let var = self.function.var(*item);
        if !var.ty.unseen
            || !var.ty.passed
            || var.user
            || self.may_fail
            || names(pattern).is_empty()
            // What changes later may become a differentiated value.
            || names(pattern).iter().any(|name| name.mutability.is_some())
        {
            return false;
        }
        let name = proc_macro2::Ident::new("item", pattern.span().resolved_at(Span::mixed_site()));
        let verbatim = Verbatim {
            tokens: name.to_token_stream(),
            captures: vec![(name, *item)],
            complaint: None,
            writes: true,
            once: true,
        };
        let lets = self.own_pattern(pattern, false);
        self.stmts.push(Stmt::Verbatim { verbatim, lets: Some(lets) });
        true
    }

    /// `for pattern in constant { body }`
    pub(super) fn own_for(&mut self, expr: &syn::ExprForLoop, tokens: &TokenStream) {
        let span = expr.for_token.span();
        let source = Source::Iterator(self.own(tokens));
        self.own_loop(&expr.pat, source, expr.label.as_ref(), span, |cx| {
            cx.block(&expr.body);
        });
    }

    /// `while let pattern = constant { body }`
    pub(super) fn own_while(
        &mut self,
        (pattern, tokens): (&syn::Pat, &TokenStream),
        label: Option<&syn::Label>,
        body: &syn::Block,
        span: Span,
    ) {
        let source = Source::WhileLet(self.own(tokens));
        self.own_loop(pattern, source, label, span, |cx| {
            cx.block(body);
        });
    }

    fn own_loop(
        &mut self,
        pattern: &syn::Pat,
        source: Source,
        label: Option<&syn::Label>,
        span: Span,
        lower: impl FnOnce(&mut Self),
    ) {
        self.scopes.push(Vec::new());
        let pattern = self.own_pattern(pattern, false);
        let body = self.in_loop(label, false, None, lower);
        self.scopes.pop();
        self.stmts.push(Stmt::Each { pattern, source, body, until: None, span });
    }

    /// The loop over an iterator of the user's own, as a stream.
    pub(super) fn run_own(&mut self, source: Source, span: Span, body: &mut super::iter::Body<'_>) {
        let var = self.own_item(span);
        let name = proc_macro2::Ident::new("item", span.resolved_at(Span::mixed_site()));
        let pattern = Pattern { tokens: name.to_token_stream(), vars: vec![(name, var)] };
        let block = self.iteration(|cx| body(cx, Item::atom(Atom::Var(var))));
        self.stmts.push(Stmt::Each { pattern, source, body: block, until: None, span });
    }

    pub(super) fn own_item(&mut self, span: Span) -> VarId {
        let mut var = Var::new("item", span.resolved_at(Span::mixed_site()));
        var.ty = Sketch { passed: true, ..Sketch::unseen() };
        self.function.add(var)
    }

    /// An iterator of the user's own that is advanced step by step: the variable that holds it.
    pub(super) fn own_iterator(&mut self, verbatim: &Verbatim, span: Span) -> VarId {
        let mut var = Var::new("iterator", span.resolved_at(Span::mixed_site()));
        (var.ty, var.mutable) = (Sketch::unseen(), true);
        let var = self.function.add(var);
        let name = proc_macro2::Ident::new("iterator", span.resolved_at(Span::mixed_site()));
        let tokens = &verbatim.tokens;
        let tokens = quote!(::core::iter::IntoIterator::into_iter(#tokens));
        let pattern = Pattern { tokens: quote!(mut #name), vars: vec![(name, var)] };
        let verbatim = Verbatim { tokens, ..verbatim.clone() };
        self.stmts.push(Stmt::Verbatim { verbatim, lets: Some(pattern) });
        var
    }

    /// The next item of such an iterator: whether there is one, and what it is.
    pub(super) fn own_next(&mut self, iterator: VarId, span: Span) -> Item {
        let name = proc_macro2::Ident::new("iterator", span.resolved_at(Span::mixed_site()));
        let next = Verbatim {
            tokens: quote!(::core::iter::Iterator::next(&mut #name)),
            captures: vec![(name, iterator)],
            complaint: Some((quote!(), unsupported::CALLEE)),
            writes: true,
            once: true,
        };
        Item::atom(Atom::Var(self.temp(Expr::Verbatim(next), span)))
    }

    /// What is in such an item, which is moved out.
    pub(super) fn own_unwrapped(&mut self, next: &Item, span: Span) -> Item {
        let Item::Value(Expr::Atom(Atom::Var(next))) = next else { return next.clone() };
        let name = proc_macro2::Ident::new("item", span.resolved_at(Span::mixed_site()));
        let verbatim = Verbatim {
            tokens: quote!(::core::option::Option::unwrap(#name)),
            captures: vec![(name.clone(), *next)],
            complaint: None,
            writes: true,
            once: true,
        };
        let var = self.own_item(span);
        let lets = Pattern { tokens: name.to_token_stream(), vars: vec![(name, var)] };
        self.stmts.push(Stmt::Verbatim { verbatim, lets: Some(lets) });
        Item::atom(Atom::Var(var))
    }

    /// Whether a value is bound by constant code, or is a part of such a value.
    pub(super) fn is_own(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Verbatim(verbatim) => verbatim.once,
            Expr::Atom(Atom::Var(var)) => self.function.var(*var).ty.unseen,
            Expr::Read(place)
            | Expr::Borrow { place, .. }
            | Expr::Clone { place, .. }
            | Expr::Outcome(place) => self.function.var(place.root).ty.unseen,
            _ => false,
        }
    }
}

/// Whether it is `a..b`.
fn is_range(tokens: &TokenStream) -> bool {
    let is_closed = |range: &syn::ExprRange| {
        range.start.is_some()
            && range.end.is_some()
            && matches!(range.limits, syn::RangeLimits::HalfOpen(_))
    };
    matches!(syn::parse2(tokens.clone()), Ok(syn::Expr::Range(range)) if is_closed(&range))
}

/// Whether an expression is a value of its own, and no place.
fn makes(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => makes(&inner.expr),
        syn::Expr::Unary(unary) => !matches!(unary.op, syn::UnOp::Deref(_)),
        syn::Expr::Binary(_)
        | syn::Expr::Call(_)
        | syn::Expr::MethodCall(_)
        | syn::Expr::Struct(_)
        | syn::Expr::Tuple(_) => true,
        _ => false,
    }
}
