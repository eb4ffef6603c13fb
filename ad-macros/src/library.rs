//! The table of std's methods: for each name and receiver one row, with all that is known of it.
//!
//! In: a method's name, and how many operands it has. Out: what `lower` makes of it, what it does to its receiver, what it results in. The rows stand in a file for each
//! receiver; those of floats, with their partials, in [`primitives`](crate::primitives). Invariant: no name of a row is spelled anywhere else but where
//! functions are meant (a test looks for it).
//!
//! Deliberately absent: what a name decides. A method of the user's may be called alike: whoever asks here has to know the receiver, or be right about either.

mod crates;
mod entries;
mod facts;
mod functions;
mod integers;
mod iterators;
mod itertools;
mod lists;
mod lowering;
pub mod macros;
mod maps;
mod optionals;
mod others;
mod traits;
mod types;

pub use crates::{
    Corner, LentView, copies_matrices, is_constructor, is_matrix, is_of_crates, is_of_views,
    lends_parts, lent_view, makes_entries, makes_itself, owns_part, puts_part,
};
pub use entries::{gives_entries, makes_from_function, side_by_side};
pub use facts::Fact;
pub use functions::{is_from, is_made_of_floats, is_made_of_parameters};
pub use itertools::{is_of_itertools, joins_iterators, name_of_adapter, probe};
pub use lowering::{
    Adapter, Change, CloneBy, Consumer, Element, EntriesMethod, Instead, Lowering, MapItems,
    MapMethod, Mutator, OptionMethod, Selected, Source, Split,
};
pub use traits::{bounds_iterators, boxed, implements_std, is_iterator_of_std, items_of_iterator};
pub use types::{StdType, foreign, foreign_type, has_open_field};

use crate::primitives;

/// A method of std on one kind of receiver.
#[derive(Debug)]
pub struct Method {
    /// Its name.
    pub name: &'static str,
    /// What it is called on.
    pub of: Receiver,
    /// How many operands it has beside the receiver; none if that isn't said.
    pub operands: Option<usize>,
    /// What `lower` makes of it.
    pub lowering: Lowering,
    /// Of a closure among the operands: how many of its parameters come before those that stand for what is in the receiver.
    pub items: Option<usize>,
    /// What to do instead, where that is known.
    pub instead: Option<Instead>,
    facts: &'static [Fact],
    /// A method of slices, which `Vec`s and arrays have only by being looked into: a trait's of this name comes before it.
    pub of_slices: bool,
}

/// What a method is called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    Float,
    Integer,
    Bool,
    /// A slice, an array or a `Vec`.
    List,
    /// A `VecDeque`; types of the user's often have methods by these names.
    Deque,
    Iterator,
    /// An iterator, where the traits of `itertools` are in scope.
    Extended,
    /// An `Option` or a `Result`.
    Optional,
    /// A matrix of another crate's.
    Entries,
    /// A `BTreeMap` or a `HashMap`; types of the user's often have methods by these names.
    Map,
    /// What the `entry` of a map hands out, and what else is meant by a name that only maps have.
    Entry,
    /// A `Cow`.
    Cow,
    /// Whatever has it by a trait of std's.
    Any,
    Text,
    /// Cells, locks, collections: what can't be differentiated.
    Other,
}

impl Method {
    const fn new(of: Receiver, name: &'static str) -> Method {
        Method {
            name,
            of,
            operands: None,
            lowering: Lowering::None,
            items: None,
            instead: None,
            facts: &[],
            of_slices: false,
        }
    }

    const fn of_slices(self) -> Method {
        Method { of_slices: true, ..self }
    }

    const fn operands(self, operands: usize) -> Method {
        Method { operands: Some(operands), ..self }
    }

    const fn lowered(self, lowering: Lowering) -> Method {
        Method { lowering, ..self }
    }

    const fn items(self, after: usize) -> Method {
        Method { items: Some(after), ..self }
    }

