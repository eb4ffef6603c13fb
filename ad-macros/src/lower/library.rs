//! What is known of std by its names: methods, functions and macros.
//!
//! Deliberately absent: what a name decides. A method of the user's may be called alike; whoever asks here has to be right about that too.

use crate::ir::Mutator;
use crate::primitives;
use crate::unsupported;

/// Methods that make an iterator of a list.
pub(super) const SOURCES: &[&str] = &[
    "iter",
    "iter_mut",
    "into_iter",
    "windows",
    "chunks",
    "chunks_exact",
    "chunks_mut",
    "chunks_exact_mut",
];

/// Methods that make an iterator of an iterator.
pub(super) const ADAPTERS: &[&str] = &[
    "map",
    "filter",
    "filter_map",
    "zip",
    "enumerate",
    "rev",
    "skip",
    "take",
    "step_by",
    "chain",
    "copied",
    "cloned",
    "scan",
    "flat_map",
    "flatten",
    "take_while",
    "skip_while",
    "map_while",
    "inspect",
    "by_ref",
    "into_iter",
    "iter",
    "fuse",
];

/// Methods that end an iterator.
pub(super) const CONSUMERS: &[&str] = &[
    "sum", "product", "fold", "for_each", "count", "last", "collect", "any", "all", "position",
    "find", "max_by", "min_by", "reduce", "nth", "next", "unzip",
];

/// Methods of floats, lists and integers whose result only selects or describes: it carries no
/// derivative even where the receiver is active.
pub(super) const SELECTING: &[&str] = &[
    "is_nan",
    "is_infinite",
    "is_finite",
    "is_normal",
    "is_subnormal",
    "is_sign_positive",
    "is_sign_negative",
    "total_cmp",
    "partial_cmp",
    "classify",
    "is_empty",
    "capacity",
    "len",
];

/// Methods that are known to leave their receiver as it is, beside those of floats.
pub(super) const PURE: &[&str] = &[
    "iter",
    "len",
    "to_string",
    "clone",
    "to_vec",
    "to_owned",
    "as_slice",
    "first",
    "last",
    "get",
    "unwrap",
    "is_some",
    "is_none",
    "sum",
    "product",
    "map",
    "filter",
    "fold",
    "all",
    "any",
    "copied",
    "cloned",
    "zip",
    "enumerate",
    "windows",
    "chunks",
    "rev",
    "count",
    "contains",
    "cmp",
    "pow",
];

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

/// Whether a name is one of the methods that make iterators.
pub(super) fn is_adapter(name: &str) -> bool {
    [SOURCES, ADAPTERS].iter().any(|list| list.contains(&name))
}

/// Whether a name is one of the methods of iterators that are known.
pub(super) fn is_iterator_method(name: &str) -> bool {
    [SOURCES, ADAPTERS, CONSUMERS].iter().any(|list| list.contains(&name))
}

/// Whether a name is one of the methods of std that the macro knows.
pub(super) fn is_std(name: &str) -> bool {
    let is_known = unsupported::is_std_method(name) || is_iterator_method(name);
    let others = [
        "to_vec",
        "as_slice",
        "len",
        "first",
        "last",
        "get",
        "unwrap_or",
        "ok",
        "as_ref",
        "swap_remove",
        "sin_cos",
        "copied",
        "cloned",
        "and_then",
        "get_mut",
        "unwrap_or_else",
        "unwrap_or_default",
        "is_empty",
        "contains",
        "chars",
        "trim",
        "parse",
        "cmp",
    ];
    is_known
        || PURE.contains(&name)
        || SELECTING.contains(&name)
        || others.contains(&name)
        || primitives::method(name).is_some()
        || Mutator::of_method(name).is_some()
}

/// Whether a macro never returns.
pub(super) fn is_panic(mac: &syn::Macro) -> bool {
    let name = mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
    is_panic_named(&name)
}

/// Whether a macro of this name never returns.
pub(super) fn is_panic_named(name: &str) -> bool {
    ["panic", "unreachable", "todo", "unimplemented"].contains(&name)
}
