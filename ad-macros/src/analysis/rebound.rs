//! Shared references in variables that refer to something else later, and what is taken of what they refer to.
//!
//! ```text
//! let mut best = &items[0];    best = item;    let old = best;    let mass = &best.mass;
//! ```
//! No one place is meant by them, so their tangents are their own, of the shape of what they refer to, as are those of references that branches result in. In: a function.
//! Out: such variables. Deliberately absent: parameters, whose tangents are the caller's, and `&mut` references.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::paths::is_std_variant;
use crate::ir::{Atom, Expr, Function, Mutator, Place, Projection, Role, Stmt, VarId, visit};

/// The references that have tangents of their own.
pub fn rebound(function: &Function) -> BTreeSet<VarId> {
    let is_shared = |var: &VarId| {
        let var = function.var(*var);
        var.role == Role::Primal && var.ty.is_shared()
    };
    let mut rebound = BTreeSet::new();
    loop {
        let before = rebound.len();
        visit::deep_stmts(&function.body, &mut |stmt| {
            let Stmt::Let { var, expr, .. } = stmt else { return };
            let of = match expr {
                Expr::Borrow { place, mutable: false } | Expr::Read(place) => Some(place.root),
                Expr::Atom(Atom::Var(var)) => Some(*var),
                _ => None,
            };
            let is_rebound =
                function.var(*var).mutable || of.is_some_and(|of| rebound.contains(&of));
            if is_rebound && is_shared(var) {
                rebound.insert(*var);
            }
        });
        if rebound.len() == before {
            return rebound;
        }
    }
}

/// For each variable that may hold shared references, be it in an `Option` or a tuple: the variables that these may refer to.
pub fn holders(function: &Function) -> BTreeMap<VarId, BTreeSet<VarId>> {
    let mut held = held(function);
    held.retain(|var, _| !function.params.contains(var));
    held
}

/// The same, parameters included.
pub fn held(function: &Function) -> BTreeMap<VarId, BTreeSet<VarId>> {
    Holders::of(function).held
}

struct Holders<'a> {
    function: &'a Function,
    /// For each variable, what the references in it refer to.
    held: BTreeMap<VarId, BTreeSet<VarId>>,
}

impl<'a> Holders<'a> {
    fn of(function: &'a Function) -> Holders<'a> {
        let mut holders = Holders { function, held: BTreeMap::new() };
        loop {
            let before = holders.size();
            visit::deep_stmts(&function.body, &mut |stmt| holders.note(stmt));
            if holders.size() == before {
                return holders;
            }
        }
    }

    fn size(&self) -> usize {
        self.held.values().map(BTreeSet::len).sum()
    }

    fn note(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { var, expr, .. } => match expr {
                Expr::Borrow { place, mutable: false } => {
                    self.held.entry(*var).or_default().insert(place.root);
                    self.same(*var, place.root);
                }
                Expr::Tuple(items) | Expr::List { items, vec: true } => self.atoms(*var, items),
                Expr::Construct { path, fields, .. } if is_std_variant(path) => {
                    fields.iter().for_each(|(_, atom)| self.atom(*var, atom));
                }
                Expr::Success(atom) | Expr::Atom(atom) => self.atom(*var, atom),
                Expr::Read(place) | Expr::Clone { place, .. } | Expr::Outcome(place)
                    if self.is_content(place) =>
                {
                    self.same(*var, place.root);
                }
                _ => {}
            },
            Stmt::Store { place, value, .. } => self.atom(place.root, value),
            Stmt::Mutate { op: Mutator::Push, place, args, .. } => self.atoms(place.root, args),
            Stmt::Swap { first, second, .. } => {
                self.same(first.root, second.root);
                self.same(second.root, first.root);
            }
            Stmt::If { results, .. } | Stmt::Match { results, .. } => {
                for block in visit::blocks(stmt) {
                    for (result, value) in results.iter().zip(&block.results) {
                        self.atom(*result, value);
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether what is at a place may be what a variable holds, and not a part of what that refers to.
    fn is_content(&self, place: &Place) -> bool {
        let is_step = |step: &Projection| match step {
            Projection::Payload | Projection::Field(syn::Member::Unnamed(_)) => true,
            Projection::Variant { path, .. } => is_std_variant(path),
            _ => false,
        };
        let is_reference = self.function.var(place.root).ty.is_reference();
        place.projections.is_empty() || (!is_reference && place.projections.iter().all(is_step))
    }

    fn atoms(&mut self, var: VarId, atoms: &[Atom]) {
        atoms.iter().for_each(|atom| self.atom(var, atom));
    }

    fn atom(&mut self, var: VarId, atom: &Atom) {
        let Some(from) = atom.var() else { return };
        if self.function.var(from).ty.is_shared() && self.function.params.contains(&from) {
            self.held.entry(var).or_default().insert(from);
        }
        self.same(var, from);
    }

    fn same(&mut self, var: VarId, from: VarId) {
        let Some(refers) = self.held.get(&from).cloned() else { return };
        // A number holds nothing.
        let kind = &self.function.var(var).ty;
        if kind.is_reference() || !kind.guess.is_copy() {
            self.held.entry(var).or_default().extend(refers);
        }
    }
}
