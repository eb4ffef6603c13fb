//! The macros of std that are known by their names.

/// Macros that only look at their arguments.
pub(super) const LOOKING: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "print",
    "println",
    "eprint",
    "eprintln",
    "panic",
    "unreachable",
    "todo",
    "unimplemented",
];

/// Macros that are refused wherever they stand.
pub(super) const ASSEMBLY: &[&str] = &["asm", "naked_asm", "global_asm"];

/// Whether a macro never returns.
pub(super) fn is_panic(mac: &syn::Macro) -> bool {
    let name = mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    is_panic_named(&name)
}

/// Whether a macro of this name never returns.
pub(super) fn is_panic_named(name: &str) -> bool {
    ["panic", "unreachable", "todo", "unimplemented"].contains(&name)
}
