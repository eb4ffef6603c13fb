//! Loops with `#[checkpoint]`: that their bodies may be run again.
//!
//! In: a function, and what is known of it. Out: errors, and the function, in which each such loop says what its body calls: that this is
//! repeatable rustc asserts. Deliberately absent: what has to be copied, which types say.

use proc_macro2::Span;

use crate::analysis::carried::{carried, writes};
use crate::analysis::{Facts, repeatable, stability};
use crate::diag::Diagnostics;
use crate::ir::{Atom, Block, Function, Repeated, Stmt, visit};
use crate::unsupported;

/// Notes what must be repeatable; complains about what isn't, as far as one can see.
pub fn checkpoints(
    diagnostics: &mut Diagnostics,
    mut function: Function,
    facts: &Facts,
    in_block: bool,
) -> Function {
    let mut body = std::mem::take(&mut function.body);
    if has_mark(&body) {
        let whole = Function { body: body.clone(), ..function.clone() };
        let mut marks = Marks { diagnostics, function: &whole, facts, in_block };
        marks.block(&mut body);
    }
    Function { body, ..function }
}

fn has_mark(block: &Block) -> bool {
    let mut found = false;
    visit::deep_stmts(block, &mut |stmt| found |= matches!(stmt, Stmt::Checkpointed { .. }));
    found
}

/// Takes what must be repeatable out of the marks of a function, for it to be asserted once and not in each derivative.
pub fn take_callees(function: &mut Function) -> Vec<Repeated> {
    let mut taken: Vec<Repeated> = Vec::new();
    visit::deep_stmts_mut(&mut function.body, &mut |stmt| {
        if let Stmt::Checkpointed { callees, .. } = stmt {
            for callee in std::mem::take(callees) {
                if !taken.iter().any(|known| known.is(&callee)) {
                    taken.push(callee);
                }
            }
        }
    });
    taken
}

/// A function in which each loop that can be is reversed by snapshots, for tests: of what nobody knows without rustc whether it may be run
/// again it isn't.
pub fn everywhere(function: &Function, facts: &Facts) -> Function {
    let mut marked = function.clone();
    let (bases, mut number) = (stability::bases(function), 0);
    let all = writes(function, &bases, &function.body.stmts);
    visit::deep_stmts_mut(&mut marked.body, &mut |stmt| {
        let called = repeatable::of_loop(function, facts, stmt, true);
        let views = carried(function, &bases, (&all, &facts.lent), stmt).views;
        let (Stmt::For { body, span, .. } | Stmt::While { body, span, .. }) = stmt else { return };
        let may_be = called.unknown.is_none() && called.callees.is_empty() && views.is_empty();
        let is_marked = body.stmts.iter().any(|stmt| matches!(stmt, Stmt::Checkpointed { .. }));
        if may_be && !is_marked {
            number += 1;
            let snapshots = [None, Some(2)][number % 2];
            let snapshots = snapshots.map(|n: usize| integer(n, *span));
            body.stmts
                .insert(0, Stmt::Checkpointed { snapshots, callees: Vec::new(), span: *span });
        }
    });
    marked
}

fn integer(n: usize, span: Span) -> Atom {
    let text = format!("{n}usize");
    Atom::Literal(syn::Lit::Int(syn::LitInt::new(&text, span)))
}

struct Marks<'a> {
    diagnostics: &'a mut Diagnostics,
    function: &'a Function,
    facts: &'a Facts,
    in_block: bool,
}

impl Marks<'_> {
    fn block(&mut self, block: &mut Block) {
        for stmt in &mut block.stmts {
            self.looped(stmt);
            visit::blocks_mut(stmt).into_iter().for_each(|inner| self.block(inner));
        }
    }

    fn looped(&mut self, stmt: &mut Stmt) {
        let whole = stmt.clone();
        let (Stmt::For { body, .. } | Stmt::Each { body, .. } | Stmt::While { body, .. }) = stmt
        else {
            return;
        };
        let mut marks = body.stmts.iter_mut().filter_map(|stmt| match stmt {
            Stmt::Checkpointed { callees, span, .. } => Some((callees, *span)),
            _ => None,
        });
        let Some((callees, span)) = marks.next() else { return };
        if let Stmt::Each { .. } = whole {
            return self.diagnostics.error_at(span, unsupported::CHECKPOINT_ITERATOR);
        }
        let called = repeatable::of_loop(self.function, self.facts, &whole, self.in_block);
        if let Some(unknown) = called.unknown {
            return self.diagnostics.error_at(unknown, unsupported::CHECKPOINT_REPEATS);
        }
        *callees = called.callees;
        let bases = stability::bases(self.function);
        let all = writes(self.function, &bases, &self.function.body.stmts);
        for view in carried(self.function, &bases, (&all, &self.facts.lent), &whole).views {
            let span = self.function.var(view).span;
            self.diagnostics.error_at(span, unsupported::CHECKPOINT_VIEW);
        }
    }
}
