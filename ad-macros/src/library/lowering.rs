//! What a method is lowered to: a variant for each way, which the file in `lower` for it takes apart.

use super::name_of;

/// What `lower` makes of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lowering {
    /// Nothing: it is refused on differentiated values, or stays as it is.
    None,
    /// An iterator of a list (`lower/iter`).
    Source(Source),
    /// An iterator of another (`lower/iter/adapters`).
    Adapter(Adapter),
    /// The end of one (`lower/iter/consume`).
    Consumer(Consumer),
    /// A statement of the IR (`lower/list`).
    Mutator(Mutator),
    /// Stores, and loops of them (`lower/list`).
    Change(Change),
    /// An element of a list or a part, if there is one, to be changed or not (`lower/optional`).
    Element(Element, bool),
    /// Parts of a list, side by side, to be changed or not (`lower/item`).
    Split(Split, bool),
    /// A loop over entries (`lower/entries`).
    Entries(EntriesMethod),
    /// A branch (`lower/optional/methods`).
    Option(OptionMethod),
    /// An `Option` that is looked into from outside (`lower/optional`).
    Lend {
        /// Whether what is in it may be changed.
        mutable: bool,
        /// Whether what that points to is meant.
        target: bool,
    },
    /// A `Result` without its error (`lower/optional`).
    Ok,
    /// What is there, or a panic (`lower/optional`).
    Unwrap,
    /// A value if the receiver is true, which is computed only then or not (`lower/optional`).
    Then(bool),
    /// A copy (`lower/method`).
    Copy(CloneBy),
    /// All of a list, to be changed or not (`lower/method`).
    View(bool),
    /// All lists in a list, one after the other, in one (`lower/iter/collect`).
    Joined,
    /// The same, as a slice (`lower/list`).
    Flattened,
    /// A length (`lower/method`).
    Len,
    /// `list.contains(&x)`, and that of ranges.
    Contains,
    /// A method that changes a deque at one of its ends.
    Ends,
    /// A value of a map by its key (`lower/maps`).
    Map(MapMethod),
    /// An iterator of a map (`lower/maps`).
    MapItems(MapItems),
    /// What carries no derivative, even where the receiver does (`lower/method`).
    Look(Selected),
    /// A sine and a cosine (`lower/call`).
    SinCos,
    /// A float (`lower/method`).
    Into,
    /// An array (`lower/iter/collect`).
    TryInto,
    /// Methods that it is the same as, one after the other; its operands are those of the last (`lower/shorthand`).
    WrittenOut(&'static [&'static str]),
    /// What a `Cow` holds, owned (`lower/cow`).
    IntoOwned,
    /// The same, to be changed (`lower/cow`).
    ToMut,
}

/// Methods that make an iterator of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Iter,
    IterMut,
    IntoIter,
    Windows,
    Chunks,
    ChunksMut,
    ChunksExact,
    ChunksExactMut,
    /// Chunks from the end.
    RChunks,
    /// Items that are taken out of the list.
    Drain,
}

/// Methods that make an iterator of an iterator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adapter {
    /// Itself.
    Same,
    Map,
    Filter,
    FilterMap,
    Zip,
    Enumerate,
    Rev,
    Skip,
    Take,
    StepBy,
    Chain,
    Copied,
    Scan,
    FlatMap,
    Flatten,
    TakeWhile,
    SkipWhile,
    MapWhile,
    Inspect,
    Cycle,
    /// Itself, which goes on afterwards.
    Lent,
    /// Itself, of which the next item can be looked at.
    Peekable,
    /// So many items that follow each other, from each item on.
    TupleWindows,
    /// The same, with the first item after the last.
    CircularTupleWindows,
    /// So many items that follow each other, and then the next ones.
    Tuples,
    /// So many items in the order that they have, in all ways.
    TupleCombinations,
    /// Each item beside each of another iterator.
    Product,
    /// `zip` of as many items.
    ZipEq,
    /// The items of a sorted list: by a key, or by a comparison.
    Sorted {
        by_key: bool,
    },
}

/// Methods that end an iterator, or try to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consumer {
    Sum,
    Product,
    Fold,
    Reduce,
    ForEach,
    Count,
    Collect,
    Any,
    All,
    Last,
    MaxBy,
    MinBy,
    MaxByKey,
    MinByKey,
    Find,
    FindMap,
    Position,
    /// The first item.
    Next,
    /// The item of a number.
    Nth,
    /// The first item, which stays.
    Peek,
    /// The last item.
    NextBack,
    TryFold,
    Unzip,
    Partition,
    /// `collect` into a `Vec`.
    CollectVec,
}

/// Methods that change a list and are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Fill,
    CopyFromSlice,
    CloneFromSlice,
    CloneFrom,
    ExtendFromSlice,
    Extend,
    Append,
    Truncate,
    Clear,
    Resize,
    SwapRemove,
    /// Sorted by what a closure says of two items.
    SortBy,
    /// Sorted by what a closure makes of each item.
    SortByKey,
    Retain,
    DedupBy,
    DedupByKey,
    SplitOff,
    CopyWithin,
    /// Nothing that anybody sees.
    Capacity,
}

