//! Branches with a value that may leave early on their way: the value goes through a variable.
//!
//! ```text
//! let v = if c { S; if d { return r; } a } else { b };
//!     ⟶   let mut value; if c { S; if d { return r; } value = a; } else { value = b; } let v = value;
//! ```

use super::{Exits, may_leave};
use crate::ir::{Block, Exit, Stmt, VarId, visit};
use crate::kind::Kind;
use crate::kinds;

impl Exits<'_> {
    /// Takes the values out of branches that may leave and may go on.
    pub(super) fn values(&mut self, block: &mut Block) {
        let mut code = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            visit::blocks_mut(&mut stmt).into_iter().for_each(|inner| self.values(inner));
            match &stmt {
                Stmt::If { results, then, otherwise, .. }
                    if !results.is_empty() && (is_partial(then) || is_partial(otherwise)) =>
                {
                    self.through_slots(&mut code, stmt);
                }
                _ => code.push(stmt),
            }
        }
        block.stmts = code;
    }

    fn through_slots(&mut self, code: &mut Vec<Stmt>, stmt: Stmt) {
        let Stmt::If { results, cond, mut then, mut otherwise, span } = stmt else {
            unreachable!("called on `if`")
        };
        let mut reads = Vec::new();
        let kinds: Vec<_> = (0..results.len())
            .map(|i| {
                let values = [&then, &otherwise].map(|block| block.results.get(i));
                let mut kinds = values
                    .into_iter()
                    .flatten()
                    .map(|value| kinds::of_atom(&self.function.vars, value));
                kinds.find(|kind| *kind != Kind::Unknown).unwrap_or(Kind::Unknown)
            })
            .collect();
        let slots: Vec<VarId> = kinds.iter().map(|kind| self.slot("value", kind, span)).collect();
        for ((slot, kind), result) in slots.iter().zip(&kinds).zip(&results) {
            code.push(self.declare_slot(*slot, kind, span));
            let value = self.read_slot(&mut reads, *slot, kind, span);
            let expr = crate::ir::Expr::Atom(value);
            reads.push(Stmt::Let { var: *result, expr, span });
        }
        for block in [&mut then, &mut otherwise] {
            let values = std::mem::take(&mut block.results);
            for ((value, slot), kind) in values.into_iter().zip(&slots).zip(&kinds) {
                let mut stores = Vec::new();
                self.fill_slot(&mut stores, *slot, value, kind, span);
                block.stmts.extend(stores);
            }
        }
        code.push(Stmt::If { results: Vec::new(), cond, then, otherwise, span });
        code.extend(reads);
    }
}

/// Whether a block may leave, but has a value when it doesn't.
fn is_partial(block: &Block) -> bool {
    !block.results.is_empty()
        && block.stmts.iter().any(|stmt| may_leave(stmt) || leaves_loops(stmt, 0))
}

/// Whether a statement leaves its block out of so many loops inside it: it then does so after the outermost of them.
fn leaves_loops(stmt: &Stmt, depth: usize) -> bool {
    match stmt {
        Stmt::Exit { exit: Exit::Return(_), .. } => depth > 0,
        Stmt::Exit { exit: Exit::Break(n) | Exit::Continue(n), .. } => depth > 0 && *n >= depth,
        Stmt::Exit { exit: Exit::Diverge, .. } => false,
        stmt => {
            let is_loop = matches!(stmt, Stmt::For { .. } | Stmt::While { .. });
            let depth = depth + usize::from(is_loop);
            let mut stmts = visit::blocks(stmt).into_iter().flat_map(|block| &block.stmts);
            stmts.any(|stmt| leaves_loops(stmt, depth))
        }
    }
}
