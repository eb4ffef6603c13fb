//! Methods of floats that have no partials, of what every type may have, and of std's types that can't be differentiated.

use super::Fact::{
    Everyones, Plain, Pure, Refused, RefusedOfValues, Repeats, Std, Writes, WritesShared,
};
use super::{CloneBy, Lowering, Method, Receiver, Selected};

const fn look(name: &'static str, operands: usize, selected: Selected) -> Method {
    let method = Method::new(Receiver::Float, name).operands(operands);
    method.lowered(Lowering::Look(selected)).with(&[Pure, Std])
}

const fn any(name: &'static str, operands: usize) -> Method {
    Method::new(Receiver::Any, name).operands(operands)
}

const fn text(name: &'static str) -> Method {
    Method::new(Receiver::Text, name).with(&[Std])
}

/// What changes a deque at its ends: the runtime has its derivatives.
const fn deque(name: &'static str) -> Method {
    Method::new(Receiver::Other, name).lowered(Lowering::Ends).with(&[Writes])
}

/// Of collections: refused.
const fn other(name: &'static str) -> Method {
    Method::new(Receiver::Other, name).with(&[Std, Refused])
}

/// Of cells and the like: what they hold may be another afterwards.
const fn shared(name: &'static str) -> Method {
    Method::new(Receiver::Other, name).with(&[WritesShared])
}

/// The same, and refused by name.
const fn lends(name: &'static str) -> Method {
    Method::new(Receiver::Other, name).with(&[Std, Refused, WritesShared])
}

pub(super) const ROWS: &[Method] = &[
    look("is_nan", 0, Selected::Bool).with(&[Pure, Std, Repeats]),
    look("is_infinite", 0, Selected::Bool).with(&[Pure, Std, Repeats]),
    look("is_finite", 0, Selected::Bool).with(&[Pure, Std, Repeats]),
    look("is_normal", 0, Selected::Bool),
    look("is_subnormal", 0, Selected::Bool),
    look("is_sign_positive", 0, Selected::Bool).with(&[Pure, Std, Repeats]),
    look("is_sign_negative", 0, Selected::Bool).with(&[Pure, Std, Repeats]),
    look("classify", 0, Selected::Category),
    look("total_cmp", 1, Selected::Ordering),
    look("partial_cmp", 1, Selected::PartialOrdering),
    Method::new(Receiver::Float, "sin_cos").operands(0).lowered(Lowering::SinCos).with(&[Std]),
    Method::new(Receiver::Float, "to_bits").operands(0).with(&[Std, RefusedOfValues]),
    // What every type may have.
    any("clone", 0).lowered(Lowering::Copy(CloneBy::Clone)).with(&[Pure, Std, Everyones, Plain]),
    any("to_owned", 0)
        .lowered(Lowering::Copy(CloneBy::ToOwned))
        .with(&[Pure, Std, Everyones, Plain]),
    any("into", 0).lowered(Lowering::Into).with(&[Std, RefusedOfValues]),
    any("try_into", 0).lowered(Lowering::TryInto).with(&[Std, RefusedOfValues]),
    Method::new(Receiver::Cow, "into_owned").operands(0).lowered(Lowering::IntoOwned),
    Method::new(Receiver::Cow, "to_mut").operands(0).lowered(Lowering::ToMut).with(&[Std]),
    any("to_string", 0).with(&[Pure, Std, RefusedOfValues]),
    any("cmp", 1).lowered(Lowering::Look(Selected::Ordering)).with(&[Pure, Std]),
    text("chars"),
    text("trim"),
    text("parse"),
    // Text and collections.
    other("push_str"),
    deque("push_back"),
    deque("push_front"),
    deque("pop_back"),
    deque("pop_front"),
    other("entry"),
    other("or_insert"),
    // Cells, locks, atomics, channels.
    other("borrow"),
    other("try_borrow"),
    lends("borrow_mut"),
    lends("try_borrow_mut"),
    lends("lock"),
    lends("try_lock"),
    lends("fetch_add"),
    lends("fetch_sub"),
    shared("set"),
    shared("replace"),
    shared("replace_with"),
    shared("update"),
    shared("swap"),
    shared("take"),
    shared("store"),
    shared("write"),
    shared("get_or_init"),
    shared("send"),
    shared("insert"),
];
