//! Which functions call themselves.
//!
//! An opaque type can't contain itself, so what a pullback keeps of its function's own calls is boxed, in the function (`emit/edge`). That it
//! calls one of its own name its tokens show; whether that is itself the types say. Where several functions call one another, none shows it
//! alone: one of them has the option `boxed`, and its pullback is boxed for all callers.
//!
//! In: the tokens of a function's body. Out: how its pullbacks are boxed. Deliberately absent: other functions.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::args::Config;
use crate::emit::MOST_PARAMETERS;
use crate::signature::{Param, Signature};

/// Whether a function of this name calls one of the name.
pub fn calls_itself(name: &str, is_method: bool, body: &TokenStream) -> bool {
    let name = if is_method { format!(".{name}") } else { name.to_string() };
    let mut called = BTreeSet::new();
    collect(body.clone(), &mut called);
    called.contains(&name)
}

/// Notes how the pullbacks of a function are boxed, given whether it calls one of its own name.
pub fn note(signature: &mut Signature, config: &Config, calls_itself: bool) {
    let any = |param: &Param| !param.has_tangent() && !param.holds_nothing();
    // Bars of any type, of parameters that are constants here, have no name that could be inferred.
    let can_keep = signature.params.len() <= MOST_PARAMETERS && !signature.params.iter().any(any);
    // Of a function in a trait not the body but the trait says what it returns.
    let is_of_trait = signature.stands.is_of_trait();
    signature.boxed = config.boxed || (calls_itself && !can_keep && !is_of_trait);
    signature.recursive = calls_itself && !signature.boxed && (can_keep || !is_of_trait);
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
