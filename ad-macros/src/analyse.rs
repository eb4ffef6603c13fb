//! What comes before the gate: a function in IR, what is known of it, and the closures that are given to functions in it.
//!
//! ```text
//! lower → [ir] → exits → views → receivers → lengths → literals → ruled → open → kinds → sink → reads → referred → proofs → bounded → activity, stability → check → certify, numbers
//! ```
//! In: a signature and a body. Out: an [`Analysed`] function, or all that is wrong with it. A closure is known when the function is that it
//! stands in: what it captures of constants is one.

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::{quote, quote_spanned};

use crate::analysis::{Facts, handed_on};
use crate::diag::Diagnostics;
use crate::ir::{
    Arg, Atom, Callee, Expr, Function, Slot, Stmt, Var, VarId, Verbatim, verify::Phase,
    verify::verify, visit,
};
use crate::kind::Kind;
use crate::signature::{Param, Signature};
use crate::ty::peel;
use crate::{
    bounded, certify, check, checkpoints, exits, in_errors, kinds, lengths, literals, lower,
    numbers, open, proofs, reads, receivers, referred, ruled, sink, views,
};

/// The function in IR, and what is known of it; complains about all that can't be differentiated.
#[cfg(test)]
pub fn analyse(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    body: &syn::Block,
) -> (Function, Facts) {
    let Analysed { function, facts, .. } = analyse_all(diagnostics, signature, body);
    (function, facts)
}

/// A function, what is known of it, and the closures that are given to functions in it.
pub struct Analysed {
    /// The function.
    pub function: Function,
    /// What is known of it.
    pub facts: Facts,
    /// The closures, each as a function, with its signature and the number of parameters that it captures.
    pub closures: Vec<(Signature, usize, Analysed)>,
}

/// The function, and the closures that are given to functions in it.
pub fn analyse_all(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    body: &syn::Block,
) -> Analysed {
    let collected = signature.collected(body);
    let body = collected.as_ref().unwrap_or(body);
    let (function, closures) = lower::lower_all(diagnostics, signature, body);
    analyse_lowered(diagnostics, signature, (function, false), closures)
}

fn analyse_lowered(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    (function, among_own): (Function, bool),
    closures: Vec<lower::GivenClosure>,
) -> Analysed {
    // What a closure is called with, and what it captures, may be of whatever types are there.
    let among_own = among_own || (!closures.is_empty() && ruled::mentions_own(&function));
    let (mut function, facts) = examine(diagnostics, signature, function, among_own);
    function.perhaps_functions = perhaps_functions(signature, &function, &facts);
    let closures = closures.into_iter().enumerate().map(|(i, closure)| {
        let lower::GivenClosure { mut signature, n_captures, function: inner, closures } = closure;
        for (param, arg) in signature.params.iter_mut().zip(captured(&function, i)) {
            // What it captures of constants is one.
            param.differentiable &= arg.var().is_some_and(|var| facts.varied[var.0]);
        }
        let analysed = analyse_lowered(diagnostics, &signature, (inner, among_own), closures);
        (signature, n_captures, analysed)
    });
    let closures = closures.collect();
    Analysed { function, facts, closures }
}

/// The constants among the arguments of calls that may be functions.
fn perhaps_functions(signature: &Signature, function: &Function, facts: &Facts) -> BTreeSet<VarId> {
    let may_be = |id: VarId| {
        let var = function.var(id);
        match function.params.iter().position(|param| *param == id) {
            Some(position) => signature.takes_function(position),
            None => {
                let is_made = var.ty.is_nominal() || var.ty.is_opaque() || var.ty.is_reference();
                let is_unknown = matches!(var.ty.guess, Kind::Unknown | Kind::Other);
                var.ty.closure || (is_unknown && !is_made)
            }
        }
    };
    let mut found = BTreeSet::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        let Stmt::Call { callee, args, .. } = stmt else { return };
        if !callee.is_function() || callee.name().starts_with(char::is_uppercase) {
            // A tuple struct takes anything.
            return;
        }
        let vars = args.iter().filter_map(|arg| match arg {
            Arg::Value(Atom::Var(var)) => Some(*var),
            Arg::Borrow(place) if place.projections.is_empty() => Some(place.root),
            _ => None,
        });
        found.extend(vars.filter(|var| !facts.varied[var.0] && may_be(*var)));
    });
    // A closure that is written in the call has its types from there.
    let written = numbers::closures(&function.body);
    found.retain(|var| !written.contains(var));
    found
}

/// What branches result in is coerced to the reference that the function returns: `&Vec<f64>` to `&[f64]`.
fn coerced(function: &mut Function, signature: &Signature) {
    let (syn::Type::Reference(output), Some(Atom::Var(result))) =
        (peel(&signature.output), function.body.results.first())
    else {
        return;
    };
    if !function.params.contains(result) {
        let (and, elem) = (output.and_token, &output.elem);
        let written = &mut function.vars[result.0].ty.written;
        written.get_or_insert_with(|| quote!(#and #elem));
    }
}

/// What a closure of this number captures.
fn captured(function: &Function, closure: usize) -> Vec<Arg> {
    let mut captured = Vec::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        let Stmt::Call { callee: Callee::Given(_, call), args, .. } = stmt else { return };
        let mut at = 0;
        for slot in &function.given[*call] {
            match slot {
                Slot::Plain => at += 1,
                Slot::Closure { closure: number, captures, .. } => {
                    if *number == closure {
                        captured = args[at..at + captures].to_vec();
                    }
                    at += captures;
                }
            }
        }
    });
    captured
}

