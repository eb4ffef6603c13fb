//! The one warning: a derivative that is always zero.
//!
//! In: a function and its facts, after the gate. Out: tokens that rustc warns about, or nothing. On stable Rust a macro has no
//! warnings of its own, so what it emits is the use of a deprecated constant, at the function's name; where the user says
//! `#[allow(deprecated)]` on the function there is none. Deliberately absent: single parameters of several that have no influence.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::analysis::{Facts, activity};
use crate::ir::{Atom, Expr, Function, Stmt, VarId, What, visit};
use crate::library::macros::{self, MacroFact};
use crate::signature::Signature;
use crate::unsupported;

/// A warning if no output depends on any differentiated parameter, unless it is a `stop_gradient` or a `#[constant]` on
/// the way that makes it so.
pub fn always_zero(
    signature: &Signature,
    function: &Function,
    facts: &Facts,
    attrs: &[syn::Attribute],
) -> Option<TokenStream> {
    let is_input = |var: &VarId| facts.varied[var.0];
    let has_mutable_output =
        function.params.iter().any(|var| function.var(*var).ty.is_exclusive() && is_input(var));
    if has_mutable_output || never_returns(function) || takes_for_integers(function) {
        return None;
    }
    let depends = reached(function, facts);
    let mut results = function.body.results.iter().filter_map(Atom::var);
    if results.any(|var| depends[var.0]) {
        return None;
    }
    let name = &signature.ident;
    Some(unless_allowed(attrs, warning(name, &unsupported::always_zero(name).to_string())))
}

/// A warning, or none where the item's attributes say that there is none.
pub fn unless_allowed(attrs: &[syn::Attribute], warning: TokenStream) -> TokenStream {
    let allows = attrs.iter().filter(|attribute| attribute.path().is_ident("allow"));
    match warning.is_empty() {
        true => warning,
        false => quote!(#(#allows)* #warning),
    }
}

/// Makes rustc warn at a name, which the warning shows: it is the name of a constant that is deprecated.
pub fn warning(name: &Ident, note: &str) -> TokenStream {
    let mut definition = name.clone();
    definition.set_span(Span::mixed_site().located_at(name.span()));
    let constant = quote_spanned! {Span::mixed_site()=>
        #[deprecated(note = #note)]
        #[allow(non_upper_case_globals)]
        const #definition: () = ();
    };
    quote!(const _: () = { #constant #name };)
}

/// What depends on a differentiated parameter, if `stop_gradient` is the identity.
fn reached(function: &Function, facts: &Facts) -> Vec<bool> {
    let mut edges = activity::dependences(function);
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { var, expr: Expr::Stop(Atom::Var(from)), .. } = stmt {
            edges.push((*from, *var));
        }
    });
    let mut reached = facts.varied.clone();
    let carries = |var: VarId| function.var(var).settled().may_carry_tangent();
    while edges.iter().fold(false, |changed, (from, to)| {
        let flips = reached[from.0] && !reached[to.0] && carries(*to);
        reached[to.0] |= flips;
        changed | flips
    }) {}
    reached
}

/// Whether something was taken for an integer without its type being known: if it is none, that is an error, and no zero.
fn takes_for_integers(function: &Function) -> bool {
    let mut found = function.proofs.iter().any(|proof| proof.what == What::Integer);
    visit::deep_stmts(&function.body, &mut |stmt| {
        found |= matches!(stmt, Stmt::Prove { what: What::Integer, .. });
    });
    found
}

/// `todo!()`: there is no result yet.
fn never_returns(function: &Function) -> bool {
    let is_panic = |stmt: &Stmt| match stmt {
        Stmt::Verbatim { verbatim, .. } => {
            let first = verbatim.tokens.clone().into_iter().map(|token| token.to_string());
            first.take(5).any(|token| macros::is(&token, MacroFact::NeverReturns))
        }
        _ => false,
    };
    function.body.results.is_empty() || function.body.stmts.iter().any(is_panic)
}
