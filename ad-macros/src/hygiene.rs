//! Which identifiers that are spelled alike are one name.
//!
//! In: identifiers. Out: whether rustc takes them for the same variable or label. A name that a `macro_rules!` writes and the
//! same one that its caller passes are two. Stable Rust has no call that compares them, but the debug form of a span shows its
//! context, `#4 bytes(10..15)`. What is read there is a claim that rustc checks: [`proofs`]. Items have no hygiene.
//! Deliberately absent: where a name is looked up, see `lower`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

/// Whether two identifiers are one name, if they are those of variables or labels.
pub fn same(first: &Ident, second: &Ident) -> bool {
    Name::of(first).is(&Name::of(second))
}

/// An identifier, with what tells it from others read once.
#[derive(Clone, Debug)]
pub struct Name {
    spelled: String,
    span: Span,
}

impl Name {
    /// The name that an identifier writes.
    pub fn of(name: &Ident) -> Name {
        Name { spelled: spelled(name), span: name.span() }
    }

    /// Whether both are one name.
    pub fn is(&self, other: &Name) -> bool {
        self.spelled == other.spelled && context(self.span) == context(other.span)
    }
}

/// Whether a name is among others.
pub fn is_among<'n>(name: &Ident, names: impl IntoIterator<Item = &'n Ident>) -> bool {
    names.into_iter().any(|known| same(known, name))
}

/// How a name is spelled: `r#x` is `x`.
pub fn spelled(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_string()
}

/// Where a span's names are looked up; none where the compiler doesn't say, and outside of one.
fn context(span: Span) -> Option<String> {
    context_in(&format!("{span:?}"))
}

/// The context in the debug form of a span, as rustc (`#4 bytes(10..15)`) and rust-analyzer (`.. ctx: 4 }`) write it.
fn context_in(text: &str) -> Option<String> {
    let rustc = text.strip_prefix('#').and_then(|rest| rest.split_once(' ')).map(|(id, _)| id);
    let analyzer = || text.split_once("ctx: ").map(|(_, id)| id);
    rustc.or_else(analyzer).map(str::to_string)
}

/// Statements that compile only if rustc takes these names of a function for as many variables as [`same`] does. There are none
/// if each is spelled in one context.
pub fn proofs(names: &BTreeSet<String>, function: &TokenStream) -> TokenStream {
    let mut found: BTreeMap<&str, Vec<Ident>> = BTreeMap::new();
    let is_label = |name: &&String| is_label(name);
    found.extend(names.iter().filter(is_label).map(|name| (name.as_str(), Vec::new())));
    identifiers(function.clone(), &mut found);
    let proofs = found.values().map(|occurrences| {
        let contexts: Vec<_> = occurrences.iter().map(|name| context(name.span())).collect();
        if contexts.iter().any(Option::is_none) {
            // The tests are run outside of a compiler.
            return match proc_macro::is_available() {
                true => together(occurrences),
                false => TokenStream::new(),
            };
        }
        let is_first = |(i, _): &(usize, &Ident)| !contexts[..*i].contains(&contexts[*i]);
        let distinct = occurrences.iter().enumerate().filter(is_first).map(|(_, name)| name);
        apart(&distinct.collect::<Vec<_>>())
    });
    proofs.collect()
}

/// Pairs of names that must be two. If they were one, the inner block would be left, without a value.
fn apart(names: &[&Ident]) -> TokenStream {
    let pairs = names.iter().enumerate();
    let pairs = pairs.flat_map(|(i, first)| names[..i].iter().map(move |second| (first, second)));
    let proofs = pairs.map(|(outer, inner)| {
        let (outer, inner) = (label(outer), label(inner));
        quote! {
            #outer: {
                let _: u8 = #inner: {
                    if false {
                        break #outer;
                    }
                    0
                };
            }
        }
    });
    proofs.collect()
}

/// Names that must be one.
fn together(names: &[Ident]) -> TokenStream {
    let Some((first, others)) = names.split_first() else { return TokenStream::new() };
    let (first, others) = (label(first), others.iter().map(label));
    quote! {
        #first: {
            #(
                if false {
                    break #others;
                }
            )*
        }
    }
}

/// Labels have the hygiene of variables, and no constant can be meant by them.
fn label(name: &Ident) -> syn::Lifetime {
    syn::Lifetime { apostrophe: name.span(), ident: Ident::new(&spelled(name), name.span()) }
}

fn is_label(name: &str) -> bool {
    name != "self" && name != "static" && syn::parse_str::<Ident>(name).is_ok()
}

/// Where these names occur.
fn identifiers(tokens: TokenStream, found: &mut BTreeMap<&str, Vec<Ident>>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => identifiers(group.stream(), found),
            TokenTree::Ident(ident) => {
                if let Some(occurrences) = found.get_mut(spelled(&ident).as_str()) {
                    occurrences.push(ident);
                }
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{context_in, proofs, same};

    #[test]
    fn contexts_are_read_from_the_debug_forms_of_spans() {
        assert_eq!(context_in("#4 bytes(10..15)").as_deref(), Some("4"));
        assert_ne!(context_in("#0 bytes(10..15)"), context_in("#4 bytes(10..15)"));
        let analyzer = "SpanData { range: 0..5, anchor: SpanAnchor(FileId(0), 1), ctx: ROOT2024 }";
        assert_eq!(context_in(analyzer).as_deref(), Some("ROOT2024 }"));
        assert_eq!(context_in("Span"), None);
    }

    #[test]
    fn raw_names_are_names() {
        let (plain, raw) = (quote::format_ident!("x"), quote::format_ident!("r#x"));
        assert!(same(&plain, &raw));
    }

    #[test]
    fn names_of_one_context_need_no_proof() {
        let names = ["x".to_string(), "self".to_string()].into();
        assert!(
            proofs(
                &names,
                &quote::quote!(
                    fn f(x: f64) -> f64 {
                        x * x
                    }
                )
            )
            .is_empty()
        );
    }
}
