//! How many records a stack will have: as many as the loops around its push have iterations.
//!
//! In: a statement of the forward sweep with a stack that it pushes to. Out: the ranges of the loops from the statement itself down to the push, as they are before the first of
//! them, so that the stack has its room from the start. A stack that grows is moved again and again, and what it has outgrown goes back to the system: each call gets new pages then.
//! Deliberately absent: loops that are left early, or as long as a condition holds, and inner ranges that change from one iteration of an outer loop to the next, and such as might not be there. A room
//! is never larger than what is pushed.

use std::collections::BTreeSet;

use crate::ir::{Atom, Expr, Projection, Range, Stmt, Var, VarId, visit};

use super::Adjoint;

impl Adjoint<'_> {
    /// The ranges of the loops around the push to a stack, the outermost first, and what has to be computed before; no ranges if they aren't known.
    pub(super) fn rooms(&mut self, code: &[Stmt], stack: VarId) -> (Vec<Stmt>, Vec<Range>) {
        let found = code.iter().find_map(|stmt| Some((stmt, around(stmt, stack)?)));
        let Some((outermost, ranges)) = found else { return <_>::default() };
        let inside = Inside::of(outermost);
        let mut before = Vec::new();
        let mut rooms = Vec::new();
        for (i, range) in ranges.into_iter().enumerate() {
            let mut range = range.clone();
            if i > 0 {
                // An inner loop that isn't reached may not be evaluated: a step of zero panics.
                if range.step.as_ref().is_some_and(|step| !matches!(step, Atom::Literal(_))) {
                    return <_>::default();
                }
                let ends = [&mut range.start, &mut range.end].into_iter().chain(&mut range.step);
                for atom in ends {
                    let Some(outside) = self.outside(&inside, atom, &mut before) else {
                        return <_>::default();
                    };
                    *atom = outside;
                }
            }
            rooms.push(range);
        }
        (before, rooms)
    }

    /// A number that a range has, before the outermost loop.
    fn outside(&mut self, inside: &Inside, atom: &Atom, before: &mut Vec<Stmt>) -> Option<Atom> {
        let Atom::Var(var) = atom else { return Some(atom.clone()) };
        if !inside.defined.contains(var) {
            return (!inside.changed.contains(var)).then(|| atom.clone());
        }
        let (len, span) = inside
            .lengths
            .iter()
            .find_map(|(of, len, span)| (of == var).then_some((len, *span)))?;
        let mut used = BTreeSet::new();
        visit::expr(len, &mut |use_| used.extend(visit::used_var(use_)));
        let is_same = |var| !inside.defined.contains(var) && !inside.resized.contains(var);
        if !used.iter().all(is_same) {
            return None;
        }
        let copy = Var { mutable: false, ..self.f.var(*var).clone() };
        let copy = self.f.add(copy);
        before.push(Stmt::Let { var: copy, expr: len.clone(), span });
        Some(Atom::Var(copy))
    }
}

/// The ranges of the loops from a statement down to the push to a stack.
fn around(stmt: &Stmt, stack: VarId) -> Option<Vec<&Range>> {
    // One that is left early may run over a range that it never gets to the end of.
    let Stmt::For { range, body, until: None, .. } = stmt else { return None };
    let pushes = |stmt: &Stmt| matches!(stmt, Stmt::Push { stack: to, .. } if *to == stack);
    if body.stmts.iter().any(pushes) {
        return Some(vec![range]);
    }
    let mut inner = body.stmts.iter().find_map(|stmt| around(stmt, stack))?;
    inner.insert(0, range);
    Some(inner)
}

/// What happens in a loop.
#[derive(Default)]
struct Inside {
    defined: BTreeSet<VarId>,
    changed: BTreeSet<VarId>,
    /// Variables of which more than single elements are written.
    resized: BTreeSet<VarId>,
    /// The lengths that are asked for.
    lengths: Vec<(VarId, Expr, proc_macro2::Span)>,
}

impl Inside {
    fn of(stmt: &Stmt) -> Inside {
        let mut inside = Inside::default();
        visit::deep_stmts_of(stmt, &mut |stmt| {
            inside.defined.extend(visit::defines(stmt));
            inside.defined.extend(visit::binds(stmt));
            visit::stmt(stmt, &mut |use_| {
                if let visit::Use::Write(place) = use_ {
                    inside.changed.insert(place.root);
                    let is_element = matches!(stmt, Stmt::Store { .. })
                        && matches!(place.projections.last(), Some(Projection::Index(_)));
                    if !is_element {
                        inside.resized.insert(place.root);
                    }
                }
            });
            let is_there =
                |step: &Projection| matches!(step, Projection::Field(_) | Projection::Deref);
            if let Stmt::Let { var, expr: expr @ Expr::Len(place), span } = stmt
                && place.projections.iter().all(is_there)
            {
                inside.lengths.push((*var, expr.clone(), *span));
            }
        });
        inside
    }
}
