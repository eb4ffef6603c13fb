//! Which dots may be of the type `Constant`, so that what is read from a field is written as it is: `p_dot.eps`.
//!
//! In: a function. Out: for each variable, whether all that becomes of it is arithmetic on floats, for which `Constant` has operators.
//! The dot of any other variable is that of its value, whatever field the value was read from: storage that began as a `Constant` would
//! lose what is added to it later.

use crate::ir::{Atom, Block, Expr, Function, Stmt, StoreOp, UnOp, visit};
use crate::kind::Kind;

/// Whether each variable is used in arithmetic only.
pub(super) fn lean(function: &Function) -> Vec<bool> {
    let is_float = |var: &crate::ir::Var| {
        var.ty.guess == Kind::Float && !var.mutable && !var.ty.is_reference()
    };
    let mut lean: Vec<_> = function.vars.iter().map(is_float).collect();
    let mut refuse = |atom: &Atom| {
        if let Some(var) = atom.var() {
            lean[var.0] = false;
        }
    };
    block(&function.body, &mut refuse);
    if let Some(closure) = &function.closure {
        block(&closure.body, &mut refuse);
    }
    lean
}

fn block(code: &Block, refuse: &mut dyn FnMut(&Atom)) {
    code.results.iter().for_each(&mut *refuse);
    for stmt in &code.stmts {
        match stmt {
            Stmt::Let { expr: Expr::Binary(..) | Expr::Unary(UnOp::Neg, _), .. }
            | Stmt::Store { op: StoreOp::Add | StoreOp::Sub, .. } => {}
            stmt => visit::stmt(stmt, &mut |used| {
                if let visit::Use::Value(atom) = used {
                    refuse(atom);
                }
            }),
        }
        visit::blocks(stmt).into_iter().for_each(|inner| block(inner, refuse));
    }
}
