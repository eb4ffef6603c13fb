//! Reads of one scalar that nothing has written to between become one read.
//!
//! In: a function. Out: the same with fewer temporaries, so that the reverse sweep has one value to keep
//! where the user wrote a variable's name three times.

use std::collections::BTreeMap;

use crate::ir::rename::{self, Renaming};
use crate::ir::{Atom, Block, Expr, Function, Stmt, VarId, visit};

/// Merges repeated reads of mutable scalars.
pub fn merge(mut function: Function) -> Function {
    let mut body = std::mem::take(&mut function.body);
    block(&function, &mut body, &mut BTreeMap::new(), &mut Renaming::new());
    Function { body, ..function }
}

/// Walks a block; `known` holds the temporary that has each variable's present value.
fn block(
    function: &Function,
    code: &mut Block,
    known: &mut BTreeMap<VarId, VarId>,
    names: &mut Renaming,
) {
    code.stmts.retain_mut(|stmt| {
        rename::uses(stmt, names);
        if let Stmt::For { .. } | Stmt::While { .. } = stmt {
            forget_written(function, stmt, known);
        }
        for inner in visit::blocks_mut(stmt) {
            block(function, inner, &mut known.clone(), names);
        }
        forget_written(function, stmt, known);
        let Stmt::Let { var, expr: Expr::Read(place), .. } = stmt else { return true };
        let is_whole = place.projections.is_empty() && function.var(place.root).kind.is_copy();
        let target = function.var(*var);
        if !is_whole || target.mutable {
            return true;
        }
        match known.get(&place.root) {
            Some(temporary) if !target.user => {
                names.insert(*var, Atom::Var(*temporary));
                false
            }
            _ => {
                known.insert(place.root, *var);
                true
            }
        }
    });
    rename::results(code, names);
}

fn forget_written(function: &Function, stmt: &Stmt, known: &mut BTreeMap<VarId, VarId>) {
    visit::deep_stmt(stmt, &mut |use_| match use_ {
        visit::Use::Write(place) => {
            known.remove(&place.root);
        }
        // Verbatim tokens may write to what they mention.
        visit::Use::Name(var) if function.var(var).mutable => {
            known.remove(&var);
        }
        _ => {}
    });
}
