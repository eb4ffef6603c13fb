//! The values that an operator's rule is written over, in the IR.
//!
//! In: a [`Factor`] of the table's and what the operator stands between. Out: the atom that it is, for either mode. Invariant: nothing is computed that isn't asked for.

use crate::ir::{Atom, BinOp, Expr};
use crate::operators::Factor;
use crate::primitives;

/// The operands of an operator, and its result.
pub struct Values<'a> {
    /// The operands, left and right.
    pub operands: [&'a Atom; 2],
    /// The result.
    pub result: Atom,
}

impl Values<'_> {
    /// The value of a factor; what has to be computed is given a name by `temp`.
    pub fn factor(&self, factor: Factor, temp: &mut dyn FnMut(Expr) -> Atom) -> Atom {
        match factor {
            Factor::Operand(side) => self.operands[side].clone(),
            Factor::Result => self.result.clone(),
            Factor::WholeQuotient => {
                let [a, b] = self.operands.map(Atom::clone);
                let args = vec![temp(Expr::Binary(BinOp::Div, a, b))];
                temp(Expr::Method { method: primitives::TRUNC, path: None, args })
            }
        }
    }
}
