//! Methods of maps, of values by keys, and of what `entry` hands out.

use super::{Lowering, MapItems, MapMethod, Method, Receiver};

const fn map(name: &'static str, operands: usize, method: MapMethod) -> Method {
    Method::new(Receiver::Map, name).operands(operands).lowered(Lowering::Map(method))
}

/// What makes an iterator of a map.
const fn items(name: &'static str, items: MapItems) -> Method {
    Method::new(Receiver::Map, name).operands(0).lowered(Lowering::MapItems(items))
}

/// What is done with what `entry` hands out.
const fn entry(name: &'static str, operands: usize, method: MapMethod) -> Method {
    Method::new(Receiver::Entry, name).operands(operands).lowered(Lowering::Map(method))
}

/// What is the same as others of an iterator.
const fn same_as(name: &'static str, others: &'static [&'static str]) -> Method {
    Method::new(Receiver::Map, name).operands(0).lowered(Lowering::WrittenOut(others))
}

pub(super) const ROWS: &[Method] = &[
    same_as("first_key_value", &["iter", "next"]),
    same_as("last_key_value", &["iter", "rev", "next"]),
    map("get", 1, MapMethod::Get { mutable: false }),
    map("get_mut", 1, MapMethod::Get { mutable: true }),
    map("contains_key", 1, MapMethod::ContainsKey),
    map("insert", 2, MapMethod::Insert),
    map("remove", 1, MapMethod::Remove),
    map("clear", 0, MapMethod::Clear),
    map("retain", 1, MapMethod::Retain),
    map("extend", 1, MapMethod::Extend),
    map("reserve", 1, MapMethod::Capacity),
    map("shrink_to_fit", 0, MapMethod::Capacity),
    map("entry", 1, MapMethod::Entry),
    entry("and_modify", 1, MapMethod::AndModify),
    entry("or_insert", 1, MapMethod::OrInsert),
    entry("or_insert_with", 1, MapMethod::OrInsertWith),
    entry("or_default", 0, MapMethod::OrDefault),
    items("iter", MapItems::Pairs { mutable: false }),
    items("iter_mut", MapItems::Pairs { mutable: true }),
    items("into_iter", MapItems::IntoPairs),
    items("keys", MapItems::Keys),
    items("values", MapItems::Values { mutable: false }),
    Method::new(Receiver::Entry, "values_mut")
        .operands(0)
        .lowered(Lowering::MapItems(MapItems::Values { mutable: true })),
    items("into_keys", MapItems::IntoKeys),
    items("into_values", MapItems::IntoValues),
];
