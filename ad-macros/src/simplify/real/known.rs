//! What rules go by and what they come to: what is known of operands, and the right sides of equations.

use super::forms::Form;
use super::totals::Total;
use crate::ir::{Atom, BinOp, Expr, Place};
use crate::primitives::Primitive;

/// What is known of the operands of an expression.
pub(super) trait Known {
    /// An operand, taken apart.
    fn form(&self, atom: &Atom) -> Form;
    /// What it is computed by.
    fn definition(&self, atom: &Atom) -> Option<&Expr>;
    /// The sum that it is, of a loop that is behind.
    fn total(&self, atom: &Atom) -> Option<&Total>;
    /// Whether what is at a place is the same all along.
    fn stays(&self, place: &Place) -> bool;
}

/// A right side.
#[derive(Clone, Debug)]
pub(super) enum Right {
    /// What a form is worth.
    Value(Form),
    /// The logarithm of a form.
    Ln(Form),
    /// The logarithm of one more than a form.
    LnOneMore(Form),
    /// The size of a number.
    Abs(Atom),
    /// A value that is there.
    Atom(Atom),
    /// A number.
    Number(f64),
    /// The mean of the squares of how far numbers are from their mean.
    Variance(Box<Variance>),
}

/// What a variance is of.
#[derive(Clone, Debug)]
pub(super) struct Variance {
    pub squares: Total,
    /// What is squared, in the loop of the squares.
    pub x: Atom,
    pub mean: Atom,
    pub n: Atom,
}

/// The operands of a method of floats.
pub(super) fn method<'a>(expr: &'a Expr, name: &str) -> Option<&'a [Atom]> {
    match expr {
        Expr::Method { method: Primitive { name: of, .. }, args, .. } if *of == name => Some(args),
        _ => None,
    }
}

/// The operands of an operator.
pub(super) fn operands(expr: &Expr, op: BinOp) -> Option<[&Atom; 2]> {
    match expr {
        Expr::Binary(of, left, right) if *of == op => Some([left, right]),
        _ => None,
    }
}
