//! Literals, operators and casts.

use super::{Location, Value};
use crate::ir::{BinOp, Mutator, UnOp};
use crate::kind::Kind;

/// The value of a number or a `bool` as written.
pub(super) fn literal(literal: &syn::Lit) -> Value {
    let value = match literal {
        syn::Lit::Float(literal) => literal.base10_parse().ok().map(Value::Float),
        syn::Lit::Int(literal) if literal.suffix().starts_with('f') => {
            literal.base10_parse().ok().map(Value::Float)
        }
        syn::Lit::Int(literal) => literal.base10_parse().ok().map(Value::Int),
        syn::Lit::Bool(literal) => Some(Value::Bool(literal.value)),
        _ => None,
    };
    value.unwrap_or_else(|| panic!("the interpreter doesn't know this literal"))
}

/// `left op right`
pub fn binary(op: BinOp, left: &Value, right: &Value) -> Value {
    use BinOp::{Eq, Ge, Gt, Le, Lt, Ne};
    let (left, right) = (left.owned(), right.owned());
    if op.is_comparison() {
        let order = match (&left, &right) {
            (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
            (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
            (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
            _ => panic!("{left:?} is compared with {right:?}"),
        };
        return Value::Bool(match op {
            Eq => order.is_some_and(|order| order.is_eq()),
            Ne => order.is_none_or(|order| order.is_ne()),
            Lt => order.is_some_and(|order| order.is_lt()),
            Le => order.is_some_and(|order| order.is_le()),
            Gt => order.is_some_and(|order| order.is_gt()),
            Ge => order.is_some_and(|order| order.is_ge()),
            _ => unreachable!("not a comparison"),
        });
    }
    match (op, &left, &right) {
        (BinOp::Add, Value::Float(a), Value::Float(b)) => Value::Float(a + b),
        (BinOp::Sub, Value::Float(a), Value::Float(b)) => Value::Float(a - b),
        (BinOp::Mul, Value::Float(a), Value::Float(b)) => Value::Float(a * b),
        (BinOp::Div, Value::Float(a), Value::Float(b)) => Value::Float(a / b),
        (BinOp::Rem, Value::Float(a), Value::Float(b)) => Value::Float(a % b),
        (BinOp::Times | BinOp::Over, Value::Float(0.0), Value::Float(_)) => left,
        (BinOp::TimesBoth, Value::Float(a), Value::Float(b)) if *a == 0.0 || *b == 0.0 => {
            Value::Float(0.0)
        }
        (BinOp::Times | BinOp::TimesBoth, Value::Float(a), Value::Float(b)) => Value::Float(a * b),
        (BinOp::Over, Value::Float(a), Value::Float(b)) => Value::Float(a / b),
        (BinOp::Add, Value::Int(a), Value::Int(b)) => Value::Int(a + b),
        (BinOp::Sub, Value::Int(a), Value::Int(b)) => Value::Int(a - b),
        (BinOp::Mul, Value::Int(a), Value::Int(b)) => Value::Int(a * b),
        (BinOp::Div, Value::Int(a), Value::Int(b)) => Value::Int(a / b),
        (BinOp::Rem, Value::Int(a), Value::Int(b)) => Value::Int(a % b),
        (BinOp::BitAnd, Value::Int(a), Value::Int(b)) => Value::Int(a & b),
        (BinOp::BitOr, Value::Int(a), Value::Int(b)) => Value::Int(a | b),
        (BinOp::BitXor, Value::Int(a), Value::Int(b)) => Value::Int(a ^ b),
        (BinOp::Shl, Value::Int(a), Value::Int(b)) => Value::Int(a << b),
        (BinOp::Shr, Value::Int(a), Value::Int(b)) => Value::Int(a >> b),
        (BinOp::BitAnd, Value::Bool(a), Value::Bool(b)) => Value::Bool(a & b),
        (BinOp::BitOr, Value::Bool(a), Value::Bool(b)) => Value::Bool(a | b),
        (BinOp::BitXor, Value::Bool(a), Value::Bool(b)) => Value::Bool(a ^ b),
        _ => panic!("no {op:?} of {left:?} and {right:?}"),
    }
}

/// `value as ty`; what doesn't fit saturates, as floats do in Rust.
pub(super) fn cast(value: &Value, ty: &syn::Type) -> Value {
    let value = value.owned();
    if Kind::of(ty) == Kind::Float {
        return Value::Float(value.float());
    }
    let least = match ty {
        syn::Type::Path(path) if path.path.segments[0].ident.to_string().starts_with('u') => 0,
        _ => i128::from(i64::MIN),
    };
    let int = match value {
        Value::Float(value) => value as i128,
        Value::Bool(value) => i128::from(value),
        value => value.int(),
    };
    Value::Int(int.clamp(least, i128::from(i64::MAX)))
}

/// `op value`
pub(super) fn unary(op: UnOp, value: &Value) -> Value {
    match (op, value.owned()) {
        (UnOp::Neg, Value::Float(value)) => Value::Float(-value),
        (UnOp::Neg, Value::Int(value)) => Value::Int(-value),
        (UnOp::Neg, value) => value.zero_like().plus(-1.0, &value),
        (UnOp::Not, value) => Value::Bool(!value.bool()),
    }
}

/// What a change of a list results in.
pub(super) fn mutate(location: &Location, op: Mutator, args: &[Value]) -> Vec<Value> {
    let Value::List(mut items) = location.read().owned() else { panic!("not a list") };
    let index = |i: usize| args[i].index();
    let mut results = Vec::new();
    match op {
        Mutator::Push => items.push(args[0].owned()),
        // An `Option` is a list of one item or none.
        Mutator::PushSome => match args[0].owned() {
            Value::List(some) => items.extend(some),
            other => panic!("{other:?} is not an `Option`"),
        },
        Mutator::Pop => results.push(Value::List(items.pop().into_iter().collect())),
        Mutator::PopLast => results.extend(items.pop()),
        Mutator::Insert => items.insert(index(0), args[1].owned()),
        Mutator::Remove => results.push(items.remove(index(0))),
        Mutator::InsertEntry | Mutator::RemoveEntry => panic!("maps are not interpreted"),
        Mutator::Swap => items.swap(index(0), index(1)),
        Mutator::Reverse => items.reverse(),
        Mutator::RotateLeft => items.rotate_left(index(0)),
        Mutator::RotateRight => items.rotate_right(index(0)),
    }
    location.write(Value::List(items));
    results
}