fn examine(
    diagnostics: &mut Diagnostics,
    signature: &Signature,
    primal: Function,
    among_own: bool,
) -> (Function, Facts) {
    let mut primal = exits::exits(diagnostics, primal, &signature.output);
    if primal.body.results.is_empty() && !signature.is_unit() {
        never_returns(&mut primal);
    }
    if let (Some(Atom::Var(result)), true) = (primal.body.results.first(), signature.is_scalar()) {
        primal.vars[result.0].ty.guess = signature.output_kind.clone();
        primal.vars[result.0].ty.known = signature.output_kind.clone();
    }
    coerced(&mut primal, signature);
    let primal = kinds::known::settle(receivers::receivers(views::views(primal)));
    let primal = kinds::known::settle(lengths::lengths(primal));
    let primal = literals::literals(primal, &signature.output_kind);
    let wanted: Vec<_> = signature
        .params
        .iter()
        .zip(&primal.params)
        .filter(|(param, _)| param.differentiable || param.function.is_some())
        .map(|(_, var)| *var)
        .collect();
    let items = referred::items(&primal);
    let primal = kinds::known::settle(ruled::ruled(primal, &wanted, among_own));
    let primal = open::open(primal, &wanted);
    let primal = kinds::known::settle(reads::merge(sink::sink(kinds::refine(primal), &wanted)));
    let primal = referred::referred(primal, items, &wanted);
    let primal = in_errors::cut_off(primal, &wanted);
    let primal = bounded::bounded(proofs::prove(primal, &wanted), signature);
    let mut facts = Facts::of(&primal, &wanted);
    let without_tangents = check::check(diagnostics, signature, &primal, &facts);
    let mut primal = proofs::without_tangents(primal, &without_tangents);
    primal = proofs::owned(primal, &facts.varied);
    handed_on::note(&mut primal, &facts);
    primal.doubtful.extend(stored_into(signature, &primal, &facts));
    let primal = certify::certify(primal, &mut facts);
    let primal = numbers::numbers(primal, &mut facts);
    let params = signature.params.iter().zip(&primal.params);
    let named = |(param, var): (&Param, &VarId)| Some((*var, param.named(signature)?));
    facts.types = params.filter_map(named).collect();
    types_of_copies(&primal, &mut facts);
    facts.named = signature.named_types();
    facts.instances = signature.instances();
    facts.floats = signature.floats_of_std();
    let in_block = signature.self_ty.is_some();
    let primal = checkpoints::checkpoints(diagnostics, primal, &facts, in_block);
    if !diagnostics.any() {
        assure(&primal, Phase::Primal);
    }
    (primal, facts)
}

/// Variables that begin as copies of others have their types.
fn types_of_copies(primal: &Function, facts: &mut Facts) {
    visit::deep_stmts(&primal.body, &mut |stmt| {
        let Stmt::Let { var, expr, .. } = stmt else { return };
        let of = match expr {
            Expr::Atom(Atom::Var(of)) => *of,
            Expr::Read(place) | Expr::Clone { place, .. } if place.projections.is_empty() => {
                place.root
            }
            _ => return,
        };
        let ty = facts.types.get(&of).filter(|_| primal.var(of).ty.is_nominal()).cloned();
        facts.types.extend(ty.map(|ty| (*var, ty)));
    });
}

/// The types of what is declared a constant, and has differentiated values stored in it all the same: they have tangents.
fn stored_into(signature: &Signature, primal: &Function, facts: &Facts) -> Vec<syn::Type> {
    let params = signature.params.iter().zip(&primal.params);
    let stored = params.filter(|(param, var)| {
        param.is_left_constant() && facts.varied[var.0] && !facts.handed_on.contains(var)
    });
    stored.flat_map(|(param, _)| signature.doubtful_in(&param.ty)).collect()
}

/// `todo!()` has no value, but the derivatives need one to write after it.
fn never_returns(function: &mut Function) {
    let span = Span::mixed_site();
    let tokens = quote_spanned!(span=> ::core::unreachable!());
    let verbatim = Verbatim::made(tokens, Vec::new());
    let var = function.add(Var::new("never", span));
    function.body.stmts.push(Stmt::Let { var, expr: Expr::Verbatim(verbatim), span });
    function.body.results.push(Atom::Var(var));
}

/// Says in debug builds and tests what is wrong with a function.
pub fn assure(function: &Function, phase: Phase) {
    debug_assert_eq!(verify(function, phase), Ok(()), "in\n{}", crate::ir::print::print(function));
}
