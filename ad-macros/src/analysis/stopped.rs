//! What is used in nothing but `stop_gradient(..)`, or the value of a `#[constant] let`.
//!
//! ```text
//! #[constant] let near = neighbours(points);       `neighbours` need have no derivatives
//! ```
//!
//! In: a function. Out: the variables that hold such values. Their derivatives are cut off by the user's word, so a function that makes one isn't asked whether it has any. Only what is looked into later, by an index, a field
//! or constant code, may be of any type; what is computed with is a number, which a function without derivatives may result in anyway.

use std::collections::BTreeSet;

use crate::ir::{Arg, Atom, Block, Expr, Function, Stmt, VarId, visit};

/// The variables whose values only go into what is cut off.
pub fn values(function: &Function) -> BTreeSet<VarId> {
    let mut uses = Uses { looked_into: looked_into(function), ..Uses::default() };
    uses.block(&function.body);
    uses.atoms(&function.body.results, false);
    uses.in_stopped.difference(&uses.elsewhere).copied().collect()
}

/// What is a part of a variable, or looked up in it.
fn looked_into(function: &Function) -> BTreeSet<VarId> {
    let mut found = BTreeSet::new();
    visit::deep(&function.body, &mut |use_| match use_ {
        visit::Use::Place(place) if !place.projections.is_empty() => {
            found.insert(place.root);
        }
        visit::Use::Name(var) => {
            found.insert(var);
        }
        _ => {}
    });
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { expr: Expr::Len(place) | Expr::LookUp(place, _), .. } = stmt {
            found.insert(place.root);
        }
    });
    found
}

/// How variables are used, backwards.
#[derive(Default)]
struct Uses {
    looked_into: BTreeSet<VarId>,
    in_stopped: BTreeSet<VarId>,
    elsewhere: BTreeSet<VarId>,
}

impl Uses {
    fn block(&mut self, block: &Block) {
        for stmt in block.stmts.iter().rev() {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let is_stopped = match stmt {
            Stmt::Let { var, expr: Expr::Stop(_), .. } => self.looked_into.contains(var),
            Stmt::Let { var, .. } => self.is_stopped(*var),
            Stmt::Call { results, args, .. } => {
                let writes = args.iter().any(|arg| matches!(arg, Arg::BorrowMut(_)));
                !writes && results.iter().all(|result| self.is_stopped(*result))
            }
            Stmt::If { results, .. } | Stmt::Match { results, .. } => {
                let results = results.iter().map(|result| self.is_stopped(*result));
                let results: Vec<_> = results.collect();
                for block in visit::blocks(stmt) {
                    for (atom, is_stopped) in block.results.iter().zip(&results) {
                        self.atoms(std::slice::from_ref(atom), *is_stopped);
                    }
                }
                false
            }
            _ => false,
        };
        visit::stmt(stmt, &mut |use_| self.note(visit::used_var(use_), is_stopped));
        visit::blocks(stmt).into_iter().rev().for_each(|block| self.block(block));
    }

    fn is_stopped(&self, var: VarId) -> bool {
        self.in_stopped.contains(&var) && !self.elsewhere.contains(&var)
    }

    fn atoms(&mut self, atoms: &[Atom], is_stopped: bool) {
        atoms.iter().for_each(|atom| self.note(atom.var(), is_stopped));
    }

    fn note(&mut self, var: Option<VarId>, is_stopped: bool) {
        match is_stopped {
            true => self.in_stopped.extend(var),
            false => self.elsewhere.extend(var),
        }
    }
}
