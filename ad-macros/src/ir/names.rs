//! Names: unique, deterministic, and as close to the user's as can be.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use proc_macro2::{Ident, Span};

use super::{Function, Role, VarId, visit};
use crate::spelled::names_in;

/// What the names of a variable's tangent and cotangent begin with: its own, without the underscores of an unused one.
pub fn stem(name: &str) -> &str {
    let name = name.trim_start_matches("r#");
    let stem = name.trim_start_matches('_');
    match stem.starts_with(|c: char| c.is_ascii_digit()) {
        true => name,
        false => stem,
    }
}

/// The name of a variable's tangent or cotangent: `x_dot`, `x_bar`.
fn derived(name: &str, role: Role) -> String {
    let stem = stem(name);
    match role {
        Role::Tangent => format!("{stem}_dot"),
        _ => format!("{stem}_bar"),
    }
}

/// A name for each variable: the one it would like to have, numbered if that is taken. A number makes none of it that the user's own code
/// binds itself. Temporaries are `t0, t1, …` in program order.
pub fn unique(function: &Function) -> Vec<String> {
    let written = written(function);
    let mut taken = HashSet::from(["_".to_string()]);
    let mut names = vec![String::new(); function.vars.len()];
    let mut counts: BTreeMap<Cow<str>, usize> = BTreeMap::new();
    // Parameters keep their names: they are also written in the signature.
    let closure = function.closure.iter().flat_map(|closure| &closure.params);
    for VarId(i) in function.params.iter().chain(closure) {
        names[*i] = function.vars[*i].name.clone();
        taken.insert(names[*i].clone());
    }
    for i in 0..names.len() {
        if !names[i].is_empty() {
            continue;
        }
        let var = &function.vars[i];
        // Variables come after those that they are named after.
        let wish = match var.of {
            Some(of) if !names[of.0].is_empty() => Cow::Owned(derived(&names[of.0], var.role)),
            _ => Cow::Borrowed(&*var.name),
        };
        let is_temporary = wish == "t" && !var.user;
        let mut name = if is_temporary { "t0".to_string() } else { wish.to_string() };
        if wish != "_" && taken.contains(&name) {
            let count = counts.entry(wish.clone()).or_default();
            while taken.contains(&name) || written.contains(&name) {
                *count += 1;
                name = match &*wish {
                    "t" if !is_temporary => format!("t_{count}"),
                    "t" => format!("t{count}"),
                    wish => format!("{wish}_{count}"),
                };
            }
        }
        taken.insert(name.clone());
        names[i] = name;
    }
    names
}

/// The names in the user's own code.
fn written(function: &Function) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let closure = function.closure.as_ref().map(|closure| &closure.body);
    for block in [Some(&function.body), closure].into_iter().flatten() {
        visit::deep_stmts(block, &mut |stmt| {
            let code = visit::verbatim(stmt).map(|verbatim| verbatim.tokens.clone());
            names_in(code.unwrap_or_default(), &mut found);
        });
    }
    found
}

/// An identifier for a name, raw where it must be.
pub fn ident(name: &str, span: Span) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, span),
        None => Ident::new(name, span),
    }
}

/// The name of the method by which a tangent hands out a field of a variant: `Ball__radius`.
pub fn access(variant: &Ident, member: &syn::Member, mutable: bool) -> Ident {
    let plain = |text: String| text.trim_start_matches("r#").to_string();
    let member = match member {
        syn::Member::Named(name) => plain(name.to_string()),
        syn::Member::Unnamed(index) => index.index.to_string(),
    };
    let variant = plain(variant.to_string());
    let end = if mutable { "_mut" } else { "" };
    Ident::new(&format!("{variant}__{member}{end}"), Span::mixed_site())
}
