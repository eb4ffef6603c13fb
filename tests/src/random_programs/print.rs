//! Prints programs: the only place where they become text.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{File, Item, parse_quote};

use super::ast::{Program, ident};
use super::attributes::{self, Change};
use super::checks;

/// The program as its author would have written it, but for the strategy that its loops are reversed with, and the order; of
/// order two with the function that returns its tangent.
pub fn differentiated(program: &Program) -> String {
    let uses = quote! {
        use ad_runtime::prelude::*;
        use crate::oracle::tick;
    };
    let mut file = file(program, uses, Change::Options(program.strategy, program.order));
    let tangent = checks::second::tangent(program).unwrap_or_default();
    file.items.extend(parse_quote_file(tangent).items);
    format(file)
}

/// The same without the attributes. Its `stop_gradient` is the oracle's.
pub fn plain(program: &Program) -> String {
    let uses = quote! {
        use ad_runtime::Real;
        use crate::oracle::{frozen as stop_gradient, tick};
    };
    format(file(program, uses, Change::Remove))
}

/// The module around both, which examines them.
pub fn check(program: &Program, is_plain: bool) -> String {
    format(parse_quote_file(checks::check(program, is_plain)))
}

/// The binary of several programs.
pub fn main(programs: &[&Program], oracle: &str) -> String {
    let names: Vec<_> = programs.iter().map(|program| ident(&program.name)).collect();
    let texts = programs.iter().map(|program| &program.name);
    format(parse_quote_file(quote! {
        #![allow(warnings)]
        #[path = #oracle]
        mod oracle;
        #(mod #names;)*

        fn main() {
            oracle::run(&[#((#texts, #names::check)),*]);
        }
    }))
}

fn file(program: &Program, uses: TokenStream, change: Change) -> File {
    let mut items = program.items.clone();
    items.insert(program.main_at.min(items.len()), Item::Fn(program.main.clone()));
    for item in &mut items {
        if let Item::Mod(syn::ItemMod { content: Some((_, inner)), .. }) = item {
            let uses = parse_quote_file(uses.clone()).items;
            inner.splice(0..0, uses);
        }
    }
    let items = items.iter().map(ToTokens::to_token_stream);
    let items = attributes::changed(items.collect(), change);
    parse_quote_file(quote!(#uses #items))
}

fn parse_quote_file(tokens: TokenStream) -> File {
    parse_quote!(#tokens)
}

fn format(file: File) -> String {
    prettyplease::unparse(&file)
}
