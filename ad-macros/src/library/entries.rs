//! Methods of other crates' matrices that are given functions.

use super::{EntriesMethod, Lowering, Method, Receiver};

/// A method with the other matrices among its operands. What its function is called with is nothing that code may be taken for constant by: a type of the user's may have a method by this name.
const fn entries(name: &'static str, operands: usize, method: EntriesMethod) -> Method {
    let row = Method::new(Receiver::Entries, name).operands(operands);
    row.lowered(Lowering::Entries(method))
}

/// The method that looks at two of them side by side and need make nothing.
pub fn side_by_side() -> &'static str {
    super::name_of(Lowering::Entries(EntriesMethod::Fold(2)))
}

/// Whether a method by this name may call the function that it is given with entries. Of those that change them nothing is said: many types have an `apply`.
pub fn gives_entries(name: &str) -> bool {
    let gives = |row: &Method| !matches!(row.lowering, Lowering::Entries(EntriesMethod::Apply(_)));
    ROWS.iter().any(|row| row.name == name && gives(row))
}

/// Whether a constructor by this name is given a function of each entry's row and column.
pub fn makes_from_function(name: &str) -> bool {
    name == "from_fn"
}

pub(super) const ROWS: &[Method] = &[
    entries("map", 1, EntriesMethod::Map(1)),
    entries("zip_map", 2, EntriesMethod::Map(2)),
    entries("zip_zip_map", 3, EntriesMethod::Map(3)),
    entries("map_with_location", 1, EntriesMethod::MapWithLocation),
    entries("fold", 2, EntriesMethod::Fold(1)),
    entries("zip_fold", 3, EntriesMethod::Fold(2)),
    entries("apply", 1, EntriesMethod::Apply(1)),
    entries("zip_apply", 2, EntriesMethod::Apply(2)),
];
