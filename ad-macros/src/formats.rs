//! Format strings: the variables that stand in them.
//!
//! In: a literal, or tokens. Out: the names in its braces, `x` of `{x:.3}`, `width` of `{:width$}`, which are looked up where the literal stands.
//!
//! Source: the grammar of `std::fmt`.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::ToTokens;

/// The names in a string; none if it isn't one, or if it isn't a format string.
pub fn names(literal: &Literal) -> Vec<Ident> {
    let Ok(text) = syn::parse2::<syn::LitStr>(literal.to_token_stream()) else { return Vec::new() };
    let text = text.value().replace("{{", "").replace("}}", "");
    let mut names = Vec::new();
    for piece in text.split('{').skip(1) {
        let Some((argument, _)) = piece.split_once('}') else { continue };
        let (name, spec) = argument.split_once(':').unwrap_or((argument, ""));
        let mut mentioned = vec![name.trim()];
        // What stands before a `$`, after the fill, the sign or the point.
        let counts = spec.split('$').rev().skip(1);
        let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
        mentioned.extend(counts.map(|count| count.rsplit(|c| !is_of_name(c)).next().unwrap_or("")));
        names.extend(mentioned.into_iter().filter_map(|name| syn::parse_str::<Ident>(name).ok()));
    }
    names.dedup();
    names.iter_mut().for_each(|name| name.set_span(literal.span()));
    names
}

/// All names that tokens mention, in format strings too.
pub fn mentioned(tokens: TokenStream) -> Vec<Ident> {
    let of = |token| match token {
        TokenTree::Group(group) => mentioned(group.stream()),
        TokenTree::Ident(name) => vec![name],
        TokenTree::Literal(literal) => names(&literal),
        TokenTree::Punct(_) => Vec::new(),
    };
    tokens.into_iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::names;

    fn of(text: &str) -> Vec<String> {
        let names = names(&proc_macro2::Literal::string(text));
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn arguments_widths_and_precisions() {
        assert_eq!(of("{x} and {y:.3}, {} {0} {z:?}"), ["x", "y", "z"]);
        assert_eq!(of("{x:>width$.digits$}"), ["x", "digits", "width"]);
        assert_eq!(of("{:08.digits$e}"), ["digits"]);
    }

    #[test]
    fn escapes_are_no_arguments() {
        assert_eq!(of("{{x}} {{{y}}}"), ["y"]);
        assert!(of("\u{e9}").is_empty());
        assert!(names(&proc_macro2::Literal::byte_string(b"{x}")).is_empty());
        let escaped: syn::LitStr = syn::parse_quote!("\u{e9}");
        assert!(names(&escaped.token()).is_empty());
    }
}
