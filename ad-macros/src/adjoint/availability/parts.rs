//! Variables whose parts are kept, and not they themselves.

use super::Slice;
use crate::ir::{Place, VarId};

impl Slice<'_, '_> {
    /// Whether it is a shared reference that a branch has chosen.
    pub(super) fn is_chosen(&self, var: VarId) -> bool {
        let ty = &self.cx.f.var(var).ty;
        ty.is_shared()
            && !ty.is_opaque()
            && self.base(var) == var
            && !self.cx.f.params.contains(&var)
    }

    /// Whether a place is in a constant that this block makes, whose type isn't seen.
    pub(super) fn may_be_dropped(&self, place: &Place) -> bool {
        let root = self.base(place.root);
        !place.projections.is_empty()
            && !self.cx.f.var(root).ty.guess.is_of_numbers()
            && self.declares(root)
            && !self.cx.is_active(root)
    }
}
