//! Which functions may call themselves.
//!
//! An opaque type can't contain itself, so of the functions on a cycle of calls one must box its pullback.
//! A function that calls itself shows it. Where `f` calls `g` and `g` calls `f`, neither shows it alone: each is
//! expanded without the other. So the macro remembers, over the whole compilation of a crate, which names each
//! expanded function calls ([`Calls`]); the function whose expansion closes a cycle is the one that is boxed. Functions
//! are known by their last name only: two of one name may be taken for one, and a box too many is the worst
//! that comes of it.
//!
//! In: the tokens of a function's body. Out: whether its pullback must be boxed. Deliberately absent: the memory
//! itself, which is `lib.rs`'s; here everything depends on the arguments alone.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Whether a function of this name calls one of the name.
pub fn calls_itself(name: &str, is_method: bool, body: &TokenStream) -> bool {
    let name = if is_method { format!(".{name}") } else { name.to_string() };
    let mut called = BTreeSet::new();
    collect(body.clone(), &mut called);
    called.contains(&name)
}

/// The names that are called in tokens: `f(..)`, `m::f::<T>(..)`, `.loss(..)`, `Model::loss(..)`.
fn collect(tokens: TokenStream, called: &mut BTreeSet<String>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let is_punct = |at: Option<&TokenTree>, char| matches!(at, Some(TokenTree::Punct(punct)) if punct.as_char() == char);
    for (i, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => collect(group.stream(), called),
            TokenTree::Ident(name) => {
                let name = name.to_string();
                let name = name.trim_start_matches("r#");
                let next = tokens.get(i + 1);
                let is_called = match next {
                    Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
                    // `f::<T>(x)`
                    next => is_punct(next, ':') && is_punct(tokens.get(i + 3), '<'),
                };
                let before = |n: usize| i.checked_sub(n).and_then(|at| tokens.get(at));
                let is_method = is_punct(before(1), '.') && !is_punct(before(2), '.');
                let is_path = is_punct(before(1), ':') && is_punct(before(2), ':');
                if is_called && !is_method {
                    called.insert(name.to_string());
                }
                if is_called && (is_method || is_path) {
                    called.insert(format!(".{name}"));
                }
            }
            _ => {}
        }
    }
}