    const fn instead(self, instead: Instead) -> Method {
        Method { instead: Some(instead), ..self }
    }

    const fn with(self, facts: &'static [Fact]) -> Method {
        Method { facts, ..self }
    }

    /// Whether something is known of it.
    pub fn is(&self, fact: Fact) -> bool {
        self.facts.contains(&fact)
    }
}

/// The rows of this name.
pub fn named(name: &str) -> impl Iterator<Item = &'static Method> {
    rows().filter(move |row| row.name == name)
}

/// Whether std has a method of this name, on whatever receiver but a float.
pub fn is_of_std(name: &str) -> bool {
    named(name).any(|row| !is_of_others(row))
}

/// Whether types of the user's often have methods by the names of its receiver's.
fn is_of_others(row: &Method) -> bool {
    matches!(row.of, Receiver::Entries | Receiver::Map | Receiver::Extended)
}

/// Whether paths begin with this name in all modules: a crate of std's, or a type of the language.
pub fn is_of_all_modules(name: &str) -> bool {
    const NAMES: [&str; 8] = ["std", "core", "alloc", "f32", "f64", "bool", "char", "str"];
    let is_integer = matches!(name.as_bytes(), [b'i' | b'u', b'0'..=b'9', ..])
        && name[1..].parse::<u8>().is_ok_and(|bits| [8, 16, 32, 64, 128].contains(&bits));
    NAMES.contains(&name) || is_integer || name == "usize" || name == "isize"
}

/// All rows but those of floats that have partials, or would have.
pub fn rows() -> impl Iterator<Item = &'static Method> {
    let std = [lists::ROWS, iterators::ROWS, optionals::ROWS, integers::ROWS, others::ROWS];
    std.into_iter().chain([entries::ROWS, maps::ROWS, itertools::ROWS]).flatten()
}

/// Whether something is known of a method of this name, whatever it is called on.
pub fn is(name: &str, fact: Fact) -> bool {
    named(name).any(|row| row.is(fact)) || is_of_floats(name, fact)
}

/// Whether something is known of a method of this name with so many operands, whatever it is called on.
pub fn is_with(name: &str, n_args: usize, fact: Fact) -> bool {
    let fits = |row: &Method| row.operands.is_none_or(|operands| operands == n_args);
    named(name).any(|row| row.is(fact) && fits(row)) || is_of_floats(name, fact)
}

/// What floats' methods are, all of them.
fn is_of_floats(name: &str, fact: Fact) -> bool {
    matches!(fact, Fact::Std | Fact::Pure) && primitives::method(name).is_some()
}

/// Whether all methods of this name that are known are floats', with partials or without.
pub fn is_of_floats_alone(name: &str) -> bool {
    let mut rows = named(name).peekable();
    rows.peek().is_some() && rows.all(|row| row.of == Receiver::Float)
}

/// The methods of this name and with so many operands of which something is known.
pub fn known(name: &str, n_args: usize, fact: Fact) -> impl Iterator<Item = &'static Method> {
    named(name).filter(move |row| row.operands == Some(n_args) && row.is(fact))
}

/// Whether a method of this name with so many operands, a closure among them, may be one of std's.
pub fn takes_closure(name: &str, n_args: usize) -> bool {
    // What comes before the items, in the closure, comes before the closure.
    let of_items = |row: &Method| row.items.map(|first| first + 1);
    let fits = |row: &Method| row.operands.or(of_items(row)).is_none_or(|n| n == n_args);
    named(name).filter(|row| !is_of_others(row)).any(fits)
}

/// The method of integers of this name.
pub fn integer(name: &str) -> Option<&'static Method> {
    named(name).find(|row| row.of == Receiver::Integer)
}

/// What a closure that is given to a method of this name is called with.
pub fn items(name: &str) -> Option<usize> {
    named(name).find_map(|row| row.items)
}

