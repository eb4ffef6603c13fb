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
use crate::analysis::writes::{Way, Write, writes};
use crate::ir::{Block, Function, Place, Projection, Stmt, VarId, What, visit};

/// Adds the proofs.
pub fn owned(mut function: Function, varied: &[bool]) -> Function {
    let mut roots = elsewhere(&function);
    // What a closure changes of what it captures is checked where it is made.
    roots.retain(|var| !function.var(*var).known.is_number() && !function.var(*var).is_closure);
    let mut proved = Vec::new();
    block(&mut function.body, varied, &roots, &mut proved);
    function
}

/// Each proof stands where it is first needed.
fn block(
    code: &mut Block,
    varied: &[bool],
    roots: &BTreeSet<VarId>,
    proved: &mut Vec<(Place, What)>,
) {
    for mut stmt in std::mem::take(&mut code.stmts) {
        for write in writes(&stmt, varied) {
            if !roots.contains(&write.place.root) {
                continue;
            }
            for (place, what) in steps(&write) {
                if !proved.contains(&(place.clone(), what)) {
                    proved.push((place.clone(), what));
                    code.stmts.push(Stmt::Prove { place, what, span: write.span });
                }
            }
        }
        let inner = visit::blocks_mut(&mut stmt);
        inner.into_iter().for_each(|inner| block(inner, varied, roots, proved));
        code.stmts.push(stmt);
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
        Projection::Index(_) | Projection::Range { .. } => What::Owned,
        _ => What::NoPointer,
    });
    let steps = on_the_way.chain(last).enumerate().map(|(end, what)| {
        let place = Place { root: *root, projections: projections[..end].to_vec() };
        (place, what)
    });
    steps.collect()
}
