//! Rules of the runtime: how something is done with a tangent whose type isn't seen, or that may be `Constant`.
//!
//! Only `select` puts them into the IR; before it, an operation is what it means, whatever the types. What has no rule here is written
//! with Rust's operators, which is right for numbers alone: [`has_operators`] and [`is_number`] say what is one.

use super::{Atom, Place, Role, Var};
use crate::kind::Kind;

/// A function of the runtime's, or a macro that asks the type first.
#[derive(Clone, Debug)]
pub enum Rule {
    /// `a + b`
    Sum,
    /// `a - b`
    Difference,
    /// `-t`
    Neg,
    /// `2 * t`
    Twice,
    /// `t * value`
    Scaled,
    /// `t * value`, zero where the value is.
    ScaledByNonzero,
    /// `t * value`, zero where `t` is.
    ZeroOrScaled,
    /// `t / value`
    Unscaled,
    /// `t / value`, zero where `t` is.
    ZeroOrUnscaled,
    /// The tangent of `a as T`.
    Cast(Box<syn::Type>),
    /// The zero of a tangent whose type is seen, that of what is at a place.
    Zero(Kind),
    /// The zero tangent of what is at a place.
    ZeroLike,
    /// The same, of a type that may have no tangent.
    ZeroIfAny,
    /// The zero cotangent of what is at a place, to which others are added.
    ZeroBar,
    /// The same, of a type that may have no tangent.
    ZeroBarIfAny,
    /// The tangent of a struct or a variant at a place, with these fields; `zero` makes the others.
    With { path: syn::Path, members: Vec<syn::Member>, zero: Box<Rule> },
    /// The zero tangent of the value at a place, should the new value be of another shape.
    Shape,
    /// The same, of a type that may have no tangent.
    ShapeIfAny,
    /// A tangent, as that of what is at a place.
    Fitted,
    /// The same, of a type that may have no tangent.
    FittedIfAny,
    /// What is kept of what is at a place.
    Kept,
    /// The same, of a type that may have no tangent.
    KeptIfAny,
    /// What is read of a constant that keeps it, where `Clone` may be the user's code.
    TakenOut,
}

impl Rule {
    /// The name of the function or macro.
    pub fn name(&self) -> &'static str {
        match self {
            Rule::Sum => "sum",
            Rule::Difference => "difference",
            Rule::Neg => "neg",
            Rule::Twice => "twice",
            Rule::Scaled => "scaled",
            Rule::ScaledByNonzero => "scaled_by_nonzero",
            Rule::ZeroOrScaled => "zero_or_scaled",
            Rule::Unscaled => "unscaled",
            Rule::ZeroOrUnscaled => "zero_or_unscaled",
            Rule::Cast(_) => "cast_tangent",
            Rule::Zero(_) | Rule::ZeroIfAny => "zero",
            Rule::ZeroLike => "zero_like",
            Rule::ZeroBar | Rule::ZeroBarIfAny => "zero_bar",
            Rule::With { .. } => "with",
            Rule::Shape | Rule::ShapeIfAny => "shape",
            Rule::Fitted | Rule::FittedIfAny => "fitted",
            Rule::Kept | Rule::KeptIfAny => "keep",
            Rule::TakenOut => "taken_out",
        }
    }

    /// Whether it is a macro.
    pub fn is_macro(&self) -> bool {
        use Rule::{FittedIfAny, KeptIfAny, ShapeIfAny, TakenOut, ZeroBarIfAny, ZeroIfAny};
        matches!(self, FittedIfAny | KeptIfAny | ShapeIfAny | TakenOut | ZeroBarIfAny | ZeroIfAny)
    }

    /// A zero becomes one to which something is added.
    pub fn be_added_to(&mut self) {
        match self {
            Rule::ZeroLike => *self = Rule::ZeroBar,
            Rule::ZeroIfAny => *self = Rule::ZeroBarIfAny,
            _ => {}
        }
    }
}

/// Whether Rust's operators may be applied to an atom: it is no tangent, or one number.
pub fn has_operators(vars: &[Var], atom: &Atom) -> bool {
    atom.var().is_none_or(|var| {
        let var = &vars[var.0];
        !var.is_tangent() || matches!(var.ty.guess, Kind::Float | Kind::Int)
    })
}

/// Whether `place += value` is what it says: for numbers, and as the user wrote it. What belongs to an integer is no number.
pub fn is_number(vars: &[Var], place: &Place) -> bool {
    let (root, kind) = (&vars[place.root.0], place.kind(vars));
    root.role == Role::Primal || kind.is_float() || (kind == Kind::Int && !root.is_tangent())
}
