//! The table of operators: its partials against differences of the operators themselves, as both modes read them.

use crate::ir::eval::{Value, of_operator};
use crate::operators::{BinOp, Factor, Rule, Sign, Step};

const ALL: [BinOp; 18] = [
    BinOp::Add,
    BinOp::Sub,
    BinOp::Mul,
    BinOp::Div,
    BinOp::Rem,
    BinOp::BitAnd,
    BinOp::BitOr,
    BinOp::BitXor,
    BinOp::Shl,
    BinOp::Shr,
    BinOp::Eq,
    BinOp::Ne,
    BinOp::Lt,
    BinOp::Le,
    BinOp::Gt,
    BinOp::Ge,
    BinOp::Times,
    BinOp::Over,
];

const POINTS: [(f64, f64); 5] = [(1.3, 0.7), (-2.9, 1.1), (0.4, -2.3), (-5.2, -1.7), (7.9, 2.4)];

fn value(op: BinOp, a: f64, b: f64) -> f64 {
    match of_operator(op, &Value::Float(a), &Value::Float(b)) {
        Value::Float(value) => value,
        other => panic!("{other:?} is no float"),
    }
}

fn step(step: Option<Step>, v: f64, a: f64, b: f64, y: f64) -> f64 {
    let Some(step) = step else { return v };
    let factor = match step.factor {
        Factor::Operand(side) => [a, b][side],
        Factor::Result => y,
        Factor::WholeQuotient => (a / b).trunc(),
    };
    value(step.op, v, factor)
}

/// The partial derivative by one operand, as forward mode applies the rule, and as reverse mode does.
fn partial(rule: &Rule, side: usize, (a, b): (f64, f64), y: f64) -> (f64, f64) {
    let by = &rule.by[side];
    let sign = if by.sign == Sign::Plus { 1.0 } else { -1.0 };
    let forward = step(rule.shared, sign * step(by.step, 1.0, a, b, y), a, b, y);
    let reverse = sign * step(by.step, step(rule.shared, 1.0, a, b, y), a, b, y);
    (forward, reverse)
}

/// Each row is that of its operator, and what has a rule is arithmetic.
#[test]
fn a_row_for_each() {
    for op in ALL {
        let is_arithmetic = !op.is_comparison() && !op.is_bitwise();
        assert_eq!(op.rule().is_some(), is_arithmetic, "{op:?}");
    }
}

#[test]
fn partials_are_those_of_the_operators() {
    let h = 1e-5;
    for op in ALL {
        let Some(rule) = op.rule() else { continue };
        for (a, b) in POINTS {
            let y = value(op, a, b);
            let differences = [
                (value(op, a + h, b) - value(op, a - h, b)) / (2.0 * h),
                (value(op, a, b + h) - value(op, a, b - h)) / (2.0 * h),
            ];
            for (side, difference) in differences.into_iter().enumerate() {
                let (forward, reverse) = partial(rule, side, (a, b), y);
                for found in [forward, reverse] {
                    let error = (found - difference).abs();
                    assert!(error < 1e-8, "{op:?} by {side} at ({a}, {b}): {found}, {difference}");
                }
            }
        }
    }
}

/// What is zero where its first operand is, is the same operator elsewhere; and a one that is neutral changes nothing.
#[test]
fn guards_and_ones() {
    for op in ALL {
        for (a, b) in POINTS {
            if let Some(guarded) = op.guarded() {
                assert_eq!(value(op, a, b), value(guarded, a, b), "{op:?}");
                assert_eq!(value(guarded, 0.0, f64::INFINITY), 0.0, "{op:?}");
            }
            assert!(!op.has_neutral_one(0) || value(op, 1.0, b) == b, "{op:?}");
            assert!(!op.has_neutral_one(1) || value(op, a, 1.0) == a, "{op:?}");
        }
    }
}
