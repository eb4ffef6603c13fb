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

/// The errors, one to a line, each after what it underlines; nothing if all is well.
pub fn errors(source: &str, result: syn::Result<()>) -> String {
    let Err(errors) = result else { return String::new() };
    let line = |error: syn::Error| {
        let (start, end) = (error.span().start(), error.span().end());
        let lines = source.lines().skip(start.line - 1).take(end.line + 1 - start.line);
        let lines: Vec<_> = lines.collect();
        let underlined = match lines[..] {
            [line] => line.chars().take(end.column).skip(start.column).collect(),
            _ => format!("{}:{}..{}:{}", start.line, start.column, end.line, end.column),
        };
        format!("{underlined}: {error}\n")
    };
    errors.into_iter().map(line).collect()
}
