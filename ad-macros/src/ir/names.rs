//! Names: unique, deterministic, and as close to the user's as can be.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span};

use super::{Function, VarId};

/// `x_bar` for `x`.
pub fn bar(name: &str) -> String {
    format!("{}_bar", stem(name))
}

/// `x_dot` for `x`.
pub fn dot(name: &str) -> String {
    format!("{}_dot", stem(name))
}

fn stem(name: &str) -> &str {
    name.trim_start_matches("r#").trim_start_matches('_')
}

/// A name for each variable: the one it would like to have, numbered if that is taken.
/// Temporaries are `t0, t1, …` in program order.
pub fn unique(function: &Function) -> Vec<String> {
    let mut taken = BTreeSet::from(["_".to_string()]);
    let mut names = vec![String::new(); function.vars.len()];
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    // Parameters keep their names: they are also written in the signature.
    let closure = function.closure.iter().flat_map(|closure| &closure.params);
    for VarId(i) in function.params.iter().chain(closure) {
        names[*i] = function.vars[*i].name.clone();
        taken.insert(names[*i].clone());
    }
    let unnamed: Vec<_> = (0..names.len()).filter(|i| names[*i].is_empty()).collect();
    for i in unnamed {
        let wish = function.vars[i].name.as_str();
        let mut name = wish.to_string();
        if wish == "t" {
            name = "t0".to_string();
        }
        while wish != "_" && taken.contains(&name) {
            let count = counts.entry(wish).or_default();
            *count += 1;
            name = match wish {
                "t" => format!("t{count}"),
                _ => format!("{wish}_{count}"),
            };
        }
        taken.insert(name.clone());
        names[i] = name;
    }
    names
}

/// An identifier for a name, raw where it must be.
pub fn ident(name: &str, span: Span) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, span),
        None => Ident::new(name, span),
    }
}
