//! Calls through which no derivative flows, though a differentiated value goes in, must be of functions
//! with derivatives all the same.
//!
//! In: a checked function. Out: one in which such calls (`while norm(&x) > tol`) are made as `norm::value(&x)`, which
//! exists only where `norm` has derivatives. A plain function might keep what it is given (in a `Cell`, a static) and hand it
//! back another way, and the derivative would be lost without a word. Methods to which nothing but their receiver is given are
//! let be: `self.len()` has no derivatives to have.

use proc_macro2::{Ident, Span};

use crate::analysis::Facts;
use crate::ir::{Arg, Callee, Expr, Function, Place, Stmt, StoreOp, Transform, UnOp};
use crate::ir::{Verbatim, visit};
use crate::kind::Kind;

/// Marks the calls whose callee must have derivatives.
pub fn certify(mut function: Function, facts: &mut Facts) -> Function {
    let mut body = std::mem::take(&mut function.body);
    block(&mut function, &mut body.stmts, facts);
    // What is new carries no derivative.
    facts.extend(function.vars.len());
    Function { body, ..function }
}

fn block(function: &mut Function, stmts: &mut Vec<Stmt>, facts: &Facts) {
    for mut stmt in std::mem::take(stmts) {
        let operator = operator(function, &stmt, facts);
        collect(function, &mut stmt, facts);
        certify_call(&mut stmt, facts);
        for inner in visit::blocks_mut(&mut stmt) {
            block(function, &mut inner.stmts, facts);
        }
        stmts.push(stmt);
        if let Some((place, span)) = operator {
            stmts.push(Stmt::Prove { place, span });
        }
    }
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
        *expr = Expr::Verbatim(Verbatim { tokens, captures, complaint: None, writes: false });
    }
}

/// An operator on differentiated values of a type that the macro can't see: its result, or what it adds to, must be a number, for the
/// rules are those of numbers.
fn operator(function: &Function, stmt: &Stmt, facts: &Facts) -> Option<(Place, Span)> {
    let is_seen = |kind: &Kind| kind.is_float() || *kind == Kind::Int;
    match stmt {
        Stmt::Let { var, expr, span } => {
            let is_operator = match expr {
                Expr::Binary(op, ..) => !op.is_comparison(),
                Expr::Unary(UnOp::Neg, _) => true,
                _ => false,
            };
            // These have no derivative, and are what they are called on nothing but numbers.
            let flat = match expr {
                Expr::Unary(UnOp::Not, atom) => Some(atom),
                Expr::Binary(op, atom, _) if op.is_bitwise() => Some(atom),
                Expr::Method { method, path: None, args } if method.partials.is_empty() => args
                    .first()
                    .filter(|atom| !is_seen(&crate::kinds::of_atom(&function.vars, atom))),
                _ => None,
            };
            if let Some(operand) = flat.and_then(crate::ir::Atom::var) {
                let is_hidden = facts.varied[operand.0] && !function.var(operand).mutable;
                return is_hidden.then(|| (Place::whole(operand), *span));
            }
            let is_opaque = !is_seen(&function.var(*var).kind) && facts.is_active(*var);
            (is_operator && is_opaque).then(|| (Place::whole(*var), *span))
        }
        Stmt::Store { place, op: StoreOp::Add | StoreOp::Sub, span, .. } => {
            let is_opaque = !is_seen(&crate::kinds::of_place(&function.vars, place));
            (is_opaque && facts.is_active(place.root)).then(|| (place.clone(), *span))
        }
        _ => None,
    }
}

fn certify_call(stmt: &mut Stmt, facts: &Facts) {
    let Stmt::Call { results, callee, transform, args, .. } = stmt else {
        return;
    };
    let given = match callee {
        Callee::Function(_) => args.as_slice(),
        Callee::Associated(_) | Callee::Method(_) => &args[1.min(args.len())..],
    };
    let is_varied = |arg: &Arg| arg.var().is_some_and(|var| facts.varied[var.0]);
    let writes = args.iter().any(|arg| match arg {
        Arg::BorrowMut(place) => facts.is_active(place.root),
        _ => false,
    });
    if !facts.is_active(results[0]) && !writes && given.iter().any(is_varied) {
        *transform = Transform::Value;
    }
}
