//! Methods of integers: no derivative goes through them.
//!
//! Invariant: the runtime's `integers` has derivatives, which do nothing, of each method that is [`Open`](super::Fact::Open).

use super::Fact::{Counts, Open, Plain, Pure, Repeats, Std};
use super::{Fact, Method, Receiver};

const fn integer(name: &'static str, operands: usize, facts: &'static [Fact]) -> Method {
    Method::new(Receiver::Integer, name).operands(operands).with(facts)
}

pub(super) const ROWS: &[Method] = &[
    integer("abs", 0, &[Open, Repeats]),
    integer("signum", 0, &[Open]),
    integer("min", 1, &[Open, Repeats, Counts]),
    integer("max", 1, &[Open, Repeats]),
    integer("clamp", 2, &[Open]),
    integer("pow", 1, &[Open, Repeats, Pure, Std]),
    integer("rem_euclid", 1, &[Open, Repeats]),
    integer("div_euclid", 1, &[Open]),
    integer("saturating_add", 1, &[Open]),
    integer("saturating_sub", 1, &[Open, Repeats, Counts, Plain]),
    integer("wrapping_add", 1, &[Open]),
    integer("wrapping_sub", 1, &[Open, Repeats, Counts, Plain]),
    integer("wrapping_mul", 1, &[Open]),
    integer("div_ceil", 1, &[Open, Repeats, Counts, Plain]),
    integer("midpoint", 1, &[]),
];
