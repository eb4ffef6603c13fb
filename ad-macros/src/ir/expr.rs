//! Expressions: computations without effects.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::spanned::Spanned;

use super::{Arg, Atom, BinOp, CloneBy, Place, Range, Rule, UnOp, VarId};
use crate::message::Message;
use crate::primitives::{self, Primitive};

/// Tokens of the user's that are passed through, and the variables that they mention.
#[derive(Clone, Debug)]
pub struct Verbatim {
    /// As written.
    pub tokens: TokenStream,
    /// The user's variables whose names occur.
    pub captures: Vec<(Ident, VarId)>,
    /// What to underline and say should one of them be active.
    pub complaint: Option<(TokenStream, Message)>,
    /// Whether mutable captures may be written to.
    pub writes: bool,
    /// The user's own code in which nothing differentiated takes part: it is run where it stands, once, and never again.
    pub once: bool,
}

impl Verbatim {
    /// Tokens of the macro's own, over these variables.
    pub fn made(tokens: TokenStream, captures: Vec<(Ident, VarId)>) -> Verbatim {
        Verbatim { tokens, captures, complaint: None, writes: false, once: false }
    }
}

/// A computation without effects (an index may panic).
#[derive(Clone, Debug)]
pub enum Expr {
    /// A copy or a move.
    Atom(Atom),
    /// The value at a place, copied or moved.
    Read(Place),
    /// `place.clone()`, `place.to_vec()`, `place.to_owned()`: an owned copy; `Clone::clone(&place)`: of a reference, a reference.
    Clone { place: Place, by: CloneBy },
    /// `&place`, or `&mut place` of a cotangent.
    Borrow { place: Place, mutable: bool },
    /// `place.len()`
    Len(Place),
    /// By what the element of an index is found: what is at the place may say itself where the index goes, `m[(i, j)]`. An index that no list has.
    /// Or by what the part is found that a method lends to be changed, given its arguments as a tuple: `m.at_mut(i, j)`.
    Key(Place, Atom, Option<Ident>),
    /// What is looked up in the map at a place, or in what was found there: a constant, which is kept.
    LookUp(Place, LookUp),
    /// An operator.
    Unary(UnOp, Atom),
    /// An operator.
    Binary(BinOp, Atom, Atom),
    /// `a as T`
    Cast(Atom, Box<syn::Type>),
    /// A float method, `x.sin()`, or by path, `f64::sin(x)`.
    Method { method: &'static Primitive, path: Option<syn::Path>, args: Vec<Atom> },
    /// `v` times the partial derivative of a float method: `sin::times_dx(x, v)`.
    Partial { method: &'static Primitive, partial: usize, args: Vec<Atom>, factor: Atom },
    /// The first, converted to the float type of the second: the reverse of a cast.
    CastLike(Atom, Atom),
    /// The first, read from where it may be the tangent of a constant field, as the tangent of what is at the place; a zero tangent for `()`.
    Fitted(Atom, Place),
    /// What has to be kept of the value at a place for [`Expr::Refitted`]: nothing, or its zero tangent.
    Kept(Place),
    /// A cotangent, read from where it may be that of a constant field, as that of the value of which this was kept.
    Refitted(Atom, VarId),
    /// The tangent of [`Expr::Partial`]: `sin::times_dx_tangent(x, v, x_dot, v_dot)`.
    PartialTangent {
        method: &'static Primitive,
        partial: usize,
        args: Vec<Atom>,
        factor: Atom,
        arg_dots: Vec<Option<Atom>>,
        factor_dot: Option<Atom>,
    },
    /// `[a, b]` or `vec![a, b]`.
    List { items: Vec<Atom>, vec: bool },
    /// `[a; n]` or `vec![a; n]`.
    Repeat { item: Atom, len: Atom, vec: bool },
    /// `(a, b)`
    Tuple(Vec<Atom>),
    /// `Particle { mass: a, speed: b }`, `Some(a)`; as a tangent it is that of the value `like`, whose
    /// fields are zero where none is given.
    Construct { path: syn::Path, fields: Vec<(syn::Member, Atom)>, like: Option<VarId> },
    /// The `None` or the `Err(e)` at a place, as a value around another content; a copy, or moved out.
    Failure { place: Place, moved: bool },
    /// A copy of the `Option` or the `Result` at a place, without the error, which is moved elsewhere.
    Outcome(Place),
    /// The value in a variant, moved out: a [`Read`](Expr::Read) of what isn't used again.
    Taken(Place),
    /// Whether the value at a place passes a test.
    Is { place: Place, test: Test },
    /// `Box::new(a)`, by the path as written; as a box of a trait object, of the type that is known from around it.
    Boxed { path: syn::Path, value: Atom, object: Option<Box<syn::Type>> },
    /// The tangent of a value, as that of the trait object that it is behind.
    Erased(Atom),
    /// The tangent of a trait object, as that of the value behind it, which is of this variable's type.
    Regained(Atom, VarId),
    /// `Some(a)` or `Ok(a)`, whichever is wanted.
    Success(Atom),
    /// The zero tangent of the value at a place, should a new value be of another shape; for [`Stmt::Reset`].
    Shape { old: Place, new: Atom },
    /// What the user's tokens evaluate to; compiles only if it is what it must be.
    Proof(Must, Verbatim),
    /// A bar that every caller passes.
    Wanted(VarId),
    /// The identity, with derivative zero.
    Stop(Atom),
    /// The zero tangent of a place, of the same shape.
    ZeroLike(Place),
    /// The zero tangent of a place, of whatever type, that nobody looks at: `()` if its type has no tangent.
    Unwanted(Place),
    /// A number, through the reference if it is one.
    Plain(Atom),
    /// An expression of the user's that no derivative goes through.
    Verbatim(Verbatim),
    /// An empty stack, with room for a record for each iteration of loops one in another; without ranges, for none yet.
    Stack { rooms: Vec<Range> },
    /// An empty slot for the record of a branch.
    Slot,
    /// The value that a range has at a step: `range.nth(step)`.
    Step(Range, Atom),
    /// Whether all of these may be called again: `const { f::REPEATABLE && g::REPEATABLE }`.
    Repeatable(Vec<Repeated>),
    /// What `select` has chosen for one of the above: a rule of the runtime's, of these values and borrowed places.
    Rule { rule: Rule, args: Vec<Arg> },
}

/// What is looked up, and by what.
#[derive(Clone, Debug)]
pub enum LookUp {
    /// A key that is borrowed: itself, if there is a value.
    Borrowed(Atom),
    /// A number of a list or a key of a map: which of the two it is rustc knows.
    Sought(Atom),
    /// A key that is given away, and whether there is a value.
    Given(Atom),
    /// All keys, in the order in which the map has them.
    Keys,
    /// At the place is one of those: the same as what is found by it.
    KeyOf,
    /// At the place is what was found: whether there is a value.
    IsThere,
}

impl LookUp {
    /// The key by which it is looked up.
    pub fn key(&self) -> Option<&Atom> {
        match self {
            LookUp::Borrowed(key) | LookUp::Sought(key) | LookUp::Given(key) => Some(key),
            LookUp::Keys | LookUp::KeyOf | LookUp::IsThere => None,
        }
    }

    /// The same, to be changed.
    pub fn key_mut(&mut self) -> Option<&mut Atom> {
        match self {
            LookUp::Borrowed(key) | LookUp::Sought(key) | LookUp::Given(key) => Some(key),
            LookUp::Keys | LookUp::KeyOf | LookUp::IsThere => None,
        }
    }
}

/// A callee whose derivatives say whether calling it again is harmless.
#[derive(Clone, Debug)]
pub enum Repeated {
    /// A function, of so many parameters.
    Function { path: syn::Path, arity: usize, given: Vec<Repeated> },
    /// A method of a type that is known.
    Method { of: TokenStream, name: Ident },
    /// A method of what is in a field of a value of a type that is known, which only rustc knows.
    OfField { of: TokenStream, way: Vec<syn::Member>, name: Ident },
    /// What is in a field of a value of a type that is known, if it is one of std's; or what a method of it results in.
    Std { of: TokenStream, way: Vec<syn::Member>, called: Option<Ident>, is: Std },
    /// A function of so many parameters, if it results in a float of std's, of which methods are called.
    Scalar { path: syn::Path, arity: usize },
    /// A function that is a parameter, of a type of this name.
    Value(Ident),
    /// One of two, whichever it is.
    Either(Box<[Repeated; 2]>),
}

/// What of std's a part may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Std {
    /// A number or a text, or a list of them: its operators do nothing but compute.
    Operand,
    /// A number itself, whose methods are std's.
    Number,
    /// A list or a map: its length is only looked at.
    List,
}

impl Repeated {
    /// A method of what is in a field: one by the name of a float's is std's, or the user's.
    pub fn of_field(of: TokenStream, way: Vec<syn::Member>, name: Ident) -> Repeated {
        let own = |of, way| Repeated::OfField { of, way, name: name.clone() };
        if primitives::method(&name.to_string()).is_none() {
            return own(of, way);
        }
        let (called, is) = (None, Std::Number);
        let std = Repeated::Std { of: of.clone(), way: way.clone(), called, is };
        Repeated::Either(Box::new([std, own(of, way)]))
    }

