//! Dots that may be infinite where a zero makes nothing of them: `w * x.sqrt()` at 0, `1 / (1 + exp(-x))` far out.
//!
//! In: a function. Out: the variables with such dots, of which products and quotients are zero where the other factor is, as
//! in reverse mode, where nothing comes of a cotangent that is zero. Deliberately absent: what goes through variables and sums of
//! roots; arithmetic there is plain.

use std::collections::BTreeSet;

use crate::ir::{Atom, Expr, Function, Stmt, VarId, visit};
use crate::primitives::Trait;

/// Roots and the like, which are finite where their slopes aren't, and their multiples.
pub(super) fn products(function: &Function) -> BTreeSet<VarId> {
    found(function, &|expr, is_found| match expr {
        Expr::Method { method, .. } => method.is(Trait::Steep),
        Expr::Unary(op, atom) => {
            op.partial().is_some_and(|partial| partial.stays_steep) && is_found(atom)
        }
        Expr::Binary(op, left, right) => op.rule().is_some_and(|rule| {
            let mut operands = rule.by.iter().zip([left, right]);
            operands.any(|(partial, operand)| partial.stays_steep && is_found(operand))
        }),
        _ => false,
    })
}

/// What has poles or grows fast, and what is made of it by arithmetic.
pub fn quotients(function: &Function) -> BTreeSet<VarId> {
    found(function, &|expr, is_found| match expr {
        Expr::Method { method, .. } => method.is(Trait::MayBeInfinite),
        Expr::Unary(op, atom) => op.partial().is_some() && is_found(atom),
        Expr::Binary(op, left, right) => {
            op.rule().is_some_and(|rule| rule.has_pole || is_found(left) || is_found(right))
        }
        _ => false,
    })
}

/// Whether an expression is such, given whether its operands are.
type IsOne = dyn Fn(&Expr, &dyn Fn(&Atom) -> bool) -> bool;

fn found(function: &Function, is_one: &IsOne) -> BTreeSet<VarId> {
    let mut found = BTreeSet::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { var, expr, .. } = stmt
            && is_one(expr, &|atom| atom.var().is_some_and(|var| found.contains(&var)))
        {
            found.insert(*var);
        }
    });
    found
}
