//! Which expressions may run code of the user's, and so stay in the order in which he wrote them.

use super::Emit;
use crate::ir::{Atom, Expr, Place, Projection, Role, VarId};
use crate::kind::Kind;
use crate::kinds::known;

impl Emit<'_> {
    /// Whether what the function itself computes may be an operator, a comparison or an index of the user's: of what isn't known to be a number, or a list.
    pub(super) fn may_be_users(&self, var: VarId, expr: &Expr) -> bool {
        let is_number = |atom: &Atom| match atom {
            Atom::Var(var) => self.f.var(*var).ty.known.is_of_numbers(),
            Atom::Constant(_) => false,
            Atom::Literal(_) | Atom::Number { .. } | Atom::Length(_) | Atom::Unit => true,
        };
        self.f.var(var).role == Role::Primal
            && match expr {
                Expr::Unary(_, operand) => !is_number(operand),
                Expr::Binary(_, left, right) => !is_number(left) || !is_number(right),
                Expr::Read(place) => self.is_indexed_by_users(place),
                _ => false,
            }
    }

    fn is_indexed_by_users(&self, place: &Place) -> bool {
        place.projections.iter().enumerate().any(|(i, step)| {
            let base = || Place { root: place.root, projections: place.projections[..i].to_vec() };
            matches!(step, Projection::Index(_))
                && !matches!(known::of_place(&self.f.vars, &base()), Kind::List(_) | Kind::Array(_))
        })
    }
}
