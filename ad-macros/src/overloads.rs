//! The operators that a type may implement: one of `std::ops`' traits each, with the trait of its rule in the runtime.
//!
//! Deliberately absent: comparisons, bit operators and shifts, through which no derivative goes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

use crate::operators::BinOp;

/// An operator as a type implements it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overload {
    /// `a * b`
    Binary(BinOp),
    /// `a *= b`
    Assigning(BinOp),
    /// `-a`
    Neg,
}

/// The names of an operator's traits, `Mul` and `MulAssign`, and of their methods.
const BINARY: &[(BinOp, [&str; 2], [&str; 2])] = &[
    (BinOp::Add, ["Add", "AddAssign"], ["add", "add_assign"]),
    (BinOp::Sub, ["Sub", "SubAssign"], ["sub", "sub_assign"]),
    (BinOp::Mul, ["Mul", "MulAssign"], ["mul", "mul_assign"]),
    (BinOp::Div, ["Div", "DivAssign"], ["div", "div_assign"]),
    (BinOp::Rem, ["Rem", "RemAssign"], ["rem", "rem_assign"]),
];

impl Overload {
    /// The operator whose trait has this name.
    pub fn of_trait(name: &Ident) -> Option<Overload> {
        if name == "Neg" {
            return Some(Overload::Neg);
        }
        BINARY.iter().find_map(|(op, [plain, assigning], _)| match () {
            () if name == plain => Some(Overload::Binary(*op)),
            () if name == assigning => Some(Overload::Assigning(*op)),
            () => None,
        })
    }

    /// The name of its trait in `std::ops`.
    pub fn trait_name(self) -> &'static str {
        self.names().0
    }

    /// The name of that trait's method.
    pub fn method(self) -> &'static str {
        self.names().1
    }

    /// The name of its rule, a trait in the runtime's `rules`.
    pub fn rule(self) -> String {
        format!("{}Rule", self.trait_name())
    }

    /// The name of a form in that trait: `mul_pullback`.
    pub fn form(self, form: &str) -> String {
        format!("{}_{form}", self.method())
    }

    fn names(self) -> (&'static str, &'static str) {
        let (op, which) = match self {
            Overload::Neg => return ("Neg", "neg"),
            Overload::Binary(op) => (op, 0),
            Overload::Assigning(op) => (op, 1),
        };
        let row = BINARY.iter().find(|(known, ..)| *known == op);
        row.map_or(("", ""), |(_, traits, methods)| (traits[which], methods[which]))
    }
}

impl ToTokens for Overload {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Ident::new(self.trait_name(), Span::mixed_site()).to_tokens(tokens);
    }
}
