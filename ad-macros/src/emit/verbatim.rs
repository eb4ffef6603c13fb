//! The user's tokens that are passed through, with the names that their variables have in a derivative.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{TokenStreamExt, quote};

use super::Emit;
use crate::formats;
use crate::hygiene;
use crate::ir::{Pattern, VarId, Verbatim};
use crate::spelled::{are_fields, is_given, is_in_path, is_punct, names_argument};

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
            false => rename(tokens.clone(), &renamed, Inside::Code),
        }
    }
}

/// What tokens are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Anything.
    Code,
    /// The arguments of a macro.
    Arguments,
    /// The fields of a struct, in braces.
    Fields,
}

impl Inside {
    /// Whether a name is that of an argument or of a field, `x` of `Point { x: 1.0 }`: no variable.
    fn names(self, tokens: &[TokenTree], at: usize) -> bool {
        match self {
            Inside::Code => false,
            Inside::Arguments => names_argument(tokens, at),
            Inside::Fields => {
                let is_first = at == 0 || is_punct(tokens, at - 1, ',');
                is_first && is_punct(tokens, at + 1, ':') && !is_punct(tokens, at + 2, ':')
            }
        }
    }
}

/// Puts names in the place of others, in the arguments of format strings too.
fn rename(tokens: TokenStream, names: &[(Ident, Ident)], are: Inside) -> TokenStream {
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
                let are = match group.delimiter() {
                    _ if is_macro => Inside::Arguments,
                    Delimiter::Brace if are_fields(&group.stream()) => Inside::Fields,
                    _ => Inside::Code,
                };
                let mut inner = rename(group.stream(), names, are);
                if is_macro {
                    name_arguments(&group.stream(), names, &mut inner);
                }
                let mut new = Group::new(group.delimiter(), inner);
                new.set_span(group.span());
                TokenTree::Group(new)
            }
            TokenTree::Ident(ident)
                if dots != 1 && !are.names(&tokens, at) && !is_in_path(&tokens, at) =>
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
    let mentioned: Vec<_> = tokens
        .iter()
        .filter_map(|token| match token {
            TokenTree::Literal(literal) => Some(formats::names(literal)),
            _ => None,
        })
        .flatten()
        .filter(|name| !is_given(&tokens, name))
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
