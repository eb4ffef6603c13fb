//! What loops add up, and how what computes it is run again.

use std::collections::BTreeMap;

use crate::ir::rename::{self, Renaming};
use crate::ir::{Atom, Expr, Function, Place, Range, Stmt, StoreOp, VarId};

/// What a loop adds up.
#[derive(Clone, Debug)]
pub(super) struct Total {
    pub counter: VarId,
    pub range: Range,
    pub op: StoreOp,
    /// What is added.
    pub value: Atom,
    /// What computes it, and can be run again.
    pub slice: Vec<Stmt>,
}

impl Total {
    /// What a value in the loop is computed by.
    pub fn definition(&self, atom: &Atom) -> Option<&Expr> {
        self.slice.iter().find_map(|stmt| match stmt {
            Stmt::Let { var, expr, .. } if atom.var() == Some(*var) => Some(expr),
            _ => None,
        })
    }

    /// Whether its counter begins with 0, and ends before this.
    pub fn runs_to(&self, is_end: impl Fn(&Atom) -> bool) -> bool {
        let Range { start, end, inclusive, step, .. } = &self.range;
        let is_zero =
            matches!(start, Atom::Literal(syn::Lit::Int(start)) if start.base10_digits() == "0");
        is_zero && !inclusive && step.is_none() && is_end(end)
    }

    /// The places that it reads.
    pub fn reads(&self) -> impl Iterator<Item = &Place> {
        self.slice.iter().filter_map(|stmt| match stmt {
            Stmt::Let { expr: Expr::Read(place) | Expr::Len(place), .. }
            | Stmt::Let { expr: Expr::Borrow { place, .. }, .. } => Some(place),
            _ => None,
        })
    }
}

/// What of a loop can be run again: its counter, its statements, and what its variables are called there.
pub(super) fn rerun(
    function: &mut Function,
    counter: VarId,
    slice: &[Stmt],
) -> (VarId, Vec<Stmt>, Renaming) {
    let var = function.add_copy(counter);
    let mut names: Renaming = BTreeMap::from([(counter, Atom::Var(var))]);
    let mut stmts = Vec::new();
    for stmt in slice {
        let mut stmt = stmt.clone();
        rename::uses(&mut stmt, &names);
        if let Stmt::Let { var, .. } = &mut stmt {
            let copy = function.add_copy(*var);
            names.insert(*var, Atom::Var(copy));
            *var = copy;
        }
        stmts.push(stmt);
    }
    (var, stmts, names)
}
