//! Early exits become structure: after this pass there is no `return`, `break` or `continue`.
//!
//! In: a function with exits. Out: the same function, purely nested. A branch that always leaves
//! takes what comes after it along into the other branch:
//!
//! ```text
//! if c { return a; } S; r        ⟶   if c { a } else { S; r }
//! ```
//!
//! Exits from within loops are refused here with their own spans, before the gate.

use crate::diag::Diagnostics;
use crate::ir::{Atom, Block, Exit, Function, Stmt, Var, visit};
use crate::unsupported;

/// Makes all exits structured; complains about those that it can't.
pub fn exits(diagnostics: &mut Diagnostics, mut function: Function) -> Function {
    let mut body = std::mem::take(&mut function.body);
    structure(&mut function, &mut body);
    visit::deep_stmts(&body, &mut |stmt| {
        if let Stmt::Exit { span, .. } = stmt {
            diagnostics.error_at(*span, unsupported::EARLY_EXIT);
        }
    });
    function.body = body;
    function
}

/// Restructures a block whose value is the function's.
fn structure(function: &mut Function, block: &mut Block) {
    let Some(position) = block.stmts.iter().position(has_return) else { return };
    let mut rest = block.stmts.split_off(position);
    let first = rest.remove(0);
    match first {
        Stmt::Exit { exit: Exit::Return(value), .. } => {
            // What comes after a `return` is never run.
            block.results = match value {
                Atom::Unit => Vec::new(),
                value => vec![value],
            };
        }
        Stmt::If { results, cond, mut then, mut otherwise, span }
            if results.is_empty() || { leaves(&then) || leaves(&otherwise) } =>
        {
            if !leaves(&then) && !leaves(&otherwise) {
                // Which way it leaves is decided inside: no structure for that yet.
                rest.insert(0, Stmt::If { results, cond, then, otherwise, span });
                block.stmts.extend(rest);
                return;
            }
            let tail = Block { stmts: rest, results: std::mem::take(&mut block.results) };
            for branch in [&mut then, &mut otherwise] {
                if !leaves(branch) {
                    let values = std::mem::take(&mut branch.results);
                    for (result, value) in results.iter().zip(values) {
                        let expr = crate::ir::Expr::Atom(value);
                        branch.stmts.push(Stmt::Let { var: *result, expr, span });
                    }
                    branch.stmts.extend(tail.stmts.clone());
                    branch.results = tail.results.clone();
                }
                structure(function, branch);
            }
            let result = (!then.results.is_empty() || !otherwise.results.is_empty()).then(|| {
                let mut var = Var::new("t", span);
                let values = then.results.iter().chain(&otherwise.results);
                let mut kinds = values.map(|value| crate::kinds::of_atom(&function.vars, value));
                var.kind = kinds
                    .find(|kind| *kind != crate::signature::Kind::Unknown)
                    .unwrap_or(crate::signature::Kind::Unknown);
                function.add(var)
            });
            block.results = result.map(Atom::Var).into_iter().collect();
            let results = result.into_iter().collect();
            block.stmts.push(Stmt::If { results, cond, then, otherwise, span });
        }
        other => {
            rest.insert(0, other);
            block.stmts.extend(rest);
        }
    }
}

fn has_return(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Exit { exit: Exit::Return(_), .. } => true,
        Stmt::If { then, otherwise, .. } => {
            then.stmts.iter().any(has_return) || otherwise.stmts.iter().any(has_return)
        }
        _ => false,
    }
}

/// Whether a block always returns.
fn leaves(block: &Block) -> bool {
    block.stmts.iter().any(|stmt| match stmt {
        Stmt::Exit { exit: Exit::Return(_), .. } => true,
        Stmt::If { then, otherwise, .. } => leaves(then) && leaves(otherwise),
        _ => false,
    })
}
