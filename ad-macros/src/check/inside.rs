//! References inside of values: which `Option`s, `Result`s and tuples hold shared references to differentiated values, and where such values may be.
//!
//! ```text
//! self.items.get(i)        (&self.a, &self.b)
//! ```
//! Their cotangents have the shapes of what they refer to: they are bound to names, also of variables that hold something else later, taken apart, and returned. In: a function
//! and its facts. Out: what is wrong. Deliberately absent: lists and structs of references, which are refused where they are put together.

use std::collections::BTreeMap;

use crate::analysis::Facts;
use crate::ir::paths::is_std_variant;
use crate::ir::{Arg, Atom, Expr, Function, Mutator, Stmt, VarId, visit};

/// The values that hold such references, with what these borrow.
pub struct Inside<'a> {
    function: &'a Function,
    facts: &'a Facts,
    bases: &'a [VarId],
    holders: BTreeMap<VarId, Vec<VarId>>,
}

impl<'a> Inside<'a> {
    pub fn of(function: &'a Function, facts: &'a Facts, bases: &'a [VarId]) -> Inside<'a> {
        let mut inside = Inside { function, facts, bases, holders: BTreeMap::new() };
        loop {
            let before = inside.holders.clone();
            visit::deep_stmts(&function.body, &mut |stmt| inside.note(stmt));
            if inside.holders == before {
                return inside;
            }
        }
    }

    fn note(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { var, expr, .. } => match expr {
                Expr::Tuple(items) | Expr::List { items, vec: true } => self.holds(*var, items),
                Expr::Construct { path, fields, .. } if is_std_variant(path) => {
                    let fields: Vec<_> = fields.iter().map(|(_, atom)| atom.clone()).collect();
                    self.holds(*var, &fields);
                }
                Expr::Success(value) => self.holds(*var, std::slice::from_ref(value)),
                Expr::Atom(Atom::Var(from)) => self.same(*var, *from),
                Expr::Read(place) | Expr::Clone { place, .. } if place.projections.is_empty() => {
                    self.same(*var, place.root);
                }
                _ => {}
            },
            Stmt::Mutate { op: Mutator::Push, place, args, .. } if place.projections.is_empty() => {
                self.holds(place.root, args);
            }
            Stmt::If { results, .. } | Stmt::Match { results, .. } => {
                for (i, result) in results.iter().enumerate() {
                    for block in visit::blocks(stmt) {
                        if let Some(value) = block.results.get(i).and_then(Atom::var) {
                            self.same(*result, value);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn holds(&mut self, var: VarId, items: &[Atom]) {
        for item in items.iter().filter_map(Atom::var) {
            if self.function.var(item).ty.is_shared() && self.facts.is_active(item) {
                self.add(var, self.bases[item.0]);
            }
            self.same(var, item);
        }
    }

    fn same(&mut self, var: VarId, from: VarId) {
        for base in self.holders.get(&from).cloned().unwrap_or_default() {
            self.add(var, base);
        }
    }

    fn add(&mut self, var: VarId, base: VarId) {
        let bases = self.holders.entry(var).or_default();
        if !bases.contains(&base) {
            bases.push(base);
        }
    }

    fn is_holder(&self, atom: &Atom) -> Option<VarId> {
        atom.var().filter(|var| self.holders.contains_key(var))
    }

    /// The value, if a statement puts one into what isn't a variable of its own, or hands it to others.
    pub fn misused(&self, stmt: &Stmt) -> Option<VarId> {
        match stmt {
            Stmt::Let { expr, .. } => match expr {
                Expr::List { items, vec: false } => {
                    items.iter().find_map(|item| self.is_holder(item))
                }
                Expr::Repeat { item, .. } => self.is_holder(item),
                Expr::Construct { path, fields, .. } if !is_std_variant(path) => {
                    fields.iter().find_map(|(_, atom)| self.is_holder(atom))
                }
                Expr::Boxed { value, .. } => self.is_holder(value),
                _ => None,
            },
            Stmt::Store { place, value, .. } if !place.projections.is_empty() => {
                self.is_holder(value)
            }
            Stmt::Mutate { op: Mutator::Push, place, .. } if place.projections.is_empty() => None,
            Stmt::Mutate { args, .. } => args.iter().find_map(|arg| self.is_holder(arg)),
            Stmt::Call { args, .. } => args.iter().find_map(|arg| match arg {
                Arg::Value(atom) => self.is_holder(atom),
                // What it refers to may be lent.
                Arg::Borrow(place) | Arg::BorrowMut(place) => {
                    let is_whole = place.projections.is_empty();
                    Some(place.root).filter(|root| is_whole && self.holders.contains_key(root))
                }
            }),
            _ => None,
        }
    }

    /// The value that the function results in, if what it holds borrows something that the derivative made for itself: an item that a search kept.
    pub fn lends_own(&self) -> Option<VarId> {
        let is_own = |base: &VarId| {
            let var = self.function.var(*base);
            !self.function.params.contains(base) && !var.ty.is_reference() && !var.ty.is_opaque()
        };
        let mut results = self.function.body.results.iter().filter_map(|atom| self.is_holder(atom));
        results.find(|result| self.holders[result].iter().any(is_own))
    }
}
