//! Iterators, before they are run.

use std::rc::Rc;

use super::Closure;
use crate::ir::{Atom, Place, Range, VarId, Verbatim};
use crate::library::MapItems;
use crate::lower::item::{Item, Mode};
use crate::lower::seen::Seen;

/// Items, one after the other.
#[derive(Clone)]
pub(in crate::lower) enum Stream {
    /// By number.
    Indexed(Indexed),
    /// `map(f)`
    Map(Rc<Stream>, Closure),
    /// `copied()`
    Copied(Rc<Stream>),
    /// `filter(f)`
    Filter(Rc<Stream>, Closure),
    /// `filter_map(f)`
    FilterMap(Rc<Stream>, Closure),
    /// `take_while(f)`
    TakeWhile(Rc<Stream>, Closure),
    /// `map_while(f)`
    MapWhile(Rc<Stream>, Closure),
    /// `skip_while(f)`
    SkipWhile(Rc<Stream>, Closure),
    /// `inspect(f)`
    Inspect(Rc<Stream>, Closure),
    /// `scan(start, f)`
    Scan(Rc<Stream>, Atom, Closure),
    /// `enumerate()`
    Enumerate(Rc<Stream>),
    /// `skip(n)`
    Skip(Rc<Stream>, Atom),
    /// `step_by(n)`
    StepBy(Rc<Stream>, Atom),
    /// `take(n)`
    Take(Rc<Stream>, Atom),
    /// `zip(..)` with something indexed.
    Zip(Rc<Stream>, Indexed),
    /// `a.chain(b)`
    Chain(Rc<Stream>, Rc<Stream>),
    /// `flat_map(f)`
    FlatMap(Rc<Stream>, Closure),
    /// `flatten()`
    Flatten(Rc<Stream>),
    /// `tuple_combinations()`, of so many.
    Combinations(Indexed, usize),
    /// Pairs of pairs as tuples of so many.
    Flat(Rc<Stream>, usize),
    /// What the items hold, until one holds nothing.
    Held(Rc<Stream>, Failing),
    /// `iter::successors(first, f)`
    Successors(Box<Item>, Closure),
    /// What is left of a named iterator, which goes on after it: at most until the item of this number.
    Rest(Rc<Cursor>, Option<Atom>),
    /// An iterator of the user's own, over constants.
    Own(Rc<Verbatim>),
    /// The same where nobody may tell how many items are made: it is std's, of a list or numbers, as rustc sees to.
    Steady(Rc<Verbatim>),
    /// `zip(..)` with one, and whether that is of the second kind.
    ZipOwn(Rc<Stream>, Rc<Verbatim>, bool),
}

/// What is noted of the first item that holds nothing.
#[derive(Clone, Copy)]
pub(in crate::lower) enum Failing {
    /// That there was one: a flag.
    Option(VarId),
    /// Its error, in a `Result` of nothing, and that flag.
    Result(VarId, VarId),
}

/// An iterator with a name, which is advanced by hand.
#[derive(Clone)]
pub(in crate::lower) struct Cursor {
    /// All that it had.
    pub items: Indexed,
    /// The variable that counts those that are gone.
    pub at: VarId,
}

