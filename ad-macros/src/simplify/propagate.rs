//! Copies are followed: `let a = b;` in derivative code goes, and `a` becomes `b`.
//!
//! First, a cotangent that is given one value and never added to becomes immutable, so that reading it is
//! a copy too. Only variables that a transform made are replaced.

use std::collections::BTreeSet;

use crate::ir::rename::{self, Renaming};
use crate::ir::{Atom, Block, Expr, Function, Role, Stmt, VarId, visit};

/// Follows copies.
pub fn propagate(mut function: Function) -> Function {
    freeze(&mut function);
    let rooted = rooted(&function);
    let mut body = std::mem::take(&mut function.body);
    let mut closure = function.closure.take();
    let mut names = Renaming::new();
    block((&function, &rooted), &mut body, &mut names);
    if let Some(closure) = &mut closure {
        block((&function, &rooted), &mut closure.body, &mut names);
    }
    Function { body, closure, ..function }
}

/// Makes the mutable variables of the transforms immutable where they are never written to.
fn freeze(function: &mut Function) {
    let mut written = vec![false; function.vars.len()];
    let mut note = |use_: visit::Use| match use_ {
        visit::Use::Write(place) => written[place.root.0] = true,
        visit::Use::Name(var) => written[var.0] = true,
        _ => {}
    };
    visit::deep(&function.body, &mut note);
    if let Some(closure) = &function.closure {
        visit::deep(&closure.body, &mut note);
    }
    for (var, written) in function.vars.iter_mut().zip(written) {
        if var.role != Role::Primal && !var.ty.is_reference() && !written {
            var.mutable = false;
        }
    }
}

/// The variables that places are rooted at, but for those that are copied as a whole.
fn rooted(function: &Function) -> BTreeSet<VarId> {
    let mut rooted = BTreeSet::new();
    let mut note = |stmt: &Stmt| match stmt {
        Stmt::Let { expr: Expr::Read(place), .. } if place.projections.is_empty() => {}
        stmt => visit::stmt(stmt, &mut |use_| match use_ {
            visit::Use::Place(place) | visit::Use::Write(place) => {
                rooted.insert(place.root);
            }
            _ => {}
        }),
    };
    visit::deep_stmts(&function.body, &mut note);
    if let Some(closure) = &function.closure {
        visit::deep_stmts(&closure.body, &mut note);
    }
    rooted
}

fn block(
    (function, rooted): (&Function, &BTreeSet<VarId>),
    code: &mut Block,
    names: &mut Renaming,
) {
    code.stmts.retain_mut(|stmt| {
        if let Stmt::Let { expr, .. } = stmt {
            read_to_copy(function, expr);
        }
        rename::uses(stmt, names);
        for inner in visit::blocks_mut(stmt) {
            block((function, rooted), inner, names);
        }
        let Stmt::Let { var, expr, .. } = stmt else { return true };
        let target = function.var(*var);
        match expr {
            Expr::Atom(source) if target.role != Role::Primal && !target.mutable => {
                let is_primal_literal = matches!(source, Atom::Constant(_));
                // A literal has no places: what looks into it is wrong, and `rustc` says so.
                let is_needed = source.var().is_none() && rooted.contains(var);
                if is_primal_literal || is_needed {
                    return true;
                }
                names.insert(*var, source.clone());
                false
            }
            _ => true,
        }
    });
    rename::results(code, names);
}

/// Reading all of an immutable variable is a copy.
fn read_to_copy(function: &Function, expr: &mut Expr) {
    if let Expr::Read(place) = expr
        && place.projections.is_empty()
        && !function.var(place.root).mutable
    {
        *expr = Expr::Atom(Atom::Var(place.root));
    }
}
