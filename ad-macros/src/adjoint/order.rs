//! Loops whose reverse may run in any order: then it runs forwards, which the processor likes better.
//!
//! The iterations of a reverse loop are independent if each cotangent from outside is only
//! added to, or is met in every iteration at elements of its own, `x̄[i]` with the loop's
//! counter. Records that are popped, and borrows and pullbacks that hide what is written, keep the order.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Atom, Role};
use crate::ir::{Expr, Function, Place, Projection, Stmt, StoreOp, Var, VarId, visit};

/// Whether the iterations of `for counter in .. { code }` may run in any order.
pub(super) fn is_free(function: &Function, counter: VarId, code: &[Stmt]) -> bool {
    let mut cotangents = Cotangents {
        function,
        counter,
        declared: BTreeSet::new(),
        met: BTreeMap::new(),
        ordered: false,
    };
    for stmt in code {
        cotangents.stmt(stmt);
        for block in visit::blocks(stmt) {
            visit::deep_stmts(block, &mut |stmt| cotangents.stmt(stmt));
        }
    }
    !cotangents.ordered && cotangents.met.values().all(Access::is_free)
}

/// How a cotangent is met in an iteration.
#[derive(Default)]
struct Access {
    /// Read, or set to something.
    exact: bool,
    written: bool,
    /// Somewhere else than at elements of the iteration's own.
    shared: bool,
}

impl Access {
    fn is_free(&self) -> bool {
        !(self.exact && self.written && self.shared)
    }
}

struct Cotangents<'a> {
    function: &'a Function,
    counter: VarId,
    declared: BTreeSet<VarId>,
    met: BTreeMap<VarId, Access>,
    /// Something that keeps the order.
    ordered: bool,
}

impl Cotangents<'_> {
    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Pop { .. }
            | Stmt::Push { .. }
            | Stmt::Pull { .. }
            | Stmt::Reset { .. }
            | Stmt::Mutate { .. }
            | Stmt::Swap { .. } => self.ordered = true,
            Stmt::Let { expr: Expr::Borrow { mutable: true, .. }, .. } => self.ordered = true,
            Stmt::Store { place, op, .. } => self.meet(place, true, *op == StoreOp::Set),
            Stmt::Clear { place, .. } => self.meet(place, true, true),
            _ => {}
        }
        visit::stmt(stmt, &mut |use_| match use_ {
            visit::Use::Place(place) => self.meet(place, false, true),
            visit::Use::Value(Atom::Var(var)) => self.meet(&Place::whole(*var), false, true),
            _ => {}
        });
        self.declared.extend(visit::defines(stmt));
    }

    /// Whether what isn't a list may be indexed: two indices of a type of the user's may mean one place.
    fn may_overlap(&self, bar: VarId) -> bool {
        let is_ruled = |var: &Var| !var.indexed.ruled.is_empty();
        match self.function.var(bar).of {
            Some(of) => is_ruled(self.function.var(of)),
            None => self.function.vars.iter().any(is_ruled),
        }
    }

    fn meet(&mut self, place: &Place, written: bool, exact: bool) {
        let is_cotangent = self.function.var(place.root).role == Role::Cotangent;
        let is_stored = self.function.var(place.root).mutable;
        if !is_cotangent || !is_stored || self.declared.contains(&place.root) {
            return;
        }
        let own = match place.projections.first() {
            Some(Projection::Index(index)) => {
                index.var() == Some(self.counter) && !self.may_overlap(place.root)
            }
            _ => false,
        };
        let access = self.met.entry(place.root).or_default();
        access.exact |= exact;
        access.written |= written;
        access.shared |= !own;
    }
}
