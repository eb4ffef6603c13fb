//! Circles of modules: two modules each of which needs the other can't be understood, or changed, one at a time.
//!
//! What refers to what is read from the tokens: paths that begin with `crate` or `super`. A reference counts between the
//! two modules beside one another that it goes from and to: from `crate::lower::iter` to `crate::lower::place` between `iter` and `place` in
//! `lower`; to `crate::kinds` between `lower` and `kinds` in the crate. A module inside of another is a part of it: it may use what its parent has, and
//! the parent what it has. Modules of tests aren't looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

use super::sources;

/// A module: `["lower", "iter"]`, the crate itself being empty.
type Module = Vec<String>;
/// Which modules need which, among those of one parent, and an example of a file each.
type Graph = BTreeMap<String, BTreeMap<String, String>>;

/// The circles in a crate, by its directory: for each the modules, and what refers to what among them.
pub fn circles(directory: &Path) -> Vec<String> {
    let mut circles = Vec::new();
    for (parent, graph) in graphs(directory) {
        for component in components(&graph) {
            let mut text = format!("in crate::{}: {}\n", parent.join("::"), component.join(", "));
            for from in &component {
                let edges = graph.get(from).into_iter().flatten();
                for (to, file) in edges.filter(|(to, _)| component.contains(to)) {
                    text += &format!("    {from} needs {to} in {file}\n");
                }
            }
            circles.push(text);
        }
    }
    circles
}

fn graphs(directory: &Path) -> BTreeMap<Module, Graph> {
    let is_code = |module: &Module| !module.iter().any(|name| name == "tests");
    let files: Vec<_> = sources(&directory.join("src"))
        .into_iter()
        .map(|source| (module(&source.path), source))
        .filter(|(module, _)| is_code(module))
        .collect();
    let modules: BTreeSet<_> = files.iter().map(|(module, _)| module.clone()).collect();
    let mut graphs: BTreeMap<Module, Graph> = BTreeMap::new();
    for (from, source) in &files {
        let tokens: TokenStream = source.text.parse().expect("the sources are Rust");
        let mut references = Vec::new();
        read(tokens, from, &mut references);
        for reference in references {
            let to = existing(&modules, &reference);
            let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
            if let (Some(a), Some(b)) = (from.get(common), to.get(common)) {
                let graph = graphs.entry(from[..common].to_vec()).or_default();
                let file = source.path.display().to_string();
                graph.entry(a.clone()).or_default().entry(b.clone()).or_insert(file);
            }
        }
    }
    graphs
}

/// `lower/iter.rs` is `crate::lower::iter`.
fn module(path: &Path) -> Module {
    let path = path.with_extension("");
    let names = path.iter().map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| !["lib", "main", "mod"].contains(&name.as_str())).collect()
}

/// The module in which a path ends.
fn existing(modules: &BTreeSet<Module>, path: &[String]) -> Module {
    let ends = (0..=path.len()).rev().map(|n| path[..n].to_vec());
    ends.into_iter().find(|module| modules.contains(module)).unwrap_or_default()
}

/// The paths in some code of a module that begin with `crate` or `super`, from the crate on.
fn read(tokens: TokenStream, module: &[String], found: &mut Vec<Module>) {
    let tokens: Vec<_> = tokens.into_iter().filter(|token| !is_half_of_colons(token)).collect();
    // Without a half of each `::`, a path is names with single colons between them.
    let mut at = 0;
    while at < tokens.len() {
        at += 1;
        match &tokens[at - 1] {
            TokenTree::Group(group) => read(group.stream(), module, found),
            TokenTree::Ident(name) if name == "mod" => {
                let (name, body) = (tokens.get(at), tokens.get(at + 1));
                if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) = (name, body) {
                    at += 2;
                    if name != "tests" {
                        let inner = [module, &[name.to_string()]].concat();
                        read(body.stream(), &inner, found);
                    }
                }
            }
            TokenTree::Ident(name) if is_colon(tokens.get(at)) => {
                let mut base = match name.to_string().as_str() {
                    "crate" => Vec::new(),
                    "super" => module[..module.len().saturating_sub(1)].to_vec(),
                    _ => continue,
                };
                while let (true, Some(TokenTree::Ident(next))) =
                    (is_colon(tokens.get(at)), tokens.get(at + 1))
                {
                    match next.to_string().as_str() {
                        "super" => drop(base.pop()),
                        next => base.push(next.to_string()),
                    }
                    at += 2;
                }
                match (is_colon(tokens.get(at)), tokens.get(at + 1)) {
                    (true, Some(TokenTree::Group(group))) => {
                        read_several(group.stream(), &base, found);
                        at += 2;
                    }
                    _ => found.push(base),
                }
            }
            _ => {}
        }
    }
}

