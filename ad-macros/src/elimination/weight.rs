//! The numbers on the arcs of a linearised graph, and what is done with them.
//!
//! In: two weights. Out: their product or their sum, made by an [`Arithmetic`], which writes the code for it or doesn't. Plus and minus one are never written
//! down: a product with one of them is no multiplication, and a sign is kept until somebody needs the number. Invariant: what is known of a weight's infinities and
//! zeros goes on to every product and sum that it goes into, so that all orders make nothing of the same products.

use proc_macro2::Span;

use crate::ir::{Atom, BinOp, Expr, UnOp};
use crate::operators::Sign;

/// Where values are computed.
pub trait Arithmetic {
    /// The value of an expression.
    fn value(&mut self, expr: Expr) -> Atom;
}

/// Nothing is computed: what is wanted is how often it would be.
pub struct Counting;

impl Arithmetic for Counting {
    fn value(&mut self, _: Expr) -> Atom {
        Atom::Unit
    }
}

/// The partial derivative of one vertex by another.
#[derive(Clone, Debug)]
pub struct Weight {
    /// Its sign, apart from that of the factor.
    pub sign: Sign,
    /// Its value but for the sign; none for one.
    pub factor: Option<Atom>,
    /// It may be infinite where the function is finite: the slope of a root. Nothing comes of it where what it is multiplied by is zero.
    pub is_steep: bool,
    /// It may be infinite where the inputs are finite, if only because the function is.
    pub may_be_infinite: bool,
    /// Where it is zero nothing comes of what it is multiplied by, be that infinite: far out, where the function is flat.
    pub is_guarding: bool,
}

impl Weight {
    /// One, with a sign.
    pub fn one(sign: Sign) -> Weight {
        Weight { sign, factor: None, is_steep: false, may_be_infinite: false, is_guarding: false }
    }

    /// A value.
    pub fn of(sign: Sign, factor: Atom) -> Weight {
        Weight { factor: Some(factor).filter(|factor| !is_one(factor)), ..Weight::one(sign) }
    }

    /// Whether a product with it is no multiplication.
    pub fn is_unit(&self) -> bool {
        self.factor.is_none()
    }

    /// The product.
    pub fn times(&self, other: &Weight, arithmetic: &mut dyn Arithmetic) -> Weight {
        let factor = match (&self.factor, &other.factor) {
            (None, factor) | (factor, None) => factor.clone(),
            (Some(left), Some(right)) => {
                let (op, left, right) = match () {
                    _ if self.is_zero_alone(other) => (BinOp::TimesBoth, left, right),
                    _ if self.is_guarding && other.may_be_infinite => (BinOp::Times, left, right),
                    _ if other.is_guarding && self.may_be_infinite => (BinOp::Times, right, left),
                    _ => (BinOp::Mul, left, right),
                };
                Some(arithmetic.value(Expr::Binary(op, left.clone(), right.clone())))
            }
        };
        Weight {
            sign: self.sign.times(other.sign),
            factor,
            is_steep: self.is_steep || other.is_steep,
            may_be_infinite: self.may_be_infinite || other.may_be_infinite,
            is_guarding: self.is_guarding || other.is_guarding,
        }
    }

    /// Whether one of two factors may be infinite, and nothing comes of that where the other is zero.
    fn is_zero_alone(&self, other: &Weight) -> bool {
        let may_be_zero = |weight: &Weight| {
            let literal = weight.factor.as_ref().and_then(Atom::as_float);
            literal.is_none_or(|value| value == 0.0)
        };
        (self.is_steep && may_be_zero(other)) || (other.is_steep && may_be_zero(self))
    }

    /// The sum; none if it is zero, whatever the values.
    pub fn plus(&self, other: &Weight, arithmetic: &mut dyn Arithmetic) -> Option<Weight> {
        let is_alike = self.sign == other.sign;
        let number = |text| Atom::float(text, Span::mixed_site());
        let factor = match (&self.factor, &other.factor) {
            (None, None) if is_alike => number("2.0"),
            (None, None) => return None,
            (left, right) => {
                let [left, right] =
                    [left, right].map(|factor| factor.clone().unwrap_or_else(|| number("1.0")));
                let expr = match (is_alike, self.sign) {
                    (true, _) => Expr::Binary(BinOp::Add, left, right),
                    (false, Sign::Plus) => Expr::Binary(BinOp::Sub, left, right),
                    (false, Sign::Minus) => Expr::Binary(BinOp::Sub, right, left),
                };
                arithmetic.value(expr)
            }
        };
        Some(Weight {
            sign: if is_alike { self.sign } else { Sign::Plus },
            factor: Some(factor),
            is_steep: self.is_steep || other.is_steep,
            may_be_infinite: self.may_be_infinite || other.may_be_infinite,
            // A sum may be zero where its parts aren't.
            is_guarding: self.is_guarding && other.is_guarding,
        })
    }

    /// The number itself.
    pub fn number(&self, arithmetic: &mut dyn Arithmetic) -> Atom {
        let one = || Atom::float("1.0", Span::mixed_site());
        let factor = self.factor.clone().unwrap_or_else(one);
        match self.sign {
            Sign::Plus => factor,
            Sign::Minus => arithmetic.value(Expr::Unary(UnOp::Neg, factor)),
        }
    }
}

/// Whether a factor is one.
fn is_one(factor: &Atom) -> bool {
    factor.as_float() == Some(1.0)
}
