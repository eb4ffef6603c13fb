//! Calls through which no derivative flows, though a differentiated value goes in, must be of functions
//! with derivatives all the same.
//!
//! In: a checked function. Out: one in which such calls (`while norm(&x) > tol`) are made as `norm::value(&x)`, which
//! exists only where `norm` has derivatives (methods are let be: `self.len()` has none to have). A plain function might keep what it is given (in a `Cell`, a static)
//! and hand it back another way, and the derivative would be lost without a word.

use crate::analysis::Facts;
use crate::ir::{Arg, Callee, Function, Stmt, Transform, visit};

/// Marks the calls whose callee must have derivatives.
pub fn certify(mut function: Function, facts: &Facts) -> Function {
    let mut body = std::mem::take(&mut function.body);
    block(&mut body.stmts, facts);
    Function { body, ..function }
}

fn block(stmts: &mut [Stmt], facts: &Facts) {
    for stmt in stmts {
        if let Stmt::Call { results, callee: Callee::Function(_), transform, args, .. } = stmt {
            let is_varied = |arg: &Arg| arg.var().is_some_and(|var| facts.varied[var.0]);
            let writes = args.iter().any(|arg| match arg {
                Arg::BorrowMut(place) => facts.is_active(place.root),
                _ => false,
            });
            if !facts.is_active(results[0]) && !writes && args.iter().any(is_varied) {
                *transform = Transform::Value;
            }
        }
        for inner in visit::blocks_mut(stmt) {
            block(&mut inner.stmts, facts);
        }
    }
}