/// What stands in the braces of a `use`: paths with commas between them.
fn read_several(tokens: TokenStream, base: &[String], found: &mut Vec<Module>) {
    let mut path = base.to_vec();
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                found.push(std::mem::replace(&mut path, base.to_vec()));
            }
            TokenTree::Ident(name) => path.push(name.to_string()),
            TokenTree::Group(group) => read_several(group.stream(), &path, found),
            _ => {}
        }
    }
    found.push(path);
}

/// The first of the two colons of `::`.
fn is_half_of_colons(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct)
        if punct.as_char() == ':' && punct.spacing() == proc_macro2::Spacing::Joint)
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
}

/// The strongly connected components of more than one module.
fn components(graph: &Graph) -> Vec<Vec<String>> {
    let names: BTreeSet<_> =
        graph.iter().flat_map(|(from, to)| to.keys().chain([from])).cloned().collect();
    let reached: BTreeMap<_, _> = names.iter().map(|name| (name, reachable(graph, name))).collect();
    let mut components = BTreeSet::new();
    for (name, to) in &reached {
        let back = |other: &&String| *other != *name && reached[*other].contains(*name);
        let others: Vec<_> = to.iter().filter(back).cloned().collect();
        if !others.is_empty() {
            let component: BTreeSet<_> = others.into_iter().chain([(*name).clone()]).collect();
            components.insert(component.into_iter().collect());
        }
    }
    components.into_iter().collect()
}

fn reachable(graph: &Graph, from: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![from.to_string()];
    while let Some(name) = waiting.pop() {
        let next = graph.get(&name).into_iter().flat_map(BTreeMap::keys);
        waiting.extend(next.filter(|next| reached.insert((*next).clone())).cloned());
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(code: &str) -> Vec<String> {
        let mut found = Vec::new();
        let module = ["lower".to_string(), "iter".to_string()];
        read(code.parse().expect("it is Rust"), &module, &mut found);
        found.into_iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn paths_are_found() {
        let uses =
            "use crate::{ir::{self, Expr}, kinds}; use super::place::Place; use super::Lower;";
        let expected =
            ["ir::self", "ir::Expr", "ir", "kinds", "lower::place::Place", "lower::Lower"];
        assert_eq!(references(uses), expected);
        let code =
            "fn f(x: u8) { matches!(x, crate::ir::Arg::Value(_)); a::super_(); crate::f::<u8>() }";
        assert_eq!(references(code), ["ir::Arg::Value", "f"]);
        let inside =
            "mod more { use super::a; } mod tests { use super::b; } mod file; use super::c;";
        assert_eq!(references(inside), ["lower::iter::a", "lower::c"]);
    }

    #[test]
    fn circles_are_found() {
        let graph = |edges: &[(&str, &str)]| {
            let mut graph = Graph::new();
            for (from, to) in edges {
                graph.entry(from.to_string()).or_default().insert(to.to_string(), String::new());
            }
            graph
        };
        assert!(components(&graph(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
        let circle = components(&graph(&[("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]));
        assert_eq!(circle, [["b", "c"]]);
    }
}
