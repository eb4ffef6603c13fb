//! What is plain: code without effects that `lower` knows better than as tokens.
//!
//! In: names of functions and methods. Out: whether a call of them on plain operands is plain. A name that means something else where
//! it stands is called like any other: both roads call what the user calls.

use syn::visit::Visit;

use crate::ir::paths::is_std_variant;
use crate::primitives::{self, integers};

/// Methods that copy lists, or tell their lengths.
const LISTS: &[&str] = &["len", "is_empty", "to_vec", "clone", "to_owned", "as_slice"];

/// Whether a method with so many operands beside its receiver is one of numbers.
pub fn is_of_numbers(name: &str, n_args: usize) -> bool {
    primitives::method(name).is_some_and(|method| method.arity == n_args + 1)
        || (name == "sin_cos" && n_args == 0)
}

/// Whether a method with so many operands is one of integers that `lower` and the reverse sweep know.
fn is_of_integers(name: &str, n_args: usize) -> bool {
    integers::method(name).is_some_and(|method| method.plain && method.operands == n_args)
}

/// Whether a method of a plain receiver and plain operands is plain; of a list if it is known to be one.
pub fn is_method(name: &str, n_args: usize, of_list: bool) -> bool {
    is_of_numbers(name, n_args)
        || is_of_integers(name, n_args)
        || (of_list && n_args == 0 && LISTS.contains(&name))
}

/// Whether a call of the function at a path is plain: a constructor, a function of floats.
pub fn is_function(path: &syn::Path, n_args: usize) -> bool {
    let mut segments = path.segments.iter().rev();
    let Some(last) = segments.next() else { return false };
    let name = last.ident.to_string();
    let of = segments.next().map(|of| of.ident.to_string());
    match of.as_deref() {
        Some("Vec") => matches!((name.as_str(), n_args), ("new", 0) | ("with_capacity", 1)),
        Some("usize") if is_of_integers(&name, n_args.wrapping_sub(1)) => true,
        Some("f64" | "f32" | "usize") => {
            primitives::method(&name).is_some_and(|method| method.arity == n_args) || name == "from"
        }
        Some(_) | None if name == "stop_gradient" => true,
        _ => name.starts_with(char::is_uppercase),
    }
}

/// Whether a value of one of the user's types is made in an expression: it may do something when it is dropped.
pub fn makes_own(expr: &syn::Expr) -> bool {
    struct Finder(bool);
    impl<'a> Visit<'a> for Finder {
        fn visit_expr_struct(&mut self, _: &'a syn::ExprStruct) {
            self.0 = true;
        }

        fn visit_expr_path(&mut self, path: &'a syn::ExprPath) {
            let last = path.path.segments.last().map(|last| last.ident.to_string());
            let is_type = last.is_some_and(|last| {
                last.starts_with(char::is_uppercase) && last.chars().any(char::is_lowercase)
            });
            self.0 |= is_type && !is_std_variant(&path.path);
        }
    }
    let mut finder = Finder(false);
    finder.visit_expr(expr);
    finder.0
}

/// Methods that make an iterator of a list.
pub const SOURCES: &[(&str, usize)] =
    &[("iter", 0), ("into_iter", 0), ("windows", 1), ("chunks", 1), ("chunks_exact", 1)];

/// Methods that make an iterator of an iterator.
pub const ADAPTERS: &[(&str, usize)] = &[
    ("enumerate", 0),
    ("rev", 0),
    ("copied", 0),
    ("cloned", 0),
    ("iter", 0),
    ("into_iter", 0),
    ("skip", 1),
    ("take", 1),
    ("step_by", 1),
    ("zip", 1),
    ("chain", 1),
    ("map", 1),
];

/// Methods of iterators and options whose closures are called with what is in them, and with what else.
pub fn takes_items(name: &str) -> Option<usize> {
    const ALL: &[&str] = &[
        "map",
        "for_each",
        "filter",
        "filter_map",
        "inspect",
        "flat_map",
        "any",
        "all",
        "position",
        "find",
        "take_while",
        "skip_while",
        "map_while",
        "and_then",
        "map_or",
        "map_or_else",
        "is_some_and",
    ];
    match name {
        // Their first parameter is what the closure returned before.
        "fold" | "scan" | "try_fold" => Some(1),
        name => ALL.contains(&name).then_some(0),
    }
}
