//! `return` outside loops: the rest of the function goes into the branches that go on.

use super::{Exits, diverges, leaves, may_leave, move_into};
use crate::ir::{Atom, Block, Exit, Stmt, Var, Verbatim};
use crate::kind::{Kind, Sketch};
use crate::kinds;

impl Exits<'_> {
    /// Restructures a block whose value is the function's.
    pub(super) fn returns(&mut self, block: &mut Block) {
        let Some(position) = block.stmts.iter().position(may_leave) else { return };
        let mut rest = block.stmts.split_off(position);
        match rest.remove(0) {
            Stmt::Exit { exit: Exit::Return(value), .. } => {
                // What comes after a `return` is never run.
                block.results = match value {
                    Atom::Unit => Vec::new(),
                    value => vec![value],
                };
            }
            Stmt::If { results, cond, mut then, mut otherwise, span }
                if leaves(&then) || leaves(&otherwise) =>
            {
                let value = std::mem::take(&mut block.results);
                for branch in [&mut then, &mut otherwise] {
                    if !leaves(branch) {
                        move_into(branch, &results, std::mem::take(&mut rest), span);
                        branch.results = value.clone();
                    }
                    self.returns(branch);
                }
                // A side that never ends has no value of its own; nor has one that panics.
                if then.results.is_empty() != otherwise.results.is_empty() {
                    let side = if then.results.is_empty() { &mut then } else { &mut otherwise };
                    if !diverges(side) {
                        let never = syn::parse_quote!(::core::unreachable!());
                        let verbatim = Verbatim {
                            tokens: never,
                            captures: Vec::new(),
                            complaint: None,
                            writes: false,
                            once: false,
                        };
                        side.stmts.push(Stmt::Verbatim { verbatim, lets: None });
                    }
                }
                let values = then.results.iter().chain(&otherwise.results);
                let mut kinds = values.map(|value| kinds::of_atom(&self.function.vars, value));
                let kind = kinds.find(|kind| *kind != Kind::Unknown).unwrap_or(Kind::Unknown);
                let has_value = !then.results.is_empty() || !otherwise.results.is_empty();
                let result = has_value.then(|| {
                    self.function.add(Var { ty: Sketch::guessed(kind), ..Var::new("t", span) })
                });
                block.results = result.map(Atom::Var).into_iter().collect();
                let results = result.into_iter().collect();
                block.stmts.push(Stmt::If { results, cond, then, otherwise, span });
            }
            // Which way it goes is decided further inside.
            Stmt::If { results, cond, mut then, mut otherwise, span } if results.is_empty() => {
                let n_returns = count_returns(&then) + count_returns(&otherwise);
                self.note_returns(&mut then);
                self.note_returns(&mut otherwise);
                let n_left = count_returns(&then) + count_returns(&otherwise);
                block.stmts.push(Stmt::If { results, cond, then, otherwise, span });
                if n_left < n_returns {
                    self.return_if_noted(&mut block.stmts, span);
                    block.stmts.extend(rest);
                    self.returns(block);
                } else {
                    // What is there leaves a loop that isn't there: refused by its exit.
                    block.stmts.extend(rest);
                }
            }
            other => {
                block.stmts.push(other);
                block.stmts.extend(rest);
            }
        }
    }

    /// Replaces the `return`s of a block by notes of them, what follows them skipped.
    fn note_returns(&mut self, block: &mut Block) {
        let Some(position) = block.stmts.iter().position(may_leave) else { return };
        let mut rest = block.stmts.split_off(position);
        match rest.remove(0) {
            Stmt::Exit { exit: Exit::Return(value), span } => {
                let note = self.note_return(value, span);
                block.stmts.extend(note);
            }
            Stmt::If { results, cond, mut then, mut otherwise, span }
                if results.is_empty() || leaves(&then) || leaves(&otherwise) =>
            {
                match [!leaves(&then), !leaves(&otherwise)] {
                    [true, true] => {
                        self.note_returns(&mut then);
                        self.note_returns(&mut otherwise);
                        block.stmts.push(Stmt::If { results, cond, then, otherwise, span });
                        let mut rest = Block { stmts: rest, results: Vec::new() };
                        self.note_returns(&mut rest);
                        let flag = self.returned(span);
                        self.unless(&mut block.stmts, flag, rest.stmts, span);
                        return;
                    }
                    [true, false] => move_into(&mut then, &results, rest, span),
                    [false, true] => move_into(&mut otherwise, &results, rest, span),
                    [false, false] => {}
                }
                self.note_returns(&mut then);
                self.note_returns(&mut otherwise);
                let results = Vec::new();
                block.stmts.push(Stmt::If { results, cond, then, otherwise, span });
            }
            other => {
                block.stmts.push(other);
                block.stmts.extend(rest);
            }
        }
    }
}

/// The `return`s in a block, loops inside it aside.
fn count_returns(block: &Block) -> usize {
    let count = |stmt: &Stmt| match stmt {
        Stmt::Exit { exit: Exit::Return(_), .. } => 1,
        Stmt::If { then, otherwise, .. } => count_returns(then) + count_returns(otherwise),
        _ => 0,
    };
    block.stmts.iter().map(count).sum()
}
