//! The rules of the runtime, as the interpreter knows them: number by number, whatever a tangent is made of.

use super::value::Value;
use super::{Frame, operators};
use crate::ir::{Arg, Atom, BinOp, Rule, UnOp};
use crate::kind::Kind;

impl Frame<'_> {
    pub(super) fn rule(&self, rule: &Rule, args: &[Arg]) -> Value {
        let value = |i: usize| match &args[i] {
            Arg::Value(atom) => self.atom(atom),
            Arg::Borrow(place) | Arg::BorrowMut(place) => self.wanted(place).read(),
        };
        match rule {
            Rule::Sum => value(0).plus(1.0, &value(1)),
            Rule::Difference => value(0).plus(-1.0, &value(1)),
            Rule::Neg => operators::unary(UnOp::Neg, &value(0)),
            Rule::Twice => value(0).plus(1.0, &value(0)),
            Rule::Scaled => scaled(BinOp::Mul, &value(0), &value(1)),
            Rule::ZeroOrScaled => scaled(BinOp::Times, &value(0), &value(1)),
            Rule::Unscaled => scaled(BinOp::Div, &value(0), &value(1)),
            Rule::ZeroOrUnscaled => scaled(BinOp::Over, &value(0), &value(1)),
            Rule::ScaledByNonzero => match value(1).float() == 0.0 {
                true => value(0).zero_like(),
                false => scaled(BinOp::Mul, &value(0), &value(1)),
            },
            Rule::Cast(ty) => match (value(0), Kind::of(ty)) {
                (Value::Unit, Kind::Float) => Value::Float(0.0),
                (Value::Unit, _) => Value::Unit,
                (value, _) => operators::cast(&value, ty),
            },
            Rule::Zero(kind) => zero(kind),
            Rule::ZeroLike | Rule::ZeroIfAny | Rule::ZeroBar | Rule::ZeroBarIfAny => {
                value(0).zero_like()
            }
            Rule::Shape | Rule::ShapeIfAny => {
                let (old, new) = (value(0), value(1).owned());
                if old.same_shape(&new) { Value::Unit } else { old.zero_like() }
            }
            Rule::Fitted | Rule::FittedIfAny => match &args[1] {
                Arg::Value(Atom::Unit) => value(0).zero_like(),
                _ => value(1),
            },
            Rule::Kept | Rule::KeptIfAny => Value::Unit,
            Rule::TakenOut => value(0).owned(),
            Rule::With { .. } => panic!("structs and enums are not interpreted"),
        }
    }
}

/// A tangent times or by a number.
fn scaled(op: BinOp, tangent: &Value, value: &Value) -> Value {
    let items = |items: Vec<Value>| items.iter().map(|item| scaled(op, item, value)).collect();
    match tangent.owned() {
        Value::List(list) => Value::List(items(list)),
        Value::Tuple(tuple) => Value::Tuple(items(tuple)),
        Value::Unit => Value::Unit,
        number => operators::binary(op, &number, value),
    }
}

/// The zero of a tangent of a kind.
fn zero(kind: &Kind) -> Value {
    match kind {
        Kind::Float => Value::Float(0.0),
        Kind::Tuple(items) => Value::Tuple(items.iter().map(zero).collect()),
        _ => Value::Unit,
    }
}
