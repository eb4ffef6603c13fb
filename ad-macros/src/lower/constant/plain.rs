//! What is plain: code without effects that `lower` knows better than as tokens.
//!
//! In: names of functions and methods. Out: whether a call of them on plain operands is plain. A name that means something else where
//! it stands is called like any other: both roads call what the user calls.

use crate::ir::paths::is_in_capitals;
use crate::library::{self, Fact, Lowering, Method, Receiver, Selected};
use crate::primitives;

/// Whether a method with so many operands beside its receiver is one of numbers.
pub fn is_of_numbers(name: &str, n_args: usize) -> bool {
    primitives::method(name).is_some_and(|method| method.arity == n_args + 1)
        || library::lowerings(name, n_args).any(|lowering| lowering == Lowering::SinCos)
}

/// Whether a method with so many operands is one of integers that `lower` and the reverse sweep know.
fn is_of_integers(name: &str, n_args: usize) -> bool {
    library::known(name, n_args, Fact::Plain).any(|row| row.of == Receiver::Integer)
}

/// Whether it is one that copies lists, or tells their lengths.
fn is_of_lists(name: &str, n_args: usize) -> bool {
    let of_lists = |row: &Method| matches!(row.of, Receiver::List | Receiver::Any);
    library::known(name, n_args, Fact::Plain).any(of_lists)
}

/// Whether a method of a plain receiver and plain operands is plain; of a list if it is known to be one.
pub fn is_method(name: &str, n_args: usize, of_list: bool) -> bool {
    is_of_numbers(name, n_args)
        || is_of_integers(name, n_args)
        || (of_list && is_of_lists(name, n_args))
}

/// Whether a call of the function at a path is plain: one of std's, or what may be a constructor.
pub fn is_function(path: &syn::Path, n_args: usize) -> bool {
    is_known(path, n_args) || is_in_capitals(path)
}

/// Whether it is one of std's for numbers and empty lists.
pub fn is_known(path: &syn::Path, n_args: usize) -> bool {
    let mut segments = path.segments.iter().rev();
    let Some(last) = segments.next() else { return false };
    let name = last.ident.to_string();
    let of = segments.next().map(|of| of.ident.to_string());
    match of.as_deref() {
        Some("Vec") => matches!((name.as_str(), n_args), ("new", 0) | ("with_capacity", 1)),
        Some("usize") if is_of_integers(&name, n_args.wrapping_sub(1)) => true,
        Some("f64" | "f32" | "usize") => {
            primitives::method(&name).is_some_and(|method| method.arity == n_args)
                || is_comparison(&name, n_args)
                || name == "from"
        }
        Some(_) | None if name == "stop_gradient" => true,
        _ => false,
    }
}

/// Whether a function of floats says which of two is less.
fn is_comparison(name: &str, n_args: usize) -> bool {
    let selected = library::selected(name, n_args.wrapping_sub(1));
    matches!(selected, Some(Selected::Ordering | Selected::PartialOrdering))
}
