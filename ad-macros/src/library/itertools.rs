//! Methods and macros of `itertools`, by their names.
//!
//! In: a name. Out: rows like those of std's, and what is asked of a method so that rustc finds whose it is: of an iterator that nobody else knows, it is called as the user's scope has it, and
//! with the crate's trait in scope beside (`emit/claims`). Deliberately absent: what the name is called on; of anything but a chain of iterators it is the user's own.

use super::{Adapter, Consumer, Lowering, Method, Receiver, name_of};

const fn adapter(name: &'static str, operands: usize, adapter: Adapter) -> Method {
    Method::new(Receiver::Extended, name).operands(operands).lowered(Lowering::Adapter(adapter))
}

const fn consumer(name: &'static str, operands: usize, consumer: Consumer) -> Method {
    Method::new(Receiver::Extended, name).operands(operands).lowered(Lowering::Consumer(consumer))
}

const fn sorted(name: &'static str, by_key: bool) -> Method {
    adapter(name, 1, Adapter::Sorted { by_key }).items(0)
}

pub(super) const ROWS: &[Method] = &[
    adapter("tuple_windows", 0, Adapter::TupleWindows),
    adapter("circular_tuple_windows", 0, Adapter::CircularTupleWindows),
    adapter("tuples", 0, Adapter::Tuples),
    adapter("tuple_combinations", 0, Adapter::TupleCombinations),
    adapter("cartesian_product", 1, Adapter::Product),
    adapter("zip_eq", 1, Adapter::ZipEq),
    sorted("sorted_by", false),
    sorted("sorted_unstable_by", false),
    sorted("sorted_by_key", true),
    sorted("sorted_unstable_by_key", true),
    sorted("sorted_by_cached_key", true),
    consumer("collect_vec", 0, Consumer::CollectVec),
];

/// How a method is called on an iterator of nothing; another one in the place of those that need a copy of that.
const PROBES: &[(&str, &str)] = &[
    ("tuple_windows", "tuple_windows::<((), ())>()"),
    ("circular_tuple_windows", "tuple_windows::<((), ())>()"),
    ("tuples", "tuples::<((), ())>()"),
    ("tuple_combinations", "tuple_windows::<((), ())>()"),
    ("cartesian_product", "cartesian_product([()])"),
    ("zip_eq", "zip_eq([()])"),
    ("sorted_by", "sorted_by(|_, _| ::core::cmp::Ordering::Equal)"),
    ("sorted_unstable_by", "sorted_unstable_by(|_, _| ::core::cmp::Ordering::Equal)"),
    ("sorted_by_key", "sorted_by_key(|_| ())"),
    ("sorted_unstable_by_key", "sorted_unstable_by_key(|_| ())"),
    ("sorted_by_cached_key", "sorted_by_cached_key(|_| ())"),
    ("collect_vec", "collect_vec()"),
];

/// Whether a method of this name is one of `itertools`, where it is called on an iterator of std's.
pub fn is_of_itertools(name: &str) -> bool {
    ROWS.iter().any(|row| row.name == name)
}

/// The call, without its receiver, by which rustc finds whose a method of this name is.
pub fn probe(name: &str) -> Option<&'static str> {
    PROBES.iter().find(|(known, _)| *known == name).map(|(_, call)| *call)
}

/// The adapter by which a macro of this name joins iterators, with its own name.
pub fn joins_iterators(name: &str) -> Option<Adapter> {
    match name {
        "izip" => Some(Adapter::Zip),
        "iproduct" => Some(Adapter::Product),
        _ => None,
    }
}

/// The name of the method that adapts an iterator so.
pub fn name_of_adapter(adapter: Adapter) -> &'static str {
    name_of(Lowering::Adapter(adapter))
}
