//! Where items stand: in any order, and split over modules in which other names are given.
//!
//! Functions of different modules get the same names, which are those of methods too.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Item, ItemFn, parse_quote};

use super::Writer;
use crate::random_programs::ast::ident;
use crate::random_programs::recipe::Recipe;

pub const RECIPES: &[Recipe] = &[Recipe::part("items_shuffled"), Recipe::part("modules")];

/// The modules' names; the first is the program's own.
const MODULES: [&str; 3] = ["", "alpha", "zeta"];
const FUNCTIONS: [&str; 6] = ["measure", "change", "scaled", "push", "make", "norm"];
const TYPES: [&str; 4] = ["Params", "State", "Model", "Body"];

/// Items that stay together, in this order: a macro and what it is called for.
struct Unit {
    items: Vec<Item>,
    module: usize,
}

/// Where something is found that was moved.
#[derive(Clone)]
struct Place {
    module: usize,
    name: Ident,
}

/// The items in the order, and the modules, in which they are printed; and where the main function stands among them.
pub fn lay_out(w: &mut Writer, items: Vec<Item>, main: &mut ItemFn) -> (Vec<Item>, usize) {
    let mut units = units(items);
    if w.allows("items_shuffled") && w.random.bool() {
        w.is_used("items_shuffled");
        w.random.shuffle(&mut units);
    }
    if units.len() > 1 && w.part("modules") {
        for unit in &mut units {
            unit.module = w.random.usize(..MODULES.len());
        }
        let places = places(w, &units);
        *main = parse(moved(main.to_token_stream(), 0, &places));
        units = modules(units, &places);
    }
    let at = w.random.usize(..=units.len());
    let before = units[..at].iter().map(|unit| unit.items.len()).sum();
    (units.into_iter().flat_map(|unit| unit.items).collect(), before)
}

fn units(items: Vec<Item>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for item in items {
        let is_call = matches!(&item, Item::Macro(item) if item.ident.is_none());
        match units.last_mut() {
            Some(unit) if is_call => unit.items.push(item),
            _ => units.push(Unit { items: vec![item], module: 0 }),
        }
    }
    units
}

/// What is defined in modules gets another name there.
fn places(w: &mut Writer, units: &[Unit]) -> BTreeMap<String, Place> {
    let mut places = BTreeMap::new();
    for (module, _) in MODULES.iter().enumerate().skip(1) {
        let (mut functions, mut types) = (FUNCTIONS.to_vec(), TYPES.to_vec());
        w.random.shuffle(&mut functions);
        w.random.shuffle(&mut types);
        for item in units.iter().filter(|unit| unit.module == module).flat_map(|unit| &unit.items) {
            let (defined, names) = match item {
                Item::Fn(item) => (&item.sig.ident, &mut functions),
                Item::Struct(item) => (&item.ident, &mut types),
                Item::Enum(item) => (&item.ident, &mut types),
                Item::Trait(item) => (&item.ident, &mut types),
                Item::Static(item) => (&item.ident, &mut Vec::new()),
                _ => continue,
            };
            let name = names.pop().map_or(defined.clone(), ident);
            places.insert(defined.to_string(), Place { module, name });
        }
        // What a macro defines is found by its name, which stays.
        let in_module = units.iter().filter(|unit| unit.module == module);
        for item in in_module.flat_map(|unit| &unit.items) {
            let Item::Macro(item) = item else { continue };
            for name in made(&item.mac.tokens) {
                places.insert(name.to_string(), Place { module, name });
            }
        }
    }
    for unit in units.iter().filter(|unit| unit.module == 0) {
        for name in unit.items.iter().flat_map(defined) {
            places.insert(name.to_string(), Place { module: 0, name });
        }
    }
    places
}

/// What an item of the program's own module defines.
fn defined(item: &Item) -> Vec<Ident> {
    match item {
        Item::Fn(item) => vec![item.sig.ident.clone()],
        Item::Struct(item) => vec![item.ident.clone()],
        Item::Enum(item) => vec![item.ident.clone()],
        Item::Trait(item) => vec![item.ident.clone()],
        Item::Static(item) => vec![item.ident.clone()],
        Item::Macro(item) => made(&item.mac.tokens),
        _ => Vec::new(),
    }
}