/// What to do instead of a method of this name.
pub fn instead(name: &str) -> Option<Instead> {
    named(name).find_map(|row| row.instead)
}

/// What one of the rows of this name is lowered by.
fn lowered<T>(
    name: &str,
    n_args: Option<usize>,
    is_it: impl Fn(Lowering) -> Option<T>,
) -> Option<T> {
    let fits =
        |row: &&Method| row.operands.is_none() || n_args.is_none_or(|n| row.operands == Some(n));
    named(name).filter(fits).find_map(|row| is_it(row.lowering))
}

/// The lowering of a method with so many operands.
pub fn lowerings(name: &str, n_args: usize) -> impl Iterator<Item = Lowering> {
    let fits = move |row: &&Method| row.operands.is_none_or(|operands| operands == n_args);
    named(name).filter(fits).map(|row| row.lowering)
}

/// What makes an iterator of a list.
pub fn source(name: &str) -> Option<Source> {
    lowered(name, None, |lowering| match lowering {
        Lowering::Source(source) => Some(source),
        _ => None,
    })
}

/// What makes an iterator of an iterator.
pub fn adapter(name: &str) -> Option<Adapter> {
    lowered(name, None, |lowering| match lowering {
        Lowering::Adapter(adapter) => Some(adapter),
        _ => None,
    })
}

/// What ends an iterator.
pub fn consumer(name: &str) -> Option<Consumer> {
    lowered(name, None, |lowering| match lowering {
        Lowering::Consumer(consumer) => Some(consumer),
        _ => None,
    })
}

/// Whether it is a method of iterators, or one that makes them.
pub fn is_of_iterators(name: &str) -> bool {
    makes_iterators(name) || consumer(name).is_some()
}

/// Whether it is a method that makes iterators.
pub fn makes_iterators(name: &str) -> bool {
    source(name).is_some() || adapter(name).is_some()
}

/// The method of lists that the IR has too.
pub fn mutator(name: &str) -> Option<Mutator> {
    lowered(name, None, |lowering| match lowering {
        Lowering::Mutator(mutator) => Some(mutator),
        _ => None,
    })
}

/// The method of lists that is written out.
pub fn change(name: &str, n_args: usize) -> Option<Change> {
    lowered(name, Some(n_args), |lowering| match lowering {
        Lowering::Change(change) => Some(change),
        _ => None,
    })
}

/// Whether a method of this name changes a list that it is called on.
pub fn writes(name: &str, n_args: usize) -> bool {
    let is_mutator = mutator(name).is_some_and(|mutator| mutator.arity() == n_args);
    is_mutator || change(name, n_args).is_some()
}

/// Whether a method of this name lends a list's elements to be changed.
pub fn lends_items(name: &str) -> bool {
    source(name) == Some(Source::IterMut)
}

/// The method that hands out an element, and whether it is to be changed.
pub fn element(name: &str, n_args: usize) -> Option<(Element, bool)> {
    lowered(name, Some(n_args), |lowering| match lowering {
        Lowering::Element(element, mutable) => Some((element, mutable)),
        _ => None,
    })
}

/// Whether a method of this name hands out an element to be changed in an `Option`.
pub fn hands_out_to_change(name: &str, n_args: usize) -> bool {
    let mut rows = lowerings(name, n_args);
    rows.any(|lowering| match lowering {
        Lowering::Element(_, mutable) | Lowering::Map(MapMethod::Get { mutable }) => mutable,
        _ => false,
    })
}

/// The method that hands out parts side by side, and whether they are to be changed.
pub fn split(name: &str, n_args: usize) -> Option<(Split, bool)> {
    lowered(name, Some(n_args), |lowering| match lowering {
        Lowering::Split(split, mutable) => Some((split, mutable)),
        _ => None,
    })
}

