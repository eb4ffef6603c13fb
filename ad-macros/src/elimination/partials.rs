//! The partials of one operation: the weights of the arcs that end in its result.
//!
//! In: an operation, its operands and its result. Out: for each operand that depends on inputs the partial by it, as a weight. They are those of the table of
//! `operators` and of the rules of primitives, as in both modes: a partial of a primitive is the rule applied to one.

use proc_macro2::Span;

use super::weight::{Arithmetic, Weight};
use crate::analysis::steep::is_steep;
use crate::ir::{Atom, BinOp, Expr, UnOp, VarId};
use crate::operators::{Sign, Zero};
use crate::primitives::{self, Primitive, Trait};
use crate::rules::Values;

/// Whether something is so of an operand.
pub type IsSo<'a> = &'a dyn Fn(&Atom) -> bool;

/// `-a`
pub fn unary(op: UnOp, a: &Atom) -> Vec<(Atom, Weight)> {
    let partial = op.partial().map(|partial| (a.clone(), Weight::one(partial.sign)));
    partial.into_iter().collect()
}

/// `result = a op b`
pub fn binary(
    (op, a, b): (BinOp, &Atom, &Atom),
    result: VarId,
    (is_active, may_be_infinite): (IsSo, IsSo),
    arithmetic: &mut dyn Arithmetic,
) -> Vec<(Atom, Weight)> {
    let Some(rule) = op.rule() else { return Vec::new() };
    let values = Values { operands: [a, b], result: Atom::Var(result) };
    if a == b && rule.is_product() {
        // The same product twice.
        let two = Atom::float("2.0", Span::mixed_site());
        let double = arithmetic.value(Expr::Binary(BinOp::Mul, two, a.clone()));
        let weight = Weight::of(Sign::Plus, double);
        return vec![(a.clone(), Weight { may_be_infinite: may_be_infinite(a), ..weight })];
    }
    // What both are multiplied by is computed once.
    let is_shared = is_active(a) && is_active(b);
    let shared = rule.shared.filter(|_| is_shared).map(|step| {
        let factor = values.factor(step.factor, &mut |expr| arithmetic.value(expr));
        let one = Atom::float("1.0", Span::mixed_site());
        arithmetic.value(Expr::Binary(step.op, one, factor))
    });
    let mut found = Vec::new();
    for (operand, partial) in [a, b].into_iter().zip(&rule.by) {
        if !is_active(operand) {
            continue;
        }
        let factor =
            partial.step.map(|step| values.factor(step.factor, &mut |expr| arithmetic.value(expr)));
        let factor = match (factor, &shared, rule.shared) {
            (Some(factor), Some(shared), _) => {
                Some(arithmetic.value(Expr::Binary(BinOp::Mul, factor, shared.clone())))
            }
            (None, Some(shared), _) => Some(shared.clone()),
            (factor, None, Some(step)) => {
                let by = values.factor(step.factor, &mut |expr| arithmetic.value(expr));
                let factor = factor.unwrap_or_else(|| Atom::float("1.0", Span::mixed_site()));
                Some(arithmetic.value(Expr::Binary(step.op, factor, by)))
            }
            (factor, None, None) => factor,
        };
        let weight = factor.map_or(Weight::one(partial.sign), |f| Weight::of(partial.sign, f));
        // `1 / exp(-x)` far out.
        let fades = partial.step.is_some_and(|step| step.zero == Zero::OfInfinite);
        let is_guarding = fades && may_be_infinite(operand);
        let may_be_infinite = rule.has_pole || may_be_infinite(a) || may_be_infinite(b);
        found.push((operand.clone(), Weight { is_guarding, may_be_infinite, ..weight }));
    }
    found
}

/// `result = method(args)`
pub fn method(
    (method, args): (&'static Primitive, &[Atom]),
    result: VarId,
    (is_active, may_be_infinite): (IsSo, IsSo),
    arithmetic: &mut dyn Arithmetic,
) -> Vec<(Atom, Weight)> {
    let mut found = Vec::new();
    for (i, partial) in method.partials.iter().enumerate() {
        let operand = &args[partial.operand];
        if !is_active(operand) {
            continue;
        }
        let args_of_rule = primitives::arguments(partial.uses, args, &Atom::Var(result));
        let factor = Atom::float("1.0", Span::mixed_site());
        let slope =
            arithmetic.value(Expr::Partial { method, partial: i, args: args_of_rule, factor });
        let weight = Weight {
            is_steep: is_steep(method, args.get(1)),
            may_be_infinite: method.is(Trait::MayBeInfinite)
                || method.is(Trait::Steep)
                || args.iter().any(may_be_infinite),
            is_guarding: method.is(Trait::Saturates) || method.is(Trait::Chooses),
            ..Weight::of(Sign::Plus, slope)
        };
        found.push((operand.clone(), weight));
    }
    found
}
