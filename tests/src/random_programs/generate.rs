//! Writes random programs.
//!
//! A [`Writer`] goes through a function from top to bottom and takes recipes at random. Its scope says which variables
//! there are, so that what it writes is well-typed, borrow-checked and in bounds by construction. Values stay tame: what is
//! assigned to a variable is damped.

mod aggregates;
mod borrows;
mod branches;
mod calls;
mod closures;
mod constant_code;
mod constants;
mod effects;
mod exits;
mod function_arguments;
mod hidden_state;
mod iterators;
mod layout;
mod lists;
mod list_operators;
mod loops;
mod macros;
mod matches;
mod options;
mod own_types;
mod program;
mod scalars;
mod scope;
mod selections;
mod streams;
mod structs;
mod traits;
mod vecs;
mod vectors;
mod views;

use std::collections::BTreeSet;

use fastrand::Rng;
use proc_macro2::Ident;
use syn::{Expr, Item, Lifetime, Stmt, parse_quote};

use super::ast::{Structure, Ty, float, ident, int, operand};
use super::recipe::{Make, Recipe};
/// The ways in which loops are reversed, in turn; an empty one is the macro's choice.
pub type Strategies<'a> = &'a [&'static str];

pub use program::program;
pub use scope::Variable;

/// All recipes.
pub fn recipes() -> Vec<Recipe> {
    [
        scalars::RECIPES,
        branches::RECIPES,
        loops::RECIPES,
        exits::RECIPES,
        lists::RECIPES,
        views::RECIPES,
        borrows::RECIPES,
        vecs::RECIPES,
        matches::RECIPES,
        options::RECIPES,
        structs::RECIPES,
        closures::RECIPES,
        iterators::RECIPES,
        calls::RECIPES,
        constants::RECIPES,
        constant_code::RECIPES,
        streams::RECIPES,
        effects::RECIPES,
        hidden_state::RECIPES,
        aggregates::RECIPES,
        selections::RECIPES,
        own_types::RECIPES,
        vectors::RECIPES,
        list_operators::RECIPES,
        traits::RECIPES,
        function_arguments::RECIPES,
        macros::RECIPES,
        layout::RECIPES,
        program::RECIPES,
    ]
    .concat()
}

/// A function that can be called.
#[derive(Clone)]
pub struct Helper {
    pub name: Ident,
    pub params: Vec<Ty>,
    pub result: Ty,
}

/// What a program is written with.
pub struct Writer {
    pub random: Rng,
    recipes: Vec<Recipe>,
    /// Structs, impls and functions so far.
    pub items: Vec<Item>,
    pub helpers: Vec<Helper>,
    pub structures: Vec<Structure>,
    pub scope: Vec<Variable>,
    /// The loops around, innermost last, with their labels.
    pub loops: Vec<Option<Lifetime>>,
    /// What a `return` here returns, where there may be one.
    pub result: Option<Ty>,
    /// Whether loops may be left here.
    pub may_leave: bool,
    /// Whether this is a helper function or a method; those don't call methods.
    pub in_function: bool,
    /// How deep in blocks and helper functions.
    pub depth: usize,
    /// How many statements may still be written.
    fuel: usize,
    n_names: usize,
    used: BTreeSet<&'static str>,
    /// The items that are written once.
    singles: BTreeSet<&'static str>,
}

impl Writer {
    fn new(seed: u64, recipes: &[Recipe]) -> Writer {
        Writer {
            random: Rng::with_seed(seed),
            recipes: recipes.to_vec(),
            items: Vec::new(),
            helpers: Vec::new(),
            structures: Vec::new(),
            scope: Vec::new(),
            loops: Vec::new(),
            result: None,
            may_leave: true,
            in_function: false,
            depth: 0,
            fuel: 24,
            n_names: 0,
            used: BTreeSet::new(),
            singles: BTreeSet::new(),
        }
    }

    /// Whether a construct that is part of another one is wanted here.
    pub fn part(&mut self, name: &'static str) -> bool {
        let is_wanted = self.allows(name) && self.random.usize(..3) == 0;
        if is_wanted {
            self.used.insert(name);
        }
        is_wanted
    }

    pub fn allows(&self, name: &str) -> bool {
        self.recipes.iter().any(|recipe| recipe.name == name)
    }

    pub fn is_used(&mut self, name: &'static str) {
        self.used.insert(name);
    }

    /// A name that there isn't yet.
    pub fn name(&mut self, stem: &str) -> Ident {
        self.n_names += 1;
        ident(&format!("{stem}{}", self.n_names))
    }

    /// Whether a program hasn't had this yet.
    pub fn is_first(&mut self, name: &'static str) -> bool {
        self.singles.insert(name)
    }

    /// Items that a program has once, if at all; they get the number of their effects.
    pub fn once(&mut self, name: &'static str, write: impl FnOnce(Expr) -> Vec<Item>) {
        let number = int(self.singles.len());
        if self.singles.insert(name) {
            self.items.extend(write(number));
        }
    }

    /// One of several, by chance.
    pub fn choose<T: Clone>(&mut self, several: &[T]) -> T {
        several[self.random.usize(..several.len())].clone()
    }

    pub fn chance(&mut self, one_in: usize) -> bool {
        self.random.usize(..one_in) == 0
    }

    /// What is written in there sees the variables of here, but not the other way round.
    pub fn inside<R>(&mut self, write: impl FnOnce(&mut Writer) -> R) -> R {
        let scope = self.scope.clone();
        self.depth += 1;
        let written = write(self);
        self.depth -= 1;
        self.scope = scope;
        written
    }

    /// Like [`inside`](Writer::inside), for code that must not return or leave a loop outside it.
    pub fn closed<R>(&mut self, write: impl FnOnce(&mut Writer) -> R) -> R {
        let (may_leave, result) = (self.may_leave, self.result.take());
        let loops = std::mem::take(&mut self.loops);
        let written = self.inside(write);
        (self.may_leave, self.result, self.loops) = (may_leave, result, loops);
        written
    }

    /// Like [`closed`](Writer::closed), for a function: it sees no variables either.
    pub fn function<R>(&mut self, write: impl FnOnce(&mut Writer) -> R) -> R {
        let scope = std::mem::take(&mut self.scope);
        let fuel = std::mem::replace(&mut self.fuel, 3);
        let in_function = std::mem::replace(&mut self.in_function, true);
        let written = self.closed(|w| {
            w.may_leave = true;
            w.depth += 1;
            let written = write(w);
            w.depth -= 1;
            written
        });
        (self.scope, self.fuel, self.in_function) = (scope, fuel, in_function);
        written
    }

    /// A few statements.
    pub fn statements(&mut self, at_most: usize) -> Vec<Stmt> {
        let n = 1 + self.random.usize(..at_most);
        (0..n).flat_map(|_| self.statement()).collect()
    }

    /// A statement, with what it needs.
    fn statement(&mut self) -> Vec<Stmt> {
        let Some(fuel) = self.fuel.checked_sub(1) else { return Vec::new() };
        self.fuel = fuel;
        let is_statement = |recipe: &&Recipe| matches!(recipe.make, Make::Statements(_));
        let recipes: Vec<_> = self.recipes.iter().filter(is_statement).copied().collect();
        for _ in 0..20 {
            let recipe = self.weighted(&recipes);
            let Make::Statements(write) = recipe.make else { continue };
            let scope = self.scope.clone();
            if let Some(statements) = write(self) {
                self.used.insert(recipe.name);
                return statements;
            }
            // What it declared before it gave up isn't there.
            self.scope = scope;
        }
        Vec::new()
    }

    /// A float whose type is known to be `f64`, of operators so deep.
    pub fn float(&mut self, depth: usize) -> Expr {
        if depth > 0 && self.depth < 6 {
            let is_float = |recipe: &&Recipe| matches!(recipe.make, Make::Float(_));
            let recipes: Vec<_> = self.recipes.iter().filter(is_float).copied().collect();
            for _ in 0..5 {
                let recipe = self.weighted(&recipes);
                let Make::Float(write) = recipe.make else { continue };
                self.depth += 4 - depth.min(3);
                let written = write(self);
                self.depth -= 4 - depth.min(3);
                if let Some(expr) = written {
                    self.used.insert(recipe.name);
                    return expr;
                }
            }
        }
        self.leaf()
    }

    /// A float as an operand.
    pub fn term(&mut self) -> Expr {
        let depth = usize::from(self.depth < 4);
        operand(self.float(depth))
    }

    /// A float between -1 and 1 or not much larger.
    pub fn tame(&mut self) -> Expr {
        let (expr, factor) = (operand(self.float(2)), self.number());
        match self.random.usize(..6) {
            0 | 1 => parse_quote!(#expr.sin()),
            2 | 3 => parse_quote!(#expr.tanh()),
            4 => parse_quote!((#factor * #expr).cos()),
            _ => {
                let other = self.term();
                parse_quote!(#expr.atan() / (1.0 + #other * #other))
            }
        }
    }

    /// A small literal.
    pub fn number(&mut self) -> Expr {
        let number = self.choose(&[0.25, 0.5, 0.75, 1.25, 1.5, 0.3, 0.7, 1.1, 0.9]);
        float(number)
    }

    /// A condition.
    pub fn condition(&mut self) -> Expr {
        let is_condition = |recipe: &&Recipe| matches!(recipe.make, Make::Condition(_));
        let recipes: Vec<_> = self.recipes.iter().filter(is_condition).copied().collect();
        if !recipes.is_empty() && self.chance(3) {
            let recipe = self.weighted(&recipes);
            if let Make::Condition(write) = recipe.make
                && let Some(expr) = write(self)
            {
                self.used.insert(recipe.name);
                return expr;
            }
        }
        self.comparison()
    }

    /// `a < b`
    pub fn comparison(&mut self) -> Expr {
        let (a, b, number) = (self.term(), self.term(), self.number());
        match self.random.usize(..4) {
            0 => parse_quote!(#a < #b),
            1 => parse_quote!(#a > #number),
            2 => parse_quote!(#a <= -#number),
            _ => parse_quote!(#a >= 0.1 * #b),
        }
    }

    fn weighted(&mut self, recipes: &[Recipe]) -> Recipe {
        let total: usize = recipes.iter().map(|recipe| recipe.weight).sum();
        let mut at = self.random.usize(..total);
        for recipe in recipes {
            if at < recipe.weight {
                return *recipe;
            }
            at -= recipe.weight;
        }
        unreachable!("the weights sum up")
    }
}
