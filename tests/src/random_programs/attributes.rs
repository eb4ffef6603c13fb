//! What happens to the macros' attributes when a program is printed.
//!
//! This is done to tokens, so that it is done in what `macro_rules!` write too.

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use quote::quote;

/// What is done to the attributes.
#[derive(Clone, Copy)]
pub enum Change {
    /// They and the derive of `Differentiable` are taken away.
    Remove,
    /// `#[differentiate]` gets this strategy and this order.
    Options(&'static str, usize),
}

/// The tokens with other attributes.
pub fn changed(tokens: TokenStream, change: Change) -> TokenStream {
    let mut changed = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        match (token, tokens.peek()) {
            (_, Some(TokenTree::Group(group)))
                if is_hash && group.delimiter() == Delimiter::Bracket =>
            {
                changed.extend(attribute(group.stream(), change));
                tokens.next();
            }
            (TokenTree::Group(group), _) => {
                let inner = self::changed(group.stream(), change);
                let mut new = Group::new(group.delimiter(), inner);
                new.set_span(group.span());
                changed.extend([TokenTree::Group(new)]);
            }
            (token, _) => changed.extend([token]),
        }
    }
    changed
}

/// An attribute, by what stands in its brackets.
fn attribute(inner: TokenStream, change: Change) -> TokenStream {
    let name = inner.clone().into_iter().next().map(|name| name.to_string()).unwrap_or_default();
    match (change, name.as_str()) {
        (Change::Remove, "differentiate" | "constant") => TokenStream::new(),
        (Change::Remove, "derive") => {
            let derives = inner.into_iter().nth(1);
            let Some(TokenTree::Group(derives)) = derives else { return TokenStream::new() };
            let names = derives.stream().into_iter().filter(|name| match name {
                TokenTree::Ident(name) => name != "Differentiable",
                _ => false,
            });
            quote!(#[derive(#(#names),*)])
        }
        (Change::Options(strategy, order), "differentiate") => {
            let strategy = (!strategy.is_empty()).then(|| quote!(strategy = #strategy,));
            let order = Literal::usize_unsuffixed(order);
            let order = (order.to_string() != "1").then(|| quote!(order = #order,));
            let options = match inner.clone().into_iter().nth(1) {
                Some(TokenTree::Group(options)) => options.stream(),
                _ => TokenStream::new(),
            };
            let comma = (!options.is_empty()).then(|| quote!(,));
            quote!(#[differentiate(#options #comma #strategy #order)])
        }
        _ => quote!(#[#inner]),
    }
}
