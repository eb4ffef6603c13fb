//! What is read out of an `Err`: an error is a constant, and so is a count in it.
//!
//! ```text
//! Err(NotConverged { iterations }) => iterations as f64 * x
//! ```
//!
//! In: a function. Out: the same, in which what is read out of an `Err`, and isn't seen to be a float, is cut off, with the proof that its type has no derivative. What is a float as far as one can
//! see stays as it is, and `check` refuses a derivative through it.

use crate::analysis::activity;
use crate::ir::paths::is_error;
use crate::ir::{Atom, Block, Expr, Function, Place, Projection, Stmt, Var, VarId, What, visit};

/// Cuts off what is read out of errors.
pub fn cut_off(mut function: Function, inputs: &[VarId]) -> Function {
    let (varied, useful) = activity::activity(&function, inputs);
    let mut body = std::mem::take(&mut function.body);
    block(&mut function, &mut body, &|var: VarId| varied[var.0] && useful[var.0]);
    Function { body, ..function }
}

fn block(function: &mut Function, block: &mut Block, is_active: &dyn Fn(VarId) -> bool) {
    for mut stmt in std::mem::take(&mut block.stmts) {
        for inner in visit::blocks_mut(&mut stmt) {
            self::block(function, inner, is_active);
        }
        let Stmt::Let { var, expr: expr @ (Expr::Read(_) | Expr::Clone { .. }), span } = stmt
        else {
            block.stmts.push(stmt);
            continue;
        };
        let is_constant = is_of_error(&expr)
            && is_active(var)
            && !function.var(var).ty.guess.is_float()
            && !function.var(var).mutable;
        if !is_constant {
            block.stmts.push(Stmt::Let { var, expr, span });
            continue;
        }
        let read = function.add(Var { user: false, ..function.var(var).clone() });
        let place = Place::whole(read);
        block.stmts.extend([
            Stmt::Let { var: read, expr, span },
            Stmt::Prove { place, what: What::WithoutTangent, span },
            Stmt::Let { var, expr: Expr::Stop(Atom::Var(read)), span },
        ]);
    }
}

fn is_of_error(expr: &Expr) -> bool {
    let (Expr::Read(place) | Expr::Clone { place, .. }) = expr else { return false };
    let is_in_error =
        |step: &Projection| matches!(step, Projection::Variant { path, .. } if is_error(path));
    place.projections.iter().any(is_in_error)
}
