//! Which places can't overlap: those in different fields of one variable, whatever is inside them.
//!
//! In: places of one function, in terms of its own variables. Out: whether two of them share nothing, and their cotangents neither.
//! Of the elements of a list nobody can say whether they are the same.

use std::collections::BTreeMap;

use crate::ir::{Expr, Function, Place, Projection, Stmt, VarId, visit};

/// What the references of a function point to.
pub struct Owners(BTreeMap<VarId, Place>);

impl Owners {
    /// Finds the borrows.
    pub fn of(function: &Function) -> Owners {
        let mut owners = BTreeMap::new();
        visit::deep_stmts(&function.body, &mut |stmt| {
            if let Stmt::Let { var, expr: Expr::Borrow { place, .. }, .. } = stmt
                && function.var(*var).ty.is_reference()
            {
                owners.insert(*var, place.clone());
            }
        });
        Owners(owners)
    }

    /// A place in terms of the variable whose storage it is, as far as that is known.
    pub fn resolve(&self, place: &Place) -> Place {
        let Some(target) = self.0.get(&place.root) else { return place.clone() };
        let mut target = self.resolve(target);
        target.projections.extend(place.projections.iter().cloned());
        target
    }
}

/// Whether two places are in different fields of one struct, however deep in a variable it is.
pub fn disjoint(one: &Place, other: &Place) -> bool {
    let steps = |place: &Place| {
        let steps = place.projections.iter();
        steps.skip_while(|step| **step == Projection::Deref).cloned().collect::<Vec<_>>()
    };
    let (one_steps, other_steps) = (steps(one), steps(other));
    let both = one_steps.iter().zip(&other_steps);
    // What stands between is fields of structs: an element may be the other one.
    let mut both = both.skip_while(|(a, b)| a == b && matches!(a, Projection::Field(_)));
    let differ =
        matches!(both.next(), Some((Projection::Field(a), Projection::Field(b))) if a != b);
    one.root == other.root && differ
}

/// Whether two places are in different fields of one variable itself: parts of their cotangents can be reached without
/// borrowing what they have in common.
pub fn apart(one: &Place, other: &Place) -> bool {
    let first = |place: &Place| {
        let mut steps = place.projections.iter();
        steps.find(|step| **step != Projection::Deref).cloned()
    };
    match (first(one), first(other)) {
        (Some(Projection::Field(one_field)), Some(Projection::Field(other_field))) => {
            one.root == other.root && one_field != other_field
        }
        _ => false,
    }
}
