//! Where differentiated values are written to.
//!
//! In: a statement, and what depends on a differentiated input. Out: each place that such a value may come into.

use proc_macro2::Span;

use crate::ir::{Arg, Atom, Place, Stmt, Transform, VarId};

/// A place that a differentiated value may come into.
pub struct Write<'a> {
    /// The place.
    pub place: &'a Place,
    /// How.
    pub way: Way,
    /// The value.
    pub value: VarId,
    /// The statement.
    pub span: Span,
}

/// How a value comes into a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is stored there.
    Stored,
    /// A list is there, which gets another element.
    Grown,
    /// A call changes what is there.
    Lent,
}

/// The writes of a statement itself, not of the blocks inside it.
pub fn writes<'a>(stmt: &'a Stmt, varied: &[bool]) -> Vec<Write<'a>> {
    let mut writes = Vec::new();
    let is_varied = |var: &VarId| varied[var.0];
    let mut note = |place: &'a Place, way, value: Option<VarId>, span: &Span| {
        writes.extend(value.map(|value| Write { place, way, value, span: *span }));
    };
    match stmt {
        Stmt::Store { place, value, span, .. } => {
            note(place, Way::Stored, value.var().filter(is_varied), span);
        }
        Stmt::Mutate { place, args, span, .. } => {
            note(place, Way::Grown, args.iter().filter_map(Atom::var).find(is_varied), span);
        }
        Stmt::Swap { first, second, span } => {
            for (place, from) in [(first, second), (second, first)] {
                note(place, Way::Stored, Some(from.root).filter(is_varied), span);
            }
        }
        Stmt::Call { transform: Transform::Primal, callee, args, span, .. } => {
            let is_method = callee.is_method();
            let values: Vec<_> = args.iter().filter_map(Arg::var).filter(is_varied).collect();
            for (i, arg) in args.iter().enumerate() {
                let place = match arg {
                    Arg::BorrowMut(place) => place,
                    // It may be a reference, through which the method changes something.
                    Arg::Borrow(place) if i == 0 && is_method => place,
                    Arg::Borrow(_) | Arg::Value(_) => continue,
                };
                // What is lent is varied itself once a value has come into it.
                let other = values.iter().find(|value| **value != place.root);
                note(place, Way::Lent, other.copied(), span);
            }
        }
        _ => {}
    }
    writes
}
