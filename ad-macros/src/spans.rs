//! Where emitted tokens stand, and as whose they count.
//!
//! A span says two things: the place that an error is shown at, and the scope that a name is looked up in. rustc prints
//! equal messages once; so what fails for one reason should stand at one place.

use proc_macro2::{Group, Span, TokenStream, TokenTree};

/// The same tokens, looked up as before, each of which stands at `place`.
pub fn at(place: Span, tokens: TokenStream) -> TokenStream {
    let moved = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut moved = Group::new(group.delimiter(), at(place, group.stream()));
            moved.set_span(place.resolved_at(group.span()));
            TokenTree::Group(moved)
        }
        mut token => {
            token.set_span(place.resolved_at(token.span()));
            token
        }
    });
    moved.collect()
}

/// A type's tokens as the macro's own, so that rustc says the same of the type and of what is made of it, and says it
/// once. Not `$crate` and the lifetimes of a `macro_rules!`, which then would mean something else.
pub fn marked(tokens: TokenStream) -> TokenStream {
    let mut is_lifetime = false;
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            TokenTree::Group(Group::new(group.delimiter(), marked(group.stream())))
        }
        TokenTree::Ident(mut ident) if !is_lifetime && ident != "$crate" => {
            ident.set_span(ident.span().resolved_at(Span::mixed_site()));
            TokenTree::Ident(ident)
        }
        token => {
            is_lifetime = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
            token
        }
    });
    tokens.collect()
}
