//! `x̄ = 0; x̄ += v` becomes `x̄ = v`: a cotangent that was handed on and is added to at once, as in every
//! `x = g(x)`.
//!
//! The zero is structural: what is added to it is the whole cotangent.

use crate::ir::{Block, Function, Place, Stmt, StoreOp, visit};
use crate::kind::Kind;

/// Merges a clearing with the first addition after it.
pub fn clear(mut function: Function) -> Function {
    let mut body = std::mem::take(&mut function.body);
    let mut closure = function.closure.take();
    block(&function, &mut body);
    if let Some(closure) = &mut closure {
        block(&function, &mut closure.body);
    }
    Function { body, closure, ..function }
}

fn block(function: &Function, code: &mut Block) {
    let mut merged = Vec::new();
    for i in 0..code.stmts.len() {
        let Stmt::Clear { place, .. } = &code.stmts[i] else { continue };
        let is_number = crate::kinds::of_place(&function.vars, place) == Kind::Float;
        if let Some(j) = addition(&code.stmts, i, place).filter(|_| is_number) {
            merged.push((i, j));
        }
    }
    for (_, j) in &merged {
        if let Stmt::Store { op, .. } = &mut code.stmts[*j] {
            *op = StoreOp::Set;
        }
    }
    let mut index = 0;
    code.stmts.retain(|_| {
        index += 1;
        merged.iter().all(|(i, _)| *i + 1 != index)
    });
    for stmt in &mut code.stmts {
        visit::blocks_mut(stmt).into_iter().for_each(|inner| block(function, inner));
    }
}

/// The first statement after `start` that has to do with the place, if it is an addition to it.
fn addition(stmts: &[Stmt], start: usize, place: &Place) -> Option<usize> {
    for (j, stmt) in stmts.iter().enumerate().skip(start + 1) {
        if let Stmt::Store { place: to, op: StoreOp::Add, .. } = stmt
            && to == place
        {
            return Some(j);
        }
        let is_simple = matches!(stmt, Stmt::Let { .. } | Stmt::Store { .. } | Stmt::Note(_));
        let mut touches = !is_simple;
        visit::stmt(stmt, &mut |use_| touches |= visit::used_var(use_) == Some(place.root));
        if touches {
            return None;
        }
    }
    None
}