    /// Where the user names it.
    pub fn span(&self) -> Span {
        match self {
            Repeated::Function { path, .. } | Repeated::Scalar { path, .. } => path.span(),
            Repeated::Method { name, .. }
            | Repeated::OfField { name, .. }
            | Repeated::Value(name) => name.span(),
            Repeated::Std { of, way, .. } => way.last().map_or_else(|| of.span(), Spanned::span),
            Repeated::Either(both) => both[0].span(),
        }
    }

    /// The same outside of the block of this type.
    pub fn with_self(self, self_ty: &syn::Type) -> Repeated {
        let outside = |of: TokenStream| match of.to_string() == "Self" {
            true => self_ty.to_token_stream(),
            false => of,
        };
        match self {
            Repeated::Method { of, name } => Repeated::Method { of: outside(of), name },
            Repeated::OfField { of, way, name } => Repeated::OfField { of: outside(of), way, name },
            Repeated::Std { of, way, called, is } => {
                Repeated::Std { of: outside(of), way, called, is }
            }
            Repeated::Either(both) => {
                Repeated::Either(Box::new(both.map(|one| one.with_self(self_ty))))
            }
            Repeated::Function { .. } | Repeated::Scalar { .. } | Repeated::Value(_) => self,
        }
    }

    /// Whether both are the same.
    pub fn is(&self, other: &Repeated) -> bool {
        match (self, other) {
            (
                Repeated::Function { path, given, .. },
                Repeated::Function { path: other, given: others, .. },
            ) => {
                let is_alike = |(one, other): (&Repeated, &Repeated)| one.is(other);
                path == other
                    && given.len() == others.len()
                    && given.iter().zip(others).all(is_alike)
            }
            (Repeated::Scalar { path, .. }, Repeated::Scalar { path: other, .. }) => path == other,
            (Repeated::Value(name), Repeated::Value(other)) => name == other,
            (Repeated::Method { of, name }, Repeated::Method { of: other_of, name: other }) => {
                name == other && of.to_string() == other_of.to_string()
            }
            (
                Repeated::OfField { of, way, name },
                Repeated::OfField { of: other_of, way: other_way, name: other },
            ) => name == other && way == other_way && of.to_string() == other_of.to_string(),
            (
                Repeated::Std { of, way, called, is },
                Repeated::Std { of: other_of, way: other_way, called: other_called, is: other },
            ) => {
                (is, way, called) == (other, other_way, other_called)
                    && of.to_string() == other_of.to_string()
            }
            (Repeated::Either(both), Repeated::Either(others)) => {
                both.iter().zip(others.iter()).all(|(one, other)| one.is(other))
            }
            _ => false,
        }
    }
}

/// What a value of unknown type must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    /// A number, or a reference to one: the number.
    Number,
    /// Nothing that lends storage to be changed: itself.
    Shared,
    /// The operand of an operator, which isn't seen, `operand, &beside`: of a reference to a number beside a number that number, or what holds no borrow.
    Operand,
    /// What holds no borrow: itself.
    Unborrowed,
}

/// A test of a value.
#[derive(Clone, Debug)]
pub enum Test {
    /// Whether it matches a pattern without bindings.
    Pattern(TokenStream),
    /// Whether it is `Some` or `Ok`.
    Success,
    /// The number of the first of these patterns that it matches, which one of them does.
    Which(Vec<TokenStream>),
}
