//! What the transforms have noted goes, before anything is made of a derivative that nobody wants to read.

use crate::ir::{Block, Function, Stmt, visit};

/// Removes the notes.
pub fn strip(function: &mut Function) {
    block(&mut function.body);
    if let Some(closure) = &mut function.closure {
        block(&mut closure.body);
    }
}

fn block(code: &mut Block) {
    code.stmts.retain_mut(|stmt| {
        visit::blocks_mut(stmt).into_iter().for_each(block);
        !matches!(stmt, Stmt::Note(_))
    });
}
