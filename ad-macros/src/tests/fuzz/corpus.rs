//! Items to start from: every construct that the tests and examples have.
//!
//! The items of the programs in `tests/`, where that directory stands beside this crate; and always the fixtures of the
//! passes.

use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit::{self, Visit};
use syn::visit_mut::VisitMut;

use super::input::{Input, Macro};
use crate::tests::closure;

/// Functions, `impl` blocks and types, with the macro that is for them.
pub fn seeds() -> Vec<Input> {
    let mut seeds = Seeds(Vec::new());
    let fixtures = closure::sources().chain([super::found::TYPES]).map(str::to_string);
    for source in fixtures.chain(programs()) {
        seeds.visit_file(&syn::parse_file(&source).expect("Rust"));
    }
    seeds.0
}

/// The inputs in one program.
pub fn inputs(source: &str) -> Vec<Input> {
    let mut seeds = Seeds(Vec::new());
    seeds.visit_file(&syn::parse_file(source).expect("Rust"));
    seeds.0
}

/// The sources of the programs, in the order of their names.
fn programs() -> impl Iterator<Item = String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let directories = ["tests/programs", "tests/interface", "src"];
    let files = directories.into_iter().flat_map(move |directory| {
        let entries = fs::read_dir(tests.join(directory)).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "rs"));
        files.sort();
        files
    });
    files.map(|file| fs::read_to_string(file).expect("a readable file"))
}

struct Seeds(Vec<Input>);

impl Seeds {
    /// An item without the attributes of the macros, which become options.
    fn add(&mut self, mut of: Macro, attributes: &[syn::Attribute], item: &syn::Item) {
        let mut args = TokenStream::new();
        for attribute in attributes {
            if let Some(is) = Macro::of_attribute(attribute) {
                of = is;
                if let syn::Meta::List(list) = &attribute.meta {
                    args = list.tokens.clone();
                }
            }
        }
        let mut item = item.clone();
        Strip.visit_item_mut(&mut item);
        self.0.push(Input { of, args, item: item.into_token_stream() });
    }
}

struct Strip;

impl VisitMut for Strip {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        let goes = |attribute: &syn::Attribute| {
            let path = attribute.path();
            ["derive", "test", "cfg", "primitive"].iter().any(|name| path.is_ident(name))
                || path.is_ident("differentiate") && !matches!(attribute.meta, syn::Meta::List(_))
        };
        attributes.retain(|attribute| !goes(attribute));
    }

    fn visit_item_mut(&mut self, item: &mut syn::Item) {
        syn::visit_mut::visit_item_mut(self, item);
        let attributes = match item {
            syn::Item::Fn(item) => &mut item.attrs,
            syn::Item::Impl(item) => &mut item.attrs,
            _ => return,
        };
        attributes.retain(|attribute| Macro::of_attribute(attribute).is_none());
    }
}

impl<'a> Visit<'a> for Seeds {
    fn visit_item(&mut self, item: &'a syn::Item) {
        match item {
            syn::Item::Fn(function) => self.add(Macro::Differentiate, &function.attrs, item),
            syn::Item::Impl(block) => self.add(Macro::Differentiate, &block.attrs, item),
            syn::Item::Struct(_) | syn::Item::Enum(_) => self.add(Macro::Derive, &[], item),
            _ => {}
        }
        visit::visit_item(self, item);
    }
}

/// What is put where something of its sort was.
#[derive(Default)]
pub struct Pool {
    pub exprs: Vec<syn::Expr>,
    pub stmts: Vec<syn::Stmt>,
    pub patterns: Vec<syn::Pat>,
    pub types: Vec<syn::Type>,
    pub args: Vec<TokenStream>,
}

impl Pool {
    /// The parts of all seeds.
    pub fn new(seeds: &[Input]) -> Pool {
        let mut pool = Pool::default();
        for seed in seeds {
            if let Ok(item) = syn::parse2::<syn::Item>(seed.item.clone()) {
                pool.visit_item(&item);
            }
            pool.args.extend(Some(seed.args.clone()).filter(|args| !args.is_empty()));
        }
        let odd = [quote!(), quote!(x), quote!(x+), quote!(= x), quote!((x)), quote!(,)];
        let options = ["wrt", "forward", "reverse", "crate", "skip", "partials", "bprop", "jvp"];
        for option in options {
            let option = quote::format_ident!("{option}");
            pool.args.extend(odd.iter().map(|odd| quote!(#option #odd)));
        }
        pool
    }
}

impl<'a> Visit<'a> for Pool {
    fn visit_expr(&mut self, expr: &'a syn::Expr) {
        self.exprs.push(expr.clone());
        visit::visit_expr(self, expr);
    }

    fn visit_stmt(&mut self, stmt: &'a syn::Stmt) {
        self.stmts.push(stmt.clone());
        visit::visit_stmt(self, stmt);
    }

    fn visit_pat(&mut self, pattern: &'a syn::Pat) {
        self.patterns.push(pattern.clone());
        visit::visit_pat(self, pattern);
    }

    fn visit_type(&mut self, ty: &'a syn::Type) {
        self.types.push(ty.clone());
        visit::visit_type(self, ty);
    }
}
