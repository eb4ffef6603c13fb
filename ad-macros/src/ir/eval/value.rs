//! What the interpreter computes with: values, and the places where they live.

use std::cell::RefCell;
use std::rc::Rc;

use super::Pullback;

/// A value. Floats are `f64`, whatever the program says.
#[derive(Clone, Debug)]
pub enum Value {
    /// `()`, and the tangent of what has none.
    Unit,
    /// `bool`
    Bool(bool),
    /// Any integer.
    Int(i128),
    /// `f64` or `f32`.
    Float(f64),
    /// An array or a `Vec`.
    List(Vec<Value>),
    /// A tuple.
    Tuple(Vec<Value>),
    /// `&place` or `&mut place`: whoever holds it sees what is written there.
    Ref(Location),
    /// A cotangent that the caller doesn't want.
    Unwanted,
    /// A stack, or a slot, which holds one record at most.
    Records(Vec<Vec<Value>>),
    /// What a function with a closure returns beside its results.
    Pullback(Rc<Pullback>),
}

impl Value {
    /// A reference to storage of its own.
    pub fn borrowed(self) -> Value {
        Value::Ref(Location::new(self))
    }

    /// The value itself, references looked through.
    pub fn owned(&self) -> Value {
        match self {
            Value::Ref(location) => location.read().owned(),
            Value::List(items) => Value::List(items.iter().map(Value::owned).collect()),
            Value::Tuple(items) => Value::Tuple(items.iter().map(Value::owned).collect()),
            value => value.clone(),
        }
    }

    pub(super) fn float(&self) -> f64 {
        match self.owned() {
            Value::Float(value) => value,
            Value::Int(value) => value as f64,
            other => panic!("{other:?} is not a number"),
        }
    }

    pub(super) fn int(&self) -> i128 {
        match self.owned() {
            Value::Int(value) => value,
            other => panic!("{other:?} is not an integer"),
        }
    }

    pub(super) fn index(&self) -> usize {
        usize::try_from(self.int()).unwrap_or_else(|_| panic!("a negative index"))
    }

    pub(super) fn bool(&self) -> bool {
        match self.owned() {
            Value::Bool(value) => value,
            other => panic!("{other:?} is not a `bool`"),
        }
    }

    /// The zero tangent at a value.
    pub fn zero_like(&self) -> Value {
        match self {
            Value::Float(_) => Value::Float(0.0),
            Value::List(items) => Value::List(items.iter().map(Value::zero_like).collect()),
            Value::Tuple(items) => Value::Tuple(items.iter().map(Value::zero_like).collect()),
            Value::Ref(location) => location.read().zero_like(),
            Value::Unit | Value::Bool(_) | Value::Int(_) => Value::Unit,
            other => panic!("{other:?} has no tangent"),
        }
    }

    /// Whether tangents at both values have the same shape.
    pub(super) fn same_shape(&self, other: &Value) -> bool {
        let same = |a: &[Value], b: &[Value]| {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same_shape(b))
        };
        match (self.owned(), other.owned()) {
            (Value::List(a), Value::List(b)) | (Value::Tuple(a), Value::Tuple(b)) => same(&a, &b),
            _ => true,
        }
    }

    /// Infinitely many times a tangent; of what is zero nothing.
    pub(super) fn unbounded(&self) -> Value {
        let items = |items: &[Value]| items.iter().map(Value::unbounded).collect();
        match self {
            Value::Float(value) if *value != 0.0 => Value::Float(value * f64::INFINITY),
            Value::List(list) => Value::List(items(list)),
            Value::Tuple(tuple) => Value::Tuple(items(tuple)),
            other => other.clone(),
        }
    }

    /// `self + sign * other`, item by item.
    pub(super) fn plus(&self, sign: f64, other: &Value) -> Value {
        let items = |a: &[Value], b: &[Value]| {
            assert_eq!(a.len(), b.len(), "lists of different lengths are added");
            a.iter().zip(b).map(|(a, b)| a.plus(sign, b)).collect()
        };
        match (self.owned(), other.owned()) {
            (Value::Float(a), Value::Float(b)) if sign < 0.0 => Value::Float(a - b),
            (Value::Float(a), Value::Float(b)) => Value::Float(a + b),
            (Value::Int(a), Value::Int(b)) => Value::Int(a + sign as i128 * b),
            (Value::List(a), Value::List(b)) => Value::List(items(&a, &b)),
            (Value::Tuple(a), Value::Tuple(b)) => Value::Tuple(items(&a, &b)),
            (Value::Unit, Value::Unit) => Value::Unit,
            (a, b) => panic!("{b:?} is added to {a:?}"),
        }
    }
}

