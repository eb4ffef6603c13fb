//! Paths that mean something to the passes: variants, std's `Some`, `None`, `Err` and `Box::new`.

use proc_macro2::Span;
use syn::ext::IdentExt;

/// Whether what a path ends in is spelled like a type or a variant: `Rng(7)` makes a value of a tuple struct.
pub fn is_in_capitals(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase))
}

/// `None`
pub fn is_none(path: &syn::Path) -> bool {
    let mut segments = path.segments.iter().rev();
    segments.next().is_some_and(|last| last.ident == "None")
        && segments.next().is_none_or(|of| of.ident == "Option")
}

/// `Some`
pub fn some_path() -> syn::Path {
    syn::parse_quote!(::core::option::Option::Some)
}

/// The field of `Some`.
pub fn some_field() -> syn::Member {
    syn::Member::Unnamed(syn::Index::from(0))
}

/// `Err`
pub fn error_path(span: Span) -> syn::Path {
    syn::parse_quote_spanned!(span=> ::core::result::Result::Err)
}

/// Whether a path is std's `Err`, as `lower` writes it: what is in it has no derivative.
pub fn is_error(path: &syn::Path) -> bool {
    let names = ["core", "result", "Result", "Err"];
    let is_named = path.segments.iter().map(|segment| &segment.ident).eq(names);
    path.leading_colon.is_some() && is_named
}

/// Whether a path is `Ok`, as the user or `lower` writes it.
pub fn is_ok(path: &syn::Path) -> bool {
    let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    matches!(names.as_slice(), ["Ok"] | ["core", "result", "Result", "Ok"])
}

/// Whether a path as the user writes it means std's `Err`. If it means another one, rustc says so, since it is std's from here on.
pub fn names_error(path: &syn::Path) -> bool {
    let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    matches!(
        names.as_slice(),
        ["Err"] | ["Result", "Err"] | ["std" | "core", "result", "Result", "Err"]
    )
}

/// A path as it is written; `Err` is that of std, and so is `Result::Ok`, where `Result` may be an alias that says of which errors.
pub fn resolved(path: &syn::Path) -> syn::Path {
    let span = syn::spanned::Spanned::span(path);
    let is_ok = path.segments.len() == 2
        && path.segments.iter().map(|segment| &segment.ident).eq(["Result", "Ok"]);
    match (names_error(path), is_ok) {
        (true, _) => error_path(span),
        (_, true) => syn::parse_quote_spanned!(span=> ::core::result::Result::Ok),
        _ => path.clone(),
    }
}

/// Whether a path names a variant of `Option` or `Result`; `Shape::None` is one of the user's.
pub fn is_std_variant(path: &syn::Path) -> bool {
    let mut segments = path.segments.iter().rev();
    let Some(last) = segments.next() else { return false };
    let is_std = segments.next().is_none_or(|of| of.ident == "Option" || of.ident == "Result");
    is_std && ["Some", "None", "Ok", "Err"].iter().any(|name| last.ident == name)
}

/// Whether a path names a variant of `Option`.
pub fn names_option(path: &syn::Path) -> bool {
    let is_result = path.segments.iter().rev().nth(1).is_some_and(|of| of.ident == "Result");
    let is_one =
        path.segments.last().is_some_and(|last| last.ident == "Some" || last.ident == "None");
    is_std_variant(path) && is_one && !is_result
}

/// Whether a path names a variant of an enum: `Some`, `Shape::Circle`.
pub fn is_variant(path: &syn::Path) -> bool {
    let mut segments = path.segments.iter().rev().skip(1);
    is_std_variant(path)
        || segments.next().is_some_and(|ty| ty.ident.to_string().starts_with(char::is_uppercase))
}

/// A path without its arguments.
pub fn plain(path: &syn::Path) -> syn::Path {
    let mut path = path.clone();
    path.segments.iter_mut().for_each(|segment| segment.arguments = syn::PathArguments::None);
    path
}

/// Whether a path may be the name of a function that stands beside its derivatives, and no constant's: neither it nor what it is in begins with a
/// capital, as constants, types and variants do.
pub fn is_function_name(path: &syn::Path) -> bool {
    let is_lower = |segment: &syn::PathSegment| {
        let name = segment.ident.unraw().to_string();
        segment.arguments.is_none()
            && name.starts_with(|first: char| first.is_lowercase() || first == '_')
    };
    let first = path.segments.first().map(|first| first.ident.to_string()).unwrap_or_default();
    // Functions of std's types are no items of a module.
    let is_std = ["std", "core", "alloc", "f64", "f32"].contains(&first.as_str());
    !is_std && path.segments.iter().all(is_lower)
}

/// The path of what `a..b` makes.
pub fn range() -> syn::Path {
    syn::parse_quote!(::core::ops::Range)
}

/// Whether a path is that of what `a..b` makes, as the macro writes it.
pub fn is_range(path: &syn::Path) -> bool {
    *path == range()
}