/// The functions that the call of a macro defines; what is called in it was made by another.
fn made(tokens: &TokenStream) -> Vec<Ident> {
    let is_list = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    };
    let mut names = Vec::new();
    let mut last = String::new();
    let mut tokens = tokens.clone().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let text = token.to_string();
        let is_called = last != "fn" && tokens.peek().is_some_and(is_list);
        if let TokenTree::Ident(name) = token
            && text.starts_with("made")
            && !is_called
        {
            names.push(name);
        }
        last = text;
    }
    names
}

/// The units of a module become one, of a `mod`.
fn modules(units: Vec<Unit>, places: &BTreeMap<String, Place>) -> Vec<Unit> {
    let mut inner = vec![Vec::new(); MODULES.len()];
    let mut outer = Vec::new();
    // Methods are called everywhere.
    let traits = units.iter().flat_map(|unit| &unit.items).filter_map(|item| match item {
        Item::Trait(item) => Some(item.ident.clone()),
        _ => None,
    });
    let traits: Vec<Ident> = traits.collect();
    for unit in units {
        for item in unit.items {
            let item: Item = parse(moved(item.to_token_stream(), unit.module, places));
            match unit.module {
                0 => outer.push(item),
                module => inner[module].push(public(item)),
            }
        }
    }
    let mut units: Vec<Unit> =
        outer.into_iter().map(|item| Unit { items: vec![item], module: 0 }).collect();
    // A macro and its call stay neighbours, as they were: nothing is shuffled any more.
    for (name, items) in MODULES.iter().zip(inner).skip(1) {
        let name = ident(name);
        let uses = places.iter().filter(|(_, place)| name == MODULES[place.module]);
        let uses =
            uses.filter(|(old, _)| old.starts_with(char::is_uppercase)).map(|(old, place)| {
                let (old, new) = (ident(old), &place.name);
                if old == *new {
                    quote!(pub use #name::#new;)
                } else {
                    quote!(pub use #name::#new as #old;)
                }
            });
        let uses: Vec<Item> = uses.map(parse).collect();
        let imports = traits.iter().map(|name| -> Item { parse_quote!(use super::#name as _;) });
        let module: Item = parse_quote!(mod #name { #(#imports)* #(#items)* });
        units.push(Unit { items: vec![module], module: 0 });
        units.extend(uses.into_iter().map(|item| Unit { items: vec![item], module: 0 }));
    }
    units
}

fn public(mut item: Item) -> Item {
    match &mut item {
        Item::Fn(item) => item.vis = parse_quote!(pub),
        Item::Struct(item) => item.vis = parse_quote!(pub),
        Item::Enum(item) => item.vis = parse_quote!(pub),
        Item::Trait(item) => item.vis = parse_quote!(pub),
        Item::Static(item) => item.vis = parse_quote!(pub),
        _ => {}
    }
    item
}

/// The code as it is in a module: names of what was moved are paths.
fn moved(tokens: TokenStream, module: usize, places: &BTreeMap<String, Place>) -> TokenStream {
    let mut code = TokenStream::new();
    let mut last = String::new();
    for token in tokens {
        let text = token.to_string();
        match token {
            TokenTree::Group(group) => {
                let inner = moved(group.stream(), module, places);
                code.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
            }
            TokenTree::Ident(name) => match places.get(&text) {
                Some(place) if is_definition(&last) => place.name.to_tokens(&mut code),
                Some(place) if last != "." => code.extend(path(place, module)),
                _ => name.to_tokens(&mut code),
            },
            other => code.extend([other]),
        }
        last = text;
    }
    code
}

fn is_definition(before: &str) -> bool {
    matches!(before, "fn" | "struct" | "enum" | "trait" | "static")
}

fn path(place: &Place, from: usize) -> TokenStream {
    let (name, to) = (&place.name, ident_of(place.module));
    match (from, place.module) {
        (from, to) if from == to => quote!(#name),
        (0, _) => quote!(#to::#name),
        (_, 0) => quote!(super::#name),
        _ => quote!(super::#to::#name),
    }
}

fn ident_of(module: usize) -> TokenStream {
    MODULES[module].parse().unwrap_or_default()
}

fn parse<T: syn::parse::Parse>(tokens: TokenStream) -> T {
    parse_quote!(#tokens)
}
