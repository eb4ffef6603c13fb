//! Which mutable variables may have twins, and which of them are sums.
//!
//! In: a function. Out: the numbers of its own that are written to as a whole, by assignments alone; and of these, the ones that begin with zero and are added to in one place.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::stability;
use crate::ir::{Expr, Function, Stmt, StoreOp, VarId, visit};

/// The mutable variables that are looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Storage {
    /// Numbers that are written to as a whole, by assignments alone.
    pub numbers: BTreeSet<VarId>,
    /// Of these, such as begin with zero, and are added to or subtracted from in one place.
    pub sums: BTreeSet<VarId>,
    /// What storage each variable is in, and what of it is written to.
    bases: Vec<VarId>,
    written: BTreeSet<VarId>,
}

impl Storage {
    pub fn of(function: &Function) -> Storage {
        let mut numbers = BTreeSet::new();
        let mut zeros = BTreeSet::new();
        visit::deep_stmts(&function.body, &mut |stmt| {
            if let Stmt::Let { var, expr, .. } = stmt
                && function.var(*var).mutable
                && function.var(*var).ty.guess.is_float()
                && !function.var(*var).ty.is_reference()
            {
                numbers.insert(*var);
                zeros.extend(is_zero(expr).then_some(*var));
            }
        });
        let mut added: BTreeMap<VarId, usize> = BTreeMap::new();
        visit::deep_stmts(&function.body, &mut |stmt| match stmt {
            Stmt::Store { place, op, .. } if place.projections.is_empty() => {
                // An assignment makes another value of it.
                let n = if *op == StoreOp::Set { 2 } else { 1 };
                *added.entry(place.root).or_default() += n;
            }
            stmt => visit::stmt(stmt, &mut |use_| match use_ {
                visit::Use::Write(place) => {
                    numbers.remove(&place.root);
                }
                visit::Use::Name(var) if visit::verbatim(stmt).is_some_and(|it| it.writes) => {
                    numbers.remove(&var);
                }
                _ => {}
            }),
        });
        let is_sum = |var: &VarId| added.get(var) == Some(&1) && zeros.contains(var);
        let sums = numbers.iter().copied().filter(is_sum).collect();
        let bases = stability::bases(function);
        let mut written = BTreeSet::new();
        visit::deep_stmts(&function.body, &mut |stmt| {
            let writes = visit::verbatim(stmt).is_some_and(|verbatim| verbatim.writes);
            visit::stmt(stmt, &mut |use_| match use_ {
                visit::Use::Write(place) => drop(written.insert(bases[place.root.0])),
                visit::Use::Name(var) if writes => drop(written.insert(bases[var.0])),
                _ => {}
            });
        });
        Storage { numbers, sums, bases, written }
    }

    /// Whether what a variable stands for is written to nowhere in the function.
    pub fn stays(&self, var: VarId) -> bool {
        self.bases.get(var.0).is_some_and(|base| !self.written.contains(base))
    }
}

/// A zero, or the sum of nothing, as iterators begin with it.
fn is_zero(expr: &Expr) -> bool {
    match expr {
        Expr::Atom(atom) => atom.as_float() == Some(0.0),
        Expr::Verbatim(verbatim) => {
            let text = verbatim.tokens.to_string().replace(' ', "");
            let is_own = verbatim.captures.is_empty() && verbatim.complaint.is_none();
            is_own && text.contains("::Iterator::sum") && text.contains("::iter::empty")
        }
        _ => false,
    }
}
