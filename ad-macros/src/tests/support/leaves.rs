//! The floats in values.

use crate::ir::eval::{Location, Value};

/// The floats in a value, in order.
pub fn leaves(value: &Value) -> Vec<f64> {
    match value.owned() {
        Value::Float(value) => vec![value],
        Value::List(items) | Value::Tuple(items) => items.iter().flat_map(leaves).collect(),
        _ => Vec::new(),
    }
}

pub fn all_leaves(bars: &[Location]) -> Vec<f64> {
    bars.iter().flat_map(|bar| leaves(&bar.read())).collect()
}

/// A value with other floats.
pub fn with_leaves(value: &Value, floats: &mut dyn Iterator<Item = f64>) -> Value {
    match value {
        Value::Float(_) => Value::Float(floats.next().expect("a float for each")),
        Value::List(items) => {
            Value::List(items.iter().map(|item| with_leaves(item, floats)).collect())
        }
        Value::Tuple(items) => {
            Value::Tuple(items.iter().map(|item| with_leaves(item, floats)).collect())
        }
        other => other.clone(),
    }
}