/// Items, each of which can be had by its number. Lengths are computed where the iterator is made; none is endless.
#[derive(Clone)]
pub(in crate::lower) enum Indexed {
    /// `a..b` of `usize`
    Range { start: Atom, len: Option<Atom> },
    /// `a..b` of integers of which only rustc knows the type: a variable that holds the range, and its bounds.
    Numbers { numbers: VarId, bounds: Option<(Atom, Atom)>, inclusive: bool, len: Option<Atom> },
    /// The elements of a list.
    List { place: Place, mode: Mode, len: Atom },
    /// The items of a map, of which the keys are in a list.
    Entries { map: Place, keys: VarId, items: MapItems, len: Atom },
    /// Items that were put together, in a list of the macro's own.
    Kept { place: Place, seen: Seen, len: Atom },
    /// `xs.windows(size)`
    Windows { place: Place, size: Atom, len: Atom },
    /// `xs.chunks(size)`; the last may be shorter unless they are exact.
    Chunks { place: Place, mode: Mode, size: Atom, list_len: Option<Atom>, len: Atom },
    /// `xs.rchunks(size)`
    RChunks { place: Place, size: Atom, list_len: Atom, len: Atom },
    /// `cycle()`: after the last of so many items the first again.
    Cycle { inner: Box<Indexed>, period: Atom, len: Atom },
    /// `iter::repeat(x)`, `iter::once(x)`
    Repeat { item: Box<Item>, len: Option<Atom> },
    /// `map(f)`
    Map(Box<Indexed>, Closure),
    /// `copied()`
    Copied(Box<Indexed>),
    /// `enumerate()`
    Enumerate(Box<Indexed>),
    /// `rev()`
    Rev(Box<Indexed>),
    /// `skip(n)`
    Skip { inner: Box<Indexed>, n: Atom, len: Option<Atom> },
    /// `take(n)`
    Take { inner: Box<Indexed>, len: Atom },
    /// `step_by(n)`
    StepBy { inner: Box<Indexed>, n: Atom, len: Option<Atom> },
    /// `zip`
    Zip { first: Box<Indexed>, second: Box<Indexed>, len: Option<Atom> },
    /// `zip_eq`: a panic after the last of the shorter one.
    Even { zip: Box<Indexed>, shorter: Atom, len: Atom },
    /// `cartesian_product`: all of the second, of which there are so many, beside each of the first.
    Product { first: Box<Indexed>, second: Box<Indexed>, period: Atom, len: Atom },
    /// So many items that follow each other; perhaps the first again after the last of so many.
    Tuples {
        inner: Box<Indexed>,
        size: usize,
        stride: usize,
        circle: Option<Atom>,
        len: Option<Atom>,
    },
    /// Pairs of pairs as tuples of so many.
    Flat(Box<Indexed>, usize),
}

impl Indexed {
    /// How many items there are; none if there is no end.
    pub fn len(&self) -> Option<Atom> {
        match self {
            Indexed::Range { len, .. }
            | Indexed::Numbers { len, .. }
            | Indexed::Repeat { len, .. }
            | Indexed::Skip { len, .. }
            | Indexed::StepBy { len, .. }
            | Indexed::Tuples { len, .. }
            | Indexed::Zip { len, .. } => len.clone(),
            Indexed::List { len, .. }
            | Indexed::Entries { len, .. }
            | Indexed::Kept { len, .. }
            | Indexed::Windows { len, .. }
            | Indexed::Chunks { len, .. }
            | Indexed::RChunks { len, .. }
            | Indexed::Cycle { len, .. }
            | Indexed::Even { len, .. }
            | Indexed::Product { len, .. }
            | Indexed::Take { len, .. } => Some(len.clone()),
            Indexed::Map(inner, _)
            | Indexed::Flat(inner, _)
            | Indexed::Copied(inner)
            | Indexed::Enumerate(inner)
            | Indexed::Rev(inner) => inner.len(),
        }
    }

    /// The closures that make an item.
    pub fn closures(&self) -> Vec<&Closure> {
        match self {
            Indexed::Range { .. }
            | Indexed::Numbers { .. }
            | Indexed::Repeat { .. }
            | Indexed::List { .. }
            | Indexed::Entries { .. }
            | Indexed::Kept { .. }
            | Indexed::Windows { .. }
            | Indexed::Chunks { .. }
            | Indexed::RChunks { .. } => Vec::new(),
            Indexed::Map(inner, f) => inner.closures().into_iter().chain([f]).collect(),
            Indexed::Copied(inner)
            | Indexed::Enumerate(inner)
            | Indexed::Rev(inner)
            | Indexed::Flat(inner, _)
            | Indexed::Even { zip: inner, .. }
            | Indexed::Tuples { inner, .. }
            | Indexed::Cycle { inner, .. }
            | Indexed::Skip { inner, .. }
            | Indexed::Take { inner, .. }
            | Indexed::StepBy { inner, .. } => inner.closures(),
            Indexed::Zip { first, second, .. } | Indexed::Product { first, second, .. } => {
                [first.closures(), second.closures()].concat()
            }
        }
    }

