//! The table of std's macros that are known by their names.

/// What a macro does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MacroFact {
    /// It only looks at its arguments.
    Looks,
    /// It never returns.
    NeverReturns,
    /// It panics, or does nothing.
    Checks,
    /// It makes a value of its arguments, and does nothing else.
    Makes,
    /// It is a `match` with two arms.
    Chooses,
    /// It is refused wherever it stands.
    Assembly,
}

use MacroFact::{Assembly, Checks, Chooses, Looks, Makes, NeverReturns};

const ROWS: &[(&str, &[MacroFact])] = &[
    ("assert", &[Looks, Checks]),
    ("assert_eq", &[Looks, Checks]),
    ("assert_ne", &[Looks, Checks]),
    ("debug_assert", &[Looks, Checks]),
    ("debug_assert_eq", &[Looks, Checks]),
    ("debug_assert_ne", &[Looks, Checks]),
    ("panic", &[Looks, Checks, NeverReturns]),
    ("unreachable", &[Looks, Checks, NeverReturns]),
    ("todo", &[Looks, Checks, NeverReturns]),
    ("unimplemented", &[Looks, Checks, NeverReturns]),
    ("print", &[Looks]),
    ("println", &[Looks]),
    ("eprint", &[Looks]),
    ("eprintln", &[Looks]),
    (VEC, &[Makes]),
    (FORMAT, &[Makes]),
    (MATCHES, &[Chooses]),
    ("asm", &[Assembly]),
    ("naked_asm", &[Assembly]),
    ("global_asm", &[Assembly]),
];

/// The macro that makes a list.
pub const VEC: &str = "vec";

/// The macro that makes a text.
pub const FORMAT: &str = "format";

/// The macro that asks whether a value fits a pattern.
pub const MATCHES: &str = "matches";

/// The macro that says how the crate is compiled.
pub const CFG: &str = "cfg";

/// What an assertion asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asserted {
    /// By what its two operands are compared; none where it has a condition.
    pub operator: Option<&'static str>,
    /// It does nothing without debug assertions.
    pub in_debug_only: bool,
}

/// What a macro of this name asserts, if it does.
pub fn asserted(name: &str) -> Option<Asserted> {
    let in_debug_only = name.starts_with("debug_");
    let operator = match name.trim_start_matches("debug_") {
        "assert" => None,
        "assert_eq" => Some("=="),
        "assert_ne" => Some("!="),
        _ => return None,
    };
    Some(Asserted { operator, in_debug_only })
}

/// Whether something is known of a macro of this name.
pub fn is(name: &str, fact: MacroFact) -> bool {
    ROWS.iter().any(|(known, facts)| *known == name && facts.contains(&fact))
}

/// Whether a macro writes a text, whose arguments may have names.
pub fn takes_format(name: &str) -> bool {
    is(name, Looks) || name == FORMAT
}

/// Whether a macro never returns, by its name.
pub fn never_returns(mac: &syn::Macro) -> bool {
    mac.path.segments.last().is_some_and(|last| is(&last.ident.to_string(), NeverReturns))
}
