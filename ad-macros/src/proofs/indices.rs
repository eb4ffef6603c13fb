//! Proofs that what is indexed has a tangent that is indexed in the same way.
//!
//! In: a statement. Out: for each list in its places that isn't known to be one, that it is; or, if all that is done with it is that the user indexes it,
//! that its index has a rule, by the type of that index, and its change too where an element is changed. Deliberately absent: knowledge of what has a rule. It is no list:
//! its length may be anything.

use std::collections::BTreeSet;

use super::Prover;
use crate::ir::{Block, Expr, Function, Place, Projection, Stmt, VarId, What, visit};
use crate::kind::Kind;
use crate::kinds::known;

impl Prover {
    /// What a statement indexes must be a list, if it carries a derivative: another type's tangent is indexed in another way, if at all.
    pub(super) fn lists(&mut self, stmt: &Stmt, before: &mut Vec<Stmt>) {
        let span = match stmt {
            Stmt::Let { span, .. } | Stmt::Store { span, .. } => *span,
            Stmt::Mutate { span, .. } | Stmt::Call { span, .. } => *span,
            _ => return,
        };
        let mut places = Vec::new();
        visit::stmt(stmt, &mut |used| match used {
            visit::Use::Place(place) => places.push((place.clone(), What::Indexed)),
            visit::Use::Write(place) => places.push((place.clone(), What::IndexedMut)),
            _ => {}
        });
        places.retain(|(place, _)| self.is_active(place.root));
        for (place, what) in places {
            // The lists in it, from the outside in.
            for (i, step) in place.projections.iter().enumerate() {
                let list = Place { root: place.root, projections: place.projections[..i].to_vec() };
                if !known::is_unseen(&self.f.vars, &list, step) {
                    continue;
                }
                // Whoever has a key for a method has what it goes to.
                if self.is_lent(step) {
                    self.f.vars[list.root.0].indexed.ruled.insert(list.way());
                    continue;
                }
                if self.may_be_own(&list) {
                    // A type is what it is everywhere.
                    if self.ruled.insert((list.root, list.way(), what == What::IndexedMut)) {
                        before.extend(self.require(&list.then(step.clone()), what, span));
                        self.f.vars[list.root.0].indexed.ruled.insert(list.way());
                    }
                    continue;
                }
                let proof = self.require(&list, What::List, span);
                match self.is_said_where_made(&list) {
                    true => self.lists.extend(proof),
                    false => before.extend(proof),
                }
                self.learn_place(&list, &Kind::List(Box::new(Kind::Unknown)));
            }
        }
    }

    /// Whether a step is to a part that a method lends.
    fn is_lent(&self, step: &Projection) -> bool {
        let Projection::Index(index) = step else { return false };
        let definition = index.var().and_then(|var| self.definitions.get(&var));
        matches!(definition, Some(Expr::Key(_, _, Some(_))))
    }

    /// That a variable, or a field of it, is a list is said where it is made: nothing was done with it yet, and nothing is wrong with it.
    fn is_said_where_made(&self, list: &Place) -> bool {
        let is_field = |step: &Projection| matches!(step, Projection::Field(_));
        // What may be changed before it is iterated over may be of a type that is only said there.
        let is_settled = self.made.contains(&list.root) && !self.f.var(list.root).mutable;
        is_settled && list.projections.iter().all(is_field)
    }

    /// Puts these proofs behind the statements of a block that make what they are about.
    pub(super) fn say_lists(&mut self, block: &mut Block) {
        for proof in std::mem::take(&mut self.lists) {
            let Stmt::Prove { place, .. } = &proof else { continue };
            let at = block.stmts.iter().position(|stmt| makes(stmt).contains(&place.root));
            match at {
                Some(at) => block.stmts.insert(at + 1, proof),
                None => self.lists.push(proof),
            }
        }
    }

    /// Whether what is indexed may be of a type of the user's: the user wrote each index, and nothing was made of it that only lists have.
    fn may_be_own(&self, list: &Place) -> bool {
        let (indexed, way) = (&self.f.vars[list.root.0].indexed, list.way());
        indexed.written.contains(&way) && !indexed.made.contains(&way) && !self.some_gone
    }
}

/// What the statements of a body make one by one.
pub(super) fn made(body: &Block) -> BTreeSet<VarId> {
    let mut made = BTreeSet::new();
    visit::deep_stmts(body, &mut |stmt| made.extend(makes(stmt)));
    made
}

fn makes(stmt: &Stmt) -> &[VarId] {
    match stmt {
        Stmt::Let { var, .. } => std::slice::from_ref(var),
        Stmt::Call { results, .. } => results,
        _ => &[],
    }
}

/// Whether a variable of which parts were taken, as of lists, isn't mentioned any more.
pub(super) fn some_gone(function: &Function, body: &Block) -> bool {
    let mut mentioned: BTreeSet<VarId> = function.params.iter().copied().collect();
    visit::deep(body, &mut |used| mentioned.extend(visit::used_var(used)));
    let vars = function.vars.iter().enumerate();
    let mut taken = vars.filter(|(_, var)| !var.indexed.made.is_empty());
    taken.any(|(i, _)| !mentioned.contains(&VarId(i)))
}
