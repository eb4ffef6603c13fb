//! Which values are used only where they are finite: `q` in `exp(-q)` and in `1 / q`.
//!
//! In: the primal. Out: the variables all of whose uses saturate: where they are infinite their cotangents are zero, and nothing may come of those. A walk backwards through
//! chains of operations. Deliberately absent: what goes through variables that change, and through parts of values.

use std::collections::BTreeMap;

use crate::ir::{Atom, Block, Expr, Function, Stmt, VarId, visit};
use crate::kind::Kind;
use crate::operators::Far;
use crate::primitives::Trait;

/// The variables that are used only so.
pub fn only(function: &Function) -> impl Iterator<Item = VarId> {
    let mut fading = Fading::default();
    fading.block(&function.body);
    fading.0.into_iter().filter_map(|(var, fades)| fades.then_some(var))
}

/// For each variable that was met, whether all its uses are such.
#[derive(Default)]
struct Fading(BTreeMap<VarId, bool>);

impl Fading {
    fn block(&mut self, block: &Block) {
        block.results.iter().for_each(|atom| self.fades(atom, false));
        for stmt in block.stmts.iter().rev() {
            visit::blocks(stmt).into_iter().rev().for_each(|block| self.block(block));
            match stmt {
                Stmt::Let { var, expr, .. } => self.expr(*var, expr),
                stmt => visit::stmt(stmt, &mut |used| {
                    if let visit::Use::Value(atom) = used {
                        self.fades(atom, false);
                    }
                }),
            }
        }
    }

    fn expr(&mut self, var: VarId, expr: &Expr) {
        let fades = self.0.get(&var) == Some(&true);
        match expr {
            Expr::Unary(op, atom) => {
                let far = op.partial().map_or(Far::Counts, |partial| partial.far);
                self.fades(atom, far.fades(fades));
            }
            // What is only looked at, or made what has no derivative.
            Expr::Binary(op, ..) if op.is_comparison() => {}
            Expr::Stop(_) | Expr::Len(_) | Expr::Key(..) | Expr::LookUp(..) => {}
            Expr::Is { .. } | Expr::Verbatim(_) => {}
            Expr::Cast(_, ty) if Kind::of(ty) == Kind::Int => {}
            Expr::Binary(op, left, right) => {
                let fars = op.rule().map_or([Far::Counts; 2], |rule| rule.by.map(|by| by.far));
                for (operand, far) in [left, right].into_iter().zip(fars) {
                    self.fades(operand, far.fades(fades));
                }
            }
            Expr::Method { method, args, .. } => {
                let is_literal = |i: usize| matches!(args.get(i), Some(Atom::Literal(_)));
                let saturates = method.is(Trait::Saturates) && !method.is_fixed_power(is_literal);
                for partial in method.partials {
                    self.fades(&args[partial.operand], saturates);
                }
            }
            expr => visit::expr(expr, &mut |used| {
                if let Some(var) = visit::used_var(used) {
                    self.0.insert(var, false);
                }
            }),
        }
    }

    fn fades(&mut self, atom: &Atom, fades: bool) {
        if let Some(var) = atom.var() {
            *self.0.entry(var).or_insert(true) &= fades;
        }
    }
}
