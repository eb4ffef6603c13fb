//! What the tests of the passes share.

use proc_macro2::TokenStream;

use crate::diag::Diagnostics;
use crate::pipeline;

/// Tokens from source text, with spans that count lines and columns.
pub fn tokens(source: &str) -> TokenStream {
    source.parse().expect("tokens")
}

/// The expansion of `#[differentiate(args)] source`, formatted.
pub fn expanded(args: &str, source: &str) -> String {
    let file = pipeline::expand(tokens(args), tokens(source));
    let text = file.to_string();
    match syn::parse2(file) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => panic!("the expansion doesn't parse: {error}\n{text}"),
    }
}
