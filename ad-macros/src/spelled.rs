//! Names in tokens that nobody parses: all of them, and which are no variables, whatever they are called.
//!
//! In: tokens, and where a name stands in them. Out: whether it is that of an argument of a macro, of a field, or a part of a path.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};

/// The names in tokens.
pub fn names_in(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => names_in(group.stream(), found),
            TokenTree::Ident(name) => {
                found.insert(name.to_string());
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Whether a name is that of an argument, `x` of `println!("{x}", x = 1.0)`: no variable.
pub fn names_argument(arguments: &[TokenTree], at: usize) -> bool {
    is_punct(arguments, at.wrapping_sub(1), ',')
        && is_punct(arguments, at + 1, '=')
        && !is_punct(arguments, at + 2, '=')
}

/// Whether a name is that of one of the arguments.
pub fn is_given(arguments: &[TokenTree], name: &Ident) -> bool {
    (0..arguments.len()).any(|at| {
        matches!(&arguments[at], TokenTree::Ident(ident) if ident == name)
            && names_argument(arguments, at)
    })
}

/// Whether a name is cast somewhere, `i as f64`, as it is: a number, or rustc says so.
pub fn is_cast(tokens: TokenStream, name: &Ident) -> bool {
    let tokens: Vec<_> = tokens.into_iter().collect();
    (0..tokens.len()).any(|at| match &tokens[at] {
        TokenTree::Group(group) => is_cast(group.stream(), name),
        TokenTree::Ident(ident) if ident == name => {
            let is_as = |next: &TokenTree| matches!(next, TokenTree::Ident(next) if next == "as");
            tokens.get(at + 1).is_some_and(is_as) && stands_alone(&tokens[..at])
        }
        _ => false,
    })
}

/// Whether a name is the operand of arithmetic somewhere, `i * n + j`, as it is.
pub fn is_operand(tokens: TokenStream, name: &Ident) -> bool {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let is_sign = |token: Option<&TokenTree>| match token {
        Some(TokenTree::Punct(sign)) => {
            sign.spacing() == Spacing::Alone && "+-*/%".contains(sign.as_char())
        }
        _ => false,
    };
    (0..tokens.len()).any(|at| match &tokens[at] {
        TokenTree::Group(group) => is_operand(group.stream(), name),
        TokenTree::Ident(ident) if ident == name => {
            let before = at.checked_sub(1).and_then(|before| tokens.get(before));
            stands_alone(&tokens[..at]) && (is_sign(before) || is_sign(tokens.get(at + 1)))
        }
        _ => false,
    })
}

/// Whether what follows these tokens is an operand of its own: not a field, and with no sign of its own before it.
fn stands_alone(before: &[TokenTree]) -> bool {
    let [rest @ .., TokenTree::Punct(sign)] = before else { return true };
    let is_operand = |token: &TokenTree| !matches!(token, TokenTree::Punct(_));
    match sign.as_char() {
        '.' => false,
        '*' | '&' | '-' | '!' => rest.last().is_some_and(is_operand),
        _ => true,
    }
}

/// Whether there is this sign.
pub fn is_punct(tokens: &[TokenTree], at: usize, punct: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == punct)
}

/// Whether a name is part of a path of several, `Vec::new`: that is no variable, whatever it is called.
pub fn is_in_path(tokens: &[TokenTree], index: usize) -> bool {
    let is_joint = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.spacing() == Spacing::Joint);
    let is_separator =
        |at: usize| is_punct(tokens, at, ':') && is_joint(at) && is_punct(tokens, at + 1, ':');
    is_separator(index + 1) || (index > 1 && is_separator(index - 2))
}

/// Whether tokens in braces are fields: no statement begins with a name and a colon.
pub fn are_fields(tokens: &TokenStream) -> bool {
    let start: Vec<_> = tokens.clone().into_iter().take(3).collect();
    matches!(start.first(), Some(TokenTree::Ident(_)))
        && is_punct(&start, 1, ':')
        && !is_punct(&start, 2, ':')
}
