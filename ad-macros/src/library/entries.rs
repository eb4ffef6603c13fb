//! Methods of other crates' matrices that are given functions.

use super::Fact::Writes;
use super::{EntriesMethod, Lowering, Method, Receiver};

/// A method with the other matrices among its operands, whose function's parameters that stand for entries come after so many others.
const fn entries(
    name: &'static str,
    operands: usize,
    method: EntriesMethod,
    after: usize,
) -> Method {
    let row = Method::new(Receiver::Entries, name).operands(operands);
    row.lowered(Lowering::Entries(method)).items(after)
}

/// The method that looks at two of them side by side and need make nothing.
pub fn side_by_side() -> &'static str {
    super::name_of(Lowering::Entries(EntriesMethod::Fold(2)))
}

/// Whether a method by this name may call the function that it is given with entries.
pub fn gives_entries(name: &str) -> bool {
    ROWS.iter().any(|row| row.name == name)
}

/// Whether the function that a method by this name is given is called with entries of its operands too.
pub fn looks_at_operands(name: &str) -> bool {
    use EntriesMethod::{Apply, Fold, Map};
    let is_one =
        |row: &Method| matches!(row.lowering, Lowering::Entries(Map(2..) | Fold(2..) | Apply(2..)));
    ROWS.iter().any(|row| row.name == name && is_one(row))
}

/// Whether a constructor by this name is given a function of each entry's row and column.
pub fn makes_from_function(name: &str) -> bool {
    name == "from_fn"
}

pub(super) const ROWS: &[Method] = &[
    entries("map", 1, EntriesMethod::Map(1), 0),
    entries("zip_map", 2, EntriesMethod::Map(2), 0),
    entries("zip_zip_map", 3, EntriesMethod::Map(3), 0),
    entries("map_with_location", 1, EntriesMethod::MapWithLocation, 2),
    entries("fold", 2, EntriesMethod::Fold(1), 1),
    entries("zip_fold", 3, EntriesMethod::Fold(2), 1),
    entries("apply", 1, EntriesMethod::Apply(1), 0).with(&[Writes]),
    entries("zip_apply", 2, EntriesMethod::Apply(2), 0).with(&[Writes]),
];