    /// Whether it can be said where the item would be that comes after the last one.
    pub fn goes_past_end(&self) -> bool {
        match self {
            Indexed::Map(..)
            | Indexed::Rev(_)
            | Indexed::RChunks { .. }
            | Indexed::Even { .. }
            | Indexed::Product { .. }
            | Indexed::Tuples { .. }
            | Indexed::Flat(..)
            | Indexed::Entries { .. } => false,
            Indexed::Copied(inner)
            | Indexed::Enumerate(inner)
            | Indexed::Cycle { inner, .. }
            | Indexed::Skip { inner, .. }
            | Indexed::Take { inner, .. }
            | Indexed::StepBy { inner, .. } => inner.goes_past_end(),
            Indexed::Zip { first, second, .. } => first.goes_past_end() && second.goes_past_end(),
            _ => true,
        }
    }

    /// Whether its end is before that of what it is made of: from the back, std makes the items after it too.
    pub fn is_cut(&self) -> bool {
        match self {
            Indexed::Take { .. } => true,
            Indexed::Zip { first, second, .. } => {
                first.len() != second.len() || first.is_cut() || second.is_cut()
            }
            Indexed::Map(inner, _)
            | Indexed::Copied(inner)
            | Indexed::Enumerate(inner)
            | Indexed::Rev(inner)
            | Indexed::Flat(inner, _)
            | Indexed::Skip { inner, .. }
            | Indexed::StepBy { inner, .. } => inner.is_cut(),
            _ => false,
        }
    }

    /// The range that a loop over all items can run over, where each is computed from one number of that.
    pub fn as_loop(&self) -> Option<Range> {
        match self {
            Indexed::Numbers { bounds: Some((start, end)), inclusive, .. } => Some(Range {
                start: start.clone(),
                end: end.clone(),
                inclusive: *inclusive,
                step: None,
                reversed: false,
                reversed_first: false,
            }),
            Indexed::Map(inner, _) | Indexed::Copied(inner) => inner.as_loop(),
            Indexed::Rev(inner) => {
                let range = inner.as_loop()?;
                Some(Range { reversed: !range.reversed, ..range })
            }
            _ => None,
        }
    }
}

impl Stream {
    /// What it takes its items from, one after the other.
    pub fn sources(&self) -> Vec<&Stream> {
        match self {
            Stream::Indexed(_)
            | Stream::Combinations(..)
            | Stream::Own(_)
            | Stream::Steady(_)
            | Stream::Successors(..)
            | Stream::Rest(..) => Vec::new(),
            Stream::Map(inner, _)
            | Stream::Copied(inner)
            | Stream::Filter(inner, _)
            | Stream::FilterMap(inner, _)
            | Stream::TakeWhile(inner, _)
            | Stream::MapWhile(inner, _)
            | Stream::SkipWhile(inner, _)
            | Stream::Inspect(inner, _)
            | Stream::Scan(inner, ..)
            | Stream::Enumerate(inner)
            | Stream::Skip(inner, _)
            | Stream::StepBy(inner, _)
            | Stream::Take(inner, _)
            | Stream::Zip(inner, _)
            | Stream::ZipOwn(inner, ..)
            | Stream::FlatMap(inner, _)
            | Stream::Held(inner, _)
            | Stream::Flat(inner, _)
            | Stream::Flatten(inner) => vec![inner],
            Stream::Chain(first, second) => vec![first, second],
        }
    }

    /// The closure that it calls for an item, and how many of its first parameters that may change what they refer to.
    pub fn closure(&self) -> Option<(&Closure, usize)> {
        match self {
            Stream::Map(_, f)
            | Stream::Filter(_, f)
            | Stream::FilterMap(_, f)
            | Stream::TakeWhile(_, f)
            | Stream::MapWhile(_, f)
            | Stream::SkipWhile(_, f)
            | Stream::Inspect(_, f)
            | Stream::Successors(_, f)
            | Stream::FlatMap(_, f) => Some((f, 0)),
            // Its first parameter is the state.
            Stream::Scan(_, _, f) => Some((f, 1)),
            _ => None,
        }
    }

    /// Whether it is of a named iterator, which goes on from where it is left.
    pub fn goes_on(&self) -> bool {
        matches!(self, Stream::Rest(..)) || self.sources().iter().any(|source| source.goes_on())
    }

    /// Whether it becomes one loop, so that an exit from that ends it.
    pub fn is_one_loop(&self) -> bool {
        use Stream::{Chain, Combinations, FlatMap, Flatten};
        let is_more = matches!(self, Chain(..) | FlatMap(..) | Flatten(_) | Combinations(..));
        !is_more && self.sources().iter().all(|source| source.is_one_loop())
    }
}
