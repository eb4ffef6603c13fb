//! The user's tokens that are passed through, with the names that their variables have in a derivative.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{TokenStreamExt, quote};

use super::Emit;
use crate::formats;
use crate::hygiene;
use crate::ir::{Pattern, VarId, Verbatim};

impl Emit<'_> {
    /// The user's tokens, with the names that their variables have here.
    pub(super) fn verbatim(&self, verbatim: &Verbatim) -> TokenStream {
        self.with_names(&verbatim.tokens, &verbatim.captures)
    }

    /// A pattern of the user's.
    pub(super) fn user_pattern(&self, pattern: &Pattern) -> TokenStream {
        self.with_names(&pattern.tokens, &pattern.vars)
    }

    fn with_names(&self, tokens: &TokenStream, names: &[(Ident, VarId)]) -> TokenStream {
        let renamed: Vec<_> = names
            .iter()
            .map(|(name, var)| (name.clone(), self.ident(*var), self.f.var(*var).user))
            .filter(|(name, ident, is_user)| ident != name || !is_user)
            .map(|(name, ident, _)| (name, ident))
            .collect();
        match renamed.is_empty() {
            true => tokens.clone(),
            false => rename(tokens.clone(), &renamed, false),
        }
    }
}

/// Puts names in the place of others, in the arguments of format strings too.
fn rename(tokens: TokenStream, names: &[(Ident, Ident)], are_arguments: bool) -> TokenStream {
    let tokens: Vec<_> = tokens.into_iter().collect();
    // After one dot stands a field or a method, after two the end of a range; after `!` the arguments of a macro.
    let (mut dots, mut is_macro) = (0, false);
    let mut renamed = TokenStream::new();
    for (at, token) in tokens.iter().cloned().enumerate() {
        let punct = match &token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        renamed.append(match token {
            TokenTree::Group(group) => {
                let is_macro = is_macro && group.delimiter() != Delimiter::None;
                let mut inner = rename(group.stream(), names, is_macro);
                if is_macro {
                    name_arguments(&group.stream(), names, &mut inner);
                }
                let mut new = Group::new(group.delimiter(), inner);
                new.set_span(group.span());
                TokenTree::Group(new)
            }
            TokenTree::Ident(ident)
                if dots != 1 && !(are_arguments && names_argument(&tokens, at)) =>
            {
                let new = names.iter().find(|(name, _)| hygiene::same(&ident, name));
                TokenTree::Ident(new.map_or(ident, |(_, new)| new.clone()))
            }
            token => token,
        });
        dots = if punct == '.' { dots + 1 } else { 0 };
        is_macro = punct == '!';
    }
    renamed
}

/// `println!("{x}")` becomes `println!("{x}", x = x_1)`.
fn name_arguments(arguments: &TokenStream, names: &[(Ident, Ident)], into: &mut TokenStream) {
    let tokens: Vec<_> = arguments.clone().into_iter().collect();
    let is_given = |name: &Ident| {
        (0..tokens.len()).any(|at| {
            matches!(&tokens[at], TokenTree::Ident(ident) if ident == name)
                && names_argument(&tokens, at)
        })
    };
    let mentioned: Vec<_> = tokens
        .iter()
        .filter_map(|token| match token {
            TokenTree::Literal(literal) => Some(formats::names(literal)),
            _ => None,
        })
        .flatten()
        .filter(|name| !is_given(name))
        .collect();
    let last = tokens.len().wrapping_sub(1);
    let mut ends_with_comma = is_punct(&tokens, last, ',');
    for (name, ident) in names.iter().filter(|(name, _)| hygiene::is_among(name, &mentioned)) {
        if !std::mem::take(&mut ends_with_comma) {
            into.append(Punct::new(',', Spacing::Alone));
        }
        let mut name = name.clone();
        name.set_span(Span::call_site());
        into.extend(quote!(#name = #ident));
    }
}

/// Whether a name is that of an argument, `x` of `println!("{x}", x = 1.0)`: no variable.
fn names_argument(arguments: &[TokenTree], at: usize) -> bool {
    is_punct(arguments, at.wrapping_sub(1), ',')
        && is_punct(arguments, at + 1, '=')
        && !is_punct(arguments, at + 2, '=')
}

fn is_punct(tokens: &[TokenTree], at: usize, punct: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(found)) if found.as_char() == punct)
}
