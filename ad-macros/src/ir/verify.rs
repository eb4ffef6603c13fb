//! The invariants of the IR, checked before and after each pass in tests and debug builds.

use std::collections::BTreeSet;

use super::{Block, Function, Stmt, VarId, visit};

/// The first violation of an invariant: a use of a variable that is not defined there, or a mutable
/// variable used as an atom.
pub fn verify(function: &Function) -> Result<(), String> {
    let mut known: BTreeSet<_> = function.params.iter().copied().collect();
    let mut verify = Verify { function };
    verify.stmts(&function.body, &mut known)?;
    if let Some(closure) = &function.closure {
        known.extend(closure.params.iter().copied());
        verify.stmts(&closure.body, &mut known)?;
    }
    Ok(())
}

struct Verify<'a> {
    function: &'a Function,
}

impl Verify<'_> {
    fn stmts(&mut self, block: &Block, known: &mut BTreeSet<VarId>) -> Result<(), String> {
        for stmt in &block.stmts {
            self.stmt(stmt, known)?;
        }
        block.results.iter().try_for_each(|atom| self.use_(visit::Use::Value(atom), known))
    }

    fn stmt(&mut self, stmt: &Stmt, known: &mut BTreeSet<VarId>) -> Result<(), String> {
        let mut result = Ok(());
        visit::stmt(stmt, &mut |use_| {
            if result.is_ok() {
                result = self.use_(use_, known);
            }
        });
        result?;
        for block in visit::blocks(stmt) {
            let mut inner = known.clone();
            inner.extend(visit::binds(stmt));
            self.stmts(block, &mut inner)?;
        }
        known.extend(visit::defines(stmt));
        Ok(())
    }

    fn use_(&self, use_: visit::Use, known: &BTreeSet<VarId>) -> Result<(), String> {
        let Some(var) = visit::used_var(use_) else { return Ok(()) };
        let name = &self.function.var(var).name;
        if !known.contains(&var) {
            return Err(format!("`{name}` ({var:?}) is used where it is not defined"));
        }
        let reference = self.function.var(var).reference;
        if matches!(use_, visit::Use::Value(_)) && self.function.var(var).mutable && !reference {
            return Err(format!("`{name}` ({var:?}) is mutable and used as an atom"));
        }
        Ok(())
    }
}
