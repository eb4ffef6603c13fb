//! Which places may be in a constant field.
//!
//! In: a function. Out: the places whose tangent may be of the type `Constant` and not the tangent of what is there: fields of structs
//! and of variants, and what is borrowed from them, or copied to be lent; and variables that are only handed on, whose tangent may be nothing. Which of them are, only rustc knows. Deliberately absent: values. The transforms
//! see to it that a variable's tangent is always that of its value.

use std::collections::BTreeSet;

use crate::ir::paths::is_std_variant;
use crate::ir::{Atom, CloneBy, Expr, Function, Place, Projection, Role, Stmt, Var, VarId, visit};
use crate::kind::Kind;

/// The variables that are borrows of such places.
#[derive(Default)]
pub struct Loose(BTreeSet<VarId>);

impl Loose {
    /// Those of a function.
    pub fn of(function: &Function) -> Loose {
        let mut loose = Loose::default();
        let mut note = |stmt: &Stmt| {
            let Stmt::Let { var, expr, .. } = stmt else { return };
            let is_loose = match expr {
                Expr::Borrow { place, .. } => loose.place(&function.vars, place),
                Expr::Read(place) => {
                    function.var(*var).reference && loose.place(&function.vars, place)
                }
                Expr::Atom(Atom::Var(from)) => {
                    function.var(*var).reference && loose.0.contains(from)
                }
                // A cotangent that is lent by a copy.
                Expr::Clone { place, by: CloneBy::ToOwned } => {
                    function.var(*var).role == Role::Cotangent && loose.place(&function.vars, place)
                }
                _ => false,
            };
            if is_loose {
                loose.0.insert(*var);
            }
        };
        visit::deep_stmts(&function.body, &mut note);
        if let Some(closure) = &function.closure {
            visit::deep_stmts(&closure.body, &mut note);
        }
        loose
    }

    /// Whether the tangent at a place may be `Constant`.
    pub fn place(&self, vars: &[Var], place: &Place) -> bool {
        self.start(vars, place).is_some()
    }

    /// After how many of its projections it may be that.
    pub fn start(&self, vars: &[Var], place: &Place) -> Option<usize> {
        let root = &vars[place.root.0];
        let is_handed_on = root.of.map_or(root, |of| &vars[of.0]).handed_on.is_some();
        if is_handed_on || self.0.contains(&place.root) {
            return Some(0);
        }
        let mut kind = &vars[place.root.0].kind;
        for (i, projection) in place.projections.iter().enumerate() {
            kind = match (projection, kind) {
                (Projection::Field(member), Kind::Tuple(_)) => {
                    kind.known_field(member).unwrap_or(&Kind::Unknown)
                }
                (Projection::Field(_), _) => return Some(i + 1),
                (Projection::Variant { path, .. }, _) if !is_std_variant(path) => {
                    return Some(i + 1);
                }
                (Projection::Index(_), Kind::List(item) | Kind::Array(item)) => item,
                (Projection::Range { .. } | Projection::Deref, kind) => kind,
                _ => &Kind::Unknown,
            };
        }
        None
    }

    /// The projections that lead on from where a tangent may be `Constant`, to a part of what is there.
    pub fn within(&self, vars: &[Var], place: &Place) -> Vec<usize> {
        let start = self.start(vars, place).unwrap_or(place.projections.len());
        let is_part =
            |step: &Projection| matches!(step, Projection::Field(_) | Projection::Variant { .. });
        let steps = place.projections.iter().enumerate().skip(start);
        steps.filter(|(_, step)| is_part(step)).map(|(i, _)| i).collect()
    }
}
