//! `match` on a constant whose arms take it apart: the user's own `match`, which says which arm it is, and what it binds.
//!
//! ```text
//! match o { Some((p, k)) if k > 1.0 => x * p.v() * k, _ => y }
//!
//! let (arm0, arm1) = match o { Some((p, k)) if k > 1.0 => (Some((p, k)), None), _ => (None, Some(())) };
//! if arm0.is_some() { let (p, k) = arm0.unwrap(); x * p.v() * k } else { y }
//! ```
//!
//! In: such a `match`, whose guards are constant too. Out: branches. What is moved out of the constant is moved as the user moves it, and
//! dropped where the arm ends; nothing is copied, nor cloned. Deliberately absent: a lone `Some(name)` or `Ok(name)` without
//! a guard, out of which the IR moves; constants whose types are seen.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;

use super::bindings::{names, takes_apart};
use super::item::{Item, Mode};
use super::{Lower, constant};
use crate::hygiene;
use crate::ir::{Atom, Expr, Pattern, Place, Projection, Stmt, Var, VarId, Verbatim};
use crate::kind::{Kind, Sketch};
use crate::unsupported;

/// An arm of such a `match`.
struct OwnArm<'a> {
    pattern: TokenStream,
    guard: Option<TokenStream>,
    /// What it binds.
    names: Vec<syn::PatIdent>,
    body: &'a syn::Expr,
}

impl Lower<'_> {
    /// The branches of a `match` on a constant that is taken apart; none if it is another one.
    pub(super) fn own_arms(
        &mut self,
        expr: &syn::ExprMatch,
        item: &Item,
        ty: Option<&syn::Type>,
    ) -> Option<Expr> {
        let Item::Place(place, Mode::Move) = item else { return None };
        let is_whole = matches!(place.projections.as_slice(), [] | [Projection::Deref]);
        if !is_whole
            || !self.function.var(place.root).ty.unseen
            || !expr.arms.iter().any(|arm| takes_apart(&arm.pat))
        {
            return None;
        }
        let arms: Vec<_> = expr.arms.iter().map(own_arm).collect::<Option<_>>()?;
        let span = expr.match_token.span().resolved_at(Span::mixed_site());
        let which = self.which_arm(&arms, place, span)?;
        let places: Vec<_> =
            (0..arms.len()).map(|i| format_ident!("arm{i}", span = span)).collect();
        let vars: Vec<_> = places
            .iter()
            .map(|name| {
                let mut var = Var::new(name.to_string(), span);
                var.ty = Sketch { passed: true, ..Sketch::unseen() };
                (name.clone(), self.function.add(var))
            })
            .collect();
        let lets = Pattern { tokens: quote_spanned!(span=> (#(#places,)*)), vars: vars.clone() };
        self.stmts.push(Stmt::Verbatim { verbatim: which, lets: Some(lets) });
        let value = self.own_ways(&arms, &vars, ty, span);
        Some(Expr::Atom(value))
    }

    /// The user's `match`, with what each arm binds for its value; none if a guard mentions a name that another arm binds.
    fn which_arm(&mut self, arms: &[OwnArm], place: &Place, span: Span) -> Option<Verbatim> {
        let scrutinee = Ident::new("scrutinee", span);
        let mut captures = Vec::new();
        for arm in arms {
            let mut found = Vec::new();
            self.scan_own(arm.guard.clone().unwrap_or_default(), &mut found);
            found.retain(|(name, _)| !is_bound(arm, name));
            if found.iter().any(|(name, _)| arms.iter().any(|other| is_bound(other, name))) {
                return None;
            }
            captures.extend(found);
        }
        captures.push((scrutinee.clone(), place.root));
        let none = quote_spanned!(span=> ::core::option::Option::None);
        let cases = arms.iter().enumerate().map(|(i, arm)| {
            let names = arm.names.iter().map(|name| &name.ident);
            let bound = quote_spanned!(span=> ::core::option::Option::Some((#(#names,)*)));
            let values = (0..arms.len()).map(|j| if i == j { &bound } else { &none });
            let guard = arm.guard.as_ref().map(|guard| quote_spanned!(span=> if #guard));
            let pattern = &arm.pattern;
            quote_spanned!(span=> #pattern #guard => (#(#values,)*),)
        });
        let looked_at = match place.projections.is_empty() {
            true => quote_spanned!(span=> #scrutinee),
            false => quote_spanned!(span=> *#scrutinee),
        };
        let tokens = quote_spanned!(span=> match #looked_at { #(#cases)* });
        let complaint = Some((tokens.clone(), unsupported::CALLEE));
        Some(Verbatim { tokens, captures, complaint, writes: true, once: true })
    }

    /// One branch for each arm.
    fn own_ways(
        &mut self,
        arms: &[OwnArm],
        vars: &[(Ident, VarId)],
        ty: Option<&syn::Type>,
        span: Span,
    ) -> Atom {
        let Some(((arm, rest), (name, var))) = arms.split_first().zip(vars.first()) else {
            return Atom::Unit;
        };
        let of_arm = |tokens: TokenStream| Verbatim {
            tokens,
            captures: vec![(name.clone(), *var)],
            complaint: None,
            writes: true,
            once: true,
        };
        let side = |cx: &mut Self| {
            if !arm.names.is_empty() {
                let names = arm.names.iter().map(|name| {
                    let mutability = name.mutability.filter(|_| name.by_ref.is_none());
                    let ident = &name.ident;
                    quote_spanned!(span=> #mutability #ident)
                });
                let pattern: syn::Pat = syn::parse_quote_spanned!(span=> (#(#names,)*));
                let taken = of_arm(quote_spanned!(span=> ::core::option::Option::unwrap(#name)));
                let lets = cx.own_pattern(&pattern, false);
                cx.stmts.push(Stmt::Verbatim { verbatim: taken, lets: Some(lets) });
            }
            cx.side(arm.body, ty)
        };
        if rest.is_empty() {
            self.scopes.push(Vec::new());
            let value = side(self);
            self.scopes.pop();
            return value;
        }
        let is_it = of_arm(quote_spanned!(span=> ::core::option::Option::is_some(&#name)));
        let cond = self.temp(Expr::Verbatim(is_it), span);
        self.function.vars[cond.0].ty.is_of(Kind::Bool);
        let then = self.scoped(side);
        let otherwise = self.scoped(|cx| cx.own_ways(rest, &vars[1..], ty, span));
        let value = self.join(Atom::Var(cond), then, otherwise, true, span);
        self.atom(value, span)
    }
}

/// An arm, if its guard is constant.
fn own_arm(arm: &syn::Arm) -> Option<OwnArm<'_>> {
    let (pattern, guard) = match &arm.pat {
        syn::Pat::Guard(guarded) => {
            (&*guarded.pat, Some(constant::written(&guarded.guard)?.clone()))
        }
        pattern => (pattern, None),
    };
    let clean = |clean: &mut constant::Clean, pattern: &mut syn::Pat| clean.visit_pat_mut(pattern);
    let mut bound: Vec<syn::PatIdent> = Vec::new();
    for name in names(pattern) {
        // The alternatives of a pattern bind the same names.
        if !hygiene::is_among(&name.ident, bound.iter().map(|known| &known.ident)) {
            bound.push(name);
        }
    }
    Some(OwnArm {
        pattern: constant::cleaned(pattern, clean),
        guard,
        names: bound,
        body: &arm.body,
    })
}

fn is_bound(arm: &OwnArm, name: &Ident) -> bool {
    hygiene::is_among(name, arm.names.iter().map(|bound| &bound.ident))
}
