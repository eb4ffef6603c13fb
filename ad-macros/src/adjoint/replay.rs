//! What is run again in the reverse sweep: which loops for the sake of their operators, and what their plain bodies note on the way.

use crate::ir::{Block, Expr, Stmt, visit};

/// From so many operators of types that aren't seen on, an iteration is run again.
const MANY_OPERATORS: usize = 4;

/// A plain body that notes which of its own assignments change the shape of what was there, as the forward sweep does.
pub(super) fn with_shapes(plain: &[Stmt], forward: &[Stmt]) -> Vec<Stmt> {
    let mut shapes = forward.windows(2).filter_map(|pair| match pair {
        [shape @ Stmt::Let { expr: Expr::Shape { .. }, .. }, Stmt::Store { place, value, .. }] => {
            Some((shape, place, value))
        }
        _ => None,
    });
    let mut next = shapes.next();
    let mut body = Vec::new();
    for stmt in plain {
        if let (Stmt::Store { place, value, .. }, Some((shape, of, new))) = (stmt, next)
            && (place, value) == (of, new)
        {
            body.push(shape.clone());
            next = shapes.next();
        }
        body.push(stmt.clone());
    }
    body
}

/// Whether a body is mostly operators of types that aren't seen: what they keep is more than it costs to run them again. Those of loops inside are
/// theirs.
pub(super) fn is_of_operators(body: &Block) -> bool {
    n_operators(body) >= MANY_OPERATORS
}

fn n_operators(body: &Block) -> usize {
    let of = |stmt: &Stmt| match stmt {
        Stmt::Call { callee, .. } if callee.is_operator() => 1,
        Stmt::For { .. } | Stmt::Each { .. } | Stmt::While { .. } => 0,
        stmt => visit::blocks(stmt).into_iter().map(n_operators).sum(),
    };
    body.stmts.iter().map(of).sum()
}
