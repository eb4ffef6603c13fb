//! `docs/errors.md` against the compiler: each example is refused with the message that stands below it and no other, each
//! cure is accepted, and each message of `unsupported` has an entry.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use super::support::compile_errors::messages;
use crate::message::Message;
use crate::{derive, page, pipeline, primitive};

/// An entry of the page.
struct Entry<'a> {
    title: &'a str,
    example: &'a str,
    message: &'a str,
    cure: &'a str,
}

/// The entries of what the macros find, each with an example, a message and a cure. What rustc finds `tests` looks at.
fn entries(page: &str) -> Vec<Entry<'_>> {
    let page = page.split("\n## What rustc finds").next().unwrap_or_default();
    let sections = page.split("\n### ").skip(1);
    let entry = |section| {
        let section: &str = section;
        let mut blocks = section.split("```").skip(1).step_by(2);
        let mut block = |language: &str| {
            let block = blocks.next().and_then(|block| block.strip_prefix(language));
            block.unwrap_or_else(|| panic!("an entry without a block of {language}: {section}"))
        };
        let title = section.lines().next().unwrap_or_default();
        let (example, message, cure) = (block("rust\n"), block("text\n"), block("rust\n"));
        Entry { title, example, message, cure }
    };
    sections.map(entry).collect()
}

/// What is said about a piece of code, without the notes; each message once.
fn said(code: &str) -> Vec<String> {
    let file: syn::File = syn::parse_str(code).unwrap_or_else(|error| panic!("{error} in\n{code}"));
    let mut said: Vec<String> = Vec::new();
    for mut item in file.items {
        for expansion in expansions(&mut item) {
            let mut found = messages(expansion.clone());
            warnings(expansion, &mut found);
            for message in found {
                let lines = message.lines().filter(|line| !line.starts_with("note: "));
                let message = lines.map(|line| format!("{line}\n")).collect();
                if !said.contains(&message) {
                    said.push(message);
                }
            }
        }
    }
    said
}

/// What the attributes of an item expand to.
fn expansions(item: &mut syn::Item) -> Vec<TokenStream> {
    let attrs = match item {
        syn::Item::Fn(item) => &mut item.attrs,
        syn::Item::Impl(item) => &mut item.attrs,
        syn::Item::Trait(item) => &mut item.attrs,
        syn::Item::Struct(item) => &mut item.attrs,
        syn::Item::Enum(item) => &mut item.attrs,
        syn::Item::Union(item) => &mut item.attrs,
        syn::Item::Const(item) => &mut item.attrs,
        _ => return Vec::new(),
    };
    let mut found: Vec<(String, TokenStream)> = Vec::new();
    attrs.retain(|attribute| {
        let name = attribute.path().to_token_stream().to_string();
        let is_own = ["differentiate", "primitive", "derive"].contains(&name.as_str());
        // The first one sees the others.
        let is_again = found.iter().any(|(known, _)| *known == name);
        if is_own && !is_again {
            let args = match &attribute.meta {
                syn::Meta::List(list) => list.tokens.clone(),
                _ => TokenStream::new(),
            };
            found.push((name, args));
        }
        !is_own || is_again
    });
    let expand = |(name, args): (String, TokenStream)| match name.as_str() {
        "differentiate" => pipeline::expand(args, item.to_token_stream()),
        "primitive" => primitive::expand(args, item.to_token_stream()),
        _ => derive::expand(item.to_token_stream()),
    };
    found.into_iter().map(expand).collect()
}

/// The notes of `#[deprecated(note = "..")]`.
fn warnings(tokens: TokenStream, found: &mut Vec<String>) {
    let mut is_deprecated = false;
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            match group.stream().into_iter().last() {
                Some(last) if is_deprecated => {
                    let note = syn::parse2::<syn::LitStr>(last.into());
                    found.extend(note.map(|note| note.value()));
                }
                _ => warnings(group.stream(), found),
            }
        }
        is_deprecated = matches!(&token, TokenTree::Ident(name) if name == "deprecated");
    }
}

const PAGE: &str = page::TEXT;

#[test]
fn examples_are_refused_and_cures_accepted() {
    let mut page = PAGE.to_string();
    let mut wrong = String::new();
    for entry in entries(PAGE) {
        let (before, after) = (said(entry.example), said(entry.cure));
        if before != [entry.message] {
            wrong += &format!("{}: the example says\n{}", entry.title, before.concat());
        }
        if !after.is_empty() {
            wrong += &format!("{}: the cure says\n{}", entry.title, after.concat());
        }
        if before.len() == 1 {
            let block = |text: &str| format!("{}```\n\n```text\n{text}```", entry.example);
            page = page.replacen(&block(entry.message), &block(&before[0]), 1);
        }
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() && page != PAGE {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/errors.md");
        std::fs::write(path, &page).expect("the page is written");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A message says where on the page it is explained: of entries of one title, in one of them.
#[test]
fn messages_name_their_entries() {
    let mut lost = Vec::new();
    for entry in entries(PAGE) {
        let (what, help) = entry.message.trim_end().split_once("\nhelp: ").unwrap_or_default();
        if page::entry(what, help) != Some(entry.title) {
            lost.push(entry.title);
        }
    }
    assert!(lost.is_empty(), "whose messages name another entry: {lost:?}");
    let message = Message::new("unsupported: the macro `new!` with differentiated values", "stop");
    let text = message.to_string();
    assert!(
        text.ends_with("\nhelp: stop\nnote: see \"An unknown macro\" in `ad_runtime::errors`"),
        "{text}"
    );
}

#[test]
fn every_message_has_an_entry() {
    let shown: String = entries(PAGE).iter().map(|entry| entry.message).collect();
    let files = [
        include_str!("../unsupported/items.rs"),
        include_str!("../unsupported/code.rs"),
        include_str!("../unsupported/options.rs"),
        include_str!("../unsupported/facts.rs"),
        include_str!("../unsupported/checkpoints.rs"),
    ];
    let file = |text| syn::parse_str::<syn::File>(text).expect("Rust");
    let mut missing = Vec::new();
    for item in files.into_iter().flat_map(|text| file(text).items) {
        let (name, pieces) = match &item {
            syn::Item::Const(item) => (&item.ident, texts(&item.expr)),
            syn::Item::Fn(item) => (&item.sig.ident, texts(&item.block)),
            _ => continue,
        };
        // Single words are names that a message depends on, not messages.
        let mut sentences = pieces.iter().filter(|piece| piece.contains(' '));
        if !sentences.all(|piece| shown.contains(piece)) {
            missing.push(name.to_string());
        }
    }
    assert!(missing.is_empty(), "without an entry in docs/errors.md: {missing:?}");
}

/// The fixed parts of the texts in a piece of code.
fn texts(code: &impl ToTokens) -> Vec<String> {
    fn collect(tokens: TokenStream, texts: &mut Vec<String>) {
        for token in tokens {
            if let TokenTree::Group(group) = &token {
                collect(group.stream(), texts);
            }
            let Ok(text) = syn::parse2::<syn::LitStr>(token.into()) else { continue };
            let text = text.value();
            let pieces = text.split(['{', '}']).step_by(2);
            texts.extend(pieces.map(str::to_string));
        }
    }
    let mut found = Vec::new();
    collect(code.to_token_stream(), &mut found);
    found
}
