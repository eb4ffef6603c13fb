//! Operands, and places: a variable and the way into it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};

use super::{Var, VarId};
use crate::kind::Kind;

/// An operand.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom {
    /// An immutable variable.
    Var(VarId),
    /// A literal, as written.
    Literal(syn::Lit),
    /// A number of a generic type, the type parameter with this name.
    Number { literal: syn::LitFloat, real: Ident },
    /// A path to a constant or static, as written.
    Constant(syn::Path),
    /// The length of an array, as an expression of constants.
    Length(Box<syn::Expr>),
    /// `()`.
    Unit,
}

impl Atom {
    /// The variable, if it is one.
    pub fn var(&self) -> Option<VarId> {
        match self {
            Atom::Var(var) => Some(*var),
            _ => None,
        }
    }

    /// The float literal `text`, of a type to be inferred.
    pub fn float(text: &str, span: Span) -> Atom {
        Atom::Literal(syn::Lit::Float(syn::LitFloat::new(text, span)))
    }

    /// The number `text` of a kind of float.
    pub fn number(text: &str, kind: &Kind, span: Span) -> Atom {
        match kind {
            Kind::Real(name) => {
                Atom::Number { literal: syn::LitFloat::new(text, span), real: name.clone() }
            }
            _ => Atom::float(text, span),
        }
    }

    /// The value, if it is a float literal (or an integer literal standing for one).
    pub fn as_float(&self) -> Option<f64> {
        match self {
            Atom::Literal(syn::Lit::Float(literal)) | Atom::Number { literal, .. } => {
                literal.base10_parse().ok()
            }
            _ => None,
        }
    }
}

/// A variable and the way into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The variable.
    pub root: VarId,
    /// From the outside in.
    pub projections: Vec<Projection>,
}

impl Place {
    /// The whole variable.
    pub fn whole(root: VarId) -> Place {
        Place { root, projections: Vec::new() }
    }

    /// What may be `Constant`, if the place says so.
    pub fn if_any(&self) -> Option<Place> {
        let (last, before) = self.projections.split_last()?;
        let before = || Place { root: self.root, projections: before.to_vec() };
        (*last == Projection::IfAny).then(before)
    }

    /// The same way into another variable.
    pub fn rooted_at(&self, root: VarId) -> Place {
        Place { root, projections: self.projections.clone() }
    }

    /// The kind of what is there.
    pub fn kind(&self, vars: &[Var]) -> Kind {
        self.kind_within(&vars[self.root.0].ty.guess)
    }

    /// The same, if the whole is of this kind.
    pub fn kind_within(&self, whole: &Kind) -> Kind {
        let mut kind = whole.clone();
        for projection in &self.projections {
            kind = match projection {
                Projection::Index(_) => kind.element(),
                Projection::Entry(_) => kind.value(),
                Projection::Field(member) => kind.field(member),
                Projection::Variant { .. } | Projection::Payload | Projection::Items => {
                    Kind::Unknown
                }
                Projection::Range { .. } => match kind {
                    Kind::Array(item) => Kind::List(item),
                    kind => kind,
                },
                Projection::Pointee | Projection::Deref | Projection::List | Projection::IfAny => {
                    kind
                }
            };
        }
        kind
    }

    /// The way into the variable, without what elements are on it: the same for all elements.
    pub fn way(&self) -> String {
        let steps = self.projections.iter().map(|step| match step {
            Projection::Index(_) | Projection::Entry(_) | Projection::Range { .. } => {
                "[]".to_string()
            }
            Projection::Field(syn::Member::Named(name)) => format!(".{name}"),
            Projection::Field(syn::Member::Unnamed(index)) => format!(".{}", index.index),
            Projection::Variant { .. } | Projection::Payload | Projection::Items => "?".to_string(),
            Projection::Pointee | Projection::Deref | Projection::List | Projection::IfAny => {
                String::new()
            }
        });
        steps.collect()
    }

    /// This place and one step further.
    pub fn then(&self, projection: Projection) -> Place {
        let mut place = self.clone();
        place.projections.push(projection);
        place
    }
}

/// The parts of a variable that are indexed, each by its [way](Place::way).
///
/// What isn't known to be a list may be a type of the user's with an index of its own. Where it is iterated over, or its methods are written out as those of
/// lists, an index would be no more than what std's would do.
#[derive(Clone, Debug, Default)]
pub struct Indexed {
    /// By the user, who wrote `[i]`.
    pub written: BTreeSet<String>,
    /// By what was made of a loop or of a method.
    pub made: BTreeSet<String>,
    /// Proved to have an index with a rule, where that is all that it needs: not to be lists.
    pub ruled: BTreeSet<String>,
}

/// One step into a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Projection {
    /// `[i]`
    Index(Atom),
    /// The value in a map of what a variable holds: a key that was looked up.
    Entry(VarId),
    /// `[a..b]`, either end may be open.
    Range { start: Option<Atom>, end: Option<Atom>, inclusive: bool },
    /// `.0`, `.mass`
    Field(syn::Member),
    /// A field of the variant that the value is of, `Some.0`: a value that is of another variant never gets there.
    Variant { path: syn::Path, member: syn::Member },
    /// What is in `Some` or in `Ok`: which of the two it is the runtime knows.
    Payload,
    /// The list, or the `Option`'s content as a list: which of the two it is the runtime knows.
    Items,
    /// What an item is, or refers to: which of the two it is the runtime knows.
    Pointee,
    /// `*`, through a reference.
    Deref,
    /// What the user's code returned, as a list: whether it is one the runtime knows. From `select` on, to be changed.
    List,
    /// What is in a tangent, if it isn't `Constant`: passed to a derivative, which then gets nothing. From `select` on, the last step.
    IfAny,
}
