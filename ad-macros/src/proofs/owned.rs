//! Proofs that what differentiated values are written to is the variable's own, and no part of anything else.
//!
//! ```text
//! let mut window = list.window(2); window.at[0] = x * x;        `window.at` is a `&mut` reference
//! ```
//!
//! In: a function, and what depends on a differentiated input. Out: the same with proofs before such writes, if the variable may
//! refer to what isn't seen ([`elsewhere`]): of every value on the way to the place. Deliberately absent: what is stored right
//! through such a reference is refused by `check`.

use std::collections::BTreeSet;

use crate::analysis::elsewhere::elsewhere;
use crate::analysis::stability::bases;
use crate::analysis::writes::{Way, Write, writes};
use crate::ir::{Block, Expr, Function, Place, Projection, Stmt, VarId, What, visit};

/// Adds the proofs.
pub fn owned(mut function: Function, varied: &[bool]) -> Function {
    let mut roots = elsewhere(&function);
    // What a closure changes of what it captures is checked where it is made.
    roots.retain(|var| !function.var(*var).ty.known.is_number() && !function.var(*var).ty.closure);
    if roots.is_empty() {
        return function;
    }
    // References to parts of them are written to as well.
    let bases = bases(&function);
    let mut written = BTreeSet::new();
    visit::deep_stmts(&function.body, &mut |stmt| {
        written.extend(writes(stmt, varied).iter().map(|write| bases[write.place.root.0]));
    });
    written.retain(|var| roots.contains(var));
    let mut owned = Owned { varied, bases, written, proved: Vec::new() };
    owned.block(&mut function.body);
    function
}

struct Owned<'a> {
    varied: &'a [bool],
    /// For each variable, the one whose storage it borrows.
    bases: Vec<VarId>,
    /// What may refer to something else, and is written to.
    written: BTreeSet<VarId>,
    /// Each proof stands where it is first needed.
    proved: Vec<(Place, What)>,
}

impl Owned<'_> {
    fn block(&mut self, code: &mut Block) {
        for mut stmt in std::mem::take(&mut code.stmts) {
            for write in writes(&stmt, self.varied).iter().chain(&lent(&stmt)) {
                self.prove(&mut code.stmts, write);
            }
            visit::blocks_mut(&mut stmt).into_iter().for_each(|inner| self.block(inner));
            code.stmts.push(stmt);
        }
    }

    fn prove(&mut self, code: &mut Vec<Stmt>, write: &Write) {
        if !self.written.contains(&self.bases[write.place.root.0]) {
            return;
        }
        for (place, what) in steps(write) {
            // A reference that is seen may be one.
            let is_seen = place.projections.is_empty() && self.bases[place.root.0] != place.root;
            if !is_seen && !self.proved.contains(&(place.clone(), what)) {
                self.proved.push((place.clone(), what));
                code.push(Stmt::Prove { place, what, span: write.span });
            }
        }
    }
}

/// A reference to a part, through which something may be written there.
fn lent(stmt: &Stmt) -> Option<Write<'_>> {
    match stmt {
        Stmt::Let { var, expr: Expr::Borrow { place, mutable: true }, span } => {
            Some(Write { place, way: Way::Lent, value: *var, span: *span })
        }
        _ => None,
    }
}

/// The values on the way to a place: each must be no pointer. What is indexed, or is a list that grows, may be the
/// user's own: it must hold its elements.
fn steps(write: &Write) -> Vec<(Place, What)> {
    let Place { root, projections } = write.place;
    let last = match write.way {
        Way::Stored => None,
        Way::Grown => Some(What::Owned),
        Way::Lent => Some(What::NoPointer),
    };
    let on_the_way = projections.iter().map(|step| match step {
        Projection::Index(_) | Projection::Entry(_) | Projection::Range { .. } => What::Owned,
        _ => What::NoPointer,
    });
    let steps = on_the_way.chain(last).enumerate().map(|(end, what)| {
        let place = Place { root: *root, projections: projections[..end].to_vec() };
        (place, what)
    });
    steps.collect()
}
