//! Which cotangents may be infinite though nothing in the function is: of what a root is taken of at zero, and of what that is made of.
//!
//! ```text
//! s = x * x;  s.sqrt()       s̄ = ∞ where x = 0:  x̄ += 2 (s̄ ₀*₀ x)
//! ```
//!
//! In: the primal. Out: the variables with such cotangents. A factor that is zero makes nothing of them, as nothing comes of a dot that is zero in forward mode: a norm has the derivative
//! zero at the origin. All else has plain products. Nothing infinite comes out of a square, whose factor is zero where it is, nor is it looked for behind methods. Where nobody knows that the factors are floats, the operator's rule is asked for its steep form. Of a call with such a result the caller
//! splits the infinite cotangent off (`emit/pull`), so that no function is passed one.

use std::collections::BTreeSet;

use crate::ir::{Arg, Atom, BinOp, Block, Callee, Expr, Function, Stmt, VarId, visit};
use crate::primitives::{self, Primitive, Trait};

/// The variables whose cotangents may be infinite.
pub fn cotangents(function: &Function) -> BTreeSet<VarId> {
    let mut steep = Steep::default();
    loop {
        let before = steep.0.len();
        steep.block(&function.body);
        if steep.0.len() == before {
            return steep.0;
        }
    }
}

/// Whether a slope of a method may be infinite where its result is finite.
pub fn is_steep(method: &Primitive, second: Option<&Atom>) -> bool {
    let is_power = second.and_then(Atom::as_float).is_some_and(|power| power >= 1.0);
    method.is(Trait::Steep) && !is_power
}

/// The same of a call that may be of such a method: the plain product would be right too, but where the cotangent is infinite.
pub fn may_be_steep(callee: &Callee, args: &[Arg]) -> bool {
    let Callee::Method(name, _) = callee else { return false };
    let second = match args.get(1) {
        Some(Arg::Value(atom)) => Some(atom),
        _ => None,
    };
    primitives::method(&name.to_string()).is_some_and(|method| is_steep(method, second))
}

#[derive(Default)]
struct Steep(BTreeSet<VarId>);

impl Steep {
    /// Backwards, as cotangents go; what loops carry around needs another time.
    fn block(&mut self, block: &Block) {
        for stmt in block.stmts.iter().rev() {
            self.stmt(stmt);
            visit::blocks(stmt).into_iter().rev().for_each(|block| self.block(block));
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let steep = |var: &VarId| self.0.contains(var);
        let goes_on = match stmt {
            Stmt::Let { expr: Expr::Method { method, args, .. }, .. }
                if is_steep(method, args.get(1)) =>
            {
                true
            }
            Stmt::Call { callee, args, .. } if may_be_steep(callee, args) => true,
            Stmt::Let { expr: Expr::Stop(_) | Expr::Len(_) | Expr::Verbatim(_), .. } => false,
            Stmt::Let { expr: Expr::Method { .. }, .. } => false,
            Stmt::Let { expr: Expr::Binary(BinOp::Mul, left, right), .. } if left == right => false,
            Stmt::Store { place, .. } | Stmt::Mutate { place, .. } => steep(&place.root),
            Stmt::Swap { first, second, .. } => steep(&first.root) || steep(&second.root),
            Stmt::If { results, .. } | Stmt::Match { results, .. } => {
                let at: Vec<_> = results.iter().map(steep).collect();
                for arm in visit::blocks(stmt) {
                    let values = arm.results.iter().zip(&at).filter(|(_, steep)| **steep);
                    let vars: Vec<_> = values.filter_map(|(atom, _)| atom.var()).collect();
                    self.0.extend(vars);
                }
                false
            }
            stmt => visit::defines(stmt).iter().any(steep),
        };
        if goes_on {
            visit::stmt(stmt, &mut |use_| self.0.extend(visit::used_var(use_)));
        }
    }
}
