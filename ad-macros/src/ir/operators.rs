//! Operators, and the methods that change lists.

use super::Atom;

/// One-operand operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnOp {
    /// `-a`
    Neg,
    /// `!a`
    Not,
}

/// Two-operand operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    BitAnd,
    BitOr,
    BitXor,
    Shl,
    Shr,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    /// `a * b` of derivative code, but zero where `a` is, whatever `b` is.
    Times,
    /// `a / b` of derivative code, but zero where `a` is, whatever `b` is.
    Over,
}

impl BinOp {
    /// Whether it works on bits.
    pub fn is_bitwise(self) -> bool {
        use BinOp::{BitAnd, BitOr, BitXor, Shl, Shr};
        matches!(self, BitAnd | BitOr | BitXor | Shl | Shr)
    }

    /// The operator of which nothing comes where the first operand is zero; the plain one if the other is a number that is
    /// written down.
    pub fn of_nothing_nothing(self, other: &Atom) -> BinOp {
        let is_plain = other.as_float().is_some_and(|value| value.is_finite());
        match self {
            BinOp::Mul if !is_plain => BinOp::Times,
            BinOp::Div if !is_plain => BinOp::Over,
            op => op,
        }
    }

    /// Whether the result is a `bool` whatever the operands.
    pub fn is_comparison(self) -> bool {
        use BinOp::{Eq, Ge, Gt, Le, Lt, Ne};
        matches!(self, Eq | Ne | Lt | Le | Gt | Ge)
    }
}

/// How a list is changed other than by assignment. Each has an inverse of its kind for its cotangents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutator {
    /// `push(value)`
    Push,
    /// `pop()`, an `Option`.
    Pop,
    /// The last element, which is there: the reverse of `push`.
    PopLast,
    /// Pushes what an `Option` holds, if it holds something: the reverse of `pop`.
    PushSome,
    /// `insert(i, value)`
    Insert,
    /// `remove(i)`
    Remove,
    /// `swap(i, j)`
    Swap,
    /// `reverse()`
    Reverse,
    /// `rotate_left(k)`
    RotateLeft,
    /// `rotate_right(k)`
    RotateRight,
}

impl Mutator {
    /// The mutators that are methods of std's lists, by their names.
    pub fn of_method(name: &str) -> Option<Mutator> {
        Some(match name {
            "push" => Mutator::Push,
            "pop" => Mutator::Pop,
            "insert" => Mutator::Insert,
            "remove" => Mutator::Remove,
            "swap" => Mutator::Swap,
            "reverse" => Mutator::Reverse,
            "rotate_left" => Mutator::RotateLeft,
            "rotate_right" => Mutator::RotateRight,
            _ => return None,
        })
    }

    /// The method that it is.
    pub fn method(self) -> &'static str {
        match self {
            Mutator::Push => "push",
            Mutator::Pop | Mutator::PopLast => "pop",
            Mutator::PushSome => "extend",
            Mutator::Insert => "insert",
            Mutator::Remove => "remove",
            Mutator::Swap => "swap",
            Mutator::Reverse => "reverse",
            Mutator::RotateLeft => "rotate_left",
            Mutator::RotateRight => "rotate_right",
        }
    }

    /// How many arguments it has.
    pub fn arity(self) -> usize {
        match self {
            Mutator::Pop | Mutator::PopLast | Mutator::Reverse => 0,
            Mutator::Insert | Mutator::Swap => 2,
            _ => 1,
        }
    }

    /// Which of its arguments is an element (or an `Option` of one); the others are indices.
    pub fn element(self) -> Option<usize> {
        match self {
            Mutator::Push | Mutator::PushSome => Some(0),
            Mutator::Insert => Some(1),
            _ => None,
        }
    }

    /// Whether it results in an element (or an `Option` of one).
    pub fn has_result(self) -> bool {
        matches!(self, Mutator::Pop | Mutator::PopLast | Mutator::Remove)
    }

    /// Whether the list's length changes.
    pub fn resizes(self) -> bool {
        self.element().is_some() || self.has_result()
    }
}
