//! Names for parts that are lent to calls: `let w = &mut body.parts[i]; y = w.measure(x); z = body.mass * y`.
//!
//! What a call keeps for the reverse sweep borrows what the call was lent. Through a `&mut` reference of another name that would be borrowed
//! to be changed for as long, and nobody could look at `body` meanwhile.
//!
//! In: a function. Out: the same, in which such a name is gone, and the place that it stood for stands where it was, if all that becomes of it
//! are places and what is lent. Deliberately absent: names in constant code, and references that are changed themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Arg, Atom, Block, Expr, Function, Place, Projection, Stmt, VarId, rename, visit};

/// Puts places where their names are lent to calls.
pub fn views(function: Function) -> Function {
    let mut wanted = wanted(&function);
    while !wanted.is_empty() {
        let mut body = function.body.clone();
        let mut places = Places { wanted, known: BTreeMap::new() };
        places.block(&mut body);
        wanted = places.wanted;
        let n_wanted = wanted.len();
        visit::deep(&body, &mut |used| {
            visit::used_var(used).iter().for_each(|var| {
                wanted.remove(var);
            });
        });
        if wanted.len() == n_wanted {
            return Function { body, ..function };
        }
        // What is used in another way keeps its name.
    }
    function
}

/// The names of what is lent to calls that stand for places which are the same as long as the names are there.
fn wanted(function: &Function) -> BTreeSet<VarId> {
    let mut lent = BTreeSet::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Call { args, .. } = stmt {
            lent.extend(args.iter().filter_map(Arg::var));
        }
    });
    let is_fixed = |var: VarId| !function.var(var).mutable || !function.var(var).ty.is_reference();
    let mut wanted = BTreeSet::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        if let Stmt::Let { var, expr: Expr::Borrow { place, mutable: true }, .. } = stmt
            && lent.contains(var)
            && function.var(*var).ty.is_exclusive()
            && !function.var(*var).mutable
            && is_fixed(place.root)
            && place.projections.iter().all(is_seen)
        {
            wanted.insert(*var);
        }
    });
    wanted
}

/// Whether a step is one into what is owned, or what a parameter refers to.
fn is_seen(step: &Projection) -> bool {
    matches!(
        step,
        Projection::Field(_)
            | Projection::Index(_)
            | Projection::Entry(_)
            | Projection::Range { .. }
            | Projection::Deref
    )
}

/// What a name can be replaced in: a place, or an argument.
enum Use<'a> {
    Place(&'a mut Place),
    Arg(&'a mut Arg),
}

/// All of these in a statement itself, with the variables.
fn each(stmt: &mut Stmt, change: &mut dyn FnMut(VarId, Use)) {
    if let Stmt::Call { args, .. } = stmt {
        for arg in args {
            if let Arg::Value(Atom::Var(var)) = arg {
                change(*var, Use::Arg(arg));
            }
        }
    }
    rename::places(stmt, &mut |place| change(place.root, Use::Place(place)));
}

struct Places {
    wanted: BTreeSet<VarId>,
    /// What they stand for.
    known: BTreeMap<VarId, Place>,
}

impl Places {
    fn block(&mut self, block: &mut Block) {
        for mut stmt in std::mem::take(&mut block.stmts) {
            each(&mut stmt, &mut |root, use_| self.replace(root, use_));
            match stmt {
                Stmt::Let { var, expr: Expr::Borrow { place, .. }, .. }
                    if self.wanted.contains(&var) =>
                {
                    self.known.insert(var, place);
                }
                mut stmt => {
                    for inner in visit::blocks_mut(&mut stmt) {
                        self.block(inner);
                    }
                    block.stmts.push(stmt);
                }
            }
        }
    }

    fn replace(&self, root: VarId, use_: Use) {
        let Some(known) = self.known.get(&root) else { return };
        match use_ {
            Use::Arg(arg) => *arg = Arg::BorrowMut(known.clone()),
            Use::Place(place) => {
                // The reference itself is no part of the way.
                let is_pointee = place.projections.first() == Some(&Projection::Deref);
                let rest = place.projections.drain(usize::from(is_pointee)..);
                let projections = known.projections.iter().cloned().chain(rest).collect();
                *place = Place { root: known.root, projections };
            }
        }
    }
}
