//! What may be known of a method beside its lowering.

/// Something that is so, or isn't known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// It leaves its receiver as it is, and does nothing else: code may look at something by it.
    Pure,
    /// It changes its receiver, whatever that is.
    Writes,
    /// It takes the next item off an iterator.
    Advances,
    /// It changes what its receiver holds, though that need not be `mut`; or lends it so that it can be changed.
    WritesShared,
    /// Who calls it on what isn't seen means std's.
    Std,
    /// It has no derivative, or none on what isn't seen.
    Refused,
    /// The same, and what it is called on may be what a function with derivatives returned: a list, an `Option`, a float.
    RefusedOfValues,
    /// Types of the user's have it too, and mean the same by it.
    Everyones,
    /// `lower` knows it better than as tokens, where receiver and operands are plain.
    Plain,
    /// It makes an iterator, of constants, that can be had by number.
    PlainItems,
    /// It may be run again: it is one of numbers and of lists of them, and has no effect.
    Repeats,
    /// Its closure may be given the error of a `Result`.
    TakesErrors,
    /// Of integers: lengths and counts are computed by it.
    Counts,
    /// Of integers: rustc finds its derivatives on a receiver that isn't known to be an integer.
    Open,
}