/// Storage that several names may share.
pub type Cell = Rc<RefCell<Value>>;

/// Where a value lives: in a cell, so many children down, and perhaps only a part of a list.
#[derive(Clone, Debug)]
pub struct Location {
    cell: Cell,
    path: Vec<usize>,
    /// The first item and the number of items of a sub-slice.
    part: Option<(usize, usize)>,
}

impl Location {
    /// A new place that holds a value.
    pub fn new(value: Value) -> Location {
        Location::of(&Rc::new(RefCell::new(value)))
    }

    /// All that a cell holds; if that is a reference, what it refers to.
    pub(super) fn of(cell: &Cell) -> Location {
        match &*cell.borrow() {
            Value::Ref(location) => location.clone(),
            _ => Location { cell: cell.clone(), path: Vec::new(), part: None },
        }
    }

    /// Item `index` of a list, or field `index` of a tuple.
    pub(super) fn child(&self, index: usize) -> Location {
        let len = self.len();
        assert!(index < len, "index {index} is out of bounds: the length is {len}");
        let mut child = self.clone();
        child.path.push(index + self.part.map_or(0, |(first, _)| first));
        child.part = None;
        child.looked_through()
    }

    /// Items `start..end` of a list.
    pub(super) fn slice(&self, start: usize, end: Option<usize>) -> Location {
        let len = self.len();
        let end = end.unwrap_or(len);
        assert!(start <= end && end <= len, "{start}..{end} is out of bounds: the length is {len}");
        let first = self.part.map_or(0, |(first, _)| first);
        Location { part: Some((first + start, end - start)), ..self.clone() }
    }

    fn looked_through(self) -> Location {
        match self.read() {
            Value::Ref(location) => location,
            _ => self,
        }
    }

    /// The number of items.
    pub(super) fn len(&self) -> usize {
        match self.read() {
            Value::List(items) | Value::Tuple(items) => items.len(),
            other => panic!("{other:?} has no items"),
        }
    }

    /// A copy of what is there.
    pub fn read(&self) -> Value {
        let cell = self.cell.borrow();
        let value = self.path.iter().fold(&*cell, |value, index| &children(value)[*index]);
        match self.part {
            Some((first, len)) => Value::List(children(value)[first..first + len].to_vec()),
            None => value.clone(),
        }
    }

    /// Puts a value there.
    pub fn write(&self, new: Value) {
        let mut cell = self.cell.borrow_mut();
        let path = self.path.iter();
        let value = path.fold(&mut *cell, |value, index| &mut children_mut(value)[*index]);
        match self.part {
            Some((first, len)) => {
                children_mut(value)[first..first + len].clone_from_slice(children(&new));
            }
            None => *value = new,
        }
    }
}

fn children(value: &Value) -> &[Value] {
    match value {
        Value::List(items) | Value::Tuple(items) => items,
        other => panic!("{other:?} has no items"),
    }
}

fn children_mut(value: &mut Value) -> &mut [Value] {
    match value {
        Value::List(items) | Value::Tuple(items) => items,
        other => panic!("{other:?} has no items"),
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Value {
        Value::Float(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Value {
        Value::Int(value as i128)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Value {
        Value::Int(value.into())
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Value {
        Value::List(items.into_iter().map(T::into).collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Value {
        Value::List(items.into_iter().map(T::into).collect())
    }
}

impl<T: Into<Value> + Clone> From<&[T]> for Value {
    fn from(items: &[T]) -> Value {
        Value::from(items.to_vec()).borrowed()
    }
}

impl<T: Into<Value> + Clone, const N: usize> From<&[T; N]> for Value {
    fn from(items: &[T; N]) -> Value {
        Value::from(items.to_vec()).borrowed()
    }
}

impl<A: Into<Value>, B: Into<Value>> From<(A, B)> for Value {
    fn from((a, b): (A, B)) -> Value {
        Value::Tuple(vec![a.into(), b.into()])
    }
}
