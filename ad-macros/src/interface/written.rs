//! What bodies begin with: their parameters are errors where the user's own code is one.
//!
//! In: a signature with the code once more ([`Written`](crate::signature::Written)). Out: statements; none where there is no such code.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote_spanned;

use super::header::Header;
use crate::signature::{Asked, Signature};

impl Header<'_> {
    /// Makes errors of the parameters, if the function is one, and of what comes with them.
    pub fn asked(&self, others: impl IntoIterator<Item = Ident>) -> TokenStream {
        let Some(written) = &self.signature.written else { return TokenStream::new() };
        let params = self.signature.params.iter().map(|param| {
            let name = self.signature.inner_name(param);
            let from = if param.takes_self() { name.clone() } else { param.name.clone() };
            Asked { from, name, is_mutable: false }
        });
        let variables: Vec<_> = params.chain(others.into_iter().map(Asked::itself)).collect();
        written.asked(&variables)
    }
}

/// A block that begins with these statements.
pub fn begun(start: TokenStream, block: TokenStream) -> TokenStream {
    if start.is_empty() {
        return block;
    }
    let mut tokens = block.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Brace => {
            let mut begun = start;
            begun.extend(group.stream());
            let mut begun = Group::new(Delimiter::Brace, begun);
            begun.set_span(group.span());
            TokenTree::from(begun).into()
        }
        _ => quote_spanned!(Span::mixed_site()=> { #start #block }),
    }
}

/// What the closure of a pullback begins with.
pub fn pullback_start(signature: &Signature) -> TokenStream {
    let Some(written) = &signature.written else { return TokenStream::new() };
    let bars = signature.params.iter().map(|param| {
        let is_mutable = param.differentiable || param.function.is_some();
        Asked { is_mutable, ..Asked::itself(param.bar()) }
    });
    let variables: Vec<_> =
        [Asked::itself(signature.value_bar())].into_iter().chain(bars).collect();
    written.asked(&variables)
}
