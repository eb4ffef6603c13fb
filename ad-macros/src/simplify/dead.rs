//! What nothing reads goes: unread values of derivative code, cotangents that are only written to, loops and
//! branches that are left empty. The primal's own statements stay, whatever they are for.

use crate::ir::{Block, Expr, Function, Role, Stmt, visit};

/// Removes dead derivative code.
pub fn dead(mut function: Function) -> Function {
    loop {
        let reads = reads(&function);
        let mut body = std::mem::take(&mut function.body);
        let mut closure = function.closure.take();
        let mut changed = sweep(&function, &mut body, &reads);
        if let Some(closure) = &mut closure {
            changed |= sweep(&function, &mut closure.body, &reads);
        }
        function = Function { body, closure, ..function };
        if !changed {
            return function;
        }
    }
}

/// For each variable, whether its value is ever read. What a caller passed in is read by the caller.
fn reads(function: &Function) -> Vec<bool> {
    let mut reads: Vec<_> = function.vars.iter().map(|_| false).collect();
    let mut note = |use_: visit::Use| match use_ {
        // `x̄[i] += v` reads `x̄` only for itself.
        visit::Use::Write(place) if !function.var(place.root).ty.is_reference() => {}
        use_ => {
            if let Some(var) = visit::used_var(use_) {
                reads[var.0] = true;
            }
        }
    };
    visit::deep(&function.body, &mut note);
    if let Some(closure) = &function.closure {
        visit::deep(&closure.body, &mut note);
    }
    // A mutable borrow, and a pullback's bars, are written to through another name.
    let mut borrowed = |stmt: &Stmt| {
        if let Stmt::Pull { .. } | Stmt::Call { .. } = stmt {
            visit::stmt(stmt, &mut |use_| {
                if let visit::Use::Write(place) = use_ {
                    reads[place.root.0] = true;
                }
            });
        }
        if let Stmt::Let { var, expr: Expr::Borrow { place, mutable: true }, .. } = stmt {
            reads[place.root.0] |= reads[var.0];
        }
    };
    visit::deep_stmts(&function.body, &mut borrowed);
    if let Some(closure) = &function.closure {
        visit::deep_stmts(&closure.body, &mut borrowed);
    }
    reads
}

/// Whether there is no code in a block.
fn is_empty(block: &Block) -> bool {
    block.stmts.iter().all(|stmt| matches!(stmt, Stmt::Note(_)))
}

fn sweep(function: &Function, block: &mut Block, reads: &[bool]) -> bool {
    let before = block.stmts.len();
    let mut changed = false;
    block.stmts.retain_mut(|stmt| {
        let has_blocks = !visit::blocks(stmt).is_empty();
        let was_empty = visit::blocks(stmt).into_iter().all(is_empty);
        for inner in visit::blocks_mut(stmt) {
            changed |= sweep(function, inner, reads);
        }
        match stmt {
            Stmt::Let { var, .. } => reads[var.0] || function.var(*var).role == Role::Primal,
            Stmt::Store { place, .. } | Stmt::Clear { place, .. } | Stmt::Reset { place, .. } => {
                let root = function.var(place.root);
                reads[place.root.0] || root.role == Role::Primal || root.ty.is_reference()
            }
            // Emptied by the sweep, not written empty by the user.
            Stmt::For { body, .. } => was_empty || !is_empty(body),
            Stmt::If { results, then, otherwise, .. } => {
                let empty = is_empty(then) && is_empty(otherwise);
                !results.is_empty() || !empty || (was_empty && has_blocks)
            }
            Stmt::Match { results, arms, .. } => {
                let empty = arms.iter().all(is_empty);
                !results.is_empty() || !empty || (was_empty && has_blocks)
            }
            Stmt::Unpack { body, .. } => !is_empty(body),
            _ => true,
        }
    });
    changed | (block.stmts.len() < before)
}
