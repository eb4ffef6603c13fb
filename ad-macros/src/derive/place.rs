//! Where errors about a field stand.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use syn::spanned::Spanned;

/// Tokens with their place moved to a field's type, where an error about the field is to stand.
pub fn at(ty: &syn::Type, tokens: TokenStream) -> TokenStream {
    moved_to(ty.span(), tokens)
}

fn moved_to(place: Span, tokens: TokenStream) -> TokenStream {
    let moved = |mut token: TokenTree| {
        if let TokenTree::Group(group) = &token {
            let inside = moved_to(place, group.stream());
            token = TokenTree::Group(Group::new(group.delimiter(), inside));
            token.set_span(place.resolved_at(Span::mixed_site()));
        } else {
            token.set_span(token.span().located_at(place));
        }
        token
    };
    tokens.into_iter().map(moved).collect()
}