/// Methods of maps, and of what `entry` hands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapMethod {
    Get {
        mutable: bool,
    },
    ContainsKey,
    Insert,
    Remove,
    Clear,
    Retain,
    Extend,
    /// Nothing that anybody sees.
    Capacity,
    /// The place of a key, which the next ones fill.
    Entry,
    AndModify,
    OrInsert,
    OrInsertWith,
    OrDefault,
}

/// What an iterator of a map hands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapItems {
    /// Keys and references to values.
    Pairs {
        mutable: bool,
    },
    IntoPairs,
    Keys,
    IntoKeys,
    Values {
        mutable: bool,
    },
    IntoValues,
}

/// Which element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    First,
    Last,
    Get,
}

/// Which parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    At,
    First,
    Last,
}

/// Methods of matrices that are given a function, by what that is called with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntriesMethod {
    /// The entries of so many matrices; another one is made of the results.
    Map(usize),
    /// Row, column and entry.
    MapWithLocation,
    /// What there is so far, and the entries of so many matrices.
    Fold(usize),
    /// The entry to be changed, and those of the other matrices.
    Apply(usize),
}

/// Methods of `Option` and `Result`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionMethod {
    IsSome,
    IsNone,
    IsOk,
    IsErr,
    Take,
    Replace,
    Copied,
    UnwrapOr,
    UnwrapOrElse,
    UnwrapOrDefault,
    Map,
    AndThen,
    MapOr,
    /// `is_some_and(f)`, `is_none_or(f)`: what `f` says, or what is so if there is nothing.
    IsAnd(bool),
    MapOrElse,
    MapErr,
    Filter,
    Or,
    OrElse,
    OkOr,
    OkOrElse,
}

/// What comes of a method that only selects or describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selected {
    Bool,
    Count,
    Ordering,
    /// An `Option` of one.
    PartialOrdering,
    Category,
    /// Where an item is in a sorted list, or would be.
    Found,
}

/// What to do instead of a method that is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    SortBy,
    FlatMap,
    GoByIndices,
    TakeApart,
}

/// How an owned copy is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloneBy {
    /// `place.clone()`
    Clone,
    /// `Clone::clone(&place)`: of a reference, a reference; of a constant whose type isn't seen, what needs no code of the user's.
    Itself,
    /// `Clone::clone(&place)`, whatever it is of.
    Same,
    /// `copied!(place)`: what the function moves and the derivative keeps, of a type of the user's, which need not be `Clone`.
    Kept,
    /// `Clone::clone(&place)`: what is read of a variant that keeps it. From `select` on.
    Read,
    /// `place.to_vec()`
    ToVec,
    /// `place.to_vec().into_boxed_slice()`
    IntoBoxedSlice,
    /// `place.to_owned()`
    ToOwned,
    /// `private::cow(&place)`: a `Cow` that owns a copy.
    Cow,
    /// `private::Kept::of(&place)`: of what an operator is lent, which is looked at by `*` as what it was.
    Lent,
}

impl CloneBy {
    /// The method that it is written with.
    pub fn method(self) -> &'static str {
        name_of(Lowering::Copy(match self {
            CloneBy::Itself | CloneBy::Same | CloneBy::Kept | CloneBy::Read | CloneBy::Lent => {
                CloneBy::Clone
            }
            CloneBy::Cow => CloneBy::ToOwned,
            by => by,
        }))
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
    /// Puts a value into a map, where there is none.
    InsertEntry,
    /// Takes the value at a key out of a map, where there is one.
    RemoveEntry,
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
    /// The method that it is.
    pub fn method(self) -> &'static str {
        name_of(match self {
            Mutator::PopLast => Lowering::Mutator(Mutator::Pop),
            Mutator::PushSome => Lowering::Change(Change::Extend),
            Mutator::InsertEntry => Lowering::Mutator(Mutator::Insert),
            Mutator::RemoveEntry => Lowering::Mutator(Mutator::Remove),
            mutator => Lowering::Mutator(mutator),
        })
    }

    /// How many arguments it has.
    pub fn arity(self) -> usize {
        match self {
            Mutator::Pop | Mutator::PopLast | Mutator::Reverse => 0,
            Mutator::Insert | Mutator::InsertEntry | Mutator::Swap => 2,
            _ => 1,
        }
    }

    /// Which of its arguments is an element (or an `Option` of one); the others are indices.
    pub fn element(self) -> Option<usize> {
        match self {
            Mutator::Push | Mutator::PushSome => Some(0),
            Mutator::Insert | Mutator::InsertEntry => Some(1),
            _ => None,
        }
    }

    /// Whether it results in an element (or an `Option` of one).
    pub fn has_result(self) -> bool {
        matches!(self, Mutator::Pop | Mutator::PopLast | Mutator::Remove | Mutator::RemoveEntry)
    }

    /// Whether it is one of maps.
    pub fn is_of_maps(self) -> bool {
        matches!(self, Mutator::InsertEntry | Mutator::RemoveEntry)
    }

    /// Whether the list's length changes.
    pub fn resizes(self) -> bool {
        self.element().is_some() || self.has_result()
    }
}
