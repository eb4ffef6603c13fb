//! The tangent of an operator, by its row in the table.

use proc_macro2::Span;

use super::Tangent;
use crate::ir::{Atom, BinOp, Expr, Stmt, UnOp, VarId};
use crate::operators::{Partial, Sign, Zero};
use crate::rules::Values;

impl Tangent<'_> {
    /// `shared(± step(ȧ) ± step(ḃ))`; none if both dots are structurally zero.
    pub(super) fn binary(
        &mut self,
        code: &mut Vec<Stmt>,
        var: VarId,
        (op, a, b): (BinOp, &Atom, &Atom),
        span: Span,
    ) -> Option<Expr> {
        let rule = op.rule()?;
        let values = Values { operands: [a, b], result: Atom::Var(var) };
        let dots = [self.dot(a), self.dot(b)];
        // Twice the same product, exactly.
        if let (true, [Some(dot), _]) = (a == b && rule.is_product(), &dots) {
            let product = self.share(code, (&rule.by[0], 0, dot), &values, span);
            let product = self.temp(code, product, span);
            let two = Atom::number("2.0", &crate::kinds::of_atom(&self.f.vars, a), span);
            return Some(Expr::Binary(BinOp::Mul, two, product));
        }
        let mut sum: Option<Expr> = None;
        for (side, partial) in rule.by.iter().enumerate() {
            let Some(dot) = &dots[side] else { continue };
            let share = self.share(code, (partial, side, dot), &values, span);
            sum = Some(match sum {
                None => self.signed(code, partial.sign, share, span),
                Some(sum) => {
                    let sum = self.temp(code, sum, span);
                    let share = self.temp(code, share, span);
                    let op = match partial.sign {
                        Sign::Plus => BinOp::Add,
                        Sign::Minus => BinOp::Sub,
                    };
                    Expr::Binary(op, sum, share)
                }
            });
        }
        let sum = sum?;
        let Some(shared) = rule.shared else { return Some(sum) };
        let sum = self.temp(code, sum, span);
        let factor = values.factor(shared.factor, &mut |expr| self.temp(code, expr, span));
        Some(Expr::Binary(shared.op, sum, factor))
    }

    /// What comes of the dot of the operand on one side. It stands on that side of the product, too.
    fn share(
        &mut self,
        code: &mut Vec<Stmt>,
        (partial, side, dot): (&Partial, usize, &Atom),
        values: &Values,
        span: Span,
    ) -> Expr {
        let Some(step) = partial.step else { return Expr::Atom(dot.clone()) };
        let factor = values.factor(step.factor, &mut |expr| self.temp(code, expr, span));
        let may_be_infinite = values.operands[side].var().is_some_and(|var| match step.zero {
            Zero::Plain => false,
            Zero::OfSteep => self.steep.contains(&var),
            Zero::OfInfinite => self.infinite.contains(&var),
        });
        // Where the dot is infinite a factor that is zero makes nothing of it, as in reverse mode.
        match (may_be_infinite, factor.as_float()) {
            (true, Some(0.0)) => Expr::Atom(factor),
            (true, None) => Expr::Binary(BinOp::Times, factor, dot.clone()),
            (true, Some(_)) => Expr::Binary(step.op, factor, dot.clone()),
            (false, _) if side == 0 => Expr::Binary(step.op, dot.clone(), factor),
            (false, _) => Expr::Binary(step.op, factor, dot.clone()),
        }
    }

    /// `± value`
    pub(super) fn signed(
        &mut self,
        code: &mut Vec<Stmt>,
        sign: Sign,
        value: Expr,
        span: Span,
    ) -> Expr {
        match sign {
            Sign::Plus => value,
            Sign::Minus => Expr::Unary(UnOp::Neg, self.temp(code, value, span)),
        }
    }
}
