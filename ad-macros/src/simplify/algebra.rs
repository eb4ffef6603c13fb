//! Identities on derivative code: a table with an equation each.
//!
//! ```text
//! name        left       right    sound because
//! one_mul     1 * x      x        exact
//! mul_one     x * 1      x        exact
//! div_one     x / 1      x        exact
//! neg_neg     −(−x)      x        exact
//! ```
//!
//! Identities that change a bit (`x + 0`, `0 * x`, reassociation) do not exist here: structural zeros are never
//! written down in the first place.

use std::collections::BTreeMap;

use crate::ir::{Atom, Block, Expr, Function, Role, Stmt, UnOp, VarId, visit};

/// Applies the table once, in program order.
pub fn algebra(mut function: Function) -> Function {
    let mut negations = BTreeMap::new();
    let mut body = std::mem::take(&mut function.body);
    let mut closure = function.closure.take();
    block(&function, &mut body, &mut negations);
    if let Some(closure) = &mut closure {
        block(&function, &mut closure.body, &mut negations);
    }
    Function { body, closure, ..function }
}

fn block(function: &Function, code: &mut Block, negations: &mut BTreeMap<VarId, Atom>) {
    for stmt in &mut code.stmts {
        for inner in visit::blocks_mut(stmt) {
            block(function, inner, negations);
        }
        let Stmt::Let { var, expr, .. } = stmt else { continue };
        if function.var(*var).role == Role::Primal || function.var(*var).mutable {
            continue;
        }
        if let Some(simpler) = rewrite(expr, negations) {
            *expr = Expr::Atom(simpler);
        }
        if let Expr::Unary(UnOp::Neg, atom) = expr {
            negations.insert(*var, atom.clone());
        }
    }
}

fn rewrite(expr: &Expr, negations: &BTreeMap<VarId, Atom>) -> Option<Atom> {
    let is_one = |atom: &Atom| atom.as_float() == Some(1.0);
    match expr {
        Expr::Binary(op, one, x) if op.has_neutral_one(0) && is_one(one) => Some(x.clone()),
        Expr::Binary(op, x, one) if op.has_neutral_one(1) && is_one(one) => Some(x.clone()),
        Expr::Unary(UnOp::Neg, x) => negations.get(&x.var()?).cloned(),
        _ => None,
    }
}
