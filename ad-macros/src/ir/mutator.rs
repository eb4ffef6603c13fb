//! The methods that change lists, which have inverses.

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
