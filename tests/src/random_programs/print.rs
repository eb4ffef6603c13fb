//! Prints programs: the only place where they become text.

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::VisitMut;
use syn::{Attribute, File, Item, parse_quote};

use super::ast::{Program, ident};
use super::checks;

/// The program as its author would have written it.
pub fn differentiated(program: &Program) -> String {
    format(file(
        program,
        quote!(
            use ad_runtime::prelude::*;
        ),
    ))
}

/// The same without the attributes. Its `stop_gradient` is the oracle's.
pub fn plain(program: &Program) -> String {
    let uses = quote! {
        use ad_runtime::Real;
        use crate::oracle::frozen as stop_gradient;
    };
    let mut file = file(program, uses);
    WithoutAttributes.visit_file_mut(&mut file);
    format(file)
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

fn file(program: &Program, uses: TokenStream) -> File {
    let mut file = parse_quote_file(uses);
    file.items.extend(program.items.iter().cloned());
    file.items.push(Item::Fn(program.main.clone()));
    file
}

fn parse_quote_file(tokens: TokenStream) -> File {
    parse_quote!(#tokens)
}

fn format(file: File) -> String {
    prettyplease::unparse(&file)
}

/// Takes away `#[differentiate]` and the derive of `Differentiable`.
struct WithoutAttributes;

impl VisitMut for WithoutAttributes {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        attributes.retain(|attribute| !attribute.path().is_ident("differentiate"));
        for attribute in attributes {
            if attribute.path().is_ident("derive") {
                *attribute = parse_quote!(#[derive(Clone, Debug)]);
            }
        }
    }
}
