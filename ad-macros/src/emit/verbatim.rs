//! The user's tokens that are passed through, with the names that their variables have in a derivative.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};

use super::Emit;
use crate::ir::Verbatim;

impl Emit<'_> {
    /// The user's tokens, with the names that their variables have here.
    pub(super) fn verbatim(&self, verbatim: &Verbatim) -> TokenStream {
        let renamed: Vec<_> = verbatim
            .captures
            .iter()
            .map(|(name, var)| (name.to_string(), self.ident(*var)))
            .filter(|(name, ident)| ident != name)
            .collect();
        match renamed.is_empty() {
            true => verbatim.tokens.clone(),
            false => rename(verbatim.tokens.clone(), &renamed),
        }
    }
}

/// Puts names in the place of others, in format strings too.
fn rename(tokens: TokenStream, names: &[(String, Ident)]) -> TokenStream {
    // After one dot stands a field or a method, after two the end of a range.
    let mut dots = 0;
    let mut renamed = TokenStream::new();
    for token in tokens {
        let is_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
        renamed.extend([match token {
            TokenTree::Group(group) => {
                let inner = rename(group.stream(), names);
                let mut new = proc_macro2::Group::new(group.delimiter(), inner);
                new.set_span(group.span());
                TokenTree::Group(new)
            }
            TokenTree::Ident(ident) if dots != 1 => {
                let new = names.iter().find(|(name, _)| ident == name);
                TokenTree::Ident(new.map_or(ident, |(_, new)| new.clone()))
            }
            TokenTree::Literal(literal) => TokenTree::Literal(rename_format(literal, names)),
            token => token,
        }]);
        dots = if is_dot { dots + 1 } else { 0 };
    }
    renamed
}

fn rename_format(literal: Literal, names: &[(String, Ident)]) -> Literal {
    let text = literal.to_string();
    if !text.starts_with('"') && !text.starts_with('r') {
        return literal;
    }
    let mut new = text.clone();
    for (name, ident) in names {
        for end in ['}', ':'] {
            new = new.replace(&format!("{{{name}{end}"), &format!("{{{ident}{end}"));
        }
    }
    match syn::parse_str::<Literal>(&new) {
        Ok(mut new) => {
            new.set_span(literal.span());
            new
        }
        Err(_) => literal,
    }
}
