//! Calls through which no derivative flows, though a differentiated value goes in, must be of functions
//! with derivatives all the same.
//!
//! In: a checked function. Out: one in which such calls (`while norm(&x) > tol`) are made as `norm::value(&x)`, which
//! exists only where `norm` has derivatives. A plain function might keep what it is given (in a `Cell`, a static)
//! and hand it back another way, and the derivative would be lost without a word.

use crate::analysis::Facts;
use crate::ir::{Arg, Function, Stmt, Transform, visit};

/// Marks the calls whose callee must have derivatives.
pub fn certify(mut function: Function, facts: &Facts) -> Function {
    let mut body = std::mem::take(&mut function.body);
    block(&mut body.stmts, facts);
    Function { body, ..function }
}

fn block(stmts: &mut [Stmt], facts: &Facts) {
    for stmt in stmts {
        if let Stmt::Call { results, transform, args, .. } = stmt {
            let is_varied = |arg: &Arg| match arg {
                Arg::Value(atom) => atom.var().is_some_and(|var| facts.varied[var.0]),
                Arg::Borrow(place) => facts.varied[place.root.0],
            };
            if !facts.is_active(results[0]) && args.iter().any(is_varied) {
                *transform = Transform::Value;
            }
        }
        for inner in visit::blocks_mut(stmt) {
            block(&mut inner.stmts, facts);
        }
    }
}
