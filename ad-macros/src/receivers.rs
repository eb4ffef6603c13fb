//! Which receivers a method leaves as they are.
//!
//! ```text
//! let r = &body.a; y = body.measure(x); y + *r        `measure` can't take `&mut self`: `r` still borrows
//! ```
//!
//! In: a function whose method calls lend each receiver that may be changed. Out: the same, with a shared borrow where a
//! shared reference to a receiver that is a variable, or to a part of it, is looked at afterwards, or given to the method beside it. rustc
//! has seen to it that nothing changes what is borrowed.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::overlap::disjoint;
use crate::analysis::stability::bases;
use crate::ir::{Arg, Block, Expr, Function, Place, Projection, Stmt, VarId, visit};

/// Lends receivers that are borrowed meanwhile as what is only looked at.
pub fn receivers(mut function: Function) -> Function {
    let mut lent = false;
    visit::deep_stmts(&function.body, &mut |stmt| lent |= lends_receiver(stmt));
    if !lent {
        return function;
    }
    let bases = bases(&function);
    let mut body = std::mem::take(&mut function.body);
    let mut places = BTreeMap::new();
    visit::deep_stmts(&body, &mut |stmt| {
        if let Stmt::Let { var, expr: Expr::Borrow { place, .. }, .. } = stmt {
            places.insert(*var, place.clone());
        }
    });
    let liveness = Liveness { function: &function, bases, places };
    liveness.block(&mut body, BTreeSet::new());
    Function { body, ..function }
}

/// Whether a statement calls a method that may change what it is called on.
fn lends_receiver(stmt: &Stmt) -> bool {
    let Stmt::Call { callee, args, .. } = stmt else { return false };
    callee.is_method() && matches!(args.first(), Some(Arg::BorrowMut(_)))
}

/// Shared references that may be looked at later, found from the last statement to the first.
struct Liveness<'a> {
    function: &'a Function,
    bases: Vec<VarId>,
    /// What references are made from.
    places: BTreeMap<VarId, Place>,
}

type Live = BTreeSet<VarId>;

impl Liveness<'_> {
    /// Given what is live after a block, what is live before it.
    fn block(&self, block: &mut Block, mut live: Live) -> Live {
        live.extend(block.results.iter().filter_map(crate::ir::Atom::var));
        for stmt in block.stmts.iter_mut().rev() {
            live = self.stmt(stmt, live);
        }
        live
    }

    fn stmt(&self, stmt: &mut Stmt, mut live: Live) -> Live {
        let mut used = Live::new();
        visit::stmt(stmt, &mut |use_| used.extend(visit::used_var(use_)));
        if let Stmt::Call { callee, args, .. } = stmt
            && callee.is_method()
        {
            let given = args.iter().skip(1).filter_map(Arg::var);
            let held: Live = live.iter().copied().chain(given).collect();
            // `a.dot(&a)`
            let is_given = |place: &Place| {
                args.iter().skip(1).any(|arg| {
                    matches!(arg, Arg::Borrow(other) if other.root == place.root && !disjoint(place, other))
                })
            };
            let is_given = args.first().and_then(Arg::place).is_some_and(is_given);
            if let Some(receiver) = args.first_mut()
                && let Arg::BorrowMut(place) = receiver
                && (is_given || self.is_held(place, &held))
            {
                *receiver = Arg::Borrow(place.clone());
            }
        }
        let is_loop = matches!(stmt, Stmt::For { .. } | Stmt::Each { .. } | Stmt::While { .. });
        for var in visit::defines(stmt) {
            live.remove(&var);
        }
        let after = live.clone();
        // What an iteration looks at may be what the one before it left: once more with that.
        for _ in 0..1 + usize::from(is_loop) {
            let entry = live.clone();
            for inner in visit::blocks_mut(stmt) {
                // The sides of a branch exclude one another; the condition of a loop comes before its body and after it.
                let then = if is_loop { live.clone() } else { entry.clone() };
                live.extend(self.block(inner, then));
            }
        }
        live.extend(after);
        live.extend(used);
        live
    }

    /// Whether a live shared reference points into a place: a variable, or a field of one. Of elements nobody can say
    /// whether they are the same.
    fn is_held(&self, place: &Place, live: &Live) -> bool {
        let (base, fields) = (self.bases[place.root.0], way(place));
        let is_known = fields.iter().all(|step| matches!(step, Projection::Field(_)));
        is_known
            && live.iter().any(|var| {
                let reference = self.function.var(*var);
                let is_shared = reference.ty.is_shared();
                let is_other = *var != place.root && *var != base;
                let points_into = || match self.places.get(var) {
                    Some(borrowed) if borrowed.root == place.root => {
                        way(borrowed).starts_with(&fields)
                    }
                    _ => fields.is_empty(),
                };
                is_shared && is_other && self.bases[var.0] == base && points_into()
            })
    }
}

/// The steps to a place, references left out.
fn way(place: &Place) -> Vec<Projection> {
    let steps = place.projections.iter();
    steps.filter(|step| !matches!(step, Projection::Deref)).cloned().collect()
}
