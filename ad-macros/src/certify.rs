//! Calls through which no derivative flows, though a differentiated value goes in, must be of functions
//! with derivatives all the same.
//!
//! In: a checked function. Out: one in which such calls (`while norm(&x) > tol`) are made as `norm::value(&x)`, which
//! exists only where `norm` has derivatives. A plain function might keep what it is given (in a `Cell`, a static) and hand it
//! back another way, and the derivative would be lost without a word. Methods to which nothing but their receiver is given are
//! let be: `self.len()` has no derivatives to have.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};

use crate::analysis::{Facts, stopped};
use crate::ir::paths::is_std_variant;
use crate::ir::{Arg, Callee, Expr, Function, Place, Stmt, Test, Transform, Var};
use crate::ir::{VarId, Verbatim, visit};

/// Marks the calls whose callee must have derivatives.
pub fn certify(mut function: Function, facts: &mut Facts) -> Function {
    let stopped = stopped::values(&function);
    let mut body = std::mem::take(&mut function.body);
    block(&mut function, &mut body.stmts, (facts, &stopped));
    // What is new carries no derivative.
    facts.extend(function.vars.len());
    Function { body, ..function }
}

fn block(
    function: &mut Function,
    stmts: &mut Vec<Stmt>,
    (facts, stopped): (&Facts, &BTreeSet<VarId>),
) {
    for mut stmt in std::mem::take(stmts) {
        let constructed = constructed(function, &stmt, facts);
        collect(function, &mut stmt, facts);
        note_list(function, &stmt, facts);
        certify_call(&mut stmt, (facts, stopped));
        for inner in visit::blocks_mut(&mut stmt) {
            block(function, &mut inner.stmts, (facts, stopped));
        }
        stmts.push(stmt);
        stmts.extend(constructed);
    }
}

/// `Secs(x)` of a differentiated value is taken for a struct or a variant: it may be a function of that name.
fn constructed(function: &mut Function, stmt: &Stmt, facts: &Facts) -> Option<Stmt> {
    let Stmt::Let { var, expr: Expr::Construct { path, fields, .. }, span } = stmt else {
        return None;
    };
    let is_tuple = fields.iter().all(|(member, _)| matches!(member, syn::Member::Unnamed(_)));
    let is_user = !is_std_variant(path) && !path.is_ident("Self");
    if !is_tuple || !is_user || !facts.is_active(*var) {
        return None;
    }
    let test = Test::Pattern(quote::quote!(#path(..)));
    let is_constructor = function.add(Var::new("_", *span));
    let expr = Expr::Is { place: Place::whole(*var), test };
    Some(Stmt::Let { var: is_constructor, expr, span: *span })
}

/// What is iterated over by number and isn't differentiated is collected, for it may be any iterator.
fn collect(function: &Function, stmt: &mut Stmt, facts: &Facts) {
    let Stmt::Let { var, expr, span } = stmt else { return };
    if let Expr::Atom(crate::ir::Atom::Var(from)) = expr
        && function.var(*var).iterated
        && !facts.varied[var.0]
    {
        let name = Ident::new("from", span.resolved_at(Span::mixed_site()));
        let tokens = quote::quote! {
            ::core::iter::IntoIterator::into_iter(#name).collect::<::std::vec::Vec<_>>()
        };
        let captures = vec![(name, *from)];
        *expr = Expr::Verbatim(Verbatim::made(tokens, captures));
    }
}

/// What is differentiated and iterated over is a list in derivatives, also where the function results in an iterator.
fn note_list(function: &mut Function, stmt: &Stmt, facts: &Facts) {
    if let Stmt::Call { results, .. } = stmt
        && function.var(results[0]).iterated
        && facts.varied[results[0].0]
    {
        function.vars[results[0].0].listed = true;
    }
}

fn certify_call(stmt: &mut Stmt, (facts, stopped): (&Facts, &BTreeSet<VarId>)) {
    let Stmt::Call { results, callee, transform, args, .. } = stmt else {
        return;
    };
    let given = match callee.itself() {
        Callee::Function(_) | Callee::Derivative(..) | Callee::Operator(_) => args.as_slice(),
        // `Log::put(y)` has no receiver; `Grid::len(&grid)` has.
        Callee::Associated(_) if matches!(args.first(), Some(Arg::Value(_))) => args.as_slice(),
        _ => &args[1.min(args.len())..],
    };
    let is_varied = |arg: &Arg| arg.var().is_some_and(|var| facts.varied[var.0]);
    let writes = args.iter().any(|arg| match arg {
        Arg::BorrowMut(place) => facts.is_active(place.root),
        _ => false,
    });
    let is_function =
        matches!(callee, Callee::Function(_) | Callee::Derivative(..) | Callee::Associated(_));
    let is_cut_off = is_function && stopped.contains(&results[0]);
    if !facts.is_active(results[0]) && !writes && !is_cut_off && given.iter().any(is_varied) {
        *transform = Transform::Certified;
    }
}