/// The method of `Option`s or `Result`s that is a branch.
pub fn option(name: &str, n_args: usize) -> Option<OptionMethod> {
    lowered(name, Some(n_args), |lowering| match lowering {
        Lowering::Option(method) => Some(method),
        _ => None,
    })
}

/// The method of matrices that is written out entry by entry.
pub fn entries(name: &str, n_args: usize) -> Option<EntriesMethod> {
    lowered(name, Some(n_args), |lowering| match lowering {
        Lowering::Entries(method) => Some(method),
        _ => None,
    })
}

/// The method of maps.
pub fn map(name: &str, n_args: usize) -> Option<MapMethod> {
    lowered(name, Some(n_args), |lowering| match lowering {
        Lowering::Map(method) => Some(method),
        _ => None,
    })
}

/// Whether maps have a method that is one of lists, or of everything, as these have it.
pub fn is_for_maps_too(name: &str, n_args: usize) -> bool {
    use Lowering::{Copy, Len, Look, MapItems};
    let is_it = |lowering| {
        matches!(lowering, Copy(CloneBy::Clone | CloneBy::ToOwned) | Len | Look(_) | MapItems(_))
    };
    lowerings(name, n_args).any(is_it)
}

/// Whether it is a method of maps of which the runtime has the derivatives.
pub fn is_open_of_maps(name: &str) -> bool {
    use MapMethod::{ContainsKey, Insert, Remove};
    let is_it = |method| matches!(method, ContainsKey | Insert | Remove);
    named(name).any(|row| matches!(row.lowering, Lowering::Map(method) if is_it(method)))
}

/// What makes an iterator of a map.
pub fn map_items(name: &str, n_args: usize) -> Option<MapItems> {
    lowered(name, Some(n_args), |lowering| match lowering {
        Lowering::MapItems(items) => Some(items),
        _ => None,
    })
}

/// What the result is of a method with so many operands that only selects or describes.
pub fn selected(name: &str, n_args: usize) -> Option<Selected> {
    lowered(name, Some(n_args), |lowering| match lowering {
        Lowering::Look(selected) => Some(selected),
        Lowering::Len => Some(Selected::Count),
        _ => None,
    })
}

/// Whether one of the rows of this name is lowered so.
pub fn becomes(name: &str, lowering: Lowering) -> bool {
    named(name).any(|row| row.lowering == lowering)
}

/// Of a method of `bool`s that makes an `Option`: whether its operand is computed only if it is needed.
pub fn then(name: &str) -> Option<bool> {
    lowered(name, None, |lowering| match lowering {
        Lowering::Then(is_lazy) => Some(is_lazy),
        _ => None,
    })
}

/// Whether it takes what is there, or panics.
pub fn unwraps(name: &str, n_args: usize) -> bool {
    lowerings(name, n_args).any(|lowering| lowering == Lowering::Unwrap)
}

/// On what a method is called that is the same as others, one after the other, and these.
pub fn written_out(name: &str, n_args: usize) -> Option<(Receiver, &'static [&'static str])> {
    let mut fits = named(name).filter(|row| row.operands == Some(n_args));
    fits.find_map(|row| match row.lowering {
        Lowering::WrittenOut(others) => Some((row.of, others)),
        _ => None,
    })
}

/// How a method copies what it is called on.
pub fn copies(name: &str, n_args: usize) -> Option<CloneBy> {
    lowered(name, Some(n_args), |lowering| match lowering {
        Lowering::Copy(by) => Some(by),
        _ => None,
    })
}

/// Whether it is a method of deques, and not of lists.
pub fn is_of_deques(name: &str) -> bool {
    named(name).any(|row| row.of == Receiver::Deque)
}

/// The name of the method that says how long a list is.
pub fn len() -> &'static str {
    name_of(Lowering::Len)
}

/// The name of the row that is lowered so.
pub(super) fn name_of(lowering: Lowering) -> &'static str {
    rows().find(|row| row.lowering == lowering).map_or("", |row| row.name)
}
