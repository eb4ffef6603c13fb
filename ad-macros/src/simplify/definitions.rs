//! One definition for each variable: what the reverse sweep computes again gets names of its own.

use std::collections::BTreeMap;

use crate::ir::rename::{self, Renaming};
use crate::ir::{Block, Function, VarId, visit};

/// Renames every definition of a variable but the first, and its uses in its scope.
pub fn unique(mut function: Function) -> Function {
    let mut seen = vec![false; function.vars.len()];
    function.params.iter().for_each(|param| seen[param.0] = true);
    let mut body = std::mem::take(&mut function.body);
    let mut closure = function.closure.take();
    let mut unique = Unique { function, seen };
    let mut names = BTreeMap::new();
    unique.stmts(&mut body, &mut names);
    if let Some(closure) = &mut closure {
        unique.stmts(&mut closure.body, &mut names.clone());
    }
    Function { body, closure, ..unique.function }
}

struct Unique {
    function: Function,
    seen: Vec<bool>,
}

impl Unique {
    /// Renames in a block; what it defines stays in `names` for what follows it in its scope.
    fn stmts(&mut self, block: &mut Block, names: &mut Renaming) {
        for stmt in &mut block.stmts {
            rename::uses(stmt, names);
            for var in visit::binds(stmt) {
                self.define(var, names);
            }
            for block in visit::blocks_mut(stmt) {
                self.stmts(block, &mut names.clone());
            }
            for var in visit::defines(stmt) {
                self.define(var, names);
            }
            rename::definitions(stmt, names);
        }
        rename::results(block, names);
    }

    fn define(&mut self, var: VarId, names: &mut Renaming) {
        if !std::mem::replace(&mut self.seen[var.0], true) {
            return;
        }
        let copy = self.function.add_copy(var);
        self.seen.push(true);
        names.insert(var, crate::ir::Atom::Var(copy));
    }
}
