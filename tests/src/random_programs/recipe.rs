//! Recipes: how each construct is written, by name.
//!
//! A construct has one recipe or several. A program is written from the recipes of those constructs that are allowed;
//! `core` are the constructs that the macro is known to support.

use std::collections::BTreeSet;

use syn::{Expr, Stmt};

use super::generate::{Writer, recipes};

/// Writes an expression of type `f64` that changes nothing, or doesn't apply here.
pub type WriteFloat = fn(&mut Writer) -> Option<Expr>;
/// Writes statements, or doesn't apply here.
pub type WriteStatements = fn(&mut Writer) -> Option<Vec<Stmt>>;

/// What a recipe writes.
#[derive(Clone, Copy)]
pub enum Make {
    Float(WriteFloat),
    Statements(WriteStatements),
    /// A condition.
    Condition(WriteFloat),
    /// Other recipes ask whether it is allowed: a type, a detail of something else.
    Part,
}

/// A way to write a construct.
#[derive(Clone, Copy)]
pub struct Recipe {
    pub name: &'static str,
    pub make: Make,
    /// How often it is taken, relative to the others.
    pub weight: usize,
    /// Whether the macro is known to support it.
    pub is_core: bool,
}

impl Recipe {
    pub const fn float(name: &'static str, write: WriteFloat) -> Recipe {
        Recipe { name, make: Make::Float(write), weight: 2, is_core: false }
    }

    pub const fn statements(name: &'static str, write: WriteStatements) -> Recipe {
        Recipe { name, make: Make::Statements(write), weight: 2, is_core: false }
    }

    pub const fn condition(name: &'static str, write: WriteFloat) -> Recipe {
        Recipe { name, make: Make::Condition(write), weight: 2, is_core: false }
    }

    pub const fn part(name: &'static str) -> Recipe {
        Recipe { name, make: Make::Part, weight: 0, is_core: false }
    }

    pub const fn core(self) -> Recipe {
        Recipe { is_core: true, ..self }
    }

    pub const fn weight(self, weight: usize) -> Recipe {
        Recipe { weight, ..self }
    }
}

/// The recipes of the constructs that are named, comma-separated: `all`, `core`, a construct, or how several of
/// them begin (`match`); without those of `except`. Arithmetic and variables are always among them.
pub fn allowed(names: &str, except: &str) -> Result<Vec<Recipe>, String> {
    let all = recipes();
    let mut allowed = BTreeSet::from(["arithmetic", "let"]);
    let meant = |name: &str| -> Vec<_> {
        let is_meant = |recipe: &&Recipe| match name {
            "all" => true,
            "core" => recipe.is_core,
            _ => recipe.name.starts_with(name),
        };
        all.iter().filter(is_meant).map(|recipe| recipe.name).collect()
    };
    for name in names.split(',') {
        let meant = meant(name);
        if meant.is_empty() {
            let names: BTreeSet<_> = all.iter().map(|recipe| recipe.name).collect();
            let names = names.into_iter().collect::<Vec<_>>().join(" ");
            return Err(format!("no construct is called {name:?}; there are: all core {names}"));
        }
        allowed.extend(meant);
    }
    for name in except.split(',').filter(|name| !name.is_empty()) {
        for recipe in meant(name) {
            allowed.remove(recipe);
        }
    }
    Ok(all.into_iter().filter(|recipe| allowed.contains(recipe.name)).collect())
}
