//! What is read out of an `Err`: an error is a constant, and so is a count in it.
//!
//! ```text
//! Err(NotConverged { iterations }) => iterations as f64 * x
//! ```
//!
//! In: a function. Out: the same, in which what is read out of an `Err`, isn't seen to be a float, and is cast and used for nothing else, is cut off, with the proof that it is an integer. What else is
//! read out of an `Err` stays as it is: `check` and rustc refuse a derivative through it.

use std::collections::BTreeSet;

use crate::analysis::activity;
use crate::ir::paths::is_error;
use crate::ir::{Atom, Block, Expr, Function, Place, Projection, Stmt, Var, VarId, What, visit};

/// Cuts off what is read out of errors.
pub fn cut_off(mut function: Function, inputs: &[VarId]) -> Function {
    let (varied, useful) = activity::activity(&function, inputs);
    let counted = counted(&function);
    let mut body = std::mem::take(&mut function.body);
    let is_cut_off = |var: VarId| varied[var.0] && useful[var.0] && counted.contains(&var);
    block(&mut function, &mut body, &is_cut_off);
    Function { body, ..function }
}

/// The variables that are cast, and used for nothing else.
fn counted(function: &Function) -> BTreeSet<VarId> {
    let (mut cast, mut otherwise) = (BTreeSet::new(), BTreeSet::new());
    visit::deep_stmts(&function.body, &mut |stmt| {
        let is_cast = matches!(stmt, Stmt::Let { expr: Expr::Cast(..), .. });
        let used = if is_cast { &mut cast } else { &mut otherwise };
        visit::stmt(stmt, &mut |use_| used.extend(visit::used_var(use_)));
        for block in visit::blocks(stmt) {
            otherwise.extend(block.results.iter().filter_map(Atom::var));
        }
    });
    otherwise.extend(function.body.results.iter().filter_map(Atom::var));
    cast.difference(&otherwise).copied().collect()
}

fn block(function: &mut Function, block: &mut Block, is_cut_off: &dyn Fn(VarId) -> bool) {
    for mut stmt in std::mem::take(&mut block.stmts) {
        for inner in visit::blocks_mut(&mut stmt) {
            self::block(function, inner, is_cut_off);
        }
        let Stmt::Let { var, expr: expr @ (Expr::Read(_) | Expr::Clone { .. }), span } = stmt
        else {
            block.stmts.push(stmt);
            continue;
        };
        let is_constant = is_of_error(&expr)
            && is_cut_off(var)
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
            Stmt::Prove { place, what: What::Integer, span },
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
