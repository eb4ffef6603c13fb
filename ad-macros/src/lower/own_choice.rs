//! Branches on constants whose temporaries live as long as the branch: `if let Some(k) = map.lock().unwrap().get("k") { .. }`.
//!
//! In: `if let`, `match` and `let .. else` whose scrutinee is constant code with several calls, which may look at something that
//! the calls before have made. Out: the user's own scrutinee, around what is made of the arms. `if let` is a `while let` that is run
//! at most once, `match` a loop over the one value; their temporaries are dropped where the user's are. The patterns of `let .. else`
//! hold nothing of them: its match is constant code.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::bindings::{names, takes_apart};
use super::build::truth;
use super::flow::{Slot, leaves};
use super::item::{Item, Mode};
use super::{Lower, constant};
use crate::ir::{
    Atom, Block, Exit, Expr, Pattern, Place, Projection, Source, Stmt, StoreOp, UnOp, Var,
};
use crate::kind::Kind;

impl Lower<'_> {
    /// `if let P = constant { .. } else { .. }`
    pub(super) fn own_branch(
        &mut self,
        condition: &syn::ExprLet,
        branch: &syn::ExprIf,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let Some(tokens) = with_temporaries(&condition.expr) else {
            return self.own_parts(condition, branch, ty);
        };
        let span = branch.if_token.span();
        let slot = Slot::new(&mut self.function, span);
        let mut matched = Var::new("matched", span.resolved_at(Span::mixed_site()));
        matched.mutable = true;
        matched.ty.is_of(Kind::Bool);
        let matched = self.function.add(matched);
        let not_yet = Expr::Atom(truth(false, span));
        self.stmts.push(Stmt::Let { var: matched, expr: not_yet, span });
        let source = Source::WhileLet(self.own(tokens));
        self.scopes.push(Vec::new());
        let pattern = self.own_pattern(&condition.pat, false);
        let body = self.in_loop(None, true, Some(slot), |cx| {
            let (place, value) = (Place::whole(matched), truth(true, span));
            cx.stmts.push(Stmt::Store { place, op: StoreOp::Set, value, span });
            let value = cx.block_expecting(&branch.then_branch, ty);
            if !leaves(&cx.stmts) {
                cx.fill(slot, value, span);
                cx.stmts.push(Stmt::Exit { exit: Exit::Break(0), span });
            }
        });
        self.scopes.pop();
        let mut stmts = vec![Stmt::Each { pattern, source, body, until: None, span }];
        if branch.else_branch.is_some() {
            let (then, ()) = self.scoped(|cx| {
                let value = cx.otherwise(branch, ty);
                if !leaves(&cx.stmts) {
                    cx.fill(slot, value, span);
                }
            });
            let (mut test, cond) = self.scoped(|cx| {
                let matched = Expr::Read(Place::whole(matched));
                let matched = Atom::Var(cx.temp(matched, span));
                Atom::Var(cx.temp(Expr::Unary(UnOp::Not, matched), span))
            });
            stmts.append(&mut test);
            let then = Block { stmts: then, results: Vec::new() };
            let otherwise = Block::default();
            stmts.push(Stmt::If { results: Vec::new(), cond, then, otherwise, span });
        }
        Some(Expr::Atom(self.finish_slot(stmts, slot, span)))
    }

    /// The same where nothing lives longer than what the pattern takes apart, or looks at and leaves: `match constant { P => { .. } _ => { .. } }`.
    fn own_parts(
        &mut self,
        condition: &syn::ExprLet,
        branch: &syn::ExprIf,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        constant::written(&condition.expr).filter(|tokens| is_own(&condition.pat, tokens))?;
        let (expr, pattern, then) = (&condition.expr, &condition.pat, &branch.then_branch);
        let otherwise = branch.else_branch.as_ref().map(|(_, otherwise)| quote!(#otherwise));
        let otherwise = otherwise.unwrap_or_else(|| quote!({}));
        let span = branch.if_token.span();
        let choice: syn::ExprMatch =
            syn::parse_quote_spanned!(span=> match x { #pattern => #then _ => #otherwise });
        let choice = syn::ExprMatch { expr: expr.clone(), ..choice };
        Some(self.match_expr(&choice, ty))
    }

    /// `match constant { .. }`
    pub(super) fn own_match(
        &mut self,
        expr: &syn::ExprMatch,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let tokens = with_temporaries(&expr.expr)?;
        let span = expr.match_token.span();
        let inner = expr.expr.span().resolved_at(Span::mixed_site());
        let is_place = is_place(tokens);
        // A place isn't moved out of; what is looked at is behind the reference then.
        let one = match is_place {
            true => quote_spanned!(inner=> [&(#tokens)]),
            false => quote_spanned!(inner=> [#tokens]),
        };
        let source = Source::Iterator(self.own(&one));
        let slot = Slot::new(&mut self.function, span);
        let var = self.own_item(inner);
        self.function.vars[var.0].name = "scrutinee".to_string();
        let name = proc_macro2::Ident::new("scrutinee", inner);
        let pattern = Pattern { tokens: name.to_token_stream(), vars: vec![(name, var)] };
        let body = self.in_loop(None, true, Some(slot), |cx| {
            let place = match is_place {
                true => Place::whole(var).then(Projection::Deref),
                false => Place::whole(var),
            };
            let value = cx.match_item(expr, Item::Place(place, Mode::Move), ty);
            let value = cx.atom(value, span);
            if !leaves(&cx.stmts) {
                cx.fill(slot, value, span);
            }
        });
        let each = Stmt::Each { pattern, source, body, until: None, span };
        Some(Expr::Atom(self.finish_slot(vec![each], slot, span)))
    }

    /// The constant code that a `match` looks at whose arms bind nothing of what it makes: that is dropped where the `match` ends all the same.
    pub(super) fn own_scrutinee<'e>(&self, expr: &'e syn::ExprMatch) -> Option<&'e TokenStream> {
        let binds = expr.arms.iter().any(|arm| !names(&arm.pat).is_empty());
        constant::written(&expr.expr).filter(|tokens| !binds && !is_place(tokens))
    }

    /// Such a value, in a variable.
    pub(super) fn held_scrutinee(&mut self, tokens: &TokenStream, span: Span) -> Item {
        let span = span.resolved_at(Span::mixed_site());
        let var = self.own_item(span);
        self.function.vars[var.0].name = "scrutinee".to_string();
        let name = proc_macro2::Ident::new("scrutinee", span);
        let lets = Pattern { tokens: name.to_token_stream(), vars: vec![(name, var)] };
        let verbatim = self.own(tokens);
        self.stmts.push(Stmt::Verbatim { verbatim, lets: Some(lets) });
        Item::atom(Atom::Var(var))
    }

    /// `let P = constant else { .. };`: an `Option` of what the pattern binds, and the pattern of that.
    pub(super) fn own_outcome(
        &mut self,
        pattern: &syn::Pat,
        init: &syn::Expr,
    ) -> Option<(syn::Pat, Item)> {
        let apart = || constant::written(init).filter(|tokens| is_own(pattern, tokens));
        let tokens = with_temporaries(init).or_else(apart)?;
        let span = init.span().resolved_at(Span::mixed_site());
        let bound = names(pattern);
        let values = bound.iter().map(|name| &name.ident);
        let clean = |clean: &mut constant::Clean, pattern: &mut syn::Pat| {
            syn::visit_mut::VisitMut::visit_pat_mut(clean, pattern)
        };
        let own = constant::cleaned(pattern, clean);
        let outcome = quote_spanned! {span=>
            match #tokens {
                #own => ::core::option::Option::Some((#(#values,)*)),
                _ => ::core::option::Option::None,
            }
        };
        let outcome = Expr::Verbatim(self.own(&outcome));
        let parts = bound.iter().map(|name| {
            let (mutability, ident) =
                (name.by_ref.is_none().then_some(&name.mutability), &name.ident);
            quote_spanned!(span=> #mutability #ident)
        });
        let pattern = syn::parse_quote_spanned!(span=> ::core::option::Option::Some((#(#parts,)*)));
        Some((pattern, Item::atom(Atom::Var(self.temp(outcome, span)))))
    }
}

/// Constant code in which one call is made of what another results in.
fn with_temporaries(expr: &syn::Expr) -> Option<&TokenStream> {
    let tokens = constant::written(expr)?;
    let expr: syn::Expr = syn::parse2(tokens.clone()).ok()?;
    let receiver = match looked_into(&expr) {
        syn::Expr::MethodCall(call) => looked_into(&call.receiver),
        _ => return None,
    };
    let makes = matches!(
        receiver,
        syn::Expr::MethodCall(_) | syn::Expr::Call(_) | syn::Expr::Macro(_) | syn::Expr::Struct(_)
    );
    makes.then_some(tokens)
}

/// What a place is in.
fn looked_into(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::Paren(inner) => looked_into(&inner.expr),
        syn::Expr::Unary(unary) => looked_into(&unary.expr),
        syn::Expr::Field(field) => looked_into(&field.base),
        syn::Expr::Index(index) => looked_into(&index.expr),
        syn::Expr::Reference(reference) => looked_into(&reference.expr),
        expr => expr,
    }
}

fn is_place(tokens: &TokenStream) -> bool {
    fn is(expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => is(&inner.expr),
            syn::Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)),
            syn::Expr::Field(_) | syn::Expr::Index(_) => true,
            _ => false,
        }
    }
    syn::parse2(tokens.clone()).is_ok_and(|expr| is(&expr))
}

/// Whether what a pattern looks at is the user's own until it has been looked at: it is taken apart, or nothing of a value is bound, which is dropped then.
fn is_own(pattern: &syn::Pat, tokens: &TokenStream) -> bool {
    takes_apart(pattern) || names(pattern).is_empty() && !is_place(tokens)
}
