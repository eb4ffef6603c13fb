//! References to constants: what an operator does with `&m` isn't what it does with `m`, unless `m` is a number.
//!
//! In: what was seen of an operand. Out: whether the operator has to be emitted as it stands. `lower` looks through references to
//! numbers, as std's operators do; one's own may be implemented for the reference alone, or in another way.

use super::Seen;
use super::walk::Walk;
use crate::kind::Kind;

impl Seen {
    /// Whether it may be taken for a reference, to what isn't known to be numbers.
    pub(super) fn is_unseen_reference(&self) -> bool {
        self.refers && !self.kind.as_ref().is_some_and(Kind::is_of_numbers)
    }
}

impl Walk<'_> {
    /// Whether `&place` may be another reference than what `lower` makes of it: `&*guard`, `&&m`.
    pub(super) fn is_another_reference(&self, place: &syn::Expr, seen: &Seen) -> bool {
        match place {
            syn::Expr::Paren(inner) => self.is_another_reference(&inner.expr, seen),
            syn::Expr::Group(inner) => self.is_another_reference(&inner.expr, seen),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                !self.is_reference_to_numbers(&unary.expr)
            }
            _ => seen.is_unseen_reference(),
        }
    }

    /// Whether it is a name of a reference to numbers, as it is declared: `&*numbers` is that again.
    fn is_reference_to_numbers(&self, pointer: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = pointer else { return false };
        let name = path.path.get_ident().and_then(|name| self.names.find(name));
        let name = name.map(|id| self.names.get(id));
        name.is_some_and(|name| name.refers && name.kind.as_ref().is_some_and(Kind::is_of_numbers))
    }

    /// Whether a place is in a local of which nothing is seen, or behind it: what is stored there is stored by the user's own code.
    pub(super) fn is_in_unseen(&self, place: &syn::Expr) -> bool {
        match place {
            syn::Expr::Paren(inner) => self.is_in_unseen(&inner.expr),
            syn::Expr::Field(field) => self.is_in_unseen(&field.base),
            syn::Expr::Index(index) => self.is_in_unseen(&index.expr),
            syn::Expr::Unary(unary) => self.is_in_unseen(&unary.expr),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident().and_then(|name| self.names.find(name));
                let name = name.map(|id| self.names.get(id));
                name.is_some_and(|name| name.kind.is_none() && !name.fixed)
            }
            _ => false,
        }
    }
}
