//! What only one branch uses is computed in that branch.
//!
//! ```text
//! let r = a / b; if b != 0.0 { r } else { 0.0 }    ⟶   if b != 0.0 { let r = a / b; r } else { 0.0 }
//! ```
//!
//! In: a function. Out: one that computes the same, bit for bit. Were `r` computed before the branch, its
//! cotangent would be a zero that meets an infinite partial derivative, and 0 · ∞ would make the
//! gradient NaN at a point where it exists. What a condition looks at stays where it is; the branch gets a
//! copy. Only operations on floats are moved: they have no effects and can't panic.

use std::collections::BTreeSet;

use crate::analysis::stability::bases;
use crate::ir::rename::{self, Renaming};
use crate::ir::{Atom, Block, Expr, Function, Stmt, Var, VarId, visit};

/// Moves computations into the one branch that uses them.
pub fn sink(mut function: Function) -> Function {
    let mut body = std::mem::take(&mut function.body);
    let bases = bases(&function);
    Sink { function: &mut function, bases }.block(&mut body);
    Function { body, ..function }
}

struct Sink<'a> {
    function: &'a mut Function,
    bases: Vec<VarId>,
}

impl Sink<'_> {
    /// From the last statement to the first, so that chains move; outer blocks before inner ones, so that they
    /// move all the way.
    fn block(&mut self, block: &mut Block) {
        for i in (0..block.stmts.len()).rev() {
            let Some((target, is_then)) = self.target(block, i) else { continue };
            let Some(var) = self.movable(&block.stmts[i]) else { continue };
            let is_looked_at = block.stmts.iter().any(|stmt| uses(stmt, var) && is_looking(stmt));
            let mut moved = block.stmts[i].clone();
            let Stmt::If { then, otherwise, .. } = &mut block.stmts[target] else { continue };
            let branch = if is_then { then } else { otherwise };
            if is_looked_at {
                let copy = Var { user: false, ..self.function.var(var).clone() };
                let copy = self.function.add(copy);
                self.bases.push(copy);
                let names = Renaming::from([(var, Atom::Var(copy))]);
                rename_deep(branch, &names);
                rename::definitions(&mut moved, &names);
                branch.stmts.insert(0, moved);
            } else {
                branch.stmts.insert(0, moved);
                block.stmts.remove(i);
            }
        }
        for stmt in &mut block.stmts {
            visit::blocks_mut(stmt).into_iter().for_each(|inner| self.block(inner));
        }
    }

    /// The variable that a statement defines, if it can be computed elsewhere.
    fn movable(&self, stmt: &Stmt) -> Option<VarId> {
        let Stmt::Let { var, expr, .. } = stmt else { return None };
        let is_float = self.function.var(*var).kind.is_float();
        let is_pure = matches!(
            expr,
            Expr::Atom(_)
                | Expr::Unary(..)
                | Expr::Binary(..)
                | Expr::Method { .. }
                | Expr::Cast(..)
        ) || matches!(expr, Expr::Read(place) if place.projections.is_empty());
        (is_float && is_pure && !self.function.var(*var).mutable).then_some(*var)
    }

    /// The `if` after statement `i`, and which branch of it, that alone uses what `i` defines.
    fn target(&self, block: &Block, i: usize) -> Option<(usize, bool)> {
        let var = self.movable(&block.stmts[i])?;
        if block.results.iter().any(|atom| atom.var() == Some(var)) {
            return None;
        }
        let users: Vec<_> = (i + 1..block.stmts.len())
            .filter(|j| uses(&block.stmts[*j], var) && !is_looking(&block.stmts[*j]))
            .collect();
        let [target] = users.as_slice() else { return None };
        let Stmt::If { cond, then, otherwise, .. } = &block.stmts[*target] else { return None };
        let (in_then, in_else) = (uses_in(then, var), uses_in(otherwise, var));
        let stays = self.reads_change(block, i, *target);
        let is_cond = cond.var() == Some(var);
        (in_then != in_else && !is_cond && !stays).then_some((*target, in_then))
    }

    /// Whether something that statement `i` reads is written to before statement `target`.
    fn reads_change(&self, block: &Block, i: usize, target: usize) -> bool {
        let mut reads = BTreeSet::new();
        visit::stmt(&block.stmts[i], &mut |use_| {
            if let visit::Use::Place(place) = use_ {
                reads.insert(self.bases[place.root.0]);
            }
        });
        let mut change = false;
        for stmt in &block.stmts[i + 1..target] {
            visit::deep_stmt(stmt, &mut |use_| match use_ {
                visit::Use::Write(place) => change |= reads.contains(&self.bases[place.root.0]),
                visit::Use::Name(var) => change |= reads.contains(&self.bases[var.0]),
                _ => {}
            });
        }
        change
    }
}

fn uses(stmt: &Stmt, var: VarId) -> bool {
    let mut found = false;
    visit::deep_stmt(stmt, &mut |use_| found |= visit::used_var(use_) == Some(var));
    found || visit::blocks(stmt).into_iter().any(|block| uses_in(block, var))
}

fn uses_in(block: &Block, var: VarId) -> bool {
    let mut found = false;
    visit::deep(block, &mut |use_| found |= visit::used_var(use_) == Some(var));
    found
}

/// Whether a statement only looks at values: a comparison, an assertion.
fn is_looking(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Let { expr: Expr::Binary(op, ..), .. } => op.is_comparison(),
        Stmt::Let { expr: Expr::Verbatim(verbatim), .. } | Stmt::Verbatim { verbatim, .. } => {
            verbatim.complaint.is_none()
        }
        _ => false,
    }
}

fn rename_deep(block: &mut Block, names: &Renaming) {
    for stmt in &mut block.stmts {
        rename::uses(stmt, names);
        visit::blocks_mut(stmt).into_iter().for_each(|inner| rename_deep(inner, names));
    }
    rename::results(block, names);
}
