//! The table of std's methods of integers.
//!
//! In: a method's name. Out: whether integers have it, and what `lower` does with it. Invariant: the runtime's `integers` has derivatives, which
//! do nothing, of each method that is [`open`](IntegerMethod::open).

/// A method of std's integers.
#[derive(Debug)]
pub struct IntegerMethod {
    /// Its name.
    pub name: &'static str,
    /// How many operands it has beside the receiver.
    pub operands: usize,
    /// Whether `lower` knows it on operands that are plain themselves.
    pub plain: bool,
    /// Whether rustc finds its derivatives on a receiver that isn't known to be an integer.
    pub open: bool,
}

/// The method of this name, if integers have one.
pub fn method(name: &str) -> Option<&'static IntegerMethod> {
    METHODS.iter().find(|method| method.name == name)
}

const fn open(name: &'static str, operands: usize) -> IntegerMethod {
    IntegerMethod { name, operands, plain: false, open: true }
}

const fn plain(name: &'static str, operands: usize) -> IntegerMethod {
    IntegerMethod { plain: true, ..open(name, operands) }
}

const METHODS: &[IntegerMethod] = &[
    open("abs", 0),
    open("signum", 0),
    open("min", 1),
    open("max", 1),
    open("clamp", 2),
    open("pow", 1),
    open("rem_euclid", 1),
    open("div_euclid", 1),
    open("saturating_add", 1),
    plain("saturating_sub", 1),
    open("wrapping_add", 1),
    plain("wrapping_sub", 1),
    open("wrapping_mul", 1),
    plain("div_ceil", 1),
    IntegerMethod { name: "midpoint", operands: 1, plain: false, open: false },
];
