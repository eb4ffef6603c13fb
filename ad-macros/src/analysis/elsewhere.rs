//! What may refer to what isn't seen: the values of constant code and of calls, what `&mut` references are put into, and what is read
//! out of either.
//!
//! ```text
//! if let Some(at) = model.state_mut() { *at = x }        `at` is in `model`, which nobody sees here
//! let window = Window { of: &mut list }; window.of[0] = x
//! ```
//!
//! In: a function. Out: such variables. What is stored through them would be lost, so that it is refused (`check`) or proved to be
//! their own (`proofs::owned`), and none that can change what it refers to is passed on beside differentiated values (`numbers`).

use std::collections::BTreeSet;

use super::stability::bases;
use crate::ir::{Atom, Block, Expr, Function, Stmt, VarId, visit};
use crate::kinds::known;

/// The variables, parts of them included, and what is put together of them.
pub fn elsewhere(function: &Function) -> BTreeSet<VarId> {
    let mut found = Found { function, bases: bases(function), vars: BTreeSet::new() };
    loop {
        let before = found.vars.len();
        found.block(&function.body);
        // In a loop, what comes later comes first as well.
        if found.vars.len() == before {
            return found.vars;
        }
    }
}

struct Found<'a> {
    function: &'a Function,
    /// For each variable, the one whose storage it borrows.
    bases: Vec<VarId>,
    vars: BTreeSet<VarId>,
}

impl Found<'_> {
    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            visit::blocks(stmt).into_iter().for_each(|inner| self.block(inner));
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { var, expr: Expr::Verbatim(verbatim), .. } => {
                self.vars.extend(verbatim.complaint.iter().map(|_| *var));
            }
            Stmt::Let { var, expr, .. } => self.part(*var, expr),
            Stmt::If { results, then, otherwise, .. } => {
                [then, otherwise].into_iter().for_each(|block| self.results(results, block));
            }
            Stmt::Match { results, arms, .. } => {
                arms.iter().for_each(|block| self.results(results, block));
            }
            Stmt::Verbatim { lets: Some(pattern), .. } | Stmt::Each { pattern, .. } => {
                self.vars.extend(pattern.ids());
            }
            Stmt::Call { results, .. } => self.vars.extend(results),
            Stmt::Store { place, value, .. } => {
                let is_number = known::of_place(&self.function.vars, place).is_number();
                self.put_into(place.root, Some(value).filter(|_| !is_number));
            }
            Stmt::Mutate { results, place, args, .. } => {
                let element = known::of_place(&self.function.vars, place).element();
                self.put_into(place.root, args.iter().filter(|_| !element.is_number()));
                let is_found = self.vars.contains(&place.root);
                self.vars.extend(results.iter().filter(|_| is_found));
            }
            _ => {}
        }
    }

    /// What a branch results in.
    fn results(&mut self, results: &[VarId], block: &Block) {
        let values = results.iter().zip(&block.results);
        let found =
            values.filter(|(_, value)| value.var().is_some_and(|var| self.vars.contains(&var)));
        let found: Vec<_> = found.map(|(result, _)| *result).collect();
        self.vars.extend(found);
    }

    fn part(&mut self, var: VarId, expr: &Expr) {
        if self.function.var(var).ty.known.is_number() {
            return;
        }
        match expr {
            Expr::Atom(atom) => {
                let is_found = atom.var().is_some_and(|var| self.vars.contains(&var));
                self.vars.extend(Some(var).filter(|_| is_found));
            }
            Expr::Read(place)
            | Expr::Clone { place, .. }
            | Expr::Taken(place)
            | Expr::Outcome(place) => {
                let is_found = self.vars.contains(&place.root);
                self.vars.extend(Some(var).filter(|_| is_found));
            }
            Expr::Success(item) | Expr::Boxed { value: item, .. } | Expr::Repeat { item, .. } => {
                self.put_into(var, [item]);
            }
            Expr::List { items, .. } | Expr::Tuple(items) => self.put_into(var, items),
            Expr::Construct { fields, .. } => {
                self.put_into(var, fields.iter().map(|(_, item)| item));
            }
            _ => {}
        }
    }

    /// What is put into a value, be it a reference that was seen.
    fn put_into<'a>(&mut self, var: VarId, items: impl IntoIterator<Item = &'a Atom>) {
        let is_found =
            |item: VarId| self.vars.contains(&item) || self.function.var(item).ty.is_exclusive();
        let is_found = items.into_iter().filter_map(Atom::var).any(is_found);
        // What is put behind a reference that is seen is in what that borrows. What a parameter refers to is the caller's.
        let var = self.bases[var.0];
        let is_param = self.function.params.contains(&var);
        self.vars.extend(Some(var).filter(|_| is_found && !is_param));
    }
}
